package dev.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.value.CohortTriangle.Factor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The two triangles on which chain ladders are tried. */
class CohortTriangleReferenceTest {
    /** Of the Reinsurance Association of America, in Mack (1994). */
    private static final double[][] RAA = {
        {5012, 8269, 10907, 11805, 13539, 16181, 18009, 18608, 18662, 18834},
        {106, 4285, 5396, 10666, 13782, 15599, 15496, 16169, 16704},
        {3410, 8992, 13873, 16141, 18735, 22214, 22863, 23466},
        {5655, 11555, 15766, 21266, 23425, 26083, 27067},
        {1092, 9565, 15836, 22169, 25955, 26180},
        {1513, 6445, 11702, 12935, 15852},
        {557, 4020, 10946, 12314},
        {1351, 6947, 13112},
        {3133, 5395},
        {2063}
    };

    /** Of Taylor and Ashe (1983), in Mack (1993); GenIns of the R package ChainLadder. */
    private static final double[][] GEN_INS = {
        {357848, 1124788, 1735330, 2218270, 2745596, 3319994, 3466336, 3606286, 3833515, 3901463},
        {352118, 1236139, 2170033, 3353322, 3799067, 4120063, 4647867, 4914039, 5339085},
        {290507, 1292306, 2218525, 3235179, 3985995, 4132918, 4628910, 4909315},
        {310608, 1418858, 2195047, 3757447, 4029929, 4381982, 4588268},
        {443160, 1136350, 2128333, 2897821, 3402672, 3873311},
        {396132, 1333217, 2180715, 2985752, 3691712},
        {440832, 1288463, 2419861, 3483130},
        {359480, 1421128, 2864498},
        {376686, 1363294},
        {344014}
    };

    private static void assertAre(List<Double> figures, double... expected) {
        assertThat(figures).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(figures.get(i)).isCloseTo(expected[i], within(1e-9 * expected[i]));
        }
    }

    private static List<Double> toCome(CohortTriangle triangle) {
        return triangle.toCome().stream()
                .map(each -> each.amount().orElseThrow())
                .toList();
    }

    private static List<Double> errors(CohortTriangle triangle) {
        return triangle.toCome().stream()
                .map(each -> each.standardError().orElseThrow())
                .toList();
    }

    private static List<Double> factors(CohortTriangle triangle) {
        return triangle.factors().stream()
                .map(each -> each.factor().orElseThrow())
                .toList();
    }

    /** MackChainLadder(RAA, est.sigma = "Mack") of the R package ChainLadder: to come 52,135, error 26,909. */
    @Test
    void raa() {
        CohortTriangle raa = CohortTriangle.of(RAA);
        assertAre(
                factors(raa),
                2.9993586513353794,
                1.6235227537534538,
                1.2708881150356526,
                1.1716746330883747,
                1.113384886206463,
                1.0419346379110106,
                1.033263553789384,
                1.0169364810075625,
                1.0092165898617511);
        assertAre(
                raa.factors().stream().map(each -> each.sigma().orElseThrow()).toList(),
                166.9834704216068,
                33.29453838293912,
                26.295299666995895,
                7.824959769253873,
                10.928817593449661,
                6.389042391868155,
                1.1590623217172067,
                2.8077043495688803,
                1.1590623217172067);
        assertAre(
                toCome(raa),
                0.0,
                153.9539170506905,
                617.3709238149204,
                1636.1421634209037,
                2746.736343422217,
                3649.10318399638,
                5435.302590295185,
                10907.192509507353,
                10649.984100702153,
                16339.44252900036);
        assertAre(
                errors(raa),
                0.0,
                206.220059401112,
                623.376672631965,
                747.1752250814905,
                1469.4571495894306,
                2001.856930931855,
                2209.2420936420785,
                5357.869297697076,
                6333.165865736363,
                24566.287910989606);
        ToCome total = raa.total();
        assertThat(total.amount().orElseThrow()).isCloseTo(52135.228261210155, within(1e-5));
        assertThat(total.standardError().orElseThrow()).isCloseTo(26909.01115564366, within(1e-5));
        assertThat(total.standardError().orElseThrow() / total.amount().orElseThrow())
                .isCloseTo(0.5161387425182639, within(1e-9));
        assertThat(raa)
                .hasToString(
                        "triangle of 10 by 10; all cohorts: 160987 so far, 52135.2 to come (standard error 26910)");
        assertThat(raa.factors().get(8)).extracting(Factor::cohorts).isEqualTo(1);
    }

    /** Mack (1993): 18,681 thousand to come, error 2,447 thousand. */
    @Test
    void taylorAndAshe() {
        CohortTriangle triangle = CohortTriangle.of(GEN_INS);
        assertAre(
                factors(triangle),
                3.4906065479322863,
                1.7473326421004893,
                1.4574128360182361,
                1.1738517093997867,
                1.103823532244344,
                1.0862693644363943,
                1.0538743555048127,
                1.0765551783529383,
                1.017724725219544);
        assertAre(
                toCome(triangle),
                0.0,
                94633.81454878952,
                469511.2900642399,
                709637.8208254613,
                984888.6390497368,
                1419459.4576616613,
                2177640.6201355457,
                3920301.011952501,
                4278972.263261642,
                4625810.694424726);
        assertAre(
                errors(triangle),
                0.0,
                75535.04075748839,
                121698.56164542341,
                133548.85301207833,
                261406.44934268505,
                411009.70388105325,
                558316.8580711902,
                875327.5119113593,
                971257.8064699426,
                1363154.911732307);
        assertAre(
                List.of(
                        triangle.total().amount().orElseThrow(),
                        triangle.total().standardError().orElseThrow()),
                18680855.611924306,
                2447094.8608346656);
    }
}
