package dev.retention.model;

import com.google.common.collect.ImmutableList;
import dev.retention.internal.SymmetricEigen;
import dev.retention.internal.TrustRegionNewton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The named parameters of a model with their ranges, and the way from a log-likelihood to a {@link ModelFit}.
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

    /** From the scale of the search to the model's parameters. */
    double[] natural(double[] at) {
        double[] natural = at.clone();
        for (int i = 0; i < natural.length; i++) {
            if (dimensions.get(i).logarithmic) {
                natural[i] = Math.exp(at[i]);
            }
        }
        return natural;
    }

    /** The derivative of a model's parameter by its coordinate in the search. */
    double slope(int index, double[] natural) {
        return dimensions.get(index).logarithmic ? natural[index] : 1;
    }

    /**
     * Maximises a log-likelihood.
     *
     * @param logLikelihood the log-likelihood with its derivatives, all by the model's parameters
     * @param starts the model's parameters to start from; all but the first are used only if the search fails
     * @param maker makes the model from its parameters
     * @param observations the number of customers
     * @param data what was fitted, to be compared before a likelihood-ratio test
     */
    <M> ModelFit<M> maximize(
            TrustRegionNewton.Objective logLikelihood,
            List<double[]> starts,
            Function<double[], M> maker,
            long observations,
            Object data) {
        int n = dimensions.size();
        double[] lower = new double[n];
        double[] upper = new double[n];
        for (int i = 0; i < n; i++) {
            lower[i] = dimensions.get(i).lower;
            upper[i] = dimensions.get(i).upper;
        }
        List<double[]> coordinates = new ArrayList<>();
        for (double[] start : starts) {
            double[] at = start.clone();
            for (int i = 0; i < n; i++) {
                at[i] = dimensions.get(i).logarithmic ? Math.log(start[i]) : start[i];
            }
            coordinates.add(at);
        }
        TrustRegionNewton.Result result =
                TrustRegionNewton.maximize(onSearchScale(logLikelihood), coordinates, lower, upper);
        FitStatus status = switch (result.outcome()) {
            case CONVERGED -> FitStatus.CONVERGED;
            case BOUNDARY -> FitStatus.BOUNDARY;
            case FLAT -> FitStatus.FLAT;
            case NOT_CONVERGED -> FitStatus.NOT_CONVERGED;
        };
        double[][] covariance = new double[n][n];
        List<String> warnings = new ArrayList<>();
        if (status == FitStatus.CONVERGED) {
            covariance = SymmetricEigen.of(result.information()).inverse();
            for (int i = 0; i < n; i++) {
                if (dimensions.get(i).logarithmic && covariance[i][i] > 1) {
                    warnings.add(dimensions.get(i).name
                            + " is poorly determined: its standard error is larger than its estimate");
                }
            }
        }
        return new ModelFit<>(
                this,
                maker,
                result.point(),
                covariance,
                result.value(),
                result.gradientNorm(),
                result.iterations(),
                observations,
                data,
                status,
                explain(result),
                warnings);
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

    /** The parameters that have a share in the flat or rising direction. */
    private String along(TrustRegionNewton.Result result) {
        return IntStream.range(0, dimensions.size())
                .filter(i -> result.share()[i] > 0.05)
                .mapToObj(this::name)
                .collect(Collectors.joining(" and "));
    }

    private String explain(TrustRegionNewton.Result result) {
        StringBuilder words = new StringBuilder();
        switch (result.outcome()) {
            case CONVERGED ->
                words.append("converged in ").append(result.iterations()).append(" steps");
            case NOT_CONVERGED -> {
                words.append("the search stopped where the likelihood still rises along ")
                        .append(along(result));
                if (result.rounding() > 0) {
                    words.append(String.format(
                            Locale.ROOT,
                            ", since it is known only to within %.2g: a rare history is lost among too many customers",
                            result.rounding()));
                }
            }
            case FLAT ->
                words.append("the likelihood is flat: it hardly changes along ").append(along(result));
            case BOUNDARY -> {}
        }
        for (int i = 0; i < dimensions.size(); i++) {
            int side = result.bound()[i];
            if (side != 0) {
                words.append(words.isEmpty() ? "" : "; ")
                        .append(dimensions.get(i).name)
                        .append(
                                side < 0
                                        ? " ran to the lower end of its range, "
                                        : " ran to the upper end of its range, ")
                        .append(dimensions.get(i).bound(side));
            }
        }
        return words.toString();
    }
}
