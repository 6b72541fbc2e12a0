package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.StratifiedComparison;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Grouping;
import dev.retention.service.LaterLoss.Item;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LaterLossTest {
    private static final LocalDate AS_OF = LocalDate.of(2024, 12, 15);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF);
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    private record Row(long customer, LocalDate day, String code) {}

    private static HistoryStore<Long> store(List<Row> contracts, List<Row> tickets) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .from(contracts)
                .named("contracts")
                .and(HistoryStore.ofDates(Row::customer, Row::day)
                        .codes(Row::code)
                        .from(tickets)
                        .named("tickets"));
    }

    private static LaterLoss method() {
        return LaterLoss.over(MONTHS, Spells.between("started", "ended")).on("contracts");
    }

    private static Row row(long customer, int month, int day, String code) {
        return new Row(customer, LocalDate.of(2024, month, day), code);
    }

    private final List<Row> contracts = List.of(
            row(1, 1, 1, "started"),
            row(1, 3, 20, "ended"),
            row(2, 1, 1, "started"),
            row(3, 1, 1, "started"),
            row(3, 3, 31, "ended"),
            row(4, 2, 10, "started"),
            row(5, 3, 1, "started"));
    private final List<Row> tickets = List.of(
            row(1, 2, 29, "complaint"), // the last day before March
            row(2, 3, 1, "complaint"), // in March, which is too late for March
            row(4, 1, 30, "complaint"), // before it was a customer of the contract
            row(3, 2, 1, "question"));

    @Test
    void whoComplainedBeforeThePeriodIsExposedInIt() {
        LaterLossTable<Long> table = method().within(31).of(store(contracts, tickets));
        LaterLossTable<Long>.InPeriod march = table.inPeriod("2024-03");
        assertThat(march.members(Item.EXPOSED)).containsExactly(1L, 4L);
        assertThat(march.members(Item.EXPOSED_LOST)).containsExactly(1L);
        assertThat(march.members(Item.OTHERS)).containsExactly(2L, 3L);
        assertThat(march.members(Item.OTHERS_LOST)).containsExactly(3L);
        assertThat(march.customers(Item.OTHERS)).isEqualTo(2);
        assertThat(march).hasToString("2024-03: 50.0 % (1 of 2) against 50.0 % (1 of 2)");
        assertThat(table.inPeriod("2024-04").members(Item.EXPOSED)).containsExactly(2L);
        assertThat(table.inPeriod("2024-04").members(Item.OTHERS)).containsExactly(4L, 5L);
        assertThat(table.inPeriod("2024-12").state()).isEqualTo(CellState.PARTIAL);
        assertThat(table.periods()).hasSize(12);
    }

    @Test
    void theLastDayOfTheWindowCountsAndTheDayBeforeItDoesNot() {
        // From 2024-01-30 to 2024-03-01 there are 31 days.
        assertThat(method().within(31)
                        .of(store(contracts, tickets))
                        .inPeriod("2024-03")
                        .members(Item.EXPOSED))
                .contains(4L);
        assertThat(method().within(30)
                        .of(store(contracts, tickets))
                        .inPeriod("2024-03")
                        .members(Item.EXPOSED))
                .doesNotContain(4L);
    }

    @Test
    void customersAreComparedWithinBracketsOfTenure() {
        LaterLossTable<Long> table = method().within(31).byTenure(30).of(store(contracts, tickets));
        // In March 4 is in the first bracket alone with nobody beside it; 1 against 2 and 3 in the second.
        StratifiedComparison overall = table.overall().orElseThrow();
        assertThat(overall.strata()).hasSize(2);
        assertThat(overall.strata().get(0)).hasToString("100.0 % (1 of 1) against 50.0 % (1 of 2)");
        assertThat(table.byTenure()).containsOnlyKeys("30 days and more");
        assertThat(method().byTenure().of(store(contracts, tickets)).byTenure()).containsOnlyKeys("0 days and more");
    }

    @Test
    void anySignalAndGroupsAndTalliesWork() {
        Signal question = Signal.of("tickets", "question", "praise");
        assertThat(question).hasToString("\"praise\" or \"question\" on tickets");
        LaterLoss method = method().after(question).within(60);
        HistoryStore<Long> store = store(contracts, tickets);
        LaterLossTable<Long> table = method.of(store);
        assertThat(table.inPeriod("2024-03").members(Item.EXPOSED_LOST)).containsExactly(3L);
        assertThat(table.by(Grouping.of("odd", (Long key) -> key % 2 == 1 ? "odd" : "even"))
                        .inGroup("odd")
                        .inPeriod("2024-03")
                        .customers(Item.EXPOSED))
                .isEqualTo(1);
        LaterLossTable<Long> again = method.of(table.counted().tally());
        assertThat(again.inPeriod("2024-03").crude())
                .isEqualTo(table.inPeriod("2024-03").crude());
        assertThat(method)
                .hasToString("losses after \"praise\" or \"question\" on tickets within 60 days, live from started to"
                        + " ended, by tenure from [91, 182, 365, 730], on contracts and tickets");
        assertThat(table).hasToString(method + ", " + store.track("contracts").bind(MONTHS) + ": 12 periods");
        assertThat(method.after(Signal.of("none", List.of("tickets"), (history, days) -> {}))
                        .of(store)
                        .overall())
                .isEmpty();
    }

    @Test
    void warnsOfCodesThatNoEventHas() {
        HistoryStore<Long> store = store(contracts, tickets);
        LaterLossTable<Long> table =
                method().after(Signal.of("tickets", "complaynt")).of(store);
        assertThat(table.warnings()).hasSize(1).first().asString().startsWith("no event has the code complaynt");
        assertThat(LaterLoss.over(MONTHS, Spells.between("strat", "ended"))
                        .on("contracts")
                        .of(store)
                        .warnings())
                .hasSize(1);
        assertThat(table.by(Grouping.of("all", (Long key) -> "all"))
                        .inGroup("all")
                        .warnings())
                .hasSize(1);
        assertThat(method().of(store).warnings()).isEmpty();
        assertThat(Signal.of("t", "a or b").definition())
                .isNotEqualTo(Signal.of("t", "a", "b").definition());
    }

    @Test
    void badArgumentsAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().byTenure(30, 30))
                .withMessage("firstDays ([30, 30]) must ascend from 1");
        assertThatIllegalArgumentException().isThrownBy(() -> method().within(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().on("orders").of(store(contracts, tickets)))
                .withMessageContaining("orders");
        assertThatIllegalArgumentException().isThrownBy(() -> Signal.of("", List.of("tickets"), (h, d) -> {}));
        assertThatIllegalArgumentException().isThrownBy(() -> Signal.of("x", List.of(), (h, d) -> {}));
    }

    /** Every customer, month and day one by one. */
    @Property(tries = 60)
    void isTheDefinition(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Row> starts = new ArrayList<>();
        List<Row> signals = new ArrayList<>();
        Map<Long, LocalDate[]> spells = new java.util.HashMap<>();
        for (long customer = 0; customer < 12; customer++) {
            LocalDate start = FIRST.plusDays(random.nextInt(200));
            LocalDate end = random.nextBoolean() ? start.plusDays(random.nextInt(150)) : null;
            starts.add(new Row(customer, start, "started"));
            if (end != null) {
                starts.add(new Row(customer, end, "ended"));
            }
            spells.put(customer, new LocalDate[] {start, end});
            for (int i = random.nextInt(4); i > 0; i--) {
                signals.add(new Row(customer, FIRST.plusDays(random.nextInt(340)), "complaint"));
            }
        }
        int within = 1 + random.nextInt(70);
        LaterLossTable<Long> table = method().within(within).byTenure(40, 80).of(store(starts, signals));
        for (LaterLossTable<Long>.InPeriod in : table.periods()) {
            LocalDate from = in.period().firstDay();
            LocalDate to = in.period().plus(1).firstDay();
            Map<Item, TreeSet<Long>> expected = new EnumMap<>(Item.class);
            for (Item item : Item.values()) {
                expected.put(item, new TreeSet<>());
            }
            spells.forEach((customer, spell) -> {
                boolean ended = spell[1] != null && !spell[1].isAfter(AS_OF);
                if (spell[0].isBefore(from) && !(ended && spell[1].isBefore(from))) {
                    boolean exposed = signals.stream()
                            .anyMatch(row -> row.customer() == customer
                                    && row.day().isBefore(from)
                                    && !row.day().isBefore(from.minusDays(within)));
                    expected.get(exposed ? Item.EXPOSED : Item.OTHERS).add(customer);
                    if (ended && spell[1].isBefore(to)) {
                        expected.get(exposed ? Item.EXPOSED_LOST : Item.OTHERS_LOST)
                                .add(customer);
                    }
                }
            });
            expected.forEach((item, customers) ->
                    assertThat(in.members(item)).as("%s %s", in.period(), item).containsExactlyElementsOf(customers));
        }
    }

    /** Complaints double the risk in the month after; what a customer's tenure does to it is out of the ratio. */
    @Test
    void aPlantedEffectIsFound() {
        SplittableRandom random = new SplittableRandom(20240607);
        List<Row> rows = new ArrayList<>();
        List<Row> complaints = new ArrayList<>();
        for (long customer = 0; customer < 20_000; customer++) {
            LocalDate start = FIRST.plusDays(random.nextInt(28));
            rows.add(new Row(customer, start, "started"));
            for (int month = 2; month <= 11; month++) {
                LocalDate first = LocalDate.of(2024, month, 1);
                boolean complained = random.nextInt(4) == 0;
                if (complained) {
                    complaints.add(new Row(customer, first.minusDays(1 + random.nextInt(20)), "complaint"));
                }
                if (random.nextDouble() < (complained ? 0.10 : 0.05)) {
                    rows.add(new Row(customer, first.plusDays(random.nextInt(28)), "ended"));
                    break;
                }
            }
        }
        StratifiedComparison overall =
                method().within(28).of(store(rows, complaints)).overall().orElseThrow();
        assertThat(overall.ratio().orElseThrow()).isCloseTo(2, within(0.1));
        assertThat(overall.ratioInterval(0.99).contains(2)).isTrue();
        assertThat(overall.difference()).isCloseTo(0.05, within(0.005));
    }
}
