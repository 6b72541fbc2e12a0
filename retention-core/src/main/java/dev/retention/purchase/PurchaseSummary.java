package dev.retention.purchase;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static java.util.Objects.requireNonNull;

import dev.retention.PeriodsPerYear;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

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
    private final DistinctHistories rows;
    private final OptionalDouble sumOfLogIntervals;

    private PurchaseSummary(PeriodsPerYear unit, DistinctHistories rows, OptionalDouble sumOfLogIntervals) {
        this.unit = unit;
        this.rows = rows;
        this.sumOfLogIntervals = sumOfLogIntervals;
        checkArgument(rows.customers() > 0, "summary must have at least one customer");
    }

    /**
     * Starts a summary.
     *
     * @param unit the unit in which recency and age are measured
     * @return a builder without customers
     */
    public static Builder inUnits(PeriodsPerYear unit) {
        return new Builder(requireNonNull(unit, "unit"));
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
     *     {@link PurchaseHistory}, or {@code daysPerUnit} is not in [1e-100, 1e100]
     */
    public static PurchaseSummary fromDays(
            PeriodsPerYear unit, double daysPerUnit, int[] frequency, int[] recencyDays, int[] ageDays) {
        requireNonNull(unit, "unit");
        return new PurchaseSummary(
                unit, DistinctHistories.ofDays(daysPerUnit, frequency, recencyDays, ageDays), OptionalDouble.empty());
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
        return rows.customers();
    }

    /**
     * The number of customers who bought again at least once.
     *
     * @return in [0, {@link #customers()}]
     */
    public long repeatBuyers() {
        return rows.repeatBuyers();
    }

    /**
     * The number of distinct histories.
     *
     * @return at least 1
     */
    public int size() {
        return rows.size();
    }

    /**
     * One of the distinct histories, in the order of frequency, then age, then recency.
     *
     * @param index in [0, {@link #size()})
     * @return the history
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public PurchaseHistory history(int index) {
        return new PurchaseHistory(frequency(index), recency(index), age(index));
    }

    /**
     * How many customers have one of the distinct histories.
     *
     * @param index in [0, {@link #size()})
     * @return the number of customers, at least 1
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public long count(int index) {
        return rows.count[checkElementIndex(index, size())];
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
        return new PurchaseSummary(unit, rows, OptionalDouble.of(sum));
    }

    /**
     * The repeat purchases of one of the distinct histories.
     *
     * @param index in [0, {@link #size()})
     * @return at least 0
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public int frequency(int index) {
        return rows.frequency[index];
    }

    /**
     * The recency of one of the distinct histories.
     *
     * @param index in [0, {@link #size()})
     * @return the time from the first purchase to the last
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double recency(int index) {
        return rows.times[rows.recency[index]];
    }

    /**
     * The age of one of the distinct histories.
     *
     * @param index in [0, {@link #size()})
     * @return the time from the first purchase to the end of the observation
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double age(int index) {
        return rows.times[rows.age[index]];
    }

    /**
     * The distinct recencies and ages: there are fewer of them than of histories, so that a likelihood takes the logarithm of
     * each once.
     *
     * @return in ascending order, a copy
     */
    public double[] times() {
        return rows.times.clone();
    }

    /**
     * Which of the {@link #times()} the recency of a distinct history is.
     *
     * @param index in [0, {@link #size()})
     * @return an index into the times
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public int recencyIndex(int index) {
        return rows.recency[index];
    }

    /**
     * Which of the {@link #times()} the age of a distinct history is.
     *
     * @param index in [0, {@link #size()})
     * @return an index into the times
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public int ageIndex(int index) {
        return rows.age[index];
    }

    /** Tells whether another summary has the same unit, histories and counts. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PurchaseSummary that
                && unit.equals(that.unit)
                && sumOfLogIntervals.equals(that.sumOfLogIntervals)
                && rows.equals(that.rows);
    }

    /** A hash code of the histories and counts. */
    @Override
    public int hashCode() {
        return rows.hashCode();
    }

    /** Prints the sizes, such as {@code 2357 customers, 1016 distinct histories, 52 periods a year}. */
    @Override
    public String toString() {
        return customers() + " customers, " + size() + " distinct histories, " + Text.number(unit.count(), 6)
                + " periods a year";
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
            return new PurchaseSummary(unit, DistinctHistories.of(counts), sumOfLogIntervals);
        }
    }
}
