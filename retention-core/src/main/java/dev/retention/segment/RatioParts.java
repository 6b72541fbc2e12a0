package dev.retention.segment;

import dev.retention.Proportion;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueRate;
import java.math.BigDecimal;
import java.util.Optional;

/** The two numbers of a ratio, or what a customer adds to them. */
record RatioParts(BigDecimal numerator, BigDecimal denominator) {
    static final RatioParts NONE = of(0, 0);

    static RatioParts of(long numerator, long denominator) {
        return new RatioParts(BigDecimal.valueOf(numerator), BigDecimal.valueOf(denominator));
    }

    RatioParts minus(RatioParts other) {
        return new RatioParts(numerator.subtract(other.numerator), denominator.subtract(other.denominator));
    }

    Optional<RevenueRate> rate(RevenueFormula formula) {
        return denominator.signum() > 0
                ? Optional.of(new RevenueRate(formula, numerator, denominator))
                : Optional.empty();
    }

    Optional<Proportion> proportion() {
        return denominator.signum() > 0
                ? Optional.of(Proportion.of(numerator.longValueExact(), denominator.longValueExact()))
                : Optional.empty();
    }
}
