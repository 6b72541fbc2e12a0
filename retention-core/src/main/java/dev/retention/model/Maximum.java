package dev.retention.model;

import dev.retention.internal.SymmetricEigen;
import dev.retention.internal.TrustRegionNewton;

/**
 * The highest point of a log-likelihood, on the scale of the search.
 *
 * @param point where it is
 * @param value the log-likelihood there
 * @param covariance of the coordinates, from the observed information; zeros where the search did not converge
 * @param gradientNorm the largest derivative by a coordinate that no bound holds
 * @param iterations steps tried, from all starts
 */
@SuppressWarnings("ArrayRecordComponent")
record Maximum(double[] point, double value, double[][] covariance, double gradientNorm, int iterations) {

    static Maximum of(TrustRegionNewton.Result result) {
        int n = result.point().length;
        return new Maximum(
                result.point(),
                result.value(),
                result.outcome() == TrustRegionNewton.Outcome.CONVERGED
                        ? SymmetricEigen.of(result.information()).inverse()
                        : new double[n][n],
                result.gradientNorm(),
                result.iterations());
    }
}
