package dev.retention.trend;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Frequency;
import dev.retention.FrequencyComparison;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.time.Period;
import dev.retention.trend.PeriodComparison.Reference;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A count per exposure for each of several periods, such as the complaints per customer-day of every month, to be compared with each other.
 *
 * <pre>{@code
 * PeriodCounts complaints = PeriodCounts.of(CountSeries.of(table, Item.OPENED, Item.EXPOSED)).withDispersion(2.5);
 * complaints.compare(august, Reference.BEFORE);        // against July
 * complaints.compare(august, Reference.LAST_YEAR);     // against August of the last year
 * complaints.rolling(august, 3, Reference.LAST_YEAR);  // June to August against June to August of the last year
 * complaints.rolling(august, 12, Reference.BEFORE);    // twelve months against the twelve before
 * }</pre>
 *
 * <p>Only periods that are over belong here: a month that is still running can only grow. Periods may be missing; what takes one of those is
 * empty. Months differ in length by a tenth: take {@link #perDay}, or an exposure that grows with the days. For shares, where each customer
 * counts at most once, take {@link PeriodRates}. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class PeriodCounts {
    private final ByPeriod<Frequency> counts;
    private final double dispersion;

    private PeriodCounts(ByPeriod<Frequency> counts, double dispersion) {
        this.counts = counts;
        this.dispersion = dispersion;
    }

    /**
     * Takes the counts of periods that are over.
     *
     * @param counts the count and exposure of each period; all periods of one grain; not empty
     * @return the counts, by time
     * @throws IllegalArgumentException if there are none, or the periods are not all of one grain
     */
    public static PeriodCounts of(Map<Period, Frequency> counts) {
        return new PeriodCounts(ByPeriod.of(counts, "counts", Frequency::plus), 1);
    }

    /**
     * Takes what is over of a series, gaps left out.
     *
     * @param series counts or rates of periods
     * @return the counts, by time
     * @throws IllegalArgumentException if the series is of shares, has points that are no periods, or nothing of it is over
     */
    public static PeriodCounts of(CountSeries series) {
        requireNonNull(series, "series");
        checkArgument(
                series.kind() != CountSeries.Kind.SHARES,
                "series (%s) must not be of shares, which PeriodRates compares",
                series);
        Map<Period, Frequency> counts = new LinkedHashMap<>();
        over(series).forEach((period, point) -> counts.put(period, Frequency.of(point.count(), point.exposure())));
        return of(counts);
    }

    /** The points of a series that are over, and no gaps. */
    static Map<Period, CountSeries.Point> over(CountSeries series) {
        Map<Period, CountSeries.Point> over = new LinkedHashMap<>();
        for (CountSeries.Point point : series.points()) {
            checkArgument(point.period().isPresent(), "series (%s) must be of periods", series);
            if (point.isOver() && !point.isGap()) {
                over.put(point.period().get(), point);
            }
        }
        checkArgument(!over.isEmpty(), "series (%s) must have a period that is over, and no gap", series);
        return over;
    }

    /**
     * Takes counts per day of their periods.
     *
     * @param counts how many in each period, at least 0; all periods of one grain, of whole days; not empty
     * @return the counts, whose exposure is the days of the period
     * @throws IllegalArgumentException if there are none, one is negative, or the periods are not all of one grain of whole days
     */
    public static PeriodCounts perDay(Map<Period, Long> counts) {
        Map<Period, Frequency> perDay = new LinkedHashMap<>();
        requireNonNull(counts, "counts").forEach((period, count) -> {
            checkArgument(
                    !requireNonNull(period, "a period of counts").grain().isWithinDay(),
                    "counts (by %s) must be of whole days",
                    period.grain());
            double days = ChronoUnit.DAYS.between(period.startInclusive(), period.endExclusive());
            long its = Checks.notNegative(requireNonNull(count, "a value of counts"), "a value of counts");
            perDay.put(period, Frequency.of(its, days));
        });
        return of(perDay);
    }

    /**
     * The same counts, known to vary more than Poisson's: every comparison takes {@link FrequencyComparison#withDispersion}.
     *
     * @param dispersion the variance of a count over its mean, from 1 to 1,000,000; of a Laney chart, the square of its σ_z if above 1
     * @return the counts
     * @throws IllegalArgumentException if {@code dispersion} is not from 1 to 1,000,000
     */
    public PeriodCounts withDispersion(double dispersion) {
        Frequency any = counts.inPeriod(last()).orElseThrow();
        return new PeriodCounts(
                counts, any.comparedWith(any).withDispersion(dispersion).dispersion());
    }

    /**
     * The count of a period.
     *
     * @param period the period
     * @return its count and exposure; empty if it has none here
     */
    public Optional<Frequency> inPeriod(Period period) {
        return counts.inPeriod(period);
    }

    /**
     * The latest period that has a count.
     *
     * @return the period
     */
    public Period last() {
        return counts.last();
    }

    /**
     * A period beside another one.
     *
     * @param period the period in question
     * @param reference what it is compared with
     * @return the two counts; empty if either has none here, or the grain has no such period (see {@link PeriodRates#reference})
     */
    public Optional<CountComparison> compare(Period period, Reference reference) {
        return rolling(period, 1, reference);
    }

    /**
     * Some periods in a row beside as many earlier ones: those just before, or the same ones of the last year.
     *
     * @param period the last of the periods in question
     * @param periods how many, from 1 to 1,000,000; of the last year at most as many as a year has
     * @param reference what they are compared with
     * @return the two sums; empty if any of the periods is missing here, or the grain has no such period
     * @throws IllegalArgumentException if {@code periods} is out of range
     */
    public Optional<CountComparison> rolling(Period period, int periods, Reference reference) {
        requireNonNull(period, "period");
        requireNonNull(reference, "reference");
        return ByPeriod.reference(period, periods, reference)
                .flatMap(earlier -> counts.sum(period, periods)
                        .flatMap(these -> counts.sum(earlier, periods)
                                .map(those -> new CountComparison(
                                        reference,
                                        period,
                                        earlier,
                                        periods,
                                        new FrequencyComparison(these, those, dispersion)))));
    }

    ByPeriod<Frequency> byPeriod() {
        return counts;
    }

    double dispersion() {
        return dispersion;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeriodCounts that && counts.equals(that.counts) && dispersion == that.dispersion;
    }

    @Override
    public int hashCode() {
        return 31 * counts.hashCode() + Double.hashCode(dispersion);
    }

    /** The counts by period, as {@code {2024-01=0.387 (12 per 31), 2024-02=0.31 (9 per 29)}}. */
    @Override
    public String toString() {
        return counts + (dispersion == 1 ? "" : ", dispersion " + Text.number(dispersion, 6));
    }
}
