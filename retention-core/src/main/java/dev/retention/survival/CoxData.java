package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a Cox regression reads: sorted tenures, and covariates centred and scaled, one column each. */
final class CoxData extends SortedTenures {
    /** By covariate and row, (value − mean) / scale. */
    private final double[][] x;

    private final double[] means;
    private final double[] scales;

    /** What strata were told by number, as they came; none if all rows are of one. */
    private final Map<Object, Integer> numbers;

    /** Sorts the rows; their numbers are the covariates. */
    CoxData(TenureColumns columns, Map<Object, Integer> strata) {
        super(columns, Math.max(1, strata.size()));
        numbers = strata;
        int p = columns.width;
        means = new double[p];
        scales = new double[p];
        x = new double[p][rows()];
        for (int r = 0; r < rows(); r++) {
            int at = number(r) * p;
            for (int j = 0; j < p; j++) {
                x[j][r] = columns.values[at + j];
            }
        }
        for (int j = 0; j < p; j++) {
            standardize(j, x[j]);
        }
    }

    private void standardize(int j, double[] column) {
        double sum = 0;
        for (double value : column) {
            sum += value;
        }
        double mean = sum / column.length;
        double rest = 0;
        double squares = 0;
        for (double value : column) {
            double off = value - mean;
            rest += off;
            squares += off * off;
        }
        mean += rest / column.length;
        double scale = Math.sqrt(squares / column.length);
        means[j] = mean;
        // A constant is left with rounding only; the likelihood finds it without information and names it.
        scales[j] = scale > 1e-12 * Math.abs(mean) ? scale : 0;
        for (int r = 0; r < column.length; r++) {
            column[r] = scales[j] > 0 ? (column[r] - mean) / scale : 0;
        }
    }

    /** The place of a stratum that was told. */
    int placeOf(@Nullable Object stratum) {
        Integer number = numbers.get(requireNonNull(stratum, "stratum"));
        checkArgument(number != null, "stratum (%s) must be one of %s", stratum, numbers.keySet());
        return place(requireNonNull(number));
    }

    int covariates() {
        return x.length;
    }

    /** A covariate of a row, centred and scaled. */
    double x(int covariate, int row) {
        return x[covariate][row];
    }

    /** A covariate of all rows, for loops over whole columns; not to be written to. */
    double[] column(int covariate) {
        return x[covariate];
    }

    /** A value of a covariate, centred and scaled. */
    double standardized(int covariate, double value) {
        return (value - means[covariate]) / scales[covariate];
    }

    /** The covariates of an object, centred and scaled. */
    <T> double[] standardized(List<Covariate<T>> covariates, T item) {
        requireNonNull(item, "item");
        double[] z = new double[x.length];
        Arrays.setAll(z, j -> standardized(j, covariates.get(j).of(item)));
        return z;
    }

    /** All covariates 0, centred and scaled. */
    double[] standardizedZeros() {
        double[] z = new double[x.length];
        Arrays.setAll(z, j -> standardized(j, 0));
        return z;
    }

    /** An element of a matrix of centred and scaled covariates in the units of the covariates. */
    double unscaled(double[][] matrix, int i, int j) {
        return matrix[i][j] / (scales[i] * scales[j]);
    }

    double scale(int covariate) {
        return scales[covariate];
    }

    /** The linear predictor of a row. */
    double predictor(int row, double[] beta) {
        double eta = 0;
        for (int j = 0; j < x.length; j++) {
            eta += x[j][row] * beta[j];
        }
        return eta;
    }
}
