package dev.retention.examples.report.count;

import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.cohort.CohortCell;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.examples.report.figures.Answers.Churn;
import dev.retention.examples.report.figures.Answers.Comparison;
import dev.retention.examples.report.figures.Answers.Figure;
import dev.retention.examples.report.figures.Answers.Loss;
import dev.retention.examples.report.figures.Answers.Moved;
import dev.retention.examples.report.figures.Answers.Mover;
import dev.retention.examples.report.figures.Answers.Opened;
import dev.retention.examples.report.figures.Answers.Restated;
import dev.retention.examples.report.figures.Unit;
import dev.retention.examples.report.figures.Words;
import dev.retention.history.HistoryStore;
import dev.retention.movement.ChurnReconciliation;
import dev.retention.movement.ChurnTable;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.MovementCell;
import dev.retention.movement.MovementKind;
import dev.retention.movement.Movements;
import dev.retention.movement.Spells;
import dev.retention.rule.Restatement;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Answers what the user asked beyond the standing report, from the same counts. */
public final class AnswerCalculator {

    private final Counts counts;
    private final HistoryStore<String> store;
    private final CohortTable<String> cohorts;
    private final Movements<String> movements;
    private final Timeline timeline;
    private final Map<String, Listed> further;

    /**
     * From these counts.
     *
     * @param which further figures that open to their customers
     */
    public AnswerCalculator(Counts counts, WhichCalculator which) {
        this.counts = counts;
        this.store = counts.store();
        this.cohorts = counts.cohorts();
        this.movements = counts.movements();
        this.timeline = counts.timeline();
        this.further = which.cells();
    }

    /** Churn of every period by a formula. */
    public Churn churn(ChurnFormula formula, int gapDays) {
        ChurnTable<String> table = table(gapDays);
        List<Figure> figures = new ArrayList<>();
        for (ChurnTable<String>.InPeriod period : table.periods()) {
            figure(period, formula).ifPresent(figures::add);
        }
        return new Churn(formula.name(), table.spells().toString(), figures);
    }

    /**
     * Why two formulas differ in a period.
     *
     * @param label the period; empty for the latest complete one
     * @throws RefusedException if there is no such period
     */
    public Comparison compare(ChurnFormula left, ChurnFormula right, Optional<String> label, int gapDays) {
        ChurnTable<String> table = table(gapDays);
        ChurnTable<String>.InPeriod period = label.map(wanted -> find(
                                table.periods(), p -> p.period().label(), wanted)
                        .orElseThrow(() -> new RefusedException("--compare-in \"" + Words.oneLine(wanted, 60)
                                + "\" is no period of the report; they go from " + timeline.first() + " to "
                                + timeline.last())))
                .orElseGet(() -> latest(table));
        ChurnReconciliation<String> why = period.churn(left).reconcileWith(right);
        return new Comparison(
                period.period().label(),
                table.spells().toString(),
                figure(period, left),
                figure(period, right),
                why.numerator().stream()
                        .map(each -> new Loss(each.customer(), each.left(), each.right()))
                        .toList(),
                why.denominator().onlyLeft(),
                why.denominator().onlyRight(),
                List.of(left.name(), right.name()));
    }

    private ChurnTable<String> table(int gapDays) {
        return CustomerChurn.over(timeline, Spells.ofOrders(gapDays)).of(store);
    }

    private static ChurnTable<String>.InPeriod latest(ChurnTable<String> table) {
        List<ChurnTable<String>.InPeriod> periods = table.periods();
        int last = periods.size() - 1;
        boolean running = periods.get(last).state() == CellState.PARTIAL && last > 0;
        return periods.get(running ? last - 1 : last);
    }

    private static Optional<Figure> figure(ChurnTable<String>.InPeriod period, ChurnFormula formula) {
        Optional<ChurnRate> rate = period.churn(formula).rate();
        return rate.map(r -> new Figure(
                period.period().label(),
                period.state() == CellState.PARTIAL,
                formula.name(),
                r.numerator(),
                r.denominator(),
                r.asDouble(),
                r.toString()));
    }

