package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.movement.RevenueRate;
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
 * The groups of a table of profit.
 *
 * @param whole the table of all customers
 * @param byGroup the table of each group
 * @param moves by the groups from which and to which customers move; null where they stay for good
 * @param grouping how customers are parted
 */
record ProfitGroups<K>(
        ProfitTable<K> whole,
        ByGroup<ProfitTable<K>> byGroup,
        @Nullable ByGroup<ProfitTable<K>> moves,
        Grouping grouping)
        implements GroupFigures<K> {

    static <K> ProfitGroups<K> of(ProfitTable<K> table, Grouping grouping) {
        boolean moving = grouping.reading() == Grouping.Reading.AT_PERIOD;
        List<ByGroup<ProfitTable<K>>> parted = table.counted()
                .by(
                        moving ? List.of(grouping, grouping.moves()) : List.of(grouping),
                        slice -> new ProfitTable<>(slice, table.costs()));
        return new ProfitGroups<>(table, parted.get(0), moving ? parted.get(1) : null, grouping);
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

    private ProfitTable<K>.InPeriod inPeriod(@Nullable Group group, Period period) {
        return (group == null ? whole : byGroup.inGroup(group)).inPeriod(period);
    }

    @Override
    public GroupChange.Part<K> after(@Nullable Group group, Period period) {
        return inPeriod(group, period).part(ProfitFigures.NOW);
    }

    @Override
    public GroupChange.Part<K> before(@Nullable Group group, Period period) {
        return inPeriod(group, period).part(ProfitFigures.BEFORE);
    }

    @Override
    public Optional<BigDecimal> amount(GroupTable.Figure figure, @Nullable Group group, Period period) {
        ProfitTable<K>.InPeriod in = inPeriod(group, period);
        CostToServe service = whole.costs().service();
        return switch (figure) {
            case CUSTOMERS -> Optional.of(BigDecimal.valueOf(in.customers()));
            case REVENUE -> Optional.of(in.revenue());
            case COST -> in.cost();
            case PROFIT -> in.profit();
            case SERVICE -> service == null ? Optional.empty() : Optional.of(in.amount(ProfitItem.SERVICE));
            case CONTACTS -> service == null ? Optional.empty() : Optional.of(in.amount(ProfitItem.CONTACTS));
            case MINUTES ->
                service == null || !service.isByMinutes()
                        ? Optional.empty()
                        : Optional.of(in.amount(ProfitItem.MINUTES));
        };
    }

    @Override
    public Optional<Proportion> retention(@Nullable Group group, Period period) {
        return inPeriod(group, period).retention();
    }

    @Override
    public Optional<RevenueRate> netRetention(@Nullable Group group, Period period) {
        return inPeriod(group, period).netRetention();
    }

    @Override
    public Optional<RevenueRate> grossRetention(@Nullable Group group, Period period) {
        return inPeriod(group, period).grossRetention();
    }

    @Override
    public GroupChange<K> change(@Nullable Group group, Period period) {
        return GroupChange.of(
                label(group, period),
                before(group, period).amount(),
                after(group, period).amount(),
                parts(group, period, false));
    }

    @Override
    public Optional<GroupChange<K>> profitChange(@Nullable Group group, Period period) {
        if (!whole.costs().any()) {
            return Optional.empty();
        }
        ProfitTable<K>.InPeriod in = inPeriod(group, period);
        BigDecimal costBefore = in.amount(ProfitItem.KEPT_BEFORE_COST)
                .add(in.amount(ProfitItem.LOST_COST))
                .add(in.idle(ProfitItem.IDLE_COST_BEFORE));
        BigDecimal before = in.amount(ProfitFigures.BEFORE).subtract(costBefore);
        return Optional.of(GroupChange.of(
                "profit of " + label(group, period), before, in.profit().orElseThrow(), parts(group, period, true)));
    }

    private Map<GroupChange.Kind, GroupChange.Part<K>> parts(@Nullable Group group, Period period, boolean profit) {
        ProfitTable<K>.InPeriod in = inPeriod(group, period);
        ProfitTable<K>.InPeriod stay = moves == null || group == null
                ? in
                : moves.inGroup(Group.move(group, group)).inPeriod(period);
        Map<GroupChange.Kind, GroupChange.Part<K>> parts = new EnumMap<>(GroupChange.Kind.class);
        parts.put(GroupChange.Kind.NEW, in.part(ProfitItem.NEW, profit));
        parts.put(GroupChange.Kind.REACTIVATED, in.part(ProfitItem.REACTIVATED, profit));
        parts.put(GroupChange.Kind.MORE, stay.part(List.of(profit ? ProfitItem.MORE_PROFIT : ProfitItem.MORE)));
        parts.put(GroupChange.Kind.LESS, stay.part(List.of(profit ? ProfitItem.LESS_PROFIT : ProfitItem.LESS)));
        parts.put(GroupChange.Kind.LOST, in.part(ProfitItem.LOST, profit));
        parts.put(GroupChange.Kind.MOVED_IN, moved(group, period, ProfitItem.KEPT, profit));
        parts.put(GroupChange.Kind.MOVED_OUT, moved(group, period, ProfitItem.KEPT_BEFORE, profit));
        if (profit && whole.costs().service() != null) {
            BigDecimal more = in.amount(ProfitItem.IDLE_COST).subtract(in.amount(ProfitItem.IDLE_COST_BEFORE));
            parts.put(
                    GroupChange.Kind.IDLE,
                    in.part(List.of(ProfitItem.IDLE_COST)).worth(more));
        }
        return parts;
    }

    /** What came from all other groups, or went to them. */
    private GroupChange.Part<K> moved(@Nullable Group group, Period period, ProfitItem item, boolean profit) {
        GroupChange.Part<K> all = new GroupChange.Part<>(
                0, whole.counted().major(0), () -> whole.counted().store().members());
        if (moves == null || group == null) {
            return all;
        }
        List<In<ProfitCell>> cells = new ArrayList<>();
        for (Group other : groups()) {
            Group way = item == ProfitItem.KEPT_BEFORE ? Group.move(group, other) : Group.move(other, group);
            ProfitTable<K> move = requireNonNull(moves).tables().get(way);
            if (move != null && !other.equals(group)) {
                all = all.plus(move.inPeriod(period).part(item, profit));
                cells.add(new In<>(way, new ProfitCell(period, item)));
            }
        }
        return all.of(() -> GroupMoves.members(whole.counted(), grouping, cells));
    }
}
