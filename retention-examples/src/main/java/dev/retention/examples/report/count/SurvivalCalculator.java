package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.Survival;
import dev.retention.examples.report.figures.Survival.Difference;
import dev.retention.examples.report.figures.Survival.Group;
import dev.retention.examples.report.figures.Survival.Point;
import dev.retention.examples.report.figures.Words;
import dev.retention.movement.Spells;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.survival.CustomerTenures;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.LifeTable;
import dev.retention.survival.LogRank;
import dev.retention.survival.LogRankResult;
import dev.retention.survival.RestrictedMean;
import dev.retention.survival.SurvivalCurve;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Turns orders into tenures and estimates how long customers stay. */
public final class SurvivalCalculator {

    /** More curves than these nobody tells apart. */
    private static final int MOST_GROUPS = 12;

    /** A year is long enough for a mean; a shorter one is taken where no group was observed so long. */
    private static final double HORIZON = 365;

    private final Spells spells;
    private final int gapDays;

    /** Of customers who are live until so many days after an order. */
    public SurvivalCalculator(int gapDays) {
        this.gapDays = gapDays;
        this.spells = Spells.ofOrders(gapDays);
    }

    /**
     * Estimates from the first spell of every customer.
     *
     * @param groupColumn the column of the groups, which are the codes of the orders; empty for no groups
     * @throws RefusedException if there are too many groups
     */
    public Survival estimate(Counts counts, Optional<String> groupColumn) {
        Map<String, LifeTable> tables = tables(Sweep.over(counts.store()), counts.timeline(), groupColumn);
        LifeTable all = tables.values().stream().reduce(LifeTable.empty(), LifeTable::plus);
        double horizon = Math.min(
                HORIZON,
                tables.values().stream()
                        .mapToDouble(table -> table.lastTime().orElseThrow())
                        .min()
                        .orElseThrow());
        List<Group> groups = new ArrayList<>();
        groups.add(group(Survival.ALL, all, horizon));
        if (groupColumn.isPresent()) {
            tables.forEach((name, table) -> groups.add(group(name, table, horizon)));
        }
        return new Survival(spells.toString(), gapDays, horizon, groups, difference(tables));
    }

    private Map<String, LifeTable> tables(Sweep<String> sweep, Timeline timeline, Optional<String> groupColumn) {
        CustomerTenures tenures = CustomerTenures.over(timeline, spells);
        if (groupColumn.isEmpty()) {
            return Map.of("", tenures.of(sweep));
        }
        Grouping grouping = GroupCalculator.byFirstOrder(groupColumn.get());
        // Looked at first, since a file may have as many groups as lines.
        if (sweep.members(grouping, timeline).groups().size() > MOST_GROUPS) {
            throw new RefusedException("--group-column \"" + Words.oneLine(groupColumn.get(), 60)
                    + "\" has more than the " + MOST_GROUPS + " groups of a report");
        }
        Map<String, LifeTable> tables = new TreeMap<>();
        tenures.by(grouping, sweep).tables().forEach((group, table) -> tables.put(group.label(), table));
        return tables;
    }

    private static Group group(String name, LifeTable table, double horizon) {
        SurvivalCurve curve =
                KaplanMeier.withDefaults().withConfidence(Rate.CONFIDENCE).estimate(table);
        RestrictedMean mean = curve.restrictedMean(horizon);
        OptionalDouble median = curve.median();
        return new Group(
                name,
                Math.round(table.total()),
                Math.round(table.totalEnded()),
                Math.round(table.atRiskAt(horizon)),
                median.isPresent() ? Optional.of(median.getAsDouble()) : Optional.empty(),
                curve.quantileInterval(0.5),
                mean.mean(),
                mean.interval(Rate.CONFIDENCE),
                IntStream.range(0, table.rows())
                        .mapToObj(row -> new Point(
                                table.time(row),
                                Math.round(table.atRisk(row)),
                                Math.round(table.ended(row)),
                                curve.at(table.time(row)).orElseThrow(),
                                curve.interval(table.time(row))))
                        .toList());
    }

    private static Optional<Difference> difference(Map<String, LifeTable> tables) {
        double firstLoss = tables.values().stream()
                .flatMapToDouble(table -> IntStream.range(0, table.rows())
                        .filter(row -> table.ended(row) > 0)
                        .mapToDouble(table::time))
                .min()
                .orElse(Double.MAX_VALUE);
        if (tables.values().stream()
                        .filter(table -> table.atRiskAt(firstLoss) > 0)
                        .count()
                < 2) {
            return Optional.empty();
        }
        try {
            LogRankResult<String> result = LogRank.withDefaults().test(tables);
            return Optional.of(new Difference(result.chiSquared(), result.degreesOfFreedom(), result.pValue()));
        } catch (IllegalArgumentException e) {
            // The test refuses groups that cannot be compared, such as those of customers who all left on one day.
            return Optional.empty();
        }
    }
}
