package dev.retention.purchase;

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
    /** Days up to which a table of all days is worth its room: 2,870 years. */
    private static final int MOST_DAY_BITS = 20;

    private final PeriodsPerYear unit;

    /** The distinct recencies and ages in ascending order: there are fewer of them than of histories. */
    private final double[] times;

    /** Sorted by frequency, then age, then recency. */
    private final int[] frequency;

    /** Indexes into the times. */
    private final int[] recency;

    private final int[] age;
    private final long[] count;
    private final long customers;
    private final OptionalDouble sumOfLogIntervals;

    private PurchaseSummary(
            PeriodsPerYear unit,
            double[] times,
            int[] frequency,
            int[] recency,
            int[] age,
            long[] count,
            OptionalDouble sumOfLogIntervals) {
        this.unit = unit;
        this.times = times;
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
        int repeatBuyers = 0;
        int wrong = 0;
        for (int i = 0; i < n; i++) {
            int x = frequency[i];
            int last = recencyDays[i];
            int all = ageDays[i];
            // Negative if a number is, or the recency is above the age, or it is not 0 and the
            // frequency is: all without branches, since who comes back cannot be guessed.
            wrong |= x | last | all | (all - last) | ((x - 1) & -last);
            repeatBuyers += -x >>> 31;
            maxFrequency = Math.max(maxFrequency, x);
            maxAge = Math.max(maxAge, all);
        }
        int dayBits = Integer.SIZE - Integer.numberOfLeadingZeros(maxAge);
        int bits = 2 * dayBits + Integer.SIZE - Integer.numberOfLeadingZeros(maxFrequency);
        boolean ages = PurchaseHistory.isAge(1 / daysPerUnit) && PurchaseHistory.isAge(maxAge / daysPerUnit);
        if (wrong < 0 || !ages || dayBits > MOST_DAY_BITS || bits > Long.SIZE - 2) {
            Builder builder = in(unit);
            for (int i = 0; i < n; i++) {
                // Checks the days first, so that an error names them as they were given.
                PurchaseHistory.check(frequency[i], recencyDays[i], ageDays[i]);
                builder.add(frequency[i], recencyDays[i] / daysPerUnit, ageDays[i] / daysPerUnit);
            }
            return builder.build();
        }
        long[] onceByAge = new long[maxAge + 1];
        // The place behind the last repeat buyer takes what is written there without a branch; in the end it is 0, and
        // sorted to the front.
        long[] packed = new long[repeatBuyers + 1];
        int repeat = 0;
        for (int i = 0; i < n; i++) {
            packed[repeat] = ((long) frequency[i] << dayBits | ageDays[i]) << dayBits | recencyDays[i];
            int isRepeat = -frequency[i] >>> 31;
            repeat += isRepeat;
            onceByAge[ageDays[i]] += 1 - isRepeat;
        }
        packed[repeat] = 0;
        long[] keys = RadixSort.sort(packed, null, null, Math.max(1, bits)).keys();
        return ofSortedDays(unit, daysPerUnit, dayBits, onceByAge, keys);
    }

    /** Counts who bought once by age, and the others by their packed numbers, behind a 0. */
    private static PurchaseSummary ofSortedDays(
            PeriodsPerYear unit, double daysPerUnit, int dayBits, long[] onceByAge, long[] keys) {
        int distinct = 0;
        for (long customers : onceByAge) {
            distinct += customers > 0 ? 1 : 0;
        }
        for (int i = 1; i < keys.length; i++) {
            distinct += keys[i] == keys[i - 1] ? 0 : 1;
        }
        int[] x = new int[distinct];
        int[] last = new int[distinct];
        int[] all = new int[distinct];
        long[] count = new long[distinct];
        int[] index = new int[onceByAge.length];
        int row = 0;
        for (int day = 0; day < onceByAge.length; day++) {
            if (onceByAge[day] > 0) {
                index[0] = 1;
                index[day] = 1;
                all[row] = day;
                count[row] = onceByAge[day];
                row++;
            }
        }
        row--;
        int mask = (1 << dayBits) - 1;
        for (int i = 1; i < keys.length; i++) {
            long key = keys[i];
            if (key != keys[i - 1]) {
                row++;
                x[row] = (int) (key >>> (2 * dayBits));
                all[row] = (int) (key >>> dayBits) & mask;
                last[row] = (int) key & mask;
                index[all[row]] = 1;
                index[last[row]] = 1;
            }
            count[row]++;
        }
        double[] times = new double[index.length];
        int used = 0;
        for (int day = 0; day < index.length; day++) {
            if (index[day] > 0) {
                times[used] = day / daysPerUnit;
                index[day] = used++;
            }
        }
        for (int i = 0; i < distinct; i++) {
            all[i] = index[all[i]];
            last[i] = index[last[i]];
        }
        return new PurchaseSummary(unit, Arrays.copyOf(times, used), x, last, all, count, OptionalDouble.empty());
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
        return new PurchaseHistory(frequency[index], recency(index), age(index));
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
        return new PurchaseSummary(unit, times, frequency, recency, age, count, OptionalDouble.of(sum));
    }

    /**
     * The repeat purchases of one of the distinct histories.
     *
     * @param index in [0, {@link #size()})
     * @return at least 0
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public int frequency(int index) {
        return frequency[index];
    }

    /**
     * The recency of one of the distinct histories.
     *
     * @param index in [0, {@link #size()})
     * @return the time from the first purchase to the last
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double recency(int index) {
        return times[recency[index]];
    }

    /**
     * The age of one of the distinct histories.
     *
     * @param index in [0, {@link #size()})
     * @return the time from the first purchase to the end of the observation
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double age(int index) {
        return times[age[index]];
    }

    /**
     * The distinct recencies and ages: there are fewer of them than of histories, so that a likelihood takes the logarithm of
     * each once.
     *
     * @return in ascending order, a copy
     */
    public double[] times() {
        return times.clone();
    }

    /**
     * Which of the {@link #times()} the recency of a distinct history is.
     *
     * @param index in [0, {@link #size()})
     * @return an index into the times
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public int recencyIndex(int index) {
        return recency[index];
    }

    /**
     * Which of the {@link #times()} the age of a distinct history is.
     *
     * @param index in [0, {@link #size()})
     * @return an index into the times
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public int ageIndex(int index) {
        return age[index];
    }

    /** Tells whether another summary has the same unit, histories and counts. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PurchaseSummary that
                && unit.equals(that.unit)
                && sumOfLogIntervals.equals(that.sumOfLogIntervals)
                && Arrays.equals(times, that.times)
                && Arrays.equals(frequency, that.frequency)
                && Arrays.equals(recency, that.recency)
                && Arrays.equals(age, that.age)
                && Arrays.equals(count, that.count);
    }

    /** A hash code of the histories and counts. */
    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(frequency) + Arrays.hashCode(times)) + Arrays.hashCode(count);
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
         * @param age time from the first purchase to the end of the observation, 0 or in [1e-120, 1e120]
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
            double[] times = new double[2 * n];
            for (int i = 0; i < n; i++) {
                times[2 * i] = rows[i].recency();
                times[2 * i + 1] = rows[i].age();
            }
            Arrays.sort(times);
            int distinct = 0;
            for (double time : times) {
                if (distinct == 0 || time > times[distinct - 1]) {
                    times[distinct++] = time;
                }
            }
            times = Arrays.copyOf(times, distinct);
            int[] x = new int[n];
            int[] last = new int[n];
            int[] all = new int[n];
            long[] count = new long[n];
            for (int i = 0; i < n; i++) {
                x[i] = rows[i].frequency();
                last[i] = Arrays.binarySearch(times, rows[i].recency());
                all[i] = Arrays.binarySearch(times, rows[i].age());
                count[i] = requireNonNull(counts.get(rows[i]));
            }
            return new PurchaseSummary(unit, times, x, last, all, count, sumOfLogIntervals);
        }
    }
}
