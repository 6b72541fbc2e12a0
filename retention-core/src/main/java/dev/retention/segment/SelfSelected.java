package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.ProportionComparison;
import dev.retention.cohort.CohortTable;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import java.util.Optional;

/**
 * Customers who chose something, set beside those who did not: referred or not, members of a programme or not.
 *
 * <p>Such a difference is <em>selection</em>: who chooses is another customer to begin with, and nothing here tells what the choice itself
 * did. An effect needs an experiment in which chance decides who may choose. So the result says the word wherever it is printed.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param chosen the name of the group that chose, such as {@code referred}
 * @param what what is compared, such as {@code retention at age 3}
 * @param comparison the group that chose, compared with the others
 * @since 0.1.0
 */
public record SelfSelected(String chosen, String what, ProportionComparison comparison) {
    private static final double CONFIDENCE = 0.95;

    /**
     * Checks that all is there.
     *
     * @param chosen the name of the group that chose
     * @param what what is compared
     * @param comparison the group that chose, compared with the others
     */
    public SelfSelected {
        requireNonNull(chosen, "chosen");
        requireNonNull(what, "what");
        requireNonNull(comparison, "comparison");
    }

    /**
     * Retention at like ages: over the cohorts in which both groups have customers observed at that age, pooled.
     *
     * @param byChoice the tables of a grouping that has one label, of those who chose, such as {@link Referrals#referred} or
     *     {@link Programme#joined}; the others are in {@link Group#MISSING}
     * @param chosen that label
     * @param age the column, from 0
     * @param <K> the type of customer keys
     * @return the comparison; empty if there is no such cohort
     * @throws IllegalArgumentException of columns that are never OBSERVED, see {@link CohortTable#comparedWith}
     * @throws IndexOutOfBoundsException if the tables have no such column
     */
    public static <K> Optional<SelfSelected> retention(ByGroup<CohortTable<K>> byChoice, String chosen, int age) {
        CohortTable<K> those = requireNonNull(byChoice, "byChoice").in(requireNonNull(chosen, "chosen"));
        return those.comparedWith(byChoice.in(Group.MISSING))
                .pooled(age)
                .map(comparison -> new SelfSelected(chosen, "retention at age " + age, comparison));
    }

    /** Prints both shares, the difference with its 95 % interval, and that it is selection. */
    @Override
    public String toString() {
        return what + ": " + chosen + " " + comparison.first() + ", others " + comparison.reference()
                + ", difference " + comparison.differenceInterval(CONFIDENCE).toPercentString()
                + "; selection, since customers chose themselves: no effect is shown";
    }
}
