package dev.retention.trend;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

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
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** The points of a series from tables, timelines and arrays. */
final class SeriesPoints {
    private static final double SECONDS_A_DAY = 86_400;

    private SeriesPoints() {}

    static <K, E extends Enum<E>> List<Point> ofItems(
            PeriodItems<K, E> table,
            E count,
            E exposure,
            ToLongFunction<PeriodItems<K, E>.InPeriod> above,
            ToLongFunction<PeriodItems<K, E>.InPeriod> below) {
        return table.periods().stream()
                .map(period -> of(
                        period.period(),
                        above.applyAsLong(period),
                        below.applyAsLong(period),
                        period.state(count) == CellState.OBSERVED && period.state(exposure) == CellState.OBSERVED))
                .toList();
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
                        .getSeconds()
                / SECONDS_A_DAY;
    }

    static List<Point> ofArrays(List<String> labels, long[] counts, double[] exposures) {
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
        return point.count() <= point.exposure() && point.exposure() == Math.rint(point.exposure());
    }
}
