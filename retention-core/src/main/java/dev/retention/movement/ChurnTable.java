package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import dev.retention.Proportion;
import dev.retention.RetentionFormula;
import dev.retention.RetentionRate;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.internal.store.HistoryCursor;
import dev.retention.rule.Counted;
import dev.retention.rule.Reconciliation;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/**
 * The churn and retention of every period by any formula, with the customers behind numerator and denominator.
 *
 * <p>Made by {@link CustomerChurn}. The identities of {@link CustomerFlow} hold in every period, and every period starts with
 * as many customers as the one before ended with. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class ChurnTable<K> extends PeriodTable<ChurnTable<K>.InPeriod> {
    private final Sweep<K> sweep;
    private final Rule<FlowCell> rule;
    private final SpellCounter counter;
    private final ImmutableList<InPeriod> periods;

    ChurnTable(Sweep<K> sweep, Rule<FlowCell> rule, SpellCounter counter, List<CustomerFlow> flows) {
        super(rule);
        this.sweep = sweep;
        this.rule = rule;
        this.counter = counter;
        this.periods = IntStream.range(0, timeline().size())
                .mapToObj(p -> new InPeriod(p, flows.get(p)))
                .collect(toImmutableList());
    }

    @Override
    public List<InPeriod> periods() {
        return periods;
    }

    /**
     * When a customer is live here.
     *
     * @return the rule
     */
    public Spells spells() {
        return counter.spells();
    }

    /**
     * The same numbers by the rule that names every count of every customer: tally, explanations, reconciliation, restatement.
     * Takes one more pass over the store, each time.
     *
     * @return the counted rule
     */
    public Counted<K, FlowCell> counted() {
        return sweep.count(rule);
    }

    /** Which counts make a formula's numerator, and with which sign. */
    private static Map<CustomerCount, Integer> numerator(ChurnFormula formula) {
        return switch (formula) {
            case SNAPSHOT, SNAPSHOT_OVER_AVERAGE, INACTIVITY -> Map.of(CustomerCount.LOST, 1);
            case TRAILING_30D -> Map.of(CustomerCount.LOSSES_IN_30_DAYS, 1);
            case NET_OF_RETURNS -> Map.of(CustomerCount.LOSS_EVENTS, 1, CustomerCount.RETURNED, -1);
            case EVENTS_OVER_START,
                    EVENTS_OVER_START_PLUS_NEW,
                    EVENTS_OVER_AVERAGE,
                    SUM_OF_DAILY,
                    MEAN_OF_DAILY,
                    EXPOSURE -> Map.of(CustomerCount.LOSS_EVENTS, 1);
            case SCHEDULED -> Map.of(CustomerCount.LOST, 1, CustomerCount.CANCELLING, 1);
            case RENEWAL_BASE -> Map.of(CustomerCount.NOT_RENEWED, 1);
            case RESCALED -> throw new AssertionError(formula);
        };
    }

    /** Which customers a formula's denominator counts. */
    private static Set<CustomerCount> denominator(ChurnFormula formula) {
        return switch (formula) {
            case SNAPSHOT, EVENTS_OVER_START, NET_OF_RETURNS, SCHEDULED, INACTIVITY -> Set.of(CustomerCount.START);
            case EVENTS_OVER_START_PLUS_NEW -> Set.of(CustomerCount.START, CustomerCount.NEW);
            case EVENTS_OVER_AVERAGE, SNAPSHOT_OVER_AVERAGE -> Set.of(CustomerCount.START, CustomerCount.END);
            case TRAILING_30D -> Set.of(CustomerCount.LIVE_30_DAYS_AGO);
            case SUM_OF_DAILY, MEAN_OF_DAILY, EXPOSURE ->
                Set.of(CustomerCount.START, CustomerCount.NEW, CustomerCount.RETURNED);
            case RENEWAL_BASE -> Set.of(CustomerCount.DUE);
            case RESCALED -> throw new AssertionError(formula);
        };
    }

    /**
     * One period.
     *
     * @since 0.1.0
     */
    public final class InPeriod {
        private final int index;
        private final CustomerFlow flow;

        private InPeriod(int index, CustomerFlow flow) {
            this.index = index;
            this.flow = flow;
        }

        /**
         * The period.
         *
         * @return the period
         */
        public Period period() {
            return timeline().period(index);
        }

        /**
         * How much of the period could be observed.
         *
         * @return OBSERVED, or PARTIAL for the last period if it is still running
         */
        public CellState state() {
            return timeline().state(period());
        }

        /**
         * All counts of the period, customer-days and daily losses included; a period is as long as it has days.
         *
         * @return the flow
         */
        public CustomerFlow flow() {
            return flow;
        }

        /**
         * The churn of the period by a named formula.
         *
         * @param formula the formula
         * @return the figure
         * @throws IllegalArgumentException if the spells do not tell what the formula counts: {@code SCHEDULED} needs
         *     {@link Spells#announcedBy}, {@code RENEWAL_BASE} {@link Spells#dueOn} and {@code INACTIVITY}
         *     {@link Spells#ofOrders}; {@code RESCALED} is made of another rate
         */
        public Figure churn(ChurnFormula formula) {
            checkArgument(
                    formula != ChurnFormula.RESCALED,
                    "formula (%s) is made of another rate: take churn(formula).rate() and its rescaled(from, to)",
                    formula);
            checkTold("formula", formula, formula.counts());
            return new Figure(this, formula);
        }

        /**
         * The retention of the period by a named formula; {@code ONE_MINUS_CHURN} is {@code churn(formula).rate()} and its
         * {@code toRetention()}.
         *
         * @param formula the formula
         * @return the rate; empty if its denominator is 0
         * @throws IllegalArgumentException if the spells do not tell what the formula counts: {@code RENEWAL_BASE} needs
         *     {@link Spells#dueOn} and {@code REPEAT_PURCHASE} {@link Spells#ofOrders}; {@code ONE_MINUS_CHURN} is made of a
         *     churn rate
         */
        public Optional<RetentionRate> retention(RetentionFormula formula) {
            checkArgument(
                    formula != RetentionFormula.ONE_MINUS_CHURN,
                    "formula (%s) is made of a churn rate: take churn(formula).rate() and its toRetention()",
                    formula);
            checkTold("formula", formula, formula.counts());
            return flow.findRetention(formula);
        }

        private void checkTold(String what, Enum<?> name, Set<CustomerCount> counts) {
            for (CustomerCount count : counts) {
                checkArgument(
                        flow.findCount(count).isPresent(),
                        "%s (%s) needs %s, which spells (%s) do not tell",
                        what,
                        name.name(),
                        count,
                        spells());
            }
        }

        /**
         * The customers behind a count. Takes one more pass over the store.
         *
         * @param count which
         * @return the customers, each once; for counts of events they may be fewer than the events
         * @throws IllegalArgumentException if the spells do not tell the count
         */
        public Members<K> members(CustomerCount count) {
            checkTold("count", count, Set.of(count));
            return members(Set.of(
                    switch (count) {
                        case ACTIVE_BEFORE -> CustomerCount.START;
                        case GONE_QUIET -> CustomerCount.LOST;
                        default -> count;
                    }));
        }

        private Members<K> members(Set<CustomerCount> counts) {
            IntStream.Builder found = IntStream.builder();
            forEachCustomer((numbers, customer) -> {
                if (numbers.hasAny(counts)) {
                    found.add(customer);
                }
            });
            return sweep.store().members(found.build().toArray());
        }

        /** Goes through the store's customers who can be in a count of the period, with their share of each. */
        private void forEachCustomer(ObjIntConsumer<OfPeriod> visitor) {
            HistoryStore<K> store = sweep.store();
            HistoryCursor cursor = HistoryCursor.open(store, timeline());
            OfPeriod numbers = new OfPeriod(index);
            for (int customer = 0; customer < store.customers(); customer++) {
                History history = cursor.moveTo(customer);
                if (counter.mayCount(history, index)) {
                    numbers.clear();
                    counter.count(history, numbers);
                    visitor.accept(numbers, customer);
                }
            }
        }

        /** Prints the period and its counts. */
        @Override
        public String toString() {
            return period() + ": " + flow;
        }
    }

    /**
     * The churn of one period by one formula.
     *
     * @since 0.1.0
     */
    public final class Figure {
        private final InPeriod period;
        private final ChurnFormula formula;

        private Figure(InPeriod period, ChurnFormula formula) {
            this.period = period;
            this.formula = formula;
        }

        /**
         * What is meant by churn.
         *
         * @return the formula
         */
        public ChurnFormula formula() {
            return formula;
        }

        /**
         * The rate.
         *
         * @return the rate; empty if it is undefined, for instance since nobody was there to be lost
         */
        public Optional<ChurnRate> rate() {
            return period.flow.findChurn(formula);
        }

        /**
         * The customers in the numerator. Takes one more pass over the store.
         *
         * @return the customers, each once; by formulas that count events, a customer may count more than once, and by
         *     {@code NET_OF_RETURNS} those who returned are among them
         */
        public Members<K> numerator() {
            return period.members(ChurnTable.numerator(formula).keySet());
        }

        /**
         * The customers in the denominator, or for means and exposure those who had a part in it. Takes one more pass over
         * the store.
         *
         * @return the customers, each once
         */
        public Members<K> denominator() {
            return period.members(ChurnTable.denominator(formula));
        }

        /**
         * Why another formula says otherwise, down to the customers. Takes one more pass over the store.
         *
         * @param other another formula
         * @return the customers whose losses the two count differently, and those in one denominator only
         * @throws IllegalArgumentException if histories cannot feed the formula, see {@link InPeriod#churn}
         */
        public ChurnReconciliation<K> reconcileWith(ChurnFormula other) {
            Figure that = period.churn(other);
            Side left = new Side(formula);
            Side right = new Side(other);
            HistoryStore<K> store = sweep.store();
            ImmutableList.Builder<ChurnReconciliation.Difference<K>> differences = ImmutableList.builder();
            period.forEachCustomer((numbers, customer) -> {
                long losses = left.add(customer, numbers);
                long otherLosses = right.add(customer, numbers);
                if (losses != otherLosses) {
                    differences.add(
                            new ChurnReconciliation.Difference<>(store.customer(customer), losses, otherLosses));
                }
            });
            return new ChurnReconciliation<>(
                    formula,
                    rate(),
                    other,
                    that.rate(),
                    differences.build(),
                    Reconciliation.of(formula.name(), left.denominator(store), other.name(), right.denominator(store)));
        }

        /**
         * The rate of each group of customers, whose comparison and mix can then be looked at with {@link RateChange}.
         *
         * @param group tells a customer's group, such as a plan or a region
         * @param <G> the type of groups, with {@code equals} and {@code hashCode}
         * @return lost of exposed for each group with exposed customers, in the order in which the store first has one
         * @throws IllegalArgumentException unless the formula {@link ChurnFormula#isShare()}
         */
        public <G> Map<G, Proportion> by(Function<? super K, ? extends G> group) {
            checkArgument(
                    formula.isShare(), "formula (%s) must be a share, such as SNAPSHOT, to be split by group", formula);
            return RateChange.ratesBy(group, numerator(), denominator());
        }

        /** Prints period and rate, such as {@code 1998-03: 10.0 % (1 of 10, SNAPSHOT)}. */
        @Override
        public String toString() {
            return period.period() + ": "
                    + rate().map(ChurnRate::toString).orElse("undefined (" + formula + "): nobody in the denominator");
        }
    }

    /** How often a customer is in each count of one period; what is of others is left out. */
    private static final class OfPeriod implements SpellCounter.Emitter {
        private final int index;
        private final int[] numbers = new int[CustomerCount.values().length];

        OfPeriod(int index) {
            this.index = index;
        }

        void clear() {
            Arrays.fill(numbers, 0);
        }

        @Override
        public void add(int period, CustomerCount count) {
            if (period == index) {
                numbers[count.ordinal()] = 1;
            }
        }

        @Override
        public void add(int period, CustomerCount count, int events) {
            if (period == index) {
                numbers[count.ordinal()] += events;
            }
        }

        boolean hasAny(Set<CustomerCount> counts) {
            for (CustomerCount count : counts) {
                if (numbers[count.ordinal()] != 0) {
                    return true;
                }
            }
            return false;
        }

        long sum(Map<CustomerCount, Integer> signs) {
            long sum = 0;
            for (Map.Entry<CustomerCount, Integer> sign : signs.entrySet()) {
                sum += (long) sign.getValue() * numbers[sign.getKey().ordinal()];
            }
            return sum;
        }
    }

    /** One formula in a comparison: what it counts of each customer, and whom it divides by. */
    private static final class Side {
        private final Map<CustomerCount, Integer> signs;
        private final Set<CustomerCount> dividing;
        private final IntStream.Builder denominator = IntStream.builder();

        Side(ChurnFormula formula) {
            this.signs = ChurnTable.numerator(formula);
            this.dividing = ChurnTable.denominator(formula);
        }

        /** Takes the next customer and tells the losses. */
        long add(int customer, OfPeriod numbers) {
            if (numbers.hasAny(dividing)) {
                denominator.add(customer);
            }
            return numbers.sum(signs);
        }

        <K> Members<K> denominator(HistoryStore<K> store) {
            return store.members(denominator.build().toArray());
        }
    }
}
