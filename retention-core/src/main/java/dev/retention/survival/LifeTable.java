package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collector;

/**
 * Tenures counted by length: at each distinct time how many were at risk, ended, were censored and entered.
 *
 * <pre>
 *   atRisk(t) = tenures with duration ≥ t, less those whose entry ≥ t
 * </pre>
 *
 * <p>A life table is a tally: {@link #plus} of the tables of parts is the table of the whole, so parts may be counted on
 * several machines, and {@link #toLifeTable()} counts groups in a stream:
 *
 * <pre>{@code
 * Map<Plan, LifeTable> byPlan = customers.stream().collect(
 *     groupingBy(Customer::plan, mapping(Customer::tenure, LifeTable.toLifeTable())));
 * }</pre>
 *
 * <ul>
 *   <li>Times within a relative 1e-9 of the smallest of them are one time (R's {@code survival} merges within 1.5e-8 of the
 *       mean time, absolutely); the smallest names the row.
 *   <li>On a tie ends come first: a tenure censored at {@code t} is at risk at {@code t}, one that enters at {@code t} is not.
 *   <li>Counts are sums of weights, exact while the weights are whole numbers and the sums below 2^53; for other weights sums
 *       agree between orders of addition to a few units in the last place.
 * </ul>
 *
 * <p>Tables are equal if their rows and sums are. This class is immutable and thread-safe.
 *
 * @see KaplanMeier
 * @since 0.1.0
 */
public final class LifeTable {

    private static final double TIE = 1e-9;
    private static final LifeTable EMPTY = new LifeTable(new Columns(0, false));

    private final double[] times;
    private final double[] ended;
    private final double[] censored;
    private final double[] entered;
    private final double[] endedSquares;
    private final double[] censoredSquares;
    private final double[] atRisk;

    private LifeTable(Columns rows) {
        int n = rows.size;
        this.times = Arrays.copyOf(rows.times, n);
        this.ended = Arrays.copyOf(rows.ended, n);
        this.censored = Arrays.copyOf(rows.censored, n);
        this.entered = Arrays.copyOf(rows.entered, n);
        boolean weighted = rows.weighted;
        this.endedSquares = weighted ? Arrays.copyOf(rows.endedSquares, n) : ended;
        this.censoredSquares = weighted ? Arrays.copyOf(rows.censoredSquares, n) : censored;
        this.atRisk = new double[n];
        double after = 0;
        double exits = 0;
        for (int i = n - 1; i >= 0; i--) {
            double leaving = ended[i] + censored[i];
            exits += leaving;
            after -= entered[i];
            // Fractional weights may leave dust where everyone at risk has entered later; it would fake a survivor.
            if (after < 1e-12 * exits) {
                after = 0;
            }
            after += leaving;
            atRisk[i] = after;
        }
    }

    /**
     * The table of no tenures, which adds nothing.
     *
     * @return the empty table
     */
    public static LifeTable empty() {
        return EMPTY;
    }

    /**
     * Counts tenures.
     *
     * @param tenures any number of tenures in one unit of time
     * @return their table
     */
    public static LifeTable of(Iterable<Tenure> tenures) {
        LifeTableAccumulator accumulator = new LifeTableAccumulator();
        for (Tenure tenure : tenures) {
            accumulator.add(tenure);
        }
        return accumulator.snapshot();
    }

    /**
     * Counts the tenures of the caller's own objects.
     *
     * @param <T> the caller's type
     * @param items one object per customer
     * @param duration how long each stayed until the end or the last look, finite and at least 0
     * @param ended whether it left; otherwise it is censored
     * @return their table
     * @throws IllegalArgumentException if a duration is negative, infinite or NaN
     */
    public static <T> LifeTable of(
            Iterable<? extends T> items, ToDoubleFunction<? super T> duration, Predicate<? super T> ended) {
        LifeTableAccumulator accumulator = new LifeTableAccumulator();
        for (T item : items) {
            accumulator.add(duration.applyAsDouble(item), ended.test(item));
        }
        return accumulator.snapshot();
    }

