package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.stream.LongStream;

/** The customers of the package rfm of R, with the scores that it gives them. */
final class RfmCustomers {
    static final LocalDate AS_OF = LocalDate.of(2006, 12, 31);

    private RfmCustomers() {}

    /** A customer, numbered from 0 in the order of names. */
    record Customer(int number, long days, long orders, long amount, int score) {}

    /** An order of a customer; the amount is all in one. */
    private record Order(int customer, LocalDate day, long amount) {}

    static List<Customer> all() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                requireNonNull(RfmCustomers.class.getResourceAsStream("rfm-customers.csv")), StandardCharsets.UTF_8))) {
            List<Customer> all = new ArrayList<>();
            lines.lines().skip(2).forEach(line -> {
                String[] cells = line.split(",", -1);
                all.add(new Customer(
                        all.size(),
                        Long.parseLong(cells[0]),
                        Long.parseLong(cells[1]),
                        Long.parseLong(cells[2]),
                        Integer.parseInt(cells[3])));
            });
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HistoryStore<Integer> store() {
        List<Order> orders = new ArrayList<>();
        for (Customer customer : all()) {
            LongStream.range(0, customer.orders())
                    .forEach(i -> orders.add(new Order(
                            customer.number(),
                            AS_OF.minusDays(customer.days() + i % 2),
                            i == 0 ? customer.amount() : 0)));
        }
        return HistoryStore.ofDates(Order::customer, Order::day)
                .amounts(order -> BigDecimal.valueOf(order.amount()), Currency.getInstance("USD"))
                .from(orders);
    }
}
