package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What became of the customers of one period: as many of its counts as are known, checked against each other.
 *
 * <p>Callers give the counts they have, by their meaning ({@link CustomerCount}). What follows from them exactly is filled in;
 * what contradicts is refused:
 *
 * <pre>
 *   start + acquired = end + lost
 *   survivors + lost = start
 *   survivors + acquired = end
 *   start + new + reactivated = end + loss events
 *   renewed + not renewed = due
 *   lost ≤ loss events,  acquired ≤ arrived ≤ new + reactivated,  new kept ≤ new, acquired,  cancelling ≤ survivors,
 *   fallen silent ≤ active before,  repeat buyers ≤ buyers,  lost of the days given ≤ loss events
 * </pre>
 *
 * <pre>{@code
 * CustomerFlow year = CustomerFlow.builder().start(20).acquired(5).end(24).build();
 * year.retention(RetentionFormula.HEADCOUNT);   // 95.0 % (19 of 20, HEADCOUNT)
 * year.count(CustomerCount.LOST);               // 1, since 20 + 5 = 24 + 1
 * }</pre>
 *
 * <p>Rates take constant time. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class CustomerFlow {
    private final KnownFlow known;

    private CustomerFlow(KnownFlow known) {
        this.known = known;
    }

    /**
     * Starts a flow of which nothing is known yet.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A count that was given or follows from those given.
     *
     * @param count which
     * @return how many, at least 0
     * @throws IllegalArgumentException if it is not known
     */
    public long count(CustomerCount count) {
        checkArgument(
                known.has(requireNonNull(count, "count")), "%s must be given: it does not follow from %s", count, this);
        return known.value(count);
    }

    /**
     * A count that was given or follows from those given, if any.
     *
     * @param count which
     * @return how many, at least 0; empty if it is not known
     */
    public OptionalLong findCount(CustomerCount count) {
        return known.has(requireNonNull(count, "count")) ? OptionalLong.of(known.value(count)) : OptionalLong.empty();
    }

    /**
     * The retention of the period by a named formula.
     *
     * @param formula what is meant by retention
     * @return the rate
     * @throws IllegalArgumentException if a count that feeds the formula is not known, its denominator is 0, or the formula is
     *     {@link RetentionFormula#ONE_MINUS_CHURN}, which is asked for as {@code churn(formula).toRetention()}
     */
    public RetentionRate retention(RetentionFormula formula) {
        refuse(known.obstacle(requireNonNull(formula, "formula")));
        return RetentionRate.of(
                formula,
                formula.numerator().sum(known::value),
                formula.denominator().sum(known::value));
    }

    /**
     * The retention of the period by a named formula, where it is defined.
     *
     * @param formula what is meant by retention
     * @return the rate; empty wherever {@link #retention} refuses
     */
    public Optional<RetentionRate> findRetention(RetentionFormula formula) {
        return known.obstacle(requireNonNull(formula, "formula")) == null
                ? Optional.of(retention(formula))
                : Optional.empty();
    }

    /**
     * The churn of the period by a named formula.
     *
     * @param formula what is meant by churn
     * @return the rate
     * @throws IllegalArgumentException if something that feeds the formula is not known, its denominator is 0, or the formula is
     *     {@link ChurnFormula#RESCALED}, which is asked for as {@code churn(formula).rescaled(from, to)}
     */
    public ChurnRate churn(ChurnFormula formula) {
        refuse(known.obstacle(requireNonNull(formula, "formula")));
        return new ChurnRate(formula, formula, known.numerator(formula), known.denominator(formula));
    }

    /**
     * The churn of the period by a named formula, where it is defined.
     *
     * @param formula what is meant by churn
     * @return the rate; empty wherever {@link #churn} refuses
     */
    public Optional<ChurnRate> findChurn(ChurnFormula formula) {
        return known.obstacle(requireNonNull(formula, "formula")) == null
                ? Optional.of(churn(formula))
                : Optional.empty();
    }

    private static void refuse(@Nullable String obstacle) {
        if (obstacle != null) {
            throw new IllegalArgumentException(obstacle);
        }
    }

    /** Equal are flows of which the same is known. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CustomerFlow that && known.equals(that.known);
    }

    @Override
    public int hashCode() {
        return known.hashCode();
    }

    /** Prints the counts known, such as {@code start 20, end 24, survivors 19, acquired 5, lost 1}. */
    @Override
    public String toString() {
        return known.toString();
    }

    /**
     * Takes the counts that are known, in any order; a count given twice has its last value.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private final Map<CustomerCount, Long> counts = new EnumMap<>(CustomerCount.class);
        private OptionalDouble customerDays = OptionalDouble.empty();
        private OptionalDouble daysPerPeriod = OptionalDouble.empty();
        private DailyFlow daily = DailyFlow.NONE;

        private Builder() {}

        /**
         * Gives any of the counts.
         *
         * @param count which
         * @param value how many, at least 0
         * @return this
         * @throws IllegalArgumentException if {@code value} is negative
         */
        public Builder count(CustomerCount count, long value) {
            checkArgument(value >= 0, "%s (%s) must be at least 0", requireNonNull(count, "count"), value);
            counts.put(count, value);
            return this;
        }

        /**
         * Gives {@link CustomerCount#START}.
         *
         * @param customers those live at the start, at least 0
         * @return this
         * @throws IllegalArgumentException if {@code customers} is negative
         */
        public Builder start(long customers) {
            return count(CustomerCount.START, customers);
        }

        /**
         * Gives {@link CustomerCount#ACQUIRED}.
         *
         * @param customers those live at the end who were not at the start, at least 0
         * @return this
         * @throws IllegalArgumentException if {@code customers} is negative
         */
        public Builder acquired(long customers) {
            return count(CustomerCount.ACQUIRED, customers);
        }

        /**
         * Gives {@link CustomerCount#LOST}.
         *
         * @param customers those live at the start who are not at the end, at least 0
         * @return this
         * @throws IllegalArgumentException if {@code customers} is negative
         */
        public Builder lost(long customers) {
            return count(CustomerCount.LOST, customers);
        }

        /**
         * Gives {@link CustomerCount#REACTIVATED}.
         *
         * @param events the reactivations of lost customers in the period, each counted, at least 0
         * @return this
         * @throws IllegalArgumentException if {@code events} is negative
         */
        public Builder reactivated(long events) {
            return count(CustomerCount.REACTIVATED, events);
        }

        /**
         * Gives {@link CustomerCount#END}.
         *
         * @param customers those live at the end, at least 0
         * @return this
         * @throws IllegalArgumentException if {@code customers} is negative
         */
        public Builder end(long customers) {
            return count(CustomerCount.END, customers);
        }

        /**
         * Adds a day, for {@link ChurnFormula#SUM_OF_DAILY} and {@link ChurnFormula#MEAN_OF_DAILY}. Days without losses belong
         * to the mean and should be added too.
         *
         * @param start customers live at the start of the day, at least 0
         * @param lost losses on that day, at least 0; more than {@code start} if some came and left that day
         * @return this
         * @throws IllegalArgumentException if either is negative
         * @throws ArithmeticException if the losses sum past {@link Long#MAX_VALUE}
         */
        public Builder day(long start, long lost) {
            Checks.notNegative(start, "start");
            Checks.notNegative(lost, "lost");
            daily = daily.plus(start, lost);
            return this;
        }

        /**
         * Gives the time that customers spent as such, for {@link ChurnFormula#EXPOSURE}.
         *
         * @param days the sum over customers of their days in the period, parts of days included, finite and at least 0
         * @return this
         * @throws IllegalArgumentException if {@code days} is negative, infinite or NaN
         */
        public Builder customerDays(double days) {
            customerDays = OptionalDouble.of(Checks.notNegative(days, "customer-days"));
            return this;
        }

        /**
         * Gives the length of the period that {@link ChurnFormula#EXPOSURE} and {@link ChurnFormula#MEAN_OF_DAILY} are rates
         * of.
         *
         * @param days such as 30 or 365/12, positive and finite
         * @return this
         * @throws IllegalArgumentException if {@code days} is not positive and finite
         */
        public Builder daysPerPeriod(double days) {
            daysPerPeriod = OptionalDouble.of(Checks.positive(days, "days per period"));
            return this;
        }

        /**
         * Checks what was given and fills in what follows.
         *
         * @return the flow
         * @throws IllegalArgumentException if an identity or a bound is broken; the message says which, with its numbers
         * @throws ArithmeticException if counts sum past {@link Long#MAX_VALUE}
         */
        public CustomerFlow build() {
            return new CustomerFlow(KnownFlow.of(counts, customerDays, daysPerPeriod, daily));
        }
    }
}