    /**
     * Counts tenures in whole periods held in columns: one pass, no object per tenure.
     *
     * @param periods durations, each at least 0
     * @param ended whether each tenure ended; as long as {@code periods}
     * @return their table
     * @throws IllegalArgumentException if a duration is negative or the lengths differ
     */
    public static LifeTable ofPeriods(int[] periods, boolean[] ended) {
        checkArgument(
                periods.length == ended.length,
                "ended (%s values) must be as long as periods (%s values)",
                ended.length,
                periods.length);
        return new LifeTableAccumulator().addAll(periods, ended).snapshot();
    }

    /**
     * Counts tenures in real time held in columns.
     *
     * @param durations durations, each finite and at least 0
     * @param ended whether each tenure ended; as long as {@code durations}
     * @return their table
     * @throws IllegalArgumentException if a duration is out of its domain or the lengths differ
     */
    public static LifeTable ofDurations(double[] durations, boolean[] ended) {
        checkArgument(
                durations.length == ended.length,
                "ended (%s values) must be as long as durations (%s values)",
                ended.length,
                durations.length);
        LifeTableAccumulator accumulator = new LifeTableAccumulator();
        for (int i = 0; i < durations.length; i++) {
            accumulator.add(durations[i], ended[i]);
        }
        return accumulator.snapshot();
    }

    /**
     * A collector that counts tenures, for {@code groupingBy} and parallel streams.
     *
     * @return the collector
     */
    public static Collector<Tenure, ?, LifeTable> toLifeTable() {
        return Collector.of(
                LifeTableAccumulator::new,
                LifeTableAccumulator::add,
                (left, right) -> left.addAll(right.snapshot()),
                LifeTableAccumulator::snapshot,
                Collector.Characteristics.UNORDERED);
    }

    /**
     * The table of two disjoint sets of tenures together. Takes O(rows) time.
     *
     * @param other a table in the same unit of time
     * @return the table of both
     */
    public LifeTable plus(LifeTable other) {
        requireNonNull(other, "other");
        if (other.rows() == 0) {
            return this;
        }
        if (rows() == 0) {
            return other;
        }
        Columns sum = new Columns(rows() + other.rows(), weighted() || other.weighted());
        int i = 0;
        int j = 0;
        while (i < rows() || j < other.rows()) {
            boolean mine = j == other.rows() || (i < rows() && times[i] <= other.times[j]);
            if (mine) {
                sum.append(this, i++);
            } else {
                sum.append(other, j++);
            }
        }
        return new LifeTable(sum);
    }

    /**
     * The table of those who stayed longer than {@code tenure}, timed from there: the further tenure of established customers.
     *
     * <p>Its Kaplan–Meier curve is the conditional one, {@code S(tenure + t) / S(tenure)}.
     *
     * @param tenure the tenure reached, finite and at least 0
     * @return the table of what followed
     * @throws IllegalArgumentException if {@code tenure} is out of its domain or nobody was at risk after it
     */
    public LifeTable givenStayed(double tenure) {
        Checks.notNegative(tenure, "tenure");
        int first = indexAt(tenure) + 1;
        checkArgument(
                first < rows() && atRisk[first] > 0, "tenure (%s) must be one after which someone is at risk", tenure);
        Columns rest = new Columns(rows() - first, weighted());
        for (int i = first; i < rows(); i++) {
            rest.append(times[i] - tenure, this, i);
        }
        return new LifeTable(rest);
    }

    /**
     * The number of distinct times at which someone ended, was censored or entered.
     *
     * @return the number of rows, at least 0
     */
    public int rows() {
        return times.length;
    }

    /**
     * The time of a row.
     *
     * @param row an index in [0, {@link #rows()}), in ascending order of time
     * @return the time, at least 0
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double time(int row) {
        return times[row];
    }

    /**
     * The tenures at risk just before a row's time.
     *
     * @param row an index in [0, {@link #rows()})
     * @return the sum of their weights, at least 0
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double atRisk(int row) {
        return atRisk[row];
    }

    /**
     * The tenures that ended at a row's time.
     *
     * @param row an index in [0, {@link #rows()})
     * @return the sum of their weights, at least 0
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double ended(int row) {
        return ended[row];
    }

    /**
     * The tenures censored at a row's time.
     *
     * @param row an index in [0, {@link #rows()})
     * @return the sum of their weights, at least 0
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double censored(int row) {
        return censored[row];
    }

    /**
     * The tenures that came under observation at a row's time, after their start.
     *
     * @param row an index in [0, {@link #rows()})
     * @return the sum of their weights, at least 0
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double entered(int row) {
        return entered[row];
    }

    /**
     * The tenures counted.
     *
     * @return the sum of their weights, at least 0
     */
    public double total() {
        return totalEnded() + totalCensored();
    }

