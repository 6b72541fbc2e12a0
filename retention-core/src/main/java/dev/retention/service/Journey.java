package dev.retention.service;

import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.internal.RefusedRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the stages of a journey that customers enter out of the caller's objects: the track {@code journey}.
 *
 * <pre>{@code
 * HistoryStore<Long> journey = Journey.reader(Row::customer, Row::day, Row::stage, List.of("signed", "onboarded", "live"))
 *         .from(crm.stages());
 * JourneyTable<Long> table = Journeys.over(months).stages("signed", "onboarded", "live").of(journey);
 * }</pre>
 *
 * <p>A row is a stage that a customer entered on a day, or {@link #LEFT}: the customer left the journey. Refused, with row and customer:
 *
 * <ul>
 *   <li>a stage that is none of those named;
 *   <li>a stage that was entered before, or that comes before one that was;
 *   <li>whatever comes after the customer left.
 * </ul>
 *
 * <p>A stage may be left out; {@link Journeys} says what that means. Of one day, stages come in their order and leaving comes last. A
 * {@linkplain #lenient() lenient} reader leaves a refused row out as if it had not happened, and counts and lists it in {@link
 * HistoryStore#exclusions}. Takes {@code O(n log n)} time for {@code n} rows. This class is immutable and thread-safe.
 *
 * @param <S> the type of rows
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Journey<S, K> {
    /** The name of the track. */
    public static final String TRACK = "journey";

    /** The code of leaving the journey, wherever the customer was. */
    public static final String LEFT = "left";

    private static final Comparator<Row<?>> IN_ORDER = Comparator.<Row<?>, LocalDate>comparing(
                    row -> requireNonNull(row.day))
            .thenComparingInt(row -> row.at);

    private final Function<? super S, ? extends @Nullable K> customer;
    private final Function<? super S, ? extends @Nullable LocalDate> entered;
    private final Function<? super S, @Nullable String> stage;
    private final List<String> stages;
    private final boolean isLenient;

    private Journey(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable LocalDate> entered,
            Function<? super S, @Nullable String> stage,
            List<String> stages,
            boolean isLenient) {
        this.customer = customer;
        this.entered = entered;
        this.stage = stage;
        this.stages = stages;
        this.isLenient = isLenient;
    }

    /**
     * How to read stages, a row each.
     *
     * @param customer the customer's key
     * @param entered the civil day on which the stage was entered, or the journey left
     * @param stage one of the stages, or {@link #LEFT}
     * @param stages the names of all stages in their order, at least two
     * @param <S> the type of rows
     * @param <K> the type of customer keys
     * @return a reader
     * @throws IllegalArgumentException if there are fewer than two stages, one is empty or {@code left}, or one comes twice
     */
    public static <S, K> Journey<S, K> reader(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable LocalDate> entered,
            Function<? super S, @Nullable String> stage,
            List<String> stages) {
        return new Journey<>(
                requireNonNull(customer, "customer"),
                requireNonNull(entered, "entered"),
                requireNonNull(stage, "stage"),
                StageRates.checkStages(requireNonNull(stages, "stages")),
                false);
    }

    /**
     * Leaves rows out that are refused, counted and listed, instead of refusing the first.
     *
     * @return a lenient reader
     */
    public Journey<S, K> lenient() {
        return new Journey<>(customer, entered, stage, stages, true);
    }

    /**
     * Reads a store.
     *
     * @param rows the rows in any order
     * @return the store, of one track named {@link #TRACK}, with what was left out
     * @throws InvalidRowException if a row is refused and the reader is strict; the message tells row and customer
     */
    public HistoryStore<K> from(Iterable<? extends S> rows) {
        List<Row<K>> all = new ArrayList<>();
        Map<K, List<Row<K>>> byCustomer = new LinkedHashMap<>();
        for (S each : requireNonNull(rows, "rows")) {
            Row<K> row = new Row<>();
            try {
                fill(row, requireNonNull(each, "the row"));
            } catch (RuntimeException e) {
                row.fault = e;
            }
            all.add(row);
            if (row.fault == null && row.customer != null && row.day != null) {
                byCustomer
                        .computeIfAbsent(row.customer, unused -> new ArrayList<>())
                        .add(row);
            }
        }
        byCustomer.values().forEach(this::checkOrder);
        HistoryReader<Row<K>, K> reader =
                HistoryStore.<Row<K>, K>ofDates(Row::customer, row -> row.day).codes(row -> name(row.at));
        return (isLenient ? reader.lenient() : reader).from(all).named(TRACK);
    }

    private void fill(Row<K> row, S from) {
        row.customer = customer.apply(from);
        row.day = entered.apply(from);
        RefusedRow.checkDay(row.day, row.customer);
        String name = stage.apply(from);
        row.at = LEFT.equals(name) ? stages.size() : name == null ? -1 : stages.indexOf(name);
        if (row.at < 0) {
            throw new RefusedRow(
                    "stage (" + name + ") of customer (" + row.customer + ") must be one of " + stages + " or " + LEFT);
        }
    }

    private String name(int at) {
        return at == stages.size() ? LEFT : stages.get(Math.max(0, at));
    }

    private void checkOrder(List<Row<K>> ofCustomer) {
        ofCustomer.sort(IN_ORDER);
        int reached = -1;
        for (Row<K> row : ofCustomer) {
            if (row.at <= reached) {
                row.fault = new RefusedRow("stage (" + name(row.at) + ") of customer (" + row.customer + ") on "
                        + row.day + " must come after " + name(reached) + ", where the customer was before");
            } else {
                reached = row.at;
            }
        }
    }

    /** Prints what is read. */
    @Override
    public String toString() {
        return "stages of a journey " + stages + ", a row each" + (isLenient ? ", lenient" : "");
    }

    /** What one row says, and why it does not count. */
    private static final class Row<K> {
        private @Nullable K customer;
        private @Nullable LocalDate day;
        private int at = -1;
        private @Nullable RuntimeException fault;

        @Nullable
        K customer() {
            if (fault != null) {
                throw fault;
            }
            return customer;
        }
    }
}
