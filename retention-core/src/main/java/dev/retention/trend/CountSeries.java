package dev.retention.trend;

import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.rule.PeriodItems;
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
 * CountSeries.of(complaints, Item.OPENED, Item.CUSTOMER_DAYS);                             // numbers over numbers
 * CountSeries.ofCustomers(complaints, Item.OPENED, Item.EXPOSED);                          // customers of customers
 * CountSeries.ofShares(months, period -> movements.in(period).findRetention());            // any share of any table
 * CountSeries.perDay(months, period -> table.in(period).number(Item.OPENED));              // months differ in length
 * CountSeries.of(List.of("January", "February"), new long[] {12, 9}, new double[] {310, 280});
 * }</pre>
 *
 * <p>A point whose exposure is 0 is a gap: it stays in the list and has no rate. A point that is not over, since its period still runs
 * or more of it may come, has the rate of what there is and is never judged. This class is immutable and thread-safe; it is what {@link
 * ControlChart} draws.
 *
 * @since 0.1.0
 */
public final class CountSeries {
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

        /** Prints the numbers, as {@code 2024-03: 12 of 310}. */
        @Override
        public String toString() {
            return label + (isOver ? ": " : " (running): ") + count + " of " + Text.plain(exposure);
        }
    }

    /**
     * What one item of a table adds up to over what another does, such as complaints over customer-days.
     *
     * @param table a table of items by period
     * @param count the item that is counted, by its number
     * @param exposure the item that it came of, by its number
     * @param <E> the type of items
     * @return rates; a point is over where both items are observed in full
     * @throws IllegalArgumentException if a number is negative
     */
    public static <E extends Enum<E>> CountSeries of(PeriodItems<?, E> table, E count, E exposure) {
        requireNonNull(table, "table");
        requireNonNull(count, "count");
        requireNonNull(exposure, "exposure");
        return of(
                Kind.RATES,
                SeriesPoints.ofItems(table, count, exposure, in -> in.number(count), in -> in.number(exposure)));
    }

    /**
     * The customers of one item of a table among those of another.
     *
     * @param table a table of items by period
     * @param part the item of the part
     * @param whole the item of the whole, of whose customers those of the part are some
     * @param <E> the type of items
     * @return shares; a point is over where both items are observed in full
     * @throws IllegalArgumentException if a part has more customers than its whole
     */
    public static <E extends Enum<E>> CountSeries ofCustomers(PeriodItems<?, E> table, E part, E whole) {
        requireNonNull(table, "table");
        requireNonNull(part, "part");
        requireNonNull(whole, "whole");
        return of(
                Kind.SHARES,
                SeriesPoints.ofItems(table, part, whole, in -> in.customers(part), in -> in.customers(whole)));
    }

    /**
     * The shares of the periods of any table.
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
            return SeriesPoints.of(period, found.map(Proportion::count).orElse(0L), total, isOver);
        }));
    }

    /**
     * The counts of the periods of any table, as they stand. Months differ in length: {@link #perDay} takes that out.
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
     * The counts of the periods of any table per day.
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
     * @throws IllegalArgumentException if the lengths differ, a label comes twice, or a number is negative, infinite or NaN
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
     * @throws IllegalArgumentException if a label comes twice; if shares have a count above the exposure, or an exposure that is not
     *     whole; or counts have an exposure that is neither 0 nor 1
     */
    public static CountSeries of(Kind kind, List<Point> points) {
        requireNonNull(kind, "kind");
        return new CountSeries(kind, SeriesPoints.checked(kind, requireNonNull(points, "points")));
    }

    /**
     * What the counts are to their exposure.
     *
     * @return the kind
     */
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

    @Override
    public boolean equals(Object other) {
        return other instanceof CountSeries that && kind == that.kind && points.equals(that.points);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + points.hashCode();
    }

    /** Prints the points, as {@code rates: [2024-03: 12 of 310]}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ": " + points;
    }
}
