package dev.retention.examples.report.count;

import dev.retention.Parameter;
import dev.retention.PeriodsPerYear;
import dev.retention.examples.report.figures.Models;
import dev.retention.examples.report.figures.Models.Base;
import dev.retention.examples.report.figures.Models.Customer;
import dev.retention.examples.report.figures.Models.Fit;
import dev.retention.examples.report.figures.Models.TimeUnit;
import dev.retention.examples.report.figures.Models.Tracked;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.Words;
import dev.retention.model.BgNbd;
import dev.retention.model.FitStatus;
import dev.retention.model.GammaGamma;
import dev.retention.model.HoldoutPurchases;
import dev.retention.model.MbgNbd;
import dev.retention.model.ModelFit;
import dev.retention.model.ParetoNbd;
import dev.retention.model.PurchaseFrequencies;
import dev.retention.model.PurchaseModel;
import dev.retention.model.PurchaseTracking;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.NonPositiveSpend;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import dev.retention.purchase.SpendSummary;
import dev.retention.value.CustomerBaseValue;
import dev.retention.value.CustomerLifetimeValue;
import dev.retention.value.EstimatedLifetimeValue;
import dev.retention.value.GroupValue;
import dev.retention.value.ValueTerms;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Fits models of purchasing and spend to the orders. */
public final class ModelsCalculator {

    /** A month of average length. */
    private static final double DAYS_PER_MONTH = 365.25 / 12;

    private final CustomerPurchases<String> purchases;
    private final TimeUnit unit;
    private final boolean holdout;
    private final double horizon;
    private final ValueTerms terms;
    private final String termsInWords;

    /**
     * Counts the purchases.
     *
     * @throws RefusedException if no customer had bought before the holdout, it begins after the data, or value has neither
     *     discount nor horizon
     */
    public ModelsCalculator(Counts counts, ModelsAsked asked) {
        LocalDate asOf = counts.source().asOf();
        this.unit = asked.unit();
        this.holdout = asked.holdoutFrom().isPresent();
        LocalDate from = asked.holdoutFrom().orElse(asOf.plusDays(1));
        if (holdout && from.isAfter(asOf)) {
            throw new RefusedException("--holdout-from " + from + " must not be after the as-of day " + asOf);
        }
        PurchaseCounting counting = counting(unit, asOf);
        this.purchases = (holdout ? counting.holdoutFrom(from) : counting).of(counts.store());
        if (purchases.customers() == 0) {
            throw new RefusedException("--holdout-from " + from + ": nobody had ordered before");
        }
        Optional<Integer> ahead = asked.horizon();
        this.horizon = ahead.map(Integer::doubleValue).orElse(purchases.unit().count());
        this.terms = ahead.isPresent() ? asked.terms().over(horizon, purchases.unit()) : asked.terms();
        if (ahead.isEmpty() && terms.discount().perYear() == 0) {
            throw new RefusedException("--discount 0 needs --horizon: without either, value has no bound");
        }
        this.termsInWords = asked.termsInWords()
                + ahead.map(units -> ", within " + Words.counted(units, unit.word()))
                        .orElse(", for as long as they stay");
    }

    private static PurchaseCounting counting(TimeUnit unit, LocalDate asOf) {
        return switch (unit) {
            case DAY -> PurchaseCounting.daily(asOf);
            case WEEK -> PurchaseCounting.weekly(asOf);
            case MONTH -> PurchaseCounting.inUnits(PeriodsPerYear.MONTHLY, DAYS_PER_MONTH, asOf);
        };
    }

    /** Fits the models and values the customers. */
    public Models fit() {
        PurchaseSummary summary = purchases.summary();
        Optional<ModelFit<GammaGamma>> spending = spending();
        Optional<String> noValue = noValue(spending);
        Optional<ModelFit<GammaGamma>> valued = noValue.isPresent() ? Optional.empty() : spending;
        List<Purchasing<?>> models = List.of(
                new Purchasing<>("BG/NBD", BgNbd.fitter().fit(summary)),
                new Purchasing<>("Pareto/NBD", ParetoNbd.fitter().fit(summary)),
                new Purchasing<>("MBG/NBD", MbgNbd.fitter().fit(summary)));
        List<Fit> fits = new ArrayList<>();
        for (Purchasing<?> model : models) {
            fits.add(fit(model.name, model.fit, tracked(model), value(model, valued)));
        }
        spending.ifPresent(spend -> fits.add(fit("Gamma-Gamma", spend, Optional.empty(), OptionalDouble.empty())));
        Optional<Purchasing<?>> chosen = chosen(models);
        if (chosen.isEmpty()) {
            Base none = none("no model of purchasing could be fitted");
            return new Models(
                    unit, purchases.calibrationEnd(), horizon, termsInWords, fits, Optional.empty(), none, List.of());
        }
        Purchasing<?> best = chosen.get();
        return new Models(
                unit,
                purchases.calibrationEnd(),
                horizon,
                termsInWords,
                fits,
                Optional.of(best.name),
                valued.map(spend -> base(best, spend)).orElseGet(() -> none(noValue.orElseThrow())),
                customers(best, valued));
    }

    /** The fit of spend, if anybody spent anything on an order after the first. */
    private Optional<ModelFit<GammaGamma>> spending() {
        SpendSummary summary = purchases.spendSummary(NonPositiveSpend.LEAVE_OUT);
        return summary.customers() == 0
                ? Optional.empty()
                : Optional.of(GammaGamma.fitter().fit(summary));
    }

