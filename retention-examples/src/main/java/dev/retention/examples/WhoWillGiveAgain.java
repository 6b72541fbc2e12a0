package dev.retention.examples;

import dev.retention.model.BgBb;
import dev.retention.model.ModelFit;
import dev.retention.purchase.OpportunityCounts;
import dev.retention.purchase.OpportunityHistory;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * "Who will give again?" Donors who give or do not, once a year: the 11,104 of Fader, Hardie and Shang (2010), who
 * first gave in 1995, by their gifts in the six years after.
 *
 * @see <a href="https://doi.org/10.1287/mksc.1100.0580">Fader, Hardie and Shang (2010)</a>
 */
public final class WhoWillGiveAgain {
    private WhoWillGiveAgain() {}

    private static final int YEARS = 6;

    /** Donors by the number of gifts (rows, from 1) and the year of the last one (columns, from that number on). */
    private static final long[][] DONORS = {
        {1091, 277, 129, 78, 119, 129},
        {613, 255, 155, 173, 234},
        {322, 181, 225, 357},
        {240, 284, 512},
        {335, 728},
        {1203}
    };

    private static final long NEVER_AGAIN = 3464;

    /**
     * Prints the fit and what to expect of three donors.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static OpportunityCounts donors() {
        Map<OpportunityHistory, Long> donors = new LinkedHashMap<>();
        donors.put(OpportunityHistory.of(0, 0, YEARS), NEVER_AGAIN);
        for (int gifts = 1; gifts <= YEARS; gifts++) {
            for (int last = gifts; last <= YEARS; last++) {
                donors.put(OpportunityHistory.of(gifts, last, YEARS), DONORS[gifts - 1][last - gifts]);
            }
        }
        return OpportunityCounts.of(donors);
    }

    static void run(PrintStream out) {
        OpportunityCounts donors = donors();
        // region donors
        ModelFit<BgBb> fit = BgBb.fitter().fit(donors);
        BgBb model = fit.requireConverged();
        out.println(fit);
        for (OpportunityHistory donor : new OpportunityHistory[] {
            OpportunityHistory.of(6, 6, 6), // gave every year
            OpportunityHistory.of(4, 4, 6), // gave four years, then two years nothing
            OpportunityHistory.of(1, 6, 6) // gave last year only
        }) {
            out.printf(
                    Locale.ROOT,
                    "%s: still a donor %.2f, gifts within five years %.2f%n",
                    donor,
                    model.probabilityAlive(donor),
                    model.expectedPurchases(donor, 5));
        }
        // endregion
        double total = 0;
        for (Map.Entry<OpportunityHistory, Long> entry : donors.counts().entrySet()) {
            total += entry.getValue() * model.expectedPurchases(entry.getKey(), 5);
        }
        // By the same paper 13,260 came.
        out.printf(Locale.ROOT, "all donors within five years: %,.0f gifts%n", total);
    }
}
