package dev.retention.examples.report.figures;

import dev.retention.Interval;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What customers are worth, by each formula that the data and the options support.
 *
 * @param margin the gross margin as a share, if stated
 * @param acquisitionCost the cost of winning one customer, if stated
 * @param discount the discount in percent a year, if stated
 * @param values the lifetime values, each by its formula
 * @param paybacks when each cohort had earned its cost, if margin and cost are stated
 * @param breakEven how often an order must be followed by another, if margin and cost are stated
 * @param gain what more retention is worth, if retention is known and can rise so far
 * @param wanting what options would add
 */
public record Worth(
        Optional<BigDecimal> margin,
        Optional<BigDecimal> acquisitionCost,
        Optional<BigDecimal> discount,
        List<Value> values,
        List<Paid> paybacks,
        Optional<BreakEvenFigure> breakEven,
        Optional<Gain> gain,
        List<String> wanting) {

    public Worth {
        values = List.copyOf(values);
        paybacks = List.copyOf(paybacks);
        wanting = List.copyOf(wanting);
    }

    /** How many cohorts have earned what they cost. */
    public long paidBack() {
        return paybacks.stream().filter(paid -> paid.age().isPresent()).count();
    }

    /**
     * A lifetime value.
     *
     * @param formula the formula's name
     * @param words what that is
     * @param value money per customer
     * @param working how the number came about, with the counts
     * @param lessCost the same after the cost of winning a customer, if stated
     * @param timesCost how many times it covers that cost, if stated and not 0
     */
    public record Value(
            String formula,
            String words,
            BigDecimal value,
            String working,
            Optional<BigDecimal> lessCost,
            Optional<Double> timesCost) {}

    /**
     * Whether a cohort has earned what it cost.
     *
     * @param cohort the label of its period
     * @param customers how many customers, lost or not
     * @param age the age at which it had; empty if not yet
     * @param observed the last age that is over
     * @param cumulated the margin per customer up to that age
     */
    public record Paid(String cohort, long customers, Optional<Integer> age, int observed, BigDecimal cumulated) {}

    /**
     * How often an order must be followed by another for customers to earn their cost.
     *
     * @param loss what a customer is short of its cost after the first order; 0 or less if the first order pays
     * @param firstMargin the margin of a first order
     * @param repeatMargin the margin of a later order
     * @param needed the share of orders that must be followed by another
     * @param followed how many orders were followed by another so far
     * @param orders how many orders there are
     */
    public record BreakEvenFigure(
            BigDecimal loss,
            BigDecimal firstMargin,
            BigDecimal repeatMargin,
            double needed,
            long followed,
            long orders) {}

    /**
     * What five points of retention more are worth.
     *
     * @param retention the retention of the latest complete period
     * @param points the points more, as a fraction
     * @param rise the relative rise of what a customer brings
     * @param discounted whether later money counts for less
     * @param range the rise at the ends of the retention's interval; the upper end may be infinite
     */
    public record Gain(Rate retention, double points, double rise, boolean discounted, Interval range) {}
}
