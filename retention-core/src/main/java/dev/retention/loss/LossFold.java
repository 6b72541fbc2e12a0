package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.History;
import dev.retention.movement.Spells;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Folds a customer's history to losses: of each period in which there is one, the last. Rows and counts of losses both come from here.
 */
final class LossFold implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int NONE = -1;

    private final LossSettings settings;
    // The first day of each period, and of the one after the last.
    private final long[] starts;

    LossFold(LossSettings settings, Timeline periods) {
        this.settings = settings;
        this.starts = LongStream.rangeClosed(0, periods.size())
                .map(p -> periods.first().plus((int) p).firstDay().toEpochDay())
                .toArray();
    }

    /**
     * A loss.
     *
     * @param period in which it lies
     * @param start the day of the arrival, null if it is not known
     * @param day the day of the loss
     * @param event that made it
     * @param wasLive whether the customer was live at the start of the period
     * @param isBack whether the customer is live at its end
     */
    record Lost(int period, @Nullable Long start, long day, int event, boolean wasLive, boolean isBack) {
        /** Whether the customer was lost within some days of the arrival, as far as that is known. */
        boolean isWithin(int days) {
            return start != null && day - start <= days;
        }
    }

    /** Hands over the last loss of each period in which there is one, and all stays if they are asked for, in order of time. */
    void forEach(History history, Spells.@Nullable SpellConsumer stays, Consumer<Lost> consumer) {
        Spells spells = settings.spells;
        Steps steps = new Steps(history, stays, consumer);
        if (spells == null) {
            for (int event = 0; event < history.size(); event++) {
                steps.listed(event);
            }
        } else {
            spells.forEach(history, steps);
        }
        steps.flush();
    }

    /** The first day of a period, or of the one after the last. */
    long start(int period) {
        return starts[period];
    }

    /** The first period that starts after a day: at whose start who arrived on it is live, and who is lost on it is not. */
    int firstAfter(long day) {
        int at = Arrays.binarySearch(starts, day + 1);
        return Math.min(starts.length - 1, at < 0 ? -at - 1 : at);
    }

    private int periodOf(long day) {
        int at = Arrays.binarySearch(starts, day);
        int period = at < 0 ? -at - 2 : at;
        return period < starts.length - 1 ? period : NONE;
    }

    /** The event that made a loss by spells: of orders the last, of contracts that of the day whose code was named first. */
    int event(History history, long day) {
        int event = lastBy(history, day);
        Spells spells = settings.spells;
        if (spells == null || spells.endCodes().isEmpty()) {
            return event;
        }
        int found = event;
        int best = Integer.MAX_VALUE;
        for (int each = event; each >= 0 && history.epochDay(each) == day; each--) {
            int rank = spells.endCodes().indexOf(history.code(each));
            boolean isBetter = rank == best ? history.amount(each) < history.amount(found) : rank < best;
            if (rank >= 0 && isBetter) {
                found = each;
                best = rank;
            }
        }
        return found;
    }

    /** A stay that ended, whenever that was. */
    Lost lost(History history, Spells.Spell stay) {
        long day = stay.end().toEpochDay();
        return new Lost(NONE, stay.start().toEpochDay(), day, event(history, day), false, false);
    }

    /** The last event up to the end of a day, on or before which there is one. */
    private static int lastBy(History history, long day) {
        int low = 0;
        int high = history.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (history.epochDay(middle) <= day) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private final class Steps implements Spells.SpellConsumer {
        private final History history;
        private final Spells.@Nullable SpellConsumer stays;
        private final Consumer<Lost> consumer;
        // The loss that waits for what else comes in its period.
        private int period = NONE;
        private @Nullable Long from;
        private long day;
        private int event;
        private boolean wasLive;

        Steps(History history, Spells.@Nullable SpellConsumer stays, Consumer<Lost> consumer) {
            this.history = history;
            this.stays = stays;
            this.consumer = consumer;
        }

        void listed(int at) {
            long lostOn = history.epochDay(at);
            int in = periodOf(lostOn);
            if (in != period) {
                flush();
            }
            period = in;
            day = lostOn;
            event = at;
            from = null;
            int since = settings.since.isEmpty() ? NONE : history.column(settings.since);
            if (since != NONE && history.hasValue(since, at)) {
                from = history.epochDayOf(since, at);
                checkArgument(
                        from <= day,
                        "column (%s) is %s, which must not be after the loss on %s",
                        settings.since,
                        LocalDate.ofEpochDay(from),
                        history.date(at));
            }
        }

        @Override
        public void accept(long start, long end, boolean ended) {
            if (stays != null) {
                stays.accept(start, end, ended);
            }
            if (period != NONE && start < starts[period + 1]) {
                if (ended && end < starts[period + 1]) {
                    from = start;
                    day = end;
                    return;
                }
                emit(true);
            }
            flush();
            if (ended && end >= starts[0]) {
                period = periodOf(end);
                wasLive = start < starts[period];
                from = start;
                day = end;
            }
        }

        void flush() {
            emit(false);
        }

        private void emit(boolean isBack) {
            if (period != NONE) {
                int made = settings.spells == null ? event : event(history, day);
                consumer.accept(new Lost(period, from, day, made, wasLive, isBack));
                period = NONE;
            }
        }
    }
}
