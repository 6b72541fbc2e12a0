package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.PeriodsPerYear;
import dev.retention.history.EventFilter;
import dev.retention.history.EventFilter.Refunds;
import dev.retention.history.HistoryStore;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.purchase.PurchaseHistory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlivePathTest {
    private static final ParetoNbd MODEL = ParetoNbd.of(PeriodsPerYear.WEEKLY, 0.553, 10.578, 0.606, 11.669);
    private static final LocalDate AS_OF = LocalDate.of(2024, 3, 31);

    private record Order(String customer, LocalDate day, String code, String amount) {}

    private static HistoryStore<String> store(String... rows) {
        return HistoryStore.ofDates(Order::customer, Order::day)
                .codes(Order::code)
                .amounts(order -> new BigDecimal(order.amount()), Currency.getInstance("EUR"))
                .from(Stream.of(rows)
                        .map(row -> row.split(" "))
                        .map(cell -> new Order(cell[0], LocalDate.parse(cell[1]), cell[2], cell[3])));
    }

    private static final HistoryStore<String> STORE = store(
            "ann 2024-01-03 order 10",
            "ann 2024-01-03 order 5",
            "ann 2024-02-01 order 10",
            "ann 2024-02-10 visit 1",
            "ann 2024-03-01 order 20",
            "ann 2024-03-20 order -20",
            "bob 2024-03-30 order 7");

    private static CustomerPurchases<String> purchases() {
        return PurchaseCounting.weekly(AS_OF)
                .counting(EventFilter.of("order").with(Refunds.DEDUCT))
                .of(STORE);
    }

    @Test
    void fallsWithSilenceAndRisesWithPurchases() {
        CustomerPurchases<String> purchases = purchases();
        int ann = purchases.find("ann").orElseThrow();
        List<AlivePath.Day> days = AlivePath.of(MODEL, purchases, ann).days();
        assertThat(days).hasSize(31 - 3 + 1 + 29 + 31);
        assertThat(days.get(0).date()).isEqualTo(LocalDate.of(2024, 1, 3));
        assertThat(days.get(0).probabilityAlive()).isEqualTo(1);
        assertThat(days.get(days.size() - 1).date()).isEqualTo(AS_OF);
        assertThat(days.get(days.size() - 1).history()).isEqualTo(purchases.history(ann));
        for (int i = 1; i < days.size(); i++) {
            boolean bought = days.get(i).history().frequency()
                    > days.get(i - 1).history().frequency();
            assertThat(days.get(i).probabilityAlive() > days.get(i - 1).probabilityAlive())
                    .as("%s", days.get(i))
                    .isEqualTo(bought);
            assertThat(days.get(i).probabilityAlive())
                    .isEqualTo(MODEL.probabilityAlive(days.get(i).history()));
        }
        assertThat(days.stream()
                        .filter(day -> day.history().recency() == day.history().age()))
                .extracting(AlivePath.Day::date)
                .containsExactlyElementsOf(purchases.purchaseDays(ann));
    }

    @Test
    void knowsThePurchaseDaysByTheRulesOfTheCounting() {
        CustomerPurchases<String> purchases = purchases();
        assertThat(purchases.purchaseDays(purchases.find("ann").orElseThrow()))
                .containsExactly(LocalDate.of(2024, 1, 3), LocalDate.of(2024, 2, 1), LocalDate.of(2024, 3, 1));
        CustomerPurchases<String> all = PurchaseCounting.daily(AS_OF)
                .holdoutFrom(LocalDate.of(2024, 2, 5))
                .of(STORE);
        int ann = all.find("ann").orElseThrow();
        assertThat(all.purchaseDays(ann))
                .hasSize(1 + all.history(ann).frequency() + all.holdoutPurchases(ann))
                .endsWith(LocalDate.of(2024, 3, 20));
        assertThat(all.purchaseDays(ann)).contains(LocalDate.of(2024, 2, 10));
    }

    @Test
    void goesOnAsIfSilent() {
        CustomerPurchases<String> purchases = purchases();
        int bob = purchases.find("bob").orElseThrow();
        AlivePath path = AlivePath.of(MODEL, purchases, bob, AS_OF.plusDays(100));
        assertThat(path.days()).hasSize(102);
        AlivePath.Day last = path.days().get(101);
        assertThat(last.history()).isEqualTo(PurchaseHistory.of(0, 0, 101 / 7.0));
        assertThat(last.probabilityAlive()).isLessThan(path.days().get(1).probabilityAlive());
        assertThat(path.toString()).endsWith(" on " + AS_OF.plusDays(100)).startsWith("0.");
    }

    @Test
    void refusesWhatDoesNotFit() {
        CustomerPurchases<String> purchases = purchases();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlivePath.of(MODEL, purchases, 0, LocalDate.of(2024, 1, 2)))
                .withMessageContaining("must not be before the first purchase (2024-01-03)");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> AlivePath.of(MODEL, purchases, 2));
        CustomerPurchases<String> daily = PurchaseCounting.daily(AS_OF).of(STORE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlivePath.of(MODEL, daily, 0))
                .withMessageContaining("must be in the model's unit");
    }
}