    /**
     * The tenures that ended, at whatever time.
     *
     * @return the sum of their weights, at least 0
     */
    public double totalEnded() {
        return sum(ended);
    }

    /**
     * The tenures that were censored, at whatever time.
     *
     * @return the sum of their weights, at least 0
     */
    public double totalCensored() {
        return sum(censored);
    }

    /**
     * The last time at which a tenure ended or was censored: beyond it nothing is known.
     *
     * @return the longest duration, or empty if there are no tenures
     */
    public OptionalDouble lastTime() {
        return rows() == 0 ? OptionalDouble.empty() : OptionalDouble.of(times[rows() - 1]);
    }

    /**
     * The tenures at risk just before any time.
     *
     * @param time any number of at least 0
     * @return the sum of the weights of those with {@code entry < time ≤ duration}, at least 0
     * @throws IllegalArgumentException if {@code time} is negative or NaN
     */
    public double atRiskAt(double time) {
        checkArgument(time >= 0, "time (%s) must be at least 0", time);
        int row = firstRowAt(time);
        return row < rows() ? atRisk[row] : 0;
    }

    /**
     * What is printed under a survival plot: at each of some times the number at risk and the ends and censorings so far.
     *
     * @param times any number of times, each at least 0
     * @return one row per time, in the order asked
     * @throws IllegalArgumentException if a time is negative or NaN
     */
    public List<AtRisk> atRiskTable(double... times) {
        List<AtRisk> rows = new ArrayList<>();
        for (double time : times) {
            int upTo = indexAt(time);
            double left = 0;
            double lost = 0;
            for (int i = 0; i <= upTo; i++) {
                left += ended[i];
                lost += censored[i];
            }
            rows.add(new AtRisk(time, atRiskAt(time), left, lost));
        }
        return List.copyOf(rows);
    }

    /**
     * One time of an at-risk table.
     *
     * @param time the time asked for
     * @param atRisk the tenures at risk just before it
     * @param ended the tenures that ended up to and at it
     * @param censored the tenures censored up to and at it
     * @since 0.1.0
     */
    public record AtRisk(double time, double atRisk, double ended, double censored) {}

    /**
     * How fast customers leave within a band of tenure.
     *
     * <p>Exposure counts the time that each was at risk within the band. With durations in whole periods a tenure that ended in
     * its first period should have duration 1, not 0, or it adds no exposure; ends at time 0 lie in no band.
     *
     * @param from start of the band, exclusive, at least 0
     * @param to end of the band, inclusive, above {@code from} and at most the last time
     * @return the ends and the exposure in the band
     * @throws IllegalArgumentException if the band is out of its domain or nobody was at risk in it
     */
    public HazardRate hazard(double from, double to) {
        Checks.notNegative(from, "from");
        checkArgument(to > from, "to (%s) must be above from (%s)", to, from);
        double last = lastTime().orElse(0);
        checkArgument(to <= last * (1 + TIE), "to (%s) must be at most the last observed time (%s)", to, last);
        double left = 0;
        double exposure = 0;
        double start = from;
        int stop = indexAt(to);
        for (int i = indexAt(from) + 1; i <= stop; i++) {
            left += ended[i];
            exposure += atRisk[i] * (times[i] - start);
            start = times[i];
        }
        if (start < to && stop + 1 < rows()) {
            exposure += atRisk[stop + 1] * (to - start);
        }
        checkArgument(exposure > 0, "nobody was at risk in (%s, %s]", from, to);
        return new HazardRate(from, to, left, exposure);
    }

    /** The last row at or before a time within rounding, -1 if none. */
    int indexAt(double time) {
        return indexAt(times, time);
    }

