package dev.retention.trend;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.trend.ChartMethod.Kind;
import dev.retention.trend.ControlChart.Point;
import dev.retention.trend.RunRule.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws a chart: centre and limits from the baseline, and flags from the points that are over. */
final class ChartDrawing {
    /** What the mean moving range of two normal values is in standard deviations, to the digits in use. */
    static final double D2 = 1.128;

    /** Of normal values, 3 / D2 and 1 + 3 d3 / d2, to the digits in use. */
    private static final double XMR_LIMIT = 2.66;

    private static final double RANGE_LIMIT = 3.268;

    /** A σ_z below this is what is left of rounding, no variation. */
    private static final double NO_VARIATION = 1e-9;

    final ChartMethod method;
    final double centre;
    final double spread;
    private final List<Observation> drawn;
    private final List<Observation> baseline;
    private final Set<String> inBaseline;

    private ChartDrawing(ChartMethod method, List<Observation> all) {
        this.method = method;
        List<Observation> base = baseline(method, all);
        this.centre = centre(method, base);
        double scale = base.stream()
                .mapToDouble(one -> Math.abs(value(one)) / base.size())
                .sum();
        this.baseline = base.stream().map(one -> one.onLine(centre, scale)).toList();
        this.drawn = all.stream()
                .filter(one -> one.value().isPresent())
                .map(one -> one.onLine(centre, scale))
                .toList();
        this.inBaseline = baseline.stream().map(one -> one.point().label()).collect(Collectors.toSet());
        this.spread = spread();
    }

    static ControlChart draw(ChartMethod method, List<Observation> all) {
        ChartDrawing drawing = new ChartDrawing(method, all);
        List<String> gaps = all.stream()
                .filter(one -> one.value().isEmpty())
                .map(one -> one.point().label())
                .toList();
        return new ControlChart(drawing, gaps);
    }

    static ControlChart drawValues(ChartMethod method, List<Observation> all) {
        checkArgument(
                method.kind == Kind.XMR,
                "kind (%s) must be an XmR chart for values, which have no exposure",
                method.kind);
        return draw(method, all);
    }

    private static List<Observation> baseline(ChartMethod method, List<Observation> all) {
        List<String> labels = all.stream().map(one -> one.point().label()).toList();
        for (String label : method.excluded) {
            checkArgument(labels.contains(label), "excluding (%s) must name a point of the series", label);
        }
        int from = method.from == null ? 0 : indexOf(labels, method.from);
        int to = method.to == null ? all.size() - 1 : indexOf(labels, method.to);
        checkArgument(
                from <= to || method.from == null,
                "baseline (%s to %s) must be in order of time",
                method.from,
                method.to);
        List<Observation> baseline = all.subList(from, to + 1).stream()
                .filter(one -> one.value().isPresent() && one.point().isOver())
                .filter(one -> !method.excluded.contains(one.point().label()))
                .toList();
        int least = method.kind == Kind.XMR ? 2 : 1;
        checkArgument(
                baseline.size() >= least,
                "series (points %s, over %s, gaps %s) must have at least %s in the baseline that are over and no gap",
                all.size(),
                all.stream().filter(one -> one.point().isOver()).count(),
                all.stream().filter(one -> one.value().isEmpty()).count(),
                least);
        return baseline;
    }

    private static int indexOf(List<String> labels, String label) {
        int index = labels.indexOf(label);
        checkArgument(index >= 0, "baseline (%s) must name a point of the series", label);
        return index;
    }

    List<Point> points() {
        return drawn.stream().map(this::point).toList();
    }

    Optional<Overdispersion> overdispersion() {
        return method.kind == Kind.XMR
                ? Optional.empty()
                : Overdispersion.of(baseline.stream().map(Observation::point).toList(), method.kind.isOfShares());
    }

