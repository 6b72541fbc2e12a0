package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import dev.retention.Proportion;
import dev.retention.RetentionFormula;
import dev.retention.RetentionRate;
import dev.retention.history.History;
import dev.retention.history.HistoryCursor;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.rule.Counted;
import dev.retention.rule.Reconciliation;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
public final class ChurnTable<K> {
    private static final ImmutableSet<CustomerCount> EVENTS = ImmutableSet.of(
            CustomerCount.NEW, CustomerCount.RETURNED, CustomerCount.LOSS_EVENTS, CustomerCount.LOSSES_IN_30_DAYS);
    private static final ImmutableList<CustomerCount> COUNTED = ImmutableList.of(
            CustomerCount.START,
            CustomerCount.END,
            CustomerCount.SURVIVORS,
            CustomerCount.ACQUIRED,
            CustomerCount.LOST,
            CustomerCount.NEW,
            CustomerCount.RETURNED,
            CustomerCount.LOSS_EVENTS,
            CustomerCount.LIVE_30_DAYS_AGO,
            CustomerCount.LOSSES_IN_30_DAYS);

    private final Counted<K, FlowCell> counted;
    private final SpellCounter counter;
    private final Spells spells;
    private final Timeline timeline;
    private final ImmutableList<InPeriod> periods;

    ChurnTable(Counted<K, FlowCell> counted, Counted<K, Integer> daily, SpellCounter counter, Spells spells) {
        this.counted = counted;
        this.counter = counter;
        this.spells = spells;
        this.timeline = counted.rule().timeline();
        this.periods = IntStream.range(0, timeline.size())
                .mapToObj(i -> new InPeriod(i, flow(i, daily)))
                .collect(ImmutableList.toImmutableList());
        for (int i = 1; i < periods.size(); i++) {
            long end = periods.get(i - 1).flow.count(CustomerCount.END);
            long start = periods.get(i).flow.count(CustomerCount.START);
            checkState(
                    start == end,
                    "customers do not add up in %s: %s at the start, not %s",
                    timeline.period(i),
                    start,
                    end);
        }
    }

    private CustomerFlow flow(int at, Counted<K, Integer> daily) {
        Period period = timeline.period(at);
        CustomerFlow.Builder flow = CustomerFlow.builder();
        for (CustomerCount count : COUNTED) {
            flow.count(count, number(period, count));
        }
        if (spells.ofOrders()) {
            flow.count(CustomerCount.ACTIVE_BEFORE, number(period, CustomerCount.START))
                    .count(CustomerCount.GONE_QUIET, number(period, CustomerCount.LOST))
                    .count(CustomerCount.BUYERS, number(period, CustomerCount.BUYERS))
                    .count(CustomerCount.REPEAT_BUYERS, number(period, CustomerCount.REPEAT_BUYERS));
        }
        long live = number(period, CustomerCount.START);
        long customerDays = 0;
        for (int day = counter.day(at); day < counter.day(at + 1); day++) {
            long lost = daily.tally().amountAt(2 * day + 1);
            flow.day(live, lost);
            customerDays = Math.addExact(customerDays, live);
            live += daily.tally().amountAt(2 * day) - lost;
        }
        long length = period.plus(1).firstDay().toEpochDay() - period.firstDay().toEpochDay();
        return flow.customerDays((double) customerDays)
                .daysPerPeriod((double) length)
                .build();
    }

    private long number(Period period, CustomerCount count) {
        FlowCell cell = new FlowCell(period, count);
        return EVENTS.contains(count) ? counted.amount(cell) : counted.count(cell);
    }

    /**
     * The periods in order of time.
     *
     * @return one entry per period of the timeline
     */
    public List<InPeriod> periods() {
        return periods;
    }

    /**
     * One period.
     *
     * @param period the label of the period, such as {@code 1998-03}
     * @return the period
     * @throws IllegalArgumentException if the label is not a period of the timeline
     */
    public InPeriod in(String period) {
        return periods.get(timeline.indexOf(period));
    }

    /**
     * The periods, with the end of the data.
     *
     * @return the timeline
     */
    public Timeline timeline() {
        return timeline;
    }

    /**
     * When a customer is live here.
     *
     * @return the rule
     */
    public Spells spells() {
        return spells;
    }

    /**
     * The counted rule behind the table: tally, explanations, reconciliation, restatement.
     *
     * @return the counted rule
     */
    public Counted<K, FlowCell> counted() {
        return counted;
    }

