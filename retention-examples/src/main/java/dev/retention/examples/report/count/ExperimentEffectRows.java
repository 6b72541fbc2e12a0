package dev.retention.examples.report.count;

import dev.retention.Interval;
import dev.retention.PValueCorrection;
import dev.retention.examples.report.figures.ExperimentFigures;
import dev.retention.examples.report.figures.ExperimentFigures.Adjusted;
import dev.retention.examples.report.figures.ExperimentFigures.Chance;
import dev.retention.examples.report.figures.ExperimentFigures.Known;
import dev.retention.examples.report.figures.ExperimentFigures.Shape;
import dev.retention.examples.report.figures.ExperimentFigures.Verdict;
import dev.retention.examples.report.figures.Rate;
import dev.retention.experiment.ConfidenceSequence;
import dev.retention.experiment.Effect;
import dev.retention.experiment.EffectScale;
import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.experiment.ExperimentEffects;
import dev.retention.experiment.ExperimentTable;
import dev.retention.experiment.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What differs between the arms of an experiment. */
final class ExperimentEffectRows {

    /** Fixed beforehand, so that it is the same however often one looks. */
    private static final ConfidenceSequence ALWAYS = ConfidenceSequence.of(Rate.CONFIDENCE, 1_000);

    private final ExperimentTable<String> table;

    private final boolean isAlike;

    /** @param isAlike whether the arms were alike before */
    ExperimentEffectRows(ExperimentTable<String> table, boolean isAlike) {
        this.table = table;
        this.isAlike = isAlike;
    }

    /** An effect for each arm and outcome that is known of somebody. */
    List<ExperimentFigures.Effect> rows() {
        Map<String, Outcome> outcomes =
                table.outcomes().stream().collect(Collectors.toMap(Outcome::name, Function.identity()));
        List<ExperimentEffects.Row> rows =
                table.effects(Rate.CONFIDENCE, PValueCorrection.HOLM).rows();
        int questions =
                (int) rows.stream().filter(row -> row.adjusted().isPresent()).count();
        return rows.stream()
                .flatMap(row -> row.effect().stream()
                        .filter(effect -> effect.estimate().isPresent())
                        .map(effect ->
                                effect(row, effect, Objects.requireNonNull(outcomes.get(row.outcome())), questions)))
                .toList();
    }

    private ExperimentFigures.Effect effect(ExperimentEffects.Row row, Effect effect, Outcome outcome, int questions) {
        Optional<Effect> relative = table.effect(row.outcome(), row.arm(), EffectScale.RELATIVE, Rate.CONFIDENCE);
        return new ExperimentFigures.Effect(
                outcome.name(),
                row.arm(),
                outcome.kind() == Outcome.Kind.SHARE ? Shape.SHARE : outcome.isMoney() ? Shape.MONEY : Shape.NUMBER,
                outcome.isLowerBetter(),
                table.value(table.arms().get(0), outcome.name()).orElse(effect.control()),
                table.value(row.arm(), outcome.name()).orElse(effect.treated()),
                known(row),
                adjusted(effect, outcome),
                effect.estimate().orElseThrow(),
                effect.interval(),
                table.sequential(row.outcome(), row.arm(), EffectScale.ABSOLUTE, ALWAYS)
                        .flatMap(Effect::interval),
                relative.map(Effect::estimate).filter(OptionalDouble::isPresent).map(OptionalDouble::getAsDouble),
                relative.flatMap(Effect::interval).filter(ExperimentEffectRows::isFinite),
                new Chance(
                        effect.pValue().stream().boxed().findFirst(),
                        row.adjusted().stream().boxed().findFirst(),
                        questions,
                        effect.method()),
                verdict(row, outcome));
    }

    private Optional<Adjusted> adjusted(Effect effect, Outcome outcome) {
        return outcome.pastDays() == 0
                ? Optional.empty()
                : table.cuped(outcome.name())
                        .map(past -> new Adjusted(effect.treated(), effect.control(), past.varianceReduction()));
    }

    private Known known(ExperimentEffects.Row row) {
        String control = table.arms().get(0);
        return new Known(
                table.count(row.arm(), row.outcome(), Item.COUNTED),
                table.count(control, row.outcome(), Item.COUNTED),
                table.count(row.arm(), row.outcome(), Item.YES),
                table.count(control, row.outcome(), Item.YES));
    }

    private static boolean isFinite(Interval interval) {
        return Double.isFinite(interval.lower()) && Double.isFinite(interval.upper());
    }

    private Verdict verdict(ExperimentEffects.Row row, Outcome outcome) {
        Known known = known(row);
        if (outcome.kind() != Outcome.Kind.RATIO && known.treatedYes() + known.controlYes() == 0) {
            return Verdict.NOTHING;
        }
        if (!isAlike) {
            return Verdict.NOT_ALIKE;
        }
        return switch (row.verdict()) {
            case BETTER -> Verdict.BETTER;
            case WORSE -> Verdict.WORSE;
            case NO_DIFFERENCE_TOLD -> Verdict.NOT_TOLD;
        };
    }
}
