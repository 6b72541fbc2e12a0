package dev.retention;

import static java.util.Objects.requireNonNull;

import static com.google.common.base.Preconditions.checkArgument;

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
 * @param perYear effective rate per year as a fraction, at least 0 and finite; 0.10 is 10 %
 * @see <a href="http://www.brucehardie.com/notes/">Fader and Hardie, notes on discounting</a>
 * @since 0.1.0
 */
public record DiscountRate(double perYear) {

    /** No discounting: later money is worth as much as money today. */
    public static final DiscountRate NONE = new DiscountRate(0);

    /**
     * Checks the rate.
     *
     * @param perYear effective rate per year as a fraction
     * @throws IllegalArgumentException if {@code perYear} is negative, infinite or NaN
     */
    public DiscountRate {
        checkArgument(
                perYear >= 0 && perYear < Double.POSITIVE_INFINITY,
                "perYear (%s) must be a finite fraction of at least 0",
                perYear);
        perYear += 0.0;
    }

    /**
     * A rate per year.
     *
     * @param fraction effective rate per year as a fraction, at least 0; 0.10 is 10 %
     * @return the rate
     * @throws IllegalArgumentException if {@code fraction} is negative, infinite or NaN
     */
    public static DiscountRate perYear(double fraction) {
        return new DiscountRate(fraction);
    }

    /**
     * A rate per year in percent.
     *
     * @param percent effective rate per year in percent, at least 0; 10 is 10 %
     * @return the rate
     * @throws IllegalArgumentException if {@code percent} is negative, infinite or NaN
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
     * @throws IllegalArgumentException if {@code fraction} is negative, infinite or NaN
     */
    public static DiscountRate per(PeriodsPerYear period, double fraction) {
        requireNonNull(period, "period");
        checkArgument(fraction >= 0, "fraction (%s) must be at least 0", fraction);
        return new DiscountRate(Math.expm1(Math.log1p(fraction) * period.count()));
    }

    /**
     * The effective rate per period.
     *
     * @param period the period
     * @return {@code (1 + r)^(1/k) − 1}, at least 0
     */
    public double effectivePer(PeriodsPerYear period) {
        return Math.expm1(continuousPer(requireNonNull(period, "period")));
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
