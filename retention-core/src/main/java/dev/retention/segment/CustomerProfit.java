package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.Timeline;
import java.io.Serializable;

/**
 * Tells what customers bring and cost from period to period: revenue, cost and profit, by whether they are new, kept, reactivated or lost.
 *
 * <pre>{@code
 * ProfitTable<String> profit = CustomerProfit.over(months).cost("cost").of(orders);
 * profit.inPeriod("2026-03");
 * // 2026-03: 40 customers, 1200.00 revenue − 700.00 cost = 500.00 profit; retention 62.5 % (25 of 40)
 * profit.groups(Grouping.ofColumn("plan", Grouping.Reading.AT_PERIOD)).inPeriod("2026-03", "gold").change();
 * }</pre>
 *
 * <p>The events of the store are orders, and who has one that {@linkplain #counting counts} in a period buys in it. Profit is revenue less
 * the costs that the method was told of, and may be below 0:
 *
 * <ul>
 *   <li>{@link #cost}: a further column of the orders holds what each cost.
 *   <li>{@link #serving}: contacts on another track cost something too, also in periods in which the customer buys nothing.
 *   <li>Without either there is no cost and no profit. Cost unknown is not 0: an order or contact without a cost is refused, and the
 *       message names the customer, unless the method is {@link #lenient}.
 *   <li>A refund that {@linkplain EventFilter#refundedBy lowers} an order leaves its cost as it is. One that counts as an event needs a
 *       cost of its own, below 0 if the goods came back.
 *   <li>Service counts from the first period of the timeline. Without a first period that is the one of the first event of the first
 *       track, the orders: contacts before it, as of those who asked before anybody bought, are in no period. {@link Timeline#from} tells
 *       how far back to look.
 *   <li>New is from the customer's first order ever, before the timeline's first period too.
 *   <li>In a period still running the lost are those not seen yet: the period's state says so.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class CustomerProfit implements Serializable {
    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final ProfitCosts costs;
    private final EventFilter events;

    private CustomerProfit(Timeline timeline, ProfitCosts costs, EventFilter events) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.costs = costs;
        this.events = events;
    }

    /**
     * Revenue from period to period of a timeline, its cost unknown.
     *
     * @param timeline the periods; without a first period, they begin with the first event of the store
     * @return the method
     */
    public static CustomerProfit over(Timeline timeline) {
        return new CustomerProfit(timeline, ProfitCosts.NONE, EventFilter.ALL);
    }

    /**
     * Sets which column of the orders holds what they cost.
     *
     * @param column the name of a further column of money
     * @return this method with costs of orders
     * @throws IllegalArgumentException if the name is empty
     */
    public CustomerProfit cost(String column) {
        checkArgument(!requireNonNull(column, "column").isEmpty(), "column () must not be empty");
        return with(new ProfitCosts(column, costs.service(), costs.lenient()));
    }

    /**
     * Adds what it costs to serve customers, in the period of each contact. Contacts before the timeline's first period, which is that of
     * the first order unless the timeline has one, count nowhere.
     *
     * @param service the track of contacts, and what they cost
     * @return this method with costs of service
     */
    public CustomerProfit serving(CostToServe service) {
        return with(new ProfitCosts(costs.column(), requireNonNull(service, "service"), costs.lenient()));
    }

    /**
     * Leaves out orders and contacts without a cost, as if they had not happened, and counts and lists their customers by {@link
     * ProfitItem#LEFT_OUT}.
     *
     * @return this method, lenient
     */
    public CustomerProfit lenient() {
        return with(new ProfitCosts(costs.column(), costs.service(), true));
    }

    private CustomerProfit with(ProfitCosts other) {
        return new CustomerProfit(timeline, other, events);
    }

    /**
     * Sets which orders count; what does not is as if it had not happened.
     *
     * <p>So it is told what each category of goods brings: the events are the lines of orders, and their codes the categories. Their
     * revenue adds up to the whole, where groups of customers by the category of their latest line would not be what the lines bring.
     *
     * <pre>{@code
     * HistoryStore<String> lines = HistoryStore.ofDates(Line::customer, Line::day)
     *         .amounts(Line::amount, EUR).codes(Line::category).from(rows);
     * for (String category : List.of("Furniture", "Technology")) {
     *     CustomerProfit.over(months).counting(EventFilter.of(category)).of(lines).inPeriod("2026-03").revenue();
     * }
     * }</pre>
     *
     * @param orders the events, and what amounts below 0 are; every event as it is by default
     * @return this method over those orders
     */
    public CustomerProfit counting(EventFilter orders) {
        return new CustomerProfit(timeline, costs, requireNonNull(orders, "orders"));
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the orders, and beside them the track of contacts if service is looked at
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the store has no amounts, a track or column is not there, contacts cost their amounts but have
     *     none, or the timeline does not fit the store, see {@link HistoryStore#bind}
     * @throws RuleException if an order or contact has no cost; the message names the customer
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> ProfitTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException if the store has no amounts, a track or column is not there, contacts cost their amounts but have
     *     none, or the timeline does not fit the store, see {@link HistoryStore#bind}
     * @throws RuleException if an order or contact has no cost; the message names the customer
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> ProfitTable<K> of(Sweep<K> sweep) {
        HistoryStore<K> store = requireNonNull(sweep, "sweep").store();
        return new ProfitTable<>(sweep.count(rule(store)), costs).checked();
    }

    private void check(HistoryStore<?> store) {
        checkArgument(store.currency().isPresent(), "store (%s) must have amounts", store);
        if (costs.column() != null) {
            checkColumn(store, costs.column());
        }
        CostToServe service = costs.service();
        if (service != null) {
            HistoryStore<?> contacts = store.track(service.track());
            service.column().ifPresent(column -> checkColumn(contacts, column));
            service.check(contacts.currency());
        }
    }

    private static void checkColumn(HistoryStore<?> store, String column) {
        checkArgument(store.columns().contains(column), "column (%s) must be one of %s", column, store.columns());
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws TallyMismatchException if the tally is of another rule
     */
    public <K> ProfitTable<K> of(Tally<ProfitCell> tally) {
        Rule<ProfitCell> rule = bound(requireNonNull(tally, "tally").bind(timeline));
        return new ProfitTable<K>(Counted.of(rule, tally), costs).checked();
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the orders, whose first event is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the store has no amounts, a track or column is not there, contacts cost their amounts but have
     *     none, or the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public Rule<ProfitCell> rule(HistoryStore<?> store) {
        check(requireNonNull(store, "store"));
        return bound(store.bind(timeline));
    }

    /**
     * The rule, where no store is at hand. What {@link #rule(HistoryStore)} refuses at once, it refuses at the first customer.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<ProfitCell> rule() {
        return bound(timeline);
    }

    private Rule<ProfitCell> bound(Timeline periods) {
        return new ProfitRule(definition(periods), periods, costs).counting(events);
    }

    private String definition(Timeline periods) {
        return "revenue and profit of customers, " + costs + periods;
    }

    /** Prints what is told from what. */
    @Override
    public String toString() {
        return definition(timeline);
    }
}