    /** Prints the definition and the size. */
    @Override
    public String toString() {
        return counted.rule().definition() + ": " + periods.size() + " periods";
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
            case SCHEDULED, RENEWAL_BASE, RESCALED -> throw new AssertionError(formula);
        };
    }

    /** Which customers a formula's denominator counts. */
    private static Set<CustomerCount> denominator(ChurnFormula formula) {
        return switch (formula) {
            case SNAPSHOT, EVENTS_OVER_START, NET_OF_RETURNS, INACTIVITY -> Set.of(CustomerCount.START);
            case EVENTS_OVER_START_PLUS_NEW -> Set.of(CustomerCount.START, CustomerCount.NEW);
            case EVENTS_OVER_AVERAGE, SNAPSHOT_OVER_AVERAGE -> Set.of(CustomerCount.START, CustomerCount.END);
            case TRAILING_30D -> Set.of(CustomerCount.LIVE_30_DAYS_AGO);
            case SUM_OF_DAILY, MEAN_OF_DAILY, EXPOSURE ->
                Set.of(CustomerCount.START, CustomerCount.NEW, CustomerCount.RETURNED);
            case SCHEDULED, RENEWAL_BASE, RESCALED -> throw new AssertionError(formula);
        };
    }

    private void checkFed(ChurnFormula formula) {
        String why = switch (formula) {
            case SCHEDULED -> "announcements of cancellations, which " + spells + " does not tell";
            case RENEWAL_BASE -> "contracts with terms, which " + spells + " does not tell";
            case RESCALED -> "another rate: take churn(formula).rate() and its rescaled(from, to)";
            case INACTIVITY -> spells.ofOrders() ? "" : "a gap: take Spells.ofOrders(gapDays)";
            default -> "";
        };
        checkArgument(why.isEmpty(), "formula (%s) needs %s", formula, why);
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
            return timeline.period(index);
        }

        /**
         * How much of the period could be observed.
         *
         * @return OBSERVED, or PARTIAL for the last period if it is still running
         */
        public CellState state() {
            return timeline.state(period());
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
         * @throws IllegalArgumentException if histories cannot feed the formula: {@code SCHEDULED}, {@code RENEWAL_BASE},
         *     {@code RESCALED}, and {@code INACTIVITY} unless customers are live by {@link Spells#ofOrders}
         */
        public Figure churn(ChurnFormula formula) {
            checkFed(formula);
            return new Figure(this, formula);
        }

        /**
         * The retention of the period by a named formula; {@code ONE_MINUS_CHURN} is {@code churn(formula).rate()} and its
         * {@code toRetention()}.
         *
         * @param formula the formula
         * @return the rate; empty if its denominator is 0
         * @throws IllegalArgumentException if histories cannot feed the formula: {@code RENEWAL_BASE},
         *     {@code ONE_MINUS_CHURN}, and {@code REPEAT_PURCHASE} unless customers are live by {@link Spells#ofOrders}
         */
        public Optional<RetentionRate> retention(RetentionFormula formula) {
            for (CustomerCount count : formula.counts()) {
                checkArgument(
                        flow.findCount(count).isPresent(),
                        "formula (%s) needs %s, which %s does not tell",
                        formula,
                        count,
                        spells);
            }
            checkArgument(
                    formula != RetentionFormula.ONE_MINUS_CHURN,
                    "formula (%s) is made of a churn rate: take churn(formula).rate() and its toRetention()",
                    formula);
            return flow.findRetention(formula);
        }

        /**
         * The customers behind a count. Takes one more pass over the store.
         *
         * @param count which
         * @return the customers, each once; for counts of events they may be fewer than the events
         */
        public Members<K> members(CustomerCount count) {
            return counted.members(new FlowCell(
                    period(),
                    switch (count) {
                        case ACTIVE_BEFORE -> CustomerCount.START;
                        case GONE_QUIET -> CustomerCount.LOST;
                        default -> count;
                    }));
        }

        private Members<K> members(Set<CustomerCount> counts) {
            return counted.members(
                    counts.stream().map(count -> new FlowCell(period(), count)).toList());
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
            HistoryStore<K> store = counted.store();
            HistoryCursor cursor = store.open(timeline);
            int[] counts = new int[CustomerCount.values().length];
            ImmutableList.Builder<ChurnReconciliation.Difference<K>> differences = ImmutableList.builder();
            for (int customer = 0; customer < store.customers(); customer++) {
                History history = cursor.moveTo(customer);
                if (!counter.mayCount(history, period.index)) {
                    continue;
                }
                Arrays.fill(counts, 0);
                counter.count(history, new OfPeriod(period.index, counts));
                long losses = left.add(customer, counts);
                long otherLosses = right.add(customer, counts);
                if (losses != otherLosses) {
                    differences.add(
                            new ChurnReconciliation.Difference<>(store.customer(customer), losses, otherLosses));
                }
            }
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
            Members<K> lost = numerator();
            Map<G, Proportion> rates = new LinkedHashMap<>();
            for (K customer : denominator()) {
                G key = requireNonNull(group.apply(customer), "group");
                rates.merge(key, Proportion.of(lost.contains(customer) ? 1 : 0, 1), Proportion::plus);
            }
            return Collections.unmodifiableMap(rates);
        }

        /** Prints period and rate, such as {@code 1998-03: 10.0 % (1 of 10, SNAPSHOT)}. */
        @Override
        public String toString() {
            return period.period() + ": "
                    + rate().map(ChurnRate::toString).orElse("undefined (" + formula + "): nobody in the denominator");
        }
    }

    /** Puts the counts of one period into an array, and leaves those of others out. */
    private static final class OfPeriod implements SpellCounter.Emitter {
        private final int index;
        private final int[] counts;

        OfPeriod(int index, int[] counts) {
            this.index = index;
            this.counts = counts;
        }

        @Override
        public void add(int period, CustomerCount count) {
            add(period, count, 1);
        }

        @Override
        public void add(int period, CustomerCount count, int events) {
            if (period == index) {
                counts[count.ordinal()] = Math.addExact(counts[count.ordinal()], events);
            }
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
        long add(int customer, int[] counts) {
            for (CustomerCount count : dividing) {
                if (counts[count.ordinal()] != 0) {
                    denominator.add(customer);
                    break;
                }
            }
            long losses = 0;
            for (Map.Entry<CustomerCount, Integer> sign : signs.entrySet()) {
                losses += (long) sign.getValue() * counts[sign.getKey().ordinal()];
            }
            return losses;
        }

        <K> Members<K> denominator(HistoryStore<K> store) {
            return store.members(denominator.build().toArray());
        }
    }
}
