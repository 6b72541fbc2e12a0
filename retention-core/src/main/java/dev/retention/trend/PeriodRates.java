package dev.retention.trend;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.trend.PeriodComparison.Reference;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A rate for each of several periods, such as the churn of every month, to be compared with each other.
 *
 * <p>Only periods that are over belong here: a month that is still running can only grow. Periods may be missing, such as a month in
 * which nobody could be lost. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class PeriodRates {
    private static final int DAYS_OF_52_WEEKS = 364;

    private final ByPeriod<Proportion> rates;

    private PeriodRates(ByPeriod<Proportion> rates) {
        this.rates = rates;
    }

    /**
     * Takes the rates of periods that are over.
     *
     * @param rates the rate of each period; all periods of one grain; not empty
     * @return the rates, by time
     * @throws IllegalArgumentException if there are none, or the periods are not all of one grain
     */
    public static PeriodRates of(Map<Period, Proportion> rates) {
        return new PeriodRates(ByPeriod.of(rates, "rates", Proportion::plus));
    }

    /**
     * Takes what is over of a series, gaps left out.
     *
     * @param series shares of periods
     * @return the rates, by time
     * @throws IllegalArgumentException if the series is not of shares, has points that are no periods, or nothing of it is over
     */
    public static PeriodRates of(CountSeries series) {
        requireNonNull(series, "series");
        checkArgument(
                series.kind() == CountSeries.Kind.SHARES,
                "series (%s) must be of shares; PeriodCounts compares others",
                series);
        Map<Period, Proportion> rates = new LinkedHashMap<>();
        PeriodCounts.over(series)
                .forEach((period, point) -> rates.put(period, Proportion.of(point.count(), (long) point.exposure())));
        return of(rates);
    }

    /**
     * The rate of a period.
     *
     * @param period the period
     * @return its rate; empty if it has none here
     */
    public Optional<Proportion> inPeriod(Period period) {
        return rates.inPeriod(period);
    }

    /**
     * The latest period that has a rate.
     *
     * @return the period
     */
    public Period last() {
        return rates.last();
    }

    /**
     * A period beside another one.
     *
     * @param period the period in question
     * @param reference what it is compared with
     * @return the two rates; empty if either has none here, or the grain has no such period (see
     *     {@link #reference(Period, Reference)})
     */
    public Optional<PeriodComparison> compare(Period period, Reference reference) {
        return rolling(period, 1, reference);
    }

    /**
     * Some periods in a row beside as many earlier ones: those just before, or the same ones of the last year. The counts are summed: who is
     * counted in several periods is so in the sum.
     *
     * @param period the last of the periods in question
     * @param periods how many, from 1 to 1,000,000; of the last year at most as many as a year has
     * @param reference what they are compared with
     * @return the two rates; empty if any of the periods is missing here, or the grain has no such period
     * @throws IllegalArgumentException if {@code periods} is out of range
     */
    public Optional<PeriodComparison> rolling(Period period, int periods, Reference reference) {
        requireNonNull(period, "period");
        requireNonNull(reference, "reference");
        return ByPeriod.reference(period, periods, reference)
                .flatMap(earlier -> rates.sum(period, periods)
                        .flatMap(these -> rates.sum(earlier, periods)
                                .map(those ->
                                        new PeriodComparison(reference, period, these, earlier, those, periods))));
    }

    ByPeriod<Proportion> byPeriod() {
        return rates;
    }

    /**
     * The period with which another one is compared.
     *
     * <p>The same period of the last year is twelve months or four quarters earlier; of a week, or of days that divide 52 weeks, 52 weeks
     * earlier, so that weekdays are compared with themselves. A year has none, since its season is all of it: there
     * {@link Reference#BEFORE} is the last year. Nor have other lengths, and periods shorter than a day.
     *
     * @param period the period in question
     * @param reference what it is compared with
     * @return that period, whether or not it has a rate; empty if the grain has none
     */
    public static Optional<Period> reference(Period period, Reference reference) {
        requireNonNull(period, "period");
        return switch (requireNonNull(reference, "reference")) {
            case BEFORE -> Optional.of(period.plus(-1));
            case LAST_YEAR -> lastYear(period);
        };
    }

    private static Optional<Period> lastYear(Period period) {
        Grain grain = period.grain();
        if (grain.equals(Grain.MONTH)) {
            return Optional.of(period.plus(-12));
        }
        if (grain.equals(Grain.QUARTER)) {
            return Optional.of(period.plus(-4));
        }
        if (grain.equals(Grain.YEAR) || grain.isWithinDay()) {
            return Optional.empty();
        }
        long days = ChronoUnit.DAYS.between(period.firstDay(), period.plus(1).firstDay());
        return DAYS_OF_52_WEEKS % days == 0
                ? Optional.of(period.plus((int) -(DAYS_OF_52_WEEKS / days)))
                : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeriodRates that && rates.equals(that.rates);
    }

    @Override
    public int hashCode() {
        return rates.hashCode();
    }

    /** The rates by period, as {@code {2024-01=25.0 % (1 of 4), 2024-02=0.0 % (0 of 3)}}. */
    @Override
    public String toString() {
        return rates.toString();
    }
}
