package dev.retention.trend;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedMap;
import dev.retention.Proportion;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.trend.PeriodComparison.Reference;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
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

    private final ImmutableSortedMap<Period, Proportion> rates;

    private PeriodRates(ImmutableSortedMap<Period, Proportion> rates) {
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
        requireNonNull(rates, "rates");
        checkArgument(!rates.isEmpty(), "rates must not be empty");
        Grain grain = rates.keySet().iterator().next().grain();
        for (Period period : rates.keySet()) {
            requireNonNull(period, "a period of rates");
            checkArgument(
                    period.grain().equals(grain),
                    "rates has periods by %s and by %s; they must be of one grain",
                    grain,
                    period.grain());
        }
        rates.values().forEach(rate -> requireNonNull(rate, "a rate of rates"));
        return new PeriodRates(ImmutableSortedMap.copyOf(rates, Comparator.comparingInt(Period::number)));
    }

    /**
     * The rate of a period.
     *
     * @param period the period
     * @return its rate; empty if it has none here
     */
    public Optional<Proportion> in(Period period) {
        return Optional.ofNullable(rates.get(requireNonNull(period, "period")));
    }

    /**
     * The latest period that has a rate.
     *
     * @return the period
     */
    public Period last() {
        return rates.lastKey();
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
        requireNonNull(period, "period");
        requireNonNull(reference, "reference");
        return in(period)
                .flatMap(rate -> reference(period, reference)
                        .flatMap(other ->
                                in(other).map(known -> new PeriodComparison(reference, period, rate, other, known))));
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
