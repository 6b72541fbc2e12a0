package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.rule.Resampled;
import dev.retention.segment.OrderSequence.Cell;
import dev.retention.segment.OrderSequence.Item;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.value.AmountPerCustomer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Customers by their first, second, … order. Made by {@link OrderSequence}. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class OrderSequenceTable<K> implements Tabular {
    private final Counted<K, Cell> counted;
    private final List<Order> orders;

    OrderSequenceTable(Counted<K, Cell> counted) {
        this.counted = counted;
        this.orders = IntStream.rangeClosed(1, counted.rule().cells().width())
                .mapToObj(Order::new)
                .toList();
    }

    /** {@return all orders that are told apart, the first order first} */
    public List<Order> orders() {
        return orders;
    }

    /**
     * The k-th order.
     *
     * @param number k, from 1 to {@link OrderSequence#upTo}
     * @return the customers who reached it, and what they bought by it
     * @throws IllegalArgumentException if there is no such order in the table
     */
    public Order order(int number) {
        return orders.get(Checks.within(number, 1, orders.size(), "number") - 1);
    }

    /**
     * The same table for each group of customers. Takes one more pass over the store.
     *
     * @param grouping how customers are parted
     * @return a table for each group that somebody is in, which add up to this one
     * @throws IllegalArgumentException if the grouping is read at each period
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<OrderSequenceTable<K>> by(Grouping grouping) {
        return counted.by(grouping, OrderSequenceTable::new);
    }

    /** {@return a sentence for each code that the method was told of and no event has; none of a table made from a tally} */
    public List<String> warnings() {
        return counted.warnings();
    }

    /**
     * The counted rule behind the table: tally, explanations, reconciliation, restatement.
     *
     * @return the counted rule; its amounts are minor units, those of gaps days
     */
    public Counted<K, Cell> counted() {
        return counted;
    }

    /** {@return a row per order of a customer, the first first} */
    @Override
    public Sheet sheet() {
        return SegmentSheets.of(this);
    }

    /** Prints the orders, one after the other, as far as anybody got. */
    @Override
    public String toString() {
        List<String> reached = orders.stream()
                .filter(order -> order.reached() > 0)
                .map(Order::toString)
                .toList();
        return reached.isEmpty() ? counted.rule().definition() + ": no orders" : String.join("; ", reached);
    }

    /**
     * The customers who reached their k-th order.
     *
     * <pre>
     *   reached      REACHED(k)
     *   value        Σ value of the k-th orders / REACHED(k)
     *   own first    Σ value of the first orders of the same customers / REACHED(k)
     *   difference   value − own first
     *   share        REACHED(k) / REACHED(k − 1)
     *   gap          Σ days from order k − 1 to k / REACHED(k)
     *   first gap    Σ days from the first to the second order of the same customers / REACHED(k)
     * </pre>
     *
     * @since 0.1.0
     */
    public final class Order {
        private final int number;

        private Order(int number) {
            this.number = number;
        }

        /** {@return which order this is: k, at least 1} */
        public int number() {
            return number;
        }

        /** {@return how many customers have at least k orders: at least 0, never more than for k − 1} */
        public long reached() {
            return count(Item.REACHED);
        }

        /**
         * How many customers an item has.
         *
         * @param item which
         * @return at least 0
         */
        public long count(Item item) {
            return counted.count(new Cell(requireNonNull(item, "item"), number));
        }

        /**
         * The customers of an item. Takes one more pass over the store.
         *
         * @param item which
         * @return as many as {@link #count} says
         * @throws IllegalStateException if the table was made from a tally
         */
        public Members<K> members(Item item) {
            return counted.members(new Cell(requireNonNull(item, "item"), number));
        }

        /**
         * Of the customers with k − 1 orders, which share has a k-th so far. Those whose time has not come yet count as if they stayed
         * away: {@code KaplanMeier} over {@link TimeToOrder#between} says what share comes within so many days.
         *
         * @return the share; empty of the first order, or if nobody had k − 1
         */
        public Optional<Proportion> shareReaching() {
            long before = number == 1 ? 0 : order(number - 1).reached();
            return share(reached(), before);
        }

        /**
         * What the k-th order was worth.
         *
         * @return the mean of those who reached it; empty if there are none or no amounts
         */
        public Optional<AmountPerCustomer> value() {
            return mean(amount(Item.REACHED));
        }

        /**
         * What the first order of the same customers was worth.
         *
         * @return the mean of those who reached the k-th; empty if there are none or no amounts
         */
        public Optional<AmountPerCustomer> ownFirst() {
            return mean(amount(Item.OWN_FIRST));
        }

        /**
         * What the first order of all customers was worth, who for the greater part never reached the k-th.
         *
         * @return the mean of everybody; empty if there are none or no amounts
         */
        public Optional<AmountPerCustomer> allFirst() {
            return order(1).value();
        }

        /**
         * By how much the k-th order is worth more than the same customers' first one.
         *
         * @return {@link #value} less {@link #ownFirst}, below 0 if it is worth less; empty if there is nobody or no amounts
         */
        public Optional<AmountPerCustomer> difference() {
            return mean(Math.subtractExact(amount(Item.REACHED), amount(Item.OWN_FIRST)));
        }

        /**
         * The difference with its interval, paired: customers are drawn, each with both orders. Takes one more pass over the store, see
         * {@link Resampled}.
         *
         * @param confidence the level, inside (0, 1), such as 0.95
         * @return major units per customer; empty as {@link #difference}, or if too few customers reached the order
         * @throws IllegalArgumentException if the level is out of range
         * @throws IllegalStateException if the table was made from a tally: resample its tally by buckets
         */
        public Optional<Resampled.Estimate> differenceWithInterval(double confidence) {
            Checks.openUnit(confidence, "confidence");
            return Resampled.of(by(Resampled.buckets()))
                    .estimate(table -> table.order(number).difference().map(AmountPerCustomer::asDouble), confidence);
        }

        /**
         * Which share of those who reached the k-th order spent more by it than by their first, of those who spent more or less: one half
         * if chance alone decided.
         *
         * @return the share, whose interval is that of the sign test; empty if nobody's value changed
         */
        public Optional<Proportion> higher() {
            return share(count(Item.HIGHER), Math.addExact(count(Item.HIGHER), count(Item.LOWER)));
        }

        /**
         * How long after the order before the k-th came. Only those who came are in it, and the quick come first: while gaps are open it is
         * too short, see {@link TimeToOrder#between}.
         *
         * @return the mean in days, at least 0; empty of the first order, or if nobody reached it
         */
        public OptionalDouble meanGap() {
            return meanDays(Item.GAP);
        }

        /**
         * How long after their first order the second of the same customers came: what {@link #meanGap} is to be set against to see whether
         * they order more often.
         *
         * @return the mean in days of those who reached the k-th, at least 0; empty of the first order, or if nobody reached it
         */
        public OptionalDouble meanFirstGap() {
            return meanDays(Item.FIRST_GAP);
        }

        private OptionalDouble meanDays(Item item) {
            long gaps = count(item);
            return gaps == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) amount(item) / gaps);
        }

        /**
         * How many customers have exactly k orders so far.
         *
         * @return at least 0; it is {@code REACHED(k) − REACHED(k + 1)}
         */
        public long open() {
            return count(Item.OPEN);
        }

        private long amount(Item item) {
            return counted.amount(new Cell(item, number));
        }

        private Optional<AmountPerCustomer> mean(long minor) {
            return reached() == 0
                    ? Optional.empty()
                    : counted.currency()
                            .map(currency -> AmountPerCustomer.of(counted.major(minor), reached(), currency));
        }

        private static Optional<Proportion> share(long count, long total) {
            return total == 0 ? Optional.empty() : Optional.of(Proportion.of(count, total));
        }

        private String gaps() {
            return meanGap().isEmpty()
                    ? ""
                    : "; after " + Text.number(meanGap().getAsDouble(), 3) + " days"
                            + (number == 2
                                    ? ""
                                    : " against their own first "
                                            + Text.number(meanFirstGap().getAsDouble(), 3));
        }

        /** Prints who reached the order, its value against the two first ones, and the gap. */
        @Override
        public String toString() {
            String values = value().map(value -> ": " + value
                            + (number == 1
                                    ? ""
                                    : " against their own first " + ownFirst().orElseThrow() + ", all first "
                                            + allFirst().orElseThrow()))
                    .orElse("");
            return "order " + number + ", "
                    + shareReaching().map(Proportion::toString).orElse(Text.customers(reached())) + values
                    + gaps()
                    + "; " + open() + " open";
        }
    }
}
