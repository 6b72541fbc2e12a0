package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.Doubles;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class PValueCorrectionProperties {
    @Property(tries = 300)
    void adjustedIsNotBelowTheOwnAndKeepsTheOrder(
            @ForAll @Size(max = 12) List<@DoubleRange(min = 0, max = 1) Double> values,
            @ForAll PValueCorrection correction) {
        double[] p = Doubles.toArray(values);
        double[] adjusted = correction.adjusted(p);
        for (int i = 0; i < p.length; i++) {
            assertThat(adjusted[i]).isBetween(p[i], 1.0);
            for (int j = 0; j < p.length; j++) {
                assertThat(p[i] > p[j] && adjusted[i] < adjusted[j]).isFalse();
                assertThat(p[i] == p[j] && adjusted[i] != adjusted[j]).isFalse();
            }
        }
    }

    @Property(tries = 300)
    void bonferroniFindsLeastAndHochbergMost(
            @ForAll @Size(max = 12) List<@DoubleRange(min = 0, max = 0.2) Double> values) {
        double[] p = Doubles.toArray(values);
        double[] bonferroni = PValueCorrection.BONFERRONI.adjusted(p);
        double[] holm = PValueCorrection.HOLM.adjusted(p);
        double[] hochberg = PValueCorrection.BENJAMINI_HOCHBERG.adjusted(p);
        double[] yekutieli = PValueCorrection.BENJAMINI_YEKUTIELI.adjusted(p);
        for (int i = 0; i < p.length; i++) {
            assertThat(holm[i]).isLessThanOrEqualTo(bonferroni[i]);
            assertThat(hochberg[i]).isLessThanOrEqualTo(holm[i] + 1e-15).isLessThanOrEqualTo(yekutieli[i]);
        }
    }

    /** The definitions, word by word. */
    @Property(tries = 300)
    void adjustedIsWhatTheDefinitionsSay(@ForAll @Size(max = 8) List<@DoubleRange(min = 0, max = 1) Double> values) {
        double[] p = Doubles.toArray(values);
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        int m = p.length;
        for (int i = 0; i < m; i++) {
            int rank = 1 + Arrays.binarySearch(sorted, p[i]);
            double holm = 0;
            double hochberg = 1;
            double harmonic = 0;
            for (int j = 1; j <= m; j++) {
                holm = j <= rank ? Math.max(holm, (m - j + 1) * sorted[j - 1]) : holm;
                hochberg = j >= rank ? Math.min(hochberg, m * sorted[j - 1] / j) : hochberg;
                harmonic += 1.0 / j;
            }
            double yekutieli = 1;
            for (int j = rank; j <= m; j++) {
                yekutieli = Math.min(yekutieli, m * sorted[j - 1] / j * harmonic);
            }
            assertThat(PValueCorrection.BONFERRONI.adjusted(p)[i]).isEqualTo(Math.min(1, m * p[i]), within(1e-14));
            assertThat(PValueCorrection.HOLM.adjusted(p)[i]).isEqualTo(Math.min(1, holm), within(1e-14));
            assertThat(PValueCorrection.BENJAMINI_HOCHBERG.adjusted(p)[i]).isEqualTo(hochberg, within(1e-14));
            assertThat(PValueCorrection.BENJAMINI_YEKUTIELI.adjusted(p)[i]).isEqualTo(yekutieli, within(1e-14));
        }
    }
}
