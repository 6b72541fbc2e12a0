package dev.retention.benchmarks.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retention.benchmarks.Oracle;
import dev.retention.benchmarks.Shape;
import dev.retention.benchmarks.Small;
import dev.retention.benchmarks.Workload;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreBuildBenchmarkTest {

    private final StoreBuildBenchmark benchmark = new StoreBuildBenchmark();

    private static StoreBuildBenchmark.Events events(Shape shape, Columns columns) {
        var events = new StoreBuildBenchmark.Events();
        events.shape = shape;
        events.columns = columns;
        Small.load(events);
        return events;
    }

    @ParameterizedTest
    @EnumSource
    void dates(Shape shape) {
        GroupedEvents byHand = benchmark.hand(events(shape, Columns.DATES));
        assertEquals(
                Oracle.histories(shape.of(Small.SIZE)).keySet(),
                histories(byHand).keySet());
        for (var threads : Small.oneThreadAndTwo()) {
            assertEquals(
                    Small.SIZE,
                    benchmark.store(events(shape, Columns.DATES), threads).events());
        }
    }

    @ParameterizedTest
    @EnumSource
    void amounts(Shape shape) {
        assertEquals(Oracle.histories(shape.of(Small.SIZE)), histories(benchmark.hand(events(shape, Columns.AMOUNTS))));
    }

    private static Map<Long, SortedMap<LocalDate, Long>> histories(GroupedEvents events) {
        Map<Long, SortedMap<LocalDate, Long>> histories = new HashMap<>();
        for (int customer = 0; customer < events.customerCount(); customer++) {
            TreeMap<LocalDate, Long> days = new TreeMap<>();
            for (int i = events.offsets()[customer]; i < events.offsets()[customer + 1]; i++) {
                long amount = events.amounts().length == 0 ? 0 : events.amounts()[i];
                days.merge(LocalDate.ofEpochDay(events.days()[i]), amount, Long::sum);
            }
            if (!days.isEmpty()) {
                histories.put(events.customers()[customer], days);
            }
        }
        return histories;
    }

    @ParameterizedTest
    @EnumSource(names = {"DATES", "AMOUNTS"})
    void database(Columns columns) {
        var database = new StoreBuildBenchmark.Database();
        database.open();
        benchmark.duckDb(events(Shape.DENSE, columns), database);
        database.close();
    }

    @Test
    void objects() {
        var orders = Small.load(new StoreBuildBenchmark.Orders());
        assertEquals(Small.SIZE, benchmark.storeOfObjects(orders).events());
        assertEquals(
                Oracle.histories(Workload.dense(Small.SIZE)).keySet(),
                histories(benchmark.handOfObjects(orders)).keySet());
        var histories = benchmark.streams(orders);
        assertEquals(Oracle.histories(Workload.dense(Small.SIZE)).keySet(), histories.keySet());
    }

    @Test
    void names() {
        var orders = Small.load(new StoreBuildBenchmark.NamedOrders());
        var byHand = benchmark.handOfNames(orders);
        Map<String, Set<LocalDate>> histories = new HashMap<>();
        for (int customer = 0; customer < byHand.names().size(); customer++) {
            List<LocalDate> days = new ArrayList<>();
            for (int i = byHand.events().offsets()[customer];
                    i < byHand.events().offsets()[customer + 1];
                    i++) {
                days.add(LocalDate.ofEpochDay(byHand.events().days()[i]));
            }
            assertEquals(days.stream().sorted().toList(), days);
            histories.put(byHand.names().get(customer), new TreeSet<>(days));
        }
        assertEquals(
                Oracle.histories(Workload.dense(Small.SIZE)).entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> Workload.name(entry.getKey()),
                                entry -> entry.getValue().keySet())),
                histories);
        assertEquals(Small.SIZE, benchmark.storeOfNames(orders).events());
    }
}
