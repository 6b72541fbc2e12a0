package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
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
        return new DiscountRate(Checks.notNegative(percent, "percent") / 100);
    }

    /**
     * A rate per period, compounded to a year.
     *
     * @param fraction effective rate per period as a fraction, at least 0
     * @param period the period
     * @return the rate {@code (1 + fraction)^k − 1} a year
     * @throws IllegalArgumentException if {@code fraction} is negative, infinite or NaN, or the rate a year passes the range of
     *     doubles
     */
    public static DiscountRate per(PeriodsPerYear period, double fraction) {
        requireNonNull(period, "period");
        return yearly(Math.log1p(Checks.notNegative(fraction, "fraction")), period, "fraction", fraction);
    }

    /**
     * A rate per period that is compounded continuously, to a year.
     *
     * @param period the period
     * @param rate continuously compounded rate per period, at least 0: the inverse of {@link #continuousPer}
     * @return the effective rate {@code e^(rate·k) − 1} a year
     * @throws IllegalArgumentException if {@code rate} is negative, infinite or NaN, or the rate a year passes the range of doubles
     */
    public static DiscountRate continuously(PeriodsPerYear period, double rate) {
        requireNonNull(period, "period");
        return yearly(Checks.notNegative(rate, "rate"), period, "rate", rate);
    }

    private static DiscountRate yearly(double continuous, PeriodsPerYear period, String name, double value) {
        double perYear = Math.expm1(continuous * period.count());
        checkArgument(
                perYear < Double.POSITIVE_INFINITY,
                "%s (%s) of %s periods a year passes the range of doubles",
                name,
                value,
                period.count());
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
        double rate = Math.expm1(continuousPer(requireNonNull(period, "period")));
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
