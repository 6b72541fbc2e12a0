package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.PeriodsPerYear;
import dev.retention.internal.TrustRegionNewton;
import dev.retention.purchase.PurchaseSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Fits a model of purchasing to a summary of customers by maximum likelihood.
 *
 * <p>Newton's method in the logarithms of the parameters, with exact first and second derivatives and steps of limited
 * length, from starting points that follow from the data alone: the same customers give the same fit, bit for bit.
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
    private static final double SMALLEST_SHAPE = 1e-4;
    private static final double LARGEST_SHAPE = 1e4;
    private static final double SMALLEST_TIME = 1e-6;
    private static final double LARGEST_TIME = 1e7;

    /** In the exponent: a factor of twenty million. */
    private static final double LARGEST_EFFECT = 17;

    /** Orders fits of one family: those that converged last, the more likely after the less likely. */
    static final Comparator<ModelFit<?>> CONVERGED_THEN_LIKELY = Comparator.<ModelFit<?>, Boolean>comparing(
                    fit -> fit.status() == FitStatus.CONVERGED)
            .thenComparing(ModelFit::logLikelihood);

    private final Family<M> family;
    private final Optional<M> start;

    private PurchaseModelFitter(Family<M> family, Optional<M> start) {
        this.family = family;
        this.start = start;
    }

    /**
     * How a model is made of its parameters; the second, and in a lifetime the fourth, is a time. Effects are the signs with
     * which covariates act on the logarithms of the parameters.
     */
    record Family<M extends PurchaseModel>(
            ImmutableList<String> names,
            boolean lifetime,
            ImmutableList<Integer> effects,
            Function<PurchaseRows, TrustRegionNewton.Objective> likelihood,
            BiFunction<PeriodsPerYear, double[], M> maker,
            Function<M, double[]> parameters) {

        boolean isTime(int index) {
            return index == 1 || (lifetime && index == 3);
        }
    }

    static <M extends PurchaseModel> PurchaseModelFitter<M> of(Family<M> family) {
        return new PurchaseModelFitter<>(family, Optional.empty());
    }

    /**
     * A fitter that begins its search at a given model, such as last month's, and at its own points if that fails.
     *
     * @param model the model, in the unit of the data to come
     * @return the fitter
     */
    public PurchaseModelFitter<M> startingAt(M model) {
        return new PurchaseModelFitter<>(family, Optional.of(requireNonNull(model, "model")));
    }

    /**
     * Fits the model.
     *
     * @param customers the customers
     * @return the fit, with a word on how it ended
     */
    public ModelFit<M> fit(PurchaseSummary customers) {
        return judged(fit(PurchaseRows.of(customers), customers), customers, family.names.size());
    }

    private ModelFit<M> fit(PurchaseRows rows, PurchaseSummary customers) {
        double scale = rows.timeScale();
        List<double[]> starts = new ArrayList<>();
        if (start.isEmpty()) {
            // Most steps of a search are far from its end, where a few thousand rows tell the way as well as all.
            rows.coarse()
                    .map(coarse -> fit(coarse, customers))
                    .filter(fit -> fit.status() == FitStatus.CONVERGED)
                    .ifPresent(fit -> starts.add(family.parameters.apply(fit.model())));
        }
        starts.addAll(starts(rows, scale));
        return space(scale)
                .maximize(
                        family.likelihood.apply(rows),
                        starts,
                        parameters -> family.maker.apply(customers.unit(), parameters),
                        customers.customers(),
                        customers);
    }

    /**
     * Fits the model with parameters that depend on covariates.
     *
     * <p>All customers together are the data of the fit, so that it can be tested against the model without covariates.
     *
     * @param groups the customers by their covariates, with the same names in every group and the same unit
     * @return the fit; its parameters are those of the model where all covariates are 0, and the coefficients
     * @throws IllegalArgumentException if there is no group, or names or units differ
     */
    public ModelFit<CovariateModel<M>> fit(List<CustomerGroup> groups) {
        checkArgument(!groups.isEmpty(), "groups must not be empty");
        ImmutableList<String> covariates =
                ImmutableList.sortedCopyOf(groups.get(0).covariates().keySet());
        PeriodsPerYear unit = groups.get(0).customers().unit();
        PurchaseSummary.Builder all = PurchaseSummary.in(unit);
        double[][] values = new double[groups.size()][];
        List<TrustRegionNewton.Objective> likelihoods = new ArrayList<>();
        double[] largest = new double[covariates.size()];
        for (int g = 0; g < values.length; g++) {
            PurchaseSummary customers = groups.get(g).customers();
            checkArgument(
                    customers.unit().equals(unit), "groups must have one unit, had %s and %s", unit, customers.unit());
            for (int i = 0; i < customers.size(); i++) {
                all.add(customers.history(i), customers.count(i));
            }
            values[g] = CovariateModel.values(covariates, groups.get(g).covariates());
            for (int j = 0; j < largest.length; j++) {
                largest[j] = Math.max(largest[j], Math.abs(values[g][j]));
            }
            likelihoods.add(family.likelihood.apply(PurchaseRows.of(customers)));
        }
        PurchaseSummary customers = all.build();
        PurchaseRows rows = PurchaseRows.of(customers);
        double scale = rows.timeScale();
        ParameterSpace space = space(scale);
        for (int k = 0; k < family.names.size(); k++) {
            for (int j = 0; j < largest.length && family.effects.get(k) != 0; j++) {
                double most = LARGEST_EFFECT / (largest[j] > 0 ? largest[j] : 1);
                space = space.real(family.names.get(k) + "." + covariates.get(j), -most, most);
            }
        }
        int size = space.size();
        List<double[]> starts = new ArrayList<>();
        starts.add(Arrays.copyOf(family.parameters.apply(fit(customers).model()), size));
        for (double[] start : starts(rows, scale)) {
            starts.add(Arrays.copyOf(start, size));
        }
        ModelFit<CovariateModel<M>> fit = space.maximize(
                (at, gradient, hessian) -> {
                    double value = 0;
                    for (int g = 0; g < values.length; g++) {
                        value += addGroup(likelihoods.get(g), values[g], at, gradient, hessian);
                    }
                    return value;
                },
                starts,
                parameters -> new CovariateModel<>(family, unit, covariates, parameters),
                customers.customers(),
                customers);
        return judged(fit, customers, size);
    }

    /** Adds a group's log-likelihood: the chain rule through the logarithms of its parameters. */
    private double addGroup(
            TrustRegionNewton.Objective likelihood,
            double[] values,
            double[] at,
            double[] gradient,
            double[][] hessian) {
        int own = family.names.size();
        double[] here = CovariateModel.at(family, at, values);
        double[] first = new double[own];
        double[][] second = new double[own][own];
        double value = likelihood.evaluate(here, first, second);
        // Row k holds the derivatives of the logarithm of the group's k-th parameter by all parameters of the fit.
        double[][] chain = new double[own][at.length];
        int next = own;
        for (int k = 0; k < own; k++) {
            chain[k][k] = 1 / at[k];
            for (int j = 0; j < values.length && family.effects.get(k) != 0; j++) {
                chain[k][next++] = family.effects.get(k) * values[j];
            }
            first[k] *= here[k];
        }
        for (int k = 0; k < own; k++) {
            hessian[k][k] -= first[k] / (at[k] * at[k]);
            for (int p = 0; p < at.length; p++) {
                gradient[p] += first[k] * chain[k][p];
                for (int l = 0; l < own; l++) {
                    double curvature = second[k][l] * here[k] * here[l] + (k == l ? first[k] : 0);
                    for (int q = 0; q < at.length; q++) {
                        hessian[p][q] += chain[k][p] * curvature * chain[l][q];
                    }
                }
            }
        }
        return value;
    }

    private ParameterSpace space(double scale) {
        ParameterSpace space = ParameterSpace.empty();
        for (int i = 0; i < family.names.size(); i++) {
            double lower = family.isTime(i) ? SMALLEST_TIME * scale : SMALLEST_SHAPE;
            double upper = family.isTime(i) ? LARGEST_TIME * scale : LARGEST_SHAPE;
            space = space.positive(family.names.get(i), lower, upper);
        }
        return space;
    }

    /** Blames the data where there is hardly any repeat buying in them. */
    static <M> ModelFit<M> judged(ModelFit<M> fit, PurchaseSummary customers, int parameters) {
        long repeat = customers.repeatBuyers();
        if (fit.status() != FitStatus.CONVERGED && repeat < parameters) {
            return fit.because(
                    FitStatus.TOO_FEW_REPEAT_BUYERS,
                    "only " + repeat + " of " + customers.customers() + " customers bought again: "
                            + fit.explanation());
        }
        return fit;
    }

    private List<double[]> starts(PurchaseRows rows, double scale) {
        double customers = 0;
        double purchases = 0;
        double squares = 0;
        for (int i = 0; i < rows.size(); i++) {
            double x = rows.frequencyAt(i);
            customers += rows.countAt(i);
            purchases += rows.countAt(i) * x;
            squares += rows.countAt(i) * x * x;
        }
        double mean = Math.max(purchases / customers, 1e-6);
        double variance = squares / customers - mean * mean;
        // The moments of the negative binomial law, as if nobody left.
        double r = variance > mean ? Math.min(Math.max(mean * mean / (variance - mean), 0.05), 20) : 5;
        List<double[]> starts = new ArrayList<>();
        start.ifPresent(model -> starts.add(family.parameters.apply(model)));
        double[][] guesses = {
            {r, r / mean, 0.8, family.lifetime ? 1.0 : 2.5},
            {1, 1 / mean, 0.5, 0.5},
            {0.3 * r, 0.3 * r / mean, 0.2, 5},
            {5, 5 / mean, 2, 2},
            {r, r / mean, 0.05, 0.2}
        };
        for (double[] guess : guesses) {
            double[] parameters = new double[family.names.size()];
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] = family.isTime(i) ? guess[i] * scale : guess[i];
            }
            starts.add(parameters);
        }
        return starts;
    }
}
