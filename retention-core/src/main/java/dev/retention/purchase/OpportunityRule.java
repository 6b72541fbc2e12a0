package dev.retention.purchase;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.io.Serial;
import java.util.List;

/** Who bought at how many of the periods after that of the first purchase, and when last. */
record OpportunityRule(PurchaseDays days, Timeline timeline) implements Rule<OpportunityHistory> {
    private static final String ROW = "acquired";

    static OpportunityRule of(PurchaseDays days, Timeline opportunities) {
        requireNonNull(opportunities, "opportunities");
        opportunities.first();
        checkArgument(
                !opportunities.grain().isWithinDay(),
                "opportunities (%s) must be days or longer, since purchases of one day are one",
                opportunities);
        checkArgument(
                opportunities.asOf().equals(days.asOf()),
                "opportunities (%s) must be known to the as-of day (%s) of the counting",
                opportunities,
                days.asOf());
        Timeline periods = days.zone() == null ? opportunities : opportunities.inZone(days.zone());
        OpportunityRule rule =
                new OpportunityRule(new PurchaseDays(days.asOf(), days.asOf(), days.zone(), days.events()), periods);
        rule.cells();
        return rule;
    }

    @Override
    public String definition() {
        return "opportunities after the first of the " + days.definition();
    }

    /** How many periods the data cover in full. */
    private int complete() {
        int size = timeline.size();
        return size > 0 && timeline.state(timeline.last()) != CellState.OBSERVED ? size - 1 : size;
    }

    @Override
    public Cells<OpportunityHistory> cells() {
        // At least the history without an opportunity, so that a table has a cell.
        long histories = histories(Math.max(1, complete()));
        checkArgument(
                histories <= Cells.MAX_SIZE,
                "opportunities (%s) must be fewer: %s distinct histories are more than %s cells",
                complete(),
                histories,
                Cells.MAX_SIZE);
        return Cells.grid(
                Axis.of("customers", List.of(ROW)),
                Axis.range("history", 0, (int) histories),
                (row, index) -> history(index),
                history -> ROW,
                OpportunityRule::index);
    }

    @Override
    public Rule<OpportunityHistory> forOneThread() {
        return new OneThread(this);
    }

    @Override
    public void apply(History history, CellSink sink) {
        new OneThread(this).apply(history, sink);
    }

    /** How many histories there are with fewer opportunities than some. */
    private static long histories(long opportunities) {
        return opportunities + (opportunities - 1) * opportunities * (opportunities + 1) / 6;
    }

    /** How many histories there are with fewer opportunities, or a last purchase before one. */
    private static int index(OpportunityHistory history) {
        if (history.opportunities() > 2 * Short.MAX_VALUE) {
            return -1;
        }
        long t = history.lastPurchase();
        long before = t == 0 ? 0 : 1 + t * (t - 1) / 2 + history.purchases() - 1;
        return (int) Math.min(Integer.MAX_VALUE, histories(history.opportunities()) + before);
    }

    private static OpportunityHistory history(int index) {
        int n = 0;
        while (histories(n + 1) <= index) {
            n++;
        }
        int rest = (int) (index - histories(n));
        if (rest == 0) {
            return OpportunityHistory.of(0, 0, n);
        }
        int t = 1;
        while (t * (t + 1) / 2 < rest) {
            t++;
        }
        return OpportunityHistory.of(rest - t * (t - 1) / 2, t, n);
    }

    @Override
    public String toString() {
        return definition();
    }

    /** The rule with room for the days of a customer. */
    private static final class OneThread implements Rule<OpportunityHistory> {
        private static final long serialVersionUID = 1;

        private final OpportunityRule rule;
        private final int complete;
        private final transient PurchaseDays.Reader days;

        OneThread(OpportunityRule rule) {
            this.rule = rule;
            this.complete = rule.complete();
            this.days = rule.days.reader();
        }

        @Override
        public String definition() {
            return rule.definition();
        }

        @Override
        public Timeline timeline() {
            return rule.timeline;
        }

        @Override
        public Cells<OpportunityHistory> cells() {
            return rule.cells();
        }

        @Override
        public void apply(History history, CellSink sink) {
            days.read(history);
            int first = -1;
            int last = -1;
            int purchases = -1;
            int event = 0;
            for (int i = 0; i < days.size(); i++) {
                while (history.epochDay(event) < days.day(i)) {
                    event++;
                }
                int period = history.period(event);
                first = i == 0 ? period : first;
                if (i == 0 || (period > last && period < complete)) {
                    last = period;
                    purchases++;
                }
            }
            if (first < 0 || first >= complete) {
                return;
            }
            int t = last - first;
            int before = t == 0 ? 0 : t * (t - 1) / 2 + purchases;
            sink.add((int) histories(complete - 1 - first) + before);
        }

        @Serial
        private Object writeReplace() {
            return rule;
        }
    }
}
