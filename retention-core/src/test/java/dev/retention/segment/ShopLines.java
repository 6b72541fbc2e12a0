package dev.retention.segment;

import dev.retention.history.HistoryStore;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Order lines of a small shop, reckoned by hand, and random ones. */
final class ShopLines {
    static final Currency EUR = Currency.getInstance("EUR");
    static final LocalDate AS_OF = LocalDate.of(2024, 6, 30);

    /** Ann orders thrice, Bob and Dan twice, Cleo once and sends it back. */
    static final List<Line> SHOP = List.of(
            Line.of("ann", "o1", "2024-01-05", "10.00", "mug", "kitchen"),
            Line.of("ann", "o2", "2024-02-04", "10.00", "mug", "kitchen"),
            Line.of("ann", "o2", "2024-02-04", "20.00", "pot", "kitchen"),
            Line.of("ann", "o3", "2024-03-05", "40.00", "lamp", "light"),
            Line.of("bob", "o4", "2024-01-10", "30.00", "lamp", "light").less("10.00"),
            Line.of("bob", "o5", "2024-04-09", "40.00", "lamp", "light"),
            Line.of("cleo", "o6", "2024-01-20", "20.00", "pot", "kitchen"),
            Line.of("dan", "o7", "2024-02-15", "8.00", "mug", "kitchen").less("2.00"),
            Line.of("dan", "o8", "2024-02-25", "8.00", "mug", "kitchen").less("2.00"),
            Line.back("cleo", "o6", "2024-02-03", "20.00", "pot", "broken"));

    private ShopLines() {}

    /** A row of the shop's: a line that was bought, or a return. */
    record Line(
            String customer,
            String order,
            LocalDate day,
            BigDecimal amount,
            String product,
            String family,
            BigDecimal discount,
            BigDecimal cost,
            String returnOf,
            String reason) {
        static Line of(String customer, String order, String day, String amount, String product, String family) {
            return new Line(
                    customer,
                    order,
                    day == null ? null : LocalDate.parse(day),
                    amount == null ? null : new BigDecimal(amount),
                    product,
                    family,
                    null,
                    null,
                    null,
                    null);
        }

        static Line back(String customer, String of, String day, String amount, String product, String reason) {
            return new Line(
                    customer,
                    null,
                    LocalDate.parse(day),
                    new BigDecimal(amount),
                    product,
                    null,
                    null,
                    null,
                    of,
                    reason);
        }

        Line less(String discount) {
            return new Line(
                    customer, order, day, amount, product, family, new BigDecimal(discount), cost, returnOf, reason);
        }

        Line costing(String cost) {
            return new Line(
                    customer, order, day, amount, product, family, discount, new BigDecimal(cost), returnOf, reason);
        }

        Line worth(BigDecimal amount) {
            return new Line(customer, order, day, amount, product, family, discount, cost, returnOf, reason);
        }

        boolean isReturn() {
            return returnOf != null;
        }

        long cents() {
            return amount.movePointRight(2).longValueExact();
        }
    }

    static OrderLines<Line, String> reader() {
        return OrderLines.of(Line::customer, Line::order, Line::day)
                .amounts(Line::amount, EUR)
                .product(Line::product)
                .family(Line::family)
                .discount(Line::discount)
                .cost(Line::cost)
                .returns(Line::returnOf, Line::reason);
    }

    static HistoryStore<String> store(List<Line> lines) {
        return reader().from(lines);
    }

    /** Random lines: several orders of a day, few products, and returns of whole products some days later. */
    static Arbitrary<List<Line>> lines() {
        Arbitrary<Line> line = Combinators.combine(
                        Arbitraries.integers().between(0, 23),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.integers().between(0, 3000),
                        Arbitraries.of(0, 0, 100, 500))
                .as((order, product, cents, discount) -> new Line(
                        "c" + order % 4,
                        "o" + (order * 7 + 3) % 24,
                        LocalDate.of(2024, 1, 1).plusDays(order / 4 * 53 % 140 / 20 * 20),
                        BigDecimal.valueOf(cents, 2),
                        product == 0 ? null : "p" + product,
                        product == 0 ? null : product > 5 ? null : "f" + product % 3,
                        discount == 0 ? null : BigDecimal.valueOf(discount, 2),
                        product % 2 == 0 ? null : BigDecimal.ONE,
                        null,
                        null));
        Arbitrary<List<Line>> bought = line.list().ofMaxSize(40).withoutEdgeCases();
        return bought.flatMap(lines -> Arbitraries.integers()
                .between(0, 119)
                .list()
                .ofSize(lines.size())
                .withoutEdgeCases()
                .map(choices -> withReturns(lines, choices)));
    }

    /** Sends the products of some lines back, each of an order once. */
    private static List<Line> withReturns(List<Line> lines, List<Integer> choices) {
        Map<String, Line> returns = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            int choice = choices.get(i);
            if (choice % 3 == 0 && line.product() != null) {
                BigDecimal paid = lines.stream()
                        .filter(other -> other.order().equals(line.order())
                                && line.product().equals(other.product()))
                        .map(Line::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                String reason = choice % 4 == 0 ? null : "r" + choice % 4;
                Line back = Line.back(
                        line.customer(),
                        line.order(),
                        line.day().plusDays(choice).toString(),
                        paid.toString(),
                        line.product(),
                        reason);
                returns.putIfAbsent(line.order() + line.product(), back);
            }
        }
        List<Line> all = new ArrayList<>(lines);
        all.addAll(returns.values());
        return all;
    }

    /** The orders of a customer as the simplest code finds them: by day, then by name, each with its lines. */
    static List<List<Line>> ordersOf(List<Line> lines, String customer, LocalDate asOf) {
        Map<String, List<Line>> orders = new LinkedHashMap<>();
        lines.stream()
                .filter(line -> !line.isReturn()
                        && line.customer().equals(customer)
                        && !line.day().isAfter(asOf))
                .sorted(java.util.Comparator.comparing(Line::day).thenComparing(Line::order))
                .forEach(line -> orders.computeIfAbsent(line.order(), unused -> new ArrayList<>())
                        .add(line));
        return new ArrayList<>(orders.values());
    }

    static List<String> customers(List<Line> lines) {
        return lines.stream().map(Line::customer).distinct().toList();
    }

    static long cents(List<Line> lines) {
        return lines.stream().mapToLong(Line::cents).sum();
    }
}
