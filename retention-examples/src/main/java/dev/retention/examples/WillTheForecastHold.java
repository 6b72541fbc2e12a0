package dev.retention.examples;

import dev.retention.history.HistoryStore;
import dev.retention.model.AlivePath;
import dev.retention.model.BgNbd;
import dev.retention.model.Bootstrap;
import dev.retention.model.ForecastError;
import dev.retention.model.HoldoutPurchases;
import dev.retention.model.ModelFit;
import dev.retention.model.PredictionGrid;
import dev.retention.model.PurchaseFrequencies;
import dev.retention.model.PurchaseTracking;
import dev.retention.model.TrackedPeriod;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.purchase.PurchaseHistory;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** "Will the forecast hold?" A model fitted to the first 18 months of a simulated shop, held against the six that followed. */
public final class WillTheForecastHold {
    private WillTheForecastHold() {}

    /** An order as the application has it. */
    record Order(String customer, LocalDate day, BigDecimal total) {
        static Order parse(String line) {
            String[] fields = line.split(",", -1);
            return new Order(fields[0], LocalDate.parse(fields[1]), new BigDecimal(fields[2]));
        }
    }

    /**
     * Prints what was foreseen and what came.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        // region holdout
        // Each of them a record Order(String customer, LocalDate day, BigDecimal total), from a file here
        List<Order> simulated =
                OrderSimulator.csvLines().stream().skip(1).map(Order::parse).toList();
        HistoryStore<String> orders = HistoryStore.ofDates(Order::customer, Order::day)
                .amounts(Order::total, Currency.getInstance("USD"))
                .from(simulated);
        CustomerPurchases<String> purchases = PurchaseCounting.weekly(LocalDate.of(2025, 12, 31))
                .holdoutFrom(LocalDate.of(2025, 7, 1))
                .of(orders);
        ModelFit<BgNbd> fit = BgNbd.fitter().fit(purchases.summary()); // knows nothing of July and later
        PurchaseHistory one = purchases.historyOf(purchases.customer(0)).orElseThrow(); // of one customer, by key
        out.printf(
                Locale.ROOT, "still a customer: %.2f%n", fit.requireConverged().probabilityAlive(one));

        PurchaseTracking byWeek = PurchaseTracking.of(fit.requireConverged(), purchases);
        TrackedPeriod week = byWeek.holdout().get(0);
        out.println(week);
        out.printf(
                Locale.ROOT,
                "a week is off by %.0f %%%n",
                100 * byWeek.holdoutError(ForecastError.MAPE).orElseThrow());

        HoldoutPurchases byCustomer = HoldoutPurchases.of(fit.requireConverged(), purchases);
        out.println(byCustomer.total());
        byCustomer.byFrequency(3).forEach(out::println); // per customer, by purchases before
        // endregion

        // region diagnostics
        BgNbd model = fit.requireConverged();
        PurchaseFrequencies frequencies = PurchaseFrequencies.of(fit, purchases.summary(), 7);
        out.println(frequencies.classes().get(1)); // so many bought once more, and so many were expected to
        out.printf(Locale.ROOT, "p = %.4f%n", frequencies.pValue().orElseThrow()); // this shop is no BG/NBD

        AlivePath path = AlivePath.of(model, purchases, 7); // day by day, one customer
        out.println(path);
        out.println(PredictionGrid.of(6, 52, 4, model::probabilityAlive).at(6, 2)); // a heat map's cell

        SplittableRandom random = new SplittableRandom(42);
        Bootstrap<BgNbd> refitted =
                Bootstrap.of(100, random, source -> BgNbd.fitter().fit(model.simulate(purchases.summary(), source)));
        out.println(refitted.interval(m -> m.expectedPurchases(26), 0.95)); // by fitting to simulated data
        // endregion
    }
}
