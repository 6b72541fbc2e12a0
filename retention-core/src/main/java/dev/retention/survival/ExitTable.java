package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Text;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Tenures counted by length and by the reason they ended: voluntary, failed payment, ended by us.
 *
 * <p>One life table of all tenures, and one of the ends for each reason. A tally as a {@link LifeTable} is: {@link #plus} of the
 * tables of parts is the table of the whole. This class is immutable and thread-safe.
 *
 * @param <C> what names a reason
 * @see CumulativeIncidence
 * @since 0.1.0
 */
public final class ExitTable<C> implements Tabular {

    private final LifeTable all;
    private final Map<C, LifeTable> byReason;

    private ExitTable(LifeTable all, Map<C, LifeTable> byReason) {
        this.all = all;
        this.byReason = byReason;
    }

    /**
     * Counts the tenures of the caller's own objects.
     *
     * @param <T> the caller's type
     * @param <C> what names a reason
     * @param items one object per customer
     * @param tenure the tenure of each, ended whatever the reason
     * @param reason why it ended; asked of ended tenures only
     * @return their table
     */
    public static <T, C> ExitTable<C> of(
            Iterable<? extends T> items, Function<? super T, Tenure> tenure, Function<? super T, ? extends C> reason) {
        requireNonNull(items, "items");
        requireNonNull(tenure, "tenure");
        requireNonNull(reason, "reason");
        LifeTableAccumulator all = new LifeTableAccumulator();
        Map<C, LifeTableAccumulator> byReason = new LinkedHashMap<>();
        for (T item : items) {
            Tenure its = requireNonNull(tenure.apply(item), "tenure");
            all.add(its);
            if (its.ended()) {
                C why = requireNonNull(reason.apply(item), "reason");
                byReason.computeIfAbsent(why, key -> new LifeTableAccumulator()).add(its.withEntry(0));
            }
        }
        Map<C, LifeTable> ends = new LinkedHashMap<>();
        byReason.forEach((why, accumulator) -> ends.put(why, accumulator.snapshot()));
        return new ExitTable<>(all.snapshot(), ends);
    }

    /**
     * The table of two disjoint sets of tenures together.
     *
     * @param other a table in the same unit of time
     * @return the table of both
     */
    public ExitTable<C> plus(ExitTable<C> other) {
        Map<C, LifeTable> ends = new LinkedHashMap<>(byReason);
        requireNonNull(other, "other").byReason.forEach((why, table) -> ends.merge(why, table, LifeTable::plus));
        return new ExitTable<>(all.plus(other.all), ends);
    }

    /**
     * All tenures, ended for whatever reason.
     *
     * @return the life table
     */
    public LifeTable all() {
        return all;
    }

    /**
     * The reasons, in the order first met.
     *
     * @return the reasons
     */
    public List<C> reasons() {
        return List.copyOf(byReason.keySet());
    }

    /**
     * The tenures that ended for a reason.
     *
     * @param reason one of {@link #reasons}
     * @return the life table of these alone
     * @throws IllegalArgumentException if no tenure ended for that reason
     */
    public LifeTable ended(C reason) {
        LifeTable table = byReason.get(requireNonNull(reason, "reason"));
        checkArgument(table != null, "reason (%s) must be one of %s", reason, byReason.keySet());
        return requireNonNull(table);
    }

    /**
     * How fast tenures end for one reason within a band of tenure: the ends for that reason per customer-period at risk of any. The rates
     * of all reasons add up to {@link HazardRate#of(LifeTable, double, double)} of {@link #all}.
     *
     * @param reason one of {@link #reasons}
     * @param from start of the band, exclusive unless it is 0, at least 0
     * @param to end of the band, inclusive, above {@code from} and at most the last time of {@link #all}
     * @return the cause-specific rate, with its interval
     * @throws IllegalArgumentException if no tenure ended for that reason, the band is out of its domain or nobody was at risk in it
     */
    public HazardRate hazard(C reason, double from, double to) {
        double[] byRow = endedByRow(reason);
        HazardRate any = HazardRate.of(all, from, to);
        double ended = 0;
        for (int i = HazardRate.firstRow(all, from); i <= all.indexAt(to); i++) {
            ended += byRow[i];
        }
        return new HazardRate(from, to, ended, any.exposure());
    }

    /** The ends for a reason at each row of {@link #all}. */
    double[] endedByRow(C reason) {
        LifeTable ends = ended(reason);
        double[] byRow = new double[all.rows()];
        int next = 0;
        for (int i = 0; i < byRow.length; i++) {
            double nextTime = i + 1 < byRow.length ? all.time(i + 1) : Double.POSITIVE_INFINITY;
            while (next < ends.rows() && ends.time(next) < nextTime) {
                byRow[i] += ends.ended(next++);
            }
        }
        return byRow;
    }

    /** {@return the life table of each reason} */
    @Override
    public Sheet sheet() {
        return SurvivalSheets.of(this);
    }

    /** Prints all tenures and the ends by reason. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        byReason.forEach((why, table) -> parts.add(why + " " + Text.plain(table.totalEnded())));
        return all + " (" + String.join(", ", parts) + ")";
    }
}
