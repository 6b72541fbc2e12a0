package dev.retention.model;

import dev.retention.internal.TrustRegionNewton;
import java.util.ArrayList;
import java.util.List;

/** The log-likelihood of groups by a model's parameters and the coefficients of covariates, with both derivatives. */
final class CovariateLikelihood implements TrustRegionNewton.Objective {
    private final PurchaseFamily<?> family;
    private final List<String> coefficients;
    private final List<double[]> values = new ArrayList<>();
    private final List<TrustRegionNewton.Objective> likelihoods = new ArrayList<>();

    CovariateLikelihood(PurchaseFamily<?> family) {
        this.family = family;
        this.coefficients = family.coefficients();
    }

    /** Adds a group with its values of the covariates. */
    void add(PurchaseRows customers, double[] ofGroup) {
        values.add(ofGroup);
        likelihoods.add(family.likelihood().apply(customers));
    }

    /** The largest value of a covariate, in absolute terms. */
    double largest(int covariate) {
        return values.stream()
                .mapToDouble(each -> Math.abs(each[covariate]))
                .max()
                .orElse(0);
    }

    @Override
    public double evaluate(double[] at, double[] gradient, double[][] hessian) {
        double value = 0;
        for (int g = 0; g < values.size(); g++) {
            value += add(likelihoods.get(g), values.get(g), at, gradient, hessian);
        }
        return value;
    }

    /** Adds a group's log-likelihood: the chain rule through the logarithms of its parameters. */
    private double add(
            TrustRegionNewton.Objective likelihood,
            double[] ofGroup,
            double[] at,
            double[] gradient,
            double[][] hessian) {
        int own = family.params().size();
        double[] here = CovariateModel.at(family, at, ofGroup);
        double[] first = new double[own];
        double[][] second = new double[own][own];
        double value = likelihood.evaluate(here, first, second);
        // Row k holds the derivatives of the logarithm of the group's k-th parameter by all parameters of the fit.
        double[][] chain = new double[own][at.length];
        for (int k = 0; k < own; k++) {
            PurchaseFamily.Param param = family.params().get(k);
            chain[k][k] = 1 / at[k];
            if (param.sign() != 0) {
                int next = own + ofGroup.length * coefficients.indexOf(param.coefficient());
                for (int j = 0; j < ofGroup.length; j++) {
                    chain[k][next + j] = param.sign() * ofGroup[j];
                }
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
}
