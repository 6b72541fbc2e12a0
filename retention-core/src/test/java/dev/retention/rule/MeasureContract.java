package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.history.RandomHistories;
import dev.retention.history.RandomHistories.Row;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds of every measure: a test of a measure implements this and says which it is. */
interface MeasureContract {
    /** The measure under a timeline with a first period. */
    Measure measure(Timeline timeline);

    /** A store of the events that the measure is made for. */
    default HistoryStore<Long> store(List<Row> rows) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .amounts(Row::amount, RandomHistories.USD)
                .codes(Row::code)
                .from(rows);
    }

    /** One of the rows as a live table takes it. */
    default Event event(Row row) {
        return Event.on(row.day()).worth(row.amount()).coded(row.code());
    }

    /** Adds a row where it belongs. */
    default void add(Live<Long> live, Row row) {
        live.add(row.customer(), event(row));
    }

    @Provide
    default Arbitrary<List<Row>> rows() {
        return RandomHistories.rows();
    }

    @Provide
    default Arbitrary<LocalDate> asOf() {
        return Arbitraries.integers()
                .between(20, RandomHistories.DAYS + 40)
                .map(day -> RandomHistories.FIRST_DAY.plusDays(day));
    }

    private Measure measureAt(LocalDate asOf) {
        return measure(Timeline.monthly(asOf).from(RandomHistories.FIRST_DAY));
    }

    /** All numbers by column and customer. */
    private static Map<String, Long> numbers(Measured<Long> measured) {
        Map<String, Long> numbers = new HashMap<>();
        for (Measured<Long>.Column column : measured.columns()) {
            for (int customer = 0; customer < measured.store().customers(); customer++) {
                if (column.has(customer)) {
                    numbers.put(column.name() + " of " + measured.store().customer(customer), column.at(customer));
                }
            }
        }
        return numbers;
    }

    @Property(tries = 60)
    default void neitherOrderNorThreadsNorOtherCustomersMatter(
            @ForAll("rows") List<Row> rows,
            @ForAll("asOf") LocalDate asOf,
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 4) int threads) {
        Measure measure = measureAt(asOf);
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        Map<String, Long> numbers = numbers(Sweep.over(store(rows)).measure(measure));
        assertThat(numbers(Sweep.over(store(shuffled)).threads(threads).measure(measure)))
                .isEqualTo(numbers);
        Map<String, Long> apart = new HashMap<>();
        for (int part = 0; part < 2; part++) {
            int own = part;
            List<Row> some = rows.stream()
                    .filter(row -> Math.floorMod(row.customer(), 2) == own)
                    .toList();
            apart.putAll(numbers(Sweep.over(store(some)).measure(measure)));
        }
        assertThat(apart).isEqualTo(numbers);
    }

    @Property(tries = 40)
    default void aColumnIsItsNumbers(@ForAll("rows") List<Row> rows, @ForAll("asOf") LocalDate asOf) {
        Measured<Long> measured = Sweep.over(store(rows)).measure(measureAt(asOf));
        assertThat(measured.columns()).hasSameSizeAs(measured.measure().columns());
        for (Measured<Long>.Column column : measured.columns()) {
            LongStream.Builder builder = LongStream.builder();
            for (int customer = 0; customer < measured.store().customers(); customer++) {
                if (column.has(customer)) {
                    builder.add(column.at(customer));
                }
            }
            long[] sorted = builder.build().sorted().toArray();
            assertThat(column.size()).isEqualTo(sorted.length);
            assertThat(column.sorted()).containsExactly(sorted);
            assertThat(column.sum().longValueExact())
                    .isEqualTo(LongStream.of(sorted).sum());
            if (sorted.length > 0) {
                long bound = sorted[sorted.length / 2];
                assertThat((long) column.membersAbove(bound).size())
                        .isEqualTo(LongStream.of(sorted).filter(n -> n > bound).count());
                Measured.Top<Long> top = column.top(1);
                assertThat(top.bound()).isEqualTo(sorted[sorted.length - 1]);
                assertThat(top.members()).hasSize(top.tied());
            }
        }
    }

    @Property(tries = 40)
    default void aRestatementIsTheDifference(
            @ForAll("rows") List<Row> before, @ForAll("rows") List<Row> after, @ForAll("asOf") LocalDate asOf) {
        Measured<Long> was = Sweep.over(store(before)).measure(measureAt(asOf));
        Map<String, Long> numbers = numbers(was);
        for (Measured.Change<Long> change : was.restate(store(after))) {
            String name = change.column() + " of " + change.customer();
            assertThat(change.before())
                    .isEqualTo(numbers.containsKey(name) ? OptionalLong.of(numbers.get(name)) : OptionalLong.empty())
                    .isNotEqualTo(change.after());
            numbers.remove(name);
            change.after().ifPresent(number -> numbers.put(name, number));
        }
        assertThat(numbers(Sweep.over(store(after)).measure(was.measure()))).isEqualTo(numbers);
    }

    @Property(tries = 20)
    default void liveIsAsFresh(
            @ForAll("rows") List<Row> start, @ForAll("rows") List<Row> later, @ForAll("asOf") LocalDate asOf) {
        Live<Long> live = Live.from(store(start));
        List<Row> now = new ArrayList<>(start);
        for (Row row : later) {
            add(live, row);
            now.add(row);
        }
        assertThat(numbers(live.measure(measureAt(asOf))))
                .isEqualTo(numbers(Sweep.over(store(now)).measure(measureAt(asOf))));
    }

    @Property(tries = 10)
    default void theMeasureTravels(@ForAll("rows") List<Row> rows, @ForAll("asOf") LocalDate asOf) {
        Measure measure = measureAt(asOf);
        Measure arrived = RuleContract.travelled(measure);
        assertThat(arrived.definition()).isEqualTo(measure.definition());
        assertThat(arrived.timeline()).isEqualTo(measure.timeline());
        assertThat(arrived.columns()).isEqualTo(measure.columns());
        assertThat(numbers(Sweep.over(store(rows)).measure(arrived)))
                .isEqualTo(numbers(Sweep.over(store(rows)).measure(measure)));
    }
}
