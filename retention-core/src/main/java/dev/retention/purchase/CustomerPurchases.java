package dev.retention.purchase;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.PeriodsPerYear;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Text;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measured;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How often, how lately and for how long each customer has bought, what they spent, and what they did in the holdout: what
 * {@link PurchaseCounting} makes of a store.
 *
 * <p>Customers are numbered from 0 in the order of the store; only those who had bought by the end of the calibration are here. The
 * {@link #summary()} and {@link #spendSummary} feed the fits; {@link #historyOf} and {@link #spendOf} the predictions for one.
 *
 * <p>Takes 25 to 61 bytes per customer: more with a holdout and large amounts. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class CustomerPurchases<K> {
    private final PurchaseCounting counting;
    private final PurchaseColumns<K> columns;

    CustomerPurchases(PurchaseCounting counting, PurchaseColumns<K> columns) {
        this.counting = counting;
        this.columns = columns;
    }

    /**
     * The numbers of every customer, to be listed, ranked and restated: the columns of {@link PurchaseCounting#measure()}.
     *
     * @return the columns; of a group too, those of all customers of the store
     */
    public Measured<K> measured() {
        return columns.measured();
    }

    /**
     * The same for each group of customers. Takes one more pass over the store.
     *
     * @param grouping how customers are parted, as known at the end of the data or at the first event
     * @return the purchases of each group, which add up to these
     * @throws IllegalArgumentException if the grouping is read at each period
     * @throws dev.retention.rule.RuleException if the grouping fails; the message names the customer
     */
    public ByGroup<CustomerPurchases<K>> by(Grouping grouping) {
        return measured()
                .sweep()
                .members(grouping, counting.days().timeline(), counting.days().events())
                .map(members -> new CustomerPurchases<>(counting, columns.of(members)));
    }

    /**
     * The unit of time of histories, summaries and the models fitted to them.
     *
     * @return the unit
     */
    public PeriodsPerYear unit() {
        return counting.unit();
    }

    /**
     * How many days make the unit.
     *
     * @return positive
     */
    public double daysPerUnit() {
        return counting.daysPerUnit();
    }

    /**
     * The last day of the calibration, up to which histories go.
     *
     * @return the as-of day if there is no holdout
     */
    public LocalDate calibrationEnd() {
        return counting.days().calibrationEnd();
    }

    /**
     * The last day of the data.
     *
     * @return the as-of day
     */
    public LocalDate asOf() {
        return counting.days().asOf();
    }

    /**
     * How long the holdout is, in {@link #unit()}.
     *
     * @return 0 if there is none
     */
    public double holdoutLength() {
        return (asOf().toEpochDay() - calibrationEnd().toEpochDay()) / daysPerUnit();
    }

    /**
     * The customers who had bought by the end of the calibration.
     *
     * @return at least 0
     */
    public int customers() {
        return columns.size();
    }

    /**
     * The customers left out because their first purchase lies in the holdout.
     *
     * @return at least 0
     */
    public long startedInHoldout() {
        return columns.startedInHoldout();
    }

    /**
     * The customers of the store left out because they had bought nothing by the as-of day.
     *
     * @return at least 0
     */
    public long withoutPurchase() {
        return columns.withoutPurchase();
    }

    /**
     * The key of a customer.
     *
     * @param index from 0, less than {@link #customers()}
     * @return the key
     * @throws IndexOutOfBoundsException if there is no such customer
     */
    public K customer(int index) {
        return columns.customer(index);
    }

    /**
     * Where a customer is.
     *
     * @param customer the key
     * @return the index; empty for one who had not bought by the end of the calibration
     */
    public OptionalInt find(K customer) {
        return columns.find(requireNonNull(customer, "customer"));
    }

    /**
     * A customer's purchases in the calibration.
     *
     * @param index from 0, less than {@link #customers()}
     * @return the history in {@link #unit()}
     * @throws IndexOutOfBoundsException if there is no such customer
     */
    public PurchaseHistory history(int index) {
        return new PurchaseHistory(
                columns.frequency(index),
                columns.at(PurchaseMeasure.RECENCY, index) / daysPerUnit(),
                columns.at(PurchaseMeasure.AGE, index) / daysPerUnit());
    }

    /**
     * A customer's purchases in the calibration.
     *
     * @param customer the key
     * @return the history in {@link #unit()}; empty for one who had not bought by the end of the calibration
     */
    public Optional<PurchaseHistory> historyOf(K customer) {
        return find(customer).stream().mapToObj(this::history).findFirst();
    }

    /**
     * The days on which a customer bought, in the calibration and the holdout.
     *
     * @param index from 0, less than {@link #customers()}
     * @return the days in order of time, the first purchase included
     * @throws IndexOutOfBoundsException if there is no such customer
     */
    public List<LocalDate> purchaseDays(int index) {
        PurchaseDays days = counting.days();
        return measured()
                .sweep()
                .look(customer(index), days.timeline(), history -> days.reader().listOf(history));
    }

    /**
     * A customer's spend on repeat purchases in the calibration.
     *
     * @param index from 0, less than {@link #customers()}
     * @return the number of repeat purchases and their mean amount in major units of the store's currency
     * @throws IndexOutOfBoundsException if there is no such customer
     * @throws IllegalStateException if the store has no amounts
     */
    public SpendHistory spend(int index) {
        int x = columns.frequency(index);
        double minorPerMajor = minorPerMajor();
        return x == 0
                ? SpendHistory.none()
                : SpendHistory.of(x, columns.at(PurchaseMeasure.REPEAT_SPEND, index) / (x * minorPerMajor));
    }

    /**
     * A customer's spend on repeat purchases in the calibration.
     *
     * @param customer the key
     * @return the spend; empty for one who had not bought by the end of the calibration
     * @throws IllegalStateException if the store has no amounts
     */
    public Optional<SpendHistory> spendOf(K customer) {
        return find(customer).stream().mapToObj(this::spend).findFirst();
    }

    /**
     * On how many days of the holdout a customer bought.
     *
     * @param index from 0, less than {@link #customers()}
     * @return at least 0
     * @throws IndexOutOfBoundsException if there is no such customer
     */
    public int holdoutPurchases(int index) {
        columns.frequency(index);
        return counting.days().hasHoldout() ? (int) columns.at(PurchaseMeasure.HOLDOUT_PURCHASES, index) : 0;
    }

    /**
     * The distinct histories with the number of customers who share each, for fitting a model of purchasing.
     *
     * @return the summary, which knows the times between purchases as well
     * @throws IllegalArgumentException if there are no customers
     */
    public PurchaseSummary summary() {
        return PurchaseSummary.fromDays(
                        unit(),
                        daysPerUnit(),
                        columns.ints(PurchaseMeasure.FREQUENCY),
                        columns.ints(PurchaseMeasure.RECENCY),
                        columns.ints(PurchaseMeasure.AGE))
                .withSumOfLogIntervals(columns.sumOfLogDays() - columns.intervals() * Math.log(daysPerUnit()));
    }

    /**
     * The distinct spends with the number of customers who share each, for fitting the {@link dev.retention.model.GammaGamma} model.
     *
     * @param policy what to do with customers whose mean spend is zero or negative
     * @return the summary
     * @throws IllegalArgumentException if a mean spend is zero or negative and the policy is to refuse that
     * @throws IllegalStateException if the store has no amounts
     */
    public SpendSummary spendSummary(NonPositiveSpend policy) {
        requireNonNull(policy, "policy");
        double minorPerMajor = minorPerMajor();
        return SpendColumns.summary(
                columns.ints(PurchaseMeasure.FREQUENCY),
                columns.longs(PurchaseMeasure.REPEAT_SPEND),
                minorPerMajor,
                policy);
    }

    /**
     * The day of a customer's first purchase.
     *
     * @param index from 0, less than {@link #customers()}
     * @return not after {@link #calibrationEnd()}
     * @throws IndexOutOfBoundsException if there is no such customer
     */
    public LocalDate firstDay(int index) {
        return calibrationEnd().minusDays(columns.at(PurchaseMeasure.AGE, index));
    }

    /**
     * How often these customers bought on each day, first purchases not counted. Takes one more pass over the store.
     *
     * @return the purchases by day, in the calibration and the holdout, where there are any; unmodifiable
     */
    public NavigableMap<LocalDate, Long> repeatPurchasesByDay() {
        return columns.repeatPurchasesByDay();
    }

    private double minorPerMajor() {
        HistoryStore<K> store = measured().store();
        checkState(store.currency().isPresent(), "the store (%s) must have amounts to speak of spend", store);
        return Math.pow(10, Math.max(0, store.currency().get().getDefaultFractionDigits()));
    }

    /** Prints the sizes, such as {@code 2357 customers to 1997-09-30, holdout to 1998-06-30, in units of 7 days}. */
    @Override
    public String toString() {
        return customers() + " customers to " + calibrationEnd()
                + (counting.days().hasHoldout() ? ", holdout to " + asOf() : "")
                + ", in units of " + Text.number(daysPerUnit(), 6) + " days";
    }
}
