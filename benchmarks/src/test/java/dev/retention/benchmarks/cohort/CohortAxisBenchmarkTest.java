package dev.retention.benchmarks.cohort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.retention.benchmarks.Oracle;
import dev.retention.benchmarks.Small;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CohortAxisBenchmarkTest {

    private final CohortAxisBenchmark benchmark = new CohortAxisBenchmark();

    @ParameterizedTest
    @EnumSource
    void allAgree(CohortAxis axis) {
        var grouped = new CohortAxisBenchmark.Grouped();
        grouped.axis = axis;
        Small.load(grouped);
        long[] expected = byDefinition(axis);
        for (Threads threads : Small.oneThreadAndTwo()) {
            assertArrayEquals(expected, CohortAxisBenchmark.cells(benchmark.store(grouped, threads)));
            assertArrayEquals(expected, benchmark.hand(grouped, threads));
        }
    }

    private static long[] byDefinition(CohortAxis axis) {
        long[] cells = new long[axis == CohortAxis.AMOUNTS ? 2 * 576 : 576];
        Workload workload = Workload.dense(Small.SIZE);
        Oracle.events(workload).forEach((customer, events) -> {
            LocalDate start = events.get(0);
            int cohort = month(start);
            for (int column = 0; column < 24 - cohort; column++) {
                if (column == 0 || returned(axis, events, column)) {
                    cells[24 * cohort + column]++;
                }
            }
        });
        if (axis == CohortAxis.AMOUNTS) {
            Oracle.histories(workload)
                    .forEach((customer, days) -> days.forEach((day, amount) -> {
                        int cohort = month(days.firstKey());
                        cells[576 + 24 * cohort + month(day) - cohort] += amount;
                    }));
        }
        return cells;
    }

    private static boolean returned(CohortAxis axis, List<LocalDate> events, int column) {
        LocalDate start = events.get(0);
        int cohort = month(start);
        IntPredicate active = age -> events.stream().anyMatch(day -> month(day) - cohort == age);
        return switch (axis) {
            case AMOUNTS -> active.test(column);
            case OR_LATER -> IntStream.range(column, 24).anyMatch(active);
            case OR_EARLIER -> IntStream.rangeClosed(1, column).anyMatch(active);
            case STREAK -> IntStream.rangeClosed(1, column).allMatch(active);
            case AT_LEAST_3 ->
                events.stream().filter(day -> month(day) - cohort == column).count() >= 3;
            case ELAPSED -> events.stream().anyMatch(day -> ChronoUnit.DAYS.between(start, day) / 30 == column);
            case ANNIVERSARY ->
                events.stream()
                        .anyMatch(day -> !day.isBefore(start.plus(Period.ofMonths(column)))
                                && day.isBefore(start.plus(Period.ofMonths(column + 1))));
            case BRACKETS -> {
                int[] bounds = {0, 1, 2, 5, 8, 14, 24};
                yield column < 6
                        && IntStream.range(bounds[column], bounds[column + 1]).anyMatch(active);
            }
        };
    }

    private static int month(LocalDate day) {
        return (int) YearMonth.of(2023, 1).until(YearMonth.from(day), ChronoUnit.MONTHS);
    }
}