    private static double centre(ChartMethod method, List<Observation> baseline) {
        if (method.kind == Kind.XMR) {
            // about the first value, so that equal values have exactly themselves as mean
            double first = value(baseline.get(0));
            double more = baseline.stream()
                    .mapToDouble(one -> (value(one) - first) / baseline.size())
                    .sum();
            return first + more;
        }
        double counts =
                baseline.stream().mapToDouble(one -> one.point().count()).sum();
        return counts
                / baseline.stream().mapToDouble(one -> one.point().exposure()).sum();
    }

    /** The mean moving range of an XmR chart, σ_z of Laney's or 0 where the baseline cannot tell it, 1 of others. */
    private double spread() {
        return switch (method.kind) {
            case XMR ->
                meanRange(baseline.stream().mapToDouble(ChartDrawing::value).toArray());
            case LANEY_P, LANEY_U -> sigmaZ();
            case P, U, C -> 1;
        };
    }

    private double sigmaZ() {
        if (baseline.size() < 2 || method.kind.sigma(centre, 1) == 0) {
            return 0;
        }
        double sigmaZ = meanRange(baseline.stream()
                        .mapToDouble(one -> (value(one) - centre)
                                / method.kind.sigma(centre, one.point().exposure()))
                        .toArray())
                / D2;
        return sigmaZ > NO_VARIATION ? sigmaZ : 0;
    }

    /** Whether there is a standard deviation to be within. */
    private boolean hasWidth() {
        return method.kind == Kind.XMR ? spread > 0 : method.kind.sigma(centre, 1) > 0;
    }

    private static double meanRange(double[] values) {
        return IntStream.range(1, values.length)
                .mapToDouble(i -> Math.abs(values[i] - values[i - 1]) / (values.length - 1))
                .sum();
    }

    private Point point(Observation one) {
        Kind kind = method.kind;
        double value = value(one);
        double sigma =
                kind == Kind.XMR ? spread / D2 : kind.sigma(centre, one.point().exposure()) * (spread > 0 ? spread : 1);
        double width = kind == Kind.XMR ? XMR_LIMIT * spread : 3 * sigma;
        return new Point(
                one.point().label(),
                one.point().period(),
                value,
                Math.max(kind.least(), centre - width),
                Math.min(kind.most(), centre + width),
                z(value, centre, sigma),
                one.point().isOver(),
                inBaseline.contains(one.point().label()));
    }

    /** How far a point is from the one before it, with its own limit. */
    static Point movingRange(Point before, Point point, double mean) {
        double range = Math.abs(point.value() - before.value());
        double upper = RANGE_LIMIT * mean;
        double sigma = (upper - mean) / 3;
        return new Point(
                point.label(),
                point.period(),
                range,
                0,
                upper,
                z(range, mean, sigma),
                before.isOver() && point.isOver(),
                before.isInBaseline() && point.isInBaseline());
    }

    private static double z(double value, double centre, double sigma) {
        return sigma > 0 ? (value - centre) / sigma : value == centre ? 0 : (value - centre) / 0.0;
    }

    List<Flag> flags(List<Point> points) {
        List<Point> over = points.stream().filter(Point::isOver).toList();
        double[] z = over.stream().mapToDouble(Point::z).toArray();
        double[] values = over.stream().mapToDouble(Point::value).toArray();
        List<Flag> flags = new ArrayList<>();
        for (int last = 1; last <= over.size(); last++) {
            for (RunRule rule : method.rules) {
                int from = last - rule.length();
                // what is beyond limits is what is drawn beyond them
                boolean holds = rule.length() == 1
                        ? over.get(from).isBeyond()
                        : from >= 0 && rule.holds(rule.readsValues() ? values : z, last);
                if (holds && (hasWidth() || rule != RunRule.NELSON_7)) {
                    flags.add(new Flag(rule, over.subList(from, last)));
                }
            }
        }
        return List.copyOf(flags);
    }

    private static double value(Observation one) {
        return one.value().getAsDouble();
    }
}
