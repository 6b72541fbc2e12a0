package dev.retention.examples.report.count;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Measure;
import dev.retention.rule.MeasureSink;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.util.OptionalDouble;

/** How often customers order, by the data's own measure. */
public final class Rhythm {

    private static final String GAP = "mean days between days of orders, in hundredths";
    private static final double HUNDREDTHS = 100;

    private Rhythm() {}

    /**
     * The median, over the customers who ordered on several days, of a customer's mean number of days between them.
     *
     * @return days; empty if nobody ordered on more than one day
     */
    public static OptionalDouble medianGap(HistoryStore<String> store, Timeline timeline) {
        Measured<String> gaps = Sweep.over(store).measure(Measure.of(GAP, timeline, Rhythm::measure));
        OptionalDouble median = gaps.column().quantile(Measured.Quantile.LINEAR, 0.5);
        return median.isPresent() ? OptionalDouble.of(median.getAsDouble() / HUNDREDTHS) : median;
    }

    private static void measure(History history, MeasureSink sink) {
        long days = 1;
        for (int i = 1; i < history.size(); i++) {
            days += history.epochDay(i) == history.epochDay(i - 1) ? 0 : 1;
        }
        if (days > 1) {
            long between = history.epochDay(history.size() - 1) - history.epochDay(0);
            sink.set(Math.round(between * HUNDREDTHS / (days - 1)));
        }
    }
}
