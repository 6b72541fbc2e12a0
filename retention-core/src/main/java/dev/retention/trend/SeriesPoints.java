package dev.retention.trend;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.internal.Checks;
import dev.retention.rule.PeriodItems;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.trend.CountSeries.Kind;
import dev.retention.trend.CountSeries.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** The points of a series from tables, timelines and arrays. */
final class SeriesPoints {
    private static final double SECONDS_A_DAY = 86_400;

    /** What no whole number in use reaches, 2⁶³. */
    private static final double MOST_WHOLE = 0x1p63;

    private SeriesPoints() {}

    /** Refuses an item of which no period that is over tells anything. */
    static <K, E extends Enum<E>> void checkObserved(PeriodItems<K, E> table, E item, String name) {
        List<CellState> states = table.periods().stream()
                .filter(in -> in.state() == CellState.OBSERVED)
                .map(in -> in.state(item))
                .toList();
        checkArgument(
                states.isEmpty() || states.stream().anyMatch(state -> state != CellState.UNOBSERVED),
                "%s (%s) must be observed in some period; in this table it is in none, if perhaps in that of the whole",
                name,
                item);
    }

    /** How much of all items could be observed. */
    static <K, E extends Enum<E>> CellState state(PeriodItems<K, E>.InPeriod in, List<E> items) {
        CellState least = CellState.OBSERVED;
        for (E item : items) {
            least = least(least, in.state(item));
        }
        return least;
    }

    static CellState least(CellState one, CellState other) {
        return one == CellState.UNOBSERVED || other == CellState.OBSERVED ? one : other;
    }

    static long notNegative(long number, Enum<?> item, Period period) {
        checkArgument(number >= 0, "%s (%s in %s) must be at least 0", item, number, period);
        return number;
    }

    /** The point of a period, and a gap where it is not observed. */
    static Point of(Period period, CellState state, LongSupplier count, DoubleSupplier exposure) {
        return state == CellState.UNOBSERVED
                ? of(period, 0, 0, false)
                : of(period, count.getAsLong(), exposure.getAsDouble(), state == CellState.OBSERVED);
    }

    static Point asObserved(Point point, Function<? super Period, CellState> state) {
        checkArgument(point.period().isPresent(), "points (%s) must be of periods", point);
        CellState its = requireNonNull(state.apply(point.period().get()), "a state");
        return of(
                point.period().get(),
                point.isOver() ? its : least(its, CellState.PARTIAL),
                point::count,
                point::exposure);
    }

    /** Makes the point of a period, given whether it is over. */
    interface OfPeriod {
        Point apply(Period period, boolean isOver);
    }

    static List<Point> ofPeriods(Timeline timeline, OfPeriod point) {
        requireNonNull(timeline, "timeline");
        return IntStream.range(0, timeline.size())
                .mapToObj(timeline::period)
                .map(period -> point.apply(period, timeline.state(period) == CellState.OBSERVED))
                .toList();
    }

    static Point of(Period period, long count, double exposure, boolean isOver) {
        return new Point(period.label(), Optional.of(period), count, exposure, isOver);
    }

    /** The days of a period that are over. */
    static double days(Timeline timeline, Period period, boolean isOver) {
        return Duration.between(period.startInclusive(), isOver ? period.endExclusive() : timeline.completeBefore())
                        .toSeconds()
                / SECONDS_A_DAY;
    }

    static List<Point> ofArrays(List<String> labels, long[] counts, double[] exposures) {
        checkFinite(exposures, "exposures");
        checkArgument(
                counts.length == labels.size(),
                "counts (%s of them) must be as many as labels (%s)",
                counts.length,
                labels.size());
        checkArgument(
                exposures.length == counts.length,
                "exposures (%s of them) must be as many as counts (%s)",
                exposures.length,
                counts.length);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            String label = requireNonNull(labels.get(i), "a label of labels");
            Checks.notNegative(counts[i], "counts[" + i + "]");
            Checks.notNegative(exposures[i], "exposures[" + i + "]");
            points.add(new Point(label, Optional.empty(), counts[i], exposures[i], true));
        }
        return points;
    }

    /** Refuses points that are not of a kind, or of which two are called alike. */
    static List<Point> checked(Kind kind, List<Point> points) {
        Set<String> labels = new HashSet<>();
        for (Point point : points) {
            requireNonNull(point, "a point of points");
            checkArgument(labels.add(point.label()), "points (%s) must have each label once", point.label());
            checkArgument(
                    !point.isOver() || !point.isGap() || point.count() == 0,
                    "points (%s) must have an exposure where they have a count",
                    point);
            checkArgument(
                    kind != Kind.SHARES || isShare(point),
                    "points (%s) must be shares: a count of a whole number at least as great",
                    point);
            checkArgument(
                    kind != Kind.COUNTS || point.exposure() == 1 || point.isGap(),
                    "points (%s) must be counts: of an exposure of 1, or of 0 where there is a gap",
                    point);
        }
        return List.copyOf(points);
    }

    static boolean isShare(Point point) {
        return point.count() <= point.exposure()
                && point.exposure() == Math.rint(point.exposure())
                && point.exposure() < MOST_WHOLE;
    }

    static Optional<ProportionComparison> shift(List<Point> points, String label) {
        int at = 0;
        while (at < points.size() && !points.get(at).label().equals(label)) {
            at++;
        }
        checkArgument(at < points.size(), "label (%s) must be one of a point of the series", label);
        Optional<Proportion> before = pooled(points.subList(0, at));
        return pooled(points.subList(at, points.size())).flatMap(after -> before.map(after::comparedWith));
    }

    private static Optional<Proportion> pooled(List<Point> points) {
        return points.stream()
                .filter(point -> point.isOver() && !point.isGap())
                .map(point -> Proportion.of(point.count(), (long) point.exposure()))
                .reduce(Proportion::plus);
    }

    static void checkNumbers(double[] values, String name) {
        for (int i = 0; i < requireNonNull(values, name).length; i++) {
            if (Double.isNaN(values[i])) {
                Checks.number(values[i], name + "[" + i + "]");
            }
        }
    }

    static void checkFinite(double[] values, String name) {
        for (int i = 0; i < requireNonNull(values, name).length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(name + "[" + i + "] (" + values[i] + ") must be finite");
            }
        }
    }
}
