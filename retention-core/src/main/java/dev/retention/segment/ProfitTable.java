package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What customers bring and cost in every period, and what became of those of the period before.
 *
 * <p>Made by {@link CustomerProfit}. The identities of {@link ProfitItem} held when this was made. This class is immutable and
 * thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class ProfitTable<K> implements Tabular {
    private final Counted<K, ProfitCell> counted;
    private final ProfitCosts costs;
    private final List<InPeriod> periods;

    ProfitTable(Counted<K, ProfitCell> counted, ProfitCosts costs) {
        this.counted = counted;
        this.costs = costs;
        this.periods =
                IntStream.range(0, timeline().size()).mapToObj(InPeriod::new).toList();
    }

    /** The table after a check that every period starts with what the one before ended with; moves between groups do not. */
    ProfitTable<K> checked() {
        for (int i = 1; i < periods.size(); i++) {
            InPeriod p = periods.get(i);
            InPeriod before = periods.get(i - 1);
            if (p.customers(ProfitFigures.BEFORE) != before.customers()
                    || p.before().compareTo(before.revenue()) != 0) {
                throw new IllegalStateException(
                        p.label() + " starts with " + p.before() + " of " + p.customers(ProfitFigures.BEFORE)
                                + " customers, where the period before ended with " + before.revenue() + " of "
                                + before.customers());
            }
        }
        return this;
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
     * @param label the label of the period, such as {@code 1998-03}
     * @return the period
     * @throws IllegalArgumentException if the label is not a period of the timeline
     */
    public InPeriod inPeriod(String label) {
        return periods.get(timeline().indexOf(requireNonNull(label, "label")));
    }

    /**
     * One period.
     *
     * @param period a period of the timeline's grain
     * @return the period
     * @throws IllegalArgumentException if it is not a period of the timeline
     */
    public InPeriod inPeriod(Period period) {
        return periods.get(timeline().indexOf(requireNonNull(period, "period")));
    }

    /**
     * The period that holds a day.
     *
     * @param day a day of one of the periods
     * @return the period
     * @throws IllegalArgumentException if the day is in no period of the timeline
     */
    public InPeriod inPeriod(LocalDate day) {
        return periods.get(timeline().indexOf(requireNonNull(day, "day")));
    }

    /**
     * The periods, with the end of the data.
     *
     * @return the timeline
     */
    public Timeline timeline() {
        return counted.rule().timeline();
    }

    /**
     * What is odd: codes that the method was told of and no event has.
     *
     * @return a sentence each; none of a table made from a tally
     */
    public List<String> warnings() {
        return counted.warnings();
    }

    /**
     * The counted rule behind the table: tally, explanations, restatement, and what each customer adds to an item, such as the cost to
     * serve each: {@code counted().amountsOf(List.of(new ProfitCell(period, ProfitItem.SERVICE)))}.
     *
     * @return the counted rule; its amounts are in minor units of the currency, where those of the table are in major units
     */
    public Counted<K, ProfitCell> counted() {
        return counted;
    }

    /**
     * The same table for each group of customers. Takes one more pass over the store.
     *
     * <p>By a grouping that is read at each period, what was there before ({@code KEPT_BEFORE}, {@code LOST}, {@code MORE}, {@code LESS}
     * and their costs) is of the group at the start of the period, all else is of the group at its end; {@link #groups} tells what
     * customers carry from group to group.
     *
     * @param grouping how customers are parted
     * @return a table for each group that somebody is in
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<ProfitTable<K>> by(Grouping grouping) {
        return counted.by(grouping, slice -> new ProfitTable<>(slice, costs));
    }

    /**
     * The groups side by side: what each brings, its shares of the whole, and what changed it. Takes one more pass over the store.
     *
     * <p>Groups are of customers: a customer is in one at a time, with all that is bought then. What each category of goods brings is a
     * question of lines: see {@link CustomerProfit#counting}.
     *
     * @param grouping how customers are parted
     * @return the groups
     * @throws IllegalArgumentException if the grouping is read at each period and the table is of one group already
     * @throws IllegalStateException if the table was made from a tally
     */
    public GroupTable<K> groups(Grouping grouping) {
        return GroupTable.of(this, grouping);
    }

    ProfitCosts costs() {
        return costs;
    }

    /** {@return a row per period} */
    @Override
    public Sheet sheet() {
        return SegmentSheets.of(this);
    }

    /** Prints the definition and the size. */
    @Override
    public String toString() {
        return counted.rule().definition() + ": " + periods.size() + " periods";
    }

    /**
     * What customers bring and cost in one period.
     *
     * @since 0.1.0
     */
    public final class InPeriod extends ProfitFigures<K> {
        private InPeriod(int index) {
            super(counted, costs, timeline().period(index));
        }
    }
}
