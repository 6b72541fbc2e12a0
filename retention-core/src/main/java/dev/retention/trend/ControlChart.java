package dev.retention.trend;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.Period;
import dev.retention.trend.RunRule.Flag;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A control chart: a series with a centre line and limits within which chance keeps it, and the points that are more than chance.
 *
 * <pre>{@code
 * ControlChart chart = ControlChart.of(CountSeries.of(complaints, Item.OPENED, Item.EXPOSED));
 * chart.flags();                          // every special point, with the rule and the run that make it so
 * chart.flagsAt("2024-07");
 * chart.words();                          // 2024-07: 0.0123, above the upper limit 0.0098 (Nelson 1)
 * after.flagsSince(before);               // what a new event has set off, of two charts of a live table
 * }</pre>
 *
 * <p>A chart is a function of the series alone, so that the same table gives the same chart, batch or live.
 *
 * <ul>
 *   <li>Points without an exposure are {@link #gaps}: neither drawn nor judged. They break no run: rules see the points that are drawn,
 *       one after the other.
 *   <li>A period that still runs is drawn with its own exposure and limits, is in no baseline and is never judged.
 *   <li>Limits are cut at 0, and of shares at 1. Where the baseline of an XmR chart has no variation at all, they are the centre line and
 *       every other value is beyond them; a Laney chart then has the limits of chance alone.
 *   <li>A value that differs from the centre line by rounding alone is drawn on it.
 *   <li>A point exactly on a limit is not beyond it.
 * </ul>
 *
 * <p>The published charts of R's {@code qcc} and {@code qicharts2} come out alike. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1081/QEN-120003555">Laney (2002), Improved control charts for attributes</a>
 * @see <a href="https://doi.org/10.1136/qshc.2006.017830">Mohammed and Laney (2006), Overdispersion in health care performance data</a>
 * @since 0.1.0
 */
public final class ControlChart implements Tabular {
    private final ChartMethod method;
    private final double centre;
    private final double spread;
    private final List<Point> points;
    private final List<String> gaps;
    private final List<Flag> flags;
    private final Optional<Overdispersion> overdispersion;

    ControlChart(ChartDrawing drawing, List<String> gaps) {
        this.method = drawing.method;
        this.centre = drawing.centre;
        this.spread = drawing.spread;
        this.points = drawing.points();
        this.gaps = gaps;
        this.flags = drawing.flags(points);
        this.overdispersion = drawing.overdispersion();
    }

    /**
     * A point that is drawn.
     *
     * @param label what it is called
     * @param period the period, where it is one
     * @param value the share, rate, count or value
     * @param lower the lower limit
     * @param upper the upper limit
     * @param z how far the value is from the centre, in standard deviations of this point; infinite where there is no variation
     * @param isOver whether it is judged; not while its period runs
     * @param isInBaseline whether centre and limits come from it among others
     * @since 0.1.0
     */
    public record Point(
            String label,
            Optional<Period> period,
            double value,
            double lower,
            double upper,
            double z,
            boolean isOver,
            boolean isInBaseline) {
        /**
         * Checks the numbers.
         *
         * @param label what it is called
         * @param period the period, where it is one
         * @param value the value
         * @param lower the lower limit
         * @param upper the upper limit
         * @param z the value in standard deviations
         * @param isOver whether it is judged
         * @param isInBaseline whether centre and limits come from it among others
         * @throws IllegalArgumentException if a number is NaN, or {@code lower} is above {@code upper}
         */
        public Point {
            requireNonNull(label, "label");
            requireNonNull(period, "period");
            Checks.number(value, "value");
            Checks.number(z, "z");
            checkArgument(lower <= upper, "lower (%s) must be at most upper (%s)", lower, upper);
        }

        /** {@return whether the value is below the lower or above the upper limit} */
        public boolean isBeyond() {
            return value < lower || value > upper;
        }

        /** Prints the value with its limits, as {@code 2024-07: 0.0123 in [0.0012, 0.0098]}. */
        @Override
        public String toString() {
            return ChartWords.plain(this);
        }
    }

    /**
     * Draws the chart that {@linkplain ChartMethod#fitting fits} a series.
     *
     * @param series the counts
     * @return the chart, with all points that are over as baseline and rules of few false alarms
     * @throws IllegalArgumentException if no point is over and has an exposure
     */
    public static ControlChart of(CountSeries series) {
        return ChartMethod.fitting(requireNonNull(series, "series").kind()).of(series);
    }

    /**
     * The points that are drawn, in order of time.
     *
     * @return the points, unmodifiable; those of gaps are not among them
     */
    public List<Point> points() {
        return points;
    }

    /**
     * The points of the series that have no exposure or no value.
     *
     * @return their labels, unmodifiable
     */
    public List<String> gaps() {
        return gaps;
    }

    /**
     * The centre line.
     *
     * @return the rate of the baseline as a whole, the mean count, or the mean value
     */
    public double centre() {
        return centre;
    }

    /**
     * How many times wider than by chance Laney's limits are.
     *
     * @return {@code σ_z}, above 0; empty in charts of other kinds, and where fewer than two points of the baseline or no difference
     *     between them tells it, so that plain limits are drawn
     */
    public OptionalDouble sigmaZ() {
        return method.kind.isLaney() && spread > 0 ? OptionalDouble.of(spread) : OptionalDouble.empty();
    }

    /**
     * The mean moving range: the mean absolute difference of neighbours in the baseline.
     *
     * @return at least 0; empty in charts of other kinds than {@code XMR}
     */
    public OptionalDouble meanMovingRange() {
        return method.kind == ChartMethod.Kind.XMR ? OptionalDouble.of(spread) : OptionalDouble.empty();
    }

    /**
     * The moving ranges, the second half of an {@code XMR} chart: how far each point is from the one before.
     *
     * @return one point for each drawn but the first, with limits of 0 and 3.268 times the mean, and a {@code z} of 3 at the upper; else none
     */
    public List<Point> movingRanges() {
        return method.kind == ChartMethod.Kind.XMR
                ? IntStream.range(1, points.size())
                        .mapToObj(i -> ChartDrawing.movingRange(points.get(i - 1), points.get(i), spread))
                        .toList()
                : List.of();
    }

    /**
     * The special points.
     *
     * @return a flag for each point and rule, in order of time, then of rules; unmodifiable
     */
    public List<Flag> flags() {
        return flags;
    }

    /**
     * What makes one point special.
     *
     * @param label the label of a point of the series
     * @return its flags; none of a point that is not special, not judged, or a gap
     * @throws IllegalArgumentException if no point is called so
     */
    public List<Flag> flagsAt(String label) {
        requireNonNull(label, "label");
        checkArgument(
                gaps.contains(label)
                        || points.stream().anyMatch(point -> point.label().equals(label)),
                "label (%s) must be one of a point of the series",
                label);
        return flags.stream().filter(flag -> flag.point().label().equals(label)).toList();
    }

    /**
     * What has become special since an earlier chart of the same series, such as one that was drawn before an event came in.
     *
     * @param earlier the earlier chart, whose points are known by their labels; with fewer rules, those of the others are new
     * @return the flags of this chart whose rule and point are in none of the earlier one's
     * @throws IllegalArgumentException if the earlier chart is of another kind
     */
    public List<Flag> flagsSince(ControlChart earlier) {
        ChartMethod.Kind its = requireNonNull(earlier, "earlier").method.kind;
        checkArgument(its == method.kind, "earlier (%s) must be of the same kind (%s)", its, method.kind);
        Set<String> known = earlier.flags.stream().map(Flag::toString).collect(Collectors.toSet());
        return flags.stream().filter(flag -> !known.contains(flag.toString())).toList();
    }

    /**
     * Whether the counts of the baseline vary more than by chance.
     *
     * @return the test; empty of values, and where the baseline cannot tell
     */
    public Optional<Overdispersion> overdispersion() {
        return overdispersion;
    }

    /**
     * The runs about the centre line, of all points that are judged.
     *
     * @return the runs
     */
    public AnhoejRuns runs() {
        return AnhoejRuns.about(centre, judged());
    }

    /**
     * The runs about the median, of all points that are judged, of which the baseline has at least one.
     *
     * @return the runs
     */
    public AnhoejRuns runsAboutMedian() {
        return AnhoejRuns.aboutMedian(judged());
    }

    private double[] judged() {
        return points.stream().filter(Point::isOver).mapToDouble(Point::value).toArray();
    }

    /** {@return how the chart was drawn} */
    public ChartMethod method() {
        return method;
    }

    /**
     * The chart in sentences: what is drawn, each special point, the period that still runs, gaps, and what the limits are worth.
     *
     * @return one sentence or line each, without a full stop; the first is {@link #toString}
     */
    public List<String> words() {
        return ChartWords.of(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ControlChart that
                && method.equals(that.method)
                && points.equals(that.points)
                && gaps.equals(that.gaps);
    }

    @Override
    public int hashCode() {
        return 31 * method.hashCode() + points.hashCode();
    }

    /** {@return a row per point, with the limits and what is out of the ordinary} */
    @Override
    public Sheet sheet() {
        return TrendSheets.of(this);
    }

    /** Prints what is drawn, as {@code Laney u chart of 24 points, centre 5 per 1,000, σ_z 5.3: 1 flag}. */
    @Override
    public String toString() {
        return ChartWords.title(this);
    }
}
