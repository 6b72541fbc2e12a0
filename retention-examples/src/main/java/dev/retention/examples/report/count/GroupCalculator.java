package dev.retention.examples.report.count;

import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.cohort.CohortComparison;
import dev.retention.cohort.CohortTable;
import dev.retention.examples.report.figures.Curve;
import dev.retention.examples.report.figures.GroupFigures;
import dev.retention.examples.report.figures.GroupFigures.Change;
import dev.retention.examples.report.figures.GroupFigures.Difference;
import dev.retention.examples.report.figures.GroupFigures.Group;
import dev.retention.examples.report.figures.GroupFigures.Pair;
import dev.retention.examples.report.figures.GroupFigures.Part;
import dev.retention.examples.report.figures.Movement;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.Words;
import dev.retention.movement.Movements;
import dev.retention.movement.RateChange;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.time.CellState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts cohorts and churn by group and compares them. */
public final class GroupCalculator {

    /** The ages at which two groups are compared. */
    private static final List<Integer> AGES = List.of(1, 3, 6, 12);

    private final String column;
    private final CohortTable<String> cohorts;
    private final Movements<String> movements;
    private final ByGroup<Movements<String>> movementsByGroup;
    private final String period;
    private final Grouping byFirstOrder;

    /** From these counts, by the groups that a column names. */
    public GroupCalculator(Counts counts, String column) {
        this.column = column;
        this.cohorts = counts.cohorts();
        this.movements = counts.movements();
        this.period = counts.grain().word();
        this.byFirstOrder = byFirstOrder(column);
        this.movementsByGroup = movements.by(byFirstOrder);
    }

    /** The group of a customer is that of the first order. */
    static Grouping byFirstOrder(String column) {
        return Grouping.ofCode(column, Grouping.Reading.AT_ANCHOR, code -> code);
    }

    /**
     * Compares the groups.
     *
     * @param asked two groups with a comma between, to be compared; empty for the two that there are
     * @throws RefusedException if there is no such group
     */
    public GroupFigures compare(Optional<String> asked) {
        List<Movements<String>.InPeriod> complete = movements.periods().stream()
                .skip(1)
                .filter(each -> each.state() == CellState.OBSERVED)
                .toList();
        int last = complete.size() - 1;
        Map<String, Proportion> churn = last < 0 ? Map.of() : churn(complete.get(last));
        List<Group> groups = new ArrayList<>();
        ByGroup<CohortTable<String>> byGroup = cohorts.by(byFirstOrder);
        Comparator<Map.Entry<?, CohortTable<String>>> bySize =
                Comparator.comparingLong(entry -> entry.getValue().size());
        for (var entry :
                byGroup.tables().entrySet().stream().sorted(bySize.reversed()).toList()) {
            String name = entry.getKey().label();
            CohortTable<String> table = entry.getValue();
            Optional<Curve> curve = CohortCalculator.curve(name, CohortCalculator.rows(table));
            groups.add(new Group(
                    name,
                    table.size(),
                    curve,
                    Optional.ofNullable(churn.get(name)).map(Rate::of)));
        }
        Optional<String> latest = last < 0
                ? Optional.empty()
                : Optional.of(complete.get(last).period().label());
        return new GroupFigures(
                column,
                latest,
                groups,
                pair(groups, asked).map(two -> compare(byGroup, two.get(0), two.get(1), latest.orElse(""))),
                last < 1 ? Optional.empty() : change(complete.get(last - 1), complete.get(last), churn));
    }

    private Optional<List<Group>> pair(List<Group> groups, Optional<String> asked) {
        if (asked.isEmpty()) {
            return groups.size() == 2 ? Optional.of(groups) : Optional.empty();
        }
        List<Group> two = Arrays.stream(asked.get().split(",", -1))
                .map(name -> groups.stream()
                        .filter(group -> group.name().equals(name.strip()))
                        .findFirst()
                        .orElseThrow(() -> new RefusedException("--compare-groups \"" + Words.oneLine(name, 60)
                                + "\" is no group of the column \"" + Words.oneLine(column, 60) + "\"; there are "
                                + Words.oneLine(
                                        String.join(
                                                ", ",
                                                groups.stream().map(Group::name).toList()),
                                        300))))
                .toList();
        if (two.size() != 2 || two.get(0).equals(two.get(1))) {
            throw new RefusedException("--compare-groups \"" + Words.oneLine(asked.get(), 120)
                    + "\" must be two groups with a comma between");
        }
        return Optional.of(two);
    }

    private Pair compare(ByGroup<CohortTable<String>> byGroup, Group first, Group second, String latest) {
        CohortComparison comparison = byGroup.inGroup(first.name()).comparedWith(byGroup.inGroup(second.name()));
        List<Difference> differences = new ArrayList<>();
        for (int age : AGES) {
            if (age < cohorts.ages()) {
                String what = "Ordered again " + Words.counted(age, period) + " after the first order";
                comparison.pooled(age).ifPresent(both -> differences.add(difference(what, both)));
            }
        }
        if (first.churn().isPresent() && second.churn().isPresent()) {
            Proportion one = first.churn().get().proportion();
            differences.add(difference(
                    "Churn in " + latest, one.comparedWith(second.churn().get().proportion())));
        }
        return new Pair(first.name(), second.name(), differences);
    }

    private static Difference difference(String what, ProportionComparison both) {
        return new Difference(
                what, Rate.of(both.first()), Rate.of(both.reference()), both.differenceInterval(Rate.CONFIDENCE));
    }

    private Optional<Change> change(
            Movements<String>.InPeriod before, Movements<String>.InPeriod after, Map<String, Proportion> churnAfter) {
        Map<String, Proportion> churnBefore = churn(before);
        if (churnBefore.isEmpty() || churnAfter.isEmpty()) {
            return Optional.empty();
        }
        RateChange<String> change = RateChange.between(churnBefore, churnAfter);
        return Optional.of(new Change(
                before.period().label(),
                after.period().label(),
                Rate.of(change.before()),
                Rate.of(change.after()),
                change.after().comparedWith(change.before()).differenceInterval(Rate.CONFIDENCE),
                change.rateEffect(),
                change.mixEffect(),
                change.effects().stream()
                        .map(effect -> new Part(
                                effect.group(),
                                Optional.ofNullable(churnBefore.get(effect.group()))
                                        .map(Rate::of),
                                Optional.ofNullable(churnAfter.get(effect.group()))
                                        .map(Rate::of),
                                effect.rateEffect(),
                                effect.mixEffect()))
                        .toList()));
    }

    /** The lost out of the active of the period before, group by group. */
    private Map<String, Proportion> churn(Movements<String>.InPeriod in) {
        Map<String, Proportion> churn = new LinkedHashMap<>();
        movementsByGroup
                .tables()
                .forEach((group, table) -> table.inPeriod(in.period())
                        .churn(Movement.CHURN)
                        .proportion()
                        .ifPresent(rate -> churn.put(group.label(), rate)));
        return churn;
    }
}
