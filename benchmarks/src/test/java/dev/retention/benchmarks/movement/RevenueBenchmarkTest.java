package dev.retention.benchmarks.movement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retention.benchmarks.Oracle;
import dev.retention.benchmarks.Small;
import dev.retention.benchmarks.Subscriptions;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import dev.retention.movement.RevenueItem;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class RevenueBenchmarkTest {
    private static final int DAYS = (int) Subscriptions.END.toEpochDay() - Subscriptions.EARLIEST_DAY;

    private final long[] expected = byDefinition(Subscriptions.changes(Small.SIZE));
    private final double[] rates = Revenue.of(expected).rates();
    private final RevenueBenchmark benchmark = new RevenueBenchmark();

    @Test
    void grouped() {
        // The states compare every competitor's cells; here is the definition.
        var grouped = Small.load(new RevenueBenchmark.Grouped());
        for (Threads threads : Small.oneThreadAndTwo()) {
            assertArrayEquals(rates, benchmark.store(grouped, threads), 1e-12);
            assertArrayEquals(expected, ((Revenue) benchmark.hand(grouped, threads)).cells());
            assertArrayEquals(expected, ((Revenue) benchmark.handItems(grouped, threads)).cells());
        }
        assertEquals(rates[20], benchmark.interval(grouped).orElseThrow().value(), 1e-12);
    }

    @Test
    void loaded() {
        var loaded = new RevenueBenchmark.Loaded();
        loaded.threads = 2;
        Small.load(loaded);
        assertArrayEquals(expected, ((Revenue) benchmark.duckDb(loaded)).cells());
        loaded.close();
    }

    @Test
    void objects() {
        var orders = Small.load(new RevenueBenchmark.Orders());
        assertArrayEquals(expected, ((Revenue) benchmark.streams(orders)).cells());
    }

    @Test
    void contracts() {
        var rows = new ContractsBenchmark.Rows();
        rows.size = Small.SIZE;
        rows.load();
        ContractsBenchmark contracts = new ContractsBenchmark();
        assertEquals(contracts.hand(rows).customers(), contracts.store(rows).customers());
        assertEquals(contracts.store(rows).events(), contracts.changes(rows).size());
    }

    /** Every item of every month from the value at every midnight. */
    private static long[] byDefinition(Workload changes) {
        long[] cells = new long[Revenue.CELLS];
        for (SortedMap<LocalDate, Long> history : Oracle.histories(changes).values()) {
            // At each midnight from the first day on.
            long[] value = new long[DAYS + 1];
            history.forEach((day, amount) -> value[(int) day.toEpochDay() - Subscriptions.EARLIEST_DAY + 1] = amount);
            Arrays.parallelPrefix(value, Long::sum);
            for (int month = 0; month < Subscriptions.MONTHS; month++) {
                add(cells, month, value);
            }
        }
        return cells;
    }

    private static void add(long[] cells, int month, long[] value) {
        YearMonth period = YearMonth.from(Subscriptions.START).plusMonths(month);
        int from = (int) period.atDay(1).toEpochDay() - Subscriptions.EARLIEST_DAY;
        int to = from + period.lengthOfMonth();
        Map<RevenueItem, Long> items = new EnumMap<>(RevenueItem.class);
        long start = value[from];
        long end = value[to];
        if (start > 0) {
            items.put(RevenueItem.START, start);
        }
        if (end > 0) {
            items.put(RevenueItem.END, end);
        }
        if (start > 0 && end > 0) {
            items.put(RevenueItem.SURVIVORS_START, start);
            items.put(RevenueItem.SURVIVORS_END, end);
            items.put(RevenueItem.KEPT, Math.min(start, end));
        }
        if (start != end) {
            items.put(movement(value, from, to), Math.abs(end - start));
        }
        for (int day = from; day < to; day++) {
            if (value[day] != value[day + 1]) {
                items.merge(movement(value, day, day + 1).onLedger(), Math.abs(value[day + 1] - value[day]), Long::sum);
            }
        }
        items.forEach((item, amount) -> {
            cells[Revenue.cell(month, item.ordinal())]++;
            cells[Revenue.cell(month, item.ordinal()) + 1] += amount;
        });
    }

    private static RevenueItem movement(long[] value, int from, int to) {
        if (value[from] == 0) {
            return Arrays.stream(value, 0, from).anyMatch(before -> before > 0)
                    ? RevenueItem.REACTIVATION
                    : RevenueItem.NEW;
        }
        return value[to] == 0
                ? RevenueItem.CHURN
                : value[to] > value[from] ? RevenueItem.EXPANSION : RevenueItem.CONTRACTION;
    }
}
