package dev.retention.value;

import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.PeriodsPerYear;
import dev.retention.internal.Checks;
import dev.retention.model.BgBb;
import dev.retention.model.GammaGamma;
import dev.retention.model.ModelFit;
import dev.retention.model.PurchaseModel;
import dev.retention.purchase.OpportunityHistory;
import dev.retention.purchase.PurchaseHistory;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Lifetime value by fitted models, with the uncertainty of both fits carried into every figure.
 *
 * <pre>{@code
 * var estimate = EstimatedLifetimeValue.of(purchaseFit, spendFit, terms);
 * estimate.value().residual(history, spend);                                                   // one customer
 * EstimatedBaseValue.of(estimate, purchases).by(segment);                                      // the base and its segments
 * estimate.breakEvenCost(0.95);                                                                // a customer to be won
 * }</pre>
 *
 * <pre>
 *   Var(f) = Var(f | spend model) + Var(f | purchase model)
 * </pre>
 *
 * <p>The two fits are taken as independent, as the models take spend and purchasing.
 *
 * <ul>
 *   <li>Intervals cover the uncertainty of the parameters. What one customer will do varies by chance as well, far more; the
 *       mean of many varies little more than the interval says.
 *   <li>They suppose that the models are right.
 * </ul>
 *
 * <p>This class is immutable and thread-safe as long as the functions given to it are.
 *
 * @param <H> what the model of purchasing knows of a customer
 * @see EstimatedBaseValue
 * @since 0.1.0
 */
public final class EstimatedLifetimeValue<H> {
    private final Fitted<?, H> purchases;
    private final ModelFit<GammaGamma> spend;
    private final ValueTerms terms;
    private final CustomerLifetimeValue<H> value;

    private EstimatedLifetimeValue(Fitted<?, H> purchases, ModelFit<GammaGamma> spend, ValueTerms terms) {
        this.purchases = purchases;
        this.spend = spend;
        this.terms = terms;
        this.value = CustomerLifetimeValue.of(purchases.estimate(), spend.requireConverged(), terms);
    }

    /**
     * Value by two fits.
     *
     * @param purchases the fit of how often customers buy
     * @param spend the fit of what they spend
     * @param terms margin, discount and horizon
     * @param <M> the model of purchasing
     * @return the estimate
     * @throws IllegalStateException if a fit did not converge
     * @throws IllegalArgumentException as {@link CustomerLifetimeValue#of(PurchaseModel, GammaGamma, ValueTerms)} says
     */
    public static <M extends PurchaseModel> EstimatedLifetimeValue<PurchaseHistory> of(
            ModelFit<M> purchases, ModelFit<GammaGamma> spend, ValueTerms terms) {
        requireNonNull(spend, "spend");
        return new EstimatedLifetimeValue<>(
                new Fitted<>(requireNonNull(purchases, "purchases"), Purchasing.InContinuousTime::new), spend, terms);
    }

    /**
     * Value by two fits where customers buy or not at regular opportunities.
     *
     * @param purchases the fit of whether customers buy
     * @param period the time from one opportunity to the next
     * @param spend the fit of what they spend
     * @param terms margin, discount and horizon
     * @return the estimate
     * @throws IllegalStateException if a fit did not converge
     * @throws IllegalArgumentException as
     *     {@link CustomerLifetimeValue#of(BgBb, PeriodsPerYear, GammaGamma, ValueTerms)} says
     */
    public static EstimatedLifetimeValue<OpportunityHistory> of(
            ModelFit<BgBb> purchases, PeriodsPerYear period, ModelFit<GammaGamma> spend, ValueTerms terms) {
        requireNonNull(spend, "spend");
        requireNonNull(purchases, "purchases");
        requireNonNull(period, "period");
        return new EstimatedLifetimeValue<>(
                new Fitted<>(purchases, model -> new Purchasing.AtOpportunities(model, period)), spend, terms);
    }

    /**
     * Value at the estimates.
     *
     * @return the method that values customers
     */
    public CustomerLifetimeValue<H> value() {
        return value;
    }

    /**
     * The standard error of any figure, by the delta method.
     *
     * @param figure what to compute, smooth in the parameters of both models
     * @return the standard error, at least 0
     * @throws IllegalArgumentException if the figure is not finite near the estimates
     */
    public double standardError(ToDoubleFunction<? super CustomerLifetimeValue<H>> figure) {
        requireNonNull(figure, "figure");
        return standardErrors(each -> new double[] {figure.applyAsDouble(each)})[0];
    }

