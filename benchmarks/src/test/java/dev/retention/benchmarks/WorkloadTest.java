package dev.retention.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final int EVENTS = 20_000;

    @Test
    void isTheSameEveryTime() {
        assertArrayEquals(
                Workload.dense(EVENTS).customers(), Workload.dense(EVENTS).customers());
        assertEquals(
                -1,
                Arrays.mismatch(
                        Workload.dense(EVENTS).days(), Workload.dense(EVENTS).days()));
    }

    @Test
    void staysInItsRanges() {
        Workload workload = Workload.dense(EVENTS);
        assertEquals(EVENTS / 20, workload.customerCount());
        for (int i = 0; i < EVENTS; i++) {
            LocalDate day = LocalDate.ofEpochDay(workload.days()[i]);
            assertTrue(workload.customers()[i] >= 0 && workload.customers()[i] < workload.customerCount());
            assertTrue(!day.isBefore(Workload.START) && day.isBefore(Workload.END));
            assertTrue(workload.amounts()[i] >= 100 && workload.amounts()[i] <= 50_000);
        }
        assertTrue(Arrays.stream(workload.days()).min().orElseThrow() < Workload.FIRST_DAY + 30);
        assertEquals(
                Workload.FIRST_DAY + Workload.DAYS - 1,
                Arrays.stream(workload.days()).max().orElseThrow());
    }

    @Test
    void shapesDifferInIdsAndOrderOnly() {
        var histories = Oracle.histories(Workload.dense(EVENTS));
        assertEquals(histories, Oracle.histories(Shape.SORTED.of(EVENTS)));
        var sparse = Oracle.histories(Shape.SPARSE.of(EVENTS));
        assertEquals(histories.size(), sparse.size());
        assertEquals(sorted(histories.values()), sorted(sparse.values()));
        assertTrue(sparse.keySet().stream().anyMatch(id -> id < Integer.MIN_VALUE));
    }

    private static List<String> sorted(Collection<?> histories) {
        return histories.stream().map(Object::toString).sorted().toList();
    }

    @Test
    void sortedIsByCustomerThenDay() {
        Workload sorted = Shape.SORTED.of(EVENTS);
        for (int i = 1; i < EVENTS; i++) {
            assertTrue(sorted.customers()[i - 1] < sorted.customers()[i]
                    || (sorted.customers()[i - 1] == sorted.customers()[i]
                            && sorted.days()[i - 1] <= sorted.days()[i]));
        }
    }

    @Test
    void tenuresStayInTheirRange() {
        Tenures tenures = Tenures.of(EVENTS);
        assertEquals(1, Arrays.stream(tenures.days()).min().orElseThrow());
        assertEquals(1_000, Arrays.stream(tenures.days()).max().orElseThrow());
    }
}
