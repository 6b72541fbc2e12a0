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
        private final transient boolean hasHoldout;
        private final transient PurchaseTotals calibration = new PurchaseTotals();
        private final transient PurchaseTotals holdout = new PurchaseTotals();
        // The end of the calibration, or of what the history at hand shows if that is earlier.
        private transient @Nullable Timeline shown;
        private transient long ageEnd;

        OneThread(PurchaseMeasure measure) {
            this.measure = measure;
            this.days = measure.days.reader();
            this.hasHoldout = measure.days.hasHoldout();
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
            days.addUp(history, calibration, holdout);
            boolean isKnown = calibration.days() > 0;
            if (!isKnown && holdout.days() == 0) {
                return;
            }
            boolean amounts = history.currency().isPresent();
            if (isKnown) {
                sink.set(FREQUENCY, calibration.days() - 1);
                sink.set(RECENCY, calibration.last() - calibration.first());
                sink.set(AGE, ageEnd(history.timeline()) - calibration.first());
                sink.set(LOG_INTERVALS, calibration.logIntervals());
                if (amounts) {
                    sink.set(FIRST_SPEND, calibration.firstSpend());
                    sink.set(REPEAT_SPEND, Math.subtractExact(calibration.spend(), calibration.firstSpend()));
                }
            }
            if (hasHoldout) {
                sink.set(HOLDOUT_PURCHASES, holdout.days());
                if (amounts) {
                    long spent = Math.subtractExact(holdout.spend(), calibration.spend());
                    sink.set(HOLDOUT_SPEND, Math.addExact(spent, days.refundsInHoldout()));
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