    /** Why customers cannot be valued, if they cannot. */
    private Optional<String> noValue(Optional<ModelFit<GammaGamma>> spending) {
        if (spending.isEmpty()) {
            return Optional.of("nobody spent anything on an order after the first");
        }
        if (spending.get().status() != FitStatus.CONVERGED) {
            return Optional.of(
                    "the model of spend could not be fitted: " + spending.get().explanation());
        }
        if (spending.get().model().expectedSpend().isEmpty()) {
            return Optional.of("by the model of spend the mean spend of customers has no bound");
        }
        for (int i = 0; i < purchases.customers(); i++) {
            if (purchases.spend(i).meanSpend() < 0) {
                return Optional.of("the orders of some customer come to less than nothing");
            }
        }
        return Optional.empty();
    }

    private static Base none(String reason) {
        return new Base(OptionalDouble.empty(), Optional.empty(), OptionalDouble.empty(), reason);
    }

    /** The model that foresaw the holdout best, or, without one, under which the data are likeliest. */
    private Optional<Purchasing<?>> chosen(List<Purchasing<?>> models) {
        return models.stream()
                .filter(Purchasing::converged)
                .min(Comparator.comparingDouble(model ->
                        holdout ? Math.abs(model.holdout(purchases).total().error()) : -model.fit.logLikelihood()));
    }

    private OptionalDouble value(Purchasing<?> model, Optional<ModelFit<GammaGamma>> spending) {
        return model.converged() && spending.isPresent()
                ? OptionalDouble.of(total(CustomerLifetimeValue.of(
                        model.fit.model(), spending.get().model(), terms)))
                : OptionalDouble.empty();
    }

    private Base base(Purchasing<?> model, ModelFit<GammaGamma> spending) {
        EstimatedLifetimeValue<PurchaseHistory> estimate = EstimatedLifetimeValue.of(model.fit, spending, terms);
        return new Base(
                OptionalDouble.of(total(estimate.value())),
                Optional.of(estimate.interval(this::total, Rate.CONFIDENCE)),
                OptionalDouble.of(estimate.value().newCustomer().asDouble()),
                "");
    }

    private double total(CustomerLifetimeValue<PurchaseHistory> value) {
        return CustomerBaseValue.of(value, purchases)
                .total()
                .map(GroupValue::total)
                .orElseThrow();
    }

    private List<Customer> customers(Purchasing<?> chosen, Optional<ModelFit<GammaGamma>> spending) {
        PurchaseModel model = chosen.fit.model();
        Optional<CustomerBaseValue<String>> values = spending.map(
                spend -> CustomerBaseValue.of(CustomerLifetimeValue.of(model, spend.model(), terms), purchases));
        List<Customer> customers = new ArrayList<>();
        for (int i = 0; i < purchases.customers(); i++) {
            PurchaseHistory history = purchases.history(i);
            double alive = model.probabilityAlive(history);
            double silentDays = (history.age() - history.recency()) * purchases.daysPerUnit();
            OptionalDouble before = aliveBefore(model, history);
            OptionalDouble value =
                    values.isPresent() ? OptionalDouble.of(values.get().at(i)) : OptionalDouble.empty();
            customers.add(new Customer(
                    purchases.customer(i),
                    history.frequency(),
                    purchases.calibrationEnd().minusDays(Math.round(silentDays)),
                    before,
                    alive,
                    model.expectedPurchases(history, horizon),
                    value,
                    before.isPresent() && value.isPresent() && alive > 0
                            ? OptionalDouble.of(value.getAsDouble() / alive * Math.max(0, before.getAsDouble() - alive))
                            : OptionalDouble.empty()));
        }
        return customers;
    }

    /** P(alive) as it was some time ago, for a customer who has not bought since. */
    private OptionalDouble aliveBefore(PurchaseModel model, PurchaseHistory history) {
        double then = history.age() - unit.lookBack();
        // Times are whole days in units; half a day keeps rounding out of the comparison.
        return then < 0 || then < history.recency() - 0.5 / purchases.daysPerUnit()
                ? OptionalDouble.empty()
                : OptionalDouble.of(model.probabilityAlive(
                        PurchaseHistory.of(history.frequency(), history.recency(), Math.max(then, history.recency()))));
    }

    private Optional<Tracked> tracked(Purchasing<?> model) {
        return model.converged()
                ? Optional.of(new Tracked(
                        PurchaseTracking.of(model.fit.model(), purchases),
                        holdout ? Optional.of(model.holdout(purchases)) : Optional.empty(),
                        PurchaseFrequencies.of(model.fit, purchases.summary(), Models.MOST_REPEATS)))
                : Optional.empty();
    }

    private static Fit fit(String name, ModelFit<?> fit, Optional<Tracked> tracked, OptionalDouble value) {
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
                fit.status(),
                fit.explanation(),
                fit.warnings(),
                tracked,
                value);
    }

    /** A fitted model of purchasing with its name. */
    private record Purchasing<M extends PurchaseModel>(String name, ModelFit<M> fit) {
        boolean converged() {
            return fit.status() == FitStatus.CONVERGED;
        }

        HoldoutPurchases holdout(CustomerPurchases<?> purchases) {
            return HoldoutPurchases.of(fit.model(), purchases);
        }
    }
}
