package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.internal.Checks;
import dev.retention.internal.Fraction;
import dev.retention.internal.Text;
import dev.retention.internal.WideSum;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A point of an {@link UpliftCurve}: the customers whom a score puts first, down to some score.
 *
 * @param score the last score that is taken, finite
 * @param treated how many of them were treated, at least 0
 * @param control how many were held out, at least 0
 * @param treatedSum the sum of the outcomes of the treated
 * @param controlSum the sum of the outcomes of those held out
 * @param lowerIsBetter whether an outcome is the better the lower
 * @since 0.1.0
 */
public record UpliftPoint(
        double score, long treated, long control, long treatedSum, long controlSum, boolean lowerIsBetter) {

    /**
     * Checks the counts.
     *
     * @param score the last score that is taken
     * @param treated how many of them were treated
     * @param control how many were held out
     * @param treatedSum the sum of the outcomes of the treated
     * @param controlSum the sum of the outcomes of those held out
     * @param lowerIsBetter whether an outcome is the better the lower
     * @throws IllegalArgumentException if the score is not finite, or a count is negative
     * @throws ArithmeticException if the counts sum past {@link Long#MAX_VALUE}
     */
    public UpliftPoint {
        checkArgument(Double.isFinite(score), "score (%s) must be finite", score);
        Checks.notNegative(treated, "treated");
        Checks.notNegative(control, "control");
        Checks.sum(treated, control, "customers");
    }

    /** {@return how many customers are taken} */
    public long customers() {
        return treated + control;
    }

    /**
     * The mean outcome of the treated less that of those held out, or the other way round where lower is better.
     *
     * @return above 0 if the action helps them; empty if one of both has nobody
     */
    public OptionalDouble effect() {
        if (treated == 0 || control == 0) {
            return OptionalDouble.empty();
        }
        double difference = better().doubleValue() / control / treated;
        return OptionalDouble.of(difference + 0.0);
    }

    /** The effect times the numbers of both arms, exactly. */
    private BigInteger better() {
        WideSum above = new WideSum();
        above.add(treatedSum, control);
        above.add(controlSum, -treated);
        return lowerIsBetter ? above.exact().negate() : above.exact();
    }

    /** What treating all of them would bring over what it costs, exactly; empty if an arm has nobody. */
    Optional<Fraction> gainOver(BigDecimal cost) {
        if (treated == 0 || control == 0) {
            return Optional.empty();
        }
        BigDecimal both = new BigDecimal(BigInteger.valueOf(treated).multiply(BigInteger.valueOf(control)));
        BigDecimal each = new BigDecimal(better()).subtract(cost.multiply(both));
        return Optional.of(new Fraction(each.multiply(BigDecimal.valueOf(customers())), both));
    }

    /** {@return what treating those who were treated brought, {@code Y₁ − Y₂ n₁/n₂}; empty if an arm has nobody} */
    public OptionalDouble qini() {
        return times(treated);
    }

    /** {@return what treating all of them would bring, {@code (Y₁/n₁ − Y₂/n₂)(n₁ + n₂)}; empty if an arm has nobody} */
    public OptionalDouble gain() {
        return times(customers());
    }

    private OptionalDouble times(long howMany) {
        OptionalDouble effect = effect();
        return effect.isEmpty() ? effect : OptionalDouble.of(effect.getAsDouble() * howMany);
    }

    /** Whether they are no more than a share of all, exactly. */
    boolean isWithin(double share, long all) {
        return BigDecimal.valueOf(customers())
                        .compareTo(BigDecimal.valueOf(share).multiply(BigDecimal.valueOf(all)))
                <= 0;
    }

    /** Prints the effect, such as {@code down to 0.31: 0.052 of 120 treated and 118 held out}. */
    @Override
    public String toString() {
        return "down to " + score + ": "
                + (effect().isEmpty() ? "no effect known" : Text.within(effect().getAsDouble(), 0, 4)) + " of "
                + treated
                + " treated and " + control + " held out";
    }
}