    /**
     * The standard errors of many figures, by the delta method, at the cost of one: the customers are valued twice per
     * parameter.
     *
     * @param figures what to compute, smooth in the parameters of both models; as many numbers each time
     * @return the standard errors in the order of the numbers, at least 0
     * @throws IllegalArgumentException if a figure is not finite near the estimates
     */
    public double[] standardErrors(Function<? super CustomerLifetimeValue<H>, double[]> figures) {
        requireNonNull(figures, "figures");
        GammaGamma spendModel = spend.model();
        double[] errors =
                purchases.standardErrors(each -> figures.apply(CustomerLifetimeValue.of(each, spendModel, terms)));
        double[] bySpend = spend.standardErrors(
                each -> figures.apply(CustomerLifetimeValue.of(purchases.estimate(), each, terms)));
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.hypot(errors[i], bySpend[i]);
        }
        return errors;
    }

    /**
     * A confidence interval for any figure, by the delta method.
     *
     * @param figure what to compute, smooth in the parameters of both models
     * @param confidence the level, inside (0, 1)
     * @return the interval, symmetric about the estimate, so that it may reach below 0
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1) or the figure is not finite near the
     *     estimates
     */
    public Interval interval(ToDoubleFunction<? super CustomerLifetimeValue<H>> figure, double confidence) {
        requireNonNull(figure, "figure");
        Checks.openUnit(confidence, "confidence");
        return Interval.normal(figure.applyAsDouble(value), standardError(figure), confidence);
    }

    /**
     * A confidence interval for any figure, by drawing both models from the distributions of their estimates and reading off
     * the quantiles.
     *
     * <p>Where a drawn spend model has no mean the figure is taken as infinite, so the upper end may be.
     *
     * @param figure what to compute
     * @param confidence the level, inside (0, 1)
     * @param draws how many models to draw, from 20 to 1,000,000; 1,000 gives two stable digits
     * @param random the source of randomness
     * @return the interval, within the range of the figure
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1) or {@code draws} is outside its range
     */
    public Interval interval(
            ToDoubleFunction<? super CustomerLifetimeValue<H>> figure,
            double confidence,
            int draws,
            RandomGenerator random) {
        requireNonNull(random, "random");
        requireNonNull(figure, "figure");
        Checks.openUnit(confidence, "confidence");
        Checks.within(draws, 20, Checks.MOST, "draws");
        double[] figures = new double[draws];
        for (int i = 0; i < draws; i++) {
            Purchasing<H> drawn = purchases.draw(random);
            GammaGamma drawnSpend = spend.draw(random);
            figures[i] = drawnSpend.expectedSpend().isEmpty()
                    ? Double.POSITIVE_INFINITY
                    : figure.applyAsDouble(CustomerLifetimeValue.of(drawn, drawnSpend, terms));
        }
        Arrays.sort(figures);
        double tail = (1 - confidence) / 2 * (draws - 1);
        return Interval.of(figures[(int) Math.floor(tail)], figures[(int) Math.ceil(draws - 1 - tail)], confidence);
    }

    /**
     * Up to what cost winning a customer pays.
     *
     * @param confidence the level, inside (0, 1)
     * @return an interval for the whole value of a new customer: below it winning one pays, above it does not
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval breakEvenCost(double confidence) {
        return interval(each -> each.newCustomer().asDouble(), confidence);
    }

    /** Prints the value of a new customer and the terms. */
    @Override
    public String toString() {
        return "new customer " + value.newCustomer() + ", " + value;
    }

    /** A fit of any model of purchasing. */
    private record Fitted<M, H>(ModelFit<M> fit, Function<M, Purchasing<H>> purchasing) {
        Purchasing<H> estimate() {
            return purchasing.apply(fit.requireConverged());
        }

        double[] standardErrors(Function<Purchasing<H>, double[]> figures) {
            return fit.standardErrors(model -> figures.apply(purchasing.apply(model)));
        }

        Purchasing<H> draw(RandomGenerator random) {
            return purchasing.apply(fit.draw(random));
        }
    }
}
