package dev.retention.segment;

import dev.retention.history.History;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.segment.PointsLedger.Item;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;

/** Names what moved a member's points in every period, and what they were at its ends. */
final class PointsRule extends ItemRule<PointsLedger.Cell> {
    private static final long serialVersionUID = 1;

    PointsRule(Timeline timeline, List<String> tracks) {
        super(
                PointsLedger.WORDS,
                timeline,
                Cells.byPeriod(
                        timeline,
                        Item.class,
                        PointsLedger.Cell::new,
                        PointsLedger.Cell::period,
                        PointsLedger.Cell::item),
                PointsLedger.Cell::period,
                tracks);
    }

    @Override
    public void apply(History history, CellSink sink) {
        PointsAccount.Walk walk = new PointsAccount.Walk(history);
        PointsAccount account = walk.account();
        Grain grain = timeline().grain();
        int period = -1;
        boolean isMember = false;
        long[] atStart = new long[Item.values().length];
        while (walk.next()) {
            int next = Math.max(-1, timeline().first().until(grain.periodOf(LocalDate.ofEpochDay(walk.epochDay()))));
            if (next != period) {
                nameLevels(account, isMember, period, next, sink);
                period = next;
                for (Item flow : PointsLedger.FLOWS) {
                    atStart[flow.ordinal()] = account.sum(flow);
                }
            }
            if (walk.take() && period >= 0) {
                sink.add(Item.ACTIVE, period);
            }
            isMember = true;
            if (period >= 0) {
                nameFlows(account, atStart, period, sink);
            }
        }
        nameLevels(account, isMember, period, size, sink);
    }

    /** Names what has flowed since it was named last. */
    private static void nameFlows(PointsAccount account, long[] named, int period, CellSink sink) {
        for (Item flow : PointsLedger.FLOWS) {
            long sum = account.sum(flow);
            if (sum > named[flow.ordinal()]) {
                sink.add(flow, period, sum - named[flow.ordinal()]);
                named[flow.ordinal()] = sum;
            }
        }
    }

    /** Names what holds from the end of a period, after which nothing happens until another begins. */
    private void nameLevels(PointsAccount account, boolean isMember, int period, int next, CellSink sink) {
        int from = Math.max(0, period);
        if (isMember) {
            sink.addSpan(Item.MEMBERS, from, next);
        }
        name(Item.OUTSTANDING, account.outstanding(), from, next, sink);
        name(Item.PENDING, account.pending(), from, next, sink);
        name(Item.OPENING, account.outstanding(), period + 1, Math.min(size, next + 1), sink);
        name(Item.ISSUED_SO_FAR, account.sum(Item.ISSUED), from, next, sink);
        name(Item.SPENT_SO_FAR, account.sum(Item.SPENT), from, next, sink);
        name(Item.EXPIRED_SO_FAR, account.sum(Item.EXPIRED), from, next, sink);
        name(Item.REVERSED_SO_FAR, account.sum(Item.REVERSED), from, next, sink);
    }

    private static void name(Item level, long points, int from, int to, CellSink sink) {
        if (points > 0 && from < to) {
            sink.addSpan(level, from, to, points);
        }
    }
}
