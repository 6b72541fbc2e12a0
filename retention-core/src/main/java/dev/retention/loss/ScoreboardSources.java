package dev.retention.loss;

import static dev.retention.loss.ScoreboardSource.figures;
import static dev.retention.loss.ScoreboardSource.share;

import dev.retention.CustomerCount;
import dev.retention.Proportion;
import dev.retention.loss.Scoreboard.Metric;
import dev.retention.movement.ChurnTable;
import dev.retention.movement.MovementKind;
import dev.retention.movement.Movements;
import dev.retention.movement.RenewalItem;
import dev.retention.movement.RenewalTable;
import dev.retention.movement.RevenueItem;
import dev.retention.movement.RevenueMovements;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.segment.GroupTable;
import dev.retention.segment.ReferralTable;
import dev.retention.segment.Referrals;
import dev.retention.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes lines of a scoreboard of the tables that have them: nothing is counted again. */
final class ScoreboardSources {
    private static final String OF_START = "of the customers at the start";
    private static final String OF_DUE = "of those due";

    private ScoreboardSources() {}

    /** Who came and left by orders: the money is what they spent, of the lost in their last active period. */
    static <K> List<ScoreboardSource<K>> of(Movements<K> table) {
        List<ScoreboardSource<K>> lines = new ArrayList<>();
        for (MovementKind kind : List.of(MovementKind.NEW, MovementKind.REACTIVATED, MovementKind.LOST)) {
            boolean lost = kind == MovementKind.LOST;
            lines.add(new ScoreboardSource<>(
                    lost ? Metric.LOST : Metric.NEW,
                    kind.name().toLowerCase(Locale.ROOT) + " customers",
                    Optional.empty(),
                    lost ? Optional.of(OF_START) : Optional.empty(),
                    table.timeline(),
                    period -> {
                        Movements<K>.InPeriod in = table.inPeriod(period);
                        long count = in.of(kind).count();
                        return figures(count, in.of(kind).amount(), lost ? share(count, in.start()) : Optional.empty());
                    },
                    period -> table.inPeriod(period).of(kind).members()));
        }
        return lines;
    }

    /** Who came and left by contracts: the money is recurring value. */
    static <K> List<ScoreboardSource<K>> of(RevenueMovements<K> table) {
        List<ScoreboardSource<K>> lines = new ArrayList<>();
        for (RevenueItem item : List.of(RevenueItem.NEW, RevenueItem.REACTIVATION, RevenueItem.CHURN)) {
            boolean lost = item == RevenueItem.CHURN;
            lines.add(new ScoreboardSource<>(
                    lost ? Metric.LOST : Metric.NEW,
                    lost ? "lost customers" : item == RevenueItem.NEW ? "new customers" : "reactivated customers",
                    Optional.empty(),
                    lost ? Optional.of(OF_START) : Optional.empty(),
                    table.timeline(),
                    period -> {
                        RevenueMovements<K>.InPeriod in = table.inPeriod(period);
                        long count = in.customers(item);
                        return figures(
                                count,
                                in.amount(item),
                                lost ? share(count, in.customers(RevenueItem.START)) : Optional.empty());
                    },
                    period -> table.inPeriod(period).members(item)));
        }
        return lines;
    }

    /** Who came and left by spells, without money. */
    static <K> List<ScoreboardSource<K>> of(ChurnTable<K> table) {
        List<ScoreboardSource<K>> lines = new ArrayList<>();
        for (CustomerCount count : List.of(CustomerCount.NEW, CustomerCount.LOST)) {
            boolean lost = count == CustomerCount.LOST;
            lines.add(new ScoreboardSource<>(
                    lost ? Metric.LOST : Metric.NEW,
                    lost ? "lost customers" : "new customers",
                    Optional.empty(),
                    lost ? Optional.of(OF_START) : Optional.empty(),
                    table.timeline(),
                    period -> {
                        ChurnTable<K>.InPeriod in = table.inPeriod(period);
                        return figures(
                                in.count(count),
                                lost ? share(in.count(count), in.count(CustomerCount.START)) : Optional.empty());
                    },
                    period -> table.inPeriod(period).members(count)));
        }
        return lines;
    }

