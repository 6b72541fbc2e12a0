package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.PeriodsPerYear;
import dev.retention.purchase.PurchaseSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Fits a model of purchasing to a summary of customers by maximum likelihood.
 *
 * <p>Newton's method in the logarithms of the parameters, with exact first and second derivatives and steps of limited
 * length, from several starting points that follow from the data alone: the same customers give the same fit, bit for bit.
 * The best of what they lead to is kept. Another maximum of which the data are no less likely by more than a factor of 7 is
 * told of in {@link ModelFit#warnings()}, if it changes what the model says.
 *
 * <ul>
 *   <li>A fit always comes back, whatever the data; {@link ModelFit#status()} tells whether to use it.
 *   <li>Shapes are searched from 1e-4 to 1e4. At an end of that range customers are, for all that the data can say, all alike
 *       or as unlike as can be, and the fit says so.
 *   <li>Costs a few passes over the distinct histories, however many customers share them.
 *   <li>From 20,000 distinct histories on, a summary of means of histories close to each other is fitted first, to start from;
 *       {@link ModelFit#iterations()} does not count those steps.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param <M> the model
 * @since 0.1.0
 */
public final class PurchaseModelFitter<M extends PurchaseModel> {
    /** In the exponent: a factor of twenty million. */
    private static final double LARGEST_EFFECT = 17;

    /** Orders fits of one family: those that converged last, the more likely after the less likely. */
    static final Comparator<ModelFit<?>> CONVERGED_THEN_LIKELY = Comparator.<ModelFit<?>, Boolean>comparing(
                    fit -> fit.status() == FitStatus.CONVERGED)
            .thenComparing(ModelFit::logLikelihood);

    private final PurchaseFamily<M> family;
    private final Optional<M> start;

    private PurchaseModelFitter(PurchaseFamily<M> family, Optional<M> start) {
        this.family = family;
        this.start = start;
    }

    static <M extends PurchaseModel> PurchaseModelFitter<M> of(PurchaseFamily<M> family) {
        return new PurchaseModelFitter<>(family, Optional.empty());
    }

    /**
     * A fitter that begins its search at a given model, such as last month's, and looks from its own points as well.
     *
     * @param model the model, in the unit of the data to come
     * @return the fitter
     */
    public PurchaseModelFitter<M> startingAt(M model) {
        return new PurchaseModelFitter<>(family, Optional.of(requireNonNull(model, "model")));
    }

    /**
     * A fitter for which a covariate makes customers leave sooner or later by one coefficient, {@code leaving.channel}, as
     * CLVTools has it, where each parameter of leaving has a coefficient of its own otherwise, such as {@code a.channel} and
     * {@code b.channel}.
     *
     * <pre>
     *   a(z) = a exp(γ · z),  b(z) = b exp(γ · z)
     * </pre>
     *
     * @return the fitter; of a model with one such parameter or none, it differs in the name of the coefficient at most
     */
    public PurchaseModelFitter<M> withOneEffectOnLeaving() {
        return new PurchaseModelFitter<>(family.withOneEffectOnLeaving(), start);
    }

    /**
     * Fits the model.
     *
     * @param customers the customers
     * @return the fit, with a word on how it ended
     */
    public ModelFit<M> fit(PurchaseSummary customers) {
        requireNonNull(customers, "customers");
        return judged(
                fit(PurchaseRows.of(requireNonNull(customers, "customers")), customers),
                customers,
                family.params().size());
    }

    private ModelFit<M> fit(PurchaseRows rows, PurchaseSummary customers) {
        double scale = rows.timeScale();
        List<double[]> starts = new ArrayList<>();
        start.ifPresent(model -> starts.add(family.parameters().apply(model)));
        // Most steps of a search are far from its end, where a few thousand rows tell the way as well as all.
        Optional<ModelFit<M>> first =
                rows.coarse().map(coarse -> fit(coarse, customers)).filter(fit -> fit.status() == FitStatus.CONVERGED);
        first.ifPresent(fit -> starts.add(family.parameters().apply(fit.model())));
        if (first.isEmpty()) {
            starts.addAll(family.starts(rows, scale));
        }
        return search(rows, customers, starts);
    }

    /** Fits the model from some starts. */
    ModelFit<M> search(PurchaseRows rows, PurchaseSummary customers, List<double[]> starts) {
        double scale = rows.timeScale();
        return new Estimator<>(
                        family.space(scale),
                        parameters -> family.maker().apply(customers.unit(), parameters),
                        PurchaseFamily.<M>readings(scale, model -> model))
                .maximize(family.likelihood().apply(rows), starts, customers.customers(), customers);
    }

    /**
     * Fits the model with parameters that depend on covariates.
     *
     * <p>All customers together are the data of the fit, so that it can be tested against the model without covariates, see
     * {@link #fitTogether}.
     *
     * @param groups the customers by their covariates, with the same names in every group and the same unit
     * @return the fit; its parameters are those of the model where all covariates are 0, and the coefficients
     * @throws IllegalArgumentException if there is no group, or names or units differ
     */
    public ModelFit<CovariateModel<M>> fit(List<CustomerGroup> groups) {
        PurchaseSummary customers = together(groups);
        PurchaseRows rows = PurchaseRows.of(customers);
        double scale = rows.timeScale();
        ImmutableList<String> covariates =
                ImmutableList.sortedCopyOf(groups.get(0).covariates().keySet());
        CovariateLikelihood likelihood = new CovariateLikelihood(family);
        for (CustomerGroup group : groups) {
            likelihood.add(PurchaseRows.of(group.customers()), CovariateModel.values(covariates, group.covariates()));
        }
        ParameterSpace space = family.space(scale);
        for (String coefficient : family.coefficients()) {
            for (int j = 0; j < covariates.size(); j++) {
                double largest = likelihood.largest(j);
                double most = LARGEST_EFFECT / (largest > 0 ? largest : 1);
                space = space.real(coefficient + "." + covariates.get(j), -most, most);
            }
        }
        int size = space.size();
        List<double[]> starts = new ArrayList<>();
        starts.add(Arrays.copyOf(family.parameters().apply(fit(customers).model()), size));
        for (double[] each : family.starts(rows, scale)) {
            starts.add(Arrays.copyOf(each, size));
        }
        ModelFit<CovariateModel<M>> fit = new Estimator<>(
                        space,
                        parameters -> new CovariateModel<>(family, customers.unit(), covariates, parameters),
                        PurchaseFamily.<CovariateModel<M>>readings(scale, CovariateModel::withoutCovariates))
                .maximize(likelihood, starts, customers.customers(), customers);
        return judged(fit, customers, size);
    }

    /**
     * Fits the model to all groups together, whatever their covariates: what a fit with covariates is tested against.
     *
     * <pre>{@code
     * fitter.fit(groups).likelihoodRatioTest(fitter.fitTogether(groups)).pValue();
     * }</pre>
     *
     * @param groups the customers, with the same unit in every group
     * @return the fit, of the same data as {@link #fit(List)}
     * @throws IllegalArgumentException if there is no group, or units differ
     */
    public ModelFit<M> fitTogether(List<CustomerGroup> groups) {
        return fit(together(groups));
    }

    private static PurchaseSummary together(List<CustomerGroup> groups) {
        requireNonNull(groups, "groups");
        checkArgument(!groups.isEmpty(), "groups must not be empty");
        PeriodsPerYear unit = groups.get(0).customers().unit();
        PurchaseSummary.Builder all = PurchaseSummary.inUnits(unit);
        double logs = 0;
        boolean known = true;
        for (CustomerGroup group : groups) {
            PurchaseSummary customers = group.customers();
            checkArgument(
                    customers.unit().equals(unit), "groups must have one unit, had %s and %s", unit, customers.unit());
            for (int i = 0; i < customers.size(); i++) {
                all.add(customers.history(i), customers.count(i));
            }
            known &= customers.sumOfLogIntervals().isPresent();
            logs += customers.sumOfLogIntervals().orElse(0);
        }
        return (known ? all.sumOfLogIntervals(logs) : all).build();
    }

    /** Blames the data where there is hardly any repeat buying in them. */
    private static <M> ModelFit<M> judged(ModelFit<M> fit, PurchaseSummary customers, int parameters) {
        long repeat = customers.repeatBuyers();
        if (fit.status() != FitStatus.CONVERGED && repeat < parameters) {
            return fit.because(
                    FitStatus.TOO_FEW_REPEAT_BUYERS,
                    "only " + repeat + " of " + customers.customers() + " customers bought again: "
                            + fit.explanation());
        }
        return fit;
    }
}
