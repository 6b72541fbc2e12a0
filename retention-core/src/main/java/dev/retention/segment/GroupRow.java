package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.internal.Text;
import dev.retention.movement.RevenueRate;
import dev.retention.rule.Group;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One group, or all customers, in one period.
 *
 * @param <K> the type of customer keys
 */
abstract class GroupRow<K> {
    private final GroupFigures<K> figures;
    private final @Nullable Group group;
    private final Period period;

    GroupRow(GroupFigures<K> figures, @Nullable Group group, Period period) {
        this.figures = figures;
        this.group = group;
        this.period = period;
    }

    /**
     * The group.
     *
     * @return the group; empty if this is the row of all customers
     */
    public Optional<Group> group() {
        return Optional.ofNullable(group);
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
        return figures.timeline().state(period);
    }

    String label() {
        return figures.label(group, period);
    }

    /**
     * How many customers there are.
     *
     * @return at least 0
     */
    public long customers() {
        return figures.after(group, period).customers();
    }

    /**
     * The customers. Takes one more pass over the store.
     *
     * @return as many as {@link #customers} says
     */
    public Members<K> members() {
        return figures.after(group, period).members();
    }

    /**
     * What they bring.
     *
     * @return major units; of contracts the recurring value at the end of the period
     */
    public BigDecimal revenue() {
        return figures.after(group, period).amount();
    }

    /**
     * What they cost.
     *
     * @return major units; empty if it is not known
     */
    public Optional<BigDecimal> cost() {
        return amount(GroupTable.Figure.COST);
    }

    /**
     * What is left of the revenue.
     *
     * @return {@code revenue − cost} in major units, which may be below 0; empty if costs are not known
     */
    public Optional<BigDecimal> profit() {
        return amount(GroupTable.Figure.PROFIT);
    }

    /**
     * A figure.
     *
     * @param figure which
     * @return major units of money, a plain number of others; empty if it is not known
     */
    public Optional<BigDecimal> amount(GroupTable.Figure figure) {
        return figures.amount(requireNonNull(figure, "figure"), group, period);
    }

    /**
     * Which share of the whole a figure of this group is: of service set against that of profit, it tells who costs more than their part.
     *
     * @param figure which
     * @return the group's over that of all; below 0 or past 1 where some groups have less than nothing; empty if it is not known, or that
     *     of all is not above 0
     */
    public OptionalDouble share(GroupTable.Figure figure) {
        Optional<BigDecimal> part = amount(figure);
        Optional<BigDecimal> whole = figures.amount(figure, null, period).filter(amount -> amount.signum() > 0);
        return part.isEmpty() || whole.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(part.get().doubleValue() / whole.get().doubleValue());
    }

    /**
     * Which share of the customers of before are still customers, in whichever group.
     *
     * @return the share; empty if there were none
     */
    public Optional<Proportion> retention() {
        return figures.retention(group, period);
    }

    /**
     * Which share of the customers of before are no customers any more.
     *
     * @return the share; empty if there were none
     */
    public Optional<Proportion> churn() {
        return retention().map(Proportion::complement);
    }

    /**
     * What the customers of before bring now, in whichever group, for each unit of what they brought then (NRR).
     *
     * @return the ratio; empty unless they brought something
     */
    public Optional<RevenueRate> netRetention() {
        return figures.netRetention(group, period);
    }

    /**
     * What the customers of before still bring, without what some bring more (GRR).
     *
     * @return the ratio; empty unless they brought something
     */
    public Optional<RevenueRate> grossRetention() {
        return figures.grossRetention(group, period);
    }

    /**
     * What changed the revenue since before.
     *
     * @return the parts, which add up exactly
     */
    public GroupChange<K> change() {
        return figures.change(group, period);
    }

    /**
     * What changed the profit since before.
     *
     * @return the parts, which add up exactly; empty if costs are not known
     */
    public Optional<GroupChange<K>> profitChange() {
        return figures.profitChange(group, period);
    }

    /**
     * What this group has to do with the change of the revenue of all.
     *
     * @return the revenue of the group and of all, before and now
     */
    public Contribution contribution() {
        return Contribution.of(
                figures.before(group, period).amount().doubleValue(),
                revenue().doubleValue(),
                figures.before(null, period).amount().doubleValue(),
                figures.after(null, period).amount().doubleValue());
    }

    /** Prints group, period, customers, revenue with its share, profit and retention. */
    @Override
    public String toString() {
        OptionalDouble share = share(GroupTable.Figure.REVENUE);
        return label() + ": " + Text.customers(customers()) + ", " + revenue().toPlainString() + " revenue"
                + (share.isEmpty() ? "" : " (" + Text.percent(share.getAsDouble()) + " of all)")
                + profit().map(profit -> ", " + profit.toPlainString() + " profit")
                        .orElse("")
                + retention().map(rate -> ", retention " + rate).orElse("");
    }
}
