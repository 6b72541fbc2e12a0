package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.math.LongMath;
import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.rule.Measure;
import dev.retention.rule.MeasureSink;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.Serial;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recency, frequency and money of one customer.
 *
 * @param asOf the last day of the data
 * @param zone in which instants become days, null if none was set
 * @param events which events are purchases, and what amounts below 0 are
 * @param frequency what is counted
 * @param money what is made of the amounts
 */
record RfmMeasure(LocalDate asOf, @Nullable ZoneId zone, EventFilter events, Rfm.Frequency frequency, Rfm.Money money)
        implements Measure {
    static final int RECENCY = 0;
    static final int FREQUENCY = 1;
    static final int MONEY = 2;
    /** The sum where money is the mean. */
    static final int SPEND = 3;

    private static final long serialVersionUID = 1;
    private static final List<String> COLUMNS = List.of("recency", "frequency", "money", "spend");

    RfmMeasure {
        requireNonNull(events, "events");
        requireNonNull(frequency, "frequency");
        requireNonNull(money, "money");
    }

    @Override
    public String definition() {
        return "recency, frequency in " + frequency
                + (frequency == Rfm.Frequency.PURCHASES ? " (lines of one order are one)" : "") + ", money as " + money
                + (events.isAll() ? "" : ", counting " + events) + ", to " + asOf
                + (zone == null ? "" : ", in " + zone);
    }

    @Override
    public Timeline timeline() {
        Timeline days = Timeline.of(Grain.DAY, asOf);
        return zone == null ? days : days.inZone(zone);
    }

    @Override
    public List<String> columns() {
        return money == Rfm.Money.MEAN ? COLUMNS : COLUMNS.subList(0, SPEND);
    }

    @Override
    public Measure forOneThread() {
        return new OneThread(this);
    }

    @Override
    public void apply(History history, MeasureSink sink) {
        new OneThread(this).apply(history, sink);
    }

    @Override
    public String toString() {
        return definition();
    }

    /** The measure with room to look through the filter. */
    private static final class OneThread implements Measure {
        private static final long serialVersionUID = 1;

        private final RfmMeasure measure;
        // Null if every event counts.
        private final transient EventFilter.@Nullable View view;
        // The timeline of the history at hand and its last day.
        private transient @Nullable Timeline shown;
        private transient long asOf;

        OneThread(RfmMeasure measure) {
            this.measure = measure;
            this.view = measure.events.isAll() ? null : measure.events.view();
        }

        @Override
        public String definition() {
            return measure.definition();
        }

        @Override
        public Timeline timeline() {
            return measure.timeline();
        }

        @Override
        public List<String> columns() {
            return measure.columns();
        }

        @Override
        public void apply(History history, MeasureSink sink) {
            checkArgument(history.currency().isPresent(), "histories must have amounts to tell what was spent");
            History counted = view == null ? history : view.of(history);
            if (counted.isEmpty()) {
                return;
            }
            if (counted.hasColumn(OrderLines.ORDER)) {
                ofOrders(history, Orders.of(counted), sink);
                return;
            }
            int n = counted.size();
            long sum = 0;
            for (int event = 0; event < n; event++) {
                sum = Math.addExact(sum, counted.amount(event));
            }
            int purchases = measure.frequency == Rfm.Frequency.PURCHASES ? n : days(counted, n);
            tell(lastDay(history.timeline()) - counted.epochDay(n - 1), purchases, sum, sink);
        }

        /** Where events are lines, purchases are orders, and returns are none. */
        private void ofOrders(History history, Orders orders, MeasureSink sink) {
            int n = orders.size();
            if (n == 0) {
                return;
            }
            long sum = 0;
            int days = 0;
            for (int k = 0; k < n; k++) {
                sum = Math.addExact(sum, orders.amount(k));
                days += k > 0 && orders.epochDay(k) == orders.epochDay(k - 1) ? 0 : 1;
            }
            int purchases = measure.frequency == Rfm.Frequency.PURCHASES ? n : days;
            tell(lastDay(history.timeline()) - orders.epochDay(n - 1), purchases, sum, sink);
        }

        private void tell(long recency, int purchases, long sum, MeasureSink sink) {
            sink.set(RECENCY, recency);
            sink.set(FREQUENCY, purchases);
            if (measure.money == Rfm.Money.MEAN) {
                sink.set(MONEY, LongMath.divide(sum, purchases, RoundingMode.HALF_EVEN));
                sink.set(SPEND, sum);
            } else {
                sink.set(MONEY, sum);
            }
        }

        private static int days(History history, int n) {
            int days = 1;
            for (int event = 1; event < n; event++) {
                days += history.epochDay(event) == history.epochDay(event - 1) ? 0 : 1;
            }
            return days;
        }

        private long lastDay(Timeline timeline) {
            if (!timeline.equals(shown)) {
                shown = timeline;
                asOf = timeline.asOf().toEpochDay();
            }
            return asOf;
        }

        @Serial
        private Object writeReplace() {
            return measure;
        }
    }
}
