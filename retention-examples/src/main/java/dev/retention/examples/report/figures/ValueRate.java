package dev.retention.examples.report.figures;

import dev.retention.Interval;
import dev.retention.movement.RevenueFormula;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A ratio of recurring values with its two amounts and how far chance may have moved it.
 *
 * @param formula what is meant
 * @param numerator the upper amount
 * @param denominator the lower amount, above 0
 * @param value their ratio, 1 for unchanged
 * @param interval where it may lie at 95 %, by drawing customers anew; empty where that was not done or says nothing
 * @param warning why the interval is to be trusted less than it says
 */
public record ValueRate(
        RevenueFormula formula,
        BigDecimal numerator,
        BigDecimal denominator,
        double value,
        Optional<Interval> interval,
        Optional<String> warning) {

    /** The interval, such as {@code 95 %: 97.1 to 101.4 %}. */
    public String intervalWords() {
        return interval.isEmpty() ? "no interval" : "95 %: " + range();
    }

    /** The ends, such as {@code 97.1 to 101.4 %}, marked where they are too narrow. */
    public String range() {
        return interval.map(each -> Words.percentNumber(each.lower()) + " to " + Words.percent(each.upper())
                        + (warning.isPresent() ? ", too narrow" : ""))
                .orElse("–");
    }
}
