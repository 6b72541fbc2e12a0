package dev.retention.segment;

import dev.retention.history.History;
import dev.retention.internal.Checks;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.segment.Referrals.Item;
import dev.retention.time.Timeline;
import java.util.List;

/** Names in which periods a customer came, was referred and refers others. */
final class ReferralRule extends ItemRule<Referrals.Cell> {
    static final String WORDS = "new customers who were referred, and who refer";

    private static final long serialVersionUID = 1;
    private static final int NEVER = Integer.MAX_VALUE;

    private final String referrals;

    ReferralRule(Timeline timeline, String customers, String referrals) {
        super(
                WORDS,
                timeline,
                Cells.byPeriod(timeline, Item.class, Referrals.Cell::new, Referrals.Cell::period, Referrals.Cell::item),
                Referrals.Cell::period,
                List.of(customers, referrals));
        this.referrals = referrals;
    }

    @Override
    public void apply(History history, CellSink sink) {
        boolean isCustomer = history.size() > 0;
        int came = isCustomer ? history.period(0) : NEVER;
        long firstDay = isCustomer ? history.epochDay(0) : Long.MIN_VALUE;
        History each = history.track(referrals);
        boolean wasReferred = false;
        long reward = 0;
        int firstReferral = NEVER;
        for (int i = 0; i < each.size(); i++) {
            int period = each.period(i);
            String code = each.code(i);
            if (code.equals(Referrals.REFERRED)) {
                name(Item.REFERRALS, period, each.amount(i), sink);
                if (each.epochDay(i) <= firstDay) {
                    wasReferred = true;
                    reward = Checks.sum(reward, each.amount(i), "the reward");
                }
            } else if (code.equals(Referrals.REFERRED_OTHERS)) {
                firstReferral = Math.min(firstReferral, period);
                if (period >= came) {
                    name(Item.REFERRERS, period, 0, sink);
                }
            }
        }
        if (isCustomer) {
            long worth = worthOfFirstDay(history);
            name(Item.NEW, came, worth, sink);
            if (wasReferred) {
                name(Item.REFERRED, came, worth, sink);
            }
            if (reward != 0) {
                name(Item.REWARDED, came, reward, sink);
            }
            sink.addSpan(Item.CUSTOMERS, Math.max(0, came), size);
            if (firstReferral != NEVER) {
                sink.addSpan(Item.REFERRERS_SO_FAR, Math.max(0, Math.max(came, firstReferral)), size);
            }
        }
    }

    private static void name(Item item, int period, long amount, CellSink sink) {
        if (period >= 0) {
            sink.add(item, period, amount);
        }
    }

    private static long worthOfFirstDay(History history) {
        long worth = 0;
        for (int i = 0; i < history.size() && history.epochDay(i) == history.epochDay(0); i++) {
            worth = Checks.sum(worth, history.amount(i), "the worth of who was referred");
        }
        return worth;
    }
}
