package dev.retention.loss;

import static dev.retention.loss.SmallBusiness.EUR;
import static dev.retention.loss.SmallBusiness.MONTHS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.EventFilter;
import dev.retention.history.EventFilter.Refunds;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lost customers were worth, where amounts are large or come back. */
class LossWorthTest {
    private record Change(String day, String code, String amount) {}

    private static HistoryStore<String> store(Change... changes) {
        return HistoryStore.ofDates((Change change) -> "ann", change -> LocalDate.parse(change.day()))
                .amounts(change -> new BigDecimal(change.amount()), EUR)
                .codes(Change::code)
                .from(List.of(changes));
    }

    private static LossTable<String> recurring(HistoryStore<String> store) {
        return Losses.over(MONTHS, Spells.between("started", "ended"))
                .worth(LossValue.recurring())
                .of(store);
    }

    @Test
    void sumsOverDaysMayPassALongWhereTheWorthDoesNot() {
        LossTable<String>.InPeriod march = recurring(store(
                        new Change("2019-03-01", "started", "1e14"),
                        new Change("2020-03-01", "changed", "1e14"),
                        new Change("2024-03-01", "ended", "-2e14")))
                .inPeriod("2024-03");
        assertThat(march.value(LossItem.LOSSES, LossWorth.LAST)).contains(new BigDecimal("200000000000000.00"));
        assertThat(march.value(LossItem.LOSSES, LossWorth.YEAR_BEFORE)).contains(new BigDecimal("2400000000000000.00"));
        // 366 days at 1e14 and 1,461 at 2e14 a month.
        assertThat(march.value(LossItem.LOSSES, LossWorth.LIFETIME))
                .contains(new BigDecimal("3288e14")
                        .multiply(BigDecimal.valueOf(12))
                        .divide(BigDecimal.valueOf(365), 2, RoundingMode.HALF_EVEN));
    }

    @Test
    void aWorthThatFitsNoLongIsNamed() {
        HistoryStore<String> store =
                store(new Change("2009-03-01", "started", "5e15"), new Change("2024-03-01", "ended", "-5e15"));
        assertThatThrownBy(() -> recurring(store))
                .hasStackTraceContaining(
                        "worth (lifetime) of customer (ann) on 2024-01-01 must fit a long of minor units");
    }

    @Test
    void refundsLowerTheLastOrderOrThatBeforeThem() {
        HistoryStore<String> store = store(
                new Change("2024-01-01", "order", "50"),
                new Change("2024-01-10", "order", "20"),
                new Change("2024-03-20", "order", "-5"));
        Losses method = Losses.over(MONTHS, Spells.ofOrders(30)).worth(LossValue.ofOrders());
        assertThat(method.of(store).inPeriod("2024-02").value(LossItem.LOSSES, LossWorth.LIFETIME))
                .contains(new BigDecimal("70.00"));
        LossTable<String> deducted =
                method.counting(EventFilter.ALL.with(Refunds.DEDUCT)).of(store);
        assertThat(deducted.inPeriod("2024-02").value(LossItem.LOSSES, LossWorth.LIFETIME))
                .contains(new BigDecimal("65.00"));
        assertThat(deducted.inPeriod("2024-02").value(LossItem.LOSSES, LossWorth.LAST))
                .contains(new BigDecimal("15.00"));
    }
}
