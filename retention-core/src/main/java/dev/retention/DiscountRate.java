package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Text;

/**
 * The rate at which money due later is worth less today, kept as an effective rate per year.
 *
 * <p>The type carries the period, so that a yearly rate cannot be applied per week by mistake, which makes lifetime
 * values several times too small:
 *
 * <pre>
 *   per period    d = (1 + r)^(1/k) − 1
 *   continuous    δ = ln(1 + r) / k
 * </pre>
 *
 * where {@code r} is the rate per year and {@code k} the periods in a year. 10 % a year is 0.797 % a month, not 0.833 %.
 * This class is immutable and thread-safe.
 *
 * @param perYear effective rate per year as a fraction, from 0 to 1e100; 0.10 is 10 %
 * @see <a href="http://www.brucehardie.com/notes/">Fader and Hardie, notes on discounting</a>
 * @since 0.1.0
 */
public record DiscountRate(double perYear) {

    private static final double MAX = 1e100;

    /** No discounting: later money is worth as much as money today. */
    public static final DiscountRate NONE = new DiscountRate(0);

    /**
     * Checks the rate.
     *
     * @param perYear effective rate per year as a fraction
     * @throws IllegalArgumentException if {@code perYear} is outside its range
     */
    public DiscountRate {
        checkArgument(perYear >= 0 && perYear <= MAX, "perYear (%s) must be a fraction from 0 to 1e100", perYear);
        perYear += 0.0;
    }

    /**
     * A rate per year.
     *
     * @param fraction effective rate per year as a fraction, from 0 to 1e100; 0.10 is 10 %
     * @return the rate
     * @throws IllegalArgumentException if {@code fraction} is outside its range
     */
    public static DiscountRate perYear(double fraction) {
        return new DiscountRate(fraction);
    }

    /**
     * A rate per year in percent.
     *
     * @param percent effective rate per year in percent, at least 0; 10 is 10 %
     * @return the rate
     * @throws IllegalArgumentException if {@code percent} is negative, NaN or above 1e102
     */
    public static DiscountRate percentPerYear(double percent) {
        return new DiscountRate(percent / 100);
    }

    /**
     * A rate per period, compounded to a year.
     *
     * @param fraction effective rate per period as a fraction, at least 0
     * @param period the period
     * @return the rate {@code (1 + fraction)^k − 1} a year
     * @throws IllegalArgumentException if {@code fraction} is negative or NaN, or comes to more than 1e100 a year
     */
    public static DiscountRate per(PeriodsPerYear period, double fraction) {
        return compounded(period, fraction, Math.log1p(fraction));
    }

    /**
     * A rate per period, compounded continuously.
     *
     * @param period the period
     * @param fraction {@code δ}, the continuous rate per period as a fraction, at least 0
     * @return the rate {@code exp(δk) − 1} a year, whose {@link #continuousPer} of the period is {@code δ}
     * @throws IllegalArgumentException if {@code fraction} is negative or NaN, or comes to more than 1e100 a year
     */
    public static DiscountRate continuous(PeriodsPerYear period, double fraction) {
        return compounded(period, fraction, fraction);
    }

    private static DiscountRate compounded(PeriodsPerYear period, double fraction, double continuous) {
        double perYear =
                Math.expm1(continuous * requireNonNull(period, "period").count());
        checkArgument(
                fraction >= 0 && perYear <= MAX,
                "fraction (%s) must be at least 0 and come to at most 1e100 a year",
                fraction);
        return new DiscountRate(perYear);
    }

    /**
     * The effective rate per period.
     *
     * @param period the period
     * @return {@code (1 + r)^(1/k) − 1}, at least 0 and finite
     * @throws IllegalArgumentException if the period is so long that the rate passes the range of doubles
     */
    public double effectivePer(PeriodsPerYear period) {
        double rate = Math.expm1(continuousPer(period));
        checkArgument(rate < Double.POSITIVE_INFINITY, "period (%s) is too long for a rate of %s", period, this);
        return rate;
    }

    /**
     * The continuously compounded rate per period.
     *
     * @param period the period
     * @return {@code ln(1 + r) / k}, at least 0
     */
    public double continuousPer(PeriodsPerYear period) {
        return Math.log1p(perYear) / requireNonNull(period, "period").count();
    }

    /** Prints the rate in percent, such as {@code 10 % a year}. */
    @Override
    public String toString() {
        return Text.number(perYear * 100, 6) + " % a year";
    }
}
