package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Group;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.RandomTickets;
import dev.retention.rule.Sweep;
import dev.retention.service.Complaints.Item;
import dev.retention.survival.LifeTable;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is counted of tickets is what the simplest code counts, row by row. */
class TicketProperties {
    private static final int GAP = 90;
    private static final int REPEAT = 45;

    @Provide
    Arbitrary<List<EventRow>> rows() {
        return EventLog.arbitrary().map(EventLog::rows);
    }

    @Provide
    Arbitrary<LocalDate> asOf() {
        return Arbitraries.integers().between(20, EventLog.DAYS + 40).map(EventLog.FIRST_DAY::plusDays);
    }

    private static Timeline months(LocalDate asOf) {
        return Timeline.monthly(asOf).from(EventLog.FIRST_DAY);
    }

    private static List<EventRow> tickets(List<EventRow> rows, LocalDate asOf, String code) {
        return rows.stream()
                .filter(row -> row.code().equals(code) && !row.day().isAfter(asOf))
                .sorted(Comparator.comparing(EventRow::day))
                .toList();
    }

    private static boolean isLive(List<EventRow> rows, LocalDate asOf, long customer, LocalDate day) {
        return tickets(rows, asOf, "order").stream()
                .anyMatch(row -> row.customer() == customer
                        && !row.day().isAfter(day)
                        && row.day().plusDays(GAP).isAfter(day));
    }

    @Property(tries = 50)
    void complaintsAreThoseOfTheRows(@ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        HistoryStore<Long> store = RandomTickets.store(rows);
        PeriodItems<Long, Item> table = Complaints.over(months(asOf))
                .repeatedWithin(REPEAT)
                .exposedOn(RandomTickets.ORDERS, Spells.ofOrders(GAP))
                .of(store);
        List<EventRow> complaints = tickets(rows, asOf, "visit");
        for (PeriodItems<Long, Item>.InPeriod period : table.periods()) {
            YearMonth month = YearMonth.parse(period.period().label());
            List<EventRow> own = complaints.stream()
                    .filter(row -> YearMonth.from(row.day()).equals(month))
                    .toList();
            TreeSet<Long> customers = new TreeSet<>();
            own.forEach(row -> customers.add(row.customer()));
            assertThat(period.number(Item.OPENED)).isEqualTo(own.size());
            assertThat(period.members(Item.OPENED)).containsExactlyElementsOf(customers);
            assertThat(period.number(Item.OPENED_AGAIN)).isEqualTo(own.size() - customers.size());
            assertThat(period.number(Item.REPEATED)).isEqualTo(repeated(own, complaints));
            TreeSet<Long> exposed = new TreeSet<>();
            long days = 0;
            for (long customer = -3; customer <= 8; customer++) {
                for (int day = 1; day <= month.lengthOfMonth(); day++) {
                    LocalDate at = month.atDay(day);
                    if (!at.isAfter(asOf) && isLive(rows, asOf, customer, at)) {
                        days++;
                        exposed.add(customer);
                    }
                }
            }
            assertThat(period.number(Item.EXPOSED)).isEqualTo(days);
            assertThat(period.members(Item.EXPOSED)).containsExactlyElementsOf(exposed);
            customers.retainAll(exposed);
            assertThat(period.members(Item.EXPOSED_AND_OPENED)).containsExactlyElementsOf(customers);
        }
    }

    /** Of complaints of one day and topic all but one repeat the one that comes first. */
    private static long repeated(List<EventRow> own, List<EventRow> all) {
        long repeated = 0;
        for (EventRow row : own) {
            if (RandomTickets.topic(row) != null) {
                List<EventRow> alike = all.stream()
                        .filter(other -> other.customer() == row.customer()
                                && Objects.equals(RandomTickets.topic(other), RandomTickets.topic(row)))
                        .toList();
                int at = identityIndex(alike, row);
                repeated +=
                        at > 0 && !alike.get(at - 1).day().isBefore(row.day().minusDays(REPEAT)) ? 1 : 0;
            }
        }
        return repeated;
    }

    @SuppressWarnings("ReferenceEquality") // equal rows are so many tickets
    private static int identityIndex(List<EventRow> rows, EventRow row) {
        for (int at = 0; at < rows.size(); at++) {
            if (rows.get(at) == row) {
                return at;
            }
        }
        throw new AssertionError(row + " is not there");
    }

