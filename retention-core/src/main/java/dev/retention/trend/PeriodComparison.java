package dev.retention.trend;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.time.Period;

/**
 * The rate of one period, or of some in a row, beside that of as many earlier ones.
 *
 * <p>The two are taken as independent. Customers who are counted in both periods make the interval wider than it need be, never too
 * narrow, if what one does now goes along with what the same one did then. Two comparisons at 95 % are not one: of twenty that compare
 * like with like one is called a change. This class is immutable and thread-safe.
 *
 * @param reference which earlier ones
 * @param period the period in question, or the last of those
 * @param rate its rate, or that of all of them
 * @param earlier the earlier period, or the last of those
 * @param earlierRate its rate, or that of all of them
 * @param periods how many in a row on either side, at least 1
 * @since 0.1.0
 */
public record PeriodComparison(
        Reference reference, Period period, Proportion rate, Period earlier, Proportion earlierRate, int periods) {

    /** With which earlier period one is compared. */
    public enum Reference {
        /** The period just before. In a seasonal business a difference may be the season. */
        BEFORE,
        /** The same period of the last year, so that the season is out of the difference. */
        LAST_YEAR
    }

    /** What the data say of a difference. */
    public enum Verdict {
        /** The rate is higher than it was, beyond what chance explains. */
        HIGHER,
        /** The rate is lower than it was, beyond what chance explains. */
        LOWER,
        /** Chance alone could make such a difference, in either direction. */
        UNCLEAR
    }

    /**
     * Pairs as many periods as others.
     *
     * @param reference which earlier ones
     * @param period the period in question, or the last of those
     * @param rate its rate, or that of all of them
     * @param earlier the earlier period, or the last of those
     * @param earlierRate its rate, or that of all of them
     * @param periods how many in a row on either side
     * @throws IllegalArgumentException if the periods are of different grains, {@code periods < 1}, or the earlier ones do not end before
     *     the others begin
     */
    public PeriodComparison {
        requireNonNull(reference, "reference");
        requireNonNull(period, "period");
        requireNonNull(rate, "rate");
        requireNonNull(earlier, "earlier");
        requireNonNull(earlierRate, "earlierRate");
        checkOrder(period, earlier, periods);
    }

    /**
     * Pairs two periods.
     *
     * @param reference which earlier one
     * @param period the period in question
     * @param rate its rate
     * @param earlier the earlier period
     * @param earlierRate its rate
     * @throws IllegalArgumentException if the periods are of different grains, or {@code earlier} is not earlier
     */
    public PeriodComparison(
            Reference reference, Period period, Proportion rate, Period earlier, Proportion earlierRate) {
        this(reference, period, rate, earlier, earlierRate, 1);
    }

    static void checkOrder(Period period, Period earlier, int periods) {
        checkArgument(periods > 0, "periods (%s) must be at least 1", periods);
        checkArgument(
                earlier.grain().equals(period.grain()) && earlier.number() < period.number(),
                "earlier (%s) must be before period (%s), and as long",
                earlier,
                period);
        checkArgument(
                (long) earlier.number() + periods <= period.number(),
                "periods (%s) must not be on both sides of %s and %s",
                periods,
                earlier,
                period);
    }

    /**
     * The two rates as groups side by side.
     *
     * @return the later against the earlier
     */
    public ProportionComparison proportions() {
        return rate.comparedWith(earlierRate);
    }

    /**
     * The difference of the rates.
     *
     * @return later less earlier, in [−1, 1]
     */
    public double difference() {
        return proportions().difference();
    }

    /**
     * Where the difference lies, by {@link ProportionComparison#differenceInterval}.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval, within [−1, 1]
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval interval(double confidence) {
        return proportions().differenceInterval(confidence);
    }

    /**
     * What the data say of the difference: a change only where the interval holds no 0.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the verdict
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Verdict verdict(double confidence) {
        return verdict(interval(confidence), 0);
    }

    /** A change only where the interval leaves out what stands for none. */
    static Verdict verdict(Interval interval, double none) {
        return interval.lower() > none ? Verdict.HIGHER : interval.upper() < none ? Verdict.LOWER : Verdict.UNCLEAR;
    }

    /** The period, or some in a row by the last of them. */
    static String name(Period last, int periods) {
        return periods == 1 ? last.toString() : periods + " periods to " + last;
    }

    /** The two, as {@code 2024-02: 0.0 % (0 of 3) after 2024-01: 25.0 % (1 of 4)}. */
    @Override
    public String toString() {
        return name(period, periods) + ": " + rate + " after " + name(earlier, periods) + ": " + earlierRate;
    }
}
