package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.ExperimentFigures;
import dev.retention.examples.report.figures.ExperimentFigures.Arm;
import dev.retention.examples.report.figures.ServiceFigures.Opened;
import dev.retention.examples.report.figures.Words;
import dev.retention.experiment.Experiment;
import dev.retention.experiment.ExperimentCell;
import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.experiment.ExperimentTable;
import dev.retention.experiment.Outcome;
import dev.retention.experiment.SampleRatio;
import dev.retention.history.HistoryStore;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Says what came of experiments. */
public final class ExperimentCalculator {

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
                        ExperimentOutcomes.ofSubscriptions(each.spells(), each.base()),
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
        Optional<Integer> window = outcomes.windows().stream()
                .filter(days -> !isOver(middle, days).isAfter(timeline.asOf()))
                .findFirst();
        int days = window.orElse(outcomes.windows().get(outcomes.windows().size() - 1));
        List<Outcome> asked = outcomes.within(days, source.days().get(0));
        HistoryStore<String> exposed = all.and(source.exposures());
        ExperimentTable<String> table = experiment(source, asked).of(exposed);
        SampleRatio ratio = table.sampleRatio();
        List<String> before = outcomes.hasPast(source.days().get(0))
                ? ExperimentPast.of(
                        experiment(source, outcomes.asIs(days)).beforehand().of(exposed))
                : List.of();
        ExperimentDoubts doubts = new ExperimentDoubts(source, table, outcomes.firstDay(), days);
        boolean isRead = window.isPresent() && !ratio.isAmiss();
        return new ExperimentFigures(
                source.name(),
                source.control(),
                source.arms().keySet().stream()
                        .map(arm -> arm(source, table, arm, asked.get(0).name()))
                        .toList(),
                new ExperimentFigures.Ratio(
                        words(ratio, source.isStated(), doubts.typo()),
                        ratio.chiSquared().stream().boxed().findFirst(),
                        ratio.degreesOfFreedom(),
                        ratio.pValue().stream().boxed().findFirst()),
                !ratio.isAmiss(),
                days,
                window.isPresent()
                        ? Optional.empty()
                        : Optional.of(isOver(middle, days).toString()),
                before,
                source.strangers().count(),
                doubts.sentences(before, window.isPresent()),
                isRead ? new ExperimentEffectRows(table, before.isEmpty()).rows() : List.of());
    }

    private static String words(SampleRatio ratio, boolean isStated, Optional<String> typo) {
        String dealt = ratio.rows().stream()
                .map(row -> String.format(
                        Locale.ROOT, "%s has %,d where %,.0f were to be", row.arm(), row.customers(), row.expected()))
                .collect(Collectors.joining(", "));
        return ratio.reason()
                .map(
                        reason -> Words.capital(reason)
                                + typo.map(each -> ". " + each)
                                        .orElse(
                                                isStated
                                                        ? "."
                                                        : ". If the arms were not to be alike, --arm-shares says how they were."))
                .orElseGet(() -> "The arms have as many customers as they were to, but for chance (" + dealt
                        + ratio.pValue().stream()
                                .mapToObj(p -> ", " + Words.pValue(p))
                                .collect(Collectors.joining())
                        + ").");
    }

    /** The day from which on all of a window is known. */
    private static LocalDate isOver(LocalDate day, int days) {
        return day.plusDays(days - 1L);
    }

    private Experiment experiment(ExperimentSource source, List<Outcome> asked) {
        Experiment experiment = Experiment.over(
                        timeline, source.control(), source.others().toArray(String[]::new))
                .shares(source.arms().values().stream()
                        .mapToLong(Long::longValue)
                        .toArray());
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
                table.sampleRatio().rows().stream()
                        .filter(row -> row.arm().equals(arm))
                        .mapToDouble(SampleRatio.Row::expected)
                        .sum(),
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
        return opener.open(cell, title, table.count(arm, outcome, item), () -> table.members(arm, outcome, item));
    }
}
