package dev.retention.trend;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.trend.ControlChart.Point;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What makes points of a control chart special: a pattern that chance alone seldom makes.
 *
 * <pre>{@code
 * RunRule.NELSON_1.violations(0, 3.2, -3.4, 3);      // [2, 3]: 3 itself is not beyond 3
 * RunRule.NELSON_2.falseAlarmRate();                 // 0.0039: one point in 256, where nothing is wrong
 * }</pre>
 *
 * <p>A rule reads {@code z = (value − centre) / σ} of points in order of time, or the values themselves where it asks whether they rise
 * ({@link #NELSON_3}, {@link #NELSON_4}). "Beyond" is strict. The last point of a pattern is the one that is flagged, as soon as there
 * are as many points as the pattern is long; a pattern that goes on flags every further point.
 *
 * <p>Each rule that is added finds more and cries wolf more often: all eight of Nelson together flag about one point in 43 of a
 * process in which nothing happens.
 *
 * @see <a href="https://doi.org/10.1080/00224065.1984.11978921">Nelson (1984), The Shewhart control chart: tests for special causes</a>
 * @since 0.1.0
 */
@SuppressWarnings("ImmutableEnumChecker") // patterns are functions without state
public enum RunRule {
    /** {@code beyond 3σ}. The same as {@link #NELSON_1}. */
    WESTERN_ELECTRIC_1("Western Electric 1", 1, "beyond 3σ", 0.002699796063, Patterns.beyond(3, 1)),

    /** {@code 2 of 3 in a row beyond 2σ on one side, the last among them}. The same as {@link #NELSON_5}. */
    WESTERN_ELECTRIC_2(
            "Western Electric 2",
            3,
            "2 of 3 in a row beyond 2σ on one side, the last among them",
            0.0020467245,
            Patterns.beyond(2, 2)),

    /** {@code 4 of 5 in a row beyond 1σ on one side, the last among them}. The same as {@link #NELSON_6}. */
    WESTERN_ELECTRIC_3(
            "Western Electric 3",
            5,
            "4 of 5 in a row beyond 1σ on one side, the last among them",
            0.0044656836,
            Patterns.beyond(1, 4)),

    /** {@code 8 in a row on one side of the centre}. */
    WESTERN_ELECTRIC_4(
            "Western Electric 4", 8, "8 in a row on one side of the centre", 1.0 / 128, Patterns.beyond(0, 8)),

    /** {@code beyond 3σ}. */
    NELSON_1("Nelson 1", 1, "beyond 3σ", 0.002699796063, Patterns.beyond(3, 1)),

    /** {@code 9 in a row on one side of the centre}. A lasting shift. */
    NELSON_2("Nelson 2", 9, "9 in a row on one side of the centre", 1.0 / 256, Patterns.beyond(0, 9)),

    /** {@code 6 in a row steadily rising or falling}. A trend; equal neighbours end it. */
    NELSON_3("Nelson 3", 6, "6 in a row steadily rising or falling", 1.0 / 360, Patterns::isSteady),

    /** {@code 14 in a row up and down in turn}. Two sources in turn, or somebody who corrects too much. */
    NELSON_4("Nelson 4", 14, "14 in a row up and down in turn", 0.0045736382, Patterns::isAlternating),

    /** {@code 2 of 3 in a row beyond 2σ on one side, the last among them}. */
    NELSON_5(
            "Nelson 5",
            3,
            "2 of 3 in a row beyond 2σ on one side, the last among them",
            0.0020467245,
            Patterns.beyond(2, 2)),

    /** {@code 4 of 5 in a row beyond 1σ on one side, the last among them}. A small shift. */
    NELSON_6(
            "Nelson 6",
            5,
            "4 of 5 in a row beyond 1σ on one side, the last among them",
            0.0044656836,
            Patterns.beyond(1, 4)),

    /** {@code 15 in a row within 1σ}. Limits that are too wide, or numbers that are too good. */
    NELSON_7("Nelson 7", 15, "15 in a row within 1σ", 0.0032609810, Patterns::isWithin),

    /** {@code 8 in a row beyond 1σ, on both sides}. Two groups in one chart; all on one side are not meant. */
    NELSON_8("Nelson 8", 8, "8 in a row beyond 1σ, on both sides", 0.00010196929, Patterns::isOnBothSides);

    private final String words;
    private final int length;
    private final String formula;
    private final double falseAlarmRate;
    private final Patterns.Pattern pattern;

    RunRule(String words, int length, String formula, double falseAlarmRate, Patterns.Pattern pattern) {
        this.words = words;
        this.length = length;
        this.formula = formula;
        this.falseAlarmRate = falseAlarmRate;
        this.pattern = pattern;
    }

    /**
     * What is looked for.
     *
     * @return the pattern, such as {@code 9 in a row on one side of the centre}
     */
    public String formula() {
        return formula;
    }

    /**
     * How many points the pattern is looked for in.
     *
     * @return at least 1; earlier points of a chart are never flagged
     */
    public int length() {
        return length;
    }

    /**
     * How often chance alone flags a point.
     *
     * @return the probability that a point is flagged, if all points are independent and normal about the centre with that σ; counts
     *     follow the normal law only roughly
     */
    public double falseAlarmRate() {
        return falseAlarmRate;
    }

    /**
     * The points of a series of plain numbers that the rule flags. Takes time in proportion to their number.
     *
     * @param z the values less the centre, in standard deviations, in order of time; infinite where there is no width
     * @return the numbers of the points flagged, rising, <em>the first point being 1</em>
     * @throws IllegalArgumentException if one is NaN
     */
    public List<Integer> violations(double... z) {
        SeriesPoints.checkNumbers(z, "z");
        return IntStream.rangeClosed(length, z.length)
                .filter(last -> holds(z, last))
                .boxed()
                .toList();
    }

    /** Whether the points before {@code to}, of which there are enough, end with the pattern. */
    boolean holds(double[] z, int to) {
        return pattern.holds(z, to - length, to);
    }

    /** Whether the rule reads the values as they are drawn, whatever the limits are. */
    boolean readsValues() {
        return this == NELSON_3 || this == NELSON_4;
    }

    /** Prints the name, as {@code Nelson 1}. */
    @Override
    public String toString() {
        return words;
    }

    /**
     * A special point.
     *
     * @param rule the rule that makes it so
     * @param run the points of the pattern, of which it is the last
     * @since 0.1.0
     */
    public record Flag(RunRule rule, List<Point> run) {
        /**
         * Checks the run.
         *
         * @param rule the rule
         * @param run the points of the pattern, as many as the rule looks at
         * @throws IllegalArgumentException if the run is not as long as the rule's pattern
         */
        public Flag {
            requireNonNull(rule, "rule");
            run = List.copyOf(requireNonNull(run, "run"));
            checkArgument(run.size() == rule.length(), "run (%s points) must be %s points", run.size(), rule.length());
        }

        /**
         * The point that is flagged.
         *
         * @return the last point of the run
         */
        public Point point() {
            return run.get(run.size() - 1);
        }

        /**
         * What the point that is special is called, such as the label of its period, under which its table has its customers.
         *
         * @return the label
         */
        public String label() {
            return point().label();
        }

        /** Prints the point and the rule, as {@code 2024-07 (Nelson 1)}. */
        @Override
        public String toString() {
            return point().label() + " (" + rule + ")";
        }
    }
}
