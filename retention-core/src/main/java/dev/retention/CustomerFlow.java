package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 *   start + new + returned = end + loss events
 *   renewed + not renewed = due
 *   lost ≤ loss events,  acquired ≤ new + returned,  cancelling ≤ survivors,
 *   gone quiet ≤ active before,  repeat buyers ≤ buyers,  lost of the days given ≤ loss events
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
    private static final long UNKNOWN = -1;
    private static final ImmutableList<Law> LAWS = ImmutableList.of(
            Law.equal(List.of(CustomerCount.START, CustomerCount.ACQUIRED), CustomerCount.END, CustomerCount.LOST),
            Law.equal(List.of(CustomerCount.SURVIVORS, CustomerCount.LOST), CustomerCount.START),
            Law.equal(List.of(CustomerCount.SURVIVORS, CustomerCount.ACQUIRED), CustomerCount.END),
            Law.equal(
                    List.of(CustomerCount.START, CustomerCount.NEW, CustomerCount.RETURNED),
                    CustomerCount.END,
                    CustomerCount.LOSS_EVENTS),
            Law.equal(List.of(CustomerCount.RENEWED, CustomerCount.NOT_RENEWED), CustomerCount.DUE),
            Law.atMost(CustomerCount.LOST, CustomerCount.LOSS_EVENTS),
            Law.atMost(CustomerCount.ACQUIRED, CustomerCount.NEW, CustomerCount.RETURNED),
            Law.atMost(CustomerCount.CANCELLING, CustomerCount.SURVIVORS),
            Law.atMost(CustomerCount.GONE_QUIET, CustomerCount.ACTIVE_BEFORE),
            Law.atMost(CustomerCount.REPEAT_BUYERS, CustomerCount.BUYERS));

    private final Map<CustomerCount, Long> counts;
    private final OptionalDouble customerDays;
    private final OptionalDouble daysPerPeriod;
    private final Daily daily;

    private CustomerFlow(
            Map<CustomerCount, Long> given, OptionalDouble customerDays, OptionalDouble daysPerPeriod, Daily daily) {
        boolean learned = true;
        while (learned) {
            learned = false;
            for (Law law : LAWS) {
                learned |= law.settle(given);
            }
        }
        this.counts = given;
        this.customerDays = customerDays;
        this.daysPerPeriod = daysPerPeriod;
        this.daily = daily;
        long lossEvents = value(CustomerCount.LOSS_EVENTS);
        checkArgument(
                lossEvents == UNKNOWN || daily.lost <= lossEvents,
                "lost of the days given (%s) must be at most loss events (%s)",
                daily.lost,
                lossEvents);
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
        long value = value(count);
        checkArgument(value != UNKNOWN, "%s must be given: it does not follow from %s", count, this);
        return value;
    }

    /**
     * A count that was given or follows from those given, if any.
     *
     * @param count which
     * @return how many, at least 0; empty if it is not known
     */
    public OptionalLong findCount(CustomerCount count) {
        long value = value(count);
        return value == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(value);
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
        String obstacle = obstacle(formula);
        if (obstacle != null) {
            throw new IllegalArgumentException(obstacle);
        }
        return switch (formula) {
            case SURVIVORS -> RetentionRate.of(formula, value(CustomerCount.SURVIVORS), value(CustomerCount.START));
            case HEADCOUNT ->
                RetentionRate.of(
                        formula, value(CustomerCount.END) - value(CustomerCount.ACQUIRED), value(CustomerCount.START));
            case RENEWAL_BASE -> RetentionRate.of(formula, value(CustomerCount.RENEWED), value(CustomerCount.DUE));
            case REPEAT_PURCHASE ->
                RetentionRate.of(formula, value(CustomerCount.REPEAT_BUYERS), value(CustomerCount.BUYERS));
            case ONE_MINUS_CHURN -> throw new AssertionError(formula);
        };
    }

    /**
     * The retention of the period by a named formula, where it is defined.
     *
     * @param formula what is meant by retention
     * @return the rate; empty wherever {@link #retention} refuses
     */
    public Optional<RetentionRate> findRetention(RetentionFormula formula) {
        return obstacle(formula) == null ? Optional.of(retention(formula)) : Optional.empty();
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
        String obstacle = obstacle(formula);
        if (obstacle != null) {
            throw new IllegalArgumentException(obstacle);
        }
        return new ChurnRate(formula, formula, numerator(formula), denominator(formula));
    }

    /**
     * The churn of the period by a named formula, where it is defined.
     *
     * @param formula what is meant by churn
     * @return the rate; empty wherever {@link #churn} refuses
     */
    public Optional<ChurnRate> findChurn(ChurnFormula formula) {
        return obstacle(formula) == null ? Optional.of(churn(formula)) : Optional.empty();
    }

    private double numerator(ChurnFormula formula) {
        return switch (formula) {
            case SNAPSHOT, SNAPSHOT_OVER_AVERAGE -> (double) value(CustomerCount.LOST);
            case EVENTS_OVER_START, EVENTS_OVER_START_PLUS_NEW, EVENTS_OVER_AVERAGE, EXPOSURE ->
                (double) value(CustomerCount.LOSS_EVENTS);
            case NET_OF_RETURNS -> (double) (value(CustomerCount.LOSS_EVENTS) - value(CustomerCount.RETURNED));
            case SCHEDULED -> (double) (value(CustomerCount.LOST) + value(CustomerCount.CANCELLING));
            case RENEWAL_BASE -> (double) value(CustomerCount.NOT_RENEWED);
            case TRAILING_30D -> (double) value(CustomerCount.LOSSES_IN_30_DAYS);
            case INACTIVITY -> (double) value(CustomerCount.GONE_QUIET);
            case SUM_OF_DAILY -> daily.sum;
            case MEAN_OF_DAILY -> daily.sum / (double) daily.days * daysPerPeriod.orElseThrow();
            case RESCALED -> throw new AssertionError(formula);
        };
    }

    private double denominator(ChurnFormula formula) {
        return switch (formula) {
            case SNAPSHOT, EVENTS_OVER_START, NET_OF_RETURNS, SCHEDULED -> (double) value(CustomerCount.START);
            case EVENTS_OVER_START_PLUS_NEW ->
                (double) Math.addExact(value(CustomerCount.START), value(CustomerCount.NEW));
            case EVENTS_OVER_AVERAGE, SNAPSHOT_OVER_AVERAGE ->
                Math.addExact(value(CustomerCount.START), value(CustomerCount.END)) / 2.0;
            case RENEWAL_BASE -> (double) value(CustomerCount.DUE);
            case TRAILING_30D -> (double) value(CustomerCount.LIVE_30_DAYS_AGO);
            case INACTIVITY -> (double) value(CustomerCount.ACTIVE_BEFORE);
            case EXPOSURE -> customerDays.orElseThrow() / daysPerPeriod.orElseThrow();
            case SUM_OF_DAILY, MEAN_OF_DAILY -> 1;
            case RESCALED -> throw new AssertionError(formula);
        };
    }

    /** Why there is no rate by the formula; null if there is one. */
    private @Nullable String obstacle(ChurnFormula formula) {
        if (formula == ChurnFormula.RESCALED) {
            return "RESCALED must be made of another rate, by churn(formula).rescaled(from, to)";
        }
        if (!knows(formula.counts())) {
            return missing(formula, formula.counts());
        }
        boolean ofDays = formula == ChurnFormula.SUM_OF_DAILY || formula == ChurnFormula.MEAN_OF_DAILY;
        if (ofDays && (daily.days == 0 || daily.undefined)) {
            return formula
                    + (daily.undefined
                            ? " is undefined: a day lost some of no customers"
                            : " needs a day that starts with customers");
        }
        if (formula == ChurnFormula.EXPOSURE && customerDays.isEmpty()) {
            return formula + " needs customer-days";
        }
        if ((formula == ChurnFormula.EXPOSURE || formula == ChurnFormula.MEAN_OF_DAILY) && daysPerPeriod.isEmpty()) {
            return formula + " needs days per period";
        }
        return denominator(formula) > 0 ? null : formula + " is undefined: its denominator is 0";
    }

    private @Nullable String obstacle(RetentionFormula formula) {
        if (formula == RetentionFormula.ONE_MINUS_CHURN) {
            return "ONE_MINUS_CHURN must be made of a churn rate, by churn(formula).toRetention()";
        }
        if (!knows(formula.counts())) {
            return missing(formula, formula.counts());
        }
        return value(formula.base()) > 0 ? null : formula + " is undefined: its denominator is 0";
    }

    private boolean knows(Set<CustomerCount> wanted) {
        for (CustomerCount count : wanted) {
            if (value(count) == UNKNOWN) {
                return false;
            }
        }
        return true;
    }

    private String missing(Enum<?> formula, Set<CustomerCount> wanted) {
        return formula + " needs "
                + wanted.stream()
                        .filter(count -> value(count) == UNKNOWN)
                        .map(CustomerCount::toString)
                        .collect(Collectors.joining(" and "))
                + ", which does not follow from " + this;
    }

    private long value(CustomerCount count) {
        return counts.getOrDefault(count, UNKNOWN);
    }

    /** Equal are flows of which the same is known. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CustomerFlow that
                && counts.equals(that.counts)
                && customerDays.equals(that.customerDays)
                && daysPerPeriod.equals(that.daysPerPeriod)
                && daily.equals(that.daily);
    }

    @Override
    public int hashCode() {
        return Objects.hash(counts, customerDays, daysPerPeriod, daily);
    }

    /** Prints the counts known, such as {@code start 20, end 24, survivors 19, acquired 5, lost 1}. */
    @Override
    public String toString() {
        Stream<String> known = counts.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue());
        Stream<String> time = Stream.concat(
                customerDays.stream().mapToObj(days -> "customer-days " + Text.plain(days)),
                daysPerPeriod.stream().mapToObj(days -> "days per period " + Text.plain(days)));
        String text = Stream.concat(known, time).collect(Collectors.joining(", "));
        return text.isEmpty() ? "no counts" : text;
    }

    /** The days of a period, added up: how many start with customers, Σ lost/start over those, and all lost. */
    private record Daily(long days, double sum, long lost, boolean undefined) {
        static final Daily NONE = new Daily(0, 0, 0, false);

        Daily plus(long start, long lostThatDay) {
            return new Daily(
                    start > 0 ? days + 1 : days,
                    start > 0 ? sum + (double) lostThatDay / start : sum,
                    Math.addExact(lost, lostThatDay),
                    undefined || (start == 0 && lostThatDay > 0));
        }
    }

    /** An identity or a bound between sums of counts. */
    private record Law(ImmutableList<CustomerCount> left, ImmutableList<CustomerCount> right, String relation) {
        private static final String EQUAL = " must be ";
        private static final String AT_MOST = " must be at most ";

        static Law equal(List<CustomerCount> left, CustomerCount... right) {
            return new Law(ImmutableList.copyOf(left), ImmutableList.copyOf(right), EQUAL);
        }

        static Law atMost(CustomerCount left, CustomerCount... right) {
            return new Law(ImmutableList.of(left), ImmutableList.copyOf(right), AT_MOST);
        }

        /** Fills in the one count that follows, if any, and tells so; refuses counts that break the law. */
        boolean settle(Map<CustomerCount, Long> counts) {
            CustomerCount unknown = null;
            for (CustomerCount count : Iterables.concat(left, right)) {
                if (!counts.containsKey(count)) {
                    if (unknown != null || relation.equals(AT_MOST)) {
                        return false;
                    }
                    unknown = count;
                }
            }
            long excess = Math.subtractExact(sum(left, counts), sum(right, counts));
            if (unknown == null) {
                boolean holds = relation.equals(EQUAL) ? excess == 0 : excess <= 0;
                if (!holds) {
                    throw new IllegalArgumentException(
                            print(counts) + ": " + sum(left, counts) + " against " + sum(right, counts));
                }
                return false;
            }
            long value = left.contains(unknown) ? -excess : excess;
            if (value < 0) {
                throw new IllegalArgumentException(print(counts) + ", which would make " + unknown + " " + value);
            }
            counts.put(unknown, value);
            return true;
        }

        private static long sum(List<CustomerCount> side, Map<CustomerCount, Long> counts) {
            long sum = 0;
            for (CustomerCount count : side) {
                sum = Math.addExact(sum, counts.getOrDefault(count, 0L));
            }
            return sum;
        }

        private String print(Map<CustomerCount, Long> counts) {
            return print(left, counts) + relation + print(right, counts);
        }

        private static String print(List<CustomerCount> side, Map<CustomerCount, Long> counts) {
            return side.stream()
                    .map(count -> counts.containsKey(count) ? count + " (" + counts.get(count) + ")" : count.toString())
                    .collect(Collectors.joining(" + "));
        }
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
        private Daily daily = Daily.NONE;

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
            checkArgument(value >= 0, "%s (%s) must be at least 0", count, value);
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
         * Gives {@link CustomerCount#RETURNED}.
         *
         * @param events the returns of lost customers in the period, each counted, at least 0
         * @return this
         * @throws IllegalArgumentException if {@code events} is negative
         */
        public Builder returned(long events) {
            return count(CustomerCount.RETURNED, events);
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
            return new CustomerFlow(new EnumMap<>(counts), customerDays, daysPerPeriod, daily);
        }
    }
}
