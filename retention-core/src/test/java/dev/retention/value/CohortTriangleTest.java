package dev.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.cohort.CohortAnchor;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.cohort.ColumnZero;
import dev.retention.cohort.ReturnRule;
import dev.retention.history.HistoryStore;
import dev.retention.internal.StudentT;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RevenueCohorts;
import dev.retention.time.Timeline;
import dev.retention.value.CohortTriangle.Growth;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class CohortTriangleTest {
    @Example
    void completesByTheFactorsOfTheOlder() {
        CohortTriangle triangle =
                CohortTriangle.of(new double[] {100, 150, 180}, new double[] {200, 300}, new double[] {80});
        assertThat(triangle.ages()).isEqualTo(3);
        assertThat(triangle.factors())
                .extracting(each -> each.factor().orElseThrow())
                .containsExactly(1.5, 1.2);
        assertThat(triangle.amount(1, 1)).hasValue(300);
        assertThat(triangle.amount(1, 2)).hasValue(360);
        assertThat(triangle.amount(2, 2)).hasValue(144);
        assertThat(triangle.toCome())
                .extracting(Object::toString)
                .containsExactly(
                        "cohort 1: 180 so far, 0 to come (standard error 0)",
                        "cohort 2: 300 so far, 60 to come",
                        "cohort 3: 80 so far, 64 to come");
        assertThat(triangle.total().ultimate()).hasValue(684);
        // Of two ages one cohort tells of the second: not enough for an error.
        assertThat(triangle.factors().get(1).sigma()).isEmpty();
        assertThat(triangle.total().interval(0.9)).isEmpty();
    }

    @Example
    void theIntervalIsLogNormal() {
        Interval interval = new ToCome("x", 1, OptionalDouble.of(100), OptionalDouble.of(50))
                .interval(0.95)
                .orElseThrow();
        double s = Math.sqrt(Math.log(1.25));
        assertThat(interval.lower()).isCloseTo(100 / Math.sqrt(1.25) * Math.exp(-1.959963984540054 * s), within(1e-9));
        assertThat(interval.upper()).isCloseTo(100 / Math.sqrt(1.25) * Math.exp(1.959963984540054 * s), within(1e-9));
        assertThat(new ToCome("x", 1, OptionalDouble.of(-3), OptionalDouble.of(5)).interval(0.95))
                .isEmpty();
    }

    @Example
    void gapsAndWrongStairsAreRefusedByTheNameOfTheCell() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CohortTriangle.of(new double[] {1, 2, 3}, new double[] {1, Double.NaN}))
                .withMessage("cumulative of cohort 2 at age 1 (NaN) must be finite and at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CohortTriangle.of(new double[] {1, -2}))
                .withMessage("cumulative of cohort 1 at age 1 (-2.0) must be finite and at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CohortTriangle.of(new double[] {1}, new double[] {1, 2}))
                .withMessage("cumulative of cohort 2 (2 ages) must have no more ages than cohort 1 (1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CohortTriangle.of(new double[] {1}, new double[0]))
                .withMessage("cumulative of cohort 2 (no age) must have at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(CohortTriangle::of)
                .withMessage("cumulative (no cohort) must have at least one with an age that is known");
    }

    @Example
    void oneRowAndOneColumnHaveNothingToCome() {
        CohortTriangle row = CohortTriangle.of(new double[] {3, 5, 9});
        assertThat(row.total()).hasToString("all cohorts: 9 so far, 0 to come (standard error 0)");
        assertThat(row.growths()).isEmpty();
        CohortTriangle column = CohortTriangle.of(new double[] {3}, new double[] {5});
        assertThat(column.factors()).isEmpty();
        assertThat(column).hasToString("triangle of 2 by 1; all cohorts: 8 so far, 0 to come (standard error 0)");
    }

    /** Nothing that becomes nothing is no mystery; something that no other cohort had is. */
    @Example
    void ageOfNothing() {
        CohortTriangle nothing = CohortTriangle.of(new double[] {0, 0, 0}, new double[] {0, 0}, new double[] {0});
        assertThat(nothing.total()).hasToString("all cohorts: 0 so far, 0 to come (standard error 0)");
        CohortTriangle some = CohortTriangle.of(new double[] {0, 0, 0}, new double[] {0, 0}, new double[] {7});
        assertThat(some.toCome().get(2)).hasToString("cohort 3: 7 so far, unknown to come");
        assertThat(some.amount(2, 1)).isEmpty();
        assertThat(some.factors().get(0).factor()).isEmpty();
        CohortTriangle late = CohortTriangle.of(new double[] {0, 4}, new double[] {0, 5}, new double[] {0});
        assertThat(late.toCome().get(2).amount()).isEmpty();
        // One cohort came from nothing: the factor stands, its error is not known.
        CohortTriangle mixed =
                CohortTriangle.of(new double[] {0, 4}, new double[] {2, 5}, new double[] {2, 6}, new double[] {1});
        assertThat(mixed.toCome().get(3)).hasToString("cohort 4: 1 so far, 2.75 to come");
    }

    @Example
    void theCellThatIsFarOffSurprises() {
        double[][] known = IntStream.range(0, 10)
                .mapToObj(i -> new double[] {100 + i, 150 + 1.5 * i + 0.1 * (i % 3), 160 + 1.6 * i + 0.1 * (i % 4)})
                .toArray(double[][]::new);
        assertThat(CohortTriangle.of(known).surprises(0.05)).isEmpty();
        known[6][1] *= 1.4;
        known[6][2] *= 1.4;
        List<Growth> surprises = CohortTriangle.of(known).surprises(0.05);
        assertThat(surprises).hasSize(1);
        Growth growth = surprises.get(0);
        assertThat(growth.cohort()).isEqualTo("cohort 7");
        assertThat(growth.age()).isZero();
        assertThat(growth.others()).isEqualTo(9);
        assertThat(growth.ratio()).isCloseTo(2.1, within(0.01));
        assertThat(growth.toString()).startsWith("cohort 7 age 0 to 1: 2.1 where 9 others have 1.5 (");
    }

    /** What {@code pt} of R says of both tails. */
    @Example
    void studentsTails() {
        assertThat(StudentT.twoSided(1, 1)).isCloseTo(0.5, within(1e-12));
        // 2 * pt(-2.570582, 5)
        assertThat(StudentT.twoSided(2.570581835636197, 5)).isCloseTo(0.05, within(1e-9));
        assertThat(StudentT.twoSided(0.1, 30)).isCloseTo(0.92100960, within(1e-7));
        assertThat(StudentT.twoSided(0, 3)).isEqualTo(1);
        assertThat(StudentT.twoSided(-1e100, 2)).isBetween(0.0, 1e-190);
        assertThat(StudentT.twoSided(Double.POSITIVE_INFINITY, 2)).isZero();
    }

    /** Cohorts of one kind surprise at most as often as the level says. */
    @Example
    void chanceSurprisesAsOftenAsTheLevelSays() {
        SplittableRandom random = new SplittableRandom(5);
        int surprised = 0;
        for (int i = 0; i < 400; i++) {
            surprised += CohortTriangle.of(chance(random)).surprises(0.1).isEmpty() ? 0 : 1;
        }
        assertThat(surprised).isBetween(15, 55);
    }

    /** Twelve cohorts of about 10,000, whose growth varies as Mack's model says. */
    private static double[][] chance(SplittableRandom random) {
        double[][] known = new double[12][];
        for (int i = 0; i < known.length; i++) {
            known[i] = new double[known.length - i];
            known[i][0] = 10_000 + random.nextInt(2_000);
            for (int age = 1; age < known[i].length; age++) {
                double noise = IntStream.range(0, 12)
                                .mapToDouble(j -> random.nextDouble())
                                .sum()
                        - 6;
                known[i][age] = known[i][age - 1] * (1 + 1.0 / age) + 10 * noise * Math.sqrt(known[i][age - 1]);
            }
        }
        return known;
    }

    /** A triangle whose cohorts all grow alike is completed exactly, without error, and nothing surprises. */
    @Property(tries = 100)
    void likeGrowthIsCompletedWithoutError(
            @ForAll @IntRange(min = 4, max = 9) int size,
            @ForAll int seed,
            @ForAll @DoubleRange(min = 0.1, max = 1e6) double unit) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] growth = random.doubles(size).map(each -> 0.8 + 2 * each).toArray();
        double[][] full = new double[size][size];
        for (double[] cohort : full) {
            cohort[0] = unit * (1 + random.nextInt(100));
            for (int age = 1; age < size; age++) {
                cohort[age] = cohort[age - 1] * growth[age];
            }
        }
        double[][] known = IntStream.range(0, size)
                .mapToObj(i -> Arrays.copyOf(full[i], size - i))
                .toArray(double[][]::new);
        CohortTriangle triangle = CohortTriangle.of(known);
        for (int i = 0; i < size; i++) {
            for (int age = 0; age < size; age++) {
                assertThat(triangle.amount(i, age).orElseThrow()).isCloseTo(full[i][age], within(1e-9 * full[i][age]));
            }
        }
        ToCome total = triangle.total();
        assertThat(total.standardError().orElseThrow())
                .isCloseTo(0, within(1e-6 * total.ultimate().orElseThrow()));
        assertThat(triangle.surprises(0.5)).isEmpty();
    }

    /** In another unit all amounts are in that unit, the factors as they were; cohorts of their own add up, errors do not. */
    @Property(tries = 100)
    void unitsAndSums(@ForAll int seed, @ForAll @DoubleRange(min = 0.01, max = 1e4) double unit) {
        double[][] known = chance(new SplittableRandom(seed));
        CohortTriangle triangle = CohortTriangle.of(known);
        CohortTriangle other = CohortTriangle.of(Arrays.stream(known)
                .map(cohort -> Arrays.stream(cohort).map(each -> each * unit).toArray())
                .toArray(double[][]::new));
        ToCome total = triangle.total();
        double amount = total.amount().orElseThrow();
        double error = total.standardError().orElseThrow();
        assertThat(other.total().amount().orElseThrow()).isCloseTo(amount * unit, within(1e-9 * amount * unit));
        assertThat(other.total().standardError().orElseThrow()).isCloseTo(error * unit, within(1e-9 * error * unit));
        assertThat(triangle.toCome().stream()
                        .mapToDouble(each -> each.amount().orElseThrow())
                        .sum())
                .isCloseTo(amount, within(1e-9 * amount));
        double independent = Math.sqrt(triangle.toCome().stream()
                .mapToDouble(each -> Math.pow(each.standardError().orElseThrow(), 2))
                .sum());
        assertThat(error).isGreaterThan(independent);
        // Mack (1993), theorem 3 and its corollary, as they are printed.
        assertThat(error).isCloseTo(Math.sqrt(printed(triangle, known)), within(1e-9 * error));
    }

    private static double printed(CohortTriangle triangle, double[][] known) {
        int n = known.length;
        double mse = 0;
        for (int i = 1; i < n; i++) {
            double own = 0;
            double shared = 0;
            for (int k = n - 1 - i; k < n - 1; k++) {
                double f = triangle.factors().get(k).factor().orElseThrow();
                double s = triangle.factors().get(k).sigma().orElseThrow();
                double base = 0;
                for (int j = 0; j < n - 1 - k; j++) {
                    base += known[j][k];
                }
                own += s * s / (f * f) * (1 / triangle.amount(i, k).orElseThrow() + 1 / base);
                shared += 2 * s * s / (f * f) / base;
            }
            double later = 0;
            for (int j = i + 1; j < n; j++) {
                later += triangle.amount(j, n - 1).orElseThrow();
            }
            double ultimate = triangle.amount(i, n - 1).orElseThrow();
            mse += ultimate * ultimate * own + ultimate * later * shared;
        }
        return mse;
    }

    private record Row(String customer, String day, String amount) {}

    private static final List<Row> ROWS = List.of(
            new Row("Ann", "2026-01-05", "100"),
            new Row("Ann", "2026-02-07", "50"),
            new Row("Ann", "2026-03-02", "25"),
            new Row("Bob", "2026-02-03", "200"),
            new Row("Bob", "2026-03-09", "80"),
            new Row("Cleo", "2026-03-15", "60"),
            new Row("Dan", "2026-04-01", "999"));

    private static HistoryStore<String> store() {
        return HistoryStore.<Row, String>ofDates(Row::customer, row -> LocalDate.parse(row.day))
                .amounts(row -> new BigDecimal(row.amount), Currency.getInstance("EUR"))
                .from(ROWS);
    }

    /** April is still running: its cells are in no sum. */
    @Example
    void onlyObservedCellsOfTablesEnter() {
        Timeline months = Timeline.monthly(LocalDate.of(2026, 4, 10));
        CohortTable<String> table = CohortRetention.over(months).of(store());
        CohortTriangle triangle = CohortTriangle.of(table);
        assertThat(triangle.ages()).isEqualTo(3);
        assertThat(triangle.amount(0, 2)).hasValue(175);
        assertThat(triangle.amount(1, 1)).hasValue(280);
        assertThat(triangle.factors().get(0).factor()).hasValue(430.0 / 300);
        assertThat(triangle.toCome()).extracting(ToCome::cohort).containsExactly("2026-01", "2026-02", "2026-03");
        assertThat(triangle.toCome().get(2).soFar()).isEqualTo(60);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CohortTriangle.of(CohortRetention.over(months)
                        .returning(ReturnRule.OR_EARLIER)
                        .of(store())))
                .withMessageStartingWith("table (cohort retention")
                .withMessageEndingWith("must have each amount in one cell: returned OR_EARLIER, not IN_PERIOD");
    }

    /** Otherwise amounts would be there several times, or not at all, and what is to come with them. */
    @Example
    void tablesThatHaveAnAmountNotJustOnceAreRefused() {
        CohortRetention cohorts = CohortRetention.over(Timeline.monthly(LocalDate.of(2026, 4, 10)));
        refused(
                cohorts.anchoredOn(CohortAnchor.EVERY_PERIOD),
                "anchored on EVERY_PERIOD, which has an amount in several cohorts");
        refused(cohorts.atLeast(2), "of atLeast(2), which leaves amounts of fewer events out");
        refused(cohorts.columnZero(ColumnZero.SURVIVORS), "column zero SURVIVORS, which has the amounts of later ages");
    }

    private static void refused(CohortRetention cohorts, String why) {
        CohortTable<String> table = cohorts.of(store());
        assertThat(table.amountsNotOnce()).contains(why);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CohortTriangle.of(table))
                .withMessageStartingWith("table (cohort retention")
                .withMessageEndingWith("must have each amount in one cell: " + why);
    }

    /** Of a visit and what is bought later in its month, only a column zero of return events has both. */
    @Example
    void theAgeOfTheStartHasWhatReturnsOfItBring() {
        HistoryStore<String> store = HistoryStore.<Row, String>ofDates(Row::customer, row -> LocalDate.parse(row.day))
                .codes(row -> row.amount.equals("0") ? "visit" : "order")
                .amounts(row -> new BigDecimal(row.amount), Currency.getInstance("EUR"))
                .from(List.of(
                        new Row("Ann", "2026-01-05", "0"),
                        new Row("Ann", "2026-01-07", "50"),
                        new Row("Ann", "2026-02-02", "25")));
        CohortRetention visits = CohortRetention.over(Timeline.monthly(LocalDate.of(2026, 3, 10)))
                .startingWith("visit")
                .returningWith("order");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CohortTriangle.of(visits.of(store)))
                .withMessageContaining("column zero COHORT_SIZE, which has the amounts of starts")
                .withMessageEndingWith("[visit] alone: take RETURN_EVENT");
        CohortTriangle triangle =
                CohortTriangle.of(visits.columnZero(ColumnZero.RETURN_EVENT).of(store));
        assertThat(triangle.amount(0, 0)).hasValue(50);
        assertThat(triangle.amount(0, 1)).hasValue(75);
    }

    /** Of changes of value, by what is paid at the end of each month. */
    @Example
    void recurringValueIsCumulated() {
        Timeline months = Timeline.monthly(LocalDate.of(2026, 4, 10));
        CohortTriangle triangle = CohortTriangle.of(RevenueCohorts.over(months).of(store()));
        assertThat(triangle.amount(0, 2)).hasValue(100 + 150 + 175);
        assertThat(triangle.amount(1, 1)).hasValue(200 + 280);
        assertThat(triangle.amount(2, 0)).hasValue(60);
        assertThat(RecurringRevenue.over(months).of(store()).inPeriod("2026-03").toString())
                .contains("= 515.00");
    }
}
