package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads order lines as a shop has them, a row for each product of an order and one for each return, into one history.
 *
 * <pre>{@code
 * HistoryStore<String> lines = OrderLines.of(Line::customer, Line::order, Line::day)
 *         .amounts(Line::paid, EUR)
 *         .product(Line::sku).family(Line::category).listPrice(Line::listPrice).cost(Line::cost)
 *         .returns(Line::returnOf, Line::reason)
 *         .from(rows);
 * OrderSequence.over(months).of(lines).order(3);
 * CohortRetention.over(months).counting(OrderLines.BOUGHT).of(lines);
 * }</pre>
 *
 * <p>The store has an event for each row: with the code {@link #LINE}, on the day of the order, worth what was paid; or with the code
 * {@link #RETURN}, on the day of the return, worth what was given back, below 0. The methods over orders take lines of one day and one
 * {@link #ORDER} for one order, and returns for none: {@link OrderSequence}, {@link TimeToOrder}, {@link LaterOrders}, {@link
 * OrderDiscounts}, {@link ProductReturns} and {@link Rfm}. Other methods see lines: tell them that those {@link #BOUGHT} count, or that
 * returns are {@linkplain EventFilter#refundedBy refunds}.
 *
 * <p>Orders of one day come by their texts, those of digits alone by number, 9 before 10; so number them in order of time. Where a store
 * has no such text, what a customer buys at one moment is one order: on one day in a store of dates, at one instant in one of instants.
 * There an amount below 0 is an order like any other unless a filter says what it is: {@code
 * counting(EventFilter.ALL.with(EventFilter.Refunds.DEDUCT))}, or {@link EventFilter#refundedBy} where refunds have a code.
 *
 * <p>Refused with row and customer, or {@linkplain #lenient left out}, are
 *
 * <ul>
 *   <li>a line without an order, with an amount, cost or discount below 0, a cost without an amount, or a list price below the amount, so
 *       that a discount is never greater than the list price; a discount is that price less the amount;
 *   <li>all lines of an order that has two customers or two days, and all lines and returns of a product that has two families;
 *   <li>a return of an order or product that was not bought, of another customer's, or before its day; and all returns of an order or of
 *       one of its products that together are more than what was paid for it;
 *   <li>what {@link HistoryReader} refuses: a row without customer, day or amount, or with an amount of more decimals than the currency
 *       or of more minor units than a long holds.
 * </ul>
 *
 * <p>This class is immutable, and thread-safe if its functions are.
 *
 * @param <S> the type of rows
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class OrderLines<S, K> {
    /** The code of a line that was bought. */
    public static final String LINE = "line";

    /** The code of a return of goods. */
    public static final String RETURN = "return";

    /** The column of texts that name orders; of a return, the order of which something is sent back. */
    public static final String ORDER = "order";

    /** The column of products. */
    public static final String PRODUCT = "product";

    /** The column of families of products. */
    public static final String FAMILY = "family";

    /** The column of money of discounts: the list price less what was paid. */
    public static final String DISCOUNT = "discount";

    /** The column of money of costs. */
    public static final String COST = "cost";

    /** The column of reasons of returns. */
    public static final String REASON = "reason";

    /** What was bought, without returns: for methods that would take a return for a sign of life. */
    public static final EventFilter BOUGHT = EventFilter.of(LINE);

    private static final Set<String> OWN = Set.of(ORDER, PRODUCT, FAMILY, DISCOUNT, COST, REASON);

    private final OrderLineParts<S, K> parts;

    private OrderLines(OrderLineParts<S, K> parts) {
        this.parts = parts;
    }

    private OrderLines<S, K> with(Consumer<OrderLineParts<S, K>> change) {
        OrderLineParts<S, K> copy = parts.copy();
        change.accept(copy);
        return new OrderLines<>(copy);
    }

    /**
     * Says whose a row is, of which order and of which day.
     *
     * @param customer the customer's key
     * @param order what names the order, by its text; not asked of a return
     * @param day the day of the order, or of the return
     * @param <S> the type of rows
     * @param <K> the type of customer keys
     * @return a reader, which needs {@link #amounts}
     */
    public static <S, K> OrderLines<S, K> of(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable Object> order,
            Function<? super S, @Nullable LocalDate> day) {
        return new OrderLines<>(new OrderLineParts<>(
                requireNonNull(customer, "customer"), requireNonNull(order, "order"), requireNonNull(day, "day")));
    }

    /**
     * Says what was paid for a line, or given back for a return.
     *
     * @param amount the amount in major units, at least 0; of a return with either sign
     * @param currency the one currency of the store
     * @return this reader with it
     */
    public OrderLines<S, K> amounts(Function<? super S, ? extends @Nullable BigDecimal> amount, Currency currency) {
        requireNonNull(amount, "amount");
        requireNonNull(currency, "currency");
        return with(parts -> {
            parts.amount = amount;
            parts.currency = currency;
        });
    }

    /**
     * Says how amounts, list prices, discounts and costs with more decimals than the currency are rounded, each by itself; without it they
     * are refused. A discount fits list price and amount if it does before or after that.
     *
     * @param rounding the rounding
     * @return this reader with it
     */
    public OrderLines<S, K> rounding(RoundingMode rounding) {
        requireNonNull(rounding, "rounding");
        return with(parts -> parts.rounding = rounding);
    }

    /**
     * Says which product a line is of, in the column {@link #PRODUCT}; of a return, which of the order's products is sent back.
     *
     * @param product the product; null if it is not known, of a return that all of the order is
     * @return this reader with it
     */
    public OrderLines<S, K> product(Function<? super S, @Nullable String> product) {
        requireNonNull(product, "product");
        return with(parts -> parts.product = product);
    }

    /**
     * Says which family of products a row is of, in the column {@link #FAMILY}.
     *
     * @param family the family; null if it is not known
     * @return this reader with it
     */
    public OrderLines<S, K> family(Function<? super S, @Nullable String> family) {
        requireNonNull(family, "family");
        return with(parts -> parts.family = family);
    }

    /**
     * Says by how much less than the list price a line was sold, in the column {@link #DISCOUNT}; not asked of a return.
     *
     * @param discount the discount in major units, at least 0; null if there was none
     * @return this reader with it
     */
    public OrderLines<S, K> discount(Function<? super S, ? extends @Nullable BigDecimal> discount) {
        requireNonNull(discount, "discount");
        return with(parts -> parts.discount = discount);
    }

    /**
     * Says the list price of a line, from which the column {@link #DISCOUNT} follows; not asked of a return.
     *
     * @param listPrice the price of the line without discount in major units, at least what was paid; null if there was no discount
     * @return this reader with it
     */
    public OrderLines<S, K> listPrice(Function<? super S, ? extends @Nullable BigDecimal> listPrice) {
        requireNonNull(listPrice, "listPrice");
        return with(parts -> parts.listPrice = listPrice);
    }

    /**
     * Says what a line cost the seller, in the column {@link #COST}; not asked of a return. {@link CustomerProfit} refuses what has no
     * cost: tell it that returns are refunds, {@code CustomerProfit.over(months).cost(OrderLines.COST)
     * .counting(EventFilter.of(OrderLines.LINE).refundedBy(OrderLines.RETURN))}.
     *
     * @param cost the cost in major units, at least 0; null if it is not known
     * @return this reader with it
     */
    public OrderLines<S, K> cost(Function<? super S, ? extends @Nullable BigDecimal> cost) {
        requireNonNull(cost, "cost");
        return with(parts -> parts.cost = cost);
    }

    /**
     * Says which rows are returns, of which order, and why, in the column {@link #REASON}.
     *
     * @param returnOf what names the order of which something is sent back, by its text; null for a line that was bought
     * @param reason the reason; null if it is not known; not asked of a line that was bought
     * @return this reader with it
     */
    public OrderLines<S, K> returns(
            Function<? super S, ? extends @Nullable Object> returnOf, Function<? super S, @Nullable String> reason) {
        requireNonNull(returnOf, "returnOf");
        requireNonNull(reason, "reason");
        return with(parts -> {
            parts.returnOf = returnOf;
            parts.reason = reason;
        });
    }

    /**
     * Reads a text into a further column, by which tables can be parted, such as a shop or a campaign.
     *
     * @param name the column's name
     * @param text the text; null for a row without one
     * @return this reader with it
     * @throws IllegalArgumentException if the name is one of this class's columns or was told already
     */
    public OrderLines<S, K> text(String name, Function<? super S, @Nullable String> text) {
        requireNonNull(text, "text");
        checkArgument(
                !OWN.contains(requireNonNull(name, "name")) && !parts.texts.containsKey(name),
                "name (%s) must not be that of another column",
                name);
        return with(parts -> parts.texts = ImmutableMap.<String, Function<? super S, @Nullable String>>builder()
                .putAll(parts.texts)
                .put(name, text)
                .build());
    }

    /**
     * Counts and lists the rows that cannot be read in {@link HistoryStore#exclusions} instead of refusing the first.
     *
     * @return a lenient reader
     */
    public OrderLines<S, K> lenient() {
        return with(parts -> parts.lenient = true);
    }

    /**
     * Reads a store; all rows are held until they are checked against each other.
     *
     * @param rows the rows in any order
     * @return the store
     * @throws dev.retention.history.InvalidRowException if a row cannot be read and the reader is strict; the message names row and customer,
     *     if it has one
     * @throws IllegalStateException if {@link #amounts} was not called before
     */
    public HistoryStore<K> from(Iterable<? extends S> rows) {
        requireNonNull(rows, "rows");
        checkState(parts.currency != null, "amounts(…) must be called first");
        return parts.read(rows, requireNonNull(parts.currency));
    }
}
