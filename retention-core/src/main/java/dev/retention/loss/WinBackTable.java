package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.Members;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.loss.WinBack.Cell;
import dev.retention.loss.WinBack.Item;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.survival.LifeTable;
import dev.retention.survival.LogRank;
import dev.retention.survival.LogRankResult;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The lost customers by whether they were called and came back, as {@link WinBack} counts them.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class WinBackTable<K> implements Tabular {
    private static final String CALLED = "called";

    private final WinBackSettings settings;
    private final Counted<K, Cell> counted;
    private final WinBackCells<K> cells;
    private final List<String> warnings;

    WinBackTable(WinBackSettings settings, Counted<K, Cell> counted, List<String> warnings) {
        this.settings = settings;
        this.counted = counted;
        this.cells = new WinBackCells<>(settings, counted);
        this.warnings = List.copyOf(warnings);
    }

    /** Which of the lost customers. */
    public enum Who {
        /** All of them. */
        LOST,
        /** Those who were called while they were away. */
        CALLED,
        /** Those who were not. */
        NOT_CALLED,
        /** Those who were called and came back afterwards. */
        CALLED_BACK,
        /** Those who came back without a call. */
        NOT_CALLED_BACK
    }

    /**
     * What customers who came back are worth.
     *
     * @param customers how many came back, at least 0
     * @param atReturn what they were worth at the end of the day of the return, in major units: their orders of that day, or their new
     *     monthly value
     * @param before what the same were worth before the loss, in major units: their orders of the last day with one, or their last monthly
     *     value
     * @since 0.1.0
     */
    public record WorthBack(long customers, BigDecimal atReturn, BigDecimal before) {
        /**
         * Checks the number of customers.
         *
         * @param customers how many came back
         * @param atReturn what they were worth at the return
         * @param before what they were worth before the loss
         * @throws IllegalArgumentException if {@code customers} is negative
         */
        public WorthBack {
            Checks.notNegative(customers, "customers");
            Checks.amount(atReturn, "atReturn");
            Checks.amount(before, "before");
        }

        /**
         * The worth at the return against that before.
         *
         * @return 1 if they are worth as much as before; empty if they were worth nothing, or less
         */
        public OptionalDouble share() {
            return before.signum() <= 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(atReturn.doubleValue() / before.doubleValue());
        }

        /** Prints the amounts, such as {@code 3 customers, 270.00 after 300.00}. */
        @Override
        public String toString() {
            return Text.customers(customers) + ", " + atReturn.toPlainString() + " after " + before.toPlainString();
        }
    }

    /**
     * How many customers.
     *
     * @param who which
     * @return at least 0
     */
    public long customers(Who who) {
        return cells.of(who).stream().mapToLong(counted::count).sum();
    }

    /**
     * The customers. Takes one more pass over the store.
     *
     * @param who which
     * @return each once
     * @throws IllegalStateException if the table was made from a tally
     */
    public Members<K> members(Who who) {
        return counted.members(cells.of(who));
    }

    /**
     * The customers who came back within some days of the call. Takes one more pass over the store.
     *
     * @param days the most days from the call to the return, at least 0
     * @return each once
     * @throws IllegalArgumentException if {@code days < 0}
     * @throws IllegalStateException if the table was made from a tally
     */
    public Members<K> backWithin(int days) {
        Checks.notNegative((long) days, "days");
        return counted.members(cells.of(cells.called(), List.of(Item.CALL_TO_RETURN)).stream()
                .filter(cell -> cell.days() <= days)
                .toList());
    }

    /**
     * What those who came back are worth, beside what they were worth before.
     *
     * @param who {@link Who#CALLED_BACK} or {@link Who#NOT_CALLED_BACK}
     * @return the amounts
     * @throws IllegalArgumentException if {@code who} are others
     * @throws IllegalStateException if no {@linkplain WinBack#worth worth} is known
     */
    public WorthBack worthBack(Who who) {
        checkArgument(
                requireNonNull(who, "who") == Who.CALLED_BACK || who == Who.NOT_CALLED_BACK,
                "who (%s) must be those who came back",
                who);
        checkState(settings.hasWorth(), "worth(…) must tell from where the worth of customers comes");
        List<Cell> back = cells.of(who);
        List<Cell> before = back.stream()
                .map(cell -> new Cell(cell.call(), Item.BACK_BEFORE, cell.days()))
                .toList();
        return new WorthBack(customers(who), cells.money(back), cells.money(before));
    }

    /**
     * The days from the call to the return, those who are still away censored at the end of the data.
     *
     * @return the life table in days, 0 for the day of the call
     */
    public LifeTable sinceCall() {
        return sinceCall(cells.called());
    }

    private LifeTable sinceCall(List<String> groups) {
        return WinBackTimes.until(
                cells.numbers(groups, Item.CALL_TO_RETURN), cells.numbers(groups, Item.CALL_TO_END), Map.of());
    }

    /**
     * The days from the loss to the return of those who were called, each of whom is at risk from the day of the call on.
     *
     * @return the life table in days, entered half a day before the day of the call, for what happens on that day happens after the call
     */
    public LifeTable called() {
        List<String> called = cells.called();
        return WinBackTimes.entered(
                cells.numbers(called, Item.CALLED), cells.numbers(called, Item.BACK), cells.numbers(called, Item.AWAY));
    }

    /**
     * The days from the loss to the return of those who had not been called by then, who are censored at the call, or at the end of the
     * data.
     *
     * @return the life table in days, those who were called censored half a day before the day of the call, and left out if that is the
     *     day of the loss
     */
    public LifeTable notCalled() {
        List<String> others = List.of(WinBackSettings.NOT_CALLED);
        return WinBackTimes.until(
                cells.numbers(others, Item.BACK),
                cells.numbers(others, Item.AWAY),
                cells.numbers(cells.called(), Item.CALLED));
    }

    /**
     * Whether the called come back sooner at like days since the loss, over all the time that was seen: the log-rank test of Mantel and
     * Byar, in which a customer is one of the others until the call. Groups are {@code called} and {@code not called}.
     *
     * @return the test; empty if there is nothing to compare, see {@link LogRank}
     */
    public Optional<LogRankResult<String>> test() {
        Map<String, LifeTable> groups = new LinkedHashMap<>();
        groups.put(CALLED, called());
        groups.put(WinBackSettings.NOT_CALLED, notCalled());
        try {
            return Optional.of(LogRank.withDefaults().test(groups));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The share of the called who came back within some days of the call, beside that which is expected of others at the same days since
     * their loss; see {@link WinBackComparison}.
     *
     * @param days from the day of the call, at least 0
     * @param confidence the level of the intervals, inside (0, 1), such as 0.95
     * @return the comparison; empty if nobody was called, or of no bracket both are known
     * @throws IllegalArgumentException if a number is out of its domain
     */
    public Optional<WinBackComparison> compare(int days, double confidence) {
        Checks.notNegative((long) days, "days");
        Checks.openUnit(confidence, "confidence");
        LifeTable others = notCalled();
        Map<String, WinBackComparison.Called> brackets = new LinkedHashMap<>();
        for (String group : cells.called()) {
            Map<Integer, Long> called = cells.numbers(List.of(group), Item.CALLED);
            if (!called.isEmpty()) {
                brackets.put(group, new WinBackComparison.Called(called, sinceCall(List.of(group))));
            }
        }
        return WinBackComparison.of(brackets, others, days, confidence);
    }

    /**
     * The same table for each group of customers, by the group on the day of the loss, or at the end of the data. Takes one more pass over
     * the store.
     *
     * @param grouping how customers are parted, not at each period
     * @return a table for each group that somebody is in, which add up to this one
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<WinBackTable<K>> by(Grouping grouping) {
        return counted.by(grouping, slice -> new WinBackTable<>(settings, slice, warnings));
    }

    /** {@return a sentence for each code that was told and no event has; none of a table made from a tally} */
    public List<String> warnings() {
        return warnings;
    }

    /** {@return the counted rule behind the table: tally, explanations, restatement} */
    public Counted<K, Cell> counted() {
        return counted;
    }

    /** {@return a row per kind of customers} */
    @Override
    public Sheet sheet() {
        return LossSheets.of(this);
    }

    /** Prints the numbers of customers. */
    @Override
    public String toString() {
        return customers(Who.LOST) + " lost: " + customers(Who.CALLED_BACK) + " of " + customers(Who.CALLED)
                + " called came back, and " + customers(Who.NOT_CALLED_BACK) + " of " + customers(Who.NOT_CALLED)
                + " others; who was called was chosen, not drawn";
    }
}
