package dev.retention.trend;

import dev.retention.internal.Text;
import dev.retention.trend.ControlChart.Point;
import dev.retention.trend.RunRule.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A chart in words. */
final class ChartWords {
    private static final int DIGITS = 4;

    private ChartWords() {}

    static List<String> of(ControlChart chart) {
        List<String> words = new ArrayList<>();
        words.add(title(chart));
        words.add("Drawn by: " + chart.method());
        chart.flags().forEach(flag -> words.add(flag(chart.method(), flag)));
        for (Point point : chart.points()) {
            if (!point.isOver()) {
                words.add(point.label() + " is not over: " + value(chart.method(), point.value())
                        + " so far, which is not judged");
            }
        }
        if (!chart.gaps().isEmpty()) {
            words.add("Nothing to draw in " + String.join(", ", chart.gaps()));
        }
        if (chart.method().kind.isLaney() && chart.sigmaZ().isEmpty()) {
            words.add(
                    chart.overdispersion().isPresent()
                            ? "The baseline is all on the centre line and does not tell σ_z: the limits are those of chance "
                                    + "alone, and too wide if it always varies so little"
                            : "The baseline does not tell σ_z: the limits are those of chance alone");
        } else {
            chart.overdispersion().map(Overdispersion::words).ifPresent(words::add);
        }
        return List.copyOf(words);
    }

    static String title(ControlChart chart) {
        int points = chart.points().size();
        int flags = chart.flags().size();
        StringBuilder text = new StringBuilder(chart.method().kind.toString())
                .append(" of ")
                .append(points)
                .append(points == 1 ? " point" : " points")
                .append(", centre ")
                .append(value(chart.method(), chart.centre()));
        chart.sigmaZ().ifPresent(sigma -> text.append(", σ_z ").append(Text.number(sigma, DIGITS)));
        return text.append(": ")
                .append(flags)
                .append(flags == 1 ? " flag" : " flags")
                .toString();
    }

    private static String flag(ChartMethod method, Flag flag) {
        Point point = flag.point();
        String what = flag.rule().length() > 1
                ? flag.rule().formula()
                : point.value() > point.upper()
                        ? "above the upper limit " + value(method, point.upper())
                        : "below the lower limit " + value(method, point.lower());
        return point.label() + ": " + value(method, point.value()) + ", " + what + " (" + flag.rule() + ")";
    }

    static String settings(ChartMethod method) {
        StringBuilder text = new StringBuilder(method.kind.toString());
        if (method.per > 1) {
            text.append(String.format(Locale.ROOT, " per %,d", method.per));
        }
        text.append(", baseline ").append(method.from == null ? "all that are over" : method.from + " to " + method.to);
        if (!method.excluded.isEmpty()) {
            text.append(" without ").append(String.join(", ", method.excluded));
        }
        method.rules.forEach(rule -> text.append(", ").append(rule));
        return text.toString();
    }

    static String plain(Point point) {
        return point.label() + (point.isOver() ? ": " : " (so far): ") + Text.number(point.value(), DIGITS) + " in ["
                + Text.number(point.lower(), DIGITS) + ", " + Text.number(point.upper(), DIGITS) + "]";
    }

    private static String value(ChartMethod method, double value) {
        if (method.kind.isOfShares()) {
            return Text.percent(value);
        }
        return Text.number(value * method.per, DIGITS)
                + (method.per == 1 ? "" : String.format(Locale.ROOT, " per %,d", method.per));
    }
}
