package dev.retention.loss;

import static java.util.Comparator.comparingDouble;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * By what {@linkplain Trait traits} come first. Each answers another question, so that none is taken unasked: the traits of which most
 * leave are often those of few customers, and the traits of which most customers leave are often those of nearly everybody.
 *
 * <p>Of equal traits the one with the smaller p-value comes first, then the one whose attribute was named first, then by {@linkplain
 * dev.retention.rule.Group the order of groups}. A figure that is not defined for a trait puts it last, but for ratios to nobody, which
 * come first.
 *
 * @since 0.1.0
 */
public enum TraitRanking {
    /** The largest {@link TraitCounts#lift()} first. Take it with a minimum support: traits of few customers have the largest lifts. */
    LIFT,
    /** The largest {@link TraitCounts#riskDifference()} first. */
    RISK_DIFFERENCE,
    /** The largest {@link TraitCounts#riskRatio()} first. */
    RISK_RATIO,
    /** The largest {@link TraitCounts#oddsRatio()} first. */
    ODDS_RATIO,
    /** The largest {@linkplain TraitCounts#weightedAccuracy() weighted relative accuracy} first: size times deviation. */
    WRACC,
    /** The smallest p-value first, whichever way the trait goes. */
    P_VALUE,
    /** The most value of customers in the target who have the trait first; only where a value was named. */
    VALUE;

    /** Traits in the order of this; of equal ones the one that came first. */
    <T extends Trait<?>> List<T> ranked(List<T> traits) {
        return traits.stream().sorted(order()).toList();
    }

    /** Traits in the order of this, without regard to where they were named. */
    Comparator<Trait<?>> order() {
        Comparator<Trait<?>> by = switch (this) {
            case LIFT -> largest(trait -> trait.counts().lift());
            case RISK_DIFFERENCE -> largest(trait -> trait.counts().riskDifference());
            case RISK_RATIO -> ratio(trait -> trait.counts().riskRatio());
            case ODDS_RATIO -> ratio(trait -> trait.counts().oddsRatio());
            case WRACC -> comparingDouble(trait -> -trait.counts().weightedAccuracy());
            case P_VALUE -> comparingDouble(Trait::logPValue);
            case VALUE ->
                Comparator.<Trait<?>>comparingLong(trait -> orLeast(trait.value()))
                        .reversed();
        };
        return by.thenComparingDouble(Trait::logPValue);
    }

    private static long orLeast(OptionalLong value) {
        return value.orElse(Long.MIN_VALUE);
    }

    private static Comparator<Trait<?>> largest(Figure figure) {
        return comparingDouble(trait -> -figure.of(trait).orElse(Double.NEGATIVE_INFINITY));
    }

    private static Comparator<Trait<?>> ratio(Figure figure) {
        return comparingDouble(trait -> -figure.of(trait).orElse(Double.POSITIVE_INFINITY));
    }

    private interface Figure {
        OptionalDouble of(Trait<?> trait);
    }
}
