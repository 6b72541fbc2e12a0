package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.ExperimentFigures;
import dev.retention.examples.report.figures.ExperimentFigures.Arm;
import dev.retention.examples.report.figures.ExperimentFigures.Effect;
import dev.retention.examples.report.figures.ServiceFigures.Opened;
import dev.retention.experiment.Experiment;
import dev.retention.experiment.ExperimentCell;
import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.experiment.ExperimentTable;
import dev.retention.experiment.Outcome;
import dev.retention.history.HistoryStore;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Says what came of experiments. */
public final class ExperimentCalculator {

    /** Customers are looked at for so many days, the most that half of them have behind them. */
    private static final List<Integer> WINDOWS = List.of(90, 60, 30);

    private final HistoryStore<String> all;
    private final Timeline timeline;
    private final ExperimentOutcomes outcomes;
    private final Opener opener;
    private final Set<String> cells = new HashSet<>();

    private ExperimentCalculator(
            HistoryStore<String> all, Timeline timeline, ExperimentOutcomes outcomes, Opener opener) {
        this.all = all;
        this.timeline = timeline;
        this.outcomes = outcomes;
        this.opener = opener;
    }

    /** Has a figure open to its customers. */
    @FunctionalInterface
    public interface Opener {

        /** A figure of so many customers, who are asked for where they are listed. */
        Opened open(String cell, String title, long customers, Supplier<? extends Collection<String>> who);
    }

    /** Beside orders. */
    public static List<ExperimentFigures> ofOrders(
            Optional<ServiceSource> source, Counts counts, WhichCalculator which) {
        return source.map(each -> of(
                        each,
                        counts.timeline(),
                        ExperimentOutcomes.ofOrders(each.base()),
                        new ServiceCells(each.base(), which.cells())::open))
                .orElse(List.of());
    }

    /** Beside subscriptions. */
    public static List<ExperimentFigures> ofSubscriptions(
            Optional<ServiceSource> source, RevenueCounts counts, Openings openings) {
        return source.map(each -> of(
                        each,
                        counts.movements().timeline(),
                        ExperimentOutcomes.ofSubscriptions(each.spells()),
                        new ServiceCells(each.base(), openings.listed())::open))
                .orElse(List.of());
    }

    /** Beside orders or subscriptions. */
    public static List<ExperimentFigures> of(
            ServiceSource source, Timeline timeline, ExperimentOutcomes outcomes, Opener opener) {
        ExperimentCalculator calculator = new ExperimentCalculator(source.all(), timeline, outcomes, opener);
        return source.experiments().stream().map(calculator::figures).toList();
    }

    private ExperimentFigures figures(ExperimentSource source) {
        LocalDate middle = source.days().get((source.days().size() - 1) / 2);
        Optional<Integer> window = WINDOWS.stream()
                .filter(days -> !isOver(middle, days).isAfter(timeline.asOf()))
                .findFirst();
        int days = window.orElse(WINDOWS.get(WINDOWS.size() - 1));
        List<Outcome> asked = outcomes.within(days, source.days().get(0));
        ExperimentTable<String> table = experiment(source, asked).of(all.and(source.exposures()));
        return new ExperimentFigures(
                source.name(),
                source.control(),
                source.arms().keySet().stream()
                        .map(arm -> arm(source, table, arm, asked.get(0).name()))
                        .toList(),
                "",
                true,
                days,
                window.isPresent() ? Optional.empty() : Optional.of(isOver(middle, days).toString()),
                List.of(),
                List.<Effect>of());
    }

    /** The day from which on all of a window is known. */
    private static LocalDate isOver(LocalDate day, int days) {
        return day.plusDays(days - 1L);
    }

    private Experiment experiment(ExperimentSource source, List<Outcome> asked) {
        Experiment experiment = Experiment.over(
                timeline, source.control(), source.others().toArray(String[]::new));
        for (Outcome outcome : asked) {
            experiment = experiment.outcome(outcome);
        }
        return experiment;
    }

    private Arm arm(ExperimentSource source, ExperimentTable<String> table, String arm, String outcome) {
        String who = arm + " of " + source.name();
        return new Arm(
                arm,
                source.arms().getOrDefault(arm, 1L),
                open(source, table, arm, ExperimentCell.EXPOSURE, Item.COUNTED, "exposed", "in " + who),
                open(source, table, arm, outcome, Item.NOT_MATURE, "waiting", "not so far yet, in " + who),
                open(
                        source,
                        table,
                        arm,
                        ExperimentCell.EXPOSURE,
                        Item.SEVERAL_ARMS,
                        "several",
                        "in " + who + " and another arm"));
    }

    private Opened open(
            ExperimentSource source,
            ExperimentTable<String> table,
            String arm,
            String outcome,
            Item item,
            String what,
            String title) {
        String wanted = what + ":" + ServiceCells.slug(source.name()) + ":" + ServiceCells.slug(arm);
        String cell = wanted;
        // Names that are alike but for signs get numbers.
        for (int i = 2; !cells.add(cell); i++) {
            cell = wanted + "-" + i;
        }
        return opener.open(
                cell,
                title,
                table.count(arm, outcome, item),
                () -> table.members(arm, outcome, item));
    }
}
