package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SymmetricEigenProperties {

    @Property(tries = 200)
    void vectorsAndValuesGiveTheMatrixBack(@ForAll @IntRange(min = 1, max = 8) int n, @ForAll long seed) {
        double[][] matrix = positive(n, seed);
        SymmetricEigen eigen = SymmetricEigen.of(matrix);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += eigen.vector(k, i) * eigen.value(k) * eigen.vector(k, j);
                }
                assertThat(sum).isCloseTo(matrix[i][j], within(1e-12 * n));
            }
        }
    }

    @Property(tries = 200)
    void inverseTimesMatrixIsTheIdentity(@ForAll @IntRange(min = 1, max = 8) int n, @ForAll long seed) {
        double[][] matrix = positive(n, seed);
        double[][] inverse = SymmetricEigen.of(matrix).inverse();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += inverse[i][k] * matrix[k][j];
                }
                assertThat(sum).isCloseTo(i == j ? 1 : 0, within(1e-10));
            }
        }
    }

    @Property(tries = 100)
    void combineUndoesProject(@ForAll @IntRange(min = 1, max = 8) int n, @ForAll long seed) {
        SymmetricEigen eigen = SymmetricEigen.of(positive(n, seed));
        double[] vector = new SplittableRandom(seed).doubles(n).toArray();
        double[] back = eigen.combine(eigen.project(vector));
        for (int i = 0; i < n; i++) {
            assertThat(back[i]).isCloseTo(vector[i], within(1e-13));
        }
        for (int i = 0; i < n; i++) {
            assertThat(eigen.value(eigen.smallest())).isLessThanOrEqualTo(eigen.value(i));
        }
    }

    /** A A' + I/10, so that the condition stays moderate. */
    private static double[][] positive(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = random.doubles(n, -1, 1).toArray();
        }
        double[][] product = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                product[i][j] = i == j ? 0.1 : 0;
                for (int k = 0; k < n; k++) {
                    product[i][j] += a[i][k] * a[j][k];
                }
            }
        }
        return product;
    }
}
