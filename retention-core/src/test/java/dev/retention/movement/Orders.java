package dev.retention.movement;

import dev.retention.history.HistoryStore;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Orders of a few customers within a year and a half, for oracles that go through raw rows. */
record Orders(List<Row> rows) {
    static final LocalDate FIRST_DAY = LocalDate.of(2023, 1, 1);
    static final Currency USD = Currency.getInstance("USD");

    record Row(long customer, LocalDate day, BigDecimal amount) {}

    HistoryStore<Long> store() {
        return HistoryStore.<Row, Long>ofDates(Row::customer, Row::day)
                .amounts(Row::amount, USD)
                .from(rows);
    }

    /** The days on which a customer ordered up to a day. */
    List<LocalDate> days(long customer, LocalDate asOf) {
        return rows.stream()
                .filter(row -> row.customer == customer && !row.day.isAfter(asOf))
                .map(Row::day)
                .sorted()
                .toList();
    }

    List<Long> customers() {
        return rows.stream().map(Row::customer).distinct().sorted().toList();
    }

    static Arbitrary<Orders> arbitrary() {
        Arbitrary<Row> row = Combinators.combine(
                        Arbitraries.longs().between(1, 6),
                        Arbitraries.integers().between(0, 540),
                        Arbitraries.integers().between(-500, 5000))
                .as((customer, day, cents) -> new Row(customer, FIRST_DAY.plusDays(day), BigDecimal.valueOf(cents, 2)));
        return row.list().ofMinSize(1).ofMaxSize(40).map(Orders::new);
    }
}
