package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.GroupMoney;
import dev.retention.examples.report.figures.GroupMoney.Brings;
import dev.retention.examples.report.figures.GroupMoney.Change;
import dev.retention.examples.report.figures.GroupMoney.Group;
import dev.retention.examples.report.figures.KeyFigures;
import dev.retention.examples.report.figures.Rate;
import dev.retention.segment.CustomerProfit;
import dev.retention.segment.GroupChange;
import dev.retention.segment.GroupChange.Kind;
import dev.retention.segment.GroupTable;
import dev.retention.segment.GroupTable.Figure;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/** Says what groups of customers bring, and where it is known what orders cost, what is left of it. */
final class GroupMoneyCalculator {

    private final Counts counts;

    /** From these counts. */
    GroupMoneyCalculator(Counts counts) {
        this.counts = counts;
    }

    /**
     * What groups bring in a period.
     *
     * @param column the column that names the groups
     * @param latest the latest complete period
     */
    GroupMoney calculate(String column, KeyFigures latest) {
        CustomerProfit profit = CustomerProfit.over(counts.timeline());
        GroupTable<String> table = (counts.source().hasCosts() ? profit.cost(Source.COST) : profit)
                .of(counts.store())
                .groups(GroupCalculator.byFirstOrder(column));
        String period = latest.movement().period();
        String before = latest.before().period();
        String reference = latest.lastYear().map(movement -> movement.period()).orElse(before);
        List<Group> groups = table.inPeriod(period).stream()
                .map(row -> group(
                        row.group().orElseThrow().label(),
                        row,
                        table.inPeriod(reference, row.group().orElseThrow())))
                .sorted(Comparator.comparing((Group group) -> group.now().money())
                        .reversed())
                .toList();
        return new GroupMoney(
                column, period, reference, before, groups, group("All", table.total(period), table.total(reference)));
    }

    private static Group group(String name, GroupTable<String>.Row now, GroupTable<String>.Row then) {
        return new Group(name, brings(now), brings(then), now.retention().map(Rate::of), change(now.change()));
    }

    private static Brings brings(GroupTable<String>.Row row) {
        return new Brings(row.customers(), row.revenue(), row.share(Figure.REVENUE), row.cost(), row.profit());
    }

    private static Change change(GroupChange<String> change) {
        return new Change(
                change.before(),
                part(change, Kind.NEW),
                part(change, Kind.REACTIVATED),
                part(change, Kind.MORE),
                part(change, Kind.LESS),
                part(change, Kind.LOST),
                part(change, Kind.MOVED_IN),
                part(change, Kind.MOVED_OUT),
                change.after());
    }

    private static BigDecimal part(GroupChange<String> change, Kind kind) {
        return change.part(kind).amount();
    }
}
