package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.RevenueScope;
import java.util.ArrayList;
import java.util.List;

/** What a reader should know about how figures of recurring value were made. */
public final class RevenueNotes {

    private RevenueNotes() {}

    /** One sentence each. */
    public static List<String> of(RevenueCounts counts) {
        RevenueScope scope = counts.scope();
        String period = scope.scope().grain().word();
        List<String> notes = new ArrayList<>();
        if (scope.scope().simulated()) {
            notes.add("The data are simulated: no real customer is in them.");
        }
        if (scope.scope().asOfFromData()) {
            notes.add("The data are taken to be complete up to " + scope.scope().asOf()
                    + ", the last day on which something is known to have happened. If they go further, say so with --as-of;"
                    + " an end after it is not counted yet.");
        }
        notes.add(
                "Recurring value is what all subscriptions of a customer are worth a month: a price by the year is a twelfth"
                        + " of it. It is no cash and no turnover: a year paid in advance is spread, and nothing that is paid once is in it."
                        + " Each subscription's value is rounded to the smallest unit, half to even.");
        notes.add(
                "All movements are of customers, not of subscriptions: a second subscription is expansion, the loss of one of two"
                        + " is contraction, and a change of plan on one day is only the difference. Start + new + expansion + reactivation −"
                        + " contraction − churn is the end, to the last unit.");
        notes.add(
                "New: value for the first time ever in these data. Reactivation: value again after a time without. Who leaves and"
                        + " returns within one " + period + " is neither churn nor reactivation in it.");
        notes.add(
                "Net retention: what the customers of the start are worth at the end ÷ what they were worth at the start"
                        + " (NRR_COHORT). Gross retention: the same with no customer above what they were worth at the start (GRR_MIN)."
                        + " New customers are in neither.");
        notes.add(
                "Intervals of amounts and of retention of value are at 95 %, percentiles of 2,000 tables (of "
                        + RevenueCalculator.OF_EARLIER
                        + " for periods before the latest) whose customers were drawn anew; those of shares of customers are Wilson's. They speak of chance only: they take customers to be independent of"
                        + " each other and do not allow for the season. Where a few customers have much of the value they are too narrow.");
        return notes;
    }
}
