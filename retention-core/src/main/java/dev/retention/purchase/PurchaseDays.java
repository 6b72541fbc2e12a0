package dev.retention.purchase;

import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The days on which a customer bought, and what was spent on each: the one definition of a purchase in this package.
 *
 * <ul>
 *   <li>A purchase is an event that counts.
 *   <li>Purchases of one civil day are one, with the sum of their amounts.
 *   <li>Refunds that are deducted lower the latest purchase. Those after the end of the calibration leave it as it was.
 * </ul>
 *
 * @param asOf the last day of the data
 * @param calibrationEnd the last day of the calibration, the as-of day if there is no holdout
 * @param zone in which instants become days, null if none was set
 * @param events which events are purchases, and what amounts below 0 are
 */
record PurchaseDays(
        LocalDate asOf, LocalDate calibrationEnd, @Nullable ZoneId zone, EventFilter events) implements Serializable {

    PurchaseDays {
        requireNonNull(asOf, "asOf");
        requireNonNull(calibrationEnd, "calibrationEnd");
        requireNonNull(events, "events");
    }

    /** The days up to the as-of day, without a first one. */
    Timeline timeline() {
        Timeline days = Timeline.of(Grain.DAY, asOf);
        return zone == null ? days : days.inZone(zone);
    }

    boolean hasHoldout() {
        return calibrationEnd.isBefore(asOf);
    }

    /** What purchases are, in words that tell the definition from every other. */
    String definition() {
        return "purchases" + (events.isAll() ? "" : ", counting " + events) + ", to " + calibrationEnd
                + (hasHoldout() ? ", holdout to " + asOf : "") + (zone == null ? "" : ", in " + zone);
    }

    Reader reader() {
        return new Reader(this);
    }

    /** Reads the days of one customer after the other. Keeps its room, so that it allocates nothing for most customers. */
    static final class Reader {
        private final long calibrationEnd;
        // Null if every event counts.
        private final EventFilter.@Nullable View view;
        // The days of purchase in order, and what was spent up to each.
        private int[] days = new int[64];
        private long[] spend = new long[64];
        private int size;
        private long refundsInHoldout;

        private Reader(PurchaseDays definition) {
            this.calibrationEnd = definition.calibrationEnd.toEpochDay();
            this.view = definition.events.isAll() ? null : definition.events.view();
        }

        /** The purchases of a customer, by {@code history} as it is if every event is one. */
        private History counted(History history) {
            return view == null ? history : view.of(history, calibrationEnd);
        }

        /**
         * Adds up the purchases of a customer in the calibration and in the holdout, without moving to the customer.
         *
         * @param calibration takes those of the calibration
         * @param holdout takes those after it, and all that was spent
         */
        void addUp(History history, PurchaseTotals calibration, PurchaseTotals holdout) {
            History counted = counted(history);
            int size = counted.size();
            int end = size;
            while (end > 0 && counted.epochDay(end - 1) > calibrationEnd) {
                end--;
            }
            calibration.read(counted, 0, end, 0);
            holdout.read(counted, end, size, calibration.spend());
            refundsInHoldout = view == null ? 0 : view.lateRefunds();
        }

        /** Moves to a customer. */
        void read(History history) {
            History counted = counted(history);
            int n = counted.size();
            if (n > days.length) {
                int room = Math.max(n, 2 * days.length);
                days = new int[room];
                spend = new long[room];
            }
            fold(counted, n);
            refundsInHoldout = view == null ? 0 : view.lateRefunds();
        }

        /** Without a branch on whether the day of a purchase is a new one, which no processor could guess. */
        private void fold(History history, int n) {
            int[] ownDays = days;
            long[] ownSpend = spend;
            int count = 0;
            int before = 0;
            long sum = 0;
            for (int event = 0; event < n; event++) {
                int day = (int) history.epochDay(event);
                // Days ascend, so that the sign of a difference tells.
                int interval = count == 0 ? 1 : day - before;
                count += -interval >>> 31;
                sum = Math.addExact(sum, history.amount(event));
                ownDays[count - 1] = day;
                ownSpend[count - 1] = sum;
                before = day;
            }
            size = count;
        }

        long calibrationEnd() {
            return calibrationEnd;
        }

        /** How many days of purchase the customer has. */
        int size() {
            return size;
        }

        /** How many of them lie in the calibration. */
        int inCalibration() {
            int end = size;
            while (end > 0 && days[end - 1] > calibrationEnd) {
                end--;
            }
            return end;
        }

        /** A day of purchase, in order of time. */
        int day(int index) {
            return days[index];
        }

        /** What was spent on some days together, the last excluded. */
        long spend(int from, int to) {
            long before = from == 0 ? 0 : spend[from - 1];
            return to == 0 ? 0 : Math.subtractExact(spend[to - 1], before);
        }

        /** Refunds of the holdout before its first purchase, of those who had bought before. */
        long refundsInHoldout() {
            return refundsInHoldout;
        }

        /** All days of purchase of a customer. */
        List<LocalDate> listOf(History history) {
            read(history);
            return Arrays.stream(days, 0, size).mapToObj(LocalDate::ofEpochDay).toList();
        }
    }
}
