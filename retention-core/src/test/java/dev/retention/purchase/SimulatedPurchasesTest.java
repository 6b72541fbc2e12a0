package dev.retention.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.PeriodsPerYear;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.rule.Sweep;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A base of the size and the periods of the CDNOW sample, whose file may not be bundled, against counts of another code. */
class SimulatedPurchasesTest {
    private static final int CUSTOMERS = 2357;
    private static final LocalDate START = LocalDate.of(1997, 1, 1);
    private static final LocalDate HOLDOUT = LocalDate.of(1997, 10, 1);
    private static final LocalDate AS_OF = LocalDate.of(1998, 6, 30);

    /** By customer the cents of every day of purchase; the events are added to a store as well, in an order of their own. */
    private static Map<Long, TreeMap<Integer, Long>> simulate(LongHistoryBuilder builder) {
        SplittableRandom random = new SplittableRandom(1997);
        int start = (int) START.toEpochDay();
        int days = (int) AS_OF.toEpochDay() - start + 1;
        Map<Long, TreeMap<Integer, Long>> base = new TreeMap<>();
        for (long customer = 0; customer < CUSTOMERS; customer++) {
            TreeMap<Integer, Long> own = new TreeMap<>();
            double perDay = -Math.log(1 - random.nextDouble()) * 0.01;
            int first = random.nextInt(84);
            int last = random.nextInt(first, 2 * days);
            for (int day = first; day < days && day <= last; day++) {
                for (boolean buys = day == first || random.nextDouble() < perDay; buys; ) {
                    long cents = 500 + random.nextInt(9_500);
                    builder.add(customer, start + day, cents);
                    own.merge(start + day, cents, Long::sum);
                    buys = random.nextInt(10) == 0;
                }
            }
            base.put(customer, own);
        }
        return base;
    }

    @Test
    void summariesAreThoseOfPlainCounting() {
        LongHistoryBuilder builder = LongHistoryBuilder.ofDays().amounts(Currency.getInstance("USD"));
        Map<Long, TreeMap<Integer, Long>> base = simulate(builder);
        HistoryStore<Long> store = builder.build();
        CustomerPurchases<Long> purchases = PurchaseCounting.weekly(AS_OF)
                .holdoutFrom(HOLDOUT)
                .of(Sweep.over(store).threads(2));
        int end = (int) HOLDOUT.toEpochDay() - 1;
        PurchaseSummary.Builder summary = PurchaseSummary.inUnits(PeriodsPerYear.WEEKLY);
        double logs = 0;
        assertThat(purchases.customers()).isEqualTo(CUSTOMERS);
        assertThat(purchases.holdoutLength()).isCloseTo(39, within(1e-12));
        for (Map.Entry<Long, TreeMap<Integer, Long>> entry : base.entrySet()) {
            TreeMap<Integer, Long> calibration = new TreeMap<>(entry.getValue().headMap(end, true));
            int first = calibration.firstKey();
            int x = calibration.size() - 1;
            double recency = (calibration.lastKey() - first) / 7.0;
            double age = (end - first) / 7.0;
            summary.add(x, recency, age);
            int index = purchases.find(entry.getKey()).orElseThrow();
            assertThat(purchases.history(index)).isEqualTo(PurchaseHistory.of(x, recency, age));
            assertThat(purchases.holdoutPurchases(index))
                    .isEqualTo(entry.getValue().size() - calibration.size());
            long cents = 0;
            int before = first;
            for (Map.Entry<Integer, Long> day :
                    calibration.tailMap(first, false).entrySet()) {
                cents += day.getValue();
                logs += Math.log((day.getKey() - before) / 7.0);
                before = day.getKey();
            }
            assertThat(purchases.spend(index).meanSpend()).isCloseTo(x == 0 ? 0 : cents / (100.0 * x), within(1e-9));
        }
        double found = purchases.summary().sumOfLogIntervals().orElseThrow();
        assertThat(found).isCloseTo(logs, within(1e-7));
        assertThat(purchases.summary())
                .isEqualTo(summary.sumOfLogIntervals(found).build());
    }
}
