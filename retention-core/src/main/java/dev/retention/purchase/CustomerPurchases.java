package dev.retention.purchase;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.PeriodsPerYear;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How often, how lately and for how long each customer has bought, what they spent, and what they did in the holdout: what
 * {@link PurchaseCounting} makes of a store.
 *
 * <p>Customers are numbered from 0 in the order of the store; only those who had bought by the end of the calibration are
 * here. The {@link #summary()} and {@link #spendSummary} forget who is who and feed the fits; {@link #historyOf} and
 * {@link #spendOf} feed the predictions for one customer.
 *
 * <p>Takes 32 bytes per customer, 44 with a holdout. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class CustomerPurchases<K> {
    private final HistoryStore<K> store;
    private final PurchaseCounting counting;
    private final PeriodsPerYear unit;
    private final double daysPerUnit;
    private final long calibrationEnd;
    private final long asOf;
    private final int[] numbers;
    private final int[] frequency;
    private final int[] recencyDays;
    private final int[] ageDays;
    private final long[] firstSpend;
    private final long[] repeatSpend;
    private final int[] holdoutPurchases;
    private final long[] holdoutSpend;
    private final long startedInHoldout;
    private final long withoutPurchase;
    private final double sumOfLogIntervals;
    /** Repeat and holdout purchases of all customers by day, from a base no later than the first. */
    private final long[] purchasesByDay;

    private final long base;

    CustomerPurchases(
            HistoryStore<K> store,
            PurchaseCounting counting,
            PeriodsPerYear unit,
            double daysPerUnit,
            long calibrationEnd,
            long asOf,
            Columns columns) {
        this.store = store;
        this.counting = counting;
        this.unit = unit;
        this.daysPerUnit = daysPerUnit;
        this.calibrationEnd = calibrationEnd;
        this.asOf = asOf;
        columns.trim();
        this.numbers = columns.numbers;
        this.frequency = columns.frequency;
        this.recencyDays = columns.recencyDays;
        this.ageDays = columns.ageDays;
        this.firstSpend = columns.firstSpend;
        this.repeatSpend = columns.repeatSpend;
        this.holdoutPurchases = columns.holdoutPurchases;
        this.holdoutSpend = columns.holdoutSpend;
        this.startedInHoldout = columns.startedInHoldout;
        this.withoutPurchase = columns.withoutPurchase;
        this.sumOfLogIntervals = columns.sumOfLogIntervals(daysPerUnit);
        this.purchasesByDay = columns.byDay;
        this.base = columns.base;
    }

    /**
     * The unit of time of histories, summaries and the models fitted to them.
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

    /**
     * The last day of the calibration, up to which histories go.
     *
     * @return the as-of day if there is no holdout
     */
    public LocalDate calibrationEnd() {
        return LocalDate.ofEpochDay(calibrationEnd);
    }

    /**
     * The last day of the data.
     *
     * @return the as-of day
     */
    public LocalDate asOf() {
        return LocalDate.ofEpochDay(asOf);
    }

    /**
     * How long the holdout is.
     *
     * @return in {@link #unit()}; 0 if there is none
     */
    public double holdoutLength() {
        return (asOf - calibrationEnd) / daysPerUnit;
    }

    /**
     * The customers who had bought by the end of the calibration.
     *
     * @return at least 0
     */
    public int customers() {
        return numbers.length;
    }

    /**
     * The customers left out because their first purchase lies in the holdout.
     *
     * @return at least 0
     */
    public long startedInHoldout() {
        return startedInHoldout;
    }

    /**
     * The customers of the store left out because they had bought nothing by the as-of day.
     *
     * @return at least 0
     */
    public long withoutPurchase() {
        return withoutPurchase;
    }

    /**
     * The key of a customer.
     *
     * @param index from 0, less than {@link #customers()}
     * @return the key
     * @throws IndexOutOfBoundsException if there is no such customer
     */
    public K customer(int index) {
        return store.customer(numbers[checkElementIndex(index, numbers.length)]);
    }

    /**
     * Where a customer is.
     *
     * @param customer the key
     * @return the index; empty for one who had not bought by the end of the calibration
     */
    public OptionalInt find(K customer) {
        OptionalInt number = store.find(customer);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        int index = Arrays.binarySearch(numbers, number.getAsInt());
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /**
     * A customer's purchases in the calibration.
     *
     * @param index from 0, less than {@link #customers()}
     * @return the history in {@link #unit()}
     * @throws IndexOutOfBoundsException if there is no such customer
     */
    public PurchaseHistory history(int index) {
        checkElementIndex(index, numbers.length);
        return new PurchaseHistory(frequency[index], recencyDays[index] / daysPerUnit, ageDays[index] / daysPerUnit);
    }

    /**
     * A customer's purchases in the calibration.
     *
     * @param customer the key
     * @return the history in {@link #unit()}; empty for one who had not bought by the end of the calibration
     */
    public Optional<PurchaseHistory> historyOf(K customer) {
        OptionalInt index = find(customer);
        return index.isEmpty() ? Optional.empty() : Optional.of(history(index.getAsInt()));
    }

    /**
     * The days on which a customer bought, in the calibration and the holdout.
     *
     * @param index from 0, less than {@link #customers()}
     * @return the days in order of time, the first purchase included; as many as {@link #history} and
     *     {@link #holdoutPurchases} count, and one
     * @throws IndexOutOfBoundsException if there is no such customer
     */
    public List<LocalDate> purchaseDays(int index) {
        return counting.daysOf(store, numbers[checkElementIndex(index, numbers.length)]);
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
        checkElementIndex(index, numbers.length);
        double minorPerMajor = minorPerMajor();
        int x = frequency[index];
        return x == 0 ? SpendHistory.none() : SpendHistory.of(x, repeatSpend[index] / (x * minorPerMajor));
    }

    /**
     * A customer's spend on repeat purchases in the calibration.
     *
     * @param customer the key
     * @return the spend; empty for one who had not bought by the end of the calibration
     * @throws IllegalStateException if the store has no amounts
     */
    public Optional<SpendHistory> spendOf(K customer) {
        OptionalInt index = find(customer);
        return index.isEmpty() ? Optional.empty() : Optional.of(spend(index.getAsInt()));
    }

    /**
     * What a customer spent on the day of the first purchase.
     *
     * @param index from 0, less than {@link #customers()}
     * @return the amount with the currency's decimals
     * @throws IndexOutOfBoundsException if there is no such customer
     * @throws IllegalStateException if the store has no amounts
     */
    public BigDecimal firstSpend(int index) {
        checkElementIndex(index, numbers.length);
        currency();
        return store.major(firstSpend[index]);
    }

    /**
     * On how many days of the holdout a customer bought.
     *
     * @param index from 0, less than {@link #customers()}
     * @return at least 0
     * @throws IndexOutOfBoundsException if there is no such customer
     */
    public int holdoutPurchases(int index) {
        checkElementIndex(index, numbers.length);
        return holdoutPurchases.length == 0 ? 0 : holdoutPurchases[index];
    }

    /**
     * What a customer spent in the holdout.
     *
     * @param index from 0, less than {@link #customers()}
     * @return the amount with the currency's decimals
     * @throws IndexOutOfBoundsException if there is no such customer
     * @throws IllegalStateException if the store has no amounts
     */
    public BigDecimal holdoutSpend(int index) {
        checkElementIndex(index, numbers.length);
        currency();
        return store.major(holdoutSpend.length == 0 ? 0 : holdoutSpend[index]);
    }

    /**
     * The currency of the amounts.
     *
     * @return the store's currency
     * @throws IllegalStateException if the store has no amounts
     */
    public Currency currency() {
        checkState(store.currency().isPresent(), "the store (%s) must have amounts to speak of spend", store);
        return store.currency().get();
    }

    /**
     * The distinct histories with the number of customers who share each, for fitting a model of purchasing.
     *
     * @return the summary, which knows the times between purchases as well
     * @throws IllegalArgumentException if there are no customers
     */
    public PurchaseSummary summary() {
        return PurchaseSummary.fromDays(unit, daysPerUnit, frequency, recencyDays, ageDays)
                .withSumOfLogIntervals(sumOfLogIntervals);
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
        return SpendSummary.ofColumns(frequency, repeatSpend, minorPerMajor(), policy);
    }

    /**
     * The day of a customer's first purchase.
     *
     * @param index from 0, less than {@link #customers()}
     * @return not after {@link #calibrationEnd()}
     * @throws IndexOutOfBoundsException if there is no such customer
     */
    public LocalDate firstDay(int index) {
        return LocalDate.ofEpochDay(calibrationEnd - ageDays[checkElementIndex(index, ageDays.length)]);
    }

    /**
     * How often these customers bought in some days, first purchases not counted.
     *
     * @param from the first of the days
     * @param to the last of the days, at most {@link #asOf()}
     * @return at least 0; 0 if {@code to} is before {@code from}
     * @throws IllegalArgumentException if {@code to} is after the as-of day
     */
    public long repeatPurchases(LocalDate from, LocalDate to) {
        checkArgument(to.toEpochDay() <= asOf, "to (%s) must not be after the as-of day (%s)", to, asOf());
        long sum = 0;
        for (long day = Math.max(from.toEpochDay(), base); day <= to.toEpochDay(); day++) {
            sum += purchasesByDay[(int) (day - base)];
        }
        return sum;
    }

    private double minorPerMajor() {
        return Math.pow(10, Math.max(0, currency().getDefaultFractionDigits()));
    }

    static String number(double value) {
        return Text.number(value, 6);
    }

    /** Prints the sizes, such as {@code 2357 customers to 1997-09-30, holdout to 1998-06-30, in units of 7 days}. */
    @Override
    public String toString() {
        return customers() + " customers to " + calibrationEnd()
                + (asOf == calibrationEnd ? "" : ", holdout to " + asOf())
                + ", in units of " + number(daysPerUnit) + " days";
    }

    /** Grows while customers are counted. */
    static final class Columns {
        private int[] numbers;
        private int[] frequency;
        private int[] recencyDays;
        private int[] ageDays;
        private long[] firstSpend;
        private long[] repeatSpend;
        private int[] holdoutPurchases;
        private long[] holdoutSpend;
        private final long calibrationEnd;
        private final long asOf;
        private final long base;
        private final long[] byDay;
        private final long[] byGap;
        private int size;
        long startedInHoldout;
        long withoutPurchase;

        Columns(HistoryStore<?> store, LocalDate calibrationEnd, LocalDate asOf) {
            this.calibrationEnd = calibrationEnd.toEpochDay();
            this.asOf = asOf.toEpochDay();
            long end = this.asOf;
            // For instants the store's first day is that of UTC; in another zone it may be the day before.
            base = Math.min(end, store.firstDay().map(LocalDate::toEpochDay).orElse(end) - 1);
            byDay = new long[Math.toIntExact(end - base + 1)];
            byGap = new long[byDay.length];
            int customers = store.customers();
            numbers = new int[customers];
            frequency = new int[customers];
            recencyDays = new int[customers];
            ageDays = new int[customers];
            firstSpend = new long[customers];
            repeatSpend = new long[customers];
            holdoutPurchases = new int[hasHoldout() ? customers : 0];
            holdoutSpend = new long[hasHoldout() ? customers : 0];
        }

        private boolean hasHoldout() {
            return calibrationEnd < asOf;
        }

        /** Counts a day of repeat purchase, so many days after the purchase before. */
        void repeat(long day, long gap) {
            byDay[(int) (day - base)]++;
            byGap[(int) gap]++;
        }

        /** Counts a day of purchase in the holdout, unless the customer came in the holdout. */
        void holdout(long day, long firstDay) {
            if (firstDay <= calibrationEnd) {
                byDay[(int) (day - base)]++;
            }
        }

        void add(int number, int repeats, long firstDay, long lastDay, long firstSpend, long repeatSpend) {
            numbers[size] = number;
            frequency[size] = repeats;
            recencyDays[size] = (int) (lastDay - firstDay);
            ageDays[size] = (int) (calibrationEnd - firstDay);
            this.firstSpend[size] = firstSpend;
            this.repeatSpend[size] = repeatSpend;
            size++;
        }

        /** What the customer added last did in the holdout. */
        void addHoldout(int purchases, long spend) {
            if (hasHoldout()) {
                holdoutPurchases[size - 1] = purchases;
                holdoutSpend[size - 1] = spend;
            }
        }

        /** Counts every event of a store of dates as a purchase. */
        void addAll(HistoryStore<?> store) {
            int customers = store.customers();
            int from = 0;
            for (int customer = 0; customer < customers; customer++) {
                int to = store.eventsBefore(customer + 1);
                add(store, customer, from, to);
                from = to;
            }
        }

        private void add(HistoryStore<?> store, int customer, int from, int to) {
            int end = to;
            while (end > from && store.epochDay(end - 1) > calibrationEnd) {
                end--;
            }
            if (end == from) {
                if (store.epochDay(from) <= asOf) {
                    startedInHoldout++;
                } else {
                    withoutPurchase++;
                }
                return;
            }
            int first = store.epochDay(from);
            // Without a branch on whether the day is a new one, which no processor could guess.
            int latest = first;
            int repeats = 0;
            long spend = 0;
            long firstSpend = 0;
            for (int event = from; event < end; event++) {
                int day = store.epochDay(event);
                long amount = store.amount(event);
                int isNew = day == latest ? 0 : 1;
                repeats += isNew;
                byDay[(int) (day - base)] += isNew;
                byGap[day - latest]++;
                spend = Math.addExact(spend, amount);
                firstSpend += day == first ? amount : 0;
                latest = day;
            }
            add(customer, repeats, first, latest, firstSpend, Math.subtractExact(spend, firstSpend));
            if (end < to && hasHoldout()) {
                addHoldout(store, end, to);
            }
        }

        private void addHoldout(HistoryStore<?> store, int from, int to) {
            long latest = calibrationEnd;
            int purchases = 0;
            long spend = 0;
            for (int event = from; event < to && store.epochDay(event) <= asOf; event++) {
                int day = store.epochDay(event);
                int isNew = day == latest ? 0 : 1;
                purchases += isNew;
                byDay[(int) (day - base)] += isNew;
                spend = Math.addExact(spend, store.amount(event));
                latest = day;
            }
            addHoldout(purchases, spend);
        }

        void trim() {
            if (size < numbers.length) {
                numbers = Arrays.copyOf(numbers, size);
                frequency = Arrays.copyOf(frequency, size);
                recencyDays = Arrays.copyOf(recencyDays, size);
                ageDays = Arrays.copyOf(ageDays, size);
                firstSpend = Arrays.copyOf(firstSpend, size);
                repeatSpend = Arrays.copyOf(repeatSpend, size);
                holdoutPurchases = Arrays.copyOf(holdoutPurchases, hasHoldout() ? size : 0);
                holdoutSpend = Arrays.copyOf(holdoutSpend, hasHoldout() ? size : 0);
            }
        }

        /** Gaps are whole days, so few of them differ: one logarithm each. */
        double sumOfLogIntervals(double daysPerUnit) {
            double sum = 0;
            for (int gap = 1; gap < byGap.length; gap++) {
                sum += byGap[gap] == 0 ? 0 : byGap[gap] * Math.log(gap / daysPerUnit);
            }
            return sum;
        }
    }
}
