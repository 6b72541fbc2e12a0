package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.PeriodsPerYear;
import dev.retention.history.History;
import dev.retention.history.HistoryCursor;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often, how lately and for how long customers have bought, as models of purchasing want it.
 *
 * <pre>{@code
 * CustomerPurchases<Long> purchases = PurchaseCounting.weekly(LocalDate.of(1998, 6, 30))
 *     .holdoutFrom(LocalDate.of(1997, 10, 1))
 *     .of(orders);
 * ModelFit<BgNbd> fit = BgNbd.fitter().fit(purchases.summary());
 * }</pre>
 *
 * <p>With {@code f} the day of a customer's first purchase, {@code l} of the last and {@code c} the last day of the
 * calibration period:
 *
 * <pre>
 *   frequency x = days with a purchase in (f, c]
 *   recency t_x = (l − f) / days per unit
 *   age T       = (c − f) / days per unit
 * </pre>
 *
 * <ul>
 *   <li>Purchases of one day are one. The first purchase is not counted and its amount not in the mean spend.
 *   <li>Days are differences of civil dates, so weeks are exact sevenths, and who first buys on the last day of the
 *       calibration has age 0. With dates {@code f} = 1997-01-01 and {@code c} = 1997-09-30, {@code T} is 272 days.
 *   <li>Without a holdout, {@code c} is the as-of day. The holdout is {@code (c, as-of]}; a purchase in it is a day too.
 *   <li>Customers who first buy in the holdout are left out and counted; events after the as-of day do not exist.
 *   <li>Every event is a purchase, unless {@link #ofCodes} or {@link #nonPositive} say otherwise.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class PurchaseCounting {
    private final PeriodsPerYear unit;
    private final double daysPerUnit;
    private final LocalDate asOf;
    private final LocalDate calibrationEnd;
    private final @Nullable ZoneId zone;
    private final @Nullable List<String> codes;
    private final NonPositiveAmount policy;

    private PurchaseCounting(
            PeriodsPerYear unit,
            double daysPerUnit,
            LocalDate asOf,
            LocalDate calibrationEnd,
            @Nullable ZoneId zone,
            @Nullable List<String> codes,
            NonPositiveAmount policy) {
        this.unit = requireNonNull(unit, "unit");
        this.daysPerUnit = Checks.positive(daysPerUnit, "daysPerUnit");
        this.asOf = requireNonNull(asOf, "asOf");
        this.calibrationEnd = calibrationEnd;
        this.zone = zone;
        this.codes = codes;
        this.policy = requireNonNull(policy, "policy");
    }

    /**
     * Counts in weeks of 7 days, 52 to the year, as the literature does.
     *
     * @param asOf the last day on which the data are complete
     * @return the method, without a holdout
     */
    public static PurchaseCounting weekly(LocalDate asOf) {
        return in(PeriodsPerYear.WEEKLY, 7, asOf);
    }

    /**
     * Counts in days, 365 to the year.
     *
     * @param asOf the last day on which the data are complete
     * @return the method, without a holdout
     */
    public static PurchaseCounting daily(LocalDate asOf) {
        return in(PeriodsPerYear.DAILY, 1, asOf);
    }

    /**
     * Counts in any unit of time.
     *
     * @param unit how many of the unit make a year, for discounting
     * @param daysPerUnit how many days make the unit, positive and finite, such as 365.25 / 12
     * @param asOf the last day on which the data are complete
     * @return the method, without a holdout
     * @throws IllegalArgumentException if {@code daysPerUnit} is out of its range
     */
    public static PurchaseCounting in(PeriodsPerYear unit, double daysPerUnit, LocalDate asOf) {
        return new PurchaseCounting(unit, daysPerUnit, asOf, asOf, null, null, NonPositiveAmount.COUNT);
    }

    /**
     * Keeps the last part of the data for trying a model out.
     *
     * @param day the first day of the holdout, not after the as-of day; the calibration ends on the day before
     * @return this method with a holdout
     * @throws IllegalArgumentException if {@code day} is after the as-of day
     */
    public PurchaseCounting holdoutFrom(LocalDate day) {
        checkArgument(!day.isAfter(asOf), "day (%s) must not be after the as-of day (%s)", day, asOf);
        return new PurchaseCounting(unit, daysPerUnit, asOf, day.minusDays(1), zone, codes, policy);
    }

    /**
     * Sets the zone in which instants become days.
     *
     * @param zone the zone, needed for stores of instants
     * @return this method in that zone
     */
    public PurchaseCounting inZone(ZoneId zone) {
        return new PurchaseCounting(
                unit, daysPerUnit, asOf, calibrationEnd, requireNonNull(zone, "zone"), codes, policy);
    }

    /**
     * Takes only the events of some codes as purchases.
     *
     * @param codes the codes; one that no event has does not matter
     * @return this method for those events
     */
    public PurchaseCounting ofCodes(String... codes) {
        return new PurchaseCounting(unit, daysPerUnit, asOf, calibrationEnd, zone, List.of(codes), policy);
    }

    /**
     * Says what orders with an amount of zero or less are.
     *
     * @param policy the policy, {@link NonPositiveAmount#COUNT} unless said otherwise
     * @return this method with that policy
     */
    public PurchaseCounting nonPositive(NonPositiveAmount policy) {
        return new PurchaseCounting(unit, daysPerUnit, asOf, calibrationEnd, zone, codes, policy);
    }

    /**
     * Counts the purchases of all customers.
     *
     * @param store the histories
     * @param <K> the type of customer keys
     * @return one row per customer who had bought by the end of the calibration
     * @throws IllegalArgumentException if the store has instants and no zone was set, or an amount is not positive and the
     *     policy is to refuse that
     * @throws ArithmeticException if a customer's amounts add up to more than a long holds
     */
    public <K> CustomerPurchases<K> of(HistoryStore<K> store) {
        Timeline days = Timeline.of(Grain.DAY, asOf);
        HistoryCursor cursor = store.open(zone == null ? days : days.in(zone));
        CustomerPurchases.Columns columns = new CustomerPurchases.Columns(store, asOf.toEpochDay());
        Walk walk = new Walk(store);
        for (int customer = 0; customer < store.customers(); customer++) {
            walk.through(cursor.moveTo(customer), customer);
            columns.add(customer, walk);
        }
        return new CustomerPurchases<>(
                store, unit, daysPerUnit, calibrationEnd.toEpochDay(), asOf.toEpochDay(), columns);
    }

    /** Prints the unit and the periods. */
    @Override
    public String toString() {
        return "purchases to " + calibrationEnd
                + (calibrationEnd.equals(asOf) ? "" : ", holdout to " + asOf)
                + ", in units of " + CustomerPurchases.number(daysPerUnit) + " days";
    }

    /** Goes through one customer's events. */
    final class Walk {
        private final HistoryStore<?> store;
        private final boolean amounts;
        private final boolean @Nullable [] isPurchase;
        private final long lastCalibrationDay = calibrationEnd.toEpochDay();

        long firstDay;
        long lastDay;
        int repeats;
        int holdoutPurchases;
        long firstSpend;
        long repeatSpend;
        long holdoutSpend;
        double logIntervals;
        /** The days of repeat and holdout purchases of this customer; valid up to their number. */
        long[] days = new long[16];

        private long latest;
        private long today;
        private long refunds;

        Walk(HistoryStore<?> store) {
            this.store = store;
            this.amounts = store.currency().isPresent();
            if (codes == null) {
                isPurchase = null;
            } else {
                isPurchase = new boolean[store.codes().names().size()];
                for (String code : codes) {
                    store.codes().find(code).ifPresent(index -> isPurchase[index] = true);
                }
            }
        }

        boolean hasPurchase() {
            return firstDay != Long.MIN_VALUE;
        }

        boolean inCalibration() {
            return hasPurchase() && firstDay <= lastCalibrationDay;
        }

        void through(History history, int customer) {
            firstDay = Long.MIN_VALUE;
            lastDay = Long.MIN_VALUE;
            latest = Long.MIN_VALUE;
            today = Long.MIN_VALUE;
            refunds = 0;
            repeats = 0;
            holdoutPurchases = 0;
            firstSpend = 0;
            repeatSpend = 0;
            holdoutSpend = 0;
            logIntervals = 0;
            int size = history.size();
            for (int event = 0; event < size; event++) {
                if (isPurchase == null || isPurchase[history.codeIndex(event)]) {
                    event(history.epochDay(event), history.amount(event), customer);
                }
            }
            settle();
        }

        private void event(long day, long amount, int customer) {
            if (day != today) {
                settle();
                today = day;
            }
            if (!amounts || amount > 0 || isPurchase(amount, customer)) {
                if (day != latest) {
                    purchase(day);
                    latest = day;
                }
                spend(day, amount);
            } else if (policy == NonPositiveAmount.DEDUCT_REFUNDS) {
                refunds = Math.addExact(refunds, amount);
            }
        }

        /** Refunds wait for the end of their day: a purchase of that day may come after them. */
        private void settle() {
            if (latest != Long.MIN_VALUE) {
                spend(today > lastCalibrationDay ? today : latest, refunds);
            }
            refunds = 0;
        }

        private boolean isPurchase(long amount, int customer) {
            checkArgument(
                    policy != NonPositiveAmount.REFUSE,
                    "amount (%s) of customer %s must be positive, or the policy another than REFUSE",
                    store.major(amount),
                    store.customer(customer));
            return policy == NonPositiveAmount.COUNT || (policy == NonPositiveAmount.DEDUCT_REFUNDS && amount == 0);
        }

        private void purchase(long day) {
            if (latest == Long.MIN_VALUE) {
                firstDay = day;
                lastDay = day;
                return;
            }
            int at = repeats + holdoutPurchases;
            if (at == days.length) {
                days = Arrays.copyOf(days, 2 * at);
            }
            days[at] = day;
            if (day <= lastCalibrationDay) {
                repeats++;
                logIntervals += Math.log((day - latest) / daysPerUnit);
                lastDay = day;
            } else {
                holdoutPurchases++;
            }
        }

        private void spend(long day, long amount) {
            if (day == firstDay) {
                firstSpend = Math.addExact(firstSpend, amount);
            } else if (day <= lastCalibrationDay) {
                repeatSpend = Math.addExact(repeatSpend, amount);
            } else {
                holdoutSpend = Math.addExact(holdoutSpend, amount);
            }
        }
    }
}
