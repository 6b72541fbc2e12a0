package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.history.Event;
import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A history that was kept beyond the walk that showed it fails when it is touched, whatever the walk was for. */
class KeptHistoryTest {
    private static final ConcurrentLinkedQueue<History> KEPT = new ConcurrentLinkedQueue<>();
    private static final LocalDate DAY = LocalDate.of(2023, 2, 1);
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2023, 12, 31)).from(LocalDate.of(2023, 1, 1));
    private static final Rule<String> RULE = Rule.of("keeps", MONTHS, Cells.of(List.of("all")), (history, sink) -> {
        KEPT.add(history);
        sink.add(0);
    });
    private static final Measure MEASURE = Measure.of("keeps", MONTHS, (history, sink) -> {
        KEPT.add(history);
        sink.set(history.size());
    });

    private static HistoryStore<Long> store(int customers) {
        return HistoryStore.ofDates(EventRow::customer, EventRow::day)
                .amounts(EventRow::amount, EventLog.USD)
                .from(IntStream.range(0, customers)
                        .mapToObj(i -> new EventRow(i, DAY.plusDays(i), 100, "order", 0))
                        .toList());
    }

    @AfterEach
    void forget() {
        KEPT.clear();
    }

    // What the constants hold is immutable and cannot say so.
    @SuppressWarnings("ImmutableEnumChecker")
    enum Door {
        COUNT((store, threads) -> Sweep.over(store).threads(threads).count(RULE)),
        COUNT_FILTERED((store, threads) -> Sweep.over(store)
                .threads(threads)
                .count(RULE.counting(EventFilter.ALL.with(EventFilter.Refunds.LEAVE_OUT)))),
        COUNT_ALL((store, threads) -> Sweep.over(store).threads(threads).countAll(List.of(RULE, RULE))),
        COUNT_BY((store, threads) -> Sweep.over(store)
                .threads(threads)
                .countBy(RULE, List.of(Grouping.of("parity", key -> "" + key), Grouping.of("one", key -> "one")))),
        MEMBERS((store, threads) ->
                Sweep.over(store).threads(threads).count(RULE).members("all")),
        EXPLAIN((store, threads) -> Sweep.over(store).count(RULE).explain(1L)),
        MEASURE((store, threads) -> Sweep.over(store).threads(threads).measure(KeptHistoryTest.MEASURE)),
        BY_MEASURE((store, threads) -> Sweep.over(store)
                .threads(threads)
                .count(Rule.of("plain", MONTHS, Cells.of(List.of("all")), (history, sink) -> {
                            sink.anchoredOn(history.epochDay(0));
                            sink.add(0);
                        })
                        .by(Grouping.ofMeasure(KeptHistoryTest.MEASURE, Grouping.Reading.AT_ANCHOR, 1)))),
        COLLECT((store, threads) -> Sweep.over(store)
                .threads(threads)
                .collect(MONTHS, Collectors.mapping(history -> KEPT.add(history), Collectors.counting()))),
        LOOK((store, threads) -> Sweep.over(store).look(1L, MONTHS, history -> KEPT.add(history))),
        RESTATE((store, threads) -> Restatement.of(RULE, store, KeptHistoryTest.store(3))),
        RESTATE_MEASURE(
                (store, threads) -> Restatement.changes(KeptHistoryTest.MEASURE, store, KeptHistoryTest.store(3))),
        LIVE((store, threads) -> {
            Live<Long> live = Live.from(store);
            Live<Long>.Table<String> table = live.track(RULE);
            table.members("all");
            table.explain(1L);
            live.add(1L, Event.on(DAY).worth(BigDecimal.ONE));
        });

        private final BiConsumer<HistoryStore<Long>, Integer> door;

        Door(BiConsumer<HistoryStore<Long>, Integer> door) {
            this.door = door;
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsWhenItIsTouched(Door door) {
        for (int threads : new int[] {1, 2}) {
            door.door.accept(store(9), threads);
            assertThat(KEPT).isNotEmpty();
            for (History history : KEPT) {
                assertThatIllegalStateException()
                        .as("%s on %s threads", door, threads)
                        .isThrownBy(history::size)
                        .withMessageContaining("keep copy() of a history");
            }
            KEPT.clear();
        }
    }

    @Test
    void itsCopyLasts() {
        History copy = Sweep.over(store(3)).look(1L, MONTHS, History::copy);
        assertThat(copy).hasToString("2023-02-02 100");
    }

    @Test
    void aWalkThatFailsEndsItToo() {
        Rule<String> failing = Rule.of("fails", MONTHS, Cells.of(List.of("all")), (history, sink) -> {
            KEPT.add(history);
            throw new IllegalStateException("odd");
        });
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> Sweep.over(store(3)).count(failing));
        assertThatIllegalStateException().isThrownBy(KEPT.element()::size);
    }
}
