package dev.retention.movement;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import dev.retention.Proportion;
import dev.retention.RetentionFormula;
import dev.retention.RetentionRate;
import dev.retention.history.Members;
import dev.retention.rule.Counted;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Who came, stayed, returned and left in every period, with counts, amounts and customers.
 *
 * <p>The identity {@code live(p) = live(p−1) + new(p) + reactivated(p) − lost(p)} held when this was made. This class is
 * immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Movements<K> extends PeriodTable<Movements<K>.InPeriod> {
    private final Counted<K, MovementCell> counted;
    private final ImmutableList<InPeriod> periods;

    Movements(Counted<K, MovementCell> counted) {
        super(counted.rule());
        this.counted = counted;
        this.periods = IntStream.range(0, timeline().size())
                .mapToObj(i -> new InPeriod(timeline().period(i)))
                .collect(ImmutableList.toImmutableList());
        for (int i = 1; i < periods.size(); i++) {
            InPeriod p = periods.get(i);
            checkState(
                    p.start() == periods.get(i - 1).active(),
                    "customers do not add up in %s: %s at the start, %s at the end of the period before",
                    p.period(),
                    p.start(),
                    periods.get(i - 1).active());
        }
    }

    @Override
    public List<InPeriod> periods() {
        return periods;
    }

    /**
     * The counted rule behind the table: tally, explanations, reconciliation, restatement.
     *
     * @return the counted rule
     */
    public Counted<K, MovementCell> counted() {
        return counted;
    }

    /**
     * The movements of one period.
     *
     * @since 0.1.0
     */
    public final class InPeriod {
        private final Period period;

        private InPeriod(Period period) {
            this.period = period;
        }

        /**
         * The period.
         *
         * @return the period
         */
        public Period period() {
            return period;
        }

        /**
         * How much of the period could be observed.
         *
         * @return OBSERVED, or PARTIAL for the last period if it is still running
         */
        public CellState state() {
            return timeline().state(period);
        }

        /**
         * How many customers were live in the period before.
         *
         * @return retained + lost
         */
        public long start() {
            return retained().count() + lost().count();
        }

        /**
         * How many customers were active, or silent no longer than the tolerated gap.
         *
         * @return new + retained + reactivated
         */
        public long active() {
            return newCustomers().count() + retained().count() + reactivated().count();
        }

        /**
         * What the live customers spent.
         *
         * @return major units of the store's currency; 0 if the store has no amounts
         */
        public BigDecimal amount() {
            return newCustomers()
                    .amount()
                    .add(retained().amount())
                    .add(reactivated().amount());
        }

        /**
         * Customers live for the first time ever, or again after the reactivation window.
         *
         * @return count, amount spent in the period, members
         */
        public Movement newCustomers() {
            return of(MovementKind.NEW);
        }

        /**
         * Customers live in the period and in the one before.
         *
         * @return count, amount spent in the period, members
         */
        public Movement retained() {
            return of(MovementKind.RETAINED);
        }

        /**
         * Customers live in the period, not in the one before, but earlier.
         *
         * @return count, amount spent in the period, members
         */
        public Movement reactivated() {
            return of(MovementKind.REACTIVATED);
        }

        /**
         * Customers live in the period before, not in this one.
         *
         * @return count, amount spent in the last active period, members
         */
        public Movement lost() {
            return of(MovementKind.LOST);
        }

        /**
         * The customers who moved in one way.
         *
         * @param kind how they moved
         * @return count, amount, members
         */
        public Movement of(MovementKind kind) {
            return new Movement(new MovementCell(period, kind));
        }

        /**
         * The counts of the period as a flow, with which rates are computed. A customer is live at a moment if active in the
         * period that ends there; leaving and returning inside a period is invisible.
         *
         * @return start, survivors, lost, new, returned and end
         */
        public CustomerFlow flow() {
            return CustomerFlow.builder()
                    .start(start())
                    .end(active())
                    .lost(lost().count())
                    .returned(reactivated().count())
                    .count(CustomerCount.SURVIVORS, retained().count())
                    .count(CustomerCount.NEW, newCustomers().count())
                    .count(CustomerCount.LOSS_EVENTS, lost().count())
                    .build();
        }

        /**
         * The churn of the period by a named formula.
         *
         * @param formula the formula
         * @return the rate; empty if nobody was there to be lost
         * @throws IllegalArgumentException if movements do not tell what the formula needs
         */
        public Optional<ChurnRate> churn(ChurnFormula formula) {
            return start() == 0 ? Optional.empty() : Optional.of(flow().churn(formula));
        }

        /**
         * The retention of the period by a named formula.
         *
         * @param formula the formula
         * @return the rate; empty if nobody was there to be retained
         * @throws IllegalArgumentException if movements do not tell what the formula needs
         */
        public Optional<RetentionRate> retention(RetentionFormula formula) {
            return start() == 0 ? Optional.empty() : Optional.of(flow().retention(formula));
        }

        /**
         * The churn of each group of customers by {@link ChurnFormula#SNAPSHOT}, whose comparison and mix can then be looked at
         * with {@link RateChange}. Takes one more pass over the store.
         *
         * @param group tells a customer's group, such as a plan or a region
         * @param <G> the type of groups, with {@code equals} and {@code hashCode}
         * @return lost of live in the period before for each group with such customers, in the order in which the store first has
         *     one
         */
        public <G> Map<G, Proportion> churnBy(Function<? super K, ? extends G> group) {
            requireNonNull(group, "group");
            return RateChange.ratesBy(
                    group, lost().members(), counted.members(List.of(retained().key(), lost().key())));
        }

        /** Prints the period and the counts. */
        @Override
        public String toString() {
            return period + ": " + active() + " active, " + newCustomers().count() + " new, "
                    + retained().count() + " retained, " + reactivated().count() + " reactivated, "
                    + lost().count() + " lost";
        }
    }

    /**
     * The customers who moved in one way in one period.
     *
     * @since 0.1.0
     */
    public final class Movement {
        private final MovementCell key;

        private Movement(MovementCell key) {
            this.key = key;
        }

        /**
         * The period and the kind.
         *
         * @return the key under which the rule counts
         */
        public MovementCell key() {
            return key;
        }

        /**
         * How many customers moved.
         *
         * @return at least 0
         */
        public long count() {
            return counted.count(key);
        }

        /**
         * The money that moved with them.
         *
         * @return major units of the store's currency; 0 if the store has no amounts
         */
        public BigDecimal amount() {
            return counted.store().major(counted.amount(key));
        }

        /**
         * The customers. Takes one more pass over the store.
         *
         * @return as many as {@link #count()} says
         */
        public Members<K> members() {
            return counted.members(key);
        }

        /** Prints the key, the count and the amount. */
        @Override
        public String toString() {
            return key + ": " + count() + " (" + amount() + ")";
        }
    }
}
