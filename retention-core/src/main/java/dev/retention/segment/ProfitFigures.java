package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.internal.Text;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueRate;
import dev.retention.rule.Counted;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What customers bring and cost in one period.
 *
 * @param <K> the type of customer keys
 */
abstract class ProfitFigures<K> {
    static final List<ProfitItem> NOW = List.of(ProfitItem.NEW, ProfitItem.REACTIVATED, ProfitItem.KEPT);
    static final List<ProfitItem> BEFORE = List.of(ProfitItem.KEPT_BEFORE, ProfitItem.LOST);
    private static final List<ProfitItem> NOW_COST =
            List.of(ProfitItem.NEW_COST, ProfitItem.REACTIVATED_COST, ProfitItem.KEPT_COST);

    private final Counted<K, ProfitCell> counted;
    private final ProfitCosts costs;
    private final Period period;

    ProfitFigures(Counted<K, ProfitCell> counted, ProfitCosts costs, Period period) {
        this.counted = counted;
        this.costs = costs;
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
        return counted.rule().timeline().state(period);
    }

    String label() {
        return state() == CellState.PARTIAL ? period + " (running)" : period.toString();
    }

    /**
     * How many customers an item has.
     *
     * @param item which
     * @return at least 0
     * @throws IllegalArgumentException if the item is not counted: those of costs need {@link CustomerProfit#cost} or {@link
     *     CustomerProfit#serving}, those of service the latter, {@code LEFT_OUT} {@link CustomerProfit#lenient}
     */
    public long customers(ProfitItem item) {
        return counted.count(cell(item));
    }

    /**
     * The amount of an item.
     *
     * @param item which
     * @return major units of the store's currency; a plain number of {@code CONTACTS} and {@code MINUTES}
     * @throws IllegalArgumentException if the item is not counted, see {@link #customers(ProfitItem)}
     */
    public BigDecimal amount(ProfitItem item) {
        long amount = counted.amount(cell(item));
        return item == ProfitItem.CONTACTS || item == ProfitItem.MINUTES
                ? BigDecimal.valueOf(amount)
                : counted.major(amount);
    }

    /**
     * The customers of some items, each once. Takes one more pass over the store.
     *
     * @param items which, at least one
     * @return as many as {@link #customers(ProfitItem)} says of one item
     * @throws IllegalArgumentException if there is none, or one is not counted, see {@link #customers(ProfitItem)}
     * @throws IllegalStateException if the table was made from a tally
     */
    public Members<K> members(ProfitItem... items) {
        checkArgument(requireNonNull(items, "items").length > 0, "items must not be empty");
        return counted.members(Arrays.stream(items).map(this::cell).toList());
    }

    private ProfitCell cell(ProfitItem item) {
        String missing = costs.missing(requireNonNull(item, "item"));
        checkArgument(missing == null, "item (%s) is not counted: call %s", item, missing);
        return new ProfitCell(period, item);
    }

    long customers(List<ProfitItem> items) {
        return items.stream().mapToLong(this::customers).sum();
    }

    BigDecimal amount(List<ProfitItem> items) {
        return items.stream().map(this::amount).reduce(counted.major(0), BigDecimal::add);
    }

    /** Items of whom nobody is in another. */
    GroupChange.Part<K> part(List<ProfitItem> items) {
        return new GroupChange.Part<>(customers(items), amount(items), () -> members(items.toArray(ProfitItem[]::new)));
    }

    /** The customers of an item and its revenue, or that less what they cost. */
    GroupChange.Part<K> part(ProfitItem item, boolean profit) {
        GroupChange.Part<K> part = part(List.of(item));
        return profit ? part.worth(part.amount().subtract(amount(item.cost()))) : part;
    }

    /**
     * How many customers buy.
     *
     * @return new, reactivated and kept customers
     */
    public long customers() {
        return customers(NOW);
    }

    /**
     * The customers who buy. Takes one more pass over the store.
     *
     * @return as many as {@link #customers()} says
     * @throws IllegalStateException if the table was made from a tally
     */
    public Members<K> members() {
        return members(NOW.toArray(ProfitItem[]::new));
    }

    /**
     * What customers spend.
     *
     * @return major units; below 0 if refunds count and pass the orders
     */
    public BigDecimal revenue() {
        return amount(NOW);
    }

    /** What customers spent in the period before. */
    BigDecimal before() {
        return amount(BEFORE);
    }

    /**
     * What their orders and the service of all customers cost.
     *
     * @return major units; empty if the method was told of no costs
     */
    public Optional<BigDecimal> cost() {
        return costs.any() ? Optional.of(amount(NOW_COST).add(idle(ProfitItem.IDLE_COST))) : Optional.empty();
    }

    BigDecimal idle(ProfitItem item) {
        return costs.service() == null ? counted.major(0) : amount(item);
    }

    /**
     * What is left of the revenue.
     *
     * @return {@code revenue − cost} in major units, below 0 if more was spent; empty if the method was told of no costs
     */
    public Optional<BigDecimal> profit() {
        return cost().map(revenue()::subtract);
    }

    /**
     * Which share of the customers of the period before buys again.
     *
     * @return {@code KEPT_BEFORE / (KEPT_BEFORE + LOST)}; empty if nobody bought in the period before
     */
    public Optional<Proportion> retention() {
        long all = customers(BEFORE);
        return all == 0 ? Optional.empty() : Optional.of(Proportion.of(customers(ProfitItem.KEPT_BEFORE), all));
    }

    /**
     * Which share of the customers of the period before does not buy.
     *
     * @return {@code LOST / (KEPT_BEFORE + LOST)}; empty if nobody bought in the period before
     */
    public Optional<Proportion> churn() {
        return retention().map(Proportion::complement);
    }

    /**
     * What the customers of the period before spend now, for each unit of what they spent then.
     *
     * @return {@code (KEPT_BEFORE + MORE − LESS) / (KEPT_BEFORE + LOST)}; empty unless they spent something
     */
    public Optional<RevenueRate> netRetention() {
        return rate(
                RevenueFormula.NRR_COHORT,
                amount(ProfitItem.KEPT_BEFORE).add(amount(ProfitItem.MORE)).subtract(amount(ProfitItem.LESS)));
    }

    /**
     * What the customers of the period before still spend, without what some spend more.
     *
     * @return {@code (KEPT_BEFORE − LESS) / (KEPT_BEFORE + LOST)}; empty unless they spent something
     */
    public Optional<RevenueRate> grossRetention() {
        return rate(RevenueFormula.GRR_MIN, amount(ProfitItem.KEPT_BEFORE).subtract(amount(ProfitItem.LESS)));
    }

    private Optional<RevenueRate> rate(RevenueFormula formula, BigDecimal kept) {
        BigDecimal start = before();
        return start.signum() <= 0 ? Optional.empty() : Optional.of(new RevenueRate(formula, kept, start));
    }

    /** Prints the period, customers, revenue, cost, profit and retention. */
    @Override
    public String toString() {
        return label() + ": " + Text.customers(customers()) + ", " + revenue().toPlainString() + " revenue"
                + cost().map(cost -> " − " + cost.toPlainString() + " cost = "
                                + revenue().subtract(cost).toPlainString() + " profit")
                        .orElse("")
                + retention().map(rate -> "; retention " + rate).orElse("");
    }
}
