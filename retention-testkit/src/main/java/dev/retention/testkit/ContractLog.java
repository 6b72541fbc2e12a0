package dev.retention.testkit;

import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.movement.BillingInterval;
import dev.retention.movement.ContractValue;
import dev.retention.movement.Contracts;
import dev.retention.movement.MonthlyFactor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/**
 * Random subscriptions as a billing system has them: customers with one or two at a time, which switch plans, pause, start again, end or
 * go on.
 *
 * <pre>{@code
 * @Property
 * void nobodyPaysLessThanNothing(@ForAll ContractLog log) {
 *     RecurringRevenue.over(months).of(log.store());   // never refused
 * }
 * }</pre>
 *
 * <p>0 to 30 states of up to 5 customers from {@link EventLog#FIRST_DAY} on, worth 0.00 to 100.00 {@link EventLog#USD} a month; of one
 * subscription none overlap, so that {@link Contracts} takes them. A log that breaks a law shrinks to few short states. This class is
 * immutable and thread-safe.
 *
 * @param terms the states, in any order
 * @since 0.1.0
 */
public record ContractLog(List<Term> terms) {
    /**
     * Copies the states.
     *
     * @param terms the states
     */
    public ContractLog {
        terms = List.copyOf(terms);
    }

    /**
     * What a subscription was from one day to another.
     *
     * @param customer whose it is
     * @param subscription which of the customer's
     * @param from its first day
     * @param until the day after its last; null if it goes on
     * @param cents what is charged a month, in cents, at least 0
     * @param plan the plan
     * @since 0.1.0
     */
    public record Term(
            long customer,
            String subscription,
            LocalDate from,
            @Nullable LocalDate until,
            long cents,
            String plan) {
        /**
         * Refuses what is not there.
         *
         * @param customer whose it is
         * @param subscription which of the customer's
         * @param from its first day
         * @param until the day after its last, or null
         * @param cents what is charged a month
         * @param plan the plan
         */
        public Term {
            requireNonNull(subscription, "subscription");
            requireNonNull(from, "from");
            requireNonNull(plan, "plan");
        }

        /**
         * What is charged a month.
         *
         * @return the price in {@link EventLog#USD}, with two decimals
         */
        public BigDecimal price() {
            return BigDecimal.valueOf(cents, 2);
        }

        /** Prints such as {@code 3 b: 2023-01-31 to 2023-03-01, 12.50, gold}. */
        @Override
        public String toString() {
            String end = until == null ? " on" : " to " + until;
            return customer + " " + subscription + ": " + from + end + ", " + price() + ", " + plan;
        }
    }

    /** A state as it follows the one before. */
    private record Step(
            long customer, String subscription, int pause, int days, boolean ends, long cents, String plan) {}

    /**
     * Logs of up to 5 customers, as parameters get them.
     *
     * @return the arbitrary
     */
    public static Arbitrary<ContractLog> arbitrary() {
        return arbitrary(5);
    }

    /**
     * Logs of some customers.
     *
     * @param customers how many customers there may be, numbered from 0; at least 1
     * @return the arbitrary
     * @throws IllegalArgumentException if {@code customers} is below 1
     */
    public static Arbitrary<ContractLog> arbitrary(int customers) {
        if (customers < 1) {
            throw new IllegalArgumentException("customers (" + customers + ") must be at least 1");
        }
        Arbitrary<Integer> pauses =
                Arbitraries.oneOf(Arbitraries.just(0), Arbitraries.integers().between(0, 120));
        Arbitrary<Integer> days =
                Arbitraries.oneOf(Arbitraries.integers().between(1, 400), Arbitraries.of(1, 28, 30, 31, 365));
        return Combinators.combine(
                        Arbitraries.longs().between(0, customers - 1L),
                        Arbitraries.of("a", "b"),
                        pauses,
                        days,
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(0, 10_000),
                        Arbitraries.of("basic", "silver", "gold"))
                .as(Step::new)
                .list()
                .ofMaxSize(30)
                .withoutEdgeCases()
                .map(ContractLog::following);
    }

    private static ContractLog following(List<Step> steps) {
        Map<String, LocalDate> next = new HashMap<>();
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            last.put(steps.get(i).customer() + steps.get(i).subscription(), i);
        }
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String key = step.customer() + step.subscription();
            LocalDate from = next.getOrDefault(key, EventLog.FIRST_DAY).plusDays(step.pause());
            LocalDate until = from.plusDays(step.days());
            next.put(key, until);
            boolean goesOn = last.getOrDefault(key, i) == i && !step.ends();
            terms.add(new Term(
                    step.customer(), step.subscription(), from, goesOn ? null : until, step.cents(), step.plan()));
        }
        return new ContractLog(terms);
    }

    /**
     * How the states are read, to which further columns can be added.
     *
     * @return a reader with price and plan
     */
    public static Contracts<Term, Long> reader() {
        return Contracts.of(Term::customer, Term::subscription)
                .from(Term::from)
                .until(Term::until)
                .worth(ContractValue.of(
                        Term::price, (Term term) -> BillingInterval.MONTHLY, MonthlyFactor.MONTHS_AND_YEARS))
                .plan(Term::plan);
    }

    /**
     * A store of the changes of recurring value.
     *
     * @return the store
     */
    public HistoryStore<Long> store() {
        return reader().read(terms, EventLog.USD, RoundingMode.HALF_EVEN);
    }

    /** Prints the states, such as {@code 3 b: 2023-01-31 to 2023-03-01, 12.50, gold; 4 a: 2023-02-01 on, 0.00, basic}. */
    @Override
    public String toString() {
        return terms.isEmpty()
                ? "no contracts"
                : terms.stream().map(Term::toString).collect(Collectors.joining("; "));
    }
}
