package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.PValueCorrection;
import dev.retention.experiment.ExperimentEffects.Asked;
import dev.retention.internal.Checks;
import dev.retention.internal.ChiSquared;
import dev.retention.internal.Text;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The effects of an experiment within groups of customers, with a word against taking the largest for real.
 *
 * <p>Of twenty groups in which an action does nothing, one is expected to look as if it had helped or harmed. So p-values are raised
 * for all groups, arms and outcomes together, and whether effects differ between groups at all is a test of its own, on the absolute
 * scale:
 *
 * <pre>
 *   Q = Σ w (d − d̄)²      d the difference of a group, w = 1/s² of it, d̄ = Σ w d / Σ w      Cochran
 *   p = P(χ² of groups − 1 ≥ Q)
 *
 *   of shares              d = p₁ − p₀,  s² = p₁(1 − p₁)/(n₁ + 2) + p₀(1 − p₀)/(n₀ + 2),  p = (k + 1)/(n + 2)   Agresti and Caffo
 *   of means and ratios    d and s² of Welch, adjusted by the past where that is looked at
 * </pre>
 *
 * <p>Groups without a standard error are left out of Q. Of means of some dozen customers its level holds only roughly; of shares it is
 * kept. This record is immutable and thread-safe.
 *
 * @param grouping by what customers were parted
 * @param rows an effect of each group, arm and outcome
 * @param differences whether effects differ between groups, of each arm and outcome
 * @param cautions what speaks against reading them
 * @see <a href="https://doi.org/10.2307/3001666">Cochran (1954), The combination of estimates from different experiments</a>
 * @since 0.1.0
 */
