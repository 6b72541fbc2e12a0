package dev.retention.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.PeriodsPerYear;
import dev.retention.model.BgNbd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Summaries count customers, whatever door they come through and in whatever order. */
class PurchaseSummaryProperties {
    private static final PeriodsPerYear UNIT = PeriodsPerYear.WEEKLY;

    private record Customer(int frequency, int recency, int age) {}

    @Provide
    Arbitrary<List<Customer>> customers() {
        // From ages that share a day to ages that no table of days would hold.
        return Arbitraries.of(0, 3, 60, 1 << 20, Integer.MAX_VALUE)
                .flatMap(oldest -> Arbitraries.randoms()
                        .map(random -> new Customer(
                                random.nextInt(3) * random.nextInt(3),
                                (int) (random.nextDouble() * oldest / 2),
                                oldest / 2 + (int) (random.nextDouble() * oldest / 2)))
                        .map(one -> one.frequency == 0 ? new Customer(0, 0, one.age) : one)
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(80));
    }

    private static PurchaseSummary columns(List<Customer> customers, double daysPerUnit) {
        return PurchaseSummary.fromDays(
                UNIT,
                daysPerUnit,
                customers.stream().mapToInt(Customer::frequency).toArray(),
                customers.stream().mapToInt(Customer::recency).toArray(),
                customers.stream().mapToInt(Customer::age).toArray());
    }

    @Property(tries = 200)
    void columnsAreCountedOneByOne(@ForAll("customers") List<Customer> customers) {
        Map<Customer, Long> counts = new TreeMap<>(Comparator.comparingInt(Customer::frequency)
                .thenComparing(Customer::age)
                .thenComparing(Customer::recency));
        customers.forEach(one -> counts.merge(one, 1L, Long::sum));
        PurchaseSummary summary = columns(customers, 7);
        assertThat(summary.size()).isEqualTo(counts.size());
        int row = 0;
        for (Map.Entry<Customer, Long> entry : counts.entrySet()) {
            Customer one = entry.getKey();
            assertThat(summary.history(row))
                    .isEqualTo(PurchaseHistory.of(one.frequency, one.recency / 7.0, one.age / 7.0));
            assertThat(summary.count(row)).isEqualTo(entry.getValue());
            row++;
        }
        assertThat(summary.customers()).isEqualTo(customers.size());
    }

    @Property(tries = 200)
    void everyDoorAndOrderGivesTheSame(@ForAll("customers") List<Customer> customers, @ForAll Random random) {
        PurchaseSummary summary = columns(customers, 30.4375);
        List<Customer> shuffled = new ArrayList<>(customers);
        Collections.shuffle(shuffled, random);
        assertThat(columns(shuffled, 30.4375)).isEqualTo(summary).hasSameHashCodeAs(summary);
        PurchaseSummary.Builder builder = PurchaseSummary.inUnits(UNIT);
        shuffled.forEach(one -> builder.add(one.frequency, one.recency / 30.4375, one.age / 30.4375));
        assertThat(builder.build()).isEqualTo(summary).hasSameHashCodeAs(summary);
    }

    @Property(tries = 30)
    void aCountIsAsManyCopies(
            @ForAll("customers") List<Customer> customers, @ForAll @IntRange(min = 2, max = 5) int n) {
        PurchaseSummary once = columns(customers, 7);
        PurchaseSummary.Builder weighted = PurchaseSummary.inUnits(UNIT);
        for (int row = 0; row < once.size(); row++) {
            weighted.add(once.history(row), n * once.count(row));
        }
        List<Customer> copies = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            copies.addAll(customers);
        }
        assertThat(columns(copies, 7)).isEqualTo(weighted.build());
        BgNbd model = BgNbd.of(UNIT, 0.3, 4, 0.8, 2);
        double value = model.logLikelihood(once);
        assertThat(model.logLikelihood(weighted.build()))
                .isCloseTo(n * value, within(1e-9 * (1 + Math.abs(n * value))));
    }
}
