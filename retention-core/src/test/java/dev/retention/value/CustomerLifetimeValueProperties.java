package dev.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.model.BgNbd;
import dev.retention.model.GammaGamma;
import dev.retention.model.MbgNbd;
import dev.retention.model.ParetoNbd;
import dev.retention.model.PurchaseModel;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.SpendHistory;
import dev.retention.rule.Grouping;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Laws of the value of customers who buy when they like. */
class CustomerLifetimeValueProperties {
    private static final PeriodsPerYear WEEKS = PeriodsPerYear.WEEKLY;
    private static final GammaGamma SPEND = GammaGamma.of(6.25, 3.74, 15.44);

    @Provide
    Arbitrary<PurchaseModel> models() {
        Arbitrary<Double> shape = Arbitraries.of(0.3, 0.8, 1.0, 2.0);
        Arbitrary<Double> time = Arbitraries.of(4.4, 10.0, 60.0);
        return Combinators.combine(Arbitraries.integers().between(0, 2), shape, time, shape, shape, time)
                .as((kind, r, alpha, a, b, beta) -> switch (kind) {
                    case 0 -> BgNbd.of(WEEKS, r, alpha, a, b);
                    case 1 -> MbgNbd.of(WEEKS, r, alpha, a, b);
                    default -> ParetoNbd.of(WEEKS, r, alpha, a, beta);
                });
    }

    @Provide
    Arbitrary<PurchaseHistory> histories() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.doubles().between(0, 1))
                .as((x, share) -> PurchaseHistory.of(x, x == 0 ? 0 : 50 * share, 50));
    }

    @Property(tries = 40)
    void valueIsInProportionToTheMarginAndFallsWithTheDiscount(
            @ForAll("models") PurchaseModel model,
            @ForAll("histories") PurchaseHistory history,
            @ForAll @DoubleRange(min = 0.01, max = 0.5) double margin,
            @ForAll @DoubleRange(min = 0.01, max = 0.5) double discount) {
        SpendHistory spent = SpendHistory.of(history.frequency(), history.frequency() == 0 ? 0 : 30);
        var low = CustomerLifetimeValue.of(model, SPEND, ValueTerms.of(margin, DiscountRate.perYear(discount)));
        var twice = CustomerLifetimeValue.of(model, SPEND, ValueTerms.of(2 * margin, DiscountRate.perYear(discount)));
        var later = CustomerLifetimeValue.of(model, SPEND, ValueTerms.of(margin, DiscountRate.perYear(2 * discount)));
        double value = low.residual(history, spent).asDouble();
        assertThat(twice.residual(history, spent).asDouble()).isCloseTo(2 * value, within(1e-12 * value));
        assertThat(later.residual(history, spent).asDouble()).isLessThanOrEqualTo(value);
        double fresh = low.newCustomer().asDouble();
        assertThat(twice.newCustomer().asDouble()).isCloseTo(2 * fresh, within(1e-12 * fresh));
        assertThat(later.newCustomer().asDouble()).isLessThan(fresh);
        // A longer horizon is worth more, and none the most.
        ValueTerms year = ValueTerms.of(margin, DiscountRate.perYear(discount)).over(1, PeriodsPerYear.YEARLY);
        ValueTerms years = ValueTerms.of(margin, DiscountRate.perYear(discount)).over(3, PeriodsPerYear.YEARLY);
        double one = CustomerLifetimeValue.of(model, SPEND, year)
                .residual(history, spent)
                .asDouble();
        double three = CustomerLifetimeValue.of(model, SPEND, years)
                .residual(history, spent)
                .asDouble();
        assertThat(one).isLessThanOrEqualTo(three * (1 + 1e-9));
        assertThat(three).isLessThanOrEqualTo(value * (1 + 1e-9));
    }

    @Property(tries = 20)
    void groupsAddUpToTheTotalHoweverTheyAreCut(
            @ForAll @IntRange(min = 1, max = 60) int customers,
            @ForAll @IntRange(min = 1, max = 7) int groups,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LongHistoryBuilder builder = LongHistoryBuilder.ofDays().amounts(Currency.getInstance("USD"));
        for (int customer = 1; customer <= customers; customer++) {
            for (int day = random.nextInt(100); day < 200; day += 1 + random.nextInt(90)) {
                builder.add(customer, 19_000 + day, 100 + random.nextInt(9000));
            }
        }
        CustomerPurchases<Long> purchases =
                PurchaseCounting.weekly(LocalDate.ofEpochDay(19_200)).of(builder.build());
        var value = CustomerLifetimeValue.of(
                BgNbd.of(WEEKS, 0.243, 4.414, 0.793, 2.426),
                SPEND,
                ValueTerms.of(0.3, DiscountRate.percentPerYear(15)));
        CustomerBaseValue<Long> base = CustomerBaseValue.of(value, purchases);
        GroupValue total = base.total().orElseThrow();
        List<GroupValue> parts =
                base.by(Grouping.of("remainder", (Long customer) -> "" + customer % groups)).tables().values().stream()
                        .map(part -> part.total().orElseThrow())
                        .toList();
        assertThat(parts.stream().mapToLong(GroupValue::customers).sum()).isEqualTo(total.customers());
        assertThat(parts.stream().mapToDouble(GroupValue::total).sum())
                .isCloseTo(total.total(), within(1e-12 * total.total()));
    }
}
