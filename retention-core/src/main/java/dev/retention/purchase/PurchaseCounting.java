package dev.retention.purchase;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.PeriodsPerYear;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.internal.store.HistoryCursor;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
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
        CustomerPurchases.Columns columns = new CustomerPurchases.Columns(store, calibrationEnd, asOf);
        boolean amounts = store.currency().isPresent();
        if (!store.hasInstants() && codes == null && (!amounts || policy == NonPositiveAmount.COUNT)) {
            columns.addAll(store);
        } else {
            Timeline days = days(store);
            HistoryCursor cursor = HistoryCursor.open(store, days);
            Walk walk = new Walk(store, days, columns);
            for (int customer = 0; customer < store.customers(); customer++) {
                walk.through(cursor.moveTo(customer), customer);
            }
        }
        return new CustomerPurchases<>(
                store, this, unit, daysPerUnit, calibrationEnd.toEpochDay(), asOf.toEpochDay(), columns);
    }

    /** The days on which a customer of a store bought, by the same rules. */
    List<LocalDate> daysOf(HistoryStore<?> store, int customer) {
        History history = HistoryCursor.open(store, days(store)).moveTo(customer);
        boolean[] ofCodes = ofCodes(store);
        boolean amounts = store.currency().isPresent();
        return IntStream.range(0, history.size())
                .filter(event -> ofCodes == null || ofCodes[history.codeIndex(event)])
                .filter(event -> !amounts || isPurchase(history.amount(event), store, customer))
                .mapToObj(history::date)
                .distinct()
                .toList();
    }

    private Timeline days(HistoryStore<?> store) {
        Timeline days = Timeline.of(Grain.DAY, asOf);
        return store.bind(zone == null ? days : days.in(zone));
    }

    /** By code of a store, whether its events are purchases; null if all are. */
    private boolean @Nullable [] ofCodes(HistoryStore<?> store) {
        if (codes == null) {
            return null;
        }
        boolean[] ofCodes = new boolean[store.codes().names().size()];
        for (String code : codes) {
            store.codes().find(code).ifPresent(index -> ofCodes[index] = true);
        }
        return ofCodes;
    }

    private boolean isPurchase(long amount, HistoryStore<?> store, int customer) {
        if (amount > 0) {
            return true;
        }
        checkArgument(
                policy != NonPositiveAmount.REFUSE,
                "amount (%s) of customer %s must be positive, or the policy another than REFUSE",
                store.major(amount),
                store.customer(customer));
        return policy == NonPositiveAmount.COUNT || (policy == NonPositiveAmount.DEDUCT_REFUNDS && amount == 0);
    }

    /** Prints the unit and the periods. */
    @Override
    public String toString() {
        return "purchases to " + calibrationEnd
                + (calibrationEnd.equals(asOf) ? "" : ", holdout to " + asOf)
                + ", in units of " + CustomerPurchases.number(daysPerUnit) + " days";
    }

    /** Goes through the events of one customer after the other, where not every event is a purchase or has a date. */
    final class Walk {
        private static final long NEVER = Long.MIN_VALUE;

        private final HistoryStore<?> store;
        private final CustomerPurchases.Columns columns;
        private final boolean amounts;
        private final boolean instants;
        private final long origin;
        private final boolean @Nullable [] ofCodes;
        private final long lastCalibrationDay = calibrationEnd.toEpochDay();

        long firstDay;
        long lastDay;
        int repeats;
        int holdoutPurchases;
        long firstSpend;
        long repeatSpend;
        long holdoutSpend;

        Walk(HistoryStore<?> store, Timeline days, CustomerPurchases.Columns columns) {
            this.store = store;
            this.instants = store.hasInstants();
            this.origin = days.first().startInclusive().toLocalDate().toEpochDay();
            this.columns = columns;
            this.amounts = store.currency().isPresent();
            this.ofCodes = ofCodes(store);
        }

        void through(History history, int customer) {
            firstDay = NEVER;
            firstSpend = 0;
            repeatSpend = 0;
            holdoutSpend = 0;
            lastDay = NEVER;
            repeats = 0;
            holdoutPurchases = 0;
            long latest = NEVER;
            long refundDay = NEVER;
            long refunds = 0;
            int size = history.size();
            for (int event = 0; event < size; event++) {
                if (ofCodes != null && !ofCodes[history.codeIndex(event)]) {
                    continue;
                }
                // Periods are days here, and an instant's is found without its civil time.
                long day = instants ? origin + history.period(event) : history.epochDay(event);
                long amount = history.amount(event);
                if (refunds != 0 && day != refundDay) {
                    // Refunds wait for the end of their day: a purchase of that day may come after them.
                    refund(refundDay, latest, refunds);
                    refunds = 0;
                }
                if (amounts && amount <= 0 && !isPurchase(amount, store, customer)) {
                    if (policy == NonPositiveAmount.DEDUCT_REFUNDS) {
                        refunds = Math.addExact(refunds, amount);
                        refundDay = day;
                    }
                    continue;
                }
                if (day != latest) {
                    boolean calibration = day <= lastCalibrationDay;
                    if (latest == NEVER) {
                        firstDay = day;
                    } else if (calibration) {
                        repeats++;
                        columns.repeat(day, day - latest);
                    } else {
                        holdoutPurchases++;
                        columns.holdout(day, firstDay);
                    }
                    latest = day;
                    lastDay = calibration ? day : lastDay;
                }
                spend(day, amount);
            }
            refund(refundDay, latest, refunds);
            if (firstDay == NEVER) {
                columns.withoutPurchase++;
            } else if (firstDay > lastCalibrationDay) {
                columns.startedInHoldout++;
            } else {
                columns.add(customer, repeats, firstDay, lastDay, firstSpend, repeatSpend);
                columns.addHoldout(holdoutPurchases, holdoutSpend);
            }
        }

        private void refund(long day, long latest, long amount) {
            if (latest != NEVER && amount != 0) {
                spend(day > lastCalibrationDay ? day : latest, amount);
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