    /** Who came and left by the spells of the losses; the money of the lost is a worth of theirs. */
    static <K> List<ScoreboardSource<K>> of(LossTable<K> losses, ChurnTable<K> churn, Optional<LossWorth> worth) {
        List<ScoreboardSource<K>> lines = new ArrayList<>(of(churn));
        lines.removeIf(line -> line.metric() == Metric.LOST);
        lines.add(new ScoreboardSource<>(
                Metric.NEW,
                "new and reactivated customers",
                Optional.empty(),
                Optional.empty(),
                churn.timeline(),
                period -> figures(churn.inPeriod(period).count(CustomerCount.ARRIVED), Optional.empty()),
                period -> churn.inPeriod(period).members(CustomerCount.ARRIVED)));
        lines.add(new ScoreboardSource<>(
                Metric.LOST,
                "lost customers",
                Optional.empty(),
                Optional.of(OF_START),
                losses.timeline(),
                period -> {
                    LossTable<K>.InPeriod in = losses.inPeriod(period);
                    return new ScoreboardLine.Figures(
                            in.customers(LossItem.LOST),
                            worth.flatMap(which -> in.value(LossItem.LOST, which)),
                            Optional.empty(),
                            in.rate());
                },
                period -> losses.inPeriod(period).members(LossItem.LOST),
                worth));
        return lines;
    }

    /** What became of the contracts whose term ended: renewed, lost and pending, of those due. */
    static <K> List<ScoreboardSource<K>> renewals(RenewalTable<K> whole, ByGroup<RenewalTable<K>> byReason) {
        List<ScoreboardSource<K>> lines = new ArrayList<>();
        for (RenewalItem item : List.of(RenewalItem.RENEWED, RenewalItem.LOST, RenewalItem.PENDING)) {
            lines.add(renewal(item, whole, whole, Optional.empty()));
        }
        // Why they were kept and why lost: each reason as a share of the due of the whole table.
        for (RenewalItem item : List.of(RenewalItem.RENEWED, RenewalItem.LOST)) {
            byReason.tables().forEach((reason, table) -> {
                boolean any = table.periods().stream().anyMatch(in -> in.customers(item) > 0);
                if (any) {
                    lines.add(renewal(item, table, whole, Optional.of(reason)));
                }
            });
        }
        return lines;
    }

    private static <K> ScoreboardSource<K> renewal(
            RenewalItem item, RenewalTable<K> table, RenewalTable<K> whole, Optional<Group> reason) {
        return new ScoreboardSource<>(
                Metric.RENEWALS,
                item == RenewalItem.LOST ? "not renewed" : item.toString(),
                reason,
                Optional.of(OF_DUE),
                whole.timeline(),
                period -> {
                    RenewalTable<K>.InPeriod in = table.inPeriod(period);
                    return figures(
                            in.customers(item),
                            in.amount(item),
                            share(in.customers(item), whole.inPeriod(period).customers(RenewalItem.DUE)));
                },
                period -> table.inPeriod(period).members(item));
    }

    /** What groups bring, what is left of it, and how many of them stay. */
    static <K> List<ScoreboardSource<K>> groups(GroupTable<K> table) {
        List<ScoreboardSource<K>> lines = new ArrayList<>();
        lines.add(group(table, Optional.empty()));
        table.groups().forEach(group -> lines.add(group(table, Optional.of(group))));
        return lines;
    }

    private static <K> ScoreboardSource<K> group(GroupTable<K> table, Optional<Group> group) {
        return new ScoreboardSource<>(
                Metric.GROUPS,
                "revenue and profit",
                group,
                Optional.of("kept of those before"),
                table.timeline(),
                period -> {
                    GroupTable<K>.Row row = row(table, period, group);
                    return new ScoreboardLine.Figures(
                            row.customers(), Optional.of(row.revenue()), row.profit(), row.retention());
                },
                period -> row(table, period, group).members());
    }

    private static <K> GroupTable<K>.Row row(GroupTable<K> table, Period period, Optional<Group> group) {
        return group.isPresent() ? table.inPeriod(period.label(), group.get()) : table.total(period.label());
    }

    /** How many of the new were referred, and the same of each group. */
    static <K> List<ScoreboardSource<K>> referrals(ReferralTable<K> whole, ByGroup<ReferralTable<K>> byGroup) {
        List<ScoreboardSource<K>> lines = new ArrayList<>();
        lines.add(referral(whole, Optional.empty()));
        byGroup.tables().forEach((group, table) -> lines.add(referral(table, Optional.of(group))));
        return lines;
    }

    private static <K> ScoreboardSource<K> referral(ReferralTable<K> table, Optional<Group> group) {
        return new ScoreboardSource<>(
                Metric.REFERRALS,
                "referred customers",
                group,
                Optional.of("of the new customers"),
                table.timeline(),
                period -> {
                    ReferralTable<K>.InPeriod in = table.inPeriod(period);
                    Optional<Proportion> share = in.referredShare();
                    return figures(in.customers(Referrals.Item.REFERRED), in.amount(Referrals.Item.REFERRED), share);
                },
                period -> table.inPeriod(period).members(Referrals.Item.REFERRED));
    }
}
