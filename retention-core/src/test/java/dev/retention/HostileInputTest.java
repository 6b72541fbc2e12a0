package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.history.Event;
import dev.retention.history.ExclusionReason;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueRate;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.value.AcquisitionCost;
import dev.retention.value.AmountPerCustomer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that no honest caller sends: an answer, or a refusal that names what was sent. */
class HostileInputTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final List<Grain> GRAINS = List.of(
            Grain.HOUR,
            Grain.DAY,
            Grain.weekStarting(DayOfWeek.MONDAY),
            Grain.MONTH,
            Grain.QUARTER,
            Grain.YEAR,
            Grain.ofDays(30, LocalDate.EPOCH));

    @ParameterizedTest
    @EnumSource(ProportionInterval.class)
    void intervalsOfAbsurdNumbersAreFiniteOrRefused(ProportionInterval method) {
        boolean exact = method == ProportionInterval.JEFFREYS || method == ProportionInterval.CLOPPER_PEARSON;
        for (long total : new long[] {1, 1_000, 1_000_000_000_000L, 1_000_000_000_000_000L, Long.MAX_VALUE}) {
            for (long count : new long[] {0, 1, total / 3, total / 2, total}) {
                for (double confidence : new double[] {Double.MIN_VALUE, 1e-300, 0.95, Math.nextDown(1.0)}) {
                    Proportion proportion = Proportion.of(count, total);
                    if (exact && total == Long.MAX_VALUE) {
                        assertThatIllegalArgumentException()
                                .isThrownBy(() -> method.of(proportion, confidence))
                                .withMessageStartingWith(
                                        "total (9223372036854775807) must be at most 1000000000000000");
                    } else {
                        Interval interval = method.of(proportion, confidence);
                        assertThat(interval.lower())
                                .as("%s of %s", method, proportion)
                                .isBetween(0.0, 1.0);
                        assertThat(interval.upper()).isBetween(interval.lower(), 1.0);
                        if (method == ProportionInterval.CLOPPER_PEARSON) {
                            assertThat(interval.contains(proportion.asDouble())).isTrue();
                        }
                    }
                }
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.of(Proportion.of(1, 2), 1 - 1e-17))
                .withMessage("confidence (1.0) must be inside (0, 1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1E+20000000", "1E-20000000", "1E+2147483647", "-1E-2147483647", "1E+400", "1E+2001", "1E-2001"})
    void amountsWithAbsurdExponentsCostNothing(String text) {
        BigDecimal amount = new BigDecimal(text);
        String message = "amount (" + text + ") must be in the range of doubles, with at most 2,000 decimals";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AmountPerCustomer.of(amount, EUR))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Event.on(LocalDate.EPOCH).worth(amount))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AcquisitionCost.of(AcquisitionCost.Basis.values()[0], amount, 1, EUR))
                .withMessage(message.replace("amount", "spend"));
        HistoryStore<Integer> store = HistoryStore.ofDates((Integer row) -> row, (Integer row) -> LocalDate.EPOCH)
                .amounts(row -> row == 1 ? amount : BigDecimal.ONE, EUR)
                .lenient()
                .from(List.of(0, 1));
        assertThat(store.exclusions().count(ExclusionReason.AMOUNT_OUT_OF_RANGE))
                .isEqualTo(1);
    }

    @Test
    void numbersOfAMillionDigitsAreNotPrinted() {
        BigDecimal amount = new BigDecimal(BigInteger.ONE.shiftLeft(40_000_000));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.amount(amount, "amount"))
                .withMessage("amount (a number of 40000001 bits) must have at most 2,000 digits");
    }

    @ParameterizedTest
    @CsvSource({
        "YEAR, +2025",
        "YEAR, 02025",
        "YEAR, ٢٠٢٥",
        "YEAR, -0",
        "YEAR, +999999999",
        "YEAR, 2147483647",
        "QUARTER, 2025-Q+1",
        "QUARTER, 2025-Q01",
        "QUARTER, +2025-Q1",
        "QUARTER, 2025-Q5",
        "QUARTER, Q1",
        "QUARTER, ٢٠٢٥-Q1",
        "MONTH, +999999999-01",
        "MONTH, +2025-01",
        "MONTH, 2025-1",
        "MONTH, ٢٠٢٥-٠١",
        "DAY, +999999999-12-31",
        "DAY, +2025-01-01",
        "DAY, -999999999-01-01",
        "HOUR, 2025-01-01T5",
        "HOUR, +999999999-12-31T00",
        "HOUR, 2025-01-01T00:00"
    })
    void labelsAreReadAsTheyAreWritten(String name, String label) {
        Grain grain = GRAINS.stream()
                .filter(each -> each.toString().startsWith(name) || name.equals("DAY") && each.equals(Grain.DAY))
                .findFirst()
                .orElseThrow();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grain.parse(label))
                .withMessageStartingWith("label (" + label + ") must be a period of grain " + grain + ", such as ");
    }

    @Test
    void theEndsOfTheCalendarAreRefusedByName() {
        for (LocalDate end : List.of(LocalDate.MIN, LocalDate.MAX)) {
            for (Grain grain : GRAINS) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> grain.periodOf(end))
                        .withMessage("day (" + end + ") must be in the years -999,999 to 999,999");
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> Timeline.of(grain, end))
                        .withMessage("asOf (" + end + ") must be in the years -999,999 to 999,999");
                LocalDateTime time = end.atStartOfDay();
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> Timeline.completeBefore(grain, time))
                        .withMessageStartingWith("endExclusive (");
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grain.HOUR.periodOf(LocalDate.of(500_000, 1, 1)))
                .withMessage("day (+500000-01-01) must be in the years -240,000 to 240,000 to be cut into hours");
    }

    @Test
    void periodsOfAMillionYearsAreRefusedByName() {
        for (Grain grain : GRAINS) {
            for (LocalDate day : List.of(LocalDate.of(-240_000, 1, 1), LocalDate.of(240_000, 12, 31))) {
                Period period = grain.periodOf(day);
                assertThat(period.endExclusive()).isAfter(period.startInclusive());
                assertThat(grain.parse(period.label())).isEqualTo(period);
                int towardsTheEnd = day.getYear() > 0 ? Integer.MAX_VALUE : Integer.MIN_VALUE;
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> period.plus(towardsTheEnd))
                        .withMessageStartingWith("number plus periods (");
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Period(Grain.YEAR, Integer.MAX_VALUE))
                .withMessage("number (2147483647) must be within 1002500 of the epoch");
    }

    @Test
    void ratesMayBeCompoundedContinuously() {
        DiscountRate rate = DiscountRate.continuously(PeriodsPerYear.WEEKLY, 0.001);
        assertThat(rate.continuousPer(PeriodsPerYear.WEEKLY)).isCloseTo(0.001, within(1e-15));
        assertThat(rate.perYear()).isCloseTo(Math.exp(0.052) - 1, within(1e-15));
        assertThat(DiscountRate.continuously(PeriodsPerYear.YEARLY, 0)).isEqualTo(DiscountRate.NONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiscountRate.continuously(PeriodsPerYear.DAILY, 2))
                .withMessage("rate (2.0) of 365.0 periods a year passes the range of doubles");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiscountRate.per(PeriodsPerYear.DAILY, 1e300))
                .withMessage("fraction (1.0E300) of 365.0 periods a year passes the range of doubles");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiscountRate.per(PeriodsPerYear.DAILY, Double.POSITIVE_INFINITY))
                .withMessage("fraction (Infinity) must be finite and at least 0");
    }

    @Test
    void aQuickRatioIsNoShare() {
        assertThat(new RevenueRate(RevenueFormula.QUICK_RATIO, new BigDecimal("400.00"), new BigDecimal("100.00")))
                .hasToString("4 (400.00 of 100.00, QUICK_RATIO)");
        assertThat(new RevenueRate(RevenueFormula.NRR_COHORT, new BigDecimal("910.00"), new BigDecimal("1000.00")))
                .hasToString("91.0 % (910.00 of 1000.00, NRR_COHORT)");
    }
}
