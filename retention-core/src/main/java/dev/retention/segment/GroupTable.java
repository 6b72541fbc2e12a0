package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.movement.Decomposition;
import dev.retention.movement.RevenueMovements;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups of customers side by side: what each brings in every period, its shares of the whole, how many it keeps, and what changed it.
 *
 * <pre>{@code
 * GroupTable<String> plans = profit.groups(Grouping.ofColumn("plan", Grouping.Reading.AT_PERIOD));
 * plans.inPeriod("2026-03", "gold").share(GroupTable.Figure.PROFIT);
 * plans.inPeriod("2026-03", "gold").change();     // + new + reactivated + more − less − lost + moved in − moved out
 * GroupTable.of(RecurringRevenue.over(months).of(contracts), plan);
 * }</pre>
 *
 * <ul>
 *   <li>Of orders, a group's customers are those who buy in the period, and before is the period before. Of contracts, they are those with
 *       recurring value at the end of the period, and before is its start; costs are not known of them.
 *   <li>The groups add up to the whole: customers, revenue, cost, profit, and every part of a change but the moves, of which as much is
 *       moved in as was carried out of others.
 *   <li>By a grouping that is {@linkplain Grouping.Reading#AT_PERIOD read at each period}, what is brought is of the group at the end of
 *       the period, retention is that of the group at its start. By any other, customers stay in their group for good, also in the past.
 *   <li>Groups are of customers: a customer is in one at a time, and with all orders. By the category of what was bought last, revenue
 *       is of the customers who bought that last, whatever else they bought. What each category of goods brings is a question of lines:
 *       see {@link CustomerProfit#counting}.
 *   <li>A period still running is so far: its {@link Row#state} is PARTIAL.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class GroupTable<K> implements Tabular {
    private final GroupFigures<K> figures;

    private GroupTable(GroupFigures<K> figures) {
        this.figures = figures;
    }

    /**
     * The groups of customers who buy. Takes one more pass over the store.
     *
     * @param table what they bring
     * @param grouping how they are parted
     * @param <K> the type of customer keys
     * @return the groups
     * @throws IllegalArgumentException if the grouping is read at each period and the table is of one group already
     * @throws IllegalStateException if the table was made from a tally
     */
    public static <K> GroupTable<K> of(ProfitTable<K> table, Grouping grouping) {
        return new GroupTable<>(ProfitGroups.of(requireNonNull(table, "table"), requireNonNull(grouping, "grouping")));
    }

    /**
     * The groups of customers with recurring value. Takes one more pass over the store, two by a grouping that is read at each period.
     *
     * @param table their recurring value
     * @param grouping how they are parted
     * @param <K> the type of customer keys
     * @return the groups
     * @throws IllegalArgumentException if the table tells exchange rates or restatements apart, or the grouping is read at each period
     *     and the table is of one group already
     * @throws IllegalStateException if the table was made from a tally
     */
    public static <K> GroupTable<K> of(RevenueMovements<K> table, Grouping grouping) {
        return new GroupTable<>(RevenueGroups.of(requireNonNull(table, "table"), requireNonNull(grouping, "grouping")));
    }

    /**
     * A figure of groups that adds up to that of the whole.
     *
     * @since 0.1.0
     */
    public enum Figure {
        /** How many customers there are. */
        CUSTOMERS,
        /** What they bring. */
        REVENUE,
        /** What they cost. */
        COST,
        /** Revenue less cost. */
        PROFIT,
        /** What their service costs. */
        SERVICE,
        /** How many contacts they have. */
        CONTACTS,
        /** How many minutes their contacts take. */
        MINUTES
    }

    /**
     * The periods, with the end of the data.
     *
     * @return the timeline
     */
    public Timeline timeline() {
        return figures.timeline();
    }

    /**
     * The groups that somebody is in, by label.
     *
     * @return the groups in order
     */
    public List<Group> groups() {
        return figures.groups();
    }

    /**
     * All groups in one period.
     *
     * @param period the label of the period, such as {@code 2026-03}
     * @return a row for each group, in order
     * @throws IllegalArgumentException if the label is not a period of the timeline
     */
    public List<Row> inPeriod(String period) {
        Period found = period(period);
        return groups().stream().map(group -> new Row(group, found)).toList();
    }

    /**
     * One group in one period.
     *
     * @param period the label of the period, such as {@code 2026-03}
     * @param label the label of the group
     * @return the row; of a group that nobody is in an empty one
     * @throws IllegalArgumentException if the label is not a period of the timeline
     */
    public Row inPeriod(String period, String label) {
        return inPeriod(period, Group.of(requireNonNull(label, "label")));
    }

    /**
     * One group in one period.
     *
     * @param period the label of the period, such as {@code 2026-03}
     * @param group the group
     * @return the row; of a group that nobody is in an empty one
     * @throws IllegalArgumentException if the label is not a period of the timeline
     */
    public Row inPeriod(String period, Group group) {
        return new Row(requireNonNull(group, "group"), period(period));
    }

    /**
     * All customers in one period.
     *
     * @param period the label of the period, such as {@code 2026-03}
     * @return the row of the whole
     * @throws IllegalArgumentException if the label is not a period of the timeline
     */
    public Row total(String period) {
        return new Row(null, period(period));
    }

    private Period period(String label) {
        return timeline().period(timeline().indexOf(requireNonNull(label, "period")));
    }

    /**
     * What part of the change of the profit comes from how many customers there are, which groups they are in (mix), what they spend
     * (spend), and what is left of it (margin): {@code profit = customers · Σ mix · spend · margin + idle} over the groups. Without costs
     * it is the change of the revenue, without margin. A group that is there only before or only after has no change of its own spend
     * and margin; all of it is mix. If nobody is there before or after, all is customers. What groups without revenue cost, such as the
     * service of those who buy nothing, has no margin: it is idle, which is among the effects only where there is some.
     *
     * @param before the label of a period
     * @param after the label of another
     * @return the effects, which add up to the change of the {@linkplain #total total} but for the rounding of doubles
     * @throws IllegalArgumentException if a label is not a period of the timeline, or one is still running and the other is not
     */
    public Decomposition drivers(String before, String after) {
        requireNonNull(after, "after");
        List<Row> from = inPeriod(requireNonNull(before, "before"));
        List<Row> to = inPeriod(after);
        checkArgument(
                total(before).state() == total(after).state(),
                "after (%s) must be as finished as before (%s)",
                total(after).label(),
                total(before).label());
        return GroupDrivers.between(from, to);
    }

    /**
     * One group, or all customers, in one period.
     *
     * @since 0.1.0
     */
    public final class Row extends GroupRow<K> {
        private Row(@Nullable Group group, Period period) {
            super(figures, group, period);
        }
    }

    /** {@return a row per period and group} */
    @Override
    public Sheet sheet() {
        return SegmentSheets.of(this);
    }

    /** Prints what was parted, how, and the groups. */
    @Override
    public String toString() {
        return figures.definition();
    }
}
