package dev.retention.examples.report.figures;

import dev.retention.Interval;
import java.util.List;
import java.util.Optional;

/**
 * The customers by their first, second, … order.
 *
 * @param steps the orders, the first first, as far as anybody got, up to the fifth
 * @param days within how many days a next order is looked for
 */
public record SequenceFigures(List<Step> steps, int days) {

    public SequenceFigures {
        steps = List.copyOf(steps);
    }

    /** The last order of which it can be told whether it is worth more than the first. */
    public Optional<Step> lastCompared() {
        return steps.stream().filter(step -> step.interval().isPresent()).reduce((earlier, later) -> later);
    }

    /**
     * The customers with at least so many orders.
     *
     * @param number k, at least 1
     * @param cell the cell that opens to them
     * @param reached how many they are
     * @param soFar of those with one order fewer; empty of the first order
     * @param within the share of those with one order fewer who have this within so many days, those whose days are not over as
     *     censored; empty if nobody was seen for so long
     * @param median the days from the order before until half of those who had that have this; empty if fewer have
     * @param value what this order was worth on average; empty without amounts
     * @param ownFirst what the first order of the same customers was worth
     * @param allFirst what the first order of all customers was worth, whether or not they came back
     * @param difference this order less their own first
     * @param interval where the difference lies; empty if too few reached it
     */
    public record Step(
            int number,
            String cell,
            long reached,
            Optional<Rate> soFar,
            Optional<Within> within,
            Optional<Double> median,
            Optional<Double> value,
            Optional<Double> ownFirst,
            Optional<Double> allFirst,
            Optional<Double> difference,
            Optional<Interval> interval) {

        /** Whether the data support a difference: 1 if this order is worth more, −1 if the first is, 0 if neither. */
        public int sign() {
            return interval.map(each -> each.lower() > 0 ? 1 : each.upper() < 0 ? -1 : 0)
                    .orElse(0);
        }
    }

    /**
     * An estimated share.
     *
     * @param share in [0, 1]
     * @param interval where it lies
     */
    public record Within(double share, Optional<Interval> interval) {}
}
