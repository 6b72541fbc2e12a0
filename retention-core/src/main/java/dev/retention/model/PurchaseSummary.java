package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static java.util.Objects.requireNonNull;

import dev.retention.PeriodsPerYear;
import dev.retention.internal.Checks;
import dev.retention.internal.RadixSort;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * A customer base as the models of purchasing see it: the distinct histories with the number of customers that share each.
 *
 * <p>The unit of time belongs to the summary and goes into every model fitted to it, so that days and weeks cannot be mixed
 * and a yearly discount rate is applied as such. A fit costs as much as there are distinct histories, not customers.
 *
 * <ul>
 *   <li>Which customer has which history is not kept, nor their order: two summaries of the same customers are equal.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class PurchaseSummary {
    private final PeriodsPerYear unit;

    /** Sorted by frequency, then age, then recency. */
    private final int[] frequency;

    private final double[] recency;
    private final double[] age;
    private final long[] count;
    private final long customers;
    private final OptionalDouble sumOfLogIntervals;

    private PurchaseSummary(
            PeriodsPerYear unit,
            int[] frequency,
            double[] recency,
            double[] age,
            long[] count,
            OptionalDouble sumOfLogIntervals) {
        this.unit = unit;
        this.frequency = frequency;
        this.recency = recency;
        this.age = age;
        this.count = count;
        long sum = 0;
        for (long each : count) {
            sum = Math.addExact(sum, each);
        }
        this.customers = sum;
        this.sumOfLogIntervals = sumOfLogIntervals;
        checkArgument(customers > 0, "summary must have at least one customer");
    }

    /**
     * Starts a summary.
     *
     * @param unit the unit in which recency and age are measured
     * @return a builder without customers
     */
    public static Builder in(PeriodsPerYear unit) {
        return new Builder(requireNonNull(unit, "unit"));
    }

    /**
     * Summarises the caller's own objects.
     *
     * @param unit the unit in which recency and age are measured
     * @param customers the customers, at least one
     * @param frequency repeat purchases of a customer
     * @param recency time from a customer's first purchase to the last
     * @param age time from a customer's first purchase to the end of the observation
     * @param <T> the caller's type
     * @return the summary
     * @throws IllegalArgumentException if a number is outside the range of {@link PurchaseHistory}, or there is no customer
     */
    public static <T> PurchaseSummary from(
            PeriodsPerYear unit,
            Iterable<? extends T> customers,
            ToIntFunction<? super T> frequency,
            ToDoubleFunction<? super T> recency,
            ToDoubleFunction<? super T> age) {
        Builder builder = in(unit);
        for (T customer : customers) {
            builder.add(frequency.applyAsInt(customer), recency.applyAsDouble(customer), age.applyAsDouble(customer));
        }
        return builder.build();
    }

    /**
     * Summarises columns of whole days: the fast path for millions of customers.
     *
     * <p>One row per customer. Takes linear time: rows are packed into one number each and sorted.
     *
     * @param unit the unit of the summary
     * @param daysPerUnit days in one unit, such as 7 for weeks; recency and age are divided by it
     * @param frequency repeat purchases, one per customer
     * @param recencyDays days from first purchase to last
     * @param ageDays days from first purchase to the end of the observation
     * @return the summary
     * @throws IllegalArgumentException if the columns are empty or of different length, a number is outside the range of
     *     {@link PurchaseHistory}, or {@code daysPerUnit} is not positive and finite
     */
    public static PurchaseSummary fromDays(
            PeriodsPerYear unit, double daysPerUnit, int[] frequency, int[] recencyDays, int[] ageDays) {
        requireNonNull(unit, "unit");
        Checks.positive(daysPerUnit, "daysPerUnit");
        int n = frequency.length;
        checkArgument(
                recencyDays.length == n && ageDays.length == n,
                "columns must be of equal length, were %s, %s and %s",
                n,
                recencyDays.length,
                ageDays.length);
        int maxFrequency = 0;
        int maxAge = 0;
        for (int i = 0; i < n; i++) {
            int x = frequency[i];
            int last = recencyDays[i];
            int all = ageDays[i];
            if (x < 0 || last < 0 || last > all || (x == 0 && last != 0)) {
                PurchaseHistory.check(x, last, all);
            }
            maxFrequency = Math.max(maxFrequency, x);
            maxAge = Math.max(maxAge, all);
        }
        int ageBits = 32 - Integer.numberOfLeadingZeros(maxAge);
        int bits = 2 * ageBits + 32 - Integer.numberOfLeadingZeros(maxFrequency);
        if (bits > 62) {
            Builder builder = in(unit);
            for (int i = 0; i < n; i++) {
                builder.add(frequency[i], recencyDays[i] / daysPerUnit, ageDays[i] / daysPerUnit);
            }
            return builder.build();
        }
        long[] packed = new long[n];
        for (int i = 0; i < n; i++) {
            packed[i] = ((long) frequency[i] << ageBits | ageDays[i]) << ageBits | recencyDays[i];
        }
        long[] keys = RadixSort.sort(packed, null, null, Math.max(1, bits)).keys();
        int distinct = Math.min(1, n);
        for (int i = 1; i < n; i++) {
            distinct += keys[i] == keys[i - 1] ? 0 : 1;
        }
        int[] x = new int[distinct];
        double[] last = new double[distinct];
        double[] all = new double[distinct];
        long[] count = new long[distinct];
        int mask = (1 << ageBits) - 1;
        int row = -1;
        for (int i = 0; i < n; i++) {
            if (i == 0 || keys[i] != keys[i - 1]) {
                row++;
                x[row] = (int) (keys[i] >>> (2 * ageBits));
                all[row] = ((int) (keys[i] >>> ageBits) & mask) / daysPerUnit;
                last[row] = ((int) keys[i] & mask) / daysPerUnit;
            }
            count[row]++;
        }
        return new PurchaseSummary(unit, x, last, all, count, OptionalDouble.empty());
    }

    /**
     * The unit of time.
     *
     * @return the unit in which recency and age are measured
     */
    public PeriodsPerYear unit() {
        return unit;
    }

    /**
     * The number of customers.
     *
     * @return at least 1
     */
    public long customers() {
        return customers;
    }

    /**
     * The number of customers who bought again at least once.
     *
     * @return in [0, {@link #customers()}]
     */
    public long repeatBuyers() {
        long sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += frequency[i] > 0 ? count[i] : 0;
        }
        return sum;
    }

    /**
     * The number of distinct histories.
     *
     * @return at least 1
     */
    public int size() {
        return frequency.length;
    }

    /**
     * One of the distinct histories, in the order of frequency, then age, then recency.
     *
     * @param index in [0, {@link #size()})
     * @return the history
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public PurchaseHistory history(int index) {
        checkElementIndex(index, size());
        return new PurchaseHistory(frequency[index], recency[index], age[index]);
    }

    /**
     * How many customers have one of the distinct histories.
     *
     * @param index in [0, {@link #size()})
     * @return the number of customers, at least 1
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public long count(int index) {
        checkElementIndex(index, size());
        return count[index];
    }

    /**
     * The sum of the logarithms of all times between consecutive purchases, in this unit, if the builder was told.
     *
     * @return the sum, needed to compare models of regular purchasing with each other
     */
    public OptionalDouble sumOfLogIntervals() {
        return sumOfLogIntervals;
    }

    /** The same customers, with the sum of the logarithms of the times between purchases. */
    PurchaseSummary withSumOfLogIntervals(double sum) {
        return new PurchaseSummary(unit, frequency, recency, age, count, OptionalDouble.of(sum));
    }

    int frequencyAt(int row) {
        return frequency[row];
    }

    double recencyAt(int row) {
        return recency[row];
    }

    double ageAt(int row) {
        return age[row];
    }

    long countAt(int row) {
        return count[row];
    }

    /** The mean age, for scaling; 1 if nobody has any. */
    double timeScale() {
        double sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += count[i] * age[i];
        }
        return sum > 0 ? sum / customers : 1;
    }

    /** Tells whether another summary has the same unit, histories and counts. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PurchaseSummary that
                && unit.equals(that.unit)
                && sumOfLogIntervals.equals(that.sumOfLogIntervals)
                && Arrays.equals(frequency, that.frequency)
                && Arrays.equals(recency, that.recency)
                && Arrays.equals(age, that.age)
                && Arrays.equals(count, that.count);
    }

    /** A hash code of the histories and counts. */
    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(frequency) + Arrays.hashCode(age)) + Arrays.hashCode(count);
    }

    /** Prints the sizes, such as {@code 2357 customers, 1016 distinct histories, 52 periods a year}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d customers, %d distinct histories, %.6g periods a year",
                customers,
                size(),
                unit.count());
    }

    /**
     * Collects customers into a {@link PurchaseSummary}; not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private final PeriodsPerYear unit;
        private final Map<PurchaseHistory, Long> counts = new LinkedHashMap<>();
        private OptionalDouble sumOfLogIntervals = OptionalDouble.empty();

        private Builder(PeriodsPerYear unit) {
            this.unit = unit;
        }

        /**
         * Adds a customer.
         *
         * @param frequency repeat purchases, at least 0
         * @param recency time from the first purchase to the last, in [0, {@code age}]; 0 if {@code frequency} is 0
         * @param age time from the first purchase to the end of the observation, finite and at least 0
         * @return this builder
         * @throws IllegalArgumentException if a number is outside its range
         */
        public Builder add(int frequency, double recency, double age) {
            return add(new PurchaseHistory(frequency, recency, age), 1);
        }

        /**
         * Adds customers who share a history.
         *
         * @param history the history
         * @param customers how many have it, at least 0
         * @return this builder
         * @throws IllegalArgumentException if {@code customers} is negative
         * @throws ArithmeticException if the count overflows
         */
        public Builder add(PurchaseHistory history, long customers) {
            requireNonNull(history, "history");
            Checks.notNegative(customers, "customers");
            if (customers > 0) {
                counts.merge(history, customers, Math::addExact);
            }
            return this;
        }

        /**
         * States the sum of the logarithms of all times between consecutive purchases of the customers, in this unit.
         *
         * <p>Models of regular purchasing need it for their log-likelihood; it does not influence their parameters.
         *
         * @param sum {@code Σ ln(t_j − t_(j−1))} over all repeat purchases of all customers
         * @return this builder
         * @throws IllegalArgumentException if {@code sum} is not finite
         */
        public Builder sumOfLogIntervals(double sum) {
            checkArgument(Double.isFinite(sum), "sum (%s) must be finite", sum);
            sumOfLogIntervals = OptionalDouble.of(sum);
            return this;
        }

        /**
         * Makes the summary.
         *
         * @return the summary
         * @throws IllegalArgumentException if no customer was added
         */
        public PurchaseSummary build() {
            PurchaseHistory[] rows = counts.keySet().toArray(PurchaseHistory[]::new);
            Arrays.sort(rows, (one, other) -> {
                int order = Integer.compare(one.frequency(), other.frequency());
                order = order != 0 ? order : Double.compare(one.age(), other.age());
                return order != 0 ? order : Double.compare(one.recency(), other.recency());
            });
            int n = rows.length;
            int[] x = new int[n];
            double[] last = new double[n];
            double[] all = new double[n];
            long[] count = new long[n];
            for (int i = 0; i < n; i++) {
                x[i] = rows[i].frequency();
                last[i] = rows[i].recency();
                all[i] = rows[i].age();
                count[i] = requireNonNull(counts.get(rows[i]));
            }
            return new PurchaseSummary(unit, x, last, all, count, sumOfLogIntervals);
        }
    }
}
