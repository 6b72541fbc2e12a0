package dev.retention.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.HistoryStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What comes through a database is what was put there. */
class JdbcProperties {
    private static final Currency EUR = Currency.getInstance("EUR");

    record Order(String customer, LocalDateTime at, long cents, String kind) {}

    static byte[] bytes(HistoryStore<Long> store) {
        return bytes(store, HistoryStore.KeyCodec.LONG);
    }

    private static <K> byte[] bytes(HistoryStore<K> store, HistoryStore.KeyCodec<K> keys) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            store.writeTo(bytes, keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Property(tries = 60)
    void aTableReadIsTheListReadInAnyFetchSize(
            @ForAll("orders") List<Order> orders,
            @ForAll("zones") ZoneId zone,
            @ForAll @IntRange(min = 1, max = 9) int rows)
            throws SQLException {
        HistoryStore<String> byHand = HistoryStore.ofInstants(
                        Order::customer,
                        (Order order) -> order.at().atZone(zone).toInstant())
                .amounts(order -> BigDecimal.valueOf(order.cents(), 2), EUR)
                .codes(Order::kind)
                .day("on", order -> order.at().toLocalDate())
                .number("cents", Order::cents)
                .from(orders);
        try (Database database = new Database(
                "create table orders(c varchar, t timestamp(9), d date, n numeric(30, 5), k clob, cents numeric(20))")) {
            insert(database, orders);
            HistoryStore<String> read = JdbcQuery.of(database.source(), "select * from orders")
                    .fetchSize(rows)
                    .read(HistoryStore.ofInstants(
                                    (JdbcRow row) -> row.text("c"), (JdbcRow row) -> row.instant("t", zone))
                            .amounts(row -> row.decimal("n"), EUR)
                            .codes(row -> row.text("k"))
                            .day("on", row -> row.day("d"))
                            .number("cents", row -> row.whole("cents"))::from);
            assertThat(bytes(read, HistoryStore.KeyCodec.STRING))
                    .isEqualTo(bytes(byHand, HistoryStore.KeyCodec.STRING));
        }
    }

    private static void insert(Database database, List<Order> orders) throws SQLException {
        try (PreparedStatement insert =
                database.connection().prepareStatement("insert into orders values (?, ?, ?, ?, ?, ?)")) {
            for (Order each : orders) {
                insert.setObject(1, each.customer());
                insert.setObject(2, each.at());
                insert.setObject(3, each.at().toLocalDate());
                insert.setObject(4, BigDecimal.valueOf(each.cents(), 2));
                insert.setObject(5, each.kind());
                insert.setObject(6, each.cents());
                insert.executeUpdate();
            }
        }
    }

    @Provide
    Arbitrary<List<Order>> orders() {
        Arbitrary<LocalDateTime> times = Combinators.combine(
                        Arbitraries.of(LocalDate.of(1900, 1, 1), LocalDate.of(2026, 3, 29), LocalDate.of(2026, 10, 25)),
                        Arbitraries.longs().between(0, 86_400_000_000L - 1))
                .as((day, micros) -> day.atStartOfDay().plusNanos(micros * 1_000));
        Arbitrary<Order> order = Combinators.combine(
                        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(2),
                        times,
                        Arbitraries.longs().between(-1_000_000_000_000L, 1_000_000_000_000L),
                        Arbitraries.of("order", "refund"))
                .as((name, at, cents, kind) -> new Order(name.toLowerCase(Locale.ROOT), at, cents, kind));
        return order.list().ofMaxSize(20);
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia")
                .map(ZoneId::of);
    }
}
