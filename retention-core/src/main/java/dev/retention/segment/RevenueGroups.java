package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.movement.RevenueCell;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueItem;
import dev.retention.movement.RevenueMovements;
import dev.retention.movement.RevenueRate;
import dev.retention.rule.Axis;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.In;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a table of recurring value: before is the start of a period, now its end.
 *
 * @param whole the table of all customers
 * @param byGroup the table of each group
 * @param moves by the groups from which and to which customers move; null where they stay for good
 * @param grouping how customers are parted
 */
record RevenueGroups<K>(
        RevenueMovements<K> whole,
        ByGroup<RevenueMovements<K>> byGroup,
        @Nullable ByGroup<RevenueMovements<K>> moves,
        Grouping grouping)
        implements GroupFigures<K> {

    static <K> RevenueGroups<K> of(RevenueMovements<K> table, Grouping grouping) {
        Axis<?> items = table.counted().rule().cells().axes().get(0);
        for (int i = 0; i < items.size(); i++) {
            checkArgument(
                    items.value(i) != RevenueItem.FX && items.value(i) != RevenueItem.RESTATEMENT,
                    "table (%s) must not tell exchange rates or restatements apart",
                    table);
        }
        boolean moving = grouping.reading() == Grouping.Reading.AT_PERIOD;
        return new RevenueGroups<>(table, table.by(grouping), moving ? table.by(grouping.moves()) : null, grouping);
    }

    @Override
    public String definition() {
        return byGroup.toString();
    }

    @Override
    public Timeline timeline() {
        return whole.timeline();
    }

    @Override
    public List<Group> groups() {
        return byGroup.groups();
    }

    private RevenueMovements<K>.InPeriod inPeriod(@Nullable Group group, Period period) {
        return (group == null ? whole : byGroup.inGroup(group)).inPeriod(period);
    }

    private static <K> GroupChange.Part<K> part(RevenueMovements<K>.InPeriod in, RevenueItem item) {
        return new GroupChange.Part<>(in.customers(item), in.amount(item), () -> in.members(item));
    }

    @Override
    public GroupChange.Part<K> after(@Nullable Group group, Period period) {
        return part(inPeriod(group, period), RevenueItem.END);
    }

    @Override
    public GroupChange.Part<K> before(@Nullable Group group, Period period) {
        return part(inPeriod(group, period), RevenueItem.START);
    }

    @Override
    public Optional<BigDecimal> amount(GroupTable.Figure figure, @Nullable Group group, Period period) {
        GroupChange.Part<K> now = after(group, period);
        return switch (figure) {
            case CUSTOMERS -> Optional.of(BigDecimal.valueOf(now.customers()));
            case REVENUE -> Optional.of(now.amount());
            case COST, PROFIT, SERVICE, CONTACTS, MINUTES -> Optional.empty();
        };
    }

    @Override
    public Optional<Proportion> retention(@Nullable Group group, Period period) {
        RevenueMovements<K>.InPeriod in = inPeriod(group, period);
        long start = in.customers(RevenueItem.START);
        return start == 0
                ? Optional.empty()
                : Optional.of(Proportion.of(in.customers(RevenueItem.SURVIVORS_START), start));
    }

    @Override
    public Optional<RevenueRate> netRetention(@Nullable Group group, Period period) {
        return inPeriod(group, period).rate(RevenueFormula.NRR_COHORT);
    }

    @Override
    public Optional<RevenueRate> grossRetention(@Nullable Group group, Period period) {
        return inPeriod(group, period).rate(RevenueFormula.GRR_MIN);
    }

    @Override
    public GroupChange<K> change(@Nullable Group group, Period period) {
        RevenueMovements<K>.InPeriod in = inPeriod(group, period);
        RevenueMovements<K>.InPeriod stay = moves == null || group == null
                ? in
                : moves.inGroup(Group.move(group, group)).inPeriod(period);
        Map<GroupChange.Kind, GroupChange.Part<K>> parts = new EnumMap<>(GroupChange.Kind.class);
        parts.put(GroupChange.Kind.NEW, part(in, RevenueItem.NEW));
        parts.put(GroupChange.Kind.REACTIVATED, part(in, RevenueItem.REACTIVATION));
        parts.put(GroupChange.Kind.MORE, part(stay, RevenueItem.EXPANSION));
        parts.put(GroupChange.Kind.LESS, part(stay, RevenueItem.CONTRACTION));
        parts.put(GroupChange.Kind.LOST, part(in, RevenueItem.CHURN));
        parts.put(GroupChange.Kind.MOVED_IN, moved(group, period, RevenueItem.SURVIVORS_END));
        parts.put(GroupChange.Kind.MOVED_OUT, moved(group, period, RevenueItem.SURVIVORS_START));
        return GroupChange.of(label(group, period), in.amount(RevenueItem.START), in.amount(RevenueItem.END), parts);
    }

    @Override
    public Optional<GroupChange<K>> profitChange(@Nullable Group group, Period period) {
        return Optional.empty();
    }

    /** What came from all other groups, or went to them. */
    private GroupChange.Part<K> moved(@Nullable Group group, Period period, RevenueItem item) {
        GroupChange.Part<K> all = new GroupChange.Part<>(
                0, whole.counted().major(0), () -> whole.counted().store().members());
        if (moves == null || group == null) {
            return all;
        }
        List<In<RevenueCell>> cells = new ArrayList<>();
        for (Group other : groups()) {
            Group way = item == RevenueItem.SURVIVORS_START ? Group.move(group, other) : Group.move(other, group);
            RevenueMovements<K> move = requireNonNull(moves).tables().get(way);
            if (move != null && !other.equals(group)) {
                all = all.plus(part(move.inPeriod(period), item));
                cells.add(new In<>(way, new RevenueCell(period, item)));
            }
        }
        return all.of(() -> GroupMoves.members(whole.counted(), grouping, cells));
    }
}
