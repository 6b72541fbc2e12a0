package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.service.Journeys.Counting;
import dev.retention.service.Journeys.Item;
import dev.retention.survival.LifeTable;
import dev.retention.survival.Tenure;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class JourneysTest {
    private static final List<String> STAGES = List.of("signed", "onboarded", "live");
    private static final LocalDate AS_OF = LocalDate.of(2024, 3, 31);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF).from(LocalDate.of(2024, 1, 1));

    private record Row(long customer, LocalDate day, String stage) {}

    private static Row row(long customer, String day, String stage) {
        return new Row(customer, LocalDate.parse(day), stage);
    }

    private static Journey<Row, Long> reader() {
        return Journey.reader(Row::customer, Row::day, Row::stage, STAGES);
    }

    private static Journeys journeys(Timeline timeline) {
        return Journeys.over(timeline).stages("signed", "onboarded", "live");
    }

    private final HistoryStore<Long> store = reader().from(List.of(
            row(1, "2024-01-05", "signed"),
            row(1, "2024-01-15", "onboarded"),
            row(1, "2024-02-20", "live"),
            row(2, "2024-01-10", "signed"),
            row(2, "2024-01-20", "left"),
            row(3, "2024-01-12", "signed"),
            row(3, "2024-01-30", "live"),
            row(4, "2024-01-31", "signed"),
            row(5, "2024-03-01", "signed"),
            row(5, "2024-03-31", "onboarded")));

    @Test
    void aLaterStageImpliesTheOnesBeforeUnlessStagesAreCountedStrictly() {
        JourneyTable<Long>.Cohort january = journeys(MONTHS).of(store).inPeriod("2024-01");
        assertThat(january).hasToString("2024-01: signed 4 → onboarded 2 → live 2: 50.0 %");
        assertThat(january.members("signed", Item.LOST)).containsExactly(2L);
        assertThat(january.members("signed", Item.STILL_IN)).containsExactly(4L);
        assertThat(january.members("live", Item.STILL_IN)).containsExactly(1L, 3L);
        JourneyTable<Long>.Cohort strict =
                journeys(MONTHS).counting(Counting.STRICT).of(store).inPeriod("2024-01");
        assertThat(strict.members("signed", Item.SKIPPED)).containsExactly(3L);
        assertThat(strict.rates().steps().get(0)).isEqualTo(new StageRates.Step("signed", 4, 1, 1));
    }

    @Test
    void whoDoesNotPassWithinTheDaysIsLostOnceTheyAreOver() {
        JourneyTable<Long> table = journeys(MONTHS).within(30).of(store);
        assertThat(table.inPeriod("2024-01").members("signed", Item.LOST)).containsExactly(2L, 4L);
        // From 15 January to 20 February it took customer 1 more than 30 days.
        assertThat(table.inPeriod("2024-01").members("onboarded", Item.LOST)).containsExactly(1L);
        assertThat(table.inPeriod("2024-01").state("signed", Item.LOST)).isEqualTo(CellState.OBSERVED);
        assertThat(table.inPeriod("2024-03").state("signed", Item.LOST)).isEqualTo(CellState.PARTIAL);
        assertThat(table.inPeriod("2024-03").state("signed", Item.ENTERED)).isEqualTo(CellState.OBSERVED);
        assertThat(table.inPeriod("2024-01").state("live", Item.ENTERED)).isEqualTo(CellState.OBSERVED);
        assertThat(table.inPeriod("2024-02").state("live", Item.ENTERED)).isEqualTo(CellState.PARTIAL);
        assertThat(table.inPeriod("2024-03").members("onboarded", Item.STILL_IN))
                .containsExactly(5L);
        JourneyTable<Long> open = journeys(MONTHS).of(store);
        assertThat(open.inPeriod("2024-01").state("onboarded", Item.ENTERED)).isEqualTo(CellState.PARTIAL);
        assertThat(open.inPeriod("2024-01").state("signed", Item.ENTERED)).isEqualTo(CellState.OBSERVED);
    }

    @Test
    void daysBetweenStagesCensorWhoIsStillInAndWhoLeft() {
        LifeTable days = journeys(MONTHS).days("signed", "onboarded", Sweep.over(store));
        assertThat(days)
                .isEqualTo(LifeTable.of(List.of(
                        Tenure.ended(10),
                        Tenure.censored(10),
                        Tenure.ended(18),
                        Tenure.censored(60),
                        Tenure.ended(30))));
        LifeTable strict = journeys(MONTHS).counting(Counting.STRICT).days("signed", "onboarded", Sweep.over(store));
        assertThat(strict.totalEnded()).isEqualTo(2);
        Grouping parity = Grouping.of("parity", (Long customer) -> customer % 2 == 0 ? "even" : "odd");
        var byGroup = journeys(MONTHS).days("signed", "live", parity, Sweep.over(store));
        assertThat(byGroup.inGroup("even").totalCensored()).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> journeys(MONTHS).days("live", "signed", Sweep.over(store)))
                .withMessage("to (signed) must be a stage of [signed, onboarded, live] after live");
    }

    @Test
    void groupsAndAllCohortsAddUpAndSomeStagesMayBeNamed() {
        JourneyTable<Long> table = journeys(MONTHS).of(store);
        assertThat(table.all().customers("signed", Item.ENTERED)).isEqualTo(5);
        assertThat(table.all().members("onboarded", Item.ENTERED)).containsExactly(1L, 3L, 5L);
        assertThat(table.all()).hasToString("2024-01 to 2024-03: signed 5 → onboarded 3 → live 2: 40.0 %");
        Grouping parity = Grouping.of("parity", (Long customer) -> customer % 2 == 0 ? "even" : "odd");
        assertThat(table.by(parity).inGroup("odd").all().customers("signed", Item.ENTERED))
                .isEqualTo(3);
        JourneyTable<Long> two = Journeys.over(MONTHS).stages("signed", "live").of(store);
        assertThat(two.inPeriod("2024-01").rates()).hasToString("signed 4 → live 2: 50.0 %");
        assertThat(journeys(MONTHS).of(table.counted().tally()).all().rates())
                .hasToString(table.all().rates().toString());
    }

    @Test
    void aStageThatGoesBackIsRefusedWithRowAndCustomer() {
        List<Row> back = List.of(row(1, "2024-01-05", "live"), row(1, "2024-01-06", "signed"));
        assertThatThrownBy(() -> reader().from(back))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageContaining("row 2")
                .hasMessageContaining(
                        "stage (signed) of customer (1) on 2024-01-06 must come after live, where the customer was"
                                + " before");
        assertThat(reader().lenient().from(back).events()).isEqualTo(1);
        assertThatThrownBy(() -> reader().from(List.of(row(1, "2024-01-05", "live"), row(1, "2024-01-05", "live"))))
                .hasMessageContaining("must come after live");
        assertThatThrownBy(() -> reader().from(List.of(row(1, "2024-01-05", "left"), row(1, "2024-01-06", "live"))))
                .hasMessageContaining("must come after left");
        assertThatThrownBy(() -> reader().from(List.of(row(1, "2024-01-05", "lost"))))
                .hasMessageContaining("stage (lost) of customer (1) must be one of [signed, onboarded, live] or left");
        assertThat(reader().lenient())
                .hasToString("stages of a journey [signed, onboarded, live], a row each, lenient");
    }

    @Test
    void aMethodWithoutStagesCountsNothing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Journeys.over(MONTHS).of(store))
                .withMessage("call stages(…) first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Journeys.over(MONTHS).stages("signed"))
                .withMessage("stages ([signed]) must be at least two");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> journeys(MONTHS).of(store).all().customers("lost", Item.ENTERED))
                .withMessage("stage (lost) must be one of [signed, onboarded, live]");
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 6),
                        Arbitraries.integers().between(0, 150),
                        Arbitraries.of("signed", "signed", "onboarded", "live", "left"))
                .as((customer, day, stage) ->
                        new Row(customer, LocalDate.of(2024, 1, 1).plusDays(day), stage))
                .list()
                .ofMaxSize(24);
    }

    @Property(tries = 150)
    void whoEnteredAStagePassedIsLostSkippedTheNextOrIsStillIn(
            @ForAll("rows") List<Row> rows,
            @ForAll @IntRange(min = 0, max = 170) int asOf,
            @ForAll @IntRange(min = 0, max = 40) int within,
            @ForAll Counting counting) {
        LocalDate end = LocalDate.of(2024, 1, 1).plusDays(asOf);
        HistoryStore<Long> read = reader().lenient().from(rows);
        Journeys method =
                journeys(Timeline.monthly(end).from(LocalDate.of(2024, 1, 1))).counting(counting);
        Journeys limited = within == 0 ? method : method.within(within);
        JourneyTable<Long> table = limited.of(read);
        Map<String, Long> naive = new TreeMap<>();
        accepted(rows).forEach((customer, days) -> follow(days, end, within, counting, naive));
        for (int i = 0; i < STAGES.size(); i++) {
            String stage = STAGES.get(i);
            for (Item item : Item.values()) {
                assertThat(table.all().customers(stage, item))
                        .as("%s %s of %s", stage, item, rows)
                        .isEqualTo(naive.getOrDefault(stage + " " + item, 0L));
            }
            if (i > 0) {
                assertThat(table.all().customers(stage, Item.ENTERED))
                        .isEqualTo(table.all().customers(STAGES.get(i - 1), Item.PASSED));
            }
        }
        assertThat(table.all().rates().steps()).hasSize(2);
    }

    /** The day of each stage of each customer, and of leaving, without rows that go back. */
    private static Map<Long, Map<String, LocalDate>> accepted(List<Row> rows) {
        List<String> order = new ArrayList<>(STAGES);
        order.add("left");
        Map<Long, List<Row>> byCustomer = rows.stream().collect(Collectors.groupingBy(Row::customer));
        Map<Long, Map<String, LocalDate>> accepted = new TreeMap<>();
        byCustomer.forEach((customer, own) -> {
            own.sort(java.util.Comparator.comparing(Row::day).thenComparing(row -> order.indexOf(row.stage())));
            Map<String, LocalDate> days = new TreeMap<>();
            int reached = -1;
            for (Row row : own) {
                if (order.indexOf(row.stage()) > reached) {
                    reached = order.indexOf(row.stage());
                    days.put(row.stage(), row.day());
                }
            }
            accepted.put(customer, days);
        });
        return accepted;
    }

    private static void follow(
            Map<String, LocalDate> all, LocalDate end, int within, Counting counting, Map<String, Long> counts) {
        Map<String, LocalDate> days = new TreeMap<>(all);
        days.values().removeIf(day -> day.isAfter(end));
        boolean left = days.remove("left") != null;
        if (counting == Counting.REACHED && !days.isEmpty()) {
            for (int i = 1; i >= 0; i--) {
                LocalDate next = days.get(STAGES.get(i + 1));
                if (next != null) {
                    days.putIfAbsent(STAGES.get(i), next);
                }
            }
        }
        if (!days.containsKey("signed")) {
            return;
        }
        for (int i = 0; i < 3; i++) {
            LocalDate entered = days.get(STAGES.get(i));
            LocalDate limit = within == 0 || i == 2 ? LocalDate.MAX : entered.plusDays(within);
            List<LocalDate> later = i == 2
                    ? Collections.emptyList()
                    : STAGES.subList(i + 1, 3).stream()
                            .map(stage -> days.getOrDefault(stage, LocalDate.MAX))
                            .map(day -> day.isAfter(limit) ? LocalDate.MAX : day)
                            .toList();
            counts.merge(STAGES.get(i) + " entered", 1L, Long::sum);
            String what;
            if (!later.isEmpty() && !later.get(0).equals(LocalDate.MAX)) {
                what = "passed";
            } else if (later.stream().anyMatch(day -> !day.equals(LocalDate.MAX))) {
                what = "skipped";
            } else {
                what = left || !limit.isAfter(end) ? "lost" : "still in";
            }
            counts.merge(STAGES.get(i) + " " + what, 1L, Long::sum);
            if (!what.equals("passed")) {
                return;
            }
        }
    }

    @Test
    void aStageThatNobodyIsInIsWarnedOf() {
        JourneyTable<Long> table =
                Journeys.over(MONTHS).stages("signed", "onbaorded").of(store);
        assertThat(table.warnings())
                .containsExactly("no event has the code onbaorded: there are [left, live, onboarded, signed]");
        assertThat(table).asString().endsWith("; " + table.warnings().get(0));
        assertThat(journeys(MONTHS).of(store).warnings()).isEmpty();
        assertThat(journeys(MONTHS)
                        .of(store)
                        .by(Grouping.of("who", (Long customer) -> "all"))
                        .inGroup("all")
                        .warnings())
                .isEmpty();
        assertThat(Journeys.over(MONTHS)
                        .stages("signed", "onbaorded")
                        .<Long>of(table.counted().tally())
                        .warnings())
                .isEmpty();
    }
}
