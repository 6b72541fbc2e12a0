package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CumulativeIncidenceTest {

    private record Exit(double months, String why) {
        Tenure tenure() {
            return Tenure.of(months, !why.isEmpty());
        }
    }

    private static final List<Exit> EXITS = List.of(
            new Exit(1, "voluntary"),
            new Exit(2, "payment"),
            new Exit(2, "voluntary"),
            new Exit(3, ""),
            new Exit(4, "payment"),
            new Exit(5, ""));

    private static final ExitTable<String> TABLE = ExitTable.of(EXITS, Exit::tenure, Exit::why);

    @Test
    void addsUpByHand() {
        CumulativeIncidence<String> shares = CumulativeIncidence.estimate(TABLE);
        // S(1−) = 1, S(2−) = 5/6, S(4−) = 1/2
        assertThat(shares.at("voluntary", 0.5)).hasValue(0);
        assertThat(shares.at("voluntary", 1).orElseThrow()).isCloseTo(1 / 6.0, within(1e-15));
        assertThat(shares.at("voluntary", 5).orElseThrow()).isCloseTo(1 / 6.0 + 5 / 6.0 / 5, within(1e-15));
        assertThat(shares.at("payment", 5).orElseThrow()).isCloseTo(5 / 6.0 / 5 + 0.5 / 2, within(1e-15));
        assertThat(shares.at("payment", 5.1)).isEmpty();
        assertThat(shares.interval("voluntary", 0.5, 0.95)).isEmpty();
        assertThat(shares.interval("payment", 5, 0.95).orElseThrow().contains(0.4166))
                .isTrue();
        assertThat(shares.reasons()).containsExactly("voluntary", "payment");
        assertThat(shares).hasToString("by 5: voluntary 0.3333, payment 0.4167, 0.2500 still there");
        assertThat(TABLE).hasToString("6 tenures to 5, 4 ended, 2 censored (voluntary 2, payment 2)");
        assertThatIllegalArgumentException().isThrownBy(() -> shares.at("other", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> TABLE.ended("other"));
    }

    @Test
    void partsAddUpToTheWhole() {
        ExitTable<String> left = ExitTable.of(EXITS.subList(0, 2), Exit::tenure, Exit::why);
        ExitTable<String> right = ExitTable.of(EXITS.subList(2, 6), Exit::tenure, Exit::why);
        ExitTable<String> sum = left.plus(right);
        assertThat(sum.all()).isEqualTo(TABLE.all());
        assertThat(sum.ended("payment")).isEqualTo(TABLE.ended("payment"));
        assertThat(sum.ended("voluntary")).isEqualTo(TABLE.ended("voluntary"));
    }

    @Test
    void withoutCensoringTheVarianceIsThatOfAProportion() {
        List<Exit> seen = List.of(
                new Exit(1, "a"),
                new Exit(2, "b"),
                new Exit(2, "a"),
                new Exit(3, "b"),
                new Exit(4, "a"),
                new Exit(6, "b"));
        CumulativeIncidence<String> shares = CumulativeIncidence.estimate(ExitTable.of(seen, Exit::tenure, Exit::why));
        for (int t = 1; t <= 5; t++) {
            double share = shares.at("a", t).orElseThrow();
            assertThat(shares.standardError("a", t).orElseThrow())
                    .isCloseTo(Math.sqrt(share * (1 - share) / 6), within(1e-14));
        }
    }

    /** The sum of the formula over earlier times, against the running sums. */
    @Test
    void varianceAgreesWithItsDefinition() {
        CumulativeIncidence<String> shares = CumulativeIncidence.estimate(TABLE);
        LifeTable all = TABLE.all();
        double[] ended = TABLE.endedByRow("payment");
        double now = shares.at("payment", 5).orElseThrow();
        double variance = 0;
        double before = 1;
        for (int i = 0; i < all.rows(); i++) {
            double n = all.atRisk(i);
            double d = all.ended(i);
            double rest = now - shares.at("payment", all.time(i)).orElseThrow();
            variance += n > d ? rest * rest * d / (n * (n - d)) : 0;
            variance += before * before * ended[i] * (n - ended[i]) / (n * n * n);
            variance -= 2 * rest * before * ended[i] / (n * n);
            before *= 1 - d / n;
        }
        assertThat(shares.standardError("payment", 5).orElseThrow()).isCloseTo(Math.sqrt(variance), within(1e-15));
    }
}
