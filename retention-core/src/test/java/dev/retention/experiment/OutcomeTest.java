package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.MovementCell;
import dev.retention.movement.MovementKind;
import dev.retention.movement.Spells;
import dev.retention.rule.Measure;
import dev.retention.rule.Rule;
import dev.retention.rule.RuleException;
import dev.retention.testkit.Travelled;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Outcomes by hand, at their edges and doors. */
class OutcomeTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final LocalDate DAY = LocalDate.of(2024, 3, 10);
    private static final LocalDate END = LocalDate.of(2024, 6, 30);
    private static final Timeline MONTHS = Timeline.monthly(END);
    private static final Spells CONTRACTS = Spells.between("started", "ended");

    private record Row(long customer, LocalDate day, String code, String amount) {}

    /** So many days after the exposure. */
    private static Row row(long customer, int days, String code, String amount) {
        return new Row(customer, DAY.plusDays(days), code, amount);
    }

    private static HistoryStore<Long> orders(Row... rows) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .amounts(row -> new BigDecimal(row.amount()), EUR)
                .from(List.of(rows))
                .named("orders");
    }

    /** All exposed to one arm on one day. */
    private static HistoryStore<Long> exposed(HistoryStore<Long> store, long... customers) {
        return store.and(Exposure.store(Arrays.stream(customers)
                .mapToObj(customer -> new Exposure<>(customer, "offer", DAY))
                .toList()));
    }

    private static ExperimentTable<Long> table(HistoryStore<Long> store, Outcome outcome) {
        return Experiment.over(MONTHS, "holdout", "offer").outcome(outcome).of(store);
    }

    private static List<Long> in(HistoryStore<Long> store, Outcome outcome, Item item) {
        return List.copyOf(table(store, outcome).members("offer", outcome.name(), item));
    }

    private static long sum(HistoryStore<Long> store, Outcome outcome) {
        return table(store, outcome).sums.amount("offer", outcome.name(), Item.COUNTED);
    }

    @Test
    void theWindowBeginsWithTheDayOfExposureAndEndsBeforeItsLength() {
        HistoryStore<Long> store = exposed(
                orders(
                        row(1, -1, "order", "1"), // the day before
                        row(2, 0, "order", "2"), // the day itself
                        row(3, 29, "order", "4"), // the last day
                        row(4, 30, "order", "8")), // the day after it
                1,
                2,
                3,
                4,
                5); // without any order
        assertThat(in(store, Outcome.ordered(30), Item.YES)).containsExactly(2L, 3L);
        assertThat(in(store, Outcome.ordered(30), Item.COUNTED)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(sum(store, Outcome.spend(30))).isEqualTo(6_00);
        assertThat(in(store, Outcome.active(29, 31), Item.YES)).containsExactly(3L, 4L);
        assertThat(in(store, Outcome.retained(1, 30), Item.YES)).containsExactly(4L);
        assertThat(table(store, Outcome.ordered(30).againstPast(1))
                        .counted()
                        .count(new ExperimentCell("offer", "ordered within 30 days", Item.BESIDE)))
                .isEqualTo(1);
    }

    @Test
    void aCustomerIsMatureOnTheLastDayOfTheWindow() {
        HistoryStore<Long> store = exposed(orders(row(1, 0, "order", "1")), 1);
        int known = (int) (END.toEpochDay() - DAY.toEpochDay()) + 1;
        assertThat(in(store, Outcome.ordered(known), Item.COUNTED)).containsExactly(1L);
        assertThat(in(store, Outcome.ordered(known + 1), Item.NOT_MATURE)).containsExactly(1L);
        assertThat(in(store, Outcome.active(0, known + 1), Item.NOT_MATURE)).containsExactly(1L);
    }

    @Test
    void refundsLowerWhatIsSpentAsTheFilterSays() {
        HistoryStore<Long> store = exposed(
                orders(
                        row(1, -5, "order", "100"),
                        row(1, 1, "refund", "-40"), // of the order before the exposure
                        row(1, 3, "order", "70"),
                        row(1, 5, "refund", "-20"),
                        row(1, 40, "refund", "-50")), // after the window
                1);
        assertThat(sum(store, Outcome.spend(30))).isEqualTo(10_00);
        Outcome net = Outcome.spend(30).counting(EventFilter.of("order").refundedBy("refund"));
        assertThat(sum(store, net)).isEqualTo(50_00);
        assertThat(table(store, net.againstPast()).sums.amount("offer", net.name(), Item.BESIDE))
                .isEqualTo(100_00);
        assertThat(sum(store, Outcome.orders(30).counting(EventFilter.of("order"))))
                .isEqualTo(1);
        assertThat(sum(store, Outcome.spendPerOrder(30).counting(EventFilter.of("order"))))
                .isEqualTo(70_00);
    }

    /** Whatever was looked for before, of other days known or another customer. */
    @Test
    void theEventsOfAWindowAreThoseOfTheHistoryThatIsGiven() {
        HistoryStore<Long> store = exposed(
                orders(
                        row(1, -5, "order", "1"),
                        row(1, -3, "order", "1"),
                        row(1, 3, "order", "1"),
                        row(1, 10, "order", "1"),
                        row(2, 40, "order", "1")),
                1,
                2);
        Outcome known = Outcome.mean("known before, after five days, and in all", 30, (history, window) -> {
            long before = window.endEvent(history.asOf(window.from() - 1));
            long later = window.endEvent(history.asOf(window.from() + 5));
            window.set(before + 100 * later + 10_000L * window.endEvent(history));
        });
        assertThat(sum(store, known)).isEqualTo(4_03_02);
    }

    @Test
    void lossesAreOfThoseWhoWereLiveAtTheStartOfTheDay() {
        HistoryStore<Long> store = exposed(
                orders(
                        row(1, -90, "started", "10"), // stays
                        row(2, -90, "started", "10"), // lost on the very day
                        row(2, 0, "ended", "-10"),
                        row(3, -90, "started", "10"), // lost on the last day of the window
                        row(3, 29, "ended", "-10"),
                        row(4, -90, "started", "10"), // lost after it
                        row(4, 30, "ended", "-10"),
                        row(5, -90, "started", "10"), // lost before, back on the last day
                        row(5, -1, "ended", "-10"),
                        row(5, 29, "started", "10"),
                        row(6, -90, "started", "10"), // lost before, back after it
                        row(6, -30, "ended", "-10"),
                        row(6, 30, "started", "10"),
                        row(7, 0, "started", "10")), // comes on the very day
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                8);
        Outcome lost = Outcome.lost(CONTRACTS, 30);
        assertThat(lost.isLowerBetter()).isTrue();
        assertThat(in(store, lost, Item.COUNTED)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(in(store, lost, Item.YES)).containsExactly(2L, 3L);
        assertThat(in(store, lost, Item.WITHOUT)).containsExactly(5L, 6L, 7L, 8L);
        Outcome back = Outcome.reactivated(CONTRACTS, 30);
        assertThat(in(store, back, Item.COUNTED)).containsExactly(5L, 6L);
        assertThat(in(store, back, Item.YES)).containsExactly(5L);
    }

    @Test
    void recurringValueIsThatAtTheEndOfTheWindow() {
        HistoryStore<Long> store = exposed(
                orders(
                        row(1, -60, "started", "100"),
                        row(1, 10, "changed", "-30"), // contraction within
                        row(1, 30, "changed", "500"), // after the window
                        row(2, -60, "started", "40"),
                        row(2, 29, "ended", "-40"), // lost on the last day
                        row(3, 0, "started", "25")), // won on the day of exposure
                1,
                2,
                3,
                4);
        Outcome value = Outcome.recurringValue(30);
        assertThat(in(store, value, Item.COUNTED)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(sum(store, value)).isEqualTo(95_00);
        assertThat(table(store, value.againstPast()).sums.amount("offer", value.name(), Item.BESIDE))
                .isEqualTo(140_00);
        Outcome retained = Outcome.valueRetained(30);
        ExperimentTable<Long> table = table(store, retained);
        assertThat(in(store, retained, Item.COUNTED)).containsExactly(1L, 2L);
        assertThat(table.sums.amount("offer", retained.name(), Item.COUNTED)).isEqualTo(70_00);
        assertThat(table.sums.amount("offer", retained.name(), Item.BESIDE)).isEqualTo(140_00);
    }

    @Test
    void aRecurringValueBelowZeroIsRefused() {
        HistoryStore<Long> store = exposed(orders(row(1, -60, "started", "100"), row(1, 3, "ended", "-130")), 1);
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> table(store, Outcome.recurringValue(30)))
                .withMessageContaining("2024-03-13")
                .withMessageContaining("a change is missing");
    }

    @Test
    void complaintsAreEventsOfTheirOwnTrack() {
        HistoryStore<Long> tickets = HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .from(List.of(row(1, 3, "complaint", "0"), row(1, 4, "question", "0"), row(2, 5, "question", "0")))
                .named("tickets");
        HistoryStore<Long> store = exposed(orders(row(1, 0, "order", "1")).and(tickets), 1, 2, 3);
        Outcome complained = Outcome.ordered(30)
                .on("tickets")
                .counting(EventFilter.of("complaint"))
                .named("complained")
                .lowerIsBetter();
        assertThat(in(store, complained, Item.YES)).containsExactly(1L);
        assertThat(sum(store, Outcome.orders(30).on("tickets"))).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(store, Outcome.spend(30).on("tickets")))
                .withMessageContaining("must have amounts for outcome (spend within 30 days)");
    }

    @Test
    void daysAreThoseOfTheZone() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        // Clocks are put forward on 2024-03-31: its days have 23 hours.
        List<Instant> times = List.of(
                Instant.parse("2024-03-31T21:59:59Z"), // still the 31st, day 21
                Instant.parse("2024-03-31T22:00:00Z")); // the 1st of April, day 22
        HistoryStore<Integer> orders = HistoryStore.ofInstants((Integer i) -> i, times::get)
                .from(List.of(0, 1))
                .named("orders");
        HistoryStore<Integer> exposures = HistoryStore.ofInstants(
                        (Integer i) -> i, i -> DAY.atStartOfDay(berlin).toInstant())
                .codes(i -> "offer")
                .from(List.of(0, 1))
                .named(Exposure.TRACK);
        Outcome active = Outcome.active(22, 23);
        ExperimentTable<Integer> table = Experiment.over(MONTHS.inZone(berlin), "holdout", "offer")
                .outcome(active)
                .of(orders.and(exposures));
        assertThat(table.members("offer", active.name(), Item.YES)).containsExactly(1);
    }

    /** Customers who order one after the other, all exposed on a day of a zone: who does on it, and who on the day before. */
    private static void checkDay(LocalDate day, String zone, List<Integer> on, List<Integer> before, String... times) {
        ZoneId of = ZoneId.of(zone);
        List<Integer> customers =
                Stream.iterate(0, i -> i + 1).limit(times.length).toList();
        HistoryStore<Integer> orders = HistoryStore.ofInstants((Integer i) -> i, i -> Instant.parse(times[i]))
                .from(customers)
                .named("orders");
        HistoryStore<Integer> exposures = Exposure.store(
                customers.stream()
                        .map(customer -> new Exposure<>(customer, "offer", day))
                        .toList(),
                of);
        ExperimentTable<Integer> table = Experiment.over(MONTHS.inZone(of), "holdout", "offer")
                .outcome(Outcome.ordered(1).againstPast())
                .of(orders.and(exposures));
        assertThat(table.members("offer", "ordered within 1 day", Item.YES)).isEqualTo(on);
        assertThat(table.counted().members(new ExperimentCell("offer", "ordered within 1 day", Item.BESIDE)))
                .isEqualTo(before);
    }

    @Test
    void exposuresStandBesideInstants() {
        // Clocks are put forward in the night: in Berlin after the day has begun, in Beirut instead of its first hour.
        checkDay(
                LocalDate.of(2024, 3, 31),
                "Europe/Berlin",
                List.of(1, 2, 3),
                List.of(0),
                "2024-03-30T22:59:59Z",
                "2024-03-30T23:00:00Z",
                "2024-03-31T00:00:00Z",
                "2024-03-31T21:59:59Z",
                "2024-03-31T22:00:00Z");
        checkDay(
                LocalDate.of(2022, 3, 27),
                "Asia/Beirut",
                List.of(1, 2),
                List.of(0),
                "2022-03-26T21:59:59Z",
                "2022-03-26T22:00:00Z",
                "2022-03-27T20:59:59Z",
                "2022-03-27T21:00:00Z");
    }

    @Test
    void datesBesideInstantsAreToldTheWayOut() {
        HistoryStore<Integer> orders = HistoryStore.ofInstants((Integer i) -> i, i -> Instant.EPOCH)
                .from(List.of(7))
                .named("orders");
        List<Exposure<Integer>> exposures = List.of(new Exposure<>(7, "offer", DAY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> orders.and(Exposure.store(exposures)))
                .withMessage("tracks must be of one kind of time: the events of orders are instants, those of"
                        + " experiment are dates; read dates as instants, as by day.atStartOfDay(zone).toInstant()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Exposure.store(
                        List.of(new Exposure<>(7, "offer", LocalDate.of(1, 1, 1))), ZoneId.of("Europe/Berlin")))
                .withMessage("row 1: time out of range (0000-12-31T23:06:32Z)");
    }

    @Test
    void movementsOfAPeriodAreCellsOfARule() {
        HistoryStore<Long> store = exposed(
                orders(row(1, -20, "order", "10"), row(1, 30, "order", "30"), row(2, -20, "order", "10")), 1, 2, 3);
        Timeline months = MONTHS.from(LocalDate.of(2024, 1, 1));
        Rule<MovementCell> rule = CustomerMovements.over(months).rule();
        MovementCell retained = cell(rule, months, MovementKind.REACTIVATED, 3);
        MovementCell lost = cell(rule, months, MovementKind.LOST, 2);
        assertThat(in(store, Outcome.inCells(rule, List.of(retained)), Item.YES))
                .containsExactly(1L);
        assertThat(in(store, Outcome.inCells(rule, List.of(lost, retained)), Item.YES))
                .containsExactly(1L, 2L);
        assertThat(in(store, Outcome.inCells(rule, List.of(lost)), Item.COUNTED))
                .containsExactly(1L, 2L, 3L);
        assertThat(sum(store, Outcome.amountInCells(rule, List.of(retained)).inMoney()))
                .isEqualTo(30_00);
    }

    private static MovementCell cell(Rule<MovementCell> rule, Timeline months, MovementKind kind, int month) {
        return Stream.iterate(0, i -> i + 1)
                .limit(rule.cells().size())
                .map(rule.cells()::cell)
                .filter(cell -> cell.kind() == kind && months.indexOf(cell.period()) == month)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void onlyWhatKnowsAsMuchAsTheExperimentCanBeAsked() {
        Measure early = Measure.of("events", Timeline.monthly(END.minusDays(1)), (history, sink) -> sink.set(1));
        Measure abroad = Measure.of("events", MONTHS.inZone(ZoneOffset.UTC), (history, sink) -> sink.set(1));
        Experiment method = Experiment.over(MONTHS, "holdout", "offer");
        for (Measure other : List.of(early, abroad)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> method.outcome(Outcome.of(other, "events", 30)))
                    .withMessageContaining("measure (events) must know as much as the experiment");
        }
        Timeline running = Timeline.monthly(LocalDate.of(2024, 6, 12)).from(LocalDate.of(2024, 1, 1));
        Rule<MovementCell> rule = CustomerMovements.over(running).rule();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Outcome.inCells(rule, List.of(cell(rule, running, MovementKind.NEW, 5))))
                .withMessageContaining("must be OBSERVED")
                .withMessageContaining("PARTIAL");
        Outcome lost = Outcome.inCells(rule, List.of(cell(rule, running, MovementKind.LOST, 3)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.outcome(lost))
                .withMessageContaining("must know as much as the experiment");
        assertThatIllegalStateException()
                .isThrownBy(lost::againstPast)
                .withMessageContaining("cells of a rule have no past");
        assertThatIllegalStateException()
                .isThrownBy(() -> Experiment.over(running, "holdout", "offer")
                        .outcome(lost)
                        .beforehand())
                .withMessageContaining("cells of a rule have no past");
    }

    @Test
    void aMeasureReadsItsOwnTracks() {
        Measure both = Measure.of(
                        "orders and tickets",
                        MONTHS,
                        (history, sink) -> sink.set(
                                history.size() + 10L * history.track("tickets").size()))
                .on("orders", "tickets");
        HistoryStore<Long> tickets = HistoryStore.ofDates(Row::customer, Row::day)
                .from(List.of(row(2, 3, "", ""), row(1, 29, "", ""), row(1, 30, "", "")))
                .named("tickets");
        HistoryStore<Long> store = exposed(
                orders(row(1, -1, "order", "1"), row(1, 5, "order", "1")).and(tickets), 1, 2, 3);
        Outcome outcome = Outcome.of(both, "orders and tickets", 30);
        assertThat(in(store, outcome, Item.COUNTED)).containsExactly(1L, 2L);
        assertThat(in(store, outcome, Item.WITHOUT)).containsExactly(3L);
        assertThat(sum(store, outcome)).isEqualTo(12 + 10);
        assertThat(table(store, outcome.againstPast()).sums.amount("offer", outcome.name(), Item.BESIDE))
                .isEqualTo(1);
        assertThat(in(store, Outcome.growth(both, "orders and tickets", 30), Item.COUNTED))
                .containsExactly(1L);
        assertThatIllegalStateException()
                .isThrownBy(() -> outcome.on("tickets"))
                .withMessageContaining("must be on the tracks [orders, tickets] that it names itself");
        assertThatIllegalStateException()
                .isThrownBy(() -> outcome.counting(EventFilter.of("order")))
                .withMessageContaining("must say itself which events count");
    }

    @Test
    void everySettingIsPartOfTheDefinition() {
        Measure one = Measure.of("number", MONTHS, (history, sink) -> sink.set(1));
        Measure other = Measure.of("other", MONTHS, List.of("number"), (history, sink) -> sink.set(2));
        List<Outcome> all = List.of(
                Outcome.ordered(30),
                Outcome.ordered(31),
                Outcome.ordered(30).on("tickets"),
                Outcome.ordered(30).named("came"),
                Outcome.ordered(30).againstPast(),
                Outcome.ordered(30).againstPast(31),
                Outcome.ordered(30).lowerIsBetter(),
                Outcome.ordered(30).counting(EventFilter.of("order")),
                Outcome.orders(30),
                Outcome.orders(30).inMoney(),
                Outcome.spend(30),
                Outcome.mean("spend within 30 days", 30, (history, window) -> window.set(0))
                        .inMoney(),
                Outcome.mean("another", 30, (history, window) -> window.set(0)).named("spend within 30 days"),
                Outcome.share("spend within 30 days", 30, (history, window) -> window.set(0)),
                Outcome.active(0, 30),
                Outcome.active(1, 30),
                Outcome.retained(0, 30),
                Outcome.lost(CONTRACTS, 30),
                Outcome.lost(Spells.ofOrders(30), 30),
                Outcome.lost(Spells.ofOrders(30), 30).named("reactivated within 30 days"),
                Outcome.reactivated(Spells.ofOrders(30), 30),
                Outcome.recurringValue(30),
                Outcome.valueRetained(30),
                Outcome.of(one, "number", 30),
                Outcome.of(other, "number", 30),
                Outcome.growth(one, "number", 30));
        assertThat(all.stream().map(Outcome::toString)).doesNotHaveDuplicates();
        assertThat(all.stream().map(Travelled::of).map(Outcome::toString))
                .containsExactlyElementsOf(all.stream().map(Outcome::toString).toList());
        assertThat(Outcome.spend(90).againstPast())
                .hasToString(
                        "spend within 90 days (MEAN of sum of amounts on orders in 90 days, against 90 days before, money)");
    }

    private static void refused(Outcome outcome, String message) {
        HistoryStore<Long> store = exposed(orders(row(1, 0, "order", "1")), 1);
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> table(store, outcome))
                .withMessageContaining("for customer 1: " + message);
    }

    @Test
    void numbersOutOfAllMeasureAreRefused() {
        long most = (1L << 47) - 1;
        HistoryStore<Long> store = exposed(orders(row(1, 0, "order", "1")), 1);
        for (long number : new long[] {-most, most}) {
            assertThat(sum(store, Outcome.mean("large", 30, (history, window) -> window.set(number))))
                    .isEqualTo(number);
            long tooFar = number + Long.signum(number);
            String range = "(" + tooFar + ") must be from -140737488355327 to 140737488355327";
            refused(Outcome.mean("larger", 30, (history, window) -> window.set(tooFar)), "outcome " + range);
            refused(Outcome.ratio("larger", 30, (history, window) -> window.set(tooFar, 1)), "above " + range);
            refused(Outcome.ratio("larger", 30, (history, window) -> window.set(1, tooFar)), "below " + range);
            refused(
                    Outcome.mean("larger before", 30, (history, window) -> window.set(window.isPast() ? tooFar : 1))
                            .againstPast(),
                    "outcome " + range);
        }
    }

    @Test
    void aRatioTakesTwoNumbersAndAllElseOne() {
        refused(Outcome.share("two", 30, (history, window) -> window.set(1, 5)), "the outcome is no ratio");
        refused(Outcome.mean("two", 30, (history, window) -> window.set(1, 5)), "the outcome is no ratio");
        refused(Outcome.ratio("one", 30, (history, window) -> window.set(1)), "the outcome is a ratio");
        refused(
                Outcome.mean("twice", 30, (history, window) -> {
                    window.set(1);
                    window.set(1);
                }),
                "the outcome is set already");
    }

    /** Of customers with and without a number before the exposure. */
    @Test
    void aPastThatIsNotSetIsZero() {
        HistoryStore<Long> store = exposed(orders(row(1, -1, "order", "1"), row(2, -1, "order", "2")), 1, 2, 3);
        Outcome known = Outcome.mean("known", 30, (history, window) -> {
            if (!window.isPast()) {
                window.set(7);
            } else if (history.size() > 0) {
                window.set(history.amount(0));
            }
        });
        PairedSums sums = table(store, known.againstPast())
                .cuped("known")
                .orElseThrow()
                .arms()
                .get(0);
        assertThat(sums.count()).isEqualTo(3);
        assertThat(sums.beside()).isEqualTo(100);
    }

    @Test
    void longWindowsAreNamedAsNumbersAreRead() {
        assertThat(Outcome.ordered(1_000_000).name()).isEqualTo("ordered within 1,000,000 days");
        assertThat(Outcome.retained(0, 1).name()).isEqualTo("retained at age 0 of 1 day");
    }

    @Test
    void aCurveHasAnOutcomeForEachAge() {
        assertThat(Outcome.retentionCurve(7, 3).stream().map(Outcome::name))
                .containsExactly(
                        "retained at age 0 of 7 days", "retained at age 1 of 7 days", "retained at age 2 of 7 days");
        assertThat(Outcome.retentionCurve(7, 3).stream().map(Outcome::days)).containsExactly(7, 14, 21);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Outcome.retentionCurve(30, 33_334))
                .withMessageContaining("ages (33334)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Outcome.active(5, 5))
                .withMessageContaining("toDay (5)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Outcome.retained(Integer.MAX_VALUE, 30))
                .withMessageContaining("age (2147483647)");
    }

    @Test
    void codesThatNoEventHasAreTold() {
        HistoryStore<Long> store = exposed(orders(row(1, 0, "order", "1")), 1);
        Outcome odd = Outcome.lost(CONTRACTS, 30).counting(EventFilter.of("oder", "order"));
        assertThat(odd.settings().warnings(store))
                .hasSize(3)
                .anyMatch(warning -> warning.contains("oder"))
                .anyMatch(warning -> warning.contains("started"));
    }
}