public record GroupEffects(Grouping grouping, List<Row> rows, List<Difference> differences, List<Caution> cautions)
        implements Tabular {

    /**
     * Takes the effects.
     *
     * @param grouping by what customers were parted
     * @param rows an effect of each group, arm and outcome
     * @param differences whether effects differ between groups
     * @param cautions what speaks against reading them
     */
    public GroupEffects {
        requireNonNull(grouping, "grouping");
        requireNonNull(rows, "rows").forEach(each -> requireNonNull(each, "a row of rows"));
        rows = List.copyOf(rows);
        requireNonNull(differences, "differences").forEach(each -> requireNonNull(each, "a difference of differences"));
        differences = List.copyOf(differences);
        requireNonNull(cautions, "cautions").forEach(each -> requireNonNull(each, "a caution of cautions"));
        cautions = List.copyOf(cautions);
    }

    /**
     * The effect in one group.
     *
     * @param group the group
     * @param of the effect on an arm and an outcome, its p-value raised for all groups too
     * @since 0.1.0
     */
    public record Row(Group group, ExperimentEffects.Row of) {
        /**
         * Makes a row.
         *
         * @param group the group
         * @param of the effect
         */
        public Row {
            requireNonNull(group, "group");
            requireNonNull(of, "of");
        }

        /** Prints the group and the effect. */
        @Override
        public String toString() {
            return group + ": " + of;
        }
    }

    /**
     * Whether the effect on an arm and an outcome differs between groups.
     *
     * @param arm the arm
     * @param outcome the name of the outcome
     * @param groups how many groups have a difference with a standard error
     * @param q Cochran's Q, at least 0; 0 of fewer than two groups
     * @param pValue how probable as much is where the effect is the same in all, in [0, 1]; empty of fewer than two groups
     * @since 0.1.0
     */
    public record Difference(String arm, String outcome, int groups, double q, OptionalDouble pValue) {
        /**
         * Checks the numbers.
         *
         * @param arm the arm
         * @param outcome the name of the outcome
         * @param groups how many groups
         * @param q Cochran's Q
         * @param pValue how probable as much is
         * @throws IllegalArgumentException if a number is out of its range
         */
        public Difference {
            requireNonNull(arm, "arm");
            requireNonNull(outcome, "outcome");
            Checks.notNegative((long) groups, "groups");
            Checks.notNegative(q, "q");
            requireNonNull(pValue, "pValue").ifPresent(value -> Checks.closedUnit(value, "pValue"));
        }

        /** {@return one less than there are groups, at least 0} */
        public int degreesOfFreedom() {
            return Math.max(0, groups - 1);
        }

        /** Prints the test. */
        @Override
        public String toString() {
            return arm + ", " + outcome + ": "
                    + (pValue.isEmpty()
                            ? "too few groups to differ"
                            : "Q = " + Text.number(q, 4) + " of " + groups + " groups, p = "
                                    + Text.number(pValue.getAsDouble(), 3));
        }
    }

    static GroupEffects of(
            ExperimentSettings settings,
            Grouping grouping,
            ByGroup<ArmSums> groups,
            EffectScale scale,
            double confidence,
            PValueCorrection correction) {
        List<Group> names = new ArrayList<>();
        List<Asked> asked = new ArrayList<>();
        groups.tables().forEach((group, sums) -> {
            boolean isNobody = settings.arms.stream().allMatch(arm -> sums.exposed(arm) == 0);
            for (String arm : isNobody ? List.<String>of() : settings.treated()) {
                for (Outcome outcome : settings.outcomes) {
                    names.add(group);
                    asked.add(new Asked(arm, outcome, sums.effect(outcome, arm, scale, confidence)));
                }
            }
        });
        List<ExperimentEffects.Row> effects = ExperimentEffects.rows(asked, confidence, correction);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < effects.size(); i++) {
            rows.add(new Row(names.get(i), effects.get(i)));
        }
        List<Difference> differences = new ArrayList<>();
        for (String arm : settings.treated()) {
            settings.outcomes.forEach(outcome -> differences.add(difference(groups, arm, outcome)));
        }
        long tried = effects.stream().filter(row -> row.adjusted().isPresent()).count();
        return new GroupEffects(
                grouping, rows, differences, GroupCautions.of(grouping, groups, tried, confidence, correction));
    }

    private static Difference difference(ByGroup<ArmSums> groups, String arm, Outcome outcome) {
        int known = 0;
        double weights = 0;
        double mean = 0;
        double q = 0;
        for (ArmSums sums : groups.tables().values()) {
            ArmSums.Apart apart = sums.apart(outcome, arm);
            double weight = 1 / apart.square();
            if (weight > 0 && weight < Double.POSITIVE_INFINITY) {
                double off = apart.difference() - mean;
                known++;
                weights += weight;
                // Of each group in turn: what it adds to Q, and to the mean so far.
                q += off * off * weight * (weights - weight) / weights;
                mean += off * weight / weights;
            }
        }
        return new Difference(
                arm,
                outcome.name(),
                known,
                q,
                known < 2 ? OptionalDouble.empty() : OptionalDouble.of(ChiSquared.survival(q, known - 1)));
    }

    /**
     * Whether the effect on an arm and an outcome differs between groups.
     *
     * @param arm the arm
     * @param outcome the name of the outcome
     * @return the test
     * @throws IllegalArgumentException if there is no such arm or outcome
     */
    public Difference difference(String arm, String outcome) {
        requireNonNull(arm, "arm");
        requireNonNull(outcome, "outcome");
        List<Difference> found = differences.stream()
                .filter(each -> each.arm().equals(arm) && each.outcome().equals(outcome))
                .toList();
        checkArgument(!found.isEmpty(), "outcome (%s) of arm (%s) must be among the differences", outcome, arm);
        return found.get(0);
    }

    /** {@return a row per group, arm and outcome} */
    @Override
    public Sheet sheet() {
        return ExperimentSheets.of(this);
    }

    /** Prints the cautions, a line for each effect, and whether effects differ. */
    @Override
    public String toString() {
        List<Object> lines = new ArrayList<>(cautions);
        lines.addAll(rows);
        lines.addAll(differences);
        return lines.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
}
