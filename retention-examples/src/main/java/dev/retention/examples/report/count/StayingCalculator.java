package dev.retention.examples.report.count;

import dev.retention.Proportion;
import dev.retention.examples.report.figures.ExpansionFigures;
import dev.retention.examples.report.figures.Flow;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.RenewalFigures;
import dev.retention.examples.report.figures.ReportGrain;
import dev.retention.examples.report.figures.ValueCohorts;
import dev.retention.movement.Contracts;
import dev.retention.movement.ExpansionCell;
import dev.retention.movement.ExpansionPart;
import dev.retention.movement.ExpansionSide;
import dev.retention.movement.ExpansionSplit;
import dev.retention.movement.ExpansionTable;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RevenueCell;
import dev.retention.movement.RevenueCohortTable;
import dev.retention.movement.RevenueCohorts;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueItem;
import dev.retention.movement.RevenueMovements;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of those who stay: by what their value changes, and what cohorts of them are worth later. */
public final class StayingCalculator {

    private StayingCalculator() {}

    /** By what value changed over the twelve months that end with the latest period that is over, or that period alone. */
    public static Optional<ExpansionFigures> expansion(RevenueCounts counts, Openings openings) {
        return counts.latest().map(at -> {
            Period period = counts.periods().get(at).period();
            Optional<RevenueWindow> year = counts.yearTo(period);
            ExpansionTable<String> table = ExpansionSplit.over(
                            year.orElse(RevenueWindow.of(period)).timeline())
                    .of(counts.store());
            ExpansionTable<String>.InPeriod in = table.periods().get(0);
            List<ExpansionFigures.Part> parts = new ArrayList<>();
            for (ExpansionPart part : ExpansionPart.values()) {
                Flow more = flow(in, ExpansionSide.EXPANSION, part);
                Flow less = flow(in, ExpansionSide.CONTRACTION, part);
                if (more.customers() + less.customers() > 0) {
                    ExpansionFigures.Part read = new ExpansionFigures.Part(part, more, less);
                    parts.add(read);
                    open(table, ExpansionSide.EXPANSION, read, openings);
                    open(table, ExpansionSide.CONTRACTION, read, openings);
                }
            }
            return new ExpansionFigures(
                    (year.isPresent() ? "the twelve months that end with " : "")
                            + counts.grain().named(period.label()),
                    in.change(ExpansionSide.EXPANSION),
                    in.change(ExpansionSide.CONTRACTION),
                    parts);
        });
    }

    private static void open(
            ExpansionTable<String> table, ExpansionSide side, ExpansionFigures.Part part, Openings openings) {
        boolean more = side == ExpansionSide.EXPANSION;
        openings.add(
                part.cell(more),
                (more ? "pay more: " : "pay less: ") + part.words(),
                table.counted()
                        .amountsOf(List.of(new ExpansionCell(table.timeline().first(), side, part.part())))
                        .columns()
                        .get(0));
    }

    private static Flow flow(ExpansionTable<String>.InPeriod in, ExpansionSide side, ExpansionPart part) {
        return new Flow(in.customers(side, part), in.amount(side, part));
    }

    /** What became of those with a term of a year or more that ended, if there are any. */
    public static Optional<RenewalFigures> renewals(RevenueCounts counts, Openings openings) {
        return counts.latest().flatMap(at -> {
            Period period = counts.periods().get(at).period();
            Optional<RevenueWindow> year = counts.yearTo(period);
            RevenueMovements<String> table = RecurringRevenue.over(
                            year.orElse(RevenueWindow.of(period)).timeline())
                    .dueOn(Contracts.DUE)
                    .of(counts.store());
            RevenueMovements<String>.InPeriod in = table.periods().get(0);
            long due = in.customers(RevenueItem.DUE);
            if (due == 0) {
                return Optional.empty();
            }
            // Whoever is lost of those due is counted with an amount; others are not in the item.
            long lost = in.customers(RevenueItem.DUE_LOST);
            for (RevenueItem item : List.of(RevenueItem.DUE, RevenueItem.DUE_LOST)) {
                openings.add(
                        "RENEWALS:" + item.name(),
                        item == RevenueItem.DUE ? "with a term that ended" : "with a term that ended, lost",
                        table.counted()
                                .amountsOf(List.of(new RevenueCell(in.period(), item)))
                                .columns()
                                .get(0));
            }
            return Optional.of(new RenewalFigures(
                    (year.isPresent() ? "the twelve months that end with " : "")
                            + counts.grain().named(period.label()),
                    new Flow(due, in.amount(RevenueItem.DUE)),
                    new Flow(lost, in.amount(RevenueItem.DUE_LOST)),
                    Optional.of(Rate.of(Proportion.of(due - lost, due))),
                    in.rate(RevenueFormula.NRR_RENEWAL_BASE).map(each -> RevenueWindow.with(each, Optional.empty())),
                    in.rate(RevenueFormula.GRR_RENEWAL_BASE).map(each -> RevenueWindow.with(each, Optional.empty()))));
        });
    }

    /** What cohorts keep, of quarters where periods are months; none of a snapshot, whose lost are not known. */
    public static Optional<ValueCohorts> cohorts(RevenueCounts counts) {
        if (counts.source().snapshot()) {
            return Optional.empty();
        }
        ReportGrain grain = counts.grain() == ReportGrain.MONTH ? ReportGrain.QUARTER : counts.grain();
        Timeline timeline = Periods.of(
                counts.source().name(),
                counts.source().firstDate(),
                counts.source().asOf(),
                grain,
                counts.weekStart());
        RevenueCohortTable<String> table = RevenueCohorts.over(timeline).of(counts.store());
        List<ValueCohorts.Row> rows = new ArrayList<>();
        for (RevenueCohortTable<String>.InPeriod cohort : table.periods()) {
            if (cohort.size() > 0) {
                rows.add(new ValueCohorts.Row(cohort.period().label(), cohort.size(), cells(cohort)));
            }
        }
        List<Optional<Double>> pooled = new ArrayList<>();
        for (int age = 0; age < timeline.size(); age++) {
            pooled.add(table.valueKept(age).map(each -> each.asDouble()));
        }
        return Optional.of(new ValueCohorts(grain, rows, pooled));
    }

    private static List<ValueCohorts.Cell> cells(RevenueCohortTable<String>.InPeriod cohort) {
        List<ValueCohorts.Cell> cells = new ArrayList<>();
        for (RevenueCohortTable<String>.Cell cell : cohort.cells()) {
            if (cell.state() != CellState.UNOBSERVED) {
                cells.add(new ValueCohorts.Cell(
                        cell.state() == CellState.PARTIAL,
                        cell.customers().orElse(0),
                        cell.value().orElseThrow(),
                        cell.valueKept().map(each -> each.asDouble())));
            }
        }
        return cells;
    }
}
