package dev.retention.movement;

import dev.retention.ChurnFormula;
import dev.retention.CustomerCount;
import java.util.Map;
import java.util.Set;

/** Which counts churn formulas are made of, to list the customers behind their rates. */
final class ChurnParts {
    private ChurnParts() {}

    /** Which counts make a formula's numerator, and with which sign. */
    static Map<CustomerCount, Integer> numerator(ChurnFormula formula) {
        return switch (formula) {
            case SNAPSHOT, SNAPSHOT_OVER_AVERAGE -> Map.of(CustomerCount.LOST, 1);
            case INACTIVITY -> Map.of(CustomerCount.GONE_QUIET, 1);
            case TRAILING_30D -> Map.of(CustomerCount.LOSSES_IN_30_DAYS, 1);
            case NET_OF_RETURNS -> Map.of(CustomerCount.LOSS_EVENTS, 1, CustomerCount.RETURNED, -1);
            case EVENTS_OVER_START,
                    EVENTS_OVER_START_PLUS_NEW,
                    EVENTS_OVER_AVERAGE,
                    SUM_OF_DAILY,
                    MEAN_OF_DAILY,
                    EXPOSURE -> Map.of(CustomerCount.LOSS_EVENTS, 1);
            case SCHEDULED -> Map.of(CustomerCount.LOST, 1, CustomerCount.CANCELLING, 1);
            case RENEWAL_BASE -> Map.of(CustomerCount.NOT_RENEWED, 1);
            case RESCALED -> throw new AssertionError(formula);
        };
    }

    /** Which customers a formula's denominator counts. */
    static Set<CustomerCount> denominator(ChurnFormula formula) {
        return switch (formula) {
            case SNAPSHOT, EVENTS_OVER_START, NET_OF_RETURNS, SCHEDULED -> Set.of(CustomerCount.START);
            case INACTIVITY -> Set.of(CustomerCount.ACTIVE_BEFORE);
            case EVENTS_OVER_START_PLUS_NEW -> Set.of(CustomerCount.START, CustomerCount.NEW);
            case EVENTS_OVER_AVERAGE, SNAPSHOT_OVER_AVERAGE -> Set.of(CustomerCount.START, CustomerCount.END);
            case TRAILING_30D -> Set.of(CustomerCount.LIVE_30_DAYS_AGO);
            case SUM_OF_DAILY, MEAN_OF_DAILY, EXPOSURE ->
                Set.of(CustomerCount.START, CustomerCount.NEW, CustomerCount.RETURNED);
            case RENEWAL_BASE -> Set.of(CustomerCount.DUE);
            case RESCALED -> throw new AssertionError(formula);
        };
    }

    /** Whether a formula needs what happened day by day. */
    static boolean needsDays(ChurnFormula formula) {
        return switch (formula) {
            case SUM_OF_DAILY, MEAN_OF_DAILY, EXPOSURE -> true;
            default -> false;
        };
    }
}