    /**
     * The customers in a cell.
     *
     * @param cell such as {@code 2024-01+3} or {@code 2024-03:LOST}
     * @throws RefusedException if there is no such cell
     */
    public Opened open(String cell) {
        return cohortCell(cell)
                .or(() -> movementCell(cell))
                .or(() -> furtherCell(cell))
                .orElseThrow(() -> new RefusedException("--open \""
                        + Words.oneLine(cell, 60) + "\" is no cell of the report; there are cohorts and ages such as "
                        + timeline.first() + "+0, and periods and kinds such as " + timeline.last() + ":LOST, kinds "
                        + Arrays.stream(MovementKind.values())
                                .map(MovementKind::name)
                                .toList() + ", periods from "
                        + timeline.first() + " to " + timeline.last() + ", and further "
                        + String.join(", ", further.keySet())));
    }

    private Optional<Opened> cohortCell(String cell) {
        int plus = cell.lastIndexOf('+');
        if (plus < 0 || !cell.substring(plus + 1).matches("[0-9]{1,6}")) {
            return Optional.empty();
        }
        int age = Integer.parseInt(cell.substring(plus + 1));
        return find(cohorts.rows(), row -> row.period().label(), cell.substring(0, plus))
                .filter(row -> age < row.cells().size())
                .map(row -> row.cell(age))
                .filter(found -> found.state() != CellState.UNOBSERVED)
                .map(found -> new Opened(
                        label(found.key()),
                        "first ordered in " + found.key().cohort().label()
                                + (age == 0 ? "" : " and again at age " + age),
                        found.state() == CellState.PARTIAL,
                        found.members()));
    }

    private Optional<Opened> movementCell(String cell) {
        int colon = cell.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String name = cell.substring(colon + 1).toUpperCase(Locale.ROOT);
        Optional<MovementKind> kind = find(Arrays.asList(MovementKind.values()), MovementKind::name, name);
        return find(movements.periods(), period -> period.period().label(), cell.substring(0, colon))
                .flatMap(period -> kind.map(k -> new Opened(
                        label(period.of(k).key()),
                        k.name().toLowerCase(Locale.ROOT) + " in "
                                + period.period().label(),
                        period.state() == CellState.PARTIAL,
                        period.of(k).members())));
    }

    private Optional<Opened> furtherCell(String cell) {
        return Optional.ofNullable(further.get(cell.strip()))
                .map(listed -> new Opened(
                        cell.strip(), listed.title(), false, listed.members().get()));
    }

    private static <T> Optional<T> find(List<T> all, Function<T, String> label, String wanted) {
        return all.stream()
                .filter(each -> label.apply(each).equals(wanted.strip()))
                .findFirst();
    }

    /**
     * What moved in the cohorts and movements that an earlier state of the data showed.
     *
     * @param source the data as they were
     * @throws RefusedException if they are in another currency
     */
    public Restated restate(Source source) {
        Unit unit = counts.source().unit();
        if (!source.unit().equals(unit)) {
            throw new RefusedException(
                    source.name() + ": is in " + source.unit().words() + " where the report is in " + unit.words());
        }
        HistoryStore<String> earlier = source.orders();
        Timeline published = counts.timelineOf(source);
        List<Moved> cells = new ArrayList<>();
        Map<String, List<Moved>> customers = new LinkedHashMap<>();
        var cohortRule = CohortRetention.over(published).rule(earlier);
        add(Restatement.of(cohortRule, earlier, store), AnswerCalculator::label, cells, customers);
        var movementRule = CustomerMovements.over(published).rule(earlier);
        add(Restatement.of(movementRule, earlier, store), AnswerCalculator::label, cells, customers);
        return new Restated(
                source.name(),
                published.asOf(),
                cells,
                customers.entrySet().stream()
                        .map(each -> new Mover(each.getKey(), each.getValue()))
                        .toList());
    }

    private <C> void add(
            Restatement<String, C> restatement,
            Function<C, String> label,
            List<Moved> cells,
            Map<String, List<Moved>> customers) {
        restatement.cells().forEach(change -> cells.add(moved(change, label)));
        for (Restatement.CustomerChange<String, C> change : restatement.customers()) {
            List<Moved> own = customers.computeIfAbsent(change.customer(), unused -> new ArrayList<>());
            change.changes().forEach(each -> own.add(moved(each, label)));
        }
    }

    private <C> Moved moved(Restatement.CellChange<C> change, Function<C, String> label) {
        return new Moved(label.apply(change.cell()), change.customers(), store.major(change.amount()));
    }

    static String label(CohortCell cell) {
        return cell.cohort().label() + "+" + cell.age();
    }

    static String label(MovementCell cell) {
        return cell.period().label() + ":" + cell.kind();
    }
}
