package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Splitter;
import dev.retention.Interval;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The lung cancer trial of the Veterans' Administration (Kalbfleisch and Prentice 1980, appendix; 137 men), typed in from the
 * copies at lib.stat.cmu.edu/datasets/veteran and in scikit-survival. Numbers of R's survival 3.5-3 where they have more than six
 * digits; the others as the vignette "The survival package" and the help of {@code coxph} print them.
 */
class VeteranTest {

    /** Treatment and cell type, then of each man: days (+ still alive), Karnofsky score, months since diagnosis, age, therapy. */
    private static final String DATA = """
        1 squamous 72/60/7/69/0 411/70/5/64/10 228/60/3/38/0 126/60/9/63/10 118/70/11/65/10 10/20/5/49/0 82/40/10/69/10
        1 squamous 110/80/29/68/0 314/50/18/43/0 100+/70/6/70/0 42/60/4/81/0 8/40/58/63/10 144/30/4/63/0 25+/80/9/52/10
        1 squamous 11/70/11/48/10
        1 smallcell 30/60/3/61/0 384/60/9/42/0 4/40/2/35/0 54/80/4/63/10 13/60/4/56/0 123+/40/3/55/0 97+/60/5/67/0
        1 smallcell 153/60/14/63/10 59/30/2/65/0 117/80/3/46/0 16/30/4/53/10 151/50/12/69/0 22/60/4/68/0 56/80/12/43/10
        1 smallcell 21/40/2/55/10 18/20/15/42/0 139/80/2/64/0 20/30/5/65/0 31/75/3/65/0 52/70/2/55/0 287/60/25/66/10
        1 smallcell 18/30/4/60/0 51/60/1/67/0 122/80/28/53/0 27/60/8/62/0 54/70/1/67/0 7/50/7/72/0 63/50/11/48/0
        1 smallcell 392/40/4/68/0 10/40/23/67/10
        1 adeno 8/20/19/61/10 92/70/10/60/0 35/40/6/62/0 117/80/2/38/0 132/80/5/50/0 12/50/4/63/10 162/80/5/64/0
        1 adeno 3/30/3/43/0 95/80/4/34/0
        1 large 177/50/16/66/10 162/80/5/62/0 216/50/15/52/0 553/70/2/47/0 278/60/12/63/0 12/40/12/68/10 260/80/5/45/0
        1 large 200/80/12/41/10 156/70/2/66/0 182+/90/2/62/0 143/90/8/60/0 105/80/11/66/0 103/80/5/38/0 250/70/8/53/10
        1 large 100/60/13/37/10
        2 squamous 999/90/12/54/10 112/80/6/60/0 87+/80/3/48/0 231+/50/8/52/10 242/50/1/70/0 991/70/7/50/10 111/70/3/62/0
        2 squamous 1/20/21/65/10 587/60/3/58/0 389/90/2/62/0 33/30/6/64/0 25/20/36/63/0 357/70/13/58/0 467/90/2/64/0
        2 squamous 201/80/28/52/10 1/50/7/35/0 30/70/11/63/0 44/60/13/70/10 283/90/2/51/0 15/50/13/40/10
        2 smallcell 25/30/2/69/0 103+/70/22/36/10 21/20/4/71/0 13/30/2/62/0 87/60/2/60/0 2/40/36/44/10 20/30/9/54/10
        2 smallcell 7/20/11/66/0 24/60/8/49/0 99/70/3/72/0 8/80/2/68/0 99/85/4/62/0 61/70/2/71/0 25/70/2/70/0 95/70/1/61/0
        2 smallcell 80/50/17/71/0 51/30/87/59/10 29/40/8/67/0
        2 adeno 24/40/2/60/0 18/40/5/69/10 83+/99/3/57/0 31/80/3/39/0 51/60/5/62/0 90/60/22/50/10 52/60/3/43/0 73/60/3/70/0
        2 adeno 8/50/5/66/0 36/70/8/61/0 48/10/4/81/0 7/40/4/58/0 140/70/3/63/0 186/90/3/60/0 84/80/4/62/10 19/50/10/42/0
        2 adeno 45/40/3/69/0 80/40/4/63/0
        2 large 52/60/4/45/0 164/70/15/68/10 19/30/4/39/10 53/60/12/66/0 15/30/5/63/0 43/60/11/49/10 340/80/10/64/10
        2 large 133/75/1/65/0 111/60/5/64/0 231/70/18/67/10 378/80/4/65/0 49/30/3/37/0
        """;

    private record Man(int treatment, String cell, Tenure tenure, int karno, int diagnosed, int age, int prior) {}

    private static final List<Man> MEN = read();

