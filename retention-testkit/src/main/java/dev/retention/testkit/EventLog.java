package dev.retention.testkit;

import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;

/**
 * Random events of few customers over two years, dense enough that every kind of gap, tie and return occurs.
 *
 * <p>A property takes one as a parameter; there is nothing to set up:
 *
 * <pre>{@code
 * @Property
 * void nobodyIsLost(@ForAll EventLog log) {
 *     assertThat(log.store().events()).isEqualTo(log.rows().size());
 * }
 * }</pre>
 *
 * <ul>
 *   <li>0 to 60 events of 12 customers, −3 to 8; {@link Customers} says how many else.
 *   <li>On any day of 2023 and 2024, and often on the same few: first and last days of months and years, the days on which clocks
 *       are put forward and back in Europe, and at {@code 02:30}, which those days lack or have twice.
 *   <li>Worth −5.00 to 1000.00 {@link #USD}, coded {@code order}, {@code visit} or {@code refund}; {@link Codes} says how else.
 *   <li>On a plan, {@code p0} to {@code p2}, or on none: the column {@link #PLAN}.
 * </ul>
 *
 * <p>A log that breaks a law shrinks: to few events, of customer 0 on {@link #FIRST_DAY} worth nothing where that breaks it too. This
 * class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class EventLog implements Iterable<EventRow> {
    /** The currency of all amounts. */
    public static final Currency USD = Currency.getInstance("USD");

    /** The first day on which there may be an event. */
    public static final LocalDate FIRST_DAY = LocalDate.of(2023, 1, 1);

    /** How many days there may be events on, from the first on. */
    public static final int DAYS = 731;

    /** The name of the column of plans. */
    public static final String PLAN = "plan";

    private final List<EventRow> rows;

    private EventLog(List<EventRow> rows) {
        this.rows = rows;
    }

    /**
     * A log of given events.
     *
     * @param rows the events, in any order
     * @return the log
     */
    public static EventLog of(EventRow... rows) {
        return of(Arrays.asList(rows));
    }

    /**
     * A log of given events.
     *
     * @param rows the events, in any order
     * @return the log
     */
    public static EventLog of(List<EventRow> rows) {
        return new EventLog(List.copyOf(rows));
    }

    /**
     * Logs of orders, visits and refunds, as parameters get them.
     *
     * @return the arbitrary
     */
    public static Arbitrary<EventLog> arbitrary() {
        return of(row());
    }

    /**
     * Logs of some customers and kinds of events.
     *
     * @param customers how many customers there may be, numbered from 0; at least 1
     * @param codes the kinds of events; orders, visits and refunds if there is none
     * @return the arbitrary
     * @throws IllegalArgumentException if {@code customers} is below 1
     */
    public static Arbitrary<EventLog> arbitrary(int customers, String... codes) {
        if (customers < 1) {
            throw new IllegalArgumentException("customers (" + customers + ") must be at least 1");
        }
        return of(RandomRows.of(Arbitraries.longs().between(0, customers - 1L), codes));
    }

    /**
     * Logs of events from elsewhere.
     *
     * @param row one event
     * @return logs of 0 to 60 of them
     */
    public static Arbitrary<EventLog> of(Arbitrary<EventRow> row) {
        return row.list().ofMaxSize(60).withoutEdgeCases().map(EventLog::of);
    }

    /**
     * Single events, as logs have them.
     *
     * @param codes the kinds of events; orders, visits and refunds if there is none
     * @return the arbitrary
     */
    public static Arbitrary<EventRow> row(String... codes) {
        return RandomRows.of(Arbitraries.longs().between(-3, 8), codes);
    }

    /**
     * How a store reads events: by day, with amounts, codes and the column {@link #PLAN}. Further columns can be added.
     *
     * @return the reader
     */
    public static HistoryReader<EventRow, Long> reader() {
        return told(HistoryStore.ofDates(EventRow::customer, EventRow::day));
    }

    /**
     * How a store reads events with the time of the day, by a clock in a zone.
     *
     * @param zone the zone
     * @return the reader
     */
    public static HistoryReader<EventRow, Long> reader(ZoneId zone) {
        requireNonNull(zone, "zone");
        return told(HistoryStore.ofInstants(EventRow::customer, (EventRow row) -> row.at(zone)));
    }

    private static HistoryReader<EventRow, Long> told(HistoryReader<EventRow, Long> reader) {
        return reader.amounts(EventRow::amount, USD).codes(EventRow::code).text(PLAN, EventRow::plan);
    }

    /**
     * A store of the events, by {@link #reader()}.
     *
     * @return the store
     */
    public HistoryStore<Long> store() {
        return reader().from(rows);
    }

    /**
     * The events.
     *
     * @return the events in their order, unmodifiable
     */
    public List<EventRow> rows() {
        return rows;
    }

    @Override
    public Iterator<EventRow> iterator() {
        return rows.iterator();
    }

    /**
     * The events by customer.
     *
     * @return the events of each customer in their order, the customers in theirs
     */
    public NavigableMap<Long, List<EventRow>> byCustomer() {
        return rows.stream().collect(Collectors.groupingBy(EventRow::customer, TreeMap::new, Collectors.toList()));
    }

    /**
     * Some of the events.
     *
     * @param condition which stay
     * @return a log of them
     */
    public EventLog only(Predicate<? super EventRow> condition) {
        return new EventLog(rows.stream().filter(condition).toList());
    }

    /**
     * Other events.
     *
     * @param change what each becomes
     * @return a log of them
     */
    public EventLog map(UnaryOperator<EventRow> change) {
        return new EventLog(rows.stream().map(change).toList());
    }

    /**
     * The same events in another order.
     *
     * @param random decides the order
     * @return a log of them
     */
    public EventLog shuffled(Random random) {
        List<EventRow> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        return new EventLog(List.copyOf(shuffled));
    }

    /** Equal are logs of the same events in the same order. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventLog that && rows.equals(that.rows);
    }

    @Override
    public int hashCode() {
        return rows.hashCode();
    }

    /** Prints the events, such as {@code 3: 2023-01-31 order 12.50, p1; 4: 2023-02-01 visit 0.00}. */
    @Override
    public String toString() {
        return rows.isEmpty()
                ? "no events"
                : rows.stream().map(EventRow::toString).collect(Collectors.joining("; "));
    }
}
