package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.ComplaintFigures.Run;
import dev.retention.trend.ControlChart;
import dev.retention.trend.ControlChart.Point;
import dev.retention.trend.RunRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Joins the flags of neighbouring periods into runs: what is beyond the limits, and what stays on one side of the centre. */
final class ComplaintRuns {

    /** So many of the latest periods that are over are news. */
    private static final int RECENT = 3;

    /** The limits lie so many standard deviations from the centre. */
    private static final double LIMITS = 3;

    private final ControlChart chart;
    private final double per;
    private final List<Point> judged;

    /** @param per rates are told per so many customers */
    ComplaintRuns(ControlChart chart, double per) {
        this.chart = chart;
        this.per = per;
        this.judged = chart.points().stream().filter(Point::isOver).toList();
    }

    /** The runs: those of the latest periods first, and of each the largest first. */
    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (boolean isAbove : List.of(true, false)) {
            for (boolean isBeyond : List.of(true, false)) {
                add(runs, marked(isAbove, isBeyond), isAbove, isBeyond);
            }
        }
        runs.sort(Comparator.comparing((Run run) -> run.isAge(RECENT) ? 0 : 1)
                .thenComparing(Comparator.comparingDouble(Run::size).reversed())
                .thenComparing(Run::words));
        return runs;
    }

    /** Which points are in such a run. */
    private boolean[] marked(boolean isAbove, boolean isBeyond) {
        boolean[] marked = new boolean[judged.size()];
        for (RunRule.Flag flag : chart.flags()) {
            if (flag.rule().length() == 1 == isBeyond && flag.point().z() > 0 == isAbove) {
                flag.run().forEach(point -> marked[judged.indexOf(point)] = true);
            }
        }
        return marked;
    }

    private void add(List<Run> runs, boolean[] marked, boolean isAbove, boolean isBeyond) {
        for (int first = 0; first < marked.length; first++) {
            int next = first;
            while (next < marked.length && marked[next]) {
                next++;
            }
            if (next > first) {
                runs.add(run(judged.subList(first, next), marked.length - next, isAbove, isBeyond));
                first = next;
            }
        }
    }

    private Run run(List<Point> points, int age, boolean isAbove, boolean isBeyond) {
        Point largest = points.stream()
                .max(Comparator.comparingDouble(ComplaintRuns::size))
                .orElseThrow();
        double size = isBeyond
                ? size(largest)
                : points.stream().mapToDouble(ComplaintRuns::size).average().orElseThrow();
        String from = points.get(0).label();
        String to = points.get(points.size() - 1).label();
        String when = from.equals(to) ? from : from + " to " + to;
        String side = isAbove ? "above" : "below";
        String words = isBeyond
                ? when + " " + side + " what is ordinary, with " + rate(largest.value())
                        + (from.equals(to) ? "" : " in " + largest.label()) + " against "
                        + rate(isAbove ? largest.upper() : largest.lower()) + (isAbove ? " at most" : " at least")
                : when + " " + side + " the centre of " + rate(chart.centre());
        return new Run(words, isAbove, age, size);
    }

    /** How far a point is from the centre: 1 at the limits. */
    private static double size(Point point) {
        return Math.abs(point.z()) / LIMITS;
    }

    private String rate(double value) {
        return String.format(Locale.ROOT, "%.1f", value * per);
    }
}
