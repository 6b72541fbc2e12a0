package dev.retention.examples.report.figures;

import dev.retention.movement.RevenueItem;
import dev.retention.time.CellState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The recurring value of one period: where it came from and where it went.
 *
 * @param period the label of the period
 * @param state whether the period is over
 * @param items customers and value of each part
 * @param net net retention of the period, if it is over and there was value to keep
 * @param gross gross retention of the period
 * @param netOfYear net retention of the twelve months that end with the period, if the data go back so far
 * @param grossOfYear gross retention of these
 * @param churn the share of the customers of the start who had none at the end
 */
public record RevenuePeriod(
        String period,
        CellState state,
        Map<RevenueItem, Flow> items,
        Optional<ValueRate> net,
        Optional<ValueRate> gross,
        Optional<ValueRate> netOfYear,
        Optional<ValueRate> grossOfYear,
        Optional<Rate> churn) {

    /** What the value of the end is made of, in the order in which it is shown. */
    public static final List<RevenueItem> GAINS =
            List.of(RevenueItem.NEW, RevenueItem.EXPANSION, RevenueItem.REACTIVATION);

    /** What went. */
    public static final List<RevenueItem> LOSSES = List.of(RevenueItem.CONTRACTION, RevenueItem.CHURN);

    public RevenuePeriod {
        items = new EnumMap<>(items);
    }

    /** Whether the period is still running. */
    public boolean isRunning() {
        return state == CellState.PARTIAL;
    }

    /** Customers and value of one part. */
    public Flow of(RevenueItem item) {
        Flow flow = items.get(item);
        if (flow == null) {
            throw new IllegalArgumentException("item (" + item + ") must be counted");
        }
        return flow;
    }

    /** The form in which a drill and {@code --open} name a part. */
    public String cell(RevenueItem item) {
        return period + ":" + item.name();
    }

    /** A part in words. */
    public static String words(RevenueItem item) {
        return switch (item) {
            case START -> "At the start";
            case NEW -> "New customers";
            case EXPANSION -> "Expansion";
            case REACTIVATION -> "Reactivation";
            case CONTRACTION -> "Contraction";
            case CHURN -> "Churn";
            case END -> "At the end";
            default -> Words.capital(item.toString());
        };
    }
}
