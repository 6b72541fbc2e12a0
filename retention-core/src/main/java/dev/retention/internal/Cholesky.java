package dev.retention.internal;

/** The triangular root of a symmetric positive definite matrix: solves, inverts and finds dependent columns. */
public final class Cholesky {
    private final double[][] lower;
    private final int dependent;

    private Cholesky(double[][] lower, int dependent) {
        this.lower = lower;
        this.dependent = dependent;
    }

    /**
     * Factors a matrix, of which the lower triangle is read.
     *
     * @param tolerance what share of a diagonal element must remain after the columns before it are taken out
     */
    public static Cholesky of(double[][] matrix, double tolerance) {
        int n = matrix.length;
        double[][] lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                if (i > j) {
                    lower[i][j] = sum / lower[j][j];
                } else if (sum > tolerance * matrix[i][i] && sum < Double.POSITIVE_INFINITY) {
                    lower[i][i] = Math.sqrt(sum);
                } else {
                    return new Cholesky(lower, i);
                }
            }
        }
        return new Cholesky(lower, -1);
    }

    /** The first column that those before it determine, or -1 if the matrix is positive definite. */
    public int dependent() {
        return dependent;
    }

    /** The x with A x = b. */
    public double[] solve(double[] b) {
        double[] x = forward(b);
        for (int i = x.length - 1; i >= 0; i--) {
            for (int k = i + 1; k < x.length; k++) {
                x[i] -= lower[k][i] * x[k];
            }
            x[i] /= lower[i][i];
        }
        return x;
    }

    /** bᵀ A⁻¹ b. */
    public double quadraticForm(double[] b) {
        double sum = 0;
        for (double y : forward(b)) {
            sum += y * y;
        }
        return sum;
    }

    /** A⁻¹. */
    public double[][] inverse() {
        int n = lower.length;
        double[][] inverse = new double[n][];
        for (int j = 0; j < n; j++) {
            double[] unit = new double[n];
            unit[j] = 1;
            inverse[j] = solve(unit);
        }
        return inverse;
    }

    private double[] forward(double[] b) {
        double[] y = b.clone();
        for (int i = 0; i < y.length; i++) {
            for (int k = 0; k < i; k++) {
                y[i] -= lower[i][k] * y[k];
            }
            y[i] /= lower[i][i];
        }
        return y;
    }
}
