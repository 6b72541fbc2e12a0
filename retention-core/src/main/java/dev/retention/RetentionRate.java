package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Text;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The share or ratio of customers who stayed in a period, with the formula and the two numbers it came from.
 *
 * <p>A retention rate cannot be passed where a {@link ChurnRate} is expected. The numerator and denominator are whole for
 * counts, exact up to 2⁵³; by {@link RetentionFormula#ONE_MINUS_CHURN} they are as the churn rate has them, which is kept.
 *
 * <p>There is no rate of nobody: the denominator is above 0. 1 of 2 and 2 of 4 are not {@code equal}; {@link #BY_VALUE} orders
 * by the rate alone. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class RetentionRate {

    /** Orders by the rate, whatever the formula and counts; not consistent with {@code equals}. */
    public static final Comparator<RetentionRate> BY_VALUE = Comparator.comparingDouble(RetentionRate::asDouble);

    private final RetentionFormula formula;
    private final double numerator;
    private final double denominator;
    private final @Nullable ChurnRate churn;

    private RetentionRate(RetentionFormula formula, double numerator, double denominator, @Nullable ChurnRate churn) {
        formula.range().check(formula, numerator, denominator);
        this.formula = formula;
        this.numerator = numerator + 0.0;
        this.denominator = denominator;
        this.churn = churn;
    }

    /**
     * Makes a rate of two counts.
     *
     * @param formula what is meant by retention, other than {@link RetentionFormula#ONE_MINUS_CHURN}
     * @param numerator who stayed; by any formula but {@link RetentionFormula#HEADCOUNT} in [0, {@code denominator}]
     * @param denominator of whom, at least 1
     * @return the rate
     * @throws IllegalArgumentException if {@code denominator < 1}, the ratio is outside the formula's range, or the formula
     *     is {@code ONE_MINUS_CHURN}, which is made by {@link ChurnRate#toRetention()}
     */
    public static RetentionRate of(RetentionFormula formula, long numerator, long denominator) {
        requireNonNull(formula, "formula");
        checkArgument(
                Objects.requireNonNull(formula, "formula") != RetentionFormula.ONE_MINUS_CHURN,
                "ONE_MINUS_CHURN must be made by toRetention() of a churn rate, whose formula it keeps");
        return new RetentionRate(formula, (double) numerator, (double) denominator, null);
    }

    /** What a churn rate leaves; the numerator is passed for those who know it better than by subtraction. */
    static RetentionRate complement(ChurnRate churn, double numerator) {
        return switch (churn.formula()) {
            case SNAPSHOT -> new RetentionRate(RetentionFormula.SURVIVORS, numerator, churn.denominator(), null);
            case RENEWAL_BASE -> new RetentionRate(RetentionFormula.RENEWAL_BASE, numerator, churn.denominator(), null);
            default -> new RetentionRate(RetentionFormula.ONE_MINUS_CHURN, numerator, churn.denominator(), churn);
        };
    }

    /**
     * What is meant by retention.
     *
     * @return the formula
     */
    public RetentionFormula formula() {
        return formula;
    }

    /**
     * Who stayed: a whole number but for {@link RetentionFormula#ONE_MINUS_CHURN}.
     *
     * @return the numerator, finite
     */
    public double numerator() {
        return numerator;
    }

    /**
     * Of whom: a whole number but for {@link RetentionFormula#ONE_MINUS_CHURN}.
     *
     * @return the denominator, positive and finite
     */
    public double denominator() {
        return denominator;
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
     * The churn that this rate leaves room for: {@code 1 −} the rate, of the same denominator.
     *
     * @return the churn rate this was made of for {@link RetentionFormula#ONE_MINUS_CHURN}; by
     *     {@link ChurnFormula#SNAPSHOT} for {@link RetentionFormula#SURVIVORS} and {@link RetentionFormula#HEADCOUNT}; by
     *     {@link ChurnFormula#RENEWAL_BASE} for {@link RetentionFormula#RENEWAL_BASE}
     * @throws IllegalStateException if the rate has no churn as its complement: it is a
     *     {@link RetentionFormula#REPEAT_PURCHASE} rate, or a {@code HEADCOUNT} outside [0, 1]
     */
    public ChurnRate toChurn() {
        if (churn != null) {
            return churn;
        }
        if (formula == RetentionFormula.REPEAT_PURCHASE || !(numerator >= 0 && numerator <= denominator)) {
            throw new IllegalStateException("no churn formula is the complement of " + this);
        }
        ChurnFormula complement =
                formula == RetentionFormula.RENEWAL_BASE ? ChurnFormula.RENEWAL_BASE : ChurnFormula.SNAPSHOT;
        return new ChurnRate(complement, complement, denominator - numerator, denominator);
    }

    /**
     * This rate as that of a longer or shorter period, were it to stay the same.
     *
     * <pre>
     *   r^k,   k = how many of the old periods the new one lasts
     * </pre>
     *
     * @param from the period of this rate
     * @param to the period wanted
     * @return the rate by {@link RetentionFormula#ONE_MINUS_CHURN} of a {@link ChurnFormula#RESCALED} churn, in [0, 1]
     * @throws IllegalStateException if {@link #toChurn()} has no answer
     * @throws IllegalArgumentException if this rate is below 0 or above 1
     */
    public RetentionRate rescaled(PeriodsPerYear from, PeriodsPerYear to) {
        requireNonNull(to, "to");
        requireNonNull(from, "from");
        ChurnRate old = toChurn();
        ChurnRate rescaled = old.rescaled(from, to);
        double rate = asDouble();
        if (rate > 0 && rate < 1) {
            rate = Math.exp(from.per(to) * old.logKept());
        }
        return complement(rescaled, rate);
    }

    /**
     * The rate as a proportion, if it is one.
     *
     * @return those who stayed of those exposed; empty for a {@link RetentionFormula#HEADCOUNT} outside [0, 1] and for
     *     {@link RetentionFormula#ONE_MINUS_CHURN} of a churn that is no proportion
     */
    public Optional<Proportion> proportion() {
        if (churn != null) {
            return churn.proportion().map(Proportion::complement);
        }
        return numerator >= 0 && numerator <= denominator
                ? Optional.of(Proportion.of((long) numerator, (long) denominator))
                : Optional.empty();
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

    /** Equal are rates by the same formula of the same two numbers, and of the same churn rate if they are of one. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RetentionRate that
                && formula == that.formula
                && Double.compare(numerator, that.numerator) == 0
                && Double.compare(denominator, that.denominator) == 0
                && Objects.equals(churn, that.churn);
    }

    @Override
    public int hashCode() {
        return Objects.hash(formula, numerator, denominator, churn);
    }

    /** Prints the rate, what it is made of and its formula, such as {@code 95.0 % (19 of 20, HEADCOUNT)}. */
    @Override
    public String toString() {
        return churn == null
                ? Rates.toString(numerator, denominator, formula.name())
                : Text.percent(asDouble()) + " (ONE_MINUS_CHURN, churn " + churn + ")";
    }
}
