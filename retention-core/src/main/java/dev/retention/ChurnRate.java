package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Text;
import java.util.Comparator;
import java.util.Optional;

/**
 * The share or ratio of customers who left in a period, with the formula and the two numbers it came from.
 *
 * <p>A churn rate cannot be passed where a {@link RetentionRate} is expected. The numerator and denominator are kept as the
 * formula has them: whole for counts, exact up to 2⁵³; in halves where the denominator is a mean of two counts; customer-time
 * in periods for {@link ChurnFormula#EXPOSURE}. Where the formula is not a ratio of two counts ({@link
 * ChurnFormula#SUM_OF_DAILY}, {@link ChurnFormula#MEAN_OF_DAILY}, {@link ChurnFormula#RESCALED}) the numerator is the expected
 * number of losses of a single customer, that is the rate itself, and the denominator 1.
 *
 * <p>There is no rate of nobody: the denominator is above 0. 1 of 2 and 2 of 4 are not {@code equal}; {@link #BY_VALUE} orders
 * by the rate alone. This class is immutable and thread-safe.
 *
 * @param formula what is meant by churn
 * @param basis the formula of the rate that was rescaled if {@code formula} is {@link ChurnFormula#RESCALED}, else
 *     {@code formula}
 * @param numerator what was lost, finite and in the formula's range
 * @param denominator of what, positive and finite
 * @since 0.1.0
 */
public record ChurnRate(ChurnFormula formula, ChurnFormula basis, double numerator, double denominator) {

    /** Orders by the rate, whatever the formula and counts; not consistent with {@code equals}. */
    public static final Comparator<ChurnRate> BY_VALUE = Comparator.comparingDouble(ChurnRate::asDouble);

    /**
     * Checks the numbers.
     *
     * @param formula what is meant by churn
     * @param basis the formula of the rate that was rescaled, else {@code formula}
     * @param numerator what was lost
     * @param denominator of what
     * @throws IllegalArgumentException if {@code denominator} is not positive and finite, {@code numerator} is not finite,
     *     their ratio is outside the formula's range, or {@code basis} differs from {@code formula} though that is not
     *     {@code RESCALED}
     */
    public ChurnRate {
        requireNonNull(formula, "formula");
        requireNonNull(basis, "basis");
        formula.range().check(formula, numerator, denominator);
        checkArgument(
                basis == formula || formula == ChurnFormula.RESCALED,
                "basis (%s) must be formula (%s): only RESCALED has another",
                basis,
                formula);
        numerator += 0.0;
    }

    /**
     * Makes a rate of two counts.
     *
     * @param formula what is meant by churn
     * @param numerator what was lost
     * @param denominator of what, at least 1
     * @return the rate
     * @throws IllegalArgumentException if {@code denominator < 1} or the ratio is outside the formula's range
     */
    public static ChurnRate of(ChurnFormula formula, long numerator, long denominator) {
        return new ChurnRate(formula, formula, (double) numerator, (double) denominator);
    }

    /**
     * The rate as a fraction of 1.
     *
     * @return {@code numerator / denominator}, in the formula's range
     */
    public double asDouble() {
        return numerator / denominator;
    }

    /**
     * The rate in percent.
     *
     * @return {@code 100 · numerator / denominator}
     */
    public double asPercent() {
        return 100 * numerator / denominator;
    }

    /**
     * What this rate leaves: {@code 1 −} the rate, of the same denominator.
     *
     * @return by {@link RetentionFormula#SURVIVORS} for {@link ChurnFormula#SNAPSHOT}, by
     *     {@link RetentionFormula#RENEWAL_BASE} for {@link ChurnFormula#RENEWAL_BASE}, else by
     *     {@link RetentionFormula#ONE_MINUS_CHURN}; its {@code toChurn()} is this rate
     */
    public RetentionRate toRetention() {
        return RetentionRate.complement(this, denominator - numerator);
    }

    /**
     * This rate as that of a longer or shorter period, were it to stay the same.
     *
     * <pre>
     *   1 − (1 − c)^k,   k = how many of the old periods the new one lasts
     * </pre>
     *
     * <p>Computed with {@code log1p} and {@code expm1}: small rates keep their digits.
     *
     * @param from the period of this rate
     * @param to the period wanted
     * @return the rate by {@link ChurnFormula#RESCALED}, in [0, 1]
     * @throws IllegalArgumentException if this rate is below 0 or above 1
     */
    public ChurnRate rescaled(PeriodsPerYear from, PeriodsPerYear to) {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        checkArgument(
                numerator >= 0 && numerator <= denominator, "%s must be in [0, 1] to be another period's rate", this);
        double periods = from.per(to);
        double rate = asDouble();
        if (rate > 0 && rate < 1) {
            rate = -Math.expm1(periods * logKept());
        }
        return new ChurnRate(ChurnFormula.RESCALED, basis, rate, 1);
    }

    /** log(1 − c), from whichever of c and 1 − c is small. */
    double logKept() {
        return 2 * numerator < denominator
                ? Math.log1p(-numerator / denominator)
                : Math.log((denominator - numerator) / denominator);
    }

    /**
     * The rate as a proportion, if it is one.
     *
     * @return the lost of those exposed; empty unless the formula {@link ChurnFormula#isShare()}
     */
    public Optional<Proportion> proportion() {
        return formula.isShare() ? Optional.of(Proportion.of((long) numerator, (long) denominator)) : Optional.empty();
    }

    /**
     * The confidence interval of the rate.
     *
     * @param method the method; {@link ProportionInterval#WILSON} unless there is a reason for another
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval, within [0, 1]
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     * @throws IllegalStateException if the rate is not a {@link #proportion()}
     */
    public Interval interval(ProportionInterval method, double confidence) {
        return Rates.interval(proportion(), formula, method, confidence);
    }

    /** Prints the rate, what it is made of and its formula, such as {@code 28.6 % (3 of 10.5, EVENTS_OVER_AVERAGE)}. */
    @Override
    public String toString() {
        return switch (formula) {
            case SUM_OF_DAILY, MEAN_OF_DAILY -> Text.percent(asDouble()) + " (" + formula + ")";
            case RESCALED -> Text.percent(asDouble()) + " (RESCALED" + (basis == formula ? "" : " " + basis) + ")";
            default -> Rates.toString(numerator, denominator, formula.name());
        };
    }
}
