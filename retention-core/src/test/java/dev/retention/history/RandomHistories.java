package dev.retention.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random events of few customers over two years, dense enough that every kind of gap, tie and return occurs. */
public final class RandomHistories {
    public static final Currency USD = Currency.getInstance("USD");
    public static final LocalDate FIRST_DAY = LocalDate.of(2023, 1, 1);
    public static final int DAYS = 731;

    private RandomHistories() {}

    /** One event as an application would hold it. */
    public record Row(long customer, LocalDate day, long cents, String code, int secondOfDay) {
        public BigDecimal amount() {
            return BigDecimal.valueOf(cents, 2);
        }

        public Instant instant() {
            return day.atStartOfDay().plusSeconds(secondOfDay).toInstant(java.time.ZoneOffset.UTC);
        }
    }

    public static Arbitrary<Row> row() {
        Arbitrary<Integer> days = Arbitraries.oneOf(
                Arbitraries.integers().between(0, DAYS - 1),
                // Often the same few days, for ties and streaks.
                Arbitraries.of(0, 30, 31, 58, 59, 364, 365, 730));
        return Combinators.combine(
                        Arbitraries.longs().between(-3, 8),
                        days,
                        Arbitraries.longs().between(-500, 100_000),
                        Arbitraries.of("order", "visit", "refund"),
                        Arbitraries.integers().between(0, 86_399))
                .as((customer, day, cents, code, second) ->
                        new Row(customer, FIRST_DAY.plusDays(day), cents, code, second));
    }

    public static Arbitrary<List<Row>> rows() {
        return row().list().ofMaxSize(60).withoutEdgeCases();
    }

    public static HistoryStore<Long> store(List<Row> rows) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .amounts(Row::amount, USD)
                .from(rows);
    }

    /** The rows by customer, as the simplest code would group them. */
    public static Map<Long, List<Row>> byCustomer(List<Row> rows) {
        return rows.stream().collect(Collectors.groupingBy(Row::customer, TreeMap::new, Collectors.toList()));
    }

    /** A row's event as live tables take it. */
    public static Function<Row, Event> asEvent() {
        return row -> Event.on(row.day()).worth(row.amount());
    }
}
