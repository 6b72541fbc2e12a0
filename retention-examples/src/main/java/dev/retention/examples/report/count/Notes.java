package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.KeyFigures;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.Survival;
import dev.retention.examples.report.figures.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a reader should know about how the figures were made. */
public final class Notes {

    private Notes() {}

    /** One sentence each. */
    public static List<String> of(Source orders, Scope scope, Optional<KeyFigures> latest, Survival survival) {
        String period = scope.grain().word();
        List<String> notes = new ArrayList<>();
        if (scope.simulated()) {
            notes.add("The data are simulated: no real customer is in them.");
        }
        if (scope.asOfFromData()) {
            notes.add("The data are taken to be complete up to " + scope.asOf()
                    + ", the last date in them. If they go further, say so with --as-of.");
        }
        if (orders.rounded() > 0) {
            notes.add(Words.counted(orders.rounded(), "amount") + " had more decimals than "
                    + scope.unit().words() + " has and " + (orders.rounded() == 1 ? "was" : "were")
                    + " rounded line by line, half to even; this moved the total by "
                    + orders.roundedBy().toPlainString() + ".");
        }
        notes.add("Orders know no cancellation. A customer counts as lost in a " + period + " with an order in the "
                + period + " before and not in it; who orders later counts as reactivated. "
                + "The amount lost is what the lost customers spent in the " + period + " before.");
        notes.add("Cohort: the customers whose first order in these data lies in a " + period
                + ". Age: whole " + period
                + "s after that one. A cell counts those of the cohort who ordered at that age, "
                + "whether or not they did in between.");
        notes.add(
                "Intervals are at 95 %: Wilson's for a share, Newcombe's for a difference. They speak of chance only: "
                        + "they take customers to be independent of each other and do not allow for the season.");
        if (latest.flatMap(KeyFigures::lifetimeValue).isPresent()) {
            notes.add("Lifetime value is average spend over churn (ARPA_OVER_CHURN): a rough figure, as if spend and"
                    + " churn stayed what they were and nobody came back. Its interval holds the chance in the"
                    + " churn only.");
        }
        notes.add("How long customers stay: a customer is " + survival.live() + ", and then lost; the tenure goes from "
                + "the first order to that day, the first spell only. Customers not lost by " + scope.asOf()
                + " count as staying at least so long. The curve is Kaplan and Meier's with log-log intervals.");
        return notes;
    }
}