    static int indexAt(double[] times, double time) {
        checkArgument(time >= 0, "time (%s) must be at least 0", time);
        return firstAbove(times, time * (1 + TIE)) - 1;
    }

    /** The first row at or after a time within rounding, {@code rows()} if none. */
    int firstRowAt(double time) {
        int row = firstAbove(times, time * (1 + TIE));
        return row > 0 && sameTime(times[row - 1], time) ? row - 1 : row;
    }

    /** Whether nothing is known any more at a time. */
    boolean past(double time) {
        return past(times, time);
    }

    static boolean past(double[] times, double time) {
        return time > times[times.length - 1] * (1 + TIE);
    }

    static boolean sameTime(double first, double other) {
        return Math.abs(other - first) <= TIE * Math.max(first, other);
    }

    private static int firstAbove(double[] sorted, double key) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The distinct times among values in any order, ties within rounding merged; the smallest of each run stands for it. */
    static double[] distinct(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = 0;
        for (double value : sorted) {
            if (n == 0 || !sameTime(sorted[n - 1], value)) {
                sorted[n++] = value;
            }
        }
        return Arrays.copyOf(sorted, n);
    }

    /** The index of a value among the times that {@link #distinct} found for values that it was one of. */
    static int indexOf(double[] distinct, double value) {
        return firstAbove(distinct, value) - 1;
    }

    boolean weighted() {
        return endedSquares != ended;
    }

    boolean hasEntries() {
        return sum(entered) > 0;
    }

    double endedSquares(int row) {
        return endedSquares[row];
    }

    double censoredSquares(int row) {
        return censoredSquares[row];
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** Two tables are equal if they have the same rows and sums. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LifeTable that
                && Arrays.equals(times, that.times)
                && Arrays.equals(ended, that.ended)
                && Arrays.equals(censored, that.censored)
                && Arrays.equals(entered, that.entered)
                && Arrays.equals(endedSquares, that.endedSquares)
                && Arrays.equals(censoredSquares, that.censoredSquares);
    }

    /** Consistent with {@link #equals}. */
    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(times) + Arrays.hashCode(ended)) + Arrays.hashCode(censored);
    }

    /** Prints the totals, such as {@code 23 tenures to 161, 18 ended, 5 censored}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s tenures to %s, %s ended, %s censored",
                number(total()),
                number(lastTime().orElse(0)),
                number(totalEnded()),
                number(totalCensored()));
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString(Math.round(value))
                : String.format(Locale.ROOT, "%.6g", value);
    }

    /** Rows in the making: times must come in ascending order. */
    static final class Columns {
        private final boolean weighted;
        private final double[] times;
        private final double[] ended;
        private final double[] censored;
        private final double[] entered;
        private final double[] endedSquares;
        private final double[] censoredSquares;
        private int size;

        Columns(int capacity, boolean weighted) {
            this.weighted = weighted;
            times = new double[capacity];
            ended = new double[capacity];
            censored = new double[capacity];
            entered = new double[capacity];
            endedSquares = weighted ? new double[capacity] : ended;
            censoredSquares = weighted ? new double[capacity] : censored;
        }

        /** The row of a time, a new one unless the last is the same within rounding. */
        int rowOf(double time) {
            if (size == 0 || !sameTime(times[size - 1], time)) {
                times[size++] = time;
            }
            return size - 1;
        }

        void addEnded(int row, double weight, double square) {
            ended[row] += weight;
            if (weighted) {
                endedSquares[row] += square;
            }
        }

        void addCensored(int row, double weight, double square) {
            censored[row] += weight;
            if (weighted) {
                censoredSquares[row] += square;
            }
        }

        void addEntered(int row, double weight) {
            entered[row] += weight;
        }

        private void append(LifeTable table, int i) {
            append(table.times[i], table, i);
        }

        private void append(double time, LifeTable table, int i) {
            int row = rowOf(time);
            addEnded(row, table.ended[i], table.endedSquares[i]);
            addCensored(row, table.censored[i], table.censoredSquares[i]);
            addEntered(row, table.entered[i]);
        }

        LifeTable toTable() {
            return new LifeTable(this);
        }
    }
}
