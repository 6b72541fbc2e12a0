package dev.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.HistoryStore;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PaybackTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final AcquisitionCost COST =
            AcquisitionCost.of(AcquisitionCost.Basis.PAID, new BigDecimal("80.00"), 2, USD);

    private static List<BigDecimal> margins(String... margins) {
        return Stream.of(margins).map(BigDecimal::new).toList();
    }

    private static AmountPerCustomer usd(String amount) {
        return AmountPerCustomer.of(new BigDecimal(amount), USD);
    }

    @Test
    void theFirstAgeAtWhichTheMarginCoversTheCost() {
        assertThat(Payback.of(COST, 10, margins("250", "100", "50", "1")))
                .hasToString("at age 2: 40.00 USD of 40.00 USD");
        assertThat(Payback.of(COST, 10, margins("250", "100", "49.99")).age()).isEmpty();
        assertThat(Payback.of(COST, 10, margins("250", "100", "49.99")))
                .hasToString("not yet at age 2: 39.99… USD of 40.00 USD");
        assertThat(Payback.of(COST, 10, margins("500", "-200")).age()).hasValue(0);
        assertThat(Payback.of(COST, 10, List.of())).hasToString("not yet: no age observed");
        assertThat(Payback.of(AcquisitionCost.of(AcquisitionCost.Basis.PAID, BigDecimal.ZERO, 1, USD), 1, margins("0"))
                        .age())
                .hasValue(0);
        assertThatThrownBy(() -> Payback.of(COST, 0, List.of())).hasMessage("customers (0) must be at least 1");
    }

    /** 900 for ten customers, of whom 400, 700 and 950 have come in: in the third period, at age 2, after four fifths of it. */
    @Test
    void periodsToPayBackAreCountedInside() {
        AcquisitionCost cost = AcquisitionCost.of(AcquisitionCost.Basis.PAID, new BigDecimal("900"), 10, USD);
        Payback payback = Payback.of(cost, 10, margins("400", "300", "250"));
        assertThat(payback.cumulated())
                .extracting(each -> each.total().intValueExact())
                .containsExactly(400, 700, 950);
        assertThat(payback.age()).hasValue(2);
        assertThat(payback.periods()).hasValue(2.8);
        assertThat(Payback.of(cost, 20, margins("3600", "100")).periods()).hasValue(0.5);
        assertThat(Payback.of(cost, 10, margins("400", "500")).periods()).hasValue(2);
        assertThat(Payback.of(cost, 10, margins("400", "499")).periods()).isEmpty();
        AcquisitionCost free = AcquisitionCost.of(AcquisitionCost.Basis.PAID, BigDecimal.ZERO, 1, USD);
        assertThat(Payback.of(free, 1, margins("0")).periods()).hasValue(0);
    }

    /** 1/3 of 90 is exactly 30: comparing quotients in floating point would not be sure of it. */
    @Test
    void aMarginThatJustCoversPaysBack() {
        AcquisitionCost cost = AcquisitionCost.of(AcquisitionCost.Basis.PAID, new BigDecimal("0.1"), 3, USD);
        assertThat(Payback.of(cost, 30, margins("0.9", "0.1")).age()).hasValue(1);
        assertThat(Payback.of(cost, 30, margins("0.9", "0.0999999999999999999999"))
                        .age())
                .isEmpty();
    }

    record Row(long customer, String day, String amount) {}

    @Test
    void ofACohortTheLostIncluded() {
        HistoryStore<Long> store = HistoryStore.<Row, Long>ofDates(Row::customer, row -> LocalDate.parse(row.day))
                .amounts(row -> new BigDecimal(row.amount), USD)
                .from(List.of(
                        new Row(1, "2024-01-10", "50"),
                        new Row(2, "2024-01-20", "30"),
                        new Row(1, "2024-03-05", "40"),
                        new Row(1, "2024-04-05", "500")));
        CohortTable<Long> table = CohortRetention.over(Timeline.monthly(LocalDate.of(2024, 4, 15)))
                .of(store);
        // 40, 40 and 60 of revenue per customer; April is not over
        assertThat(Payback.of(COST, table.row("2024-01"), 0.5)).hasToString("not yet at age 2: 30.00 USD of 40.00 USD");
        assertThat(Payback.of(COST, table.row("2024-01"), 1).age()).hasValue(0);
        assertThat(Payback.of(COST, table.row("2024-01"), 0.9)).hasToString("at age 2: 54.00 USD of 40.00 USD");
        assertThatThrownBy(() -> Payback.of(COST, table.row("2024-02"), 1))
                .hasMessage("customers (0) must be at least 1");
    }

    @Test
    void atConstantMargin() {
        assertThat(Payback.atConstantMargin(COST, usd("12.5")).orElseThrow()).isEqualTo(3.2);
        assertThat(Payback.atConstantMargin(COST, usd("0"))).isEmpty();
        assertThat(Payback.atConstantMargin(COST, usd("-1"))).isEmpty();
    }

    @Test
    void costsOfChannels() {
        AcquisitionCost search = AcquisitionCost.of(AcquisitionCost.Basis.PAID, new BigDecimal("1000"), 50, USD);
        AcquisitionCost more = AcquisitionCost.of(AcquisitionCost.Basis.PAID, new BigDecimal("1600"), 60, USD);
        assertThat(search).hasToString("20.00 USD (1000 of 50), paid");
        assertThat(more.marginal(search)).hasToString("Optional[60.00 USD (600 of 10)]");
        assertThat(search.marginal(more)).isEmpty();
        assertThat(search.marginal(search)).isEmpty();
        assertThat(search.plus(more))
                .isEqualTo(AcquisitionCost.of(AcquisitionCost.Basis.PAID, new BigDecimal("2600"), 110, USD));
        AcquisitionCost loaded = AcquisitionCost.of(AcquisitionCost.Basis.LOADED, BigDecimal.TEN, 1, USD);
        assertThatThrownBy(() -> search.plus(loaded)).hasMessage("basis (loaded) must be paid");
        assertThatThrownBy(() -> AcquisitionCost.of(AcquisitionCost.Basis.PAID, new BigDecimal("-1"), 1, USD))
                .hasMessage("spend (-1) must be at least 0");
        assertThatThrownBy(() -> AcquisitionCost.of(AcquisitionCost.Basis.PAID, BigDecimal.ONE, 0, USD))
                .hasMessage("acquired (0) must be at least 1");
    }

    /** By hand: at a repeat rate of 0.2 to 0.5 and 8 a later order, 2 to 8 follow upon a first margin of 5. */
    @Test
    void affordableCostFollowsFromTheRepeatRate() {
        AmountPerCustomer first = AmountPerCustomer.of(new BigDecimal("5"), USD);
        AmountPerCustomer later = AmountPerCustomer.of(new BigDecimal("8"), USD);
        Interval cost = BreakEven.affordableCost(first, later, Interval.of(0.2, 0.5, 0.9));
        assertThat(cost.lower()).isCloseTo(7, within(1e-14));
        assertThat(cost.upper()).isCloseTo(13, within(1e-14));
        assertThat(cost.confidence()).isEqualTo(0.9);
        // 312 of 1,000 first-time buyers came back
        Interval observed = BreakEven.affordableCost(
                first, later, Proportion.of(312, 1000).interval(ProportionInterval.WILSON, 0.95));
        assertThat(observed.contains(5 + 8 * 0.312 / 0.688)).isTrue();
        assertThat(BreakEven.affordableCost(first, later, Interval.of(0, 1, 0.95)))
                .isEqualTo(Interval.of(5, Double.POSITIVE_INFINITY, 0.95));
        AmountPerCustomer euros = AmountPerCustomer.of(new BigDecimal("8"), Currency.getInstance("EUR"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BreakEven.affordableCost(first, euros, Interval.of(0.2, 0.5, 0.9)));
        AmountPerCustomer none = AmountPerCustomer.of(BigDecimal.ZERO, USD);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BreakEven.affordableCost(first, none, Interval.of(0.2, 0.5, 0.9)));
        for (Interval bad :
                new Interval[] {Interval.of(-0.1, 0.5, 0.9), Interval.of(0.2, 1.1, 0.9), Interval.of(1, 1, 0.9)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BreakEven.affordableCost(first, later, bad))
                    .withMessageContaining("repeatRate");
        }
    }

    @Test
    void breakEvenAfterALossOnTheFirstOrder() {
        // 40 to acquire, 15 on the first order, 20 on each later one: 25 to be made good
        BreakEven even = BreakEven.of(COST, usd("15"), usd("20"));
        assertThat(even.repeatRate()).isCloseTo(25 / 45.0, within(1e-15));
        assertThat(even.repeatRateBy(2)).isEmpty();
        // r + r² = 1.25
        assertThat(even.repeatRateBy(3).orElseThrow()).isCloseTo((-1 + Math.sqrt(6)) / 2, within(2e-15));
        assertThat(even.repeatRateBy(2000).orElseThrow()).isCloseTo(25 / 45.0, within(2e-15));
        assertThat(even)
                .hasToString(
                        "25.00 USD lost on the first order, 20.00 USD gained on each later one: needs a repeat rate of 55.6 %");
        assertThat(BreakEven.of(COST, usd("20"), usd("20")).repeatRateBy(2).orElseThrow())
                .isEqualTo(1);
        BreakEven gain = BreakEven.of(COST, usd("50"), usd("20"));
        assertThat(gain.repeatRate()).isZero();
        assertThat(gain.repeatRateBy(1)).hasValue(0);
        assertThatThrownBy(() -> BreakEven.of(COST, usd("1"), usd("0"))).hasMessageContaining("repeatMargin (0.0)");
        assertThatThrownBy(() -> new BreakEven(Double.NaN, 1, USD)).hasMessageContaining("loss (NaN)");
        assertThatThrownBy(() -> even.repeatRateBy(0)).hasMessage("order (0) must be at least 1");
    }
}
