package dev.retention.testkit;

import dev.retention.PeriodsPerYear;
import dev.retention.history.EventFilter;
import dev.retention.model.BgNbd;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import dev.retention.survival.LifeTable;
import dev.retention.survival.Tenure;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Random purchases and stays: of customers who buy as a model has it, whose parameters are drawn too, and of those of an
 * {@link EventLog}.
 *
 * <pre>{@code
 * @Provide
 * Arbitrary<PurchaseSummary> two() {
 *     return Purchases.model().flatMap(model -> Purchases.summaries(model, 2));
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Purchases {
    private static final int WEEKS = 104;

    private Purchases() {}

    /**
     * Models of customers who buy 0.02 to 5 times a week and leave after one to many purchases.
     *
     * @return models in weeks
     */
    public static Arbitrary<BgNbd> model() {
        Arbitrary<Double> shape = Arbitraries.doubles().between(0.1, 5).ofScale(2);
        return Combinators.combine(shape, Arbitraries.doubles().between(1, 50).ofScale(1), shape, shape)
                .as((r, alpha, a, b) -> BgNbd.of(PeriodsPerYear.WEEKLY, r, alpha, a, b));
    }

    /**
     * Histories of customers of a model, followed for 0 to 104 weeks.
     *
     * @param model how they buy
     * @return the arbitrary
     */
    public static Arbitrary<PurchaseHistory> histories(BgNbd model) {
        return Combinators.combine(Arbitraries.integers().between(0, WEEKS), Arbitraries.randoms())
                .as((age, random) -> model.simulate(age, random));
    }

    /**
     * Summaries of customers of a model.
     *
     * @param model how they buy
     * @param customers how many at most, at least 1
     * @return summaries in the model's unit, of 1 customer or more
     */
    public static Arbitrary<PurchaseSummary> summaries(BgNbd model, int customers) {
        return histories(model).list().ofMinSize(1).ofMaxSize(customers).map(histories -> {
            PurchaseSummary.Builder summary = PurchaseSummary.inUnits(model.unit());
            histories.forEach(history -> summary.add(history, 1));
            return summary.build();
        });
    }

    /**
     * What was counted of the orders of a log, each worth more than nothing.
     *
     * @param log the events
     * @return the purchases by weeks, up to the last day there may be events on
     */
    public static CustomerPurchases<Long> of(EventLog log) {
        EventLog paid = log.map(row -> row.worth(Math.abs(row.cents()) + 1));
        return PurchaseCounting.weekly(EventLog.FIRST_DAY.plusDays(EventLog.DAYS - 1L))
                .counting(EventFilter.of("order"))
                .of(paid.store());
    }

    /**
     * Life tables of 0 to 40 customers who stayed up to 24 periods, some of them from a later one on, ended or not.
     *
     * @return the arbitrary
     */
    public static Arbitrary<LifeTable> lifeTables() {
        Arbitrary<Tenure> tenures = Combinators.combine(
                        Arbitraries.integers().between(0, 24),
                        Arbitraries.integers().between(0, 24),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 3))
                .as((duration, entry, ended, weight) -> {
                    Tenure tenure = Tenure.of(duration, ended).withWeight(weight);
                    return entry < duration ? tenure.withEntry(entry) : tenure;
                });
        return tenures.list().ofMaxSize(40).withoutEdgeCases().map((List<Tenure> list) -> LifeTable.of(list));
    }
}
