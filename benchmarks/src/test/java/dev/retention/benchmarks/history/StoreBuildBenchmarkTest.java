package dev.retention.benchmarks.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retention.benchmarks.Oracle;
import dev.retention.benchmarks.Shape;
import dev.retention.benchmarks.Workload;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreBuildBenchmarkTest {
    private static final int SIZE = 60_000;

    private final StoreBuildBenchmark benchmark = new StoreBuildBenchmark();

    @ParameterizedTest
    @EnumSource
    void columns(Shape shape) {
        var events = new StoreBuildBenchmark.Events();
        events.size = SIZE;
        events.shape = shape;
        events.load();
        assertEquals(Oracle.histories(shape.of(SIZE)), histories(benchmark.handAmounts(events)));
        assertArrayEquals(
                benchmark.handAmounts(events).days(),
                benchmark.handDates(events).days());
    }

    private static Map<Long, SortedMap<LocalDate, Long>> histories(GroupedEvents events) {
        Map<Long, SortedMap<LocalDate, Long>> histories = new HashMap<>();
        for (int customer = 0; customer < events.customerCount(); customer++) {
            TreeMap<LocalDate, Long> days = new TreeMap<>();
            for (int i = events.offsets()[customer]; i < events.offsets()[customer + 1]; i++) {
                days.merge(LocalDate.ofEpochDay(events.days()[i]), events.amounts()[i], Long::sum);
            }
            if (!days.isEmpty()) {
                histories.put(events.customers()[customer], days);
            }
        }
        return histories;
    }

    @Test
    void database() {
        var events = new StoreBuildBenchmark.Events();
        events.size = 2_000;
        events.shape = Shape.DENSE;
        events.load();
        var database = new StoreBuildBenchmark.Database();
        database.open();
        benchmark.duckDbDates(events, database);
        benchmark.duckDbAmounts(events, database);
        database.close();
    }

    @Test
    void objects() {
        var objects = new StoreBuildBenchmark.Objects();
        objects.size = SIZE;
        objects.load();
        assertEquals(SIZE, benchmark.storeOfObjects(objects).events());
        var histories = benchmark.streams(objects);
        assertEquals(Oracle.histories(Workload.dense(SIZE)).keySet(), histories.keySet());
    }
}
