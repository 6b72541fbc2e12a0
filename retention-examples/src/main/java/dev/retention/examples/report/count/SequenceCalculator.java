package dev.retention.examples.report.count;

import dev.retention.Interval;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.SequenceFigures;
import dev.retention.examples.report.figures.SequenceFigures.Step;
import dev.retention.examples.report.figures.SequenceFigures.Within;
import dev.retention.rule.Resampled;
import dev.retention.segment.OrderSequence;
import dev.retention.segment.OrderSequence.Item;
import dev.retention.segment.OrderSequenceTable;
import dev.retention.segment.TimeToOrder;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.SurvivalCurve;
import dev.retention.value.AmountPerCustomer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Counts customers by their first, second, … order, and sets what it was worth against their own first one. */
final class SequenceCalculator {

    private static final int ORDERS = 5;
    private static final int DAYS = 365;

    /** Fewer customers are too few to tell how chance moves what they spend. */
    private static final int FEW = 30;

    private final Counts counts;
    private final Map<String, Listed> cells;

    /**
     * From these counts.
     *
     * @param cells what opens to its customers is put here
     */
    SequenceCalculator(Counts counts, Map<String, Listed> cells) {
        this.counts = counts;
        this.cells = cells;
    }

    /** The orders of customers in sequence. */
    SequenceFigures calculate() {
        OrderSequenceTable<String> table =
                OrderSequence.over(counts.timeline()).upTo(ORDERS).of(counts.store());
        return new SequenceFigures(
                table.orders().stream()
                        .filter(order -> order.reached() > 0)
                        .map(this::step)
                        .toList(),
                DAYS);
    }

    private Step step(OrderSequenceTable<String>.Order order) {
        int k = order.number();
        String cell = "order:" + k;
        cells.put(
                cell,
                new Listed(
                        k == 1 ? "one order or more" : k + " orders or more, those of one day as one",
                        () -> order.members(Item.REACHED)));
        Optional<SurvivalCurve> time = k == 1 ? Optional.empty() : Optional.of(time(k));
        boolean few = k == 1 || order.reached() < FEW;
        return new Step(
                k,
                cell,
                order.reached(),
                order.shareReaching().map(Rate::of),
                time.flatMap(SequenceCalculator::within),
                time.flatMap(curve -> boxed(curve.median())),
                amount(order.value()),
                amount(order.ownFirst()),
                amount(order.allFirst()),
                amount(order.difference()),
                few
                        ? Optional.empty()
                        : order.differenceWithInterval(Rate.CONFIDENCE)
                                .filter(estimate -> estimate.warning().isEmpty())
                                .map(Resampled.Estimate::interval));
    }

    /** The days from order k − 1 to the k-th. */
    private SurvivalCurve time(int k) {
        return KaplanMeier.withDefaults()
                .withConfidence(Rate.CONFIDENCE)
                .estimate(TimeToOrder.over(counts.timeline()).between(k - 1, k).of(counts.store()));
    }

    private static Optional<Within> within(SurvivalCurve curve) {
        return boxed(curve.at(DAYS))
                .map(left -> new Within(
                        1 - left,
                        curve.interval(DAYS)
                                .map(each -> Interval.of(1 - each.upper(), 1 - each.lower(), Rate.CONFIDENCE))));
    }

    private static Optional<Double> amount(Optional<AmountPerCustomer> amount) {
        return amount.map(AmountPerCustomer::asDouble);
    }

    private static Optional<Double> boxed(OptionalDouble number) {
        return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
    }
}
