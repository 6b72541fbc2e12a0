package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.service.Ageing.Open;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AgeingTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);

    private static Open open(String due, long amount) {
        return new Open(LocalDate.parse(due), BigDecimal.valueOf(amount));
    }

    private static final List<Open> OPEN = List.of(
            open("2026-06-30", 100),
            open("2026-06-10", 40),
            open("2026-05-31", 70),
            open("2026-05-30", 5),
            open("2026-03-31", 20),
            open("2026-07-15", 55));

    @Test
    void whatIsDueTodayIsNotOverdueAndThirtyDaysAreTheFirstRange() {
        Ageing owed = Ageing.of(AS_OF, OPEN);
        assertThat(owed.lines())
                .extracting(Ageing.Line::toString)
                .containsExactly(
                        "not due: 155",
                        "1-30: 110",
                        "31-60: 5",
                        "61-90: 0",
                        "over 90: 20",
                        "no due day: 0",
                        "credit notes: 0",
                        "unapplied payments: 0");
        assertThat(owed.balance()).isEqualByComparingTo("290");
        assertThat(owed.overdue()).isEqualByComparingTo("135");
        assertThat(owed.overdueShare()).hasValue(135.0 / 290);
        assertThat(owed).hasToString("2026-06-30: 290 owed [not due: 155, 1-30: 110, 31-60: 5, over 90: 20]");
    }

    @Test
    void creditsAndPaymentsThatAreNotAppliedAreLinesBelowZero() {
        Ageing owed = Ageing.of(AS_OF, List.of(open("2026-06-10", 40), new Open(null, BigDecimal.TEN)))
                .less(BigDecimal.ONE, BigDecimal.valueOf(60));
        assertThat(owed.line(Ageing.CREDIT_NOTES)).isEqualByComparingTo("-1");
        assertThat(owed.line(Ageing.UNAPPLIED_PAYMENTS)).isEqualByComparingTo("-60");
        assertThat(owed.line(Ageing.NO_DUE_DAY)).isEqualByComparingTo("10");
        assertThat(owed.current()).isEqualByComparingTo("10");
        assertThat(owed.balance()).isEqualByComparingTo("-11");
        assertThat(Ageing.of(AS_OF, List.of()).overdueShare()).isEmpty();
        assertThat(owed.disputed()).isZero();
    }

    @Property(tries = 100)
    void everyAmountIsInTheLineThatNamesItsDay(
            @ForAll @IntRange(min = -50, max = 500) int past, @ForAll @IntRange(min = 1, max = 100) int edge) {
        Ageing owed = Ageing.of(AS_OF, List.of(new Open(AS_OF.minusDays(past), BigDecimal.ONE)), edge, edge + 20);
        String name = past <= 0
                ? "not due"
                : past <= edge
                        ? "1-" + edge
                        : past <= edge + 20 ? (edge + 1) + "-" + (edge + 20) : "over " + (edge + 20);
        assertThat(owed.line(name)).isEqualByComparingTo("1");
        assertThat(owed.balance()).isEqualByComparingTo("1");
    }

    @Test
    void badEdgesAmountsAndNamesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ageing.of(AS_OF, OPEN, 30, 30))
                .withMessage("edges ([30, 30]) must ascend from 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ageing.of(AS_OF, OPEN, 1, 2, 3, 4, 5, 6, 7, 8))
                .withMessage("edges ([1, 2, 3, 4, 5, 6, 7, 8]) must be at most 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open("2026-06-30", -1))
                .withMessage("amount (-1) must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ageing.of(AS_OF, OPEN).line("1-31"))
                .withMessageStartingWith("name (1-31) must be one of [not due, 1-30,");
    }
}