    private static List<Man> read() {
        List<Man> men = new ArrayList<>();
        for (String line : DATA.lines().toList()) {
            List<String> words = Splitter.on(' ').splitToList(line);
            for (String word : words.subList(2, words.size())) {
                List<String> parts = Splitter.on('/').splitToList(word);
                men.add(new Man(
                        Integer.parseInt(words.get(0)),
                        words.get(1),
                        Tenures.parse(parts.get(0)).get(0),
                        Integer.parseInt(parts.get(1)),
                        Integer.parseInt(parts.get(2)),
                        Integer.parseInt(parts.get(3)),
                        Integer.parseInt(parts.get(4))));
            }
        }
        return men;
    }

    private static double is(Man man, String cell) {
        return man.cell().equals(cell) ? 1 : 0;
    }

    private static CoxRegression<Man> model() {
        return CoxRegression.of(Man::tenure)
                .covariate("treatment", Man::treatment)
                .covariate("smallcell", man -> is(man, "smallcell"))
                .covariate("adeno", man -> is(man, "adeno"))
                .covariate("large", man -> is(man, "large"))
                .covariate("karno", Man::karno);
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, 1, 0.965317510276729, 1",
        "PLAIN, 7, 0.902340704961757, 0.98087097387036",
        "PLAIN, 51, 0.514898190417199, 0.679527821527062",
        "PLAIN, 991, 0, 0.0265330049701168",
        "LOG, 1, 0.965520797241563, 1",
        "LOG, 3, 0.943016510467151, 0.999408068101331",
        "LOG, 51, 0.520319090043918, 0.685470476342052",
        "LOG, 991, 0.00128542677969684, 0.0630772703636526",
        "LOGIT, 1, 0.943534098519388, 0.996345954508479",
        "LOGIT, 25, 0.649560523923557, 0.797605692277313",
        "LOGIT, 991, 0.00127274344784867, 0.0608443804506996",
    })
    void intervalsAsSurvfit(SurvivalInterval kind, double time, double lower, double upper) {
        SurvivalCurve curve = KaplanMeier.withDefaults()
                .with(kind)
                .estimate(MEN.stream().map(Man::tenure).toList());
        Interval interval = curve.interval(time).orElseThrow();
        assertThat(interval.lower()).isCloseTo(lower, within(1e-9 * lower));
        assertThat(interval.upper()).isCloseTo(upper, within(1e-9 * upper));
        assertThat(curve.interval(999)).isEmpty();
    }

    @Test
    void coefficientsAsCoxph() {
        CoxFit<Man> fit = model().covariate("diagnosed", Man::diagnosed)
                .covariate("age", Man::age)
                .covariate("prior", Man::prior)
                .fit(MEN);
        double[][] printed = {
            {2.946e-01, 2.075e-01},
            {8.616e-01, 2.753e-01},
            {1.196e+00, 3.009e-01},
            {4.013e-01, 2.827e-01},
            {-3.282e-02, 5.508e-03},
            {8.132e-05, 9.136e-03},
            {-8.706e-03, 9.300e-03},
            {7.159e-03, 2.323e-02}
        };
        for (int j = 0; j < printed.length; j++) {
            CoxCoefficient coefficient = fit.coefficients().get(j);
            assertThat(coefficient.estimate()).isCloseTo(printed[j][0], within(5.1e-4 * Math.abs(printed[j][0])));
            assertThat(coefficient.standardError()).isCloseTo(printed[j][1], within(5.1e-4 * printed[j][1]));
        }
        assertThat(fit.tenures()).isEqualTo(137);
        assertThat(fit.ended()).isEqualTo(128);
        assertThat(fit.likelihoodRatioTest().chiSquared()).isCloseTo(62.1, within(0.05));
        assertThat(fit.likelihoodRatioTest().pValue()).isCloseTo(1.799e-10, within(5e-14));
    }

    /** The vignette tests the cell types together; each covariate on its own is not printed there. */
    @Test
    void proportionalHazardsAsCoxZph() {
        ProportionalHazards identity = model().fit(MEN).proportionalHazards(ProportionalHazards.Transform.IDENTITY);
        assertThat(identity.of("treatment").chiSquared()).isCloseTo(0.00493, within(5e-6));
        assertThat(identity.of("karno").chiSquared()).isCloseTo(6.05160, within(5e-6));
        assertThat(identity.global().chiSquared()).isCloseTo(20.87086, within(5e-6));
        ProportionalHazards log = model().fit(MEN).proportionalHazards(ProportionalHazards.Transform.LOG);
        assertThat(log.of("treatment").chiSquared()).isCloseTo(0.215, within(5e-4));
        assertThat(log.of("karno").chiSquared()).isCloseTo(10.079, within(5e-4));
        assertThat(log.global().chiSquared()).isCloseTo(21.451, within(5e-4));
    }
}
