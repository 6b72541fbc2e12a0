package dev.retention.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.internal.store.ChangedCustomers;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ChangedCustomersTest {
    private static final Currency EUR = Currency.getInstance("EUR");

    /** A key without an order, so that the store keeps the order of the input. */
    private record Unordered(long id) {}

    private static <K> HistoryReader<EventRow, K> reader(Function<EventRow, K> key) {
        return HistoryStore.ofDates(key, EventRow::day)
                .amounts(EventRow::amount, EventLog.USD)
                .codes(EventRow::code);
    }

    @Property(tries = 300)
    void theyAreThoseWhoseEventsDiffer(@ForAll("rows") List<EventRow> before, @ForAll("edits") List<Integer> edits) {
        List<EventRow> after = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            EventRow row = before.get(i);
            int edit = edits.isEmpty() ? 0 : edits.get(i % edits.size());
            switch (edit) {
                case 1 -> {} // removed
                case 2 -> after.add(new EventRow(row.customer() + 20, row.day(), row.cents(), row.code(), 0)); // moved
                case 3 ->
                    after.add(new EventRow(row.customer(), row.day(), row.cents() + 1, row.code(), 0)); // corrected
                default -> after.add(row);
            }
        }
        check(EventRow::customer, before, after);
        check(row -> "customer " + row.customer(), before, after);
        check(row -> new Unordered(row.customer()), before, after);
    }

    private static <K> void check(Function<EventRow, K> key, List<EventRow> before, List<EventRow> after) {
        HistoryStore<K> earlier = reader(key).from(before);
        HistoryStore<K> later = reader(key).from(after);
        ChangedCustomers<K> changed = ChangedCustomers.between(earlier, later);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < changed.size(); i++) {
            K customer = changed.customer(i);
            found.add(customer.toString());
            assertThat(changed.earlier(i)).isEqualTo(earlier.find(customer).orElse(ChangedCustomers.ABSENT));
            assertThat(changed.later(i)).isEqualTo(later.find(customer).orElse(ChangedCustomers.ABSENT));
        }
        Map<String, List<String>> then = events(key, before);
        Map<String, List<String>> now = events(key, after);
        boolean sameCodes = codes(before).equals(codes(after));
        TreeSet<String> expected = new TreeSet<>(then.keySet());
        expected.addAll(now.keySet());
        expected.removeIf(customer -> sameCodes && Objects.equals(then.get(customer), now.get(customer)));
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(changed).hasToString(expected.size() + " customers changed");
        assertThat(ChangedCustomers.between(earlier, earlier).size()).isZero();
    }

    private static <K> Map<String, List<String>> events(Function<EventRow, K> key, List<EventRow> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> key.apply(row).toString(),
                        TreeMap::new,
                        Collectors.collectingAndThen(
                                Collectors.mapping(
                                        row -> row.day() + " " + row.code() + " " + row.cents(), Collectors.toList()),
                                events -> events.stream().sorted().toList())));
    }

    private static TreeSet<String> codes(List<EventRow> rows) {
        return rows.stream().map(EventRow::code).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void storesOfDifferentCurrenciesCannotBeCompared() {
        HistoryStore<Long> dollars = LongHistoryBuilder.build(new long[1], new int[1], new long[1], EventLog.USD);
        HistoryStore<Long> euros = LongHistoryBuilder.build(new long[1], new int[1], new long[1], EUR);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChangedCustomers.between(dollars, euros))
                .withMessage("the stores must be in one currency: earlier is 1 customers, 1 events in USD, "
                        + "later is 1 customers, 1 events in EUR");
    }

    @Test
    void otherKindsOfColumnsChangeEveryCustomer() {
        HistoryStore<Long> dates = LongHistoryBuilder.build(new long[1], new int[1]);
        HistoryStore<Long> amounts = LongHistoryBuilder.build(new long[1], new int[1], new long[1], EventLog.USD);
        HistoryStore<Long> instants = LongHistoryBuilder.ofMicros().add(0, 0).build();
        HistoryStore<Long> codes =
                LongHistoryBuilder.ofDays().codes("a").add(0, 0, 0, 0).build();
        HistoryStore<Long> otherCodes =
                LongHistoryBuilder.ofDays().codes("b").add(0, 0, 0, 0).build();
        assertThat(ChangedCustomers.between(dates, amounts).size()).isEqualTo(1);
        assertThat(ChangedCustomers.between(dates, instants).size()).isEqualTo(1);
        assertThat(ChangedCustomers.between(dates, codes).size()).isEqualTo(1);
        assertThat(ChangedCustomers.between(codes, otherCodes).size()).isEqualTo(1);
    }

    @Test
    void thereIsNoCustomerBesideThem() {
        HistoryStore<Long> store = LongHistoryBuilder.build(
                new long[] {1}, new int[] {(int) LocalDate.of(2024, 1, 1).toEpochDay()});
        ChangedCustomers<Long> none = ChangedCustomers.between(store, store);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> none.customer(0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> none.later(-1));
    }

    @Provide
    Arbitrary<List<EventRow>> rows() {
        return EventLog.arbitrary().map(EventLog::rows);
    }

    /** What happens to one row after the other: mostly nothing. */
    @Provide
    Arbitrary<List<Integer>> edits() {
        return Arbitraries.of(0, 0, 0, 0, 0, 0, 1, 2, 3).list().ofMaxSize(30);
    }
}
