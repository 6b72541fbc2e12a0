package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.PValueCorrection;
import dev.retention.experiment.Effect.Verdict;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The effects on every arm and every outcome of an experiment, their p-values raised for all that were looked at.
 *
 * <pre>{@code
 * ExperimentEffects effects = table.effects(0.95, PValueCorrection.HOLM);
 * effects.rows().get(0).verdict();   // BETTER, WORSE or NO_DIFFERENCE_TOLD, all effects considered
 * }</pre>
 *
 * <p>This record is immutable and thread-safe.
 *
 * @param rows an effect each
 * @param confidence the level of the intervals, each for itself
 * @param correction how p-values were raised
 * @since 0.1.0
 */
public record ExperimentEffects(List<Row> rows, double confidence, PValueCorrection correction) implements Tabular {
    /**
     * Takes the effects.
     *
     * @param rows an effect each
     * @param confidence the level of the intervals
     * @param correction how p-values were raised
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public ExperimentEffects {
        requireNonNull(rows, "rows").forEach(each -> requireNonNull(each, "a row of rows"));
        rows = List.copyOf(rows);
        Checks.openUnit(confidence, "confidence");
        requireNonNull(correction, "correction");
    }

    /**
     * The effect on one arm and one outcome.
     *
     * @param arm the arm that is held against the control
     * @param outcome the name of the outcome
     * @param effect the effect; empty if the outcome is known of nobody in either arm
     * @param adjusted the p-value, raised for all effects that were looked at; empty if the effect has none
     * @param verdict what may be said, all effects considered: the adjusted p-value is at most 1 − confidence, or no difference is
     *     told
     * @since 0.1.0
     */
    public record Row(String arm, String outcome, Optional<Effect> effect, OptionalDouble adjusted, Verdict verdict) {
        /**
         * Makes a row.
         *
         * @param arm the arm
         * @param outcome the name of the outcome
         * @param effect the effect
         * @param adjusted the adjusted p-value
         * @param verdict what may be said
         * @throws IllegalArgumentException if the p-value is not in [0, 1]
         */
        public Row {
            requireNonNull(arm, "arm");
            requireNonNull(outcome, "outcome");
            requireNonNull(effect, "effect");
            requireNonNull(adjusted, "adjusted").ifPresent(value -> Checks.closedUnit(value, "adjusted"));
            requireNonNull(verdict, "verdict");
        }

        /** Prints the arm, its effect and what may be said. */
        @Override
        public String toString() {
            String what = effect.map(Effect::toString).orElse(outcome + ": known of nobody");
            String all = adjusted.isEmpty() ? "" : ", all considered p = " + Text.number(adjusted.getAsDouble(), 3);
            return arm + ", " + what + all + ": " + Text.words(verdict);
        }
    }

    /** An effect that is looked at among others. */
    record Asked(String arm, Outcome outcome, Optional<Effect> effect) {
        OptionalDouble pValue() {
            return effect.map(Effect::pValue).orElse(OptionalDouble.empty());
        }

        private Row row(OptionalDouble adjusted, double level) {
            Verdict verdict = Verdict.NO_DIFFERENCE_TOLD;
            if (adjusted.isPresent() && adjusted.getAsDouble() <= level) {
                double estimate =
                        effect.map(each -> each.treated() - each.control()).orElse(0.0);
                verdict = estimate == 0
                        ? Verdict.NO_DIFFERENCE_TOLD
                        : estimate > 0 == outcome.isLowerBetter() ? Verdict.WORSE : Verdict.BETTER;
            }
            return new Row(arm, outcome.name(), effect, adjusted, verdict);
        }
    }

    /** The rows of effects, p-values raised over those that there are. */
    static List<Row> rows(List<Asked> asked, double confidence, PValueCorrection correction) {
        double[] adjusted = correction.adjusted(asked.stream()
                .map(Asked::pValue)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray());
        List<Row> rows = new ArrayList<>();
        int next = 0;
        for (Asked each : asked) {
            OptionalDouble raised =
                    each.pValue().isPresent() ? OptionalDouble.of(adjusted[next++]) : OptionalDouble.empty();
            rows.add(each.row(raised, 1 - confidence));
        }
        return rows;
    }

    /**
     * The effect on an arm and an outcome.
     *
     * @param arm the arm
     * @param outcome the name of the outcome
     * @return the row
     * @throws IllegalArgumentException if there is no such row
     */
    public Row of(String arm, String outcome) {
        requireNonNull(arm, "arm");
        requireNonNull(outcome, "outcome");
        Optional<Row> found = rows.stream()
                .filter(row -> row.arm().equals(arm) && row.outcome().equals(outcome))
                .findFirst();
        checkArgument(found.isPresent(), "outcome (%s) of arm (%s) must be among the rows", outcome, arm);
        return found.orElseThrow();
    }

    /** {@return a row per arm and outcome} */
    @Override
    public Sheet sheet() {
        return ExperimentSheets.of(this);
    }

    /** Prints a line for each effect. */
    @Override
    public String toString() {
        return rows.stream().map(Row::toString).collect(Collectors.joining("\n"));
    }
}
