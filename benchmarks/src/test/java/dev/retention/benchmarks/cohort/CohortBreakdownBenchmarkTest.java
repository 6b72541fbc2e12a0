package dev.retention.benchmarks.cohort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.retention.benchmarks.Oracle;
import dev.retention.benchmarks.Small;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntBiFunction;
import org.junit.jupiter.api.Test;

class CohortBreakdownBenchmarkTest {

    private final CohortBreakdownBenchmark benchmark = new CohortBreakdownBenchmark();

    @Test
    void allAgree() {
        var grouped = Small.load(new CohortBreakdownBenchmark.Grouped());
        long[] byGroup = byDefinition(8, (customer, days) -> (int) (customer % 8), false);
        ToIntBiFunction<Long, List<LocalDate>> firstCode = (customer, days) -> code(customer, days.get(0));
        long[] byStart = byDefinition(4, firstCode, false);
        long[] byBoth = byDefinition(4, firstCode, true);
        for (Threads threads : Small.oneThreadAndTwo()) {
            assertArrayEquals(byGroup, CohortBreakdownBenchmark.cellsByGroup(benchmark.storeByGroup(grouped, threads)));
            assertArrayEquals(byGroup, benchmark.handByGroup(grouped, threads));
            assertArrayEquals(byStart, CohortBreakdownBenchmark.cellsByCode(benchmark.storeByStart(grouped, threads)));
            assertArrayEquals(byStart, benchmark.handByStart(grouped, threads));
            assertArrayEquals(
                    byBoth, CohortBreakdownBenchmark.cellsByCode(benchmark.storeByStartAndReturn(grouped, threads)));
            assertArrayEquals(byBoth, benchmark.handByStartAndReturn(grouped, threads));
        }
    }

    private static long[] byDefinition(int groups, ToIntBiFunction<Long, List<LocalDate>> groupOf, boolean bound) {
        long[] cells = new long[groups * 576];
        Oracle.events(Workload.dense(Small.SIZE)).forEach((customer, days) -> {
            int group = groupOf.applyAsInt(customer, days);
            YearMonth cohort = YearMonth.from(days.get(0));
            Predicate<LocalDate> counts = day -> !bound || code(customer, day) == group;
            int at = 576 * group + 24 * (int) YearMonth.of(2023, 1).until(cohort, ChronoUnit.MONTHS);
            cells[at]++;
            days.stream()
                    .filter(counts)
                    .map(YearMonth::from)
                    .distinct()
                    .filter(cohort::isBefore)
                    .forEach(month -> cells[at + (int) cohort.until(month, ChronoUnit.MONTHS)]++);
        });
        return cells;
    }

    private static int code(long customer, LocalDate day) {
        return Workload.code(customer, (int) day.toEpochDay());
    }
}
