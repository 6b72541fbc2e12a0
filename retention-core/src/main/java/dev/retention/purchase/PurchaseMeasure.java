package dev.retention.purchase;

import dev.retention.history.History;
import dev.retention.rule.Measure;
import dev.retention.rule.MeasureSink;
import dev.retention.time.Timeline;
import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link PurchaseCounting} counts of one customer. */
record PurchaseMeasure(PurchaseDays days) implements Measure {
    static final int FREQUENCY = 0;
    static final int RECENCY = 1;
    static final int AGE = 2;
    static final int FIRST_SPEND = 3;
    static final int REPEAT_SPEND = 4;
    static final int LOG_INTERVALS = 5;
    static final int HOLDOUT_PURCHASES = 6;
    static final int HOLDOUT_SPEND = 7;

    private static final long serialVersionUID = 1;
    private static final List<String> COLUMNS = List.of(
            "repeat purchases",
            "recency",
            "age",
            "first spend",
            "repeat spend",
            "log intervals",
            "holdout purchases",
            "holdout spend");

    @Override
    public String definition() {
        return days.definition();
    }

    @Override
    public Timeline timeline() {
        return days.timeline();
    }

    @Override
    public List<String> columns() {
        return days.hasHoldout() ? COLUMNS : COLUMNS.subList(0, HOLDOUT_PURCHASES);
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

    /** The measure with room for the days of a customer. */
    private static final class OneThread implements Measure {
        private static final long serialVersionUID = 1;

        private final PurchaseMeasure measure;
        private final transient PurchaseDays.Reader days;
        // The end of the calibration, or of what the history at hand shows if that is earlier.
        private transient @Nullable Timeline shown;
        private transient long ageEnd;

        OneThread(PurchaseMeasure measure) {
            this.measure = measure;
            this.days = measure.days.reader();
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
            days.read(history);
            int size = days.size();
            if (size == 0) {
                return;
            }
            boolean amounts = history.currency().isPresent();
            int end = days.inCalibration();
            if (end > 0) {
                int first = days.day(0);
                sink.set(FREQUENCY, end - 1);
                sink.set(RECENCY, days.day(end - 1) - first);
                sink.set(AGE, ageEnd(history.timeline()) - first);
                sink.set(LOG_INTERVALS, days.logIntervals());
                if (amounts) {
                    sink.set(FIRST_SPEND, days.spend(0, 1));
                    sink.set(REPEAT_SPEND, days.spend(1, end));
                }
            }
            if (measure.days.hasHoldout()) {
                sink.set(HOLDOUT_PURCHASES, size - end);
                if (amounts) {
                    sink.set(HOLDOUT_SPEND, Math.addExact(days.spend(end, size), days.refundsInHoldout()));
                }
            }
        }

        private long ageEnd(Timeline timeline) {
            if (!timeline.equals(shown)) {
                shown = timeline;
                ageEnd = Math.min(days.calibrationEnd(), timeline.asOf().toEpochDay());
            }
            return ageEnd;
        }

        @Serial
        private Object writeReplace() {
            return measure;
        }
    }
}
