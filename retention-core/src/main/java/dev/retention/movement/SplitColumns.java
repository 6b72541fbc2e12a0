package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From which columns plans, families and quantities are read, and which code is that of exchange rates; null where nobody said. */
record SplitColumns(
        @Nullable String planName,
        @Nullable String familyName,
        @Nullable String quantityName,
        @Nullable String fx) implements Serializable {
    private static final String PLAN = "plan";
    private static final String FAMILY = "family";
    private static final String QUANTITY = "quantity";
    private static final int NONE = -1;

    static final SplitColumns DEFAULT = new SplitColumns(null, null, null, null);

    SplitColumns withPlan(String column) {
        return new SplitColumns(requireNonNull(column, "column"), familyName, quantityName, fx);
    }

    SplitColumns withFamily(String column) {
        return new SplitColumns(planName, requireNonNull(column, "column"), quantityName, fx);
    }

    SplitColumns withQuantity(String column) {
        return new SplitColumns(planName, familyName, requireNonNull(column, "column"), fx);
    }

    SplitColumns withFx(String code) {
        return new SplitColumns(planName, familyName, quantityName, requireNonNull(code, "code"));
    }

    int plan(History history) {
        return find(history, planName, PLAN);
    }

    int family(History history) {
        return find(history, familyName, FAMILY);
    }

    int quantity(History history) {
        return find(history, quantityName, QUANTITY);
    }

    int fxCode(History history) {
        return fx == null ? NONE : history.codes().find(fx).orElse(NONE);
    }

    /** The number of a column, which must be there if somebody said its name. */
    private static int find(History history, @Nullable String told, String otherwise) {
        return told != null || history.hasColumn(otherwise) ? history.column(told == null ? otherwise : told) : NONE;
    }

    /** The columns that nobody named and the store does not have. */
    List<String> missing(HistoryStore<?> store) {
        return Stream.of(
                        planName == null ? PLAN : "",
                        familyName == null ? FAMILY : "",
                        quantityName == null ? QUANTITY : "")
                .filter(name -> !name.isEmpty() && !store.columns().contains(name))
                .toList();
    }

    /** Prints what was said, as part of a definition. */
    @Override
    public String toString() {
        return (planName == null ? "" : "plan in " + planName + ", ")
                + (familyName == null ? "" : "family in " + familyName + ", ")
                + (quantityName == null ? "" : "quantity in " + quantityName + ", ")
                + (fx == null ? "" : "exchange rates by " + fx + ", ");
    }
}
