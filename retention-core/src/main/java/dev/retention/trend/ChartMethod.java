package dev.retention.trend;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a control chart is drawn: its kind, the points that its limits are from, and what makes a point special.
 *
 * <pre>{@code
 * ControlChart chart = ChartMethod.of(ChartMethod.Kind.LANEY_U)
 *         .baseline("2023-01", "2023-12").excluding("2023-05") // limits from last year without the month of the fire
 *         .per(1000) // shown per 1,000 customer-days
 *         .rules(RunRule.NELSON_1, RunRule.NELSON_2)
 *         .of(CountSeries.of(complaints, Item.OPENED, Item.EXPOSED));
 * ChartMethod.of(ChartMethod.Kind.XMR).of(months, period -> OptionalDouble.of(revenue.inPeriod(period).doubleValue()));
 * }</pre>
 *
 * <p>Unless told otherwise, the baseline is all points that are over, and the rules are {@link RunRule#NELSON_1} and {@link
 * RunRule#NELSON_2}: one point far off, or nine on one side. Together they flag about one point in 150 where nothing happens; every
 * further rule cries wolf more often. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class ChartMethod implements Serializable {
    private static final long serialVersionUID = 1;

    final Kind kind;
    final @Nullable String from;
    final @Nullable String to;
    final ArrayList<String> excluded;
    final long per;
    final ArrayList<RunRule> rules;

    private ChartMethod(
            Kind kind,
            @Nullable String from,
            @Nullable String to,
            List<String> excluded,
            long per,
            List<RunRule> rules) {
        this.kind = kind;
        this.from = from;
        this.to = to;
        this.excluded = new ArrayList<>(excluded);
        this.per = per;
        this.rules = new ArrayList<>(rules);
    }

    /**
     * A chart of a kind, with the rules and the baseline that hold unless told otherwise.
     *
     * @param kind the kind
     * @return the method
     */
    public static ChartMethod of(Kind kind) {
        return new ChartMethod(
                requireNonNull(kind, "kind"), null, null, List.of(), 1, List.of(RunRule.NELSON_1, RunRule.NELSON_2));
    }

    /**
     * The kind that fits a series: {@code LANEY_P} for shares and {@code LANEY_U} for rates, whose limits are those of p and u charts
     * where only chance is at work and wide enough where it is not; {@code C} for counts.
     *
     * @param kind what the counts of the series are to their exposure
     * @return the method
     */
    public static ChartMethod fitting(CountSeries.Kind kind) {
        return of(
                switch (requireNonNull(kind, "kind")) {
                    case SHARES -> Kind.LANEY_P;
                    case RATES -> Kind.LANEY_U;
                    case COUNTS -> Kind.C;
                });
    }

    /**
     * Takes centre and limits from some of the points, such as those of a year in which all was well. Gaps, points that are not over and
     * those excluded are left out of them.
     *
     * @param from the label of the first point
     * @param to the label of the last point, not before the first
     * @return the method with that baseline
     */
    public ChartMethod baseline(String from, String to) {
        return new ChartMethod(kind, requireNonNull(from, "from"), requireNonNull(to, "to"), excluded, per, rules);
    }

    /**
     * Takes centre and limits from some of the periods.
     *
     * @param from the first period
     * @param to the last period, not before the first
     * @return the method with that baseline
     */
    public ChartMethod baseline(Period from, Period to) {
        return baseline(
                requireNonNull(from, "from").label(), requireNonNull(to, "to").label());
    }

    /**
     * Leaves points out of centre and limits whose cause is known. They are drawn and judged like all others; in moving ranges their
     * neighbours become neighbours of each other.
     *
     * @param labels the labels of the points
     * @return the method with these left out, instead of any named before
     */
    public ChartMethod excluding(String... labels) {
        List<String> all = Arrays.stream(requireNonNull(labels, "labels"))
                .map(label -> requireNonNull(label, "a label of labels"))
                .distinct()
                .sorted()
                .toList();
        return new ChartMethod(kind, from, to, all, per, rules);
    }

    /**
     * Shows rates per so many units of exposure, in words only: numbers stay per unit.
     *
     * @param units how many, at least 1, such as 1000
     * @return the method with that scale
     * @throws IllegalArgumentException if {@code units} is below 1
     */
    public ChartMethod per(long units) {
        return new ChartMethod(kind, from, to, excluded, Checks.positive(units, "units"), rules);
    }

    /**
     * Says which rules make a point special.
     *
     * @param rules the rules; none, to draw only
     * @return the method with these rules, instead of any before
     */
    public ChartMethod rules(RunRule... rules) {
        EnumSet<RunRule> all = EnumSet.noneOf(RunRule.class);
        for (RunRule rule : requireNonNull(rules, "rules")) {
            all.add(requireNonNull(rule, "a rule of rules"));
        }
        return new ChartMethod(kind, from, to, excluded, per, List.copyOf(all));
    }

    /**
     * Draws counts. Takes time in proportion to the points.
     *
     * @param series the counts; an {@code XMR} chart draws their rates, a {@code C} chart the counts as they stand
     * @return the chart
     * @throws IllegalArgumentException if the baseline has no point (an {@code XMR} chart: not two) that is over and no gap; a label named is
     *     none of the series; a point of a chart of shares is none; or the exposures of a {@code C} chart differ
     */
    public ControlChart of(CountSeries series) {
        return ChartDrawing.draw(this, Observation.of(requireNonNull(series, "series"), kind));
    }

    /**
     * Draws the values of periods, such as money or days, as an {@code XMR} chart. What may come after its period needs its state, too.
     *
     * @param timeline the periods, with a first one
     * @param value the value of a period; empty where there is none, which is a gap
     * @return the chart; a period that is still running is drawn and never judged
     * @throws IllegalArgumentException if the kind is another, a value is infinite or NaN, or the points are too few
     * @throws IllegalStateException if the timeline has no first period
     */
    public ControlChart of(Timeline timeline, Function<? super Period, OptionalDouble> value) {
        return of(requireNonNull(timeline, "timeline"), value, timeline::state);
    }

    /**
     * Draws the values of periods as far as they could be observed, such as the days to an answer, which may come after its period.
     *
     * @param timeline the periods, with a first one
     * @param value the value of a period; empty where there is none, which is a gap
     * @param state how much of it could be observed; it is judged only if that is all, and a gap if it is nothing
     * @return the chart
     * @throws IllegalArgumentException as for {@link #of(Timeline, Function)}
     * @throws IllegalStateException if the timeline has no first period
     */
    public ControlChart of(
            Timeline timeline,
            Function<? super Period, OptionalDouble> value,
            Function<? super Period, CellState> state) {
        requireNonNull(timeline, "timeline");
        requireNonNull(value, "value");
        requireNonNull(state, "state");
        return ChartDrawing.drawValues(this, Observation.of(timeline, value, state));
    }

    /**
     * Draws plain values, all of them over, as an {@code XMR} chart.
     *
     * @param labels what the points are called, each once
     * @param values the values in order of time, finite
     * @return the chart
     * @throws IllegalArgumentException if the kind is another, the lengths differ, a label comes twice, a value is infinite or NaN, or the
     *     points are too few, as for {@link #of(CountSeries)}
     */
    public ControlChart of(List<String> labels, double[] values) {
        requireNonNull(labels, "labels");
        requireNonNull(values, "values");
        return ChartDrawing.drawValues(this, Observation.of(labels, values));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChartMethod that && settings().equals(that.settings());
    }

    @Override
    public int hashCode() {
        return settings().hashCode();
    }

    private List<@Nullable Object> settings() {
        return Arrays.asList(kind, from, to, excluded, per, rules);
    }

    /** {@return what is drawn} */
    public Kind kind() {
        return kind;
    }

    /** Prints all settings, as {@code Laney u chart per 1,000, baseline 2023-01 to 2023-12 without 2023-05, Nelson 1, Nelson 2}. */
    @Override
    public String toString() {
        return ChartWords.settings(this);
    }

    /**
     * What is drawn, and how wide chance is: with {@code c} the centre and {@code n} the exposure of the point.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** Shares: {@code c ± 3 √(c(1 − c)/n)}, with {@code c = Σx / Σn}. */
        P("p chart", true, 1),
        /** Rates: {@code c ± 3 √(c/n)}, with {@code c = Σx / Σn}. */
        U("u chart", false, Double.POSITIVE_INFINITY),
        /** Counts of equal exposures: {@code c ± 3 √c}, with {@code c} the mean count. */
        C("c chart", false, Double.POSITIVE_INFINITY),
        /**
         * Shares that vary more (or less) than by chance: {@code c ± 3 σ_z √(c(1 − c)/n)}, with {@code σ_z} the mean absolute difference of
         * neighbours in {@code z = (x/n − c) / √(c(1 − c)/n)}, over 1.128.
         */
        LANEY_P("Laney p chart", true, 1),
        /** Rates that vary more (or less) than by chance: {@code c ± 3 σ_z √(c/n)}, with {@code σ_z} as for shares. */
        LANEY_U("Laney u chart", false, Double.POSITIVE_INFINITY),
        /** Any values: {@code mean ± 2.66} times the mean moving range, the mean absolute difference of neighbours. */
        XMR("XmR chart", false, Double.POSITIVE_INFINITY);

        private final String words;
        private final boolean ofShares;
        private final double most;

        Kind(String words, boolean ofShares, double most) {
            this.words = words;
            this.ofShares = ofShares;
            this.most = most;
        }

        boolean isOfShares() {
            return ofShares;
        }

        boolean isLaney() {
            return this == LANEY_P || this == LANEY_U;
        }

        double least() {
            return this == XMR ? Double.NEGATIVE_INFINITY : 0;
        }

        double most() {
            return most;
        }

        /** The standard deviation by chance of a point with an exposure. */
        double sigma(double centre, double exposure) {
            return Math.sqrt((ofShares ? centre * (1 - centre) : centre) / exposure);
        }

        /** Prints the name, as {@code Laney u chart}. */
        @Override
        public String toString() {
            return words;
        }
    }
}
