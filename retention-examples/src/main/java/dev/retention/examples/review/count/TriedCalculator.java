package dev.retention.examples.review.count;

import dev.retention.examples.report.count.ExperimentCalculator;
import dev.retention.examples.report.count.ExperimentFindings;
import dev.retention.examples.report.count.ExperimentOutcomes;
import dev.retention.examples.report.figures.ExperimentFigures;
import dev.retention.examples.report.figures.ExperimentFigures.Arm;
import dev.retention.examples.report.figures.ExperimentFigures.Effect;
import dev.retention.examples.report.figures.ExperimentFigures.Shape;
import dev.retention.examples.report.figures.ExperimentWords;
import dev.retention.examples.report.figures.ServiceFigures.Opened;
import dev.retention.examples.report.figures.Unit;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.figures.Block;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Found;
import dev.retention.examples.review.figures.Table;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Says what came of what was tried. */
final class TriedCalculator {

    private TriedCalculator() {}

    /** All experiments of a source. */
    static List<ExperimentFigures> figures(ReviewSource source, Timeline timeline, Openings openings) {
        return ExperimentCalculator.of(
                source.service(),
                timeline,
                source.kind() == ReviewSource.Kind.ORDERS
                        ? ExperimentOutcomes.ofOrders(source.base())
                        : ExperimentOutcomes.ofSubscriptions(source.service().spells(), source.base()),
                (cell, title, customers, who) -> {
                    openings.count(cell, title, customers, () -> Openings.known(source.base(), who.get()));
                    return new Opened(customers, cell);
                });
    }

    /** Adds what came of experiments to the first findings. */
    static List<Found> findings(List<Found> findings, List<ExperimentFigures> experiments) {
        List<Found> all = new ArrayList<>(findings);
        ExperimentFindings.after(List.of(), experiments).forEach(each -> all.add(new Found(each, Cell.none())));
        return List.copyOf(all);
    }

    static Block block(List<ExperimentFigures> experiments, Unit unit) {
        List<String> words = new ArrayList<>();
        for (ExperimentFigures each : experiments) {
            words.add(Words.capital(ExperimentWords.name(each)) + ": " + ExperimentWords.headline(each));
            each.cautions().forEach(caution -> words.add("Caution: " + caution));
            words.add(ExperimentWords.window(each));
            words.add(ExperimentWords.adjusted(each));
            if (each.isRead()) {
                words.add(each.ratio().words());
            }
        }
        words.removeIf(String::isEmpty);
        return Block.of(
                "experiments",
                "Did it help?",
                words,
                experiments.isEmpty() ? List.of() : List.of(effects(experiments, unit), arms(experiments)),
                experiments.isEmpty()
                        ? List.of("whether what was tried helped: needs --experiment, a file of who was in which arm")
                        : List.of());
    }

    private static Table effects(List<ExperimentFigures> experiments, Unit unit) {
        Table.Builder rows = Table.named(
                        "effects",
                        "What differs from the control, adjusted by what customers did before where there is a past (CUPED); p is corrected for"
                                + " all that is asked of an experiment (Holm)")
                .column("experiment", "Experiment")
                .column("outcome", "Outcome")
                .column("arm", "Arm")
                .column("told", "Told")
                .column("treated", "Arm’s")
                .column("treatedCustomers", "Of")
                .column("control", "Control’s")
                .column("controlCustomers", "Of")
                .column("interval", unit.after("Difference (95 %)"))
                .column("relative", "Relative")
                .column("pValue", "p")
                .column("pValueCorrected", "p, corrected")
                .column("varianceReduction", "Variance less");
        for (ExperimentFigures each : experiments) {
            for (Effect effect : each.effects()) {
                rows.row(
                        Cell.text(ExperimentWords.name(each)),
                        Cell.text(effect.outcome()),
                        Cell.text(effect.arm()),
                        Cell.text(ExperimentWords.told(effect.verdict())),
                        value(effect, effect.treated()),
                        Cell.count(effect.known().treated()),
                        value(effect, effect.control()),
                        Cell.count(effect.known().control()),
                        effect.interval()
                                .map(range -> effect.shape() == Shape.SHARE
                                        ? Cell.points(range.lower(), range.upper())
                                        : Cell.numbers(range.lower(), range.upper()))
                                .orElse(Cell.none()),
                        effect.relative().map(Cell::share).orElse(Cell.none()),
                        effect.chance().pValue().map(Cell::chance).orElse(Cell.none()),
                        effect.chance().corrected().map(Cell::chance).orElse(Cell.none()),
                        effect.adjusted()
                                .map(past -> Cell.share(past.reduction()))
                                .orElse(Cell.none()));
            }
        }
        return rows.build();
    }

    private static Cell value(Effect effect, double value) {
        return effect.shape() == Shape.SHARE ? Cell.share(value) : Cell.number(OptionalDouble.of(value));
    }

    private static Table arms(List<ExperimentFigures> experiments) {
        Table.Builder rows = Table.named("arms", "The arms; who came into several counts in none")
                .column("experiment", "Experiment")
                .column("arm", "Arm")
                .column("customers", "Customers")
                .column("waiting", "Not so far yet")
                .column("several", "In several arms");
        for (ExperimentFigures each : experiments) {
            for (Arm arm : each.arms()) {
                rows.row(
                        Cell.text(ExperimentWords.name(each)),
                        Cell.text(arm.name()),
                        opened(arm.customers()),
                        opened(arm.waiting()),
                        opened(arm.several()));
            }
        }
        return rows.build();
    }

    private static Cell opened(Opened opened) {
        return opened.customers() == 0 ? Cell.count(0) : Cell.count(opened.customers(), opened.cell());
    }
}
