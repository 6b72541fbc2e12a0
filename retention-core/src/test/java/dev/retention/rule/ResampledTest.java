package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.Interval;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Normal;
import dev.retention.internal.Quantile;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.MovementCell;
import dev.retention.movement.MovementKind;
import dev.retention.movement.Movements;
import dev.retention.movement.Spells;
import dev.retention.rule.Resampled.Estimate;
import dev.retention.rule.Resampled.Method;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ResampledTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 2, 29)).from(LocalDate.of(2024, 1, 1));
    private static final CustomerMovements METHOD = CustomerMovements.over(MONTHS);
    private static final Function<Movements<String>, Optional<Double>> KEPT = table -> kept(
            table.inPeriod("2024-02").retained().amount(),
            table.inPeriod("2024-01").amount());

    private record Row(String customer, String day, long cents) {}

    private static Optional<Double> kept(BigDecimal kept, BigDecimal before) {
        return before.signum() == 0 ? Optional.empty() : Optional.of(kept.doubleValue() / before.doubleValue());
    }

    /** Customers who spend in January and, four of five of them, in February; amounts with a long tail. */
    private static List<Row> rows(int customers, double spread, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Row> rows = new ArrayList<>();
        for (int c = 0; c < customers; c++) {
            double size = Math.exp(spread * Normal.quantile(random.nextDouble()) - spread * spread / 2);
            rows.add(new Row("customer " + c, "2024-01-10", Math.round(10_000 * size)));
            if (random.nextInt(5) < 4) {
                double change = Math.exp(0.3 * Normal.quantile(random.nextDouble()));
                rows.add(new Row("customer " + c, "2024-02-10", Math.round(10_000 * size * change)));
            }
        }
        return rows;
    }

    private static HistoryStore<String> store(List<Row> rows) {
        return HistoryStore.<Row, String>ofDates(Row::customer, row -> LocalDate.parse(row.day))
                .amounts(row -> BigDecimal.valueOf(row.cents, 2), EUR)
                .from(rows);
    }

    private static Resampled<Movements<String>> resampled(List<Row> rows) {
        return Resampled.of(METHOD.of(store(rows)).by(Resampled.buckets()));
    }

    /** By the definition: every customer as often as the replicate takes the bucket of the key. */
    private static double[] replicates(List<Row> rows, int replicates) {
        Map<String, long[]> spent = new TreeMap<>();
        for (Row row : rows) {
            spent.computeIfAbsent(row.customer, unused -> new long[2])[row.day.startsWith("2024-01") ? 0 : 1] +=
                    row.cents;
        }
        double[] all = new double[replicates];
        for (int replicate = 0; replicate < replicates; replicate++) {
            long before = 0;
            long after = 0;
            for (Map.Entry<String, long[]> each : spent.entrySet()) {
                int weight = Buckets.weight(replicate, Integer.parseInt(Buckets.label(each.getKey())));
                before += weight * each.getValue()[0];
                after += weight * each.getValue()[1];
            }
            all[replicate] = (double) after / before;
        }
        Arrays.sort(all);
        return all;
    }

    @Test
    void intervalsAreThoseOfTheDefinition() {
        List<Row> rows = rows(300, 1, 1);
        Resampled<Movements<String>> resampled = resampled(rows);
        assertThat(KEPT.apply(resampled.table())).isEqualTo(KEPT.apply(METHOD.of(store(rows))));
        double[] sorted = replicates(rows, 500);
        Estimate simple = resampled.estimate(KEPT, 0.9, Method.PERCENTILE, 500).orElseThrow();
        assertThat(simple.interval()).isEqualTo(Interval.of(Quantile.of(sorted, 0.05), Quantile.of(sorted, 0.95), 0.9));
        assertThat(simple.value()).isEqualTo(KEPT.apply(resampled.table()).orElseThrow());
        assertThat(simple.undefined()).isZero();
        assertThat(simple.warning()).isEmpty();
        assertThat(simple.toString())
                .matches("0\\.\\d+ \\(0\\.\\d+ to \\d\\.\\d+ at 90.0 %, PERCENTILE of 500 replicates\\)");
    }

    /** Efron (1987), (2.3) and (6.6), over the replicates and the customers without each bucket. */
    @Test
    void correctsForBiasAndSkewness() {
        List<Row> rows = rows(300, 1, 2);
        double[] sorted = replicates(rows, 1_000);
        double value = KEPT.apply(METHOD.of(store(rows))).orElseThrow();
        double below = Arrays.stream(sorted).filter(each -> each < value).count()
                + Arrays.stream(sorted).filter(each -> each == value).count() / 2.0;
        double z0 = Normal.quantile(below / sorted.length);
        double[] without = rows.stream()
                .map(row -> Buckets.label(row.customer))
                .distinct()
                .mapToDouble(bucket -> KEPT.apply(METHOD.of(store(rows.stream()
                                .filter(row -> !Buckets.label(row.customer).equals(bucket))
                                .toList())))
                        .orElseThrow())
                .toArray();
        double mean = DoubleStream.of(without).average().orElseThrow();
        double cubes =
                DoubleStream.of(without).map(each -> Math.pow(mean - each, 3)).sum();
        double squares =
                DoubleStream.of(without).map(each -> Math.pow(mean - each, 2)).sum();
        double a = cubes / (6 * Math.pow(squares, 1.5));
        double[] ends = DoubleStream.of(-1.959963984540054, 1.959963984540054)
                .map(z -> Quantile.of(sorted, Normal.cdf(z0 + (z0 + z) / (1 - a * (z0 + z)))))
                .toArray();
        Interval interval = resampled(rows)
                .estimate(KEPT, 0.95, Method.BCA, 1_000)
                .orElseThrow()
                .interval();
        assertThat(interval.lower()).isCloseTo(ends[0], within(1e-9));
        assertThat(interval.upper()).isCloseTo(ends[1], within(1e-9));
    }

    /** The ratio of means has a standard error by the delta method. */
    @Test
    void isAsWideAsTheDeltaMethodSays() {
        List<Row> rows = rows(20_000, 0.5, 3);
        double ratio = KEPT.apply(METHOD.of(store(rows))).orElseThrow();
        Map<String, double[]> spent = new TreeMap<>();
        rows.forEach(row -> spent.computeIfAbsent(row.customer, unused -> new double[2])[
                row.day.startsWith("2024-01") ? 0 : 1] += row.cents);
        double before = spent.values().stream().mapToDouble(each -> each[0]).sum();
        double residuals = spent.values().stream()
                .mapToDouble(each -> Math.pow(each[1] - ratio * each[0], 2))
                .sum();
        double error = Math.sqrt(residuals) / before;
        for (Method method : Method.values()) {
            Interval interval = resampled(rows)
                    .estimate(KEPT, 0.95, method, 4_000)
                    .orElseThrow()
                    .interval();
            assertThat(interval.upper() - interval.lower()).isCloseTo(2 * 1.96 * error, within(0.3 * error));
        }
    }

    @Test
    void isTheSameOnThreadsAndMerged() {
        List<Row> rows = rows(500, 1, 4);
        Estimate alone = resampled(rows).estimate(KEPT, 0.95).orElseThrow();
        HistoryStore<String> store = store(rows);
        assertThat(Resampled.of(METHOD.of(Sweep.over(store).threads(3)).by(Resampled.buckets()))
                        .estimate(KEPT, 0.95))
                .contains(alone);
        Rule<In<MovementCell>> rule = METHOD.rule().by(Resampled.buckets());
        byte[][] parts = IntStream.range(0, 2)
                .mapToObj(half -> rows.stream()
                        .filter(row -> row.customer.hashCode() % 2 == half
                                || row.customer.hashCode() % 2 == -half && half == 1)
                        .toList())
                .map(half -> Sweep.over(store(half)).count(rule).tally().toBytes())
                .toArray(byte[][]::new);
        Tally<In<MovementCell>> merged = Tally.fromBytes(rule, Tally.merge(parts[0], parts[1]));
        Resampled<Movements<String>> restored = Resampled.of(METHOD.rule(), merged, METHOD::of);
        assertThat(restored.estimate(KEPT, 0.95)).contains(alone);
    }

    /** The sum of a column has the interval of that amount of the table, to the bit. */
    @Test
    void columnsAreDrawnAsTablesAre() {
        Movements<String> table = METHOD.of(store(rows(400, 1, 12)));
        Measured<String>.Column spent = table.counted()
                .amountsOf(List.of(new MovementCell(table.inPeriod("2024-01").period(), MovementKind.NEW)))
                .column();
        Resampled<Double> sums = Resampled.of(spent, ResampledTest::sum);
        Resampled<Movements<String>> tables = Resampled.of(table.by(Resampled.buckets()));
        for (Method method : Method.values()) {
            assertThat(sums.estimate(Optional::of, 0.9, method, 300))
                    .isEqualTo(tables.estimate(
                            each -> Optional.of(each.inPeriod("2024-01")
                                    .newCustomers()
                                    .amount()
                                    .movePointRight(2)
                                    .doubleValue()),
                            0.9,
                            method,
                            300));
        }
        assertThat(sums.table()).isEqualTo(spent.sum().doubleValue());
        assertThat(sums).hasToString(tables.toString());
        Drawn all = Resampled.of(spent, drawn -> drawn).table();
        assertThat(all.size()).isEqualTo(spent.size());
        assertThat(IntStream.range(0, all.size()).mapToLong(all::at))
                .containsExactly(Arrays.stream(spent.sorted()).boxed().toArray(Long[]::new));
        assertThat(all).hasToString("400 drawn of 400 numbers");
        assertThatThrownBy(() -> all.at(400)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static double sum(Drawn drawn) {
        return IntStream.range(0, drawn.size())
                .mapToLong(i -> drawn.times(i) * drawn.at(i))
                .sum();
    }

    /** Tables of groups come from merged tallies as whole tables do. */
    @Test
    void groupsOfMergedTalliesAreTables() {
        List<Row> rows = rows(80, 1, 11);
        Grouping half = Grouping.of("half", (String who) -> who.length() % 2 == 0 ? "even" : "odd");
        Rule<In<MovementCell>> rule = METHOD.rule().by(half);
        byte[] first =
                Sweep.over(store(rows.subList(0, 60))).count(rule).tally().toBytes();
        List<Row> others = rows.stream()
                .filter(row -> rows.subList(0, 60).stream().noneMatch(each -> each.customer.equals(row.customer)))
                .toList();
        byte[] second = Sweep.over(store(others)).count(rule).tally().toBytes();
        List<Row> all = new ArrayList<>(rows.subList(0, 60));
        all.addAll(others);
        ByGroup<Movements<String>> batch = METHOD.of(store(all)).by(half);
        ByGroup<Movements<String>> merged =
                ByGroup.of(METHOD.rule(), half, Tally.fromBytes(rule, Tally.merge(first, second)), METHOD::of);
        assertThat(merged.groups()).isEqualTo(batch.groups()).hasSize(2);
        for (Group group : batch.groups()) {
            assertThat(merged.inGroup(group).periods())
                    .hasToString(batch.inGroup(group).periods().toString());
        }
        // Amounts that are too large to be weighted are not too large to be told.
        List<Row> huge = List.of(new Row("odd", "2024-01-10", Long.MAX_VALUE / 4), new Row("even", "2024-01-10", 7));
        ByGroup<Movements<String>> told = ByGroup.of(
                METHOD.rule(), half, Sweep.over(store(huge)).count(rule).tally(), METHOD::of);
        assertThat(told.inGroup("odd")
                        .counted()
                        .amount(told.inGroup("odd").counted().cells().get(0)))
                .isEqualTo(Long.MAX_VALUE / 4);
        Grouping byPeriod = Grouping.of("plan", Grouping.Reading.AT_PERIOD, (String who, LocalDate day) -> "gold");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByGroup.of(
                        METHOD.rule(), byPeriod, Tally.empty(METHOD.rule().by(byPeriod)), METHOD::of))
                .withMessageContaining("is read at each period");
        assertThat(merged.inGroup("nobody").inPeriod("2024-01").live()).isZero();
        assertThatThrownBy(
                        () -> ByGroup.of(METHOD.rule(), Resampled.buckets(), Tally.fromBytes(rule, first), METHOD::of))
                .isInstanceOf(TallyMismatchException.class);
    }

    /** Buckets that count in the windows before the first period only are drawn like any others. */
    @Test
    void drawsWhoeverCountsInAWindowOnly() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            rows.add(new Row("customer " + i, i % 2 == 0 ? "2024-01-05" : "2024-01-20", 1));
        }
        Function<LocalDate, Interval> trailing = from -> {
            Timeline months = Timeline.monthly(LocalDate.of(2024, 2, 29)).from(from);
            return Resampled.of(CustomerChurn.over(months, Spells.ofOrders(20))
                            .of(store(rows))
                            .by(Resampled.buckets()))
                    .estimate(
                            table -> table.inPeriod("2024-02")
                                    .churn(ChurnFormula.TRAILING_30D)
                                    .rate()
                                    .map(ChurnRate::asDouble),
                            0.95)
                    .orElseThrow()
                    .interval();
        };
        assertThat(trailing.apply(LocalDate.of(2024, 2, 1))).isEqualTo(trailing.apply(LocalDate.of(2024, 1, 1)));
    }

    /** Days are counted by bucket only where a figure needs them. */
    @Test
    void resamplesWhatIsCountedLater() {
        List<Row> rows = rows(400, 1, 5);
        CustomerChurn churn = CustomerChurn.over(MONTHS, Spells.ofOrders(30));
        Resampled<dev.retention.movement.ChurnTable<String>> resampled =
                Resampled.of(churn.of(store(rows)).by(Resampled.buckets()));
        Estimate exposure = resampled
                .estimate(
                        table -> table.inPeriod("2024-02")
                                .churn(ChurnFormula.EXPOSURE)
                                .rate()
                                .map(ChurnRate::asDouble),
                        0.95,
                        Method.PERCENTILE,
                        200)
                .orElseThrow();
        assertThat(exposure.value())
                .isEqualTo(churn.of(store(rows))
                        .inPeriod("2024-02")
                        .churn(ChurnFormula.EXPOSURE)
                        .rate()
                        .orElseThrow()
                        .asDouble());
        assertThat(exposure.interval().lower()).isLessThan(exposure.value());
        assertThat(exposure.interval().upper()).isGreaterThan(exposure.value());
    }

    @Test
    void saysWhereItIsNotToBeTrusted() {
        List<Row> few = rows(12, 1, 6);
        Estimate estimate = resampled(few).estimate(KEPT, 0.95).orElseThrow();
        assertThat(estimate.warning())
                .hasValueSatisfying(said -> assertThat(said).startsWith("only 12 buckets have customers"));
        assertThat(resampled(few).estimate(table -> Optional.empty(), 0.95)).isEmpty();
        // Of one customer a third of the replicates take nobody.
        Estimate one = resampled(rows(1, 1, 7)).estimate(KEPT, 0.95).orElseThrow();
        assertThat(one.undefined()).isBetween(650, 830);
        assertThat(one).hasToString(one.toString()).asString().contains("only 1 buckets");
        int[] asked = {0};
        assertThat(resampled(rows(60, 1, 8))
                        .estimate(table -> asked[0]++ % 8 == 1 ? Optional.empty() : KEPT.apply(table), 0.95)
                        .orElseThrow()
                        .warning())
                .hasValueSatisfying(said -> assertThat(said).contains("of 2000 replicates, which are left out"));
    }

    @Test
    void refusesWhatCannotBe() {
        Resampled<Movements<String>> resampled = resampled(rows(60, 1, 9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resampled.estimate(KEPT, 1.0))
                .withMessageContaining("confidence");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resampled.estimate(KEPT, 0.95, Method.BCA, 99))
                .withMessage("replicates (99) must be from 100 to 1000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resampled.estimate(table -> Optional.of(Double.NaN), 0.95))
                .withMessage("figure (NaN) must be finite, or empty where it is undefined");
        Grouping other = Grouping.of("plan", (String customer) -> "gold");
        ByGroup<Movements<String>> byPlan = METHOD.of(store(rows(60, 1, 9))).by(other);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Resampled.of(byPlan))
                .withMessageEndingWith("must be of the groups of Resampled.buckets()");
        assertThatThrownBy(() -> Resampled.of(
                        METHOD.toleratedGap(1).rule(),
                        Sweep.over(store(rows(60, 1, 9)))
                                .count(METHOD.rule().by(Resampled.buckets()))
                                .tally(),
                        METHOD::of))
                .isInstanceOf(TallyMismatchException.class);
        List<Row> huge =
                List.of(new Row("a", "2024-01-10", Long.MAX_VALUE / 4), new Row("b", "2024-01-10", Long.MAX_VALUE / 4));
        assertThatThrownBy(() -> resampled(huge).table())
                .isInstanceOf(ArithmeticException.class)
                .hasMessageMatching("the amounts of cell .*2024-01.* are too large to be resampled");
    }

    @Test
    void bucketsAreStableAndEven() {
        assertThat(IntStream.range(0, 200)
                        .mapToObj(i -> Buckets.label(BigDecimal.valueOf(i, 3)))
                        .distinct())
                .hasSizeGreaterThan(150);
        assertThat(Buckets.label("customer 1")).isEqualTo(Buckets.label(new StringBuilder("customer 1")));
        assertThat(Buckets.label(7L)).isEqualTo(Buckets.label(7));
        assertThat(Buckets.label(new UUID(1, 2))).isEqualTo(Buckets.label(new UUID(1, 2)));
        int[] sizes = new int[Buckets.SIZE];
        for (long key = 0; key < 100 * Buckets.SIZE; key++) {
            sizes[Integer.parseInt(Buckets.label(key))]++;
        }
        double chi = Arrays.stream(sizes)
                .mapToDouble(size -> (size - 100) * (size - 100) / 100.0)
                .sum();
        assertThat(chi).isBetween(850.0, 1_200.0);
        double[] weights = IntStream.range(0, 200_000)
                .mapToDouble(i -> Buckets.weight(i / Buckets.SIZE, i % Buckets.SIZE))
                .toArray();
        double mean = Arrays.stream(weights).average().orElseThrow();
        assertThat(mean).isCloseTo(1, within(0.01));
        assertThat(Arrays.stream(weights).map(w -> (w - 1) * (w - 1)).average().orElseThrow())
                .isCloseTo(1, within(0.02));
    }

    /** Of 200 shops the interval holds the truth in about 95 of 100. */
    @Tag("thorough")
    @Test
    void holdsTheTruthAsOftenAsItSays() {
        assertThat(ResampledCoverage.of(1_000, 1, 200, Method.PERCENTILE)).isBetween(0.89, 0.99);
    }
}
