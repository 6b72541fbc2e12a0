package dev.retention.purchase;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.PeriodsPerYear;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.rule.Measure;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneId;

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
 *   <li>Every event is a purchase, unless {@link #counting} says otherwise.
 * </ul>
 *
 * <p>The numbers are columns of a {@link #measure()}, so that who has them can be listed, ranked and restated. Takes one pass over
 * the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class PurchaseCounting implements Serializable {
    private static final long serialVersionUID = 1;

    private final PeriodsPerYear unit;
    private final double daysPerUnit;
    private final PurchaseDays days;

    private PurchaseCounting(PeriodsPerYear unit, double daysPerUnit, PurchaseDays days) {
        this.unit = requireNonNull(unit, "unit");
        this.daysPerUnit = PurchaseHistory.checkDaysPerUnit(daysPerUnit);
        this.days = days;
    }

    /**
     * Counts in weeks of 7 days, 52 to the year, as the literature does.
     *
     * @param asOf the last day on which the data are complete
     * @return the method, without a holdout
     */
    public static PurchaseCounting weekly(LocalDate asOf) {
        return inUnits(PeriodsPerYear.WEEKLY, 7, asOf);
    }

    /**
     * Counts in days, 365 to the year.
     *
     * @param asOf the last day on which the data are complete
     * @return the method, without a holdout
     */
    public static PurchaseCounting daily(LocalDate asOf) {
        return inUnits(PeriodsPerYear.DAILY, 1, asOf);
    }

    /**
     * Counts in any unit of time.
     *
     * @param unit how many of the unit make a year, for discounting
     * @param daysPerUnit how many days make the unit, in [1e-100, 1e100], such as 365.25 / 12
     * @param asOf the last day on which the data are complete
     * @return the method, without a holdout
     * @throws IllegalArgumentException if {@code daysPerUnit} is out of its range
     */
    public static PurchaseCounting inUnits(PeriodsPerYear unit, double daysPerUnit, LocalDate asOf) {
        Checks.day(asOf, "asOf");
        return new PurchaseCounting(unit, daysPerUnit, new PurchaseDays(asOf, asOf, null, EventFilter.ALL));
    }

    private PurchaseCounting with(PurchaseDays other) {
        return new PurchaseCounting(unit, daysPerUnit, other);
    }

    /**
     * Keeps the last part of the data for trying a model out.
     *
     * @param day the first day of the holdout, not after the as-of day; the calibration ends on the day before
     * @return this method with a holdout
     * @throws IllegalArgumentException if {@code day} is after the as-of day
     */
    public PurchaseCounting holdoutFrom(LocalDate day) {
        Checks.day(day, "day");
        checkArgument(!day.isAfter(days.asOf()), "day (%s) must not be after the as-of day (%s)", day, days.asOf());
        return with(new PurchaseDays(days.asOf(), day.minusDays(1), days.zone(), days.events()));
    }

    /**
     * Sets the zone in which instants become days.
     *
     * @param zone the zone, needed for stores of instants
     * @return this method in that zone
     */
    public PurchaseCounting inZone(ZoneId zone) {
        requireNonNull(zone, "zone");
        return with(new PurchaseDays(days.asOf(), days.calibrationEnd(), zone, days.events()));
    }

    /**
     * Sets which events are purchases; what is none is as if it had not happened, and a refund that is deducted lowers the latest
     * purchase.
     *
     * <p>A refund in the holdout lowers what was spent there, since the calibration cannot have known of it.
     *
     * @param events the events, and what amounts below 0 are; every event as it is by default
     * @return this method over those events
     */
    public PurchaseCounting counting(EventFilter events) {
        requireNonNull(events, "events");
        return with(new PurchaseDays(days.asOf(), days.calibrationEnd(), days.zone(), events));
    }

    /**
     * Counts the purchases of all customers on the calling thread.
     *
     * @param store the histories
     * @param <K> the type of customer keys
     * @return one row per customer who had bought by the end of the calibration
     * @throws IllegalArgumentException if the store has instants and no zone was set
     * @throws dev.retention.rule.RuleException if an amount is not positive and the policy is to refuse that, or a customer's amounts
     *     add up to more than a long holds; the message names the customer
     */
    public <K> CustomerPurchases<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts the purchases of all customers with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return one row per customer who had bought by the end of the calibration, the same on any number of threads
     * @throws IllegalArgumentException if the store has instants and no zone was set
     * @throws dev.retention.rule.RuleException if an amount is not positive and the policy is to refuse that, or a customer's amounts
     *     add up to more than a long holds; the message names the customer
     */
    public <K> CustomerPurchases<K> of(Sweep<K> sweep) {
        return new CustomerPurchases<>(
                this, new PurchaseColumns<>(days, requireNonNull(sweep, "sweep").measure(measure()), null));
    }

    /**
     * What is counted of a customer, to be measured together with other things in one pass. Columns in days and minor units of the
     * currency:
     *
     * <ul>
     *   <li>{@code repeat purchases}, {@code recency} and {@code age}: {@code x}, {@code t_x} and {@code T}; not of customers who had
     *       bought nothing by the end of the calibration.
     *   <li>{@code first spend} and {@code repeat spend}: on the first day of purchase and on all later ones of the calibration; not
     *       of stores without amounts.
     *   <li>{@code log intervals}: the sum of the natural logarithms of the days between purchases, in units of 2⁻⁴⁰, each
     *       rounded, so that sums are exact in any order.
     *   <li>{@code holdout purchases} and {@code holdout spend}, if there is a holdout: of all who bought by the as-of day.
     * </ul>
     *
     * @return the measure
     */
    public Measure measure() {
        return new PurchaseMeasure(days);
    }

    /**
     * What customers did at a series of opportunities to buy, the periods of a timeline: a customer is acquired in the period of the
     * first purchase, and every later period that the data cover in full is an opportunity.
     *
     * <p>Every customer who bought in one of the covered periods, and not before the first, counts in one cell. The events that count
     * and the zone are those of this method; its holdout is passed over. The tally is made an {@link OpportunityCounts} by
     * {@link OpportunityCounts#of(dev.retention.rule.Tally)}.
     *
     * @param opportunities the periods, with a first one, of days or longer
     * @return the rule, which needs no store
     * @throws IllegalStateException if the timeline has no first period
     * @throws IllegalArgumentException if the periods lie within a day, the timeline has another as-of day than this method or
     *     another zone, or there are too many periods for a table, some 700
     */
    public Rule<OpportunityHistory> opportunities(Timeline opportunities) {
        return OpportunityRule.of(days, opportunities);
    }

    PurchaseDays days() {
        return days;
    }

    /**
     * The unit of time of summaries and the models fitted to them.
     *
     * @return the unit
     */
    public PeriodsPerYear unit() {
        return unit;
    }

    /**
     * How many days make the unit.
     *
     * @return positive
     */
    public double daysPerUnit() {
        return daysPerUnit;
    }

    /** Prints the unit and the periods. */
    @Override
    public String toString() {
        return "purchases to " + days.calibrationEnd() + (days.hasHoldout() ? ", holdout to " + days.asOf() : "")
                + ", in units of " + Text.number(daysPerUnit, 6) + " days"
                + (days.events().isAll() ? "" : ", counting " + days.events());
    }
}
