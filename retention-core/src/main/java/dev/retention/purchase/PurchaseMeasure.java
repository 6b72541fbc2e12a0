package dev.retention.purchase;

import dev.retention.history.History;
import dev.retention.rule.Measure;
import dev.retention.rule.MeasureSink;
import dev.retention.time.Timeline;
import java.io.Serial;
import java.util.List;

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

    /** In logarithms of intervals, what stands for 1. */
    static final double LOG_UNIT = 0x1p40;

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
        private final transient LogTable logs = new LogTable();

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
                long first = days.day(0);
                long logSum = 0;
                for (int i = 1; i < end; i++) {
                    logSum += logs.of(days.day(i) - days.day(i - 1));
                }
                sink.set(FREQUENCY, end - 1);
                sink.set(RECENCY, days.day(end - 1) - first);
                sink.set(AGE, days.calibrationEnd() - first);
                sink.set(LOG_INTERVALS, logSum);
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

        @Serial
        private Object writeReplace() {
            return measure;
        }
    }

    /** Logarithms of whole days in units that sum up exactly: intervals are whole days, so few of them differ. */
    private static final class LogTable {
        private final long[] known = new long[1 << 12];

        long of(long days) {
            if (days >= known.length) {
                return value(days);
            }
            long log = known[(int) days];
            if (log == 0 && days > 1) {
                log = value(days);
                known[(int) days] = log;
            }
            return log;
        }

        private static long value(long days) {
            return Math.round(Math.log(days) * LOG_UNIT);
        }
    }
}
