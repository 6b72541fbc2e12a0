package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The valve seats of 41 diesel engines of Nelson, Confidence limits for recurrence data (1995), as in R's reda (valveSeats) and SAS's
 * RELIABILITY; numbers by the estimator over all under observation, with Lawless and Nadeau's variance.
 */
class ValveSeatsTest {
    private static final double[][] EXPECTED = {
        {61, 41, 1, 0.0243902439024},
        {76, 41, 1, 0.0487804878049},
        {84, 41, 1, 0.0731707317073},
        {87, 41, 1, 0.0975609756098},
        {92, 41, 1, 0.121951219512},
        {98, 41, 1, 0.146341463415},
        {120, 41, 1, 0.170731707317},
        {139, 41, 2, 0.219512195122},
        {165, 41, 1, 0.243902439024},
        {166, 41, 1, 0.268292682927},
        {202, 41, 1, 0.292682926829},
        {206, 41, 1, 0.317073170732},
        {249, 41, 1, 0.341463414634},
        {254, 41, 1, 0.365853658537},
        {258, 41, 1, 0.390243902439},
        {265, 41, 1, 0.414634146341},
        {276, 41, 1, 0.439024390244},
        {298, 41, 1, 0.463414634146},
        {323, 41, 1, 0.487804878049},
        {326, 41, 1, 0.512195121951},
        {328, 41, 1, 0.536585365854},
        {344, 41, 1, 0.560975609756},
        {348, 41, 1, 0.585365853659},
        {349, 41, 1, 0.609756097561},
        {367, 41, 1, 0.634146341463},
        {377, 41, 1, 0.658536585366},
        {404, 40, 1, 0.683536585366},
        {408, 40, 1, 0.708536585366},
        {410, 40, 1, 0.733536585366},
        {449, 40, 1, 0.758536585366},
        {479, 40, 1, 0.783536585366},
        {497, 40, 1, 0.808536585366},
        {538, 40, 1, 0.833536585366},
        {539, 40, 1, 0.858536585366},
        {561, 40, 1, 0.883536585366},
        {563, 40, 1, 0.908536585366},
        {570, 40, 1, 0.933536585366},
        {573, 40, 1, 0.958536585366},
        {581, 38, 1, 0.98485237484},
        {586, 34, 1, 1.01426413955},
        {604, 22, 1, 1.059718685},
        {621, 17, 1, 1.11854221441},
        {635, 16, 1, 1.18104221441},
        {640, 16, 1, 1.24354221441},
        {646, 13, 1, 1.32046529133},
        {653, 9, 2, 1.54268751356}
    };

    static final List<Recurrences> ENGINES = List.of(
            Recurrences.of(761),
            Recurrences.of(759),
            Recurrences.of(667, 98),
            Recurrences.of(667, 326, 653, 653),
            Recurrences.of(665),
            Recurrences.of(667, 84),
            Recurrences.of(663, 87),
            Recurrences.of(653, 646),
            Recurrences.of(653, 92),
            Recurrences.of(651),
            Recurrences.of(650, 258, 328, 377, 621),
            Recurrences.of(648, 61, 539),
            Recurrences.of(644, 254, 276, 298, 640),
            Recurrences.of(642, 76, 538),
            Recurrences.of(641, 635),
            Recurrences.of(649, 349, 404, 561),
            Recurrences.of(631),
            Recurrences.of(596),
            Recurrences.of(614, 120, 479),
            Recurrences.of(582, 323, 449),
            Recurrences.of(589, 139, 139),
            Recurrences.of(593),
            Recurrences.of(589, 573),
            Recurrences.of(606, 165, 408, 604),
            Recurrences.of(594, 249),
            Recurrences.of(613, 344, 497),
            Recurrences.of(595, 265, 586),
            Recurrences.of(389, 166, 206, 348),
            Recurrences.of(601),
            Recurrences.of(601, 410, 581),
            Recurrences.of(611),
            Recurrences.of(608),
            Recurrences.of(587),
            Recurrences.of(603, 367),
            Recurrences.of(585, 202, 563, 570),
            Recurrences.of(587),
            Recurrences.of(578),
            Recurrences.of(578),
            Recurrences.of(586),
            Recurrences.of(585),
            Recurrences.of(582));

    private final MeanCumulativeFunction mean = MeanCumulativeFunction.of(ENGINES);

    @Test
    void theMeanIsNelsons() {
        assertThat(mean.customers()).isEqualTo(41);
        assertThat(mean.recurrences()).isEqualTo(48);
        assertThat(mean.steps()).hasSameSizeAs(EXPECTED);
        for (int i = 0; i < EXPECTED.length; i++) {
            MeanCumulativeFunction.Step step = mean.steps().get(i);
            assertThat(step.time()).isEqualTo(EXPECTED[i][0]);
            assertThat(step.atRisk()).isEqualTo((int) EXPECTED[i][1]);
            assertThat(step.recurrences()).isEqualTo((int) EXPECTED[i][2]);
            assertThat(step.mean()).isCloseTo(EXPECTED[i][3], within(1e-11));
            assertThat(mean.at(step.time())).hasValue(step.mean());
        }
        assertThat(mean.at(761).orElseThrow()).isCloseTo(1.5426875135570297, within(1e-14));
        assertThat(mean.at(762)).isEmpty();
        assertThat(mean.at(60)).hasValue(0);
    }

    @Test
    void theVarianceIsThatOfLawlessAndNadeau() {
        assertThat(mean.standardError(653).orElseThrow()).isCloseTo(0.3116560747505628, within(1e-13));
        assertThat(mean.independentStandardError(653).orElseThrow()).isCloseTo(0.26280559681527155, within(1e-13));
    }

    @Test
    void intervalsAreNormalOnTheirScale() {
        Interval log = mean.interval(653, 0.95).orElseThrow();
        double ratio = Math.exp(1.959963984540054 * 0.3116560747505628 / 1.5426875135570297);
        assertThat(log.lower()).isCloseTo(1.5426875135570297 / ratio, within(1e-12));
        assertThat(log.upper()).isCloseTo(1.5426875135570297 * ratio, within(1e-12));
        Interval plain = mean.plainInterval(653, 0.95).orElseThrow();
        assertThat(plain.upper()).isCloseTo(1.5426875135570297 + 1.959963984540054 * 0.3116560747505628, within(1e-12));
        assertThat(mean.interval(60, 0.95)).contains(Interval.of(0, 0, 0.95));
        assertThat(mean.interval(762, 0.95)).isEmpty();
        assertThat(mean.plainInterval(762, 0.95)).isEmpty();
    }

    @Test
    void printsTheLastValue() {
        assertThat(mean).hasToString("41 customers, 48 recurrences: 1.543 each by 761");
        assertThat(ENGINES.get(1)).hasToString("0 in [0, 759]");
    }
}
