package dev.retention.model;

import com.google.common.collect.ImmutableList;
import dev.retention.internal.TrustRegionNewton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The way from a log-likelihood to a fitted model.
 *
 * @param space the parameters
 * @param maker makes the model from its parameters
 * @param readings what the model is asked for most: by these, two optima are told apart
 */
record Estimator<M>(ParameterSpace space, Function<double[], M> maker, ImmutableList<Reading<M>> readings) {
    /** Half the 0.95 quantile of χ²(1): what lies no further below a maximum, data cannot rule out. */
    private static final double WITHIN_REACH = 1.92;

    /** The relative difference of two readings that is worth a word. */
    private static final double NOTEWORTHY = 0.1;

    /** Something to ask of a model, with its name. */
    record Reading<M>(String name, ToDoubleFunction<M> of) {}

    /**
     * Fits by maximum likelihood.
     *
     * @param logLikelihood with its derivatives, all by the model's parameters
     * @param starts the parameters to start from
     * @param customers how many customers the data are of
     * @param data what was fitted, to be compared before a likelihood-ratio test
     */
    ModelFit<M> maximize(
            TrustRegionNewton.Objective logLikelihood, List<double[]> starts, long customers, Object data) {
        TrustRegionNewton.Result result = space.search(logLikelihood, starts);
        Maximum maximum = Maximum.of(result);
        Verdict verdict = Verdict.of(space, result);
        if (verdict.status() == FitStatus.CONVERGED) {
            for (int i = 0; i < space.size(); i++) {
                if (space.logarithmic(i) && maximum.covariance()[i][i] > 1) {
                    verdict = verdict.warning(
                            space.name(i) + " is poorly determined: its standard error is larger than its estimate");
                }
            }
        }
        if (verdict.status() == FitStatus.CONVERGED || verdict.status() == FitStatus.BOUNDARY) {
            M best = maker.apply(space.natural(result.point()));
            String second = "";
            double highest = result.value() - WITHIN_REACH;
            for (TrustRegionNewton.Result other : result.others()) {
                String changes = other.value() < highest ? "" : changes(best, other);
                if (!changes.isEmpty()) {
                    highest = other.value();
                    second = String.format(
                            Locale.ROOT,
                            "a second optimum, of log-likelihood %.2f, lies within reach of this, of %.2f: there %s",
                            other.value(),
                            result.value(),
                            changes);
                }
            }
            verdict = second.isEmpty() ? verdict : verdict.warning(second);
        }
        return new ModelFit<>(this, maximum, verdict, customers, data);
    }

    /** The readings that another point changes by a tenth or more; empty if there are none. */
    private String changes(M best, TrustRegionNewton.Result other) {
        M model = maker.apply(space.natural(other.point()));
        List<String> changes = new ArrayList<>();
        for (Reading<M> reading : readings) {
            double here = reading.of.applyAsDouble(best);
            double there = reading.of.applyAsDouble(model);
            if (here != there && !(Math.abs(there - here) <= NOTEWORTHY * Math.abs(here))) {
                changes.add(reading.name + " is " + number(there) + " and not " + number(here));
            }
        }
        return String.join(", ", changes);
    }

    private static String number(double reading) {
        return Double.isInfinite(reading) ? "without bound" : String.format(Locale.ROOT, "%.3g", reading);
    }
}
