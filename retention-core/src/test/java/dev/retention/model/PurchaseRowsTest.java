package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.PeriodsPerYear;
import dev.retention.purchase.PurchaseSummary;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PurchaseRowsTest {
    private static final PeriodsPerYear WEEKS = PeriodsPerYear.WEEKLY;

    @Test
    void aCoarseSummaryHasTheSameCustomers() {
        SplittableRandom random = new SplittableRandom(5);
        int n = 60_000;
        int[] x = new int[n];
        int[] last = new int[n];
        int[] age = new int[n];
        long purchases = 0;
        for (int i = 0; i < n; i++) {
            age[i] = 100 + random.nextInt(300);
            x[i] = random.nextInt(4);
            last[i] = x[i] == 0 ? 0 : 1 + random.nextInt(age[i]);
            purchases += x[i];
        }
        PurchaseRows all = PurchaseRows.of(PurchaseSummary.fromDays(WEEKS, 7, x, last, age));
        PurchaseRows coarse = all.coarse().orElseThrow();
        assertThat(coarse.size()).isLessThan(all.size() / 8);
        assertThat(repeatBuyers(coarse)).isEqualTo(repeatBuyers(all));
        assertThat(coarse.timeScale()).isCloseTo(all.timeScale(), within(1e-9));
        long customers = 0;
        long kept = 0;
        for (int row = 0; row < coarse.size(); row++) {
            customers += coarse.countAt(row);
            kept += coarse.countAt(row) * coarse.frequencyAt(row);
        }
        assertThat(customers).isEqualTo(n);
        assertThat(kept).isEqualTo(purchases);
        assertThat(coarse.coarse()).isEmpty();
        assertThat(PurchaseRows.of(CustomerBases.simulatedOnce()).coarse()).isEmpty();
    }

    @Test
    void whereEveryFrequencyIsAnotherNothingIsDrawnTogether() {
        int n = 25_000;
        int[] x = new int[n];
        int[] days = new int[n];
        for (int i = 0; i < n; i++) {
            x[i] = i;
            days[i] = i;
        }
        assertThat(PurchaseRows.of(PurchaseSummary.fromDays(WEEKS, 7, x, days, days))
                        .coarse())
                .isEmpty();
    }

    private static long repeatBuyers(PurchaseRows rows) {
        long sum = 0;
        for (int row = 0; row < rows.size(); row++) {
            sum += rows.frequencyAt(row) > 0 ? rows.countAt(row) : 0;
        }
        return sum;
    }
}
