package dev.retention.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.PeriodsPerYear;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PurchaseSummaryTest {
    private static final PeriodsPerYear WEEKS = PeriodsPerYear.WEEKLY;

    @Test
    void keepsDistinctHistoriesWithCounts() {
        PurchaseSummary summary = PurchaseSummary.inUnits(WEEKS)
                .add(2, 3, 4)
                .add(0, 0, 4)
                .add(PurchaseHistory.of(2, 3, 4), 5)
                .add(PurchaseHistory.of(9, 3, 4), 0)
                .sumOfLogIntervals(1.5)
                .build();
        assertThat(summary.size()).isEqualTo(2);
        assertThat(summary.customers()).isEqualTo(7);
        assertThat(summary.repeatBuyers()).isEqualTo(6);
        assertThat(summary.history(1)).isEqualTo(PurchaseHistory.of(2, 3, 4));
        assertThat(summary.count(1)).isEqualTo(6);
        assertThat(summary.unit()).isEqualTo(WEEKS);
        assertThat(summary.sumOfLogIntervals()).hasValue(1.5);
        assertThat(summary).hasToString("7 customers, 2 distinct histories, 52 periods a year");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> summary.history(2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> summary.count(-1));
    }

    @Test
    void everyDoorGivesTheSameSummary() {
        SplittableRandom random = new SplittableRandom(3);
        int n = 3000;
        int[] x = new int[n];
        int[] last = new int[n];
        int[] age = new int[n];
        PurchaseSummary.Builder builder = PurchaseSummary.inUnits(WEEKS);
        for (int i = 0; i < n; i++) {
            age[i] = random.nextInt(60);
            x[i] = age[i] == 0 ? 0 : random.nextInt(4);
            last[i] = x[i] == 0 ? 0 : random.nextInt(age[i] + 1);
            builder.add(x[i], last[i] / 7.0, age[i] / 7.0);
        }
        PurchaseSummary columns = PurchaseSummary.fromDays(WEEKS, 7, x, last, age);
        assertThat(columns).isEqualTo(builder.build()).hasSameHashCodeAs(builder.build());
        assertThat(columns.size()).isLessThan(n);
        assertThat(columns).isNotEqualTo(PurchaseSummary.fromDays(PeriodsPerYear.MONTHLY, 7, x, last, age));
        assertThat(columns).isNotEqualTo("columns");
    }

    @Test
    void columnsMayHoldTheLargestNumbers() {
        int most = Integer.MAX_VALUE;
        PurchaseSummary summary = PurchaseSummary.fromDays(
                PeriodsPerYear.DAILY, 1, new int[] {most, 0}, new int[] {most, 0}, new int[] {most, most});
        assertThat(summary.history(1)).isEqualTo(PurchaseHistory.of(most, most, most));
        assertThat(summary.history(0)).isEqualTo(PurchaseHistory.of(0, 0, most));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0, 1", // negative frequency
        "1, -1, 1", // negative recency
        "1, 2, 1", // last purchase after the end
        "0, 1, 2", // recency without repeat purchase
        "0, 0, -1", // negative age
    })
    void refusesImpossibleCustomers(int x, int last, int age) {
        assertThatIllegalArgumentException().isThrownBy(() -> PurchaseHistory.of(x, last, age));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseSummary.fromDays(WEEKS, 7, new int[] {x}, new int[] {last}, new int[] {age}));
    }

    @Test
    void refusesWhatIsNotANumber() {
        assertThatIllegalArgumentException().isThrownBy(() -> PurchaseHistory.of(1, Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> PurchaseHistory.of(1, 1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> PurchaseHistory.of(1, 1, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseSummary.inUnits(WEEKS).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseSummary.inUnits(WEEKS).add(PurchaseHistory.of(0, 0, 1), -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseSummary.inUnits(WEEKS).sumOfLogIntervals(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseSummary.fromDays(WEEKS, 7, new int[2], new int[1], new int[2]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseSummary.fromDays(WEEKS, 0, new int[1], new int[1], new int[1]));
        assertThat(PurchaseHistory.of(0, -0.0, -0.0)).isEqualTo(PurchaseHistory.of(0, 0, 0));
        assertThat(PurchaseHistory.of(2, 30.43, 38.86)).hasToString("x = 2, t_x = 30.43, T = 38.86");
    }

    @Test
    void countsThatOverflowAreRefused() {
        PurchaseHistory history = PurchaseHistory.of(1, 2, 3);
        PurchaseSummary.Builder one = PurchaseSummary.inUnits(WEEKS).add(history, Long.MAX_VALUE);
        assertThat(one.build().customers()).isEqualTo(Long.MAX_VALUE);
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> one.add(history, 1));
        PurchaseSummary.Builder two = one.add(PurchaseHistory.of(2, 2, 3), 1);
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(two::build);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0,
                -0.0,
                -7,
                Double.MIN_VALUE,
                1e-101,
                1e101,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY
            })
    void refusesUnitsThatAreNone(double daysPerUnit) {
        int[] one = {1};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseSummary.fromDays(WEEKS, daysPerUnit, one, one, one))
                .withMessageStartingWith("daysPerUnit");
    }

    @Test
    void daysMayBeOfAnyUnitAndMustBeInOrder() {
        int[] two = {2};
        for (double unit : new double[] {1e-100, 1e100}) {
            assertThat(PurchaseSummary.fromDays(WEEKS, unit, two, two, two).age(0))
                    .isEqualTo(2 / unit);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseSummary.fromDays(WEEKS, 7, two, new int[] {3}, two))
                .withMessage("recency (3.0) must be in [0, age = 2.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseSummary.fromDays(WEEKS, 7, new int[0], new int[0], new int[0]))
                .withMessage("summary must have at least one customer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseSummary.fromDays(WEEKS, 7, two, new int[] {1}, new int[] {Integer.MIN_VALUE}))
                .withMessageStartingWith("age (-2.147483648E9)");
    }
}
