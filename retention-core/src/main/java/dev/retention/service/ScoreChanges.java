package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.PValueCorrection;
import dev.retention.ProportionComparison;
import dev.retention.ProportionComparison.Alternative;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Which groups changed between two windows by more than noise: projects whose customers are getting unhappy, say.
 *
 * <pre>{@code
 * Timeline before = Timeline.monthly(LocalDate.of(2024, 2, 29));
 * Timeline latest = Timeline.monthly(LocalDate.of(2024, 3, 31)).from(LocalDate.of(2024, 3, 1));
 * ScoreChanges<String> changes = ScoreChanges.of(
 *         Feedback.Figure.MEAN,
 *         ScoreGroups.byColumn(Scores.PROJECT, Survey.CSAT, sweep, before),
 *         ScoreGroups.byColumn(Scores.PROJECT, Survey.CSAT, sweep, latest));
 * changes.flagged(0.05);        // of 40 projects, those that changed
 * }</pre>
 *
 * <p>Among forty projects two differ at 5 % by chance alone. So p-values are raised for as many groups as were tried, after Benjamini and
 * Hochberg: of those flagged at 5 %, one in twenty is expected to be noise. Answers are taken as independent, which several of one customer
 * are not: a change of one such customer may look like one of the project.
 *
 * <ul>
 *   <li>{@link Feedback.Figure#MEAN}: Welch's t, of groups with two answers in both windows that are not all alike.
 *   <li>{@link Feedback.Figure#NPS}: adjusted Wald, of groups with an answer in both.
 *   <li>{@link Feedback.Figure#TOP_BOX}: the score test of {@link ProportionComparison#z}, of groups with an answer in both; 1 if all or none
 *       of both are high.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param <G> the type of groups
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Benjamini and Hochberg (1995)</a>
 * @since 0.1.0
 */
public final class ScoreChanges<G> {
    private final List<Change<G>> changes;
    private final List<G> notTried;

    private ScoreChanges(List<Change<G>> changes, List<G> notTried) {
        this.changes = List.copyOf(changes);
        this.notTried = List.copyOf(notTried);
    }

    /**
     * Compares every group with itself.
     *
     * @param figure which figure
     * @param before the groups in the window before
     * @param latest the groups in the latest window, of other answers
     * @param <G> the type of groups
     * @return the changes
     * @throws IllegalArgumentException if the scales or bounds differ, or the figure is NPS and the survey not from 0 to 10
     */
    public static <G> ScoreChanges<G> of(Feedback.Figure figure, ScoreGroups<G> before, ScoreGroups<G> latest) {
        requireNonNull(figure, "figure");
        Set<G> groups =
                new LinkedHashSet<>(requireNonNull(before, "before").counts().keySet());
        groups.addAll(requireNonNull(latest, "latest").counts().keySet());
        List<Change<G>> tried = new ArrayList<>();
        List<G> notTried = new ArrayList<>();
        for (G group : groups) {
            ScoreCounts first = before.counts().get(group);
            ScoreCounts second = latest.counts().get(group);
            OptionalDouble p = first == null || second == null ? OptionalDouble.empty() : pOf(figure, first, second);
            if (p.isPresent()) {
                tried.add(
                        new Change<>(group, figure, requireNonNull(first), requireNonNull(second), p.getAsDouble(), 1));
            } else {
                notTried.add(group);
            }
        }
        double[] adjusted = PValueCorrection.BENJAMINI_HOCHBERG.adjusted(
                tried.stream().mapToDouble(Change::pValue).toArray());
        for (int i = 0; i < adjusted.length; i++) {
            Change<G> each = tried.get(i);
            tried.set(i, new Change<>(each.group, figure, each.before, each.latest, each.pValue, adjusted[i]));
        }
        tried.sort(Comparator.comparingDouble(Change::pValue));
        return new ScoreChanges<>(tried, notTried);
    }

    private static OptionalDouble pOf(Feedback.Figure figure, ScoreCounts before, ScoreCounts latest) {
        checkComparable(figure, before, latest);
        if (before.answers() == 0 || latest.answers() == 0) {
            return OptionalDouble.empty();
        }
        return switch (figure) {
            case MEAN ->
                before.answers() < 2 || latest.answers() < 2
                        ? OptionalDouble.empty()
                        : means(before, latest).test(Alternative.TWO_SIDED);
            case NPS -> nps(before, latest).test(Nps.Method.ADJUSTED_WALD, Alternative.TWO_SIDED);
            case TOP_BOX ->
                OptionalDouble.of(
                        topBoxes(before, latest).zTest(Alternative.TWO_SIDED).orElse(1));
        };
    }

    private static void checkComparable(Feedback.Figure figure, ScoreCounts before, ScoreCounts latest) {
        checkArgument(
                latest.survey().isLike(before.survey()),
                "latest (%s) must be on the scale and bounds of before (%s)",
                latest.survey(),
                before.survey());
        checkArgument(
                figure != Feedback.Figure.NPS || before.survey().isNps(),
                "before (%s) must be from 0 to 10, low below 7, high from 9",
                before.survey());
    }

    private static ScoreMean.Comparison means(ScoreCounts before, ScoreCounts latest) {
        return latest.mean().orElseThrow().comparedWith(before.mean().orElseThrow());
    }

    private static Nps.Comparison nps(ScoreCounts before, ScoreCounts latest) {
        return latest.nps().orElseThrow().comparedWith(before.nps().orElseThrow());
    }

    private static ProportionComparison topBoxes(ScoreCounts before, ScoreCounts latest) {
        return latest.topBox().orElseThrow().comparedWith(before.topBox().orElseThrow());
    }

    /** {@return the changes of the groups that were tried, the least likely to be noise first} */
    public List<Change<G>> changes() {
        return changes;
    }

    /** {@return the groups with too few answers in a window, or with answers that are all alike, of which nothing can be said} */
    public List<G> notTried() {
        return notTried;
    }

    /**
     * The groups that changed by more than noise.
     *
     * @param level the share of those flagged that may be expected to be noise, inside (0, 1), such as 0.05
     * @return the changes whose raised p-value is at most the level, the least likely to be noise first
     * @throws IllegalArgumentException if {@code level} is not inside (0, 1)
     */
    public List<Change<G>> flagged(double level) {
        Checks.openUnit(level, "level");
        return changes.stream().filter(each -> each.adjusted <= level).toList();
    }

    /** Prints how many groups were tried, and how many were not. */
    @Override
    public String toString() {
        return "changes of " + changes.size() + " groups, " + notTried.size() + " not tried";
    }

    /**
     * How one group changed. This class is immutable and thread-safe.
     *
     * @param group the group
     * @param figure what was compared
     * @param before its answers in the window before
     * @param latest its answers in the latest window
     * @param pValue the probability of a change at least as large by chance alone, in [0, 1]
     * @param adjusted the same, raised for as many groups as were tried, in [0, 1]
     * @param <G> the type of groups
     * @since 0.1.0
     */
    public record Change<G>(
            G group, Feedback.Figure figure, ScoreCounts before, ScoreCounts latest, double pValue, double adjusted) {
        /**
         * Checks the numbers.
         *
         * @param group the group
         * @param figure what was compared
         * @param before its answers in the window before
         * @param latest its answers in the latest window
         * @param pValue the probability of such a change by chance alone
         * @param adjusted the same, raised for as many groups as were tried
         * @throws IllegalArgumentException if a p-value is not in [0, 1], or the answers do not tell the figure
         */
        public Change {
            requireNonNull(group, "group");
            requireNonNull(figure, "figure");
            requireNonNull(before, "before");
            requireNonNull(latest, "latest");
            Checks.closedUnit(pValue, "pValue");
            Checks.closedUnit(adjusted, "adjusted");
            checkComparable(figure, before, latest);
            int least = figure == Feedback.Figure.MEAN ? 2 : 1;
            checkArgument(before.answers() >= least, "before (%s) must have at least %s answers", before, least);
            checkArgument(latest.answers() >= least, "latest (%s) must have at least %s answers", latest, least);
        }

        /** {@return the figure in the latest window less that before; below 0 if it became worse} */
        public double difference() {
            return switch (figure) {
                case MEAN -> means(before, latest).difference();
                case NPS -> nps(before, latest).difference();
                case TOP_BOX -> topBoxes(before, latest).difference();
            };
        }

        /**
         * The confidence interval of the difference, of this group alone.
         *
         * @param confidence the level, inside (0, 1), such as 0.95
         * @return by Welch's t, adjusted Wald or Newcombe
         * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
         */
        public Interval interval(double confidence) {
            return switch (figure) {
                case MEAN -> means(before, latest).differenceInterval(confidence);
                case NPS -> nps(before, latest).differenceInterval(Nps.Method.ADJUSTED_WALD, confidence);
                case TOP_BOX -> topBoxes(before, latest).differenceInterval(confidence);
            };
        }

        /** Prints the group, the difference and both p-values. */
        @Override
        public String toString() {
            return group + ": "
                    + figure.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " changed by "
                    + Text.number(difference(), 3) + ", p = " + Text.number(pValue, 2) + ", among all "
                    + Text.number(adjusted, 2);
        }
    }
}
