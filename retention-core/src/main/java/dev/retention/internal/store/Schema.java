package dev.retention.internal.store;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Ordering;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which columns the events of a store have.
 *
 * @param instants whether times are instants in microseconds, not days
 * @param currency the currency of the amounts, or null if there are none
 * @param hasCodes whether events have codes
 * @param columns the further columns, in order of their names
 */
public record Schema(
        boolean instants, @Nullable Currency currency, boolean hasCodes, ImmutableList<ColumnKind> columns) {
    private static final Ordering<ColumnKind> BY_NAME = Ordering.from(Comparator.comparing(ColumnKind::name));

    /** Checks the order of the columns. */
    public Schema {
        checkArgument(BY_NAME.isStrictlyOrdered(columns), "columns (%s) must be in order of name", columns);
    }

    /** The columns of bare events with times only. */
    public static Schema bare(boolean instants) {
        return new Schema(instants, null, false, ImmutableList.of());
    }

    /** These columns with amounts. */
    public Schema withCurrency(Currency currency) {
        return new Schema(instants, currency, hasCodes, columns);
    }

    /** These columns with codes. */
    public Schema withCodes() {
        return new Schema(instants, currency, true, columns);
    }

    /** These columns and a further one; money needs a currency, and a name comes once. */
    public Schema with(ColumnKind column) {
        checkArgument(!column.name().isEmpty(), "name of a column must not be empty");
        checkArgument(find(column.name()) < 0, "name (%s) must not be the name of another column", column.name());
        List<ColumnKind> more = new ArrayList<>(columns);
        more.add(column);
        return new Schema(instants, currency, hasCodes, ImmutableList.copyOf(BY_NAME.sortedCopy(more)));
    }

    /** Whether events have amounts. */
    public boolean hasAmounts() {
        return currency != null;
    }

    /** The decimals of the currency; 0 without one. */
    public int digits() {
        return currency == null ? 0 : Math.max(0, currency.getDefaultFractionDigits());
    }

    /** The names of the further columns. */
    public List<String> names() {
        return columns.stream().map(ColumnKind::name).toList();
    }

    /** The type of a further column. */
    public ColumnKind.Type type(int column) {
        return columns.get(column).type();
    }

    /** The index of a further column, or -1. */
    public int find(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The index of a further column, which must be there. */
    public int column(String name) {
        int column = find(name);
        if (column < 0) {
            throw new IllegalArgumentException("column (" + name + ") must be one of " + names());
        }
        return column;
    }

    /** The refusal of a value of another type than a column's. */
    public IllegalArgumentException wrongType(int column, String asked) {
        return new IllegalArgumentException("column (" + columns.get(column).name() + ") holds "
                + type(column).words() + ", not " + asked);
    }
}
