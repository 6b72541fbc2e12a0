package dev.retention.model;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.util.Locale;

/**
 * A model fitted by least squares: the parameters at which expected counts come nearest to those observed.
 *
 * <p>Least squares know no likelihood, so there are no standard errors, tests or criteria to compare models by; a
 * {@link ModelFit} has all of these. This class is immutable and thread-safe as long as the model is.
 *
 * @param model the model at the best parameters found, whatever the status
 * @param sumOfSquares the sum of the squared differences in customers, finite and at least 0
 * @param status how the search ended
 * @param explanation how the search ended, in words
 * @param <M> the model
 * @since 0.1.0
 */
public record LeastSquaresFit<M>(M model, double sumOfSquares, FitStatus status, String explanation) {

    /**
     * Checks the sum of squares.
     *
     * @param model the model
     * @param sumOfSquares the sum of the squared differences
     * @param status how the search ended
     * @param explanation the same in words
     * @throws IllegalArgumentException if {@code sumOfSquares} is negative or not finite
     */
    public LeastSquaresFit {
        requireNonNull(model, "model");
        Checks.notNegative(sumOfSquares, "sumOfSquares");
        requireNonNull(status, "status");
        requireNonNull(explanation, "explanation");
    }

    /**
     * The model, if the fit can be relied on.
     *
     * @return the model
     * @throws IllegalStateException if the status is not {@link FitStatus#CONVERGED}; the message says why and what to do
     */
    public M requireConverged() {
        checkState(status == FitStatus.CONVERGED, "the fit did not converge: %s; %s", explanation, status.advice());
        return model;
    }

    /** Prints the status, the sum of squares and the model on one line. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, sum of squares %.6g, %s", status, sumOfSquares, model);
    }
}
