package dev.retention.trend;

import dev.retention.internal.Text;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Sheet.Kind;
import java.util.Map;
import java.util.stream.Collectors;

/** Series and charts as sheets. */
final class TrendSheets {
    private TrendSheets() {}

    static Sheet of(ControlChart chart) {
        Map<String, String> flags = chart.flags().stream()
                .collect(Collectors.groupingBy(
                        flag -> flag.run().get(flag.run().size() - 1).label(),
                        Collectors.mapping(RunRule.Flag::toString, Collectors.joining("; "))));
        return Sheet.of("Control chart", chart.points())
                .definition(chart.toString())
                .notes(chart.gaps())
                .column("at", Kind.LABEL, ControlChart.Point::label)
                .column("value", Kind.NUMBER, ControlChart.Point::value)
                .column("centre", Kind.NUMBER, point -> chart.centre())
                .column("lower limit", Kind.NUMBER, ControlChart.Point::lower)
                .column("upper limit", Kind.NUMBER, ControlChart.Point::upper)
                .column("z", Kind.NUMBER, ControlChart.Point::z)
                .column("over", Kind.TRUTH, ControlChart.Point::isOver)
                .column("in baseline", Kind.TRUTH, ControlChart.Point::isInBaseline)
                .column("flags", Kind.LABEL, point -> flags.getOrDefault(point.label(), ""))
                .build();
    }

    static Sheet of(CountSeries series) {
        return Sheet.of("Series of " + Text.words(series.kind()), series.points())
                .column("at", Kind.LABEL, CountSeries.Point::label)
                .column("count", Kind.COUNT, point -> point.isGap() ? null : point.count())
                .column("exposure", Kind.NUMBER, point -> point.isGap() ? null : point.exposure())
                .column("rate", Kind.NUMBER, CountSeries.Point::rate)
                .column("over", Kind.TRUTH, CountSeries.Point::isOver)
                .build();
    }
}
