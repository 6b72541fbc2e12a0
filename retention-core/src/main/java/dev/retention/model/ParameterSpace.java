package dev.retention.model;

import com.google.common.collect.ImmutableList;
import dev.retention.internal.TrustRegionNewton;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * The named parameters of a model with their ranges, and the search in them.
 *
 * <p>Positive parameters are searched on the logarithmic scale, where likelihoods of this family are nearly quadratic and
 * where no step leaves the range; the log-likelihood itself is written in the parameters as the literature has them.
 */
final class ParameterSpace {
    private static final ParameterSpace EMPTY = new ParameterSpace(ImmutableList.of());

    private final ImmutableList<Dimension> dimensions;

    private ParameterSpace(ImmutableList<Dimension> dimensions) {
        this.dimensions = dimensions;
    }

    /** Lower and upper are on the scale of the search. */
    private record Dimension(String name, boolean logarithmic, double lower, double upper) {
        String bound(int side) {
            double edge = side < 0 ? lower : upper;
            return String.format(Locale.ROOT, "%.4g", logarithmic ? Math.exp(edge) : edge);
        }
    }

    static ParameterSpace empty() {
        return EMPTY;
    }

    /** Adds a positive parameter; at the ends of its range the model must be its own limit for all practical purposes. */
    ParameterSpace positive(String name, double lower, double upper) {
        return plus(new Dimension(name, true, Math.log(lower), Math.log(upper)));
    }

    /** Adds a parameter that may be negative, such as the weight of a covariate. */
    ParameterSpace real(String name, double lower, double upper) {
        return plus(new Dimension(name, false, lower, upper));
    }

    private ParameterSpace plus(Dimension dimension) {
        return new ParameterSpace(ImmutableList.<Dimension>builder()
                .addAll(dimensions)
                .add(dimension)
                .build());
    }

    int size() {
        return dimensions.size();
    }

    String name(int index) {
        return dimensions.get(index).name;
    }

    boolean logarithmic(int index) {
        return dimensions.get(index).logarithmic;
    }

    /** The lower end of a parameter's range if the side is negative, else the upper one. */
    String bound(int index, int side) {
        return dimensions.get(index).bound(side);
    }

    /** From the scale of the search to the model's parameters. */
    double[] natural(double[] at) {
        return rescaled(at, Math::exp);
    }

    /** The derivative of a model's parameter by its coordinate in the search. */
    double slope(int index, double[] natural) {
        return dimensions.get(index).logarithmic ? natural[index] : 1;
    }

    /** Copies the upper triangle of second derivatives into the lower one. */
    static void mirror(double[][] hessian) {
        for (int i = 0; i < hessian.length; i++) {
            for (int j = 0; j < i; j++) {
                hessian[i][j] = hessian[j][i];
            }
        }
    }

    /** Searches for the highest value of a log-likelihood, given with its derivatives by the model's parameters. */
    TrustRegionNewton.Result search(TrustRegionNewton.Objective logLikelihood, List<double[]> starts) {
        return TrustRegionNewton.maximize(
                onSearchScale(logLikelihood),
                starts.stream().map(this::onSearchScale).toList(),
                dimensions.stream().mapToDouble(Dimension::lower).toArray(),
                dimensions.stream().mapToDouble(Dimension::upper).toArray());
    }

    private double[] onSearchScale(double[] natural) {
        return rescaled(natural, Math::log);
    }

    private double[] rescaled(double[] from, DoubleUnaryOperator scale) {
        double[] to = from.clone();
        for (int i = 0; i < to.length; i++) {
            if (dimensions.get(i).logarithmic) {
                to[i] = scale.applyAsDouble(from[i]);
            }
        }
        return to;
    }

    private TrustRegionNewton.Objective onSearchScale(TrustRegionNewton.Objective logLikelihood) {
        int n = dimensions.size();
        return (at, gradient, hessian) -> {
            double[] natural = natural(at);
            double value = logLikelihood.evaluate(natural, gradient, hessian);
            for (int i = 0; i < n; i++) {
                double slope = slope(i, natural);
                gradient[i] *= slope;
                for (int j = 0; j < n; j++) {
                    hessian[i][j] *= slope * slope(j, natural);
                }
                if (dimensions.get(i).logarithmic) {
                    hessian[i][i] += gradient[i];
                }
            }
            return value;
        };
    }
}
