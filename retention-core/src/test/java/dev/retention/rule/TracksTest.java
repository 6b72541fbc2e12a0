package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.history.Event;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.history.HistoryStore.KeyCodec;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.MovementCell;
import dev.retention.movement.MovementKind;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.Travelled;
import dev.retention.time.Timeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Orders and tickets of the same customers, read by one rule. */
class TracksTest {
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 3, 31)).from(LocalDate.of(2024, 1, 1));
    private static final Event ORDER = Event.on(LocalDate.of(2024, 2, 3)).worth(new BigDecimal("5.00"));
    private static final Event TICKET = Event.on(LocalDate.of(2024, 2, 4));

    /** The last order in a month before a ticket, or none: did whoever complained come back? */
    private static final Rule<String> CAME_BACK = Rule.of(
                    "customers with a ticket by whether they ordered after it",
                    MONTHS,
                    Cells.of(Axis.of("after", List.of("silent", "came back"))),
                    (orders, sink) -> {
                        var tickets = orders.track("tickets");
                        if (tickets.size() > 0) {
                            boolean after =
                                    orders.size() > 0 && orders.epochDay(orders.size() - 1) > tickets.epochDay(0);
                            sink.add(after ? 1 : 0, orders.size() > 0 ? orders.amount(0) : 0);
                        }
                    })
            .on("orders", "tickets");

    private static HistoryStore<Long> all() {
        return orders().named("orders").and(tickets().named("tickets"));
    }

    // Customers 1 and 2 order in January and March, 3 only in January.
    private static HistoryStore<Long> orders() {
        return LongHistoryBuilder.build(
                new long[] {1, 1, 2, 2, 3},
                days("2024-01-05", "2024-03-02", "2024-01-07", "2024-03-09", "2024-01-09"),
                new long[] {100, 200, 300, 400, 500},
                EventLog.USD);
    }

    // Customers 2, 3 and 4 complain in February, 9 in April.
    private static HistoryStore<Long> tickets() {
        return LongHistoryBuilder.build(
                new long[] {2, 3, 4, 9}, days("2024-02-01", "2024-02-01", "2024-02-02", "2024-04-01"));
    }

    private static int[] days(String... days) {
        return List.of(days).stream()
                .mapToInt(day -> (int) LocalDate.parse(day).toEpochDay())
                .toArray();
    }

    @Test
    void oneRuleReadsSeveralTracks() {
        Counted<Long, String> counted = Sweep.over(all()).threads(3).count(CAME_BACK);
        assertThat(counted.members("came back")).containsExactly(2L);
        assertThat(counted.members("silent")).containsExactly(3L, 4L);
        assertThat(counted.count("silent")).isEqualTo(2);
        assertThat(counted.amount("silent")).isEqualTo(500);
        assertThat(counted.eventsAfterAsOf()).isEqualTo(1);
        assertThat(counted.explain(3L))
                .hasToString(
                        "customer 3 [orders: 2024-01-09 500; tickets: 2024-02-01] counts in silent (500) of customers"
                                + " with a ticket by whether they ordered after it, on orders and tickets");
        assertThat(counted.explain(9L).entries()).isEmpty();
        assertThat(counted.currency()).hasValue(EventLog.USD);
    }

    @Test
    void aMethodOfOneTrackReadsTheFirst() {
        HistoryStore<Long> all = all();
        var together = CustomerMovements.over(MONTHS).of(all);
        var alone = CustomerMovements.over(MONTHS).of(orders());
        assertThat(together.counted().tally()).isEqualTo(alone.counted().tally());
        assertThat(together.periods().get(2).reactivated().members()).containsExactly(1L, 2L);
        assertThat(Sweep.over(all)
                        .count(CustomerMovements.over(MONTHS).rule(all).on("tickets"))
                        .tally()
                        .definition())
                .endsWith(", on tickets");
    }

    @Test
    void measuresAndCollectorsSeeTracks() {
        Measure days = Measure.of("days from first order to first ticket", MONTHS, (orders, sink) -> {
                    var tickets = orders.track("tickets");
                    if (orders.size() > 0 && tickets.size() > 0) {
                        sink.set(tickets.epochDay(0) - orders.epochDay(0));
                    }
                })
                .on("orders", "tickets");
        Measured<Long> measured = Sweep.over(all()).measure(days);
        assertThat(measured.column().of(2L)).hasValue(25);
        assertThat(measured.column().of(4L)).isEmpty();
        assertThat(Travelled.of(days).definition()).endsWith("first ticket, on orders and tickets");
        List<String> seen = Sweep.over(all())
                .collect(
                        MONTHS,
                        Collectors.mapping(
                                history -> history.customer() + ":" + history.size()
                                        + history.track("tickets").size(),
                                Collectors.toList()));
        assertThat(seen).containsExactly("1:20", "2:21", "3:11", "4:01");
        assertThat(Sweep.over(all()).<Boolean>look(9L, MONTHS, history -> history.isEmpty()))
                .isTrue();
        // Whoever has events on other tracks alone has no first event.
        Grouping half =
                Grouping.<Long>of("half", Grouping.Reading.AT_ANCHOR, (key, day) -> "H" + day.getMonthValue() / 7);
        assertThat(Sweep.over(all()).members(half, MONTHS).inGroup(Group.MISSING))
                .containsExactly(4L);
    }

    /** Which country a customer lived in from a day on. */
    private static HistoryStore<Long> withProfiles() {
        record Profile(long customer, String day, String country) {}
        HistoryStore<Long> profiles = HistoryStore.ofDates(
                        Profile::customer, (Profile profile) -> LocalDate.parse(profile.day()))
                .text("country", Profile::country)
                .from(List.of(
                        new Profile(1, "1970-01-01", "AT"),
                        new Profile(2, "1970-01-01", "AT"),
                        new Profile(2, "2024-02-15", "DE"),
                        new Profile(7, "1970-01-01", "FR")));
        return all().and(profiles.named("profiles"));
    }

    @Test
    void groupsAreReadOnAnotherTrack() {
        HistoryStore<Long> all = withProfiles();
        var movements = CustomerMovements.over(MONTHS).of(all);
        var latest = movements.by(
                Grouping.ofColumn("country", Grouping.Reading.LATEST).on("profiles"));
        assertThat(latest.groups()).containsExactly(Group.of("AT"), Group.of("DE"), Group.MISSING);
        assertThat(latest.inGroup("AT").periods().get(0).newCustomers().members())
                .containsExactly(1L);
        assertThat(latest.inGroup("DE").periods().get(2).reactivated().members())
                .containsExactly(2L);
        assertThat(latest.inGroup(Group.MISSING).periods().get(1).lost().members())
                .containsExactly(3L);
        Grouping then = Grouping.ofColumn("country", Grouping.Reading.AT_PERIOD).on("profiles");
        assertThat(movements
                        .by(then)
                        .inGroup("AT")
                        .periods()
                        .get(0)
                        .newCustomers()
                        .count())
                .isEqualTo(2);
        assertThat(movements
                        .by(then)
                        .inGroup("DE")
                        .periods()
                        .get(2)
                        .reactivated()
                        .members())
                .containsExactly(2L);
        // Who is known by a profile alone is asked nothing.
        Rule<String> back = CAME_BACK;
        Counted<Long, In<String>> parted = Sweep.over(all)
                .count(back.by(
                        Grouping.ofColumn("country", Grouping.Reading.LATEST).on("profiles")));
        assertThat(parted.members(new In<>(Group.MISSING, "silent"))).containsExactly(3L, 4L);
        assertThat(parted.members(new In<>(Group.of("DE"), "came back"))).containsExactly(2L);
        assertThat(parted.explain(7L).entries()).isEmpty();
        assertThat(Travelled.of(parted.rule()).tracks()).containsExactly("orders", "tickets", "profiles");
        Live<Long> live = Live.from(all);
        Live<Long>.Table<In<String>> table = live.track(parted.rule());
        live.add(4L, "profiles", Event.on(LocalDate.of(2024, 1, 1)).with("country", "FR"));
        assertThat(table.count(new In<>(Group.of("FR"), "silent"))).isEqualTo(1);
        assertThat(table.tally())
                .isEqualTo(Sweep.over(live.snapshot()).count(parted.rule()).tally());
    }

    @Test
    void severalGroupingsOfSeveralTracksInOnePass() {
        HistoryStore<Long> all = withProfiles();
        Measure tickets = Measure.of("tickets", MONTHS, (history, sink) -> sink.set(history.size()))
                .on("tickets");
        List<Grouping> groupings = List.of(
                Grouping.ofColumn("country", Grouping.Reading.AT_ANCHOR).on("profiles"),
                Grouping.ofMeasure(tickets, Grouping.Reading.LATEST, 1),
                Grouping.<Long>of("key", key -> "k" + key));
        Rule<MovementCell> rule =
                CustomerMovements.over(MONTHS).counting(EventFilter.ALL).rule(all);
        List<Counted<Long, In<MovementCell>>> together =
                Sweep.over(all).threads(2).countBy(rule, groupings);
        for (int i = 0; i < groupings.size(); i++) {
            assertThat(together.get(i).tally())
                    .isEqualTo(Sweep.over(all).count(rule.by(groupings.get(i))).tally());
        }
        MovementCell first = new MovementCell(MONTHS.first(), MovementKind.NEW);
        assertThat(together.get(1).members(new In<>(Group.of("2: 1 and more"), first)))
                .containsExactly(2L, 3L);
        assertThat(together.get(1).members(new In<>(Group.MISSING, first))).containsExactly(1L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> groupings.get(2).on("profiles"))
                .withMessageContaining("track (profiles) cannot be read by groups that are not of codes or columns");
    }

    @Test
    void restatementsAndLiveTablesSeeTracks() {
        Live<Long> live = Live.from(all());
        Live<Long>.Table<String> table = live.track(CAME_BACK);
        live.add(1L, "tickets", TICKET);
        live.add(4L, ORDER);
        live.add(5L, "orders", ORDER);
        live.correct(5L, "orders", ORDER, ORDER.worth(new BigDecimal("6.00")));
        assertThat(table.members("came back")).containsExactlyInAnyOrder(1L, 2L, 4L);
        HistoryStore<Long> now = live.snapshot();
        assertThat(now.trackNames()).containsExactly("orders", "tickets");
        assertThat(table.tally()).isEqualTo(Sweep.over(now).count(CAME_BACK).tally());
        assertThat(Restatement.of(CAME_BACK, all(), now).customers())
                .extracting(Restatement.CustomerChange::customer)
                .containsExactly(1L, 4L);
        live.remove(1L, "tickets", TICKET);
        assertThat(table.members("came back")).containsExactlyInAnyOrder(2L, 4L);
        live.erase(2L);
        assertThat(table.members("came back")).containsExactly(4L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.add(1L, "visits", TICKET))
                .withMessage("track (visits) must be one of the tracks of the store, [orders, tickets]");
        assertThatIllegalArgumentException().isThrownBy(() -> live.remove(1L, "tickets", TICKET));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Restatement.of(CAME_BACK, all(), orders()))
                .withMessageContaining("earlier has [orders, tickets]");
    }

    @Test
    void amountsAreInTheCurrencyOfTheTracksThatARuleReads() {
        Rule<String> spent = Rule.of(
                "spent by those with tickets", MONTHS, Cells.of(Axis.of("all", List.of("all"))), (tickets, sink) -> {
                    var orders = tickets.track("orders");
                    sink.add(0, orders.size() > 0 ? orders.amount(0) : 0);
                });
        HistoryStore<Long> all = tickets().named("tickets").and(orders().named("orders"));
        Tally<String> both =
                Sweep.over(all).count(spent.on("tickets", "orders")).tally();
        assertThat(both.currency()).hasValue(EventLog.USD);
        assertThat(both.amount("all")).isEqualTo(100 + 300 + 500);
        assertThat(Live.from(all).track(spent.on("tickets", "orders")).tally()).isEqualTo(both);
        Rule<String> count =
                Rule.of("tickets", MONTHS, Cells.of(Axis.of("all", List.of("all"))), (tickets, sink) -> sink.add(0));
        Tally<String> alone = Sweep.over(all).count(count).tally();
        assertThat(alone.currency()).isEmpty();
        assertThat(Live.from(all).track(count).tally()).isEqualTo(alone);
    }

    @Test
    void tracksAreWrittenAndReadTogether() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        all().writeTo(bytes, KeyCodec.LONG);
        HistoryStore<Long> read = HistoryStore.readFrom(new ByteArrayInputStream(bytes.toByteArray()), KeyCodec.LONG);
        assertThat(read).hasToString(all().toString());
        assertThat(read.trackNames()).containsExactly("orders", "tickets");
        assertThat(Sweep.over(read).count(CAME_BACK).tally())
                .isEqualTo(Sweep.over(all()).count(CAME_BACK).tally());
    }

    @Test
    void everyCustomerOfATrackIsFoundWhateverTheParts() {
        HistoryStore<Long> few = LongHistoryBuilder.build(
                LongStream.range(0, 50).map(i -> 20 * i).toArray(), new int[50]);
        HistoryStore<Long> many =
                LongHistoryBuilder.build(LongStream.range(0, 900).toArray(), new int[900]);
        HistoryStore<Long> store = few.named("few").and(many.named("many"));
        Rule<String> rule = Rule.of(
                        "all", MONTHS, Cells.of(Axis.of("all", List.of("all"))), (history, sink) -> sink.add(0))
                .on("few", "many");
        for (int threads = 1; threads < 9; threads++) {
            assertThat(Sweep.over(store).threads(threads).count(rule).count("all"))
                    .isEqualTo(905);
        }
        assertThat(Sweep.over(store).count(rule.on("few")).count("all")).isEqualTo(50);
    }

    @Test
    void tracksMustBeThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.over(orders()).count(CAME_BACK))
                .withMessage("track (orders) must be that of a store that is named: name it by named(…)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.over(all()).count(CAME_BACK.on("orders", "visits")))
                .withMessage("track (visits) must be one of the tracks of the store, [orders, tickets]");
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> Sweep.over(all()).count(CAME_BACK.on("orders")))
                .withMessage("rule (customers with a ticket by whether they ordered after it, on orders) failed for"
                        + " customer 1: track (tickets) must be one of [orders]");
        assertThatIllegalArgumentException().isThrownBy(() -> CAME_BACK.on());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CAME_BACK.on("a", "a"))
                .withMessage("tracks ([a, a]) must not repeat");
        assertThatIllegalArgumentException().isThrownBy(() -> CAME_BACK.on(""));
    }
}
