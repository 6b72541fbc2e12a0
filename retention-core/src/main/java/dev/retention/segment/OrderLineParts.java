package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How {@link OrderLines} reads a row: what is null is not told.
 *
 * @param <S> the type of rows
 * @param <K> the type of customer keys
 */
final class OrderLineParts<S, K> {
    final Function<? super S, ? extends @Nullable K> customer;
    final Function<? super S, ? extends @Nullable Object> order;
    final Function<? super S, @Nullable LocalDate> day;
    Function<? super S, ? extends @Nullable BigDecimal> amount = row -> null;

    @Nullable
    Currency currency;

    @Nullable
    RoundingMode rounding;

    @Nullable
    Function<? super S, @Nullable String> product;

    @Nullable
    Function<? super S, @Nullable String> family;

    @Nullable
    Function<? super S, ? extends @Nullable BigDecimal> discount;

    @Nullable
    Function<? super S, ? extends @Nullable BigDecimal> listPrice;

    @Nullable
    Function<? super S, ? extends @Nullable BigDecimal> cost;

    @Nullable
    Function<? super S, ? extends @Nullable Object> returnOf;

    @Nullable
    Function<? super S, @Nullable String> reason;

    ImmutableMap<String, Function<? super S, @Nullable String>> texts = ImmutableMap.of();
    boolean lenient;

    OrderLineParts(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable Object> order,
            Function<? super S, @Nullable LocalDate> day) {
        this.customer = customer;
        this.order = order;
        this.day = day;
    }

    OrderLineParts<S, K> copy() {
        OrderLineParts<S, K> copy = new OrderLineParts<>(customer, order, day);
        copy.amount = amount;
        copy.currency = currency;
        copy.rounding = rounding;
        copy.product = product;
        copy.family = family;
        copy.discount = discount;
        copy.listPrice = listPrice;
        copy.cost = cost;
        copy.returnOf = returnOf;
        copy.reason = reason;
        copy.texts = texts;
        copy.lenient = lenient;
        return copy;
    }

    HistoryStore<K> read(Iterable<? extends S> rows, Currency into) {
        int decimals = Math.max(0, into.getDefaultFractionDigits());
        List<OrderLineRow<K>> read = new ArrayList<>();
        rows.forEach(row -> read.add(read(row, decimals)));
        new OrderLineChecks<>(read).run();
        return reader(into).from(read);
    }

    private HistoryReader<OrderLineRow<K>, K> reader(Currency into) {
        HistoryReader<OrderLineRow<K>, K> reader = HistoryStore.<OrderLineRow<K>, K>ofDates(
                        OrderLineRow::soundCustomer, row -> row.day)
                .amounts(row -> row.amount, into)
                .codes(row -> row.isReturn ? OrderLines.RETURN : OrderLines.LINE)
                .text(OrderLines.ORDER, row -> row.order);
        reader = product == null ? reader : reader.text(OrderLines.PRODUCT, row -> row.product);
        reader = family == null ? reader : reader.text(OrderLines.FAMILY, row -> row.family);
        boolean discounts = discount != null || listPrice != null;
        reader = discounts ? reader.money(OrderLines.DISCOUNT, row -> row.discount) : reader;
        reader = cost == null ? reader : reader.money(OrderLines.COST, row -> row.cost);
        reader = reason == null ? reader : reader.text(OrderLines.REASON, row -> row.reason);
        for (String name : texts.keySet()) {
            reader = reader.text(name, row -> row.texts.get(name));
        }
        return lenient ? reader.lenient() : reader;
    }

    private OrderLineRow<K> read(@Nullable S row, int decimals) {
        OrderLineRow<K> line = new OrderLineRow<>();
        try {
            fill(line, requireNonNull(row, "the row"), decimals);
        } catch (RuntimeException e) {
            line.fault = e;
        }
        return line;
    }

    private void fill(OrderLineRow<K> line, S row, int decimals) {
        Object returned = told(returnOf, row);
        Object named = returned == null ? order.apply(row) : returned;
        line.isReturn = returned != null;
        line.customer = customer.apply(row);
        line.order = named == null ? null : named.toString();
        line.day = day.apply(row);
        line.amount = amount.apply(row);
        line.product = told(product, row);
        line.family = told(family, row);
        line.texts = texts.isEmpty() ? line.texts : new HashMap<>();
        for (Map.Entry<String, Function<? super S, @Nullable String>> text : texts.entrySet()) {
            line.texts.put(text.getKey(), text.getValue().apply(row));
        }
        if (line.isReturn) {
            line.reason = told(reason, row);
            line.checkReturn(decimals, rounding);
        } else {
            line.discount = told(discount, row);
            line.cost = told(cost, row);
            line.checkLine(told(listPrice, row), decimals, rounding);
        }
        line.complete(decimals, lenient);
    }

    private static <S, V> @Nullable V told(@Nullable Function<? super S, ? extends @Nullable V> part, S row) {
        return part == null ? null : part.apply(row);
    }
}
