package dev.retention.trend;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.rule.PeriodItems;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Counts in order of time, each with what it came of: complaints and customer-days, lost customers and customers, calls and days.
 *
 * <pre>{@code
 * CountSeries.of(complaints, Item.OPENED, Item.EXPOSED);                       // complaints per customer-day
 * CountSeries.of(delivery, Item.OPENED, complaints, Item.EXPOSED);             // those on one topic, of the whole's
 * CountSeries.ofCustomers(complaints, Item.EXPOSED_AND_OPENED, Item.EXPOSED);  // customers of customers
 * CountSeries.ofNumbers(payments, Payments.Item.ON_TIME, Payments.Item.DUE);   // a share of what was counted
 * CountSeries.perDay(complaints, Item.OPENED);                                 // months differ in length
 * CountSeries.ofShares(months, period -> movements.inPeriod(period).findRetention()); // of a table that has no items
 * CountSeries.of(List.of("January", "February"), new long[] {12, 9}, new double[] {310, 280});
 * }</pre>
 *
 * <ul>
 *   <li>A point whose exposure is 0 is a gap: it stays in the list and has no rate. Something that came of nothing has none either: such a
 *       point is refused once it is over.
 *   <li>A point that is not over, since its period still runs or more of it may come, has the rate of what there is and is never judged.
 *   <li>A ticket of June may be answered in July. The factories that take a table and its items know it: their points are over once all
 *       items are {@linkplain PeriodItems.InPeriod#state(Enum) observed in full}, and gaps while one cannot be observed. Those that take a
 *       timeline and a function ({@link #ofShares(Timeline, Function)}, {@link #ofCounts(Timeline, ToLongFunction)}, {@link
 *       #perDay(Timeline, ToLongFunction)}) know only when a period ends: where more may come, say so by {@link #asObserved}.
 * </ul>
 *
 * <p>This class is immutable and thread-safe; it is what {@link ControlChart} draws.
 *
 * @since 0.1.0
 */
public final class CountSeries extends ItemSeries implements Tabular {
    private final Kind kind;
    private final List<Point> points;

    private CountSeries(Kind kind, List<Point> points) {
        this.kind = kind;
        this.points = points;
    }

    /** What the counts are to their exposure. */
    public enum Kind {
        /** Each of the exposed is counted at most once, such as customers lost among customers. */
        SHARES,
        /** Any number may come of the exposure, such as complaints of customer-days. */
        RATES,
        /** There is no exposure: that of every point is 1. */
        COUNTS
    }

    /**
     * One count.
     *
     * @param label what the point is called, such as {@code 2024-03}
     * @param period the period, where it is one
     * @param count how many, at least 0
     * @param exposure of what, finite and at least 0; 0 of a gap
     * @param isOver whether nothing more can come
     * @since 0.1.0
     */
    public record Point(String label, Optional<Period> period, long count, double exposure, boolean isOver) {
        /**
         * Checks the numbers.
         *
         * @param label what the point is called
         * @param period the period, where it is one
         * @param count how many
         * @param exposure of what
         * @param isOver whether nothing more can come
         * @throws IllegalArgumentException if a number is negative, infinite or NaN
         */
        public Point {
            requireNonNull(label, "label");
            requireNonNull(period, "period");
            Checks.notNegative(count, "count");
            Checks.notNegative(exposure, "exposure");
        }

        /**
         * Whether there is no exposure, and so no rate.
         *
         * @return whether it is a gap
         */
        public boolean isGap() {
            return exposure == 0;
        }

        /**
         * The count over the exposure.
         *
         * @return the rate per unit of exposure, at least 0; empty of a gap
         */
        public OptionalDouble rate() {
            return isGap() ? OptionalDouble.empty() : OptionalDouble.of(count / exposure);
        }

        /** Prints the numbers, as {@code 2024-03: 12 of 310}, or {@code 2024-04 (so far): 3 of 90} where it is not over. */
        @Override
        public String toString() {
            return label + (isOver ? ": " : " (so far): ") + count + " of " + Text.plain(exposure);
        }
    }

    /**
     * The shares of periods, whose table is not known: of items that may come later than their period, take {@link
     * #ofShares(PeriodItems, Function, Enum[])}, or add {@link #asObserved}.
     *
     * @param timeline the periods, with a first one
     * @param share the share of a period; empty where there is none
     * @return shares; a period that is still running is not over
     * @throws IllegalStateException if the timeline has no first period
     */
    public static CountSeries ofShares(Timeline timeline, Function<? super Period, Optional<Proportion>> share) {
        requireNonNull(share, "share");
        return of(Kind.SHARES, SeriesPoints.ofPeriods(timeline, (period, isOver) -> {
            Optional<Proportion> found = requireNonNull(share.apply(period), "a share");
            long total = found.map(Proportion::total).orElse(0L);
            return SeriesPoints.of(period, found.map(Proportion::count).orElse(0L), (double) total, isOver);
        }));
    }

    /**
     * The counts of periods, as they stand; their table is not known: of items that may come later than their period, take {@link
     * #ofCounts(PeriodItems, Enum)}, or add {@link #asObserved}. Months differ in length: {@code perDay} takes that out.
     *
     * @param timeline the periods, with a first one
     * @param count the count of a period, at least 0
     * @return counts; a period that is still running is not over
     * @throws IllegalArgumentException if a count is negative
     * @throws IllegalStateException if the timeline has no first period
     */
    public static CountSeries ofCounts(Timeline timeline, ToLongFunction<? super Period> count) {
        requireNonNull(count, "count");
        return of(
                Kind.COUNTS,
                SeriesPoints.ofPeriods(
                        timeline, (period, isOver) -> SeriesPoints.of(period, count.applyAsLong(period), 1, isOver)));
    }

    /**
     * The counts of periods per day; their table is not known: of items that may come later than their period, take {@link
     * #perDay(PeriodItems, Enum)}, or add {@link #asObserved}.
     *
     * @param timeline the periods, with a first one
     * @param count the count of a period, at least 0
     * @return rates, whose exposure is the days of the period; of the one that is still running, the days that are over
     * @throws IllegalArgumentException if a count is negative
     * @throws IllegalStateException if the timeline has no first period
     */
    public static CountSeries perDay(Timeline timeline, ToLongFunction<? super Period> count) {
        requireNonNull(timeline, "timeline");
        requireNonNull(count, "count");
        return of(Kind.RATES, SeriesPoints.ofPeriods(timeline, (period, isOver) -> {
            double days = SeriesPoints.days(timeline, period, isOver);
            return SeriesPoints.of(period, count.applyAsLong(period), days, isOver);
        }));
    }

    /**
     * Counts with their exposures, all of them over.
     *
     * @param labels what the points are called, each once
     * @param counts how many of each, at least 0
     * @param exposures of what, each finite and at least 0; 0 for a gap
     * @return rates
     * @throws IllegalArgumentException if the lengths differ, a label comes twice, a number is negative, infinite or NaN, or a count has no
     *     exposure
     */
    public static CountSeries of(List<String> labels, long[] counts, double[] exposures) {
        requireNonNull(labels, "labels");
        requireNonNull(counts, "counts");
        requireNonNull(exposures, "exposures");
        return of(Kind.RATES, SeriesPoints.ofArrays(labels, counts, exposures));
    }

    /**
     * Counts without an exposure, all of them over.
     *
     * @param counts how many of each, at least 0
     * @return counts, called {@code 1}, {@code 2} and so on
     * @throws IllegalArgumentException if a count is negative
     */
    public static CountSeries of(long... counts) {
        requireNonNull(counts, "counts");
        return of(
                Kind.COUNTS,
                IntStream.range(0, counts.length)
                        .mapToObj(i -> new Point(
                                Integer.toString(i + 1),
                                Optional.empty(),
                                Checks.notNegative(counts[i], "counts[" + i + "]"),
                                1,
                                true))
                        .toList());
    }

    /**
     * Points of the caller's own.
     *
     * @param kind what the counts are to their exposure
     * @param points in order of time, each label once
     * @return the series
     * @throws IllegalArgumentException if a label comes twice; if a point that is over has a count and no exposure; if shares have a count
     *     above the exposure, or an exposure that is not whole or above 2⁶³; or counts have an exposure that is neither 0 nor 1
     */
    public static CountSeries of(Kind kind, List<Point> points) {
        requireNonNull(kind, "kind");
        return new CountSeries(kind, SeriesPoints.checked(kind, requireNonNull(points, "points")));
    }

    /**
     * The same points as far as something of each period's own could be observed, such as the later orders of the customers of a month.
     *
     * <pre>{@code
     * CountSeries.perDay(months, month -> table.inPeriod(month).customers(MET)).asObserved(month -> table.inPeriod(month).state(MET));
     * }</pre>
     *
     * @param state how much of a period could be observed
     * @return the series, in which a point is no longer over unless it is observed in full, and a gap where it is not observed at all
     * @throws IllegalArgumentException if a point is no period
     */
    public CountSeries asObserved(Function<? super Period, CellState> state) {
        requireNonNull(state, "state");
        return of(
                kind,
                points.stream()
                        .map(point -> SeriesPoints.asObserved(point, state))
                        .toList());
    }

    /** {@return what the counts are to their exposure} */
    public Kind kind() {
        return kind;
    }

    /**
     * The points in order of time, gaps and the running one included.
     *
     * @return the points, unmodifiable
     */
    public List<Point> points() {
        return points;
    }

    /**
     * Whether shares have shifted: those from one point on together, against those before together. Gaps and points not over count
     * nowhere.
     *
     * @param label the first point after the shift, named beforehand, not because it looks so
     * @return the comparison, whose {@code z} is above 0 where they have risen; empty if either side has no exposure
     * @throws IllegalArgumentException if the series is not of shares, or no point is called so
     */
    public Optional<ProportionComparison> shiftAt(String label) {
        requireNonNull(label, "label");
        checkArgument(kind == Kind.SHARES, "shiftAt(%s) asks for a series of shares, not of %s", label, kind);
        return SeriesPoints.shift(points, label);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CountSeries that && kind == that.kind && points.equals(that.points);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + points.hashCode();
    }

    /** {@return a row per point; what is a gap is not known} */
    @Override
    public Sheet sheet() {
        return TrendSheets.of(this);
    }

    /** Prints the points, as {@code rates: [2024-03: 12 of 310]}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ": " + points;
    }
}
