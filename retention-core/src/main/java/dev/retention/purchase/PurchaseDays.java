package dev.retention.purchase;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventCodes;
import dev.retention.history.History;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The days on which a customer bought, and what was spent on each: the one definition of a purchase in this package.
 *
 * <ul>
 *   <li>A purchase is an event of one of the codes, unless its amount is zero or less and the policy says that it is none.
 *   <li>Purchases of one civil day are one, with the sum of their amounts.
 *   <li>Refunds that are deducted lower the latest day of purchase up to their own, which may come after them in the order of
 *       events. Those after the end of the calibration leave it as it was.
 * </ul>
 *
 * @param asOf the last day of the data
 * @param calibrationEnd the last day of the calibration, the as-of day if there is no holdout
 * @param zone in which instants become days, null if none was set
 * @param codes of the events that are purchases, null if all are
 * @param policy what events with an amount of zero or less are
 */
record PurchaseDays(
        LocalDate asOf,
        LocalDate calibrationEnd,
        @Nullable ZoneId zone,
        @Nullable List<String> codes,
        NonPositiveAmount policy)
        implements Serializable {

    PurchaseDays {
        requireNonNull(asOf, "asOf");
        requireNonNull(calibrationEnd, "calibrationEnd");
        requireNonNull(policy, "policy");
        codes = codes == null ? null : List.copyOf(codes);
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
        return "purchases" + (codes == null ? "" : " of " + codes)
                + (policy == NonPositiveAmount.COUNT ? "" : ", amounts of zero or less: " + policy) + ", to "
                + calibrationEnd + (hasHoldout() ? ", holdout to " + asOf : "") + (zone == null ? "" : ", in " + zone);
    }

    Reader reader() {
        return new Reader(this);
    }

    /** Reads the days of one customer after the other. Keeps its room, so that it allocates nothing for most customers. */
    static final class Reader {
        private final PurchaseDays definition;
        private final long calibrationEnd;
        // The days of purchase in order, and what was spent up to each.
        private int[] days = new int[64];
        private long[] spend = new long[64];
        private int size;
        private long refundsInHoldout;
        private @Nullable EventCodes known;
        private boolean[] ofCodes = {};

        private Reader(PurchaseDays definition) {
            this.definition = definition;
            this.calibrationEnd = definition.calibrationEnd.toEpochDay();
        }

        /** Moves to a customer. */
        void read(History history) {
            int n = history.size();
            if (n > days.length) {
                int room = Math.max(n, 2 * days.length);
                days = new int[room];
                spend = new long[room];
            }
            refundsInHoldout = 0;
            boolean anyAmount = definition.policy == NonPositiveAmount.COUNT
                    || history.currency().isEmpty();
            if (anyAmount && definition.codes == null) {
                size = history.foldDays(days, spend);
            } else {
                fold(history, n, anyAmount, ofCodes(history.codes()));
            }
        }

        private void fold(History history, int n, boolean anyAmount, boolean @Nullable [] wanted) {
            size = 0;
            long refunds = 0;
            long refundDay = Long.MIN_VALUE;
            for (int event = 0; event < n; event++) {
                if (wanted != null && !wanted[history.codeIndex(event)]) {
                    continue;
                }
                int day = (int) history.epochDay(event);
                long amount = history.amount(event);
                if (refunds != 0 && day != refundDay) {
                    refund(refundDay, refunds);
                    refunds = 0;
                }
                if (anyAmount || isPurchase(amount, history)) {
                    if (size == 0 || day != days[size - 1]) {
                        spend[size] = size == 0 ? 0 : spend[size - 1];
                        days[size++] = day;
                    }
                    spend[size - 1] = Math.addExact(spend[size - 1], amount);
                } else if (definition.policy == NonPositiveAmount.DEDUCT_REFUNDS) {
                    refunds = Math.addExact(refunds, amount);
                    refundDay = day;
                }
            }
            refund(refundDay, refunds);
        }

        private void refund(long day, long amount) {
            if (size == 0) {
                return;
            }
            if (day > calibrationEnd && days[size - 1] <= calibrationEnd) {
                refundsInHoldout = Math.addExact(refundsInHoldout, amount);
            } else {
                spend[size - 1] = Math.addExact(spend[size - 1], amount);
            }
        }

        private boolean isPurchase(long amount, History history) {
            if (amount > 0) {
                return true;
            }
            NonPositiveAmount policy = definition.policy;
            checkArgument(
                    policy != NonPositiveAmount.REFUSE,
                    "amount (%s) of customer %s must be positive, or the policy another than REFUSE",
                    major(amount, history),
                    history.customer());
            return amount == 0 && policy == NonPositiveAmount.DEDUCT_REFUNDS;
        }

        private static BigDecimal major(long amount, History history) {
            int decimals = history.currency()
                    .map(currency -> currency.getDefaultFractionDigits())
                    .orElse(0);
            return BigDecimal.valueOf(amount, Math.max(0, decimals));
        }

        /** By code of a store, whether its events are purchases; null if all are. */
        private boolean @Nullable [] ofCodes(EventCodes codes) {
            List<String> wanted = definition.codes;
            if (wanted == null) {
                return null;
            }
            if (!codes.equals(known)) {
                ofCodes = new boolean[codes.names().size()];
                wanted.forEach(code -> codes.find(code).ifPresent(index -> ofCodes[index] = true));
                known = codes;
            }
            return ofCodes;
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

        /** The sum of the logarithms of the intervals between some first days, in the unit of {@link LogTable}. */
        long logIntervals(int end) {
            int[] day = days;
            long sum = 0;
            int before = day[0];
            for (int i = 1; i < end; i++) {
                sum += LogTable.of(day[i] - before);
                before = day[i];
            }
            return sum;
        }

        /** Refunds of the holdout before its first purchase. */
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
