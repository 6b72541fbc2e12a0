package dev.retention.examples.report;

import dev.retention.DiscountRate;
import dev.retention.examples.report.Models.Base;
import dev.retention.examples.report.Models.Customer;
import dev.retention.examples.report.Models.Fit;
import dev.retention.examples.report.Models.Holdout;
import dev.retention.history.HistoryStore;
import dev.retention.model.BgNbd;
import dev.retention.model.CustomerPurchases;
import dev.retention.model.FitStatus;
import dev.retention.model.Forecast;
import dev.retention.model.GammaGamma;
import dev.retention.model.HoldoutPurchases;
import dev.retention.model.MbgNbd;
import dev.retention.model.ModelFit;
import dev.retention.model.NonPositiveSpend;
import dev.retention.model.Parameter;
import dev.retention.model.ParetoNbd;
import dev.retention.model.PurchaseCounting;
import dev.retention.model.PurchaseHistory;
import dev.retention.model.PurchaseModel;
import dev.retention.model.PurchaseSummary;
import dev.retention.model.SpendSummary;
import dev.retention.value.CustomerBaseValue;
import dev.retention.value.CustomerLifetimeValue;
import dev.retention.value.EstimatedLifetimeValue;
import dev.retention.value.GroupValue;
import dev.retention.value.ValueTerms;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Fits models of purchasing and spend to the orders. */
final class ModelsCalculator {

    /** The unit of time of a model. */
    enum TimeUnit {
        DAY,
        WEEK
    }

    private final CustomerPurchases<String> purchases;
    private final TimeUnit unit;
    private final boolean holdout;

    /**
     * Counts the purchases.
     *
     * @throws BadInputException if no customer had bought before the holdout, or it begins after the data
     */
    ModelsCalculator(HistoryStore<String> store, LocalDate asOf, TimeUnit unit, Optional<LocalDate> holdoutFrom) {
        PurchaseCounting counting = unit == TimeUnit.DAY ? PurchaseCounting.daily(asOf) : PurchaseCounting.weekly(asOf);
        LocalDate from = holdoutFrom.orElse(asOf.plusDays(1));
        if (holdoutFrom.isPresent() && from.isAfter(asOf)) {
            throw new BadInputException("--holdout-from " + from + " must not be after the as-of day " + asOf);
        }
        this.purchases = (holdoutFrom.isPresent() ? counting.holdoutFrom(from) : counting).of(store);
        this.unit = unit;
        this.holdout = holdoutFrom.isPresent();
        if (purchases.customers() == 0) {
            throw new BadInputException("--holdout-from " + from + ": nobody had ordered before");
        }
    }

    Models fit() {
        PurchaseSummary summary = purchases.summary();
        ModelFit<BgNbd> buying = BgNbd.fitter().fit(summary);
        List<Fit> fits = new ArrayList<>();
        fits.add(purchasing("BG/NBD", buying));
        fits.add(purchasing("Pareto/NBD", ParetoNbd.fitter().fit(summary)));
        fits.add(purchasing("MBG/NBD", MbgNbd.fitter().fit(summary)));
        Optional<ModelFit<GammaGamma>> spending = spending();
        spending.ifPresent(spend -> fits.add(fit("Gamma-Gamma", spend, Optional.empty())));
        if (buying.status() != FitStatus.CONVERGED) {
            return models(fits, Optional.empty(), List.of());
        }
        double year = purchases.unit().count();
        ValueTerms terms = ValueTerms.of(1, DiscountRate.percentPerYear(10)).over(year, purchases.unit());
        Optional<CustomerBaseValue<String>> values = Optional.empty();
        Optional<Base> base = Optional.empty();
        if (spending.isPresent() && spending.get().status() == FitStatus.CONVERGED && hasNoNegativeSpend()) {
            EstimatedLifetimeValue<PurchaseHistory> estimate = EstimatedLifetimeValue.of(buying, spending.get(), terms);
            values = Optional.of(CustomerBaseValue.of(estimate.value(), purchases));
            base = Optional.of(new Base(
                    terms.toString(),
                    total(estimate.value()),
                    estimate.interval(this::total, RetentionReport.CONFIDENCE)));
        }
        List<Customer> customers = new ArrayList<>();
        for (int i = 0; i < purchases.customers(); i++) {
            PurchaseHistory history = purchases.history(i);
            customers.add(new Customer(
                    purchases.customer(i),
                    history.frequency(),
                    buying.model().probabilityAlive(history),
                    buying.model().expectedPurchases(history, year),
                    values.isPresent() ? OptionalDouble.of(values.get().at(i)) : OptionalDouble.empty()));
        }
        return models(fits, base, customers);
    }

    private Models models(List<Fit> fits, Optional<Base> base, List<Customer> customers) {
        return new Models(unit == TimeUnit.DAY ? "day" : "week", purchases.calibrationEnd(), fits, base, customers);
    }

    /** The fit of spend, if anybody spent anything on an order after the first. */
    private Optional<ModelFit<GammaGamma>> spending() {
        SpendSummary summary = purchases.spendSummary(NonPositiveSpend.LEAVE_OUT);
        return summary.customers() == 0
                ? Optional.empty()
                : Optional.of(GammaGamma.fitter().fit(summary));
    }

    private boolean hasNoNegativeSpend() {
        for (int i = 0; i < purchases.customers(); i++) {
            if (purchases.spend(i).meanSpend() < 0) {
                return false;
            }
        }
        return true;
    }

    private double total(CustomerLifetimeValue<PurchaseHistory> value) {
        return CustomerBaseValue.of(value, purchases)
                .total()
                .map(GroupValue::total)
                .orElseThrow();
    }

    private <M extends PurchaseModel> Fit purchasing(String name, ModelFit<M> fit) {
        Optional<Holdout> tracked = Optional.empty();
        if (holdout && fit.status() == FitStatus.CONVERGED) {
            Forecast total = HoldoutPurchases.of(fit.model(), purchases).total();
            tracked = Optional.of(new Holdout(total.actual(), total.expected()));
        }
        return fit(name, fit, tracked);
    }

    private static Fit fit(String name, ModelFit<?> fit, Optional<Holdout> tracked) {
        Map<String, Double> parameters = new LinkedHashMap<>();
        Map<String, Double> errors = new LinkedHashMap<>();
        for (Parameter parameter : fit.parameters()) {
            parameters.put(parameter.name(), parameter.estimate());
            parameter.standardError().ifPresent(error -> errors.put(parameter.name(), error));
        }
        return new Fit(
                name,
                fit.observations(),
                parameters,
                errors,
                fit.logLikelihood(),
                fit.status().name(),
                fit.warnings(),
                tracked);
    }
}
