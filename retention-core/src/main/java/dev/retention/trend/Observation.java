package dev.retention.trend;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.trend.ChartMethod.Kind;
import dev.retention.trend.CountSeries.Point;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What a chart draws: a count with its exposure, or a value that has neither. Of a gap, the value is empty. */
record Observation(Point point, OptionalDouble value) {

    static List<Observation> of(CountSeries series, Kind kind) {
        List<Point> points = series.points();
        if (kind.isOfShares()) {
            for (Point point : points) {
                checkArgument(
                        SeriesPoints.isShare(point),
                        "series (%s) must be of shares: a count of a whole number at least as great",
                        point);
            }
        }
        if (kind == Kind.C) {
            points = asCounts(points);
        }
        return points.stream()
                .map(point -> new Observation(point, point.rate()))
                .toList();
    }

    /** The same, with the line itself as its value where no more than rounding is between them. */
    Observation onLine(double line, double scale) {
        return value.isPresent() && Math.abs(value.getAsDouble() - line) <= Patterns.ROUNDING * scale
                ? new Observation(point, OptionalDouble.of(line))
                : this;
    }

    /** The same counts, each of an exposure of 1. */
    private static List<Point> asCounts(List<Point> points) {
        Set<Double> exposures = new HashSet<>();
        List<Point> counts = new ArrayList<>();
        for (Point point : points) {
            checkArgument(
                    point.isGap() || exposures.isEmpty() || exposures.contains(point.exposure()),
                    "series (%s) must have equal exposures in a c chart; a u chart takes others",
                    point);
            if (!point.isGap()) {
                exposures.add(point.exposure());
            }
            counts.add(new Point(point.label(), point.period(), point.count(), point.isGap() ? 0 : 1, point.isOver()));
        }
        return counts;
    }

    static List<Observation> of(
            Timeline timeline,
            Function<? super Period, OptionalDouble> value,
            Function<? super Period, CellState> state) {
        return IntStream.range(0, timeline.size())
                .mapToObj(timeline::period)
                .map(period -> of(
                        period,
                        requireNonNull(value.apply(period), "a value"),
                        SeriesPoints.least(timeline.state(period), requireNonNull(state.apply(period), "a state"))))
                .toList();
    }

    private static Observation of(Period period, OptionalDouble value, CellState state) {
        checkArgument(Double.isFinite(value.orElse(0)), "value (%s) of %s must be finite", value.orElse(0), period);
        OptionalDouble its = state == CellState.UNOBSERVED ? OptionalDouble.empty() : value;
        return of(period.label(), Optional.of(period), its, state == CellState.OBSERVED);
    }

    static List<Observation> of(List<String> labels, double[] values) {
        SeriesPoints.checkFinite(values, "values");
        checkArgument(
                values.length == labels.size(),
                "values (%s of them) must be as many as labels (%s)",
                values.length,
                labels.size());
        Set<String> seen = new HashSet<>();
        List<Observation> all = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            String label = requireNonNull(labels.get(i), "a label of labels");
            checkArgument(seen.add(label), "labels (%s) must have each label once", label);
            all.add(of(label, Optional.empty(), OptionalDouble.of(values[i]), true));
        }
        return all;
    }

    private static Observation of(String label, Optional<Period> period, OptionalDouble value, boolean isOver) {
        return new Observation(new Point(label, period, 0, value.isPresent() ? 1 : 0, isOver), value);
    }
}
