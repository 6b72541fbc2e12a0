package dev.retention.benchmarks.movement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retention.ChurnFormula;
import dev.retention.benchmarks.Oracle;
import dev.retention.benchmarks.Small;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChurnBenchmarkTest {
    private static final LocalDate START = LocalDate.of(2023, 1, 1);
    private static final int DAYS = 731;

    private final ChurnBenchmark benchmark = new ChurnBenchmark();
    private final Collection<List<LocalDate>> orders =
            Oracle.events(Workload.dense(Small.SIZE)).values();
    private final List<boolean[]> customers = live(orders);

    private final double[] liveAt = perDay(DAYS + 1, (live, day) -> live[day]);
    private final double[] losses = perDay(DAYS, (live, day) -> live[day] && !live[day + 1]);

    /** At each midnight from the first: was there an event in the sixty days before? */
    private static List<boolean[]> live(Collection<List<LocalDate>> orders) {
        List<boolean[]> customers = new ArrayList<>();
        for (List<LocalDate> ofCustomer : orders) {
            NavigableSet<LocalDate> days = new TreeSet<>(ofCustomer);
            boolean[] live = new boolean[DAYS + 1];
            for (int day = 0; day <= DAYS; day++) {
                LocalDate midnight = START.plusDays(day);
                live[day] = !days.subSet(midnight.minusDays(60), true, midnight, false)
                        .isEmpty();
            }
            customers.add(live);
        }
        return customers;
    }

    @Test
    void everyFormula() {
        var grouped = Small.load(new ChurnBenchmark.Grouped());
        double[] expected = IntStream.range(0, 12)
                .boxed()
                .flatMapToDouble(formula -> IntStream.range(0, 24).mapToDouble(month -> rate(formula, month)))
                .toArray();
        for (Threads threads : Small.oneThreadAndTwo()) {
            assertArrayEquals(expected, benchmark.allFormulas(grouped, threads), 1e-12);
            assertArrayEquals(expected, benchmark.hand(grouped, threads), 1e-12);
            var formula = new ChurnBenchmark.Formula();
            formula.formula = ChurnFormula.EXPOSURE;
            assertEquals(expected[9 * 24 + 7], benchmark.oneFormula(grouped, formula, threads)[7], 1e-12);
        }
        assertArrayEquals(benchmark.handReconcile(grouped), ChurnBenchmark.differences(benchmark.reconcile(grouped)));
    }

    private static int bound(int month) {
        return (int) (START.plusMonths(month).toEpochDay() - START.toEpochDay());
    }

    private double rate(int formula, int month) {
        int from = bound(month);
        int to = bound(month + 1);
        double start = liveAt(from);
        double average = (start + liveAt(to)) / 2;
        double lost = customers.stream().filter(live -> live[from] && !live[to]).count();
        double losses = losses(from, to);
        double newcomers = customers.stream()
                .filter(live -> IntStream.rangeClosed(from + 1, to).anyMatch(day -> live[day])
                        && IntStream.rangeClosed(0, from).noneMatch(day -> live[day]))
                .count();
        double arrivals = customers.stream()
                .mapToLong(live -> IntStream.range(from, to)
                        .filter(day -> !live[day] && live[day + 1])
                        .count())
                .sum();
        double daily = IntStream.range(from, to)
                .mapToDouble(day -> losses(day, day + 1) == 0 ? 0 : losses(day, day + 1) / liveAt(day))
                .sum();
        double withCustomers =
                IntStream.range(from, to).filter(day -> liveAt(day) > 0).count();
        double customerDays =
                IntStream.range(from, to).mapToDouble(this::liveAt).sum();
        return switch (formula) {
            case 0, 10 -> over(lost, start);
            case 1 -> over(losses, start);
            case 2 -> over(losses, start + newcomers);
            case 3 -> over(losses, average);
            case 4 -> over(lost, average);
            case 5 -> daily;
            case 6 -> over(daily * (to - from), withCustomers);
            case 7 -> over(losses - (arrivals - newcomers), start);
            case 8 -> over(losses(to - 30, to), liveAt(to - 30));
            case 11 -> over(buyers(month, 2), buyers(month, 1));
            default -> over(losses * (to - from), customerDays);
        };
    }

    /** The customers with at least so many orders in a month. */
    private double buyers(int month, int atLeast) {
        YearMonth of = YearMonth.from(START).plusMonths(month);
        return orders.stream()
                .filter(days -> days.stream()
                                .filter(day -> YearMonth.from(day).equals(of))
                                .count()
                        >= atLeast)
                .count();
    }

    private static double over(double numerator, double denominator) {
        return denominator == 0 ? Double.NaN : numerator / denominator;
    }

    private double liveAt(int midnight) {
        return liveAt[midnight];
    }

    private double losses(int from, int to) {
        return Arrays.stream(losses, from, to).sum();
    }

    /** For every day of the data the customers for whom something is so. */
    private double[] perDay(int days, BiPredicate<boolean[], Integer> is) {
        return IntStream.range(0, days)
                .mapToDouble(day ->
                        customers.stream().filter(live -> is.test(live, day)).count())
                .toArray();
    }
}
