package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.internal.Text;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A table of items by period: of each item the customers, and what they add up to.
 *
 * <pre>{@code
 * PeriodItems<Long, Complaints.Item> complaints = Complaints.over(months).of(tracks);
 * complaints.inPeriod("2024-03").customers(Item.OPENED);      // how many customers complained
 * complaints.inPeriod("2024-03").number(Item.OPENED);         // how many complaints they had
 * complaints.inPeriod("2024-03").members(Item.OPENED);        // who
 * complaints.by(Grouping.of("plan", plans::get));       // the same for each group
 * }</pre>
 *
 * <p>Immutable and thread-safe where the rule behind it is.
 *
 * @param <K> the type of customer keys
 * @param <E> the type of items
 * @since 0.1.0
 */
public final class PeriodItems<K, E extends Enum<E>> implements Tabular {
    private final Counted<K, PeriodItem<E>> counted;

    PeriodItems(Counted<K, PeriodItem<E>> counted) {
        this.counted = counted;
    }

    /**
     * The periods in order of time.
     *
     * @return one entry per period of the timeline
     */
    public List<InPeriod> periods() {
        return IntStream.range(0, timeline().size())
                .mapToObj(index -> new InPeriod(timeline().period(index)))
                .toList();
    }

    /**
     * One period.
     *
     * @param label the label of the period, such as {@code 1998-03}
     * @return the period
     * @throws IllegalArgumentException if the label is not a period of the timeline
     */
    public InPeriod inPeriod(String label) {
        return new InPeriod(timeline().period(timeline().indexOf(requireNonNull(label, "label"))));
    }

    /**
     * One period.
     *
     * @param period a period of the timeline
     * @return the period
     * @throws IllegalArgumentException if it is not a period of the timeline
     */
    public InPeriod inPeriod(Period period) {
        return new InPeriod(timeline().period(timeline().indexOf(requireNonNull(period, "period"))));
    }

    /**
     * The same table for each group of customers. Takes one more pass over the store.
     *
     * @param grouping how customers are parted; at each period, by their group at its end
     * @return a table for each group that somebody is in, which add up to this one
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<PeriodItems<K, E>> by(Grouping grouping) {
        return counted.by(grouping, PeriodItems::new);
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
     * What is odd, such as codes that the method was told of and no event has.
     *
     * @return a sentence each; none of a table made from a tally
     */
    public List<String> warnings() {
        return counted.warnings();
    }

    /**
     * The counted rule behind the table: tally, explanations, reconciliation, restatement.
     *
     * @return the counted rule; its amounts are minor units where they are money
     */
    public Counted<K, PeriodItem<E>> counted() {
        return counted;
    }

    /** {@return a row per period and item, a matrix of customers in text; numbers in minor units where they are money} */
    @Override
    public Sheet sheet() {
        return CountedSheet.of(this, items());
    }

    /** Prints the definition and the size. */
    @Override
    public String toString() {
        return counted.rule().definition() + ": " + timeline().size()
                + (timeline().size() == 1 ? " period" : " periods");
    }

    /**
     * The items of one period.
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
         * How much of an item could be observed, as what counts in a period may come later.
         *
         * @param item which
         * @return the state
         */
        public CellState state(E item) {
            return counted.state(cell(item));
        }

        /**
         * How many customers an item has.
         *
         * @param item which
         * @return at least 0; look at {@link #state(Enum)} before taking 0 for a fact
         */
        public long customers(E item) {
            return counted.count(cell(item));
        }

        /**
         * The customers of an item. Takes one more pass over the store.
         *
         * @param item which
         * @return as many as {@link #customers} says
         * @throws IllegalStateException if the table was made from a tally
         */
        public Members<K> members(E item) {
            return counted.members(cell(item));
        }

        /**
         * What an item adds up to, where it is a number, such as of complaints, minutes or days.
         *
         * @param item which
         * @return the sum over its customers, exact; 0 of items that only count customers
         */
        public long number(E item) {
            return counted.amount(cell(item));
        }

        /**
         * What an item adds up to, where it is money.
         *
         * @param item which
         * @return major units of the store's currency
         */
        public BigDecimal money(E item) {
            return counted.major(number(item));
        }

        /**
         * The share of the customers of one item among those of another.
         *
         * @param part the item of the part
         * @param whole the item of the whole, of whose customers those of the part are some
         * @return the share; empty if the whole has no customer, or either item could not be observed
         * @throws IllegalArgumentException if the part has more customers than the whole
         */
        public Optional<Proportion> share(E part, E whole) {
            requireNonNull(part, "part");
            return share(isObserved(part, requireNonNull(whole, "whole")), customers(part), customers(whole));
        }

        /**
         * The share of what one item adds up to in another, such as of calls that were late among those that were due.
         *
         * @param part the item of the part
         * @param whole the item of the whole, of which the part is some
         * @return the share; empty if the whole is 0, or either item could not be observed
         * @throws IllegalArgumentException if the part is more than the whole, or either is below 0
         */
        public Optional<Proportion> shareOfNumber(E part, E whole) {
            requireNonNull(part, "part");
            return share(isObserved(part, requireNonNull(whole, "whole")), number(part), number(whole));
        }

        /**
         * What one item adds up to over another, such as complaints per customer-day, of which the one is no share of the other.
         *
         * @param number the item above
         * @param per the item below
         * @return the quotient; empty if the item below adds up to 0, or either item could not be observed
         */
        public OptionalDouble ratio(E number, E per) {
            requireNonNull(number, "number");
            long below = number(requireNonNull(per, "per"));
            return below == 0 || !isObserved(number, per)
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((double) number(number) / below);
        }

        private boolean isObserved(E one, E other) {
            return state(one) != CellState.UNOBSERVED && state(other) != CellState.UNOBSERVED;
        }

        private Optional<Proportion> share(boolean isObserved, long part, long whole) {
            return whole == 0 || !isObserved ? Optional.empty() : Optional.of(Proportion.of(part, whole));
        }

        private PeriodItem<E> cell(E item) {
            return new PeriodItem<>(requireNonNull(item, "item"), period);
        }

        /**
         * Prints the items of which there is something, as {@code 2024-03: opened 2 customers (3), repeated 1 customer (1, so far)}, and
         * those that could not be observed.
         */
        @Override
        public String toString() {
            List<String> items = new ArrayList<>();
            for (E item : items()) {
                if (state(item) == CellState.UNOBSERVED) {
                    items.add(PeriodItem.words(item) + " not observed");
                } else if (customers(item) > 0) {
                    items.add(PeriodItem.words(item) + " " + Text.customers(customers(item)) + inBrackets(item));
                }
            }
            return period + (state() == CellState.PARTIAL ? " (running)" : "") + ": "
                    + (items.isEmpty() ? "nothing" : String.join(", ", items));
        }

        private String inBrackets(E item) {
            boolean isSoFar = state(item) == CellState.PARTIAL && state() == CellState.OBSERVED;
            String number = number(item) == 0 ? "" : Long.toString(number(item));
            String both = number + (isSoFar ? (number.isEmpty() ? "so far" : ", so far") : "");
            return both.isEmpty() ? "" : " (" + both + ")";
        }
    }

    private List<E> items() {
        List<E> items = new ArrayList<>();
        Cells<PeriodItem<E>> cells = counted.rule().cells();
        for (int first = 0; first < cells.size(); first += cells.width()) {
            items.add(cells.cell(first).item());
        }
        return items;
    }
}
