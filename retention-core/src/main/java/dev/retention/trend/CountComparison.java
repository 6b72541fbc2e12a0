package dev.retention.trend;

import static java.util.Objects.requireNonNull;

import dev.retention.FrequencyComparison;
import dev.retention.FrequencyComparison.Tails;
import dev.retention.Interval;
import dev.retention.time.Period;
import dev.retention.trend.PeriodComparison.Reference;
import dev.retention.trend.PeriodComparison.Verdict;
import java.util.OptionalDouble;

/**
 * The count of one period, or of some in a row, beside that of as many earlier ones, each per its exposure.
 *
 * <pre>{@code
 * CountComparison august = complaints.compare(Grain.MONTH.parse("2024-08"), Reference.LAST_YEAR).orElseThrow();
 * august.ratio();            // 0.387
 * august.interval(0.95);     // [0.1805, 0.7786] at 95 %
 * august.verdict(0.95);      // LOWER
 * }</pre>
 *
 * <p>What is said of {@link PeriodComparison} holds here too. This class is immutable and thread-safe.
 *
 * @param reference which earlier ones
 * @param period the period in question, or the last of those
 * @param earlier the earlier period, or the last of those
 * @param periods how many in a row on either side, at least 1
 * @param frequencies the rates, the later one first
 * @since 0.1.0
 */
public record CountComparison(
        Reference reference, Period period, Period earlier, int periods, FrequencyComparison frequencies) {

    /**
     * Pairs two counts.
     *
     * @param reference which earlier ones
     * @param period the period in question, or the last of those
     * @param earlier the earlier period, or the last of those
     * @param periods how many in a row on either side
     * @param frequencies the rates, the later one first
     * @throws IllegalArgumentException if the periods are of different grains, {@code periods < 1}, or the earlier ones do not end before
     *     the others begin
     */
    public CountComparison {
        requireNonNull(reference, "reference");
        requireNonNull(period, "period");
        requireNonNull(earlier, "earlier");
        requireNonNull(frequencies, "frequencies");
        PeriodComparison.checkOrder(period, earlier, periods);
    }

    /**
     * The difference of the rates.
     *
     * @return later less earlier, per unit of exposure
     */
    public double difference() {
        return frequencies.difference();
    }

    /**
     * The ratio of the rates.
     *
     * @return later over earlier, at least 0; empty if the earlier is 0
     */
    public OptionalDouble ratio() {
        return frequencies.ratio();
    }

    /**
     * Where the ratio lies, by {@link FrequencyComparison#ratioInterval(double)}.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval, within [0, ∞]
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1), or the counts sum past 10¹⁵
     */
    public Interval interval(double confidence) {
        return frequencies.ratioInterval(confidence);
    }

    /**
     * What the data say of the change: one only where the exact interval of the ratio leaves 1 out.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the verdict
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1), or the counts sum past 10¹⁵
     */
    public Verdict verdict(double confidence) {
        return verdict(Tails.EXACT, confidence);
    }

    /**
     * What the data say of the change, by an interval of choice.
     *
     * @param tails how tails are counted
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the verdict
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1), or the counts sum past 10¹⁵
     */
    public Verdict verdict(Tails tails, double confidence) {
        return PeriodComparison.verdict(frequencies.ratioInterval(tails, confidence), 1);
    }

    /** The two, as {@code 2024-08: 0.00387 (12 per 3100) after 2023-08: 0.01 (30 per 3000)}. */
    @Override
    public String toString() {
        return PeriodComparison.name(period, periods) + ": " + frequencies.first() + " after "
                + PeriodComparison.name(earlier, periods) + ": " + frequencies.reference();
    }
}
