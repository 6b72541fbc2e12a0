package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import dev.retention.internal.Text;
import java.util.Comparator;

/**
 * So many per so much exposure: a rate kept as the count and the exposure that it came from, such as 12 complaints in 3,100 customer-days.
 *
 * <pre>{@code
 * Frequency august = Frequency.of(12, 3_100);
 * august.per(1_000);                                           // 3.87
 * august.comparedWith(Frequency.of(30, 3_000)).ratio();        // 0.387
 * august.comparedWith(Frequency.of(30, 3_000)).ratioInterval(0.95); // [0.1805, 0.7786] at 95 %
 * }</pre>
 *
 * <p>One customer may be counted several times, and the count may pass the exposure: where each of the exposed counts at most once, take
 * a {@link Proportion}. Exposure is whatever the count can grow with, in one unit throughout: days, customer-days, orders. 1 per 2 and 2
 * per 4 are not {@code equal}: they are the same rate on different evidence. This class is immutable and thread-safe.
 *
 * @param count how many, at least 0
 * @param exposure per how much, from 1e-100 to 1e100
 * @since 0.1.0
 */
public record Frequency(long count, double exposure) {

    private static final double LEAST_EXPOSURE = 1e-100;
    private static final double MOST_EXPOSURE = 1e100;

    /** Orders by the rate, whatever the counts; not consistent with {@code equals}. */
    public static final Comparator<Frequency> BY_VALUE = Comparator.comparingDouble(Frequency::asDouble);

    /**
     * Checks the numbers.
     *
     * @param count how many
     * @param exposure per how much
     * @throws IllegalArgumentException if {@code count < 0}, or {@code exposure} is not from 1e-100 to 1e100
     */
    public Frequency {
        Checks.notNegative(count, "count");
        checkArgument(
                exposure >= LEAST_EXPOSURE && exposure <= MOST_EXPOSURE,
                "exposure (%s) must be from 1e-100 to 1e100",
                exposure);
    }

    /**
     * Makes a frequency.
     *
     * @param count how many, at least 0
     * @param exposure per how much, from 1e-100 to 1e100
     * @return the frequency
     * @throws IllegalArgumentException if {@code count < 0}, or {@code exposure} is not from 1e-100 to 1e100
     */
    public static Frequency of(long count, double exposure) {
        return new Frequency(count, exposure);
    }

    /**
     * Merges two that have no exposure in common, such as those of two months.
     *
     * @param other another one, in the same unit of exposure
     * @return the sum of the counts per the sum of the exposures
     * @throws ArithmeticException if the counts sum past {@link Long#MAX_VALUE}
     */
    public Frequency plus(Frequency other) {
        return new Frequency(
                Checks.sum(count, requireNonNull(other, "other").count, "count"), exposure + other.exposure);
    }

    /**
     * The rate.
     *
     * @return {@code count / exposure}, at least 0
     */
    public double asDouble() {
        return count / exposure;
    }

    /**
     * The rate per so many units of exposure.
     *
     * @param units how many units, positive and finite, such as 1,000
     * @return {@code units · count / exposure}
     * @throws IllegalArgumentException if {@code units} is not positive and finite
     */
    public double per(double units) {
        return Checks.positive(units, "units") * asDouble();
    }

    /**
     * The score interval of the rate: all the rates that a score test of a Poisson count does not reject.
     *
     * <pre>
     *   (x + z²/2 ± z √(x + z²/4)) / exposure
     * </pre>
     *
     * <p>It is what {@link ProportionInterval#WILSON} is of a share so small that each exposed counts at most once. The lower end is
     * exactly 0 at a count of 0. Where the same customers are counted again and again the truth varies more than a Poisson count, and the
     * interval is too narrow. Constant time.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval, at least 0
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval interval(double confidence) {
        return score(1, confidence);
    }

    /** The score interval of counts that vary so many times as much as Poisson's: with z² times it. */
    Interval score(double dispersion, double confidence) {
        double z = Normal.critical(Checks.openUnit(confidence, "confidence")) * Math.sqrt(dispersion);
        double root = z * Math.sqrt(count + z * z / 4);
        double upper = count + z * z / 2 + root;
        // The smaller root of a quadratic, from the larger: no cancellation.
        return new Interval(count == 0 ? 0 : count / upper * count / exposure, upper / exposure, confidence);
    }

    /**
     * Sets this rate beside another, to ask how far they differ and whether chance explains it.
     *
     * @param reference the rate to compare with, in the same unit of exposure
     * @return the comparison of this rate with {@code reference}
     */
    public FrequencyComparison comparedWith(Frequency reference) {
        return new FrequencyComparison(this, reference);
    }

    /** Prints the rate and what it is of, such as {@code 0.00387 (12 per 3100)}. */
    @Override
    public String toString() {
        return Text.number(asDouble(), 3) + " (" + count + " per " + Text.plain(exposure) + ")";
    }
}
