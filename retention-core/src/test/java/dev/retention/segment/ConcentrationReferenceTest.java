package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Numbers that others print, or that follow from the definitions, to nine digits. */
class ConcentrationReferenceTest {
    private static final double[] US_1968 = {541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261};
    private static final double FIVE_NINTHS = 5.555555555555555;

    private static void assertIs(OptionalDouble figure, double expected) {
        assertThat(figure).isPresent();
        assertThat(figure.getAsDouble()).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }

    /** Example vector of the R packages ineq and DescTools. */
    @Test
    void incomesOfTheUnitedStates1968() {
        Concentration incomes = Concentration.of(US_1968);
        assertIs(incomes.gini(), 0.46209113026762383);
        assertIs(incomes.giniCorrected(), 0.5134345891862487);
        assertIs(incomes.herfindahl(), 0.18408123091548528);
        assertIs(incomes.atkinson(0.5), 0.17965909804634184);
        assertThat(incomes).hasToString("10 customers with 66586: Gini 0.4621, as concentrated as 5.432 equal ones");
    }

    /** The same, weighted: R ineq, Lc. */
    @Test
    void incomesWeightedByHowManyHaveThem() {
        long[] customers = {482, 825, 722, 690, 661, 760, 745, 2140, 1911, 1024};
        assertIs(Concentration.ofGroups(US_1968, customers).gini(), 0.3889256660727818);
    }

    /** Damgaard and Weiner (2000); R ineq, Lasym: one giant, or many dwarfs, of one Gini coefficient. */
    @Test
    void asymmetryTellsFewGiantsFromManyDwarfs() {
        double[] giant = new double[10];
        Arrays.fill(giant, FIVE_NINTHS);
        giant[9] = 50;
        assertIs(Concentration.of(giant).gini(), 0.3999999999999999);
        assertIs(Concentration.of(giant).giniCorrected(), 0.44444444444444436);
        assertIs(Concentration.of(giant).asymmetry(), 1.46);
        Concentration dwarfs = Concentration.of(2, 2, 2, 2, 2, 18, 18, 18, 18, 18);
        assertIs(dwarfs.gini(), 0.3999999999999999);
        assertIs(dwarfs.giniCorrected(), 0.44444444444444436);
        assertIs(dwarfs.asymmetry(), 0.74);
    }

    /** Dörsam (2004), by way of the R package REAT. */
    @Test
    void fourFirms() {
        Concentration firms = Concentration.of(20, 50, 20, 10);
        assertIs(firms.gini(), 0.3);
        assertIs(firms.giniCorrected(), 0.4);
        assertIs(firms.herfindahl(), 0.34);
        assertIs(firms.herfindahlNormalised(), 0.12);
        assertIs(firms.equivalentNumber(), 2.9411764705882346);
    }

    /** Dörsam (2004), by way of the R package REAT. */
    @Test
    void groupsOfIncomes() {
        double[] incomes = {500, 1500, 2500, 4000, 7500, 15000};
        long[] customers = {1000, 1200, 1600, 400, 200, 600};
        assertIs(Concentration.ofGroups(incomes, customers).gini(), 0.5278260869565217);
    }

    /** Gross domestic product of the German regions in 2015, from the manual of the R package REAT. */
    @Test
    void regionsOfGermany() {
        Concentration regions = Concentration.of(
                460.69, 549.19, 124.16, 65.29, 31.59, 109.27, 263.44, 39.87, 258.53, 645.59, 131.95, 35.03, 112.66,
                56.22, 85.61, 56.81);
        assertIs(regions.gini(), 0.5009348458309921);
        assertIs(regions.herfindahl(), 0.1251762990679623);
        assertIs(regions.equivalentNumber(), 7.988732750894539);
    }

    /** The example of the United States Department of Justice. */
    @Test
    void pointsOfFourFirms() {
        Concentration firms = Concentration.of(30, 30, 20, 20);
        assertThat(firms.herfindahlPoints()).hasValue(2600);
        assertThat(firms.herfindahl()).hasValue(0.26);
    }

    /** Hall and Tideman's example, of the R package DescTools. */
    @Test
    void fifteenFirms() {
        Concentration firms = Concentration.of(261, 29, 33, 15, 39, 28, 95, 5, 6, 28, 69, 8, 105, 38, 15);
        assertIs(firms.herfindahl(), 0.16687365209088661);
        assertIs(firms.gini(), 0.539879414298019);
    }

    /** Special cases of the R package DescTools, and the maximum, which is (n − 1)/n. */
    @Test
    void zerosOneAndEqual() {
        assertIs(Concentration.of(10, 10, 0, 0, 0).gini(), 0.6);
        assertIs(Concentration.of(10, 10, 0, 0, 0).giniCorrected(), 0.75);
        assertIs(Concentration.of(0, 0, 0, 7).gini(), 0.75);
        assertIs(Concentration.of(0, 0, 0, 7).giniCorrected(), 1);
        Concentration equal = Concentration.of(5, 5, 5, 5);
        assertThat(equal.gini()).hasValue(0);
        assertThat(equal.herfindahl()).hasValue(0.25);
        assertThat(equal.equivalentNumber()).hasValue(4);
    }
}
