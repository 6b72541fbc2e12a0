package dev.retention.examples.report.count;

import dev.retention.Interval;
import dev.retention.PValueCorrection;
import dev.retention.examples.report.figures.ExperimentFigures;
import dev.retention.examples.report.figures.ExperimentFigures.Shape;
import dev.retention.examples.report.figures.ExperimentFigures.Verdict;
import dev.retention.examples.report.figures.Rate;
import dev.retention.experiment.ConfidenceSequence;
import dev.retention.experiment.Cuped;
import dev.retention.experiment.Effect;
import dev.retention.experiment.EffectScale;
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

    ExperimentEffectRows(ExperimentTable<String> table) {
        this.table = table;
    }

    /** An effect for each arm and outcome that is known of somebody. */
    List<ExperimentFigures.Effect> rows() {
        Map<String, Outcome> outcomes =
                table.outcomes().stream().collect(Collectors.toMap(Outcome::name, Function.identity()));
        return table.effects(Rate.CONFIDENCE, PValueCorrection.HOLM).rows().stream()
                .flatMap(row -> row.effect().stream()
                        .filter(effect -> effect.estimate().isPresent())
                        .map(effect -> effect(row, effect, Objects.requireNonNull(outcomes.get(row.outcome())))))
                .toList();
    }

    private ExperimentFigures.Effect effect(ExperimentEffects.Row row, Effect effect, Outcome outcome) {
        Optional<Effect> relative = table.effect(row.outcome(), row.arm(), EffectScale.RELATIVE, Rate.CONFIDENCE);
        return new ExperimentFigures.Effect(
                outcome.name(),
                row.arm(),
                outcome.kind() == Outcome.Kind.SHARE ? Shape.SHARE : outcome.isMoney() ? Shape.MONEY : Shape.NUMBER,
                outcome.isLowerBetter(),
                effect.control(),
                effect.treated(),
                effect.estimate().orElseThrow(),
                effect.interval(),
                table.sequential(row.outcome(), row.arm(), EffectScale.ABSOLUTE, ALWAYS)
                        .flatMap(Effect::interval),
                relative.map(Effect::estimate).filter(OptionalDouble::isPresent).map(OptionalDouble::getAsDouble),
                relative.flatMap(Effect::interval).filter(ExperimentEffectRows::isFinite),
                row.adjusted().isPresent() ? Optional.of(row.adjusted().getAsDouble()) : Optional.empty(),
                verdict(row.verdict()),
                outcome.pastDays() == 0
                        ? Optional.empty()
                        : table.cuped(outcome.name()).map(Cuped::varianceReduction));
    }

    private static boolean isFinite(Interval interval) {
        return Double.isFinite(interval.lower()) && Double.isFinite(interval.upper());
    }

    private static Verdict verdict(Effect.Verdict verdict) {
        return switch (verdict) {
            case BETTER -> Verdict.BETTER;
            case WORSE -> Verdict.WORSE;
            case NO_DIFFERENCE_TOLD -> Verdict.NOT_TOLD;
        };
    }
}
