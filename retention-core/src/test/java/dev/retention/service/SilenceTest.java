package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** That nothing happens, or less than before. */
class SilenceTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final LocalDate AS_OF = LocalDate.of(2024, 6, 30);

    private record Row(long customer, LocalDate day, String code) {}

    private static Row row(int day, String code) {
        return new Row(1, FIRST.plusDays(day), code);
    }

    private static HistoryStore<Long> store(List<Row> contracts, List<Row> contacts) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .from(contracts)
                .named("contracts")
                .and(HistoryStore.ofDates(Row::customer, Row::day)
                        .codes(Row::code)
                        .from(contacts)
                        .named("contacts"));
    }

    /** Days after the first day. */
    private static List<Long> days(Signal signal, HistoryStore<Long> store) {
        return days(signal, store, AS_OF);
    }

    private static List<Long> days(Signal signal, HistoryStore<Long> store, LocalDate asOf) {
        return Sweep.over(store).look(1L, Timeline.monthly(asOf).from(FIRST), history -> {
            List<Long> days = new ArrayList<>();
            signal.forEachDay(history, day -> days.add(day - FIRST.toEpochDay()));
            return List.copyOf(days);
        });
    }

    private final HistoryStore<Long> store = store(
            List.of(row(0, "started"), row(100, "started")),
            List.of(row(10, "call"), row(15, "mail"), row(40, "call"), row(71, "call"), row(150, "mail")));

    @Test
    void comesOnceWhenTheDaysRunOut() {
        // 40 + 30 = 70, and the call of day 71 is too late; after day 150 they run out on 180, the as-of day being 181.
        assertThat(days(Silence.of("contacts", 30), store)).containsExactly(70L, 101L, 180L);
        assertThat(days(Silence.of("contacts", 31), store)).containsExactly(102L, 181L);
        assertThat(days(Silence.of("contacts", 32), store)).containsExactly(103L);
        assertThat(days(Silence.of("contacts", 30, "call"), store)).containsExactly(70L, 101L);
        assertThat(days(Silence.of("contacts", 30, "call", "mail"), store))
                .isEqualTo(days(Silence.of("contacts", 30), store));
        assertThat(days(Silence.of("contacts", 30), store, FIRST.plusDays(100))).containsExactly(70L);
    }

    @Test
    void whoNeverHadAnEventIsSilentFromTheArrival() {
        HistoryStore<Long> none = store(List.of(row(0, "started")), List.of());
        assertThat(days(Silence.of("contacts", 60), none)).isEmpty();
        assertThat(days(Silence.of("contacts", 60).since("contracts", "started"), none))
                .containsExactly(60L);
        assertThat(days(Silence.of("contacts", 30, "call").since("contracts", "started", "ended"), store))
                .containsExactly(70L, 130L);
    }

    @Test
    void inWhateverOrderItIsToldItIsOneSignal() {
        Silence silence = Silence.of("contacts", 30, "call", "mail");
        assertThat(silence.since("b", "y").since("a", "x").since("b", "x", "y"))
                .hasToString(Silence.of("contacts", 30, "mail", "call", "mail")
                        .since("a", "x")
                        .since("b", "x", "y")
                        .definition());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Silence.of("", 5))
                .withMessage("track () must not be empty");
        assertThatIllegalArgumentException().isThrownBy(() -> Silence.of("contacts", 5, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> silence.since("", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> silence.since("a", "x", ""));
    }

    @Test
    void wordsAndWarnings() {
        Silence silence = Silence.of("contacts", 30, "call").since("contracts", "started");
        assertThat(silence).hasToString("no \"call\" on contacts for 30 days or since \"started\" on contracts");
        assertThat(silence.tracks()).containsExactly("contacts", "contracts");
        assertThat(silence.warnings(store)).isEmpty();
        assertThat(Silence.of("contacts", 30, "cal").since("contracts", "strat").warnings(store))
                .hasSize(2);
        assertThat(Silence.of("contacts", 30).definition()).isEqualTo("no event on contacts for 30 days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Silence.of("contacts", 0))
                .withMessage("days (0) must be at least 1");
        assertThat(Falling.of("contacts", 30, "call").to(70).from(5))
                .hasToString("\"call\" on contacts in 30 days at most 70 % of those in the 30 days before, at least 5");
        assertThat(Falling.of("contacts", 30, "cal").warnings(store)).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> Falling.of("contacts", 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Falling.of("contacts", 9).to(100))
                .withMessage("percent (100) must be from 0 to 99");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Falling.of("contacts", 9).from(0));
    }

    @Test
    void fallsOnTheFirstDayOfEachRun() {
        // Calls on days 0, 3, 6, 9 and 12.
        HistoryStore<Long> calls = store(
                List.of(), List.of(row(0, "call"), row(3, "call"), row(6, "call"), row(9, "call"), row(12, "call")));
        // Of 10 days to day 16: 9 and 12 against 0, 3 and 6; to day 19: 12 against 0, 3, 6 and 9.
        assertThat(days(Falling.of("contacts", 10), calls)).containsExactly(19L);
        assertThat(days(Falling.of("contacts", 10).to(70), calls)).containsExactly(16L);
        assertThat(days(Falling.of("contacts", 10).from(5), calls)).isEmpty();
        assertThat(days(Falling.of("contacts", 10), calls, FIRST.plusDays(18))).isEmpty();
    }

    /** The loss of orders without a contract is a silence, so that such a silence tells nothing of it. */
    @Property(tries = 100)
    void aSilenceOfTheGapIsTheLossByOrders(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int gap = 1 + random.nextInt(40);
        HistoryStore<Long> orders = store(randomRows(random), List.of(row(0, "call")));
        List<Long> losses = Sweep.over(orders).look(1L, Timeline.monthly(AS_OF).from(FIRST), history -> {
            List<Long> days = new ArrayList<>();
            Spells.ofOrders(gap).forEach(history, (start, end, ended) -> {
                if (ended) {
                    days.add(end - FIRST.toEpochDay());
                }
            });
            return List.copyOf(days);
        });
        assertThat(days(Silence.of("contracts", gap), orders)).isEqualTo(losses);
    }

    private static List<Row> randomRows(SplittableRandom random) {
        return LongStream.range(0, 1 + random.nextInt(12))
                .mapToObj(i -> row(random.nextInt(190), "order"))
                .toList();
    }

    /** Day by day. */
    @Property(tries = 100)
    void fallingIsTheDefinition(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 1 + random.nextInt(40);
        int percent = random.nextInt(100);
        int least = 1 + random.nextInt(4);
        List<Row> rows = randomRows(random);
        TreeSet<Long> expected = new TreeSet<>();
        boolean was = false;
        for (long day = 0; day <= AS_OF.toEpochDay() - FIRST.toEpochDay(); day++) {
            long now = between(rows, day - n + 1, day);
            long before = between(rows, day - 2L * n + 1, day - n);
            boolean is = before >= least && now * 100 <= before * percent;
            if (is && !was) {
                expected.add(day);
            }
            was = is;
        }
        assertThat(days(Falling.of("contracts", n).to(percent).from(least), store(rows, List.of(row(0, "call")))))
                .containsExactlyElementsOf(expected);
    }

    private static long between(List<Row> rows, long from, long to) {
        return rows.stream()
                .mapToLong(row -> row.day.toEpochDay() - FIRST.toEpochDay())
                .filter(day -> day >= from && day <= to)
                .count();
    }
}