    @Property(tries = 40)
    void theTableOfATopicIsThatOfTheMethodAboutIt(@ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        HistoryStore<Long> store = RandomTickets.store(rows);
        Complaints complaints = Complaints.over(months(asOf)).repeatedWithin(REPEAT);
        Map<Group, PeriodItems<Long, Item>> each = complaints.each(Tickets.TOPIC, Sweep.over(store));
        assertThat(complaints.each(Tickets.TOPIC, Sweep.over(store).threads(2)).keySet())
                .isEqualTo(each.keySet());
        for (PeriodItems<Long, Item>.InPeriod whole : complaints.of(store).periods()) {
            long opened = 0;
            for (Map.Entry<Group, PeriodItems<Long, Item>> one : each.entrySet()) {
                PeriodItems<Long, Item>.InPeriod period = one.getValue().inPeriod(whole.period());
                opened += period.number(Item.OPENED);
                if (!one.getKey().equals(Group.MISSING)) {
                    PeriodItems<Long, Item>.InPeriod about =
                            complaints.about(one.getKey().label()).of(store).inPeriod(whole.period());
                    for (Item item : List.of(Item.OPENED, Item.OPENED_AGAIN, Item.REPEATED)) {
                        assertThat(period.number(item)).isEqualTo(about.number(item));
                        assertThat(period.members(item)).containsExactlyElementsOf(about.members(item));
                    }
                }
            }
            assertThat(opened).isEqualTo(whole.number(Item.OPENED));
        }
    }

    @Property(tries = 50)
    void standardsAreMetByTheRows(@ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        HistoryStore<Long> store = RandomTickets.store(rows);
        int days = 5;
        PeriodItems<Long, Standard.Item> table =
                Standard.resolvedWithin(months(asOf), days).of(store);
        for (PeriodItems<Long, Standard.Item>.InPeriod period : table.periods()) {
            YearMonth month = YearMonth.parse(period.period().label());
            long[] counts = new long[Standard.Item.values().length];
            for (String code : List.of("visit", "refund")) {
                for (EventRow row : tickets(rows, asOf, code)) {
                    if (YearMonth.from(row.day()).equals(month)) {
                        LocalDate end = RandomTickets.resolved(row);
                        LocalDate due = row.day().plusDays(days);
                        boolean isOver = end != null && !end.isAfter(asOf);
                        Standard.Item item = isOver && !end.isAfter(due)
                                ? Standard.Item.MET
                                : isOver || !due.isAfter(asOf) ? Standard.Item.MISSED : Standard.Item.OPEN;
                        counts[item.ordinal()]++;
                    }
                }
            }
            for (Standard.Item item : Standard.Item.values()) {
                assertThat(period.number(item)).as("%s", item).isEqualTo(counts[item.ordinal()]);
            }
            if (period.state(Standard.Item.OPEN) == CellState.OBSERVED) {
                assertThat(period.number(Standard.Item.OPEN)).isZero();
            }
        }
    }

    @Property(tries = 50)
    void waitingTimesAreThoseOfTheRowsAndAddUp(@ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        HistoryStore<Long> store = RandomTickets.store(rows);
        Response response = Response.toResolution(months(asOf));
        List<Integer> times = new ArrayList<>();
        List<Boolean> ended = new ArrayList<>();
        for (String code : List.of("visit", "refund")) {
            for (EventRow row : tickets(rows, asOf, code)) {
                LocalDate end = RandomTickets.resolved(row);
                boolean isOver = end != null && !end.isAfter(asOf);
                times.add((int) ((isOver ? end : asOf).toEpochDay() - row.day().toEpochDay()));
                ended.add(isOver);
            }
        }
        boolean[] flags = new boolean[ended.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = ended.get(i);
        }
        LifeTable expected =
                LifeTable.ofPeriods(times.stream().mapToInt(Integer::intValue).toArray(), flags);
        assertThat(response.of(store)).isEqualTo(expected);
        assertThat(response.of(Sweep.over(store).threads(3))).isEqualTo(expected);
        for (SortedMap<Group, LifeTable> parts : List.of(
                response.by(Tickets.TOPIC, Sweep.over(store)),
                response.byPeriod(Sweep.over(store).threads(2)),
                response.by((tickets, event) -> tickets.customer().toString(), Sweep.over(store)))) {
            assertThat(parts.values().stream().reduce(LifeTable.empty(), LifeTable::plus))
                    .isEqualTo(expected);
        }
    }

    @Property(tries = 50)
    void timesToTheNthEventAreThoseOfTheRows(@ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        TimeTo second = TimeTo.over(months(asOf), RandomTickets.ORDERS, Tickets.TRACK)
                .endingWith(Tickets.COMPLAINT)
                .nth(2);
        List<Integer> times = new ArrayList<>();
        List<Boolean> ended = new ArrayList<>();
        for (long customer = -3; customer <= 8; customer++) {
            long own = customer;
            List<LocalDate> starts = tickets(rows, asOf, "order").stream()
                    .filter(row -> row.customer() == own)
                    .map(EventRow::day)
                    .toList();
            if (!starts.isEmpty()) {
                List<LocalDate> ends = tickets(rows, asOf, "visit").stream()
                        .filter(row -> row.customer() == own && !row.day().isBefore(starts.get(0)))
                        .map(EventRow::day)
                        .toList();
                LocalDate end = ends.size() >= 2 ? ends.get(1) : asOf;
                times.add((int) (end.toEpochDay() - starts.get(0).toEpochDay()));
                ended.add(ends.size() >= 2);
            }
        }
        boolean[] flags = new boolean[ended.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = ended.get(i);
        }
        assertThat(second.of(RandomTickets.store(rows)))
                .isEqualTo(LifeTable.ofPeriods(
                        times.stream().mapToInt(Integer::intValue).toArray(), flags));
    }
}
