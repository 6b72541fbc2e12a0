package dev.retention.examples.report.count;

import dev.retention.Proportion;
import dev.retention.examples.report.figures.Flow;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.ValueGroups;
import dev.retention.examples.report.figures.ValueRate;
import dev.retention.movement.Contracts;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueItem;
import dev.retention.movement.RevenueMovements;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Grouping.Reading;
import dev.retention.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Parts recurring value by what the file tells: plans and products. */
public final class ValueGroupCalculator {

    /** A page has no more groups than this; the others are one. */
    private static final int MOST = 12;

    private static final String NOT_TOLD = "(not told)";

    private final RevenueCounts counts;
    private final RevenueMovements<String> table;
    private final String words;

    private ValueGroupCalculator(RevenueCounts counts, RevenueMovements<String> table, String words) {
        this.counts = counts;
        this.table = table;
        this.words = words;
    }

    /** Over the twelve months that end with the latest period that is over, or that period alone. */
    public static Optional<ValueGroupCalculator> of(RevenueCounts counts) {
        return counts.latest().map(at -> {
            Period period = counts.periods().get(at).period();
            Optional<RevenueWindow> year = counts.yearTo(period);
            return new ValueGroupCalculator(
                    counts,
                    year.orElse(RevenueWindow.of(period)).table(counts.store()),
                    (year.isPresent() ? "the twelve months that end with " : "")
                            + counts.grain().named(period.label()));
        });
    }

    /** By plan and by product family, of those that the file names and that are several. */
    public List<ValueGroups> groups() {
        List<ValueGroups> all = new ArrayList<>();
        if (counts.source().tells().plans()) {
            all.add(groups(Contracts.PLAN, "plan"));
        }
        if (counts.source().tells().families()) {
            all.add(groups(Contracts.FAMILY, "product"));
        }
        all.removeIf(each -> each.groups().size() < 2);
        return all;
    }

    private ValueGroups groups(String column, String what) {
        ByGroup<RevenueMovements<String>> parts = table.by(Grouping.ofColumn(column, Reading.AT_PERIOD))
                .top(MOST, each -> minor(each, RevenueItem.START));
        List<ValueGroups.Group> groups = new ArrayList<>();
        parts.tables().forEach((group, part) -> {
            RevenueMovements<String>.InPeriod in = part.periods().get(0);
            long start = in.customers(RevenueItem.START);
            if (start > 0) {
                groups.add(new ValueGroups.Group(
                        name(group),
                        flow(in, RevenueItem.START),
                        flow(in, RevenueItem.CHURN),
                        Optional.of(Rate.of(Proportion.of(in.customers(RevenueItem.CHURN), start))),
                        rate(in, RevenueCalculator.NET),
                        rate(in, RevenueCalculator.GROSS)));
            }
        });
        groups.sort(
                Comparator.comparing((ValueGroups.Group each) -> each.start().amount())
                        .reversed());
        return new ValueGroups(what, words, groups);
    }

    private static Optional<ValueRate> rate(RevenueMovements<String>.InPeriod in, RevenueFormula formula) {
        return in.rate(formula).map(each -> RevenueWindow.with(each, Optional.empty()));
    }

    private static long minor(RevenueMovements<String> part, RevenueItem item) {
        return part.periods().get(0).amount(item).unscaledValue().longValueExact();
    }

    private static Flow flow(RevenueMovements<String>.InPeriod in, RevenueItem item) {
        return new Flow(in.customers(item), in.amount(item));
    }

    private static String name(Group group) {
        return group.equals(Group.MISSING) ? NOT_TOLD : group.equals(Group.OTHER) ? "all others" : group.label();
    }
}
