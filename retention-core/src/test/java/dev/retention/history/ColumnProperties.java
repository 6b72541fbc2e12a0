package dev.retention.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.RandomLines.Line;
import dev.retention.internal.store.ChangedCustomers;
import dev.retention.internal.store.HistoryCursor;
import dev.retention.internal.store.LiveCursor;
import dev.retention.internal.store.LiveStore;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ColumnProperties {
    private static final LocalDate LAST = LocalDate.of(2024, 12, 31);

    private static Timeline days(LocalDate asOf) {
        return Timeline.of(Grain.DAY, asOf).from(LocalDate.of(2024, 1, 1));
    }

    private static Map<Object, String> texts(HistoryStore<?> store, LocalDate asOf) {
        Map<Object, String> texts = new TreeMap<>();
        HistoryCursor cursor = HistoryCursor.open(store, days(asOf), List.of());
        for (int c = 0; c < store.customers(); c++) {
            History history = cursor.moveTo(c);
            if (history.size() > 0) {
                texts.put(history.customer(), history.toString());
            }
        }
        return texts;
    }

    @Property(tries = 300)
    void historiesAreWhatTheSimplestCodeSays(@ForAll("lines") List<Line> lines, @ForAll("asOf") LocalDate asOf) {
        assertThat(texts(RandomLines.reader().from(lines), asOf)).isEqualTo(RandomLines.texts(lines, asOf));
        assertThat(texts(RandomLines.built(lines), asOf)).isEqualTo(RandomLines.texts(lines, asOf));
    }

    @Property(tries = 300)
    void theOrderOfTheInputDoesNotMatter(@ForAll("lines") List<Line> lines, @ForAll Random random) throws IOException {
        List<Line> shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, random);
        HistoryStore<Long> store = RandomLines.reader().from(shuffled);
        assertThat(bytes(store)).isEqualTo(bytes(RandomLines.reader().from(lines)));
        // By customer and day, as a database delivers them, and not sorted again.
        shuffled.sort((a, b) -> a.customer() != b.customer()
                ? Long.compare(a.customer(), b.customer())
                : a.day().compareTo(b.day()));
        assertThat(bytes(RandomLines.reader().from(shuffled))).isEqualTo(bytes(store));
        assertThat(bytes(RandomLines.built(shuffled))).isEqualTo(bytes(RandomLines.built(lines)));
    }

    private static byte[] bytes(HistoryStore<Long> store) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.writeTo(bytes, HistoryStore.KeyCodec.LONG);
        return bytes.toByteArray();
    }

    @Property(tries = 300)
    void bytesBringTheStoreBack(@ForAll("lines") List<Line> lines) throws IOException {
        HistoryStore<Long> store = RandomLines.reader().from(lines);
        byte[] bytes = bytes(store);
        HistoryStore<Long> read = HistoryStore.readFrom(new ByteArrayInputStream(bytes), HistoryStore.KeyCodec.LONG);
        assertThat(texts(read, LAST)).isEqualTo(texts(store, LAST));
        assertThat(bytes(read)).isEqualTo(bytes);
        assertThat(ChangedCustomers.between(store, read).size()).isZero();
    }

    @Property(tries = 300)
    void changedCustomersAreThoseWhoseEventsDifferInAnyColumn(
            @ForAll("lines") List<Line> before, @ForAll("edits") List<Integer> edits) {
        List<Line> after = new ArrayList<>();
        TreeSet<Long> expected = new TreeSet<>();
        for (int i = 0; i < before.size(); i++) {
            Line line = before.get(i);
            int edit = edits.isEmpty() ? 0 : edits.get(i % edits.size());
            Integer quantity = edit == 1 ? Integer.valueOf(7) : line.quantity();
            Long cost = edit == 2 ? null : line.cost();
            after.add(new Line(
                    line.customer(),
                    line.day(),
                    line.code(),
                    line.cents(),
                    line.plan(),
                    quantity,
                    cost,
                    line.resolved(),
                    line.due()));
        }
        Map<Long, String> then = RandomLines.texts(before, LAST);
        RandomLines.texts(after, LAST).forEach((customer, text) -> {
            if (!text.equals(then.get(customer))) {
                expected.add(customer);
            }
        });
        ChangedCustomers<Long> changed = ChangedCustomers.between(
                RandomLines.reader().from(before), RandomLines.reader().from(after));
        TreeSet<Long> found = new TreeSet<>();
        for (int i = 0; i < changed.size(); i++) {
            found.add(changed.customer(i));
        }
        assertThat(found).isEqualTo(expected);
    }

    @Property(tries = 300)
    void liveIsAsFresh(
            @ForAll("lines") List<Line> begin,
            @ForAll("lines") List<Line> added,
            @ForAll("asOf") LocalDate asOf,
            @ForAll Random random)
            throws IOException {
        LiveStore<Long> live = LiveStore.from(RandomLines.reader().from(begin));
        LiveCursor<Long> cursor = live.open(days(asOf), List.of());
        List<Line> now = new ArrayList<>(begin);
        for (Line line : added) {
            // Some under texts and codes that sort before those that are there.
            Line late = new Line(
                    line.customer(),
                    line.day(),
                    random.nextBoolean() ? "a " + line.code() : line.code(),
                    line.cents(),
                    line.plan() == null ? null : "a " + line.plan(),
                    line.quantity(),
                    line.cost(),
                    line.resolved(),
                    line.due());
            live.add(0, late.customer(), late.event());
            now.add(late);
            if (random.nextInt(3) == 0) {
                Line gone = now.remove(random.nextInt(now.size()));
                live.remove(0, gone.customer(), gone.event());
            }
            checkLive(cursor, now, asOf);
        }
        assertThat(bytes(live.snapshot())).isEqualTo(bytes(RandomLines.reader().from(now)));
        if (!now.isEmpty()) {
            long erased = now.get(0).customer();
            assertThat(live.erase(erased)).isTrue();
            assertThat(live.erase(erased)).isFalse();
            now.removeIf(line -> line.customer() == erased);
            checkLive(cursor, now, asOf);
            assertThat(bytes(live.snapshot()))
                    .isEqualTo(bytes(RandomLines.reader().from(now)));
        }
    }

    private static void checkLive(LiveCursor<Long> cursor, List<Line> now, LocalDate asOf) {
        Map<Long, String> expected = RandomLines.texts(now, asOf);
        for (long customer = -2; customer <= 5; customer++) {
            History history = cursor.moveTo(customer);
            assertThat(history.toString()).isEqualTo(expected.getOrDefault(customer, ""));
            assertThat(history.isEmpty()).isEqualTo(!expected.containsKey(customer));
        }
    }

    @Property(tries = 200)
    void tracksAreStoresSideBySide(
            @ForAll("lines") List<Line> orders,
            @ForAll("lines") List<Line> tickets,
            @ForAll("asOf") LocalDate asOf,
            @ForAll boolean named) {
        List<Line> few =
                tickets.stream().filter(line -> line.customer() % 2 == 0).toList();
        if (named) {
            checkTracks(RandomLines.reader().from(orders), RandomLines.reader().from(few), asOf);
        } else {
            checkTracks(named(orders), named(few), asOf);
        }
    }

    private static HistoryStore<String> named(List<Line> lines) {
        return HistoryStore.ofDates((Line line) -> "k" + line.customer(), Line::day)
                .codes(Line::code)
                .from(lines);
    }

    private static <K> void checkTracks(HistoryStore<K> orders, HistoryStore<K> tickets, LocalDate asOf) {
        HistoryStore<K> tracks = orders.named("orders").and(tickets.named("tickets"));
        Map<Object, String> ofOrders = texts(orders, asOf);
        Map<Object, String> ofTickets = texts(tickets, asOf);
        TreeSet<K> all = new TreeSet<>();
        for (HistoryStore<K> store : List.of(orders, tickets)) {
            for (int c = 0; c < store.customers(); c++) {
                all.add(store.customer(c));
            }
        }
        assertThat(tracks.customers()).isEqualTo(all.size());
        assertThat(tracks.events()).isEqualTo(orders.events());
        assertThat(tracks.track("tickets").events()).isEqualTo(tickets.events());
        try (HistoryCursor cursor = HistoryCursor.open(tracks, days(asOf), List.of("tickets", "orders"))) {
            List<Integer> order = new ArrayList<>();
            for (int c = 0; c < all.size(); c++) {
                order.add(c);
                order.add(all.size() - 1 - c);
            }
            for (int c : order) {
                History history = cursor.moveTo(c);
                K key = tracks.customer(c);
                assertThat(key).isEqualTo(new ArrayList<>(all).get(c));
                assertThat(tracks.find(key)).hasValue(c);
                assertThat(history.customer()).isEqualTo(key);
                String both =
                        "tickets: " + ofTickets.getOrDefault(key, "") + "; orders: " + ofOrders.getOrDefault(key, "");
                assertThat(history.toString()).isEqualTo(both);
                assertThat(history.track("tickets")).isSameAs(history);
                assertThat(history.track("orders").toString()).isEqualTo(both);
                assertThat(history.track("orders").customer()).isEqualTo(key);
                assertThat(history.isEmpty()).isEqualTo(!ofOrders.containsKey(key) && !ofTickets.containsKey(key));
                History copy = history.copy();
                assertThat(copy.track("orders").toString()).isEqualTo(both);
                assertThat(copy.track("orders").track("tickets")).isSameAs(copy);
            }
        }
        LiveStore<K> live = LiveStore.from(tracks);
        LiveCursor<K> cursor = live.open(days(asOf), List.of("orders", "tickets"));
        for (K key : all) {
            String both = "orders: " + ofOrders.getOrDefault(key, "") + "; tickets: " + ofTickets.getOrDefault(key, "");
            assertThat(cursor.moveTo(key).toString()).isEqualTo(both);
        }
        assertThat(live.snapshot().trackNames()).isEqualTo(tracks.trackNames());
        assertThat(live.snapshot()).hasToString(tracks.toString());
    }

    @Provide
    Arbitrary<List<Line>> lines() {
        return RandomLines.lines();
    }

    @Provide
    Arbitrary<LocalDate> asOf() {
        return Arbitraries.integers().between(0, 7).map(LocalDate.of(2024, 1, 1)::plusDays);
    }

    @Provide
    Arbitrary<List<Integer>> edits() {
        return Arbitraries.of(0, 0, 0, 0, 0, 0, 1, 2).list().ofMaxSize(30);
    }
}
