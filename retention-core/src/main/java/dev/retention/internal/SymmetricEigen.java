package dev.retention.internal;

/**
 * The eigenvalues and eigenvectors of a small symmetric matrix, by cyclic Jacobi rotations: a few microseconds at four
 * rows, and accurate for the small eigenvalues on which a verdict of "flat" hangs.
 */
public final class SymmetricEigen {
    private static final int SWEEPS = 60;

    private final double[] values;
    private final double[][] vectors;

    private SymmetricEigen(double[] values, double[][] vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /** Decomposes a symmetric matrix; both triangles are read and the matrix is left as it was. */
    public static SymmetricEigen of(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][];
        double[][] v = new double[n][n];
        for (int i = 0; i < n; i++) {
            a[i] = matrix[i].clone();
            v[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean rotated = false;
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotated |= rotate(a, v, p, q);
                }
            }
            if (!rotated) {
                break;
            }
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = a[i][i];
        }
        return new SymmetricEigen(values, v);
    }

    private static boolean rotate(double[][] a, double[][] v, int p, int q) {
        double off = a[p][q];
        // Relative to the diagonal, so that a matrix of very unlike scales still gets its small eigenvalues right.
        if (off == 0 || Math.abs(off) <= 1e-17 * Math.sqrt(Math.abs(a[p][p])) * Math.sqrt(Math.abs(a[q][q]))) {
            return false;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * off);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(1, theta));
        double c = 1 / Math.sqrt(1 + t * t);
        double s = t * c;
        a[p][p] -= t * off;
        a[q][q] += t * off;
        a[p][q] = 0;
        a[q][p] = 0;
        for (int i = 0; i < a.length; i++) {
            if (i != p && i != q) {
                double ip = a[i][p];
                double iq = a[i][q];
                a[i][p] = c * ip - s * iq;
                a[p][i] = a[i][p];
                a[i][q] = s * ip + c * iq;
                a[q][i] = a[i][q];
            }
            double vp = v[i][p];
            double vq = v[i][q];
            v[i][p] = c * vp - s * vq;
            v[i][q] = s * vp + c * vq;
        }
        return true;
    }

    /** The number of eigenvalues. */
    public int size() {
        return values.length;
    }

    /** One eigenvalue; they are in no particular order. */
    public double value(int index) {
        return values[index];
    }

    /** One coordinate of the unit eigenvector that belongs to {@link #value}. */
    public double vector(int index, int coordinate) {
        return vectors[coordinate][index];
    }

    /** The index of the smallest eigenvalue; −1 for the empty matrix. */
    public int smallest() {
        int smallest = -1;
        for (int i = 0; i < values.length; i++) {
            if (smallest < 0 || values[i] < values[smallest]) {
                smallest = i;
            }
        }
        return smallest;
    }

    /** The coordinates of a vector in the basis of eigenvectors. */
    public double[] project(double[] vector) {
        double[] projected = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                projected[i] += vectors[j][i] * vector[j];
            }
        }
        return projected;
    }

    /** The vector whose coordinates in the basis of eigenvectors are given. */
    public double[] combine(double[] coordinates) {
        double[] vector = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                vector[j] += vectors[j][i] * coordinates[i];
            }
        }
        return vector;
    }

    /** The inverse of the matrix; no eigenvalue may be 0. */
    public double[][] inverse() {
        int n = values.length;
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += vectors[i][k] * vectors[j][k] / values[k];
                }
                inverse[i][j] = sum;
                inverse[j][i] = sum;
            }
        }
        return inverse;
    }
}
