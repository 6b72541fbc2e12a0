package dev.retention.segment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds the rows of {@link OrderLines} against each other. All rows of an order or product that contradict each other are at fault, not
 * the later one, so that what a lenient reader keeps does not depend on the order of rows.
 *
 * @param <K> the type of customer keys
 */
final class OrderLineChecks<K> {
    private final List<OrderLineRow<K>> rows;

    OrderLineChecks(List<OrderLineRow<K>> rows) {
        this.rows = rows;
    }

    void run() {
        each(row -> row.isReturn ? null : row.order, (order, lines) -> {
            refuseTwo(lines, "order (" + order + ") must have one customer", row -> row.customer);
            refuseTwo(lines, "order (" + order + ") must have one day", row -> row.day);
        });
        each(
                row -> row.product,
                (product, lines) ->
                        refuseTwo(lines, "product (" + product + ") must have one family", row -> row.family));
        if (rows.stream().noneMatch(row -> row.isReturn)) {
            return;
        }
        Map<String, List<OrderLineRow<K>>> bought = by(row -> row.isReturn ? null : row.order);
        each(
                row -> row.isReturn ? row.order : null,
                (order, returns) -> checkReturns(order, returns, bought.getOrDefault(order, List.of())));
    }

    private interface Check<K> {
        void of(String key, List<OrderLineRow<K>> rows);
    }

    private void each(Function<OrderLineRow<K>, @Nullable String> key, Check<K> check) {
        by(key).forEach(check::of);
    }

    /** The sound rows by what they share. */
    private Map<String, List<OrderLineRow<K>>> by(Function<OrderLineRow<K>, @Nullable String> key) {
        Map<String, List<OrderLineRow<K>>> groups = new LinkedHashMap<>();
        for (OrderLineRow<K> row : rows) {
            String of = row.isSound() ? key.apply(row) : null;
            if (of != null) {
                groups.computeIfAbsent(of, unused -> new ArrayList<>()).add(row);
            }
        }
        return groups;
    }

    /** Refuses all rows if two of them differ; what is not told differs from nothing. */
    private void refuseTwo(List<OrderLineRow<K>> alike, String must, Function<OrderLineRow<K>, @Nullable Object> part) {
        Object first = null;
        for (OrderLineRow<K> row : alike) {
            Object next = part.apply(row);
            if (first != null && next != null && !first.equals(next)) {
                String message = must + ", not " + first + " and " + next;
                alike.forEach(each -> each.refuse(message + ", of " + each));
                return;
            }
            first = next == null ? first : next;
        }
    }

    private void checkReturns(String order, List<OrderLineRow<K>> returns, List<OrderLineRow<K>> lines) {
        String is = "returnOf (" + order + ") must be an order ";
        if (lines.isEmpty()) {
            returns.forEach(row -> row.refuse(is + "that was bought, of customer " + row.customer));
            return;
        }
        OrderLineRow<K> bought = lines.get(0);
        Map<String, BigDecimal> paid = byProduct(lines);
        for (OrderLineRow<K> row : returns) {
            if (!Objects.equals(row.customer, bought.customer)) {
                row.refuse(is + "of customer " + row.customer + ", not of " + bought.customer);
            } else if (Objects.requireNonNull(row.day).isBefore(Objects.requireNonNull(bought.day))) {
                row.refuse("day (" + row.day + ") must not be before the order's (" + bought.day + "), of " + row);
            } else if (row.product != null && !paid.containsKey(row.product)) {
                row.refuse("product (" + row.product + ") must be one of those bought, of " + row);
            }
        }
        List<OrderLineRow<K>> left =
                returns.stream().filter(row -> row.fault == null).toList();
        Map<String, BigDecimal> back = byProduct(left);
        BigDecimal allBack = sum(left);
        BigDecimal allPaid = sum(lines);
        for (OrderLineRow<K> row : left) {
            String product = row.product;
            if (product != null) {
                refuseMore(row, back.get(product), paid.get(product), "product " + product + " in order " + order);
            }
            refuseMore(row, allBack, allPaid, "order " + order);
        }
    }

    /** What all rows of a product are worth together. */
    private Map<String, BigDecimal> byProduct(List<OrderLineRow<K>> some) {
        Map<String, BigDecimal> sums = new HashMap<>();
        for (OrderLineRow<K> row : some) {
            if (row.product != null) {
                sums.merge(row.product, Objects.requireNonNull(row.amount), BigDecimal::add);
            }
        }
        return sums;
    }

    /** Refuses a return if it is of those that are more together than what was paid. */
    private void refuseMore(OrderLineRow<K> row, @Nullable BigDecimal back, @Nullable BigDecimal paid, String of) {
        BigDecimal given = Objects.requireNonNull(back).negate();
        if (given.compareTo(Objects.requireNonNull(paid)) > 0) {
            row.refuse("amount (" + Objects.requireNonNull(row.amount).negate() + ") must not make the returns of " + of
                    + " (" + given + ") more than was paid for it (" + paid + "), of customer " + row.customer);
        }
    }

    private BigDecimal sum(List<OrderLineRow<K>> some) {
        return some.stream().map(row -> Objects.requireNonNull(row.amount)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
