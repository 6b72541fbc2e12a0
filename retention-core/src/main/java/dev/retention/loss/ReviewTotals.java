package dev.retention.loss;

import static com.google.common.base.Preconditions.checkState;

import dev.retention.CustomerCount;
import dev.retention.history.Members;
import dev.retention.movement.ChurnTable;
import dev.retention.rule.Reconciliation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Holds the totals of a review against the tables of movements. */
final class ReviewTotals {
    private ReviewTotals() {}

    /** Refuses parts whose definitions are the same and whose numbers differ. */
    static <K> void check(ReviewParts<K> parts) {
        LossTable<K>.InPeriod losses = parts.losses();
        long listed = parts.listed().size();
        checkState(
                listed == losses.customers(LossItem.LOSSES),
                "%s: %s losses are listed, %s counted",
                parts.period(),
                listed,
                losses.customers(LossItem.LOSSES));
        parts.churn().ifPresent(churn -> {
            ChurnTable<K>.InPeriod in = churn.inPeriod(parts.period());
            long come = in.count(CustomerCount.START)
                    + in.count(CustomerCount.NEW)
                    + in.count(CustomerCount.REACTIVATED)
                    - in.count(CustomerCount.LOSS_EVENTS);
            checkState(
                    come == in.count(CustomerCount.END),
                    "%s does not add up: %s by movements, %s at the end",
                    in,
                    come,
                    in.count(CustomerCount.END));
            checkSame(parts, LossItem.START, CustomerCount.START);
            checkSame(parts, LossItem.LOST, CustomerCount.LOST);
        });
    }

    private static <K> void checkSame(ReviewParts<K> parts, LossItem item, CustomerCount count) {
        ChurnTable<K>.InPeriod in = parts.churn().orElseThrow().inPeriod(parts.period());
        if (parts.losses().customers(item) != in.count(count)) {
            throw new IllegalStateException(parts.period() + ": "
                    + reconcile(
                            item + " of the losses",
                            parts.losses().members(item),
                            count + " of the table of churn",
                            in.members(count)));
        }
    }

    /** By whom the review differs from its scoreboard, whose definitions may be others. */
    static <K> List<Reconciliation<K>> reconcile(ReviewParts<K> parts) {
        List<Reconciliation<K>> all = new ArrayList<>();
        if (parts.churn().isEmpty() || parts.scoreboard().isEmpty()) {
            return all;
        }
        Scoreboard<K>.InPeriod board = parts.scoreboard().get().inPeriod(parts.period());
        board.line(Scoreboard.Metric.LOST)
                .ifPresent(line -> all.add(reconcile(
                        "lost by the review",
                        parts.losses().members(LossItem.LOST),
                        line.name() + " of the scoreboard",
                        line.members())));
        board.line(Scoreboard.Metric.NEW)
                .ifPresent(line -> all.add(reconcile(
                        "new by the review",
                        parts.churn().get().inPeriod(parts.period()).members(CustomerCount.NEW),
                        line.name() + " of the scoreboard",
                        line.members())));
        return List.copyOf(all);
    }

    /** Compares by keys, for tracks have numbers of their own. */
    static <K> Reconciliation<K> reconcile(String left, Members<K> ofLeft, String right, Members<K> ofRight) {
        return new Reconciliation<>(
                left, right, without(ofLeft, ofRight), without(ofRight, ofLeft), both(ofLeft, ofRight));
    }

    private static <K> List<K> without(List<K> those, List<K> others) {
        Set<K> out = new HashSet<>(others);
        return those.stream().filter(key -> !out.contains(key)).toList();
    }

    /** Those of the first list who are in the other one. */
    static <K> List<K> both(List<K> those, List<K> others) {
        Set<K> in = new HashSet<>(others);
        return those.stream().filter(in::contains).toList();
    }
}
