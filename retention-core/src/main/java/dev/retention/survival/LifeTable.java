package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Tenures counted by length: at each distinct time how many were at risk, ended, were censored and entered.
 *
 * <pre>
 *   atRisk(t) = tenures with duration ≥ t, less those whose entry ≥ t
 * </pre>
 *
 * <p>A life table is a tally: {@link #plus} of the tables of parts is the table of the whole, so parts may be counted on
 * several machines, and {@code groupingBy(Customer::plan, mapping(Customer::tenure, toLifeTable()))} counts groups in a stream.
 *
 * <ul>
 *   <li>Times within a relative 1e-9 of the smallest of them are one time, named by it (R's {@code survival} merges more).
 *   <li>On a tie ends come first: a tenure censored at {@code t} is at risk at {@code t}, one that enters at {@code t} is not.
 *   <li>Counts are sums of weights to 100 bits, rounded when read: they depend neither on the order of the tenures nor on how
 *       they were parted, as long as the sum of the squares of the weights is below 2^50 times the square of the smallest.
 *       Beyond that, parts agree with the whole to the last bit but one; one table still does not depend on the order.
 * </ul>
 *
 * <p>Tables are equal if their rows and sums are. At most 2^31 rows. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class LifeTable implements Tabular {

    private static final LifeTable EMPTY = new LifeTableRows(0, false).toTable();

    final double[] times;
    final LifeTableRows sums;
    private final double[] atRisk;

    LifeTable(double[] times, LifeTableRows sums) {
        this.times = times;
        this.sums = sums;
        this.atRisk = sums.atRisk();
    }

    /** {@return the table of no tenures, which adds nothing} */
    public static LifeTable empty() {
        return EMPTY;
    }

    /**
     * {@return the table of tenures}
     *
     * @param tenures any number of tenures in one unit of time
     */
    public static LifeTable of(Iterable<Tenure> tenures) {
        LifeTableAccumulator accumulator = new LifeTableAccumulator();
        requireNonNull(tenures, "tenures").forEach(accumulator::add);
        return accumulator.snapshot();
    }

    /**
     * {@return the table of the tenures of the caller's own objects}
     *
     * @param <T> the caller's type
     * @param items one object per customer
     * @param duration how long each stayed until the end or the last look, finite and at least 0
     * @param ended whether it left; otherwise it is censored
     * @throws IllegalArgumentException if a duration is negative, infinite or NaN
     */
    public static <T> LifeTable of(
            Iterable<? extends T> items, ToDoubleFunction<? super T> duration, Predicate<? super T> ended) {
        requireNonNull(items, "items");
        requireNonNull(duration, "duration");
        requireNonNull(ended, "ended");
        LifeTableAccumulator accumulator = new LifeTableAccumulator();
        items.forEach(item -> accumulator.add(duration.applyAsDouble(item), ended.test(item)));
        return accumulator.snapshot();
    }

    /**
     * {@return the table of tenures in whole periods held in columns, in one pass}
     *
     * @param periods durations, each at least 0
     * @param ended whether each tenure ended; as long as {@code periods}
     * @throws IllegalArgumentException if a duration is negative or the lengths differ
     */
    public static LifeTable ofPeriods(int[] periods, boolean[] ended) {
        return new LifeTableAccumulator().addAll(periods, ended).snapshot();
    }

    /** {@return a collector that counts tenures, for {@code groupingBy} and parallel streams} */
    public static Collector<Tenure, ?, LifeTable> toLifeTable() {
        return Collector.of(
                LifeTableAccumulator::new,
                LifeTableAccumulator::add,
                (left, right) -> left.addAll(right.snapshot()),
                LifeTableAccumulator::snapshot,
                Collector.Characteristics.UNORDERED);
    }

    /**
     * {@return the table of two disjoint sets of tenures together, in O(rows) time}
     *
     * @param other a table in the same unit of time
     */
    public LifeTable plus(LifeTable other) {
        if (requireNonNull(other, "other").rows() == 0 || rows() == 0) {
            return rows() == 0 ? other : this;
        }
        LifeTableRows sum =
                new LifeTableRows(Math.addExact(rows(), other.rows()), sums.weighted || other.sums.weighted);
        int i = 0;
        int j = 0;
        while (i < rows() || j < other.rows()) {
            boolean mine = j == other.rows() || (i < rows() && times[i] <= other.times[j]);
            sum.append(mine ? times[i] : other.times[j], mine ? sums : other.sums, mine ? i++ : j++);
        }
        return sum.toTable();
    }

    /**
     * The table of those who stayed longer than {@code tenure}, timed from there: the further tenure of established customers.
     *
     * @param tenure the tenure reached, finite and at least 0
     * @return the table of what followed; its Kaplan–Meier curve is the conditional one, {@code S(tenure + t) / S(tenure)}
     * @throws IllegalArgumentException if {@code tenure} is out of its domain or nobody was at risk after it
     */
    public LifeTable givenStayed(double tenure) {
        int first = indexAt(Checks.notNegative(tenure, "tenure")) + 1;
        boolean any = first < rows() && atRisk[first] > 0;
        checkArgument(any, "tenure (%s) must be one after which someone is at risk", tenure);
        LifeTableRows rest = new LifeTableRows(rows() - first, sums.weighted);
        for (int i = first; i < rows(); i++) {
            rest.append(times[i] - tenure, sums, i);
        }
        return rest.toTable();
    }

    /** {@return the number of distinct times at which someone ended, was censored or entered, at least 0} */
    public int rows() {
        return times.length;
    }

    /**
     * {@return the time of a row, at least 0; rows ascend by time}
     *
     * @param row an index in [0, {@link #rows()})
     */
    public double time(int row) {
        return times[row];
    }

    /**
     * {@return the tenures at risk just before a row's time: the sum of their weights, at least 0}
     *
     * @param row an index in [0, {@link #rows()})
     */
    public double atRisk(int row) {
        return atRisk[row];
    }

    /**
     * {@return the tenures that ended at a row's time: the sum of their weights, at least 0}
     *
     * @param row an index in [0, {@link #rows()})
     */
    public double ended(int row) {
        return sums.ended.at(row);
    }

    /**
     * {@return the tenures censored at a row's time: the sum of their weights, at least 0}
     *
     * @param row an index in [0, {@link #rows()})
     */
    public double censored(int row) {
        return sums.censored.at(row);
    }

    /**
     * {@return the tenures that came under observation at a row's time, after their start: the sum of their weights, at least 0}
     *
     * @param row an index in [0, {@link #rows()})
     */
    public double entered(int row) {
        return sums.entered.at(row);
    }

    /** {@return the tenures counted: the sum of their weights, at least 0} */
    public double total() {
        return totalEnded() + totalCensored();
    }

    /** {@return the tenures that ended, at whatever time: the sum of their weights, at least 0} */
    public double totalEnded() {
        return sums.ended.total();
    }

    /** {@return the tenures that were censored, at whatever time: the sum of their weights, at least 0} */
    public double totalCensored() {
        return sums.censored.total();
    }

    /** {@return the longest duration, beyond which nothing is known, or empty if there are no tenures} */
    public OptionalDouble lastTime() {
        return rows() == 0 ? OptionalDouble.empty() : OptionalDouble.of(times[rows() - 1]);
    }

    /**
     * {@return the tenures at risk just before any time: those with {@code entry < time ≤ duration}, at least 0}
     *
     * @param time any number of at least 0
     * @throws IllegalArgumentException if {@code time} is negative or NaN
     */
    public double atRiskAt(double time) {
        int row = Times.firstAt(times, time);
        return row < rows() ? atRisk[row] : 0;
    }

    /**
     * {@return what is printed under a survival plot: at each time asked for, in that order, how many are at risk and have left}
     *
     * @param times any number of times, each at least 0
     * @throws IllegalArgumentException if a time is negative or NaN
     */
    public List<AtRisk> atRiskTable(double... times) {
        return sums.atRiskTable(this, requireNonNull(times, "times"));
    }

    /**
     * One time of an at-risk table.
     *
     * @param time the time asked for, at least 0
     * @param atRisk the tenures at risk just before it, at least 0
     * @param ended the tenures that ended up to and at it, at least 0
     * @param censored the tenures censored up to and at it, at least 0
     * @since 0.1.0
     */
    public record AtRisk(double time, double atRisk, double ended, double censored) {
        /**
         * Checks the numbers.
         *
         * @param time the time asked for
         * @param atRisk the tenures at risk just before it
         * @param ended the tenures that ended up to and at it
         * @param censored the tenures censored up to and at it
         */
        public AtRisk {
            checkArgument(time >= 0, "time (%s) must be at least 0", time);
            Checks.notNegative(atRisk, "atRisk");
            Checks.notNegative(ended, "ended");
            Checks.notNegative(censored, "censored");
        }
    }

    /** The last row at or before a time within rounding, -1 if none. */
    int indexAt(double time) {
        return Times.indexAt(times, time);
    }

    /** Whether nothing is known any more at a time. */
    boolean past(double time) {
        return Times.past(times, time);
    }

    /** Whether another table has the same rows and sums. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LifeTable that && Arrays.equals(times, that.times) && sums.sameAs(that.sums);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(times) + sums.ended.hashCode()) + sums.censored.hashCode();
    }

    /** {@return a row per time at which tenures begin or end} */
    @Override
    public Sheet sheet() {
        return SurvivalSheets.of(this);
    }

    /** Prints the totals, such as {@code 23 tenures to 161, 18 ended, 5 censored}. */
    @Override
    public String toString() {
        return Text.plain(total()) + " tenures to " + Text.plain(lastTime().orElse(0)) + ", " + Text.plain(totalEnded())
                + " ended, " + Text.plain(totalCensored()) + " censored";
    }
}
