package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionReferenceTest {

    /**
     * Newcombe (1998), Statistics in Medicine 17, 857–872, Table I: 95 % intervals to 4 decimals. Wilson's rows are so quoted in the
     * tests of several public projects; those of the other two methods are worked out anew in {@link #definedByTailsAndByRoot}.
     */
    @ParameterizedTest
    @CsvSource({
        "WILSON, 81, 263, 0.2553, 0.3662",
        "WILSON, 15, 148, 0.0624, 0.1605",
        "WILSON, 0, 20, 0.0000, 0.1611",
        "WILSON, 1, 29, 0.0061, 0.1718",
        "CLOPPER_PEARSON, 81, 263, 0.2527, 0.3676",
        "CLOPPER_PEARSON, 15, 148, 0.0578, 0.1617",
        "CLOPPER_PEARSON, 0, 20, 0.0000, 0.1684",
        "CLOPPER_PEARSON, 1, 29, 0.0009, 0.1776",
        "WALD, 15, 148, 0.0527, 0.1500",
        "WALD, 0, 20, 0.0000, 0.0000",
        "WALD, 1, 29, 0.0000, 0.1009",
    })
    void publishedIntervals(ProportionInterval method, long count, long total, double lower, double upper) {
        Interval interval = Proportion.of(count, total).interval(method, 0.95);
        assertThat(interval.lower()).isCloseTo(lower, within(5.01e-5));
        assertThat(interval.upper()).isCloseTo(upper, within(5.01e-5));
    }

    /** The exact ends leave 2.5 % of the binomial distribution outside; Wald's are the root of p (1 − p)/n on either side. */
    @ParameterizedTest
    @CsvSource({"81, 263", "15, 148", "1, 29"})
    void definedByTailsAndByRoot(int count, int total) {
        Interval exact = Proportion.of(count, total).interval(ProportionInterval.CLOPPER_PEARSON, 0.95);
        assertThat(1 - below(count, total, exact.lower())).isCloseTo(0.025, within(1e-12));
        assertThat(below(count + 1, total, exact.upper())).isCloseTo(0.025, within(1e-12));
        Interval wald = Proportion.of(count, total).interval(ProportionInterval.WALD, 0.95);
        double p = (double) count / total;
        double width = 1.959963984540054 * Math.sqrt(p * (1 - p) / total);
        assertThat(wald.lower()).isCloseTo(Math.max(0, p - width), within(1e-15));
        assertThat(wald.upper()).isCloseTo(p + width, within(1e-15));
    }

    /** P(X < count) for a binomial X, term by term. */
    private static double below(int count, int total, double p) {
        double term = Math.pow(1 - p, total);
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += term;
            term *= (double) (total - k) / (k + 1) * p / (1 - p);
        }
        return sum;
    }

    /** SciPy 1.17.1: binomtest(k, n).proportion_ci(0.95, "wilson" | "exact"); beta.ppf and beta.isf for Jeffreys. */
    @ParameterizedTest
    @CsvSource({
        "WILSON, 81, 263, 0.2552885198782742, 0.36620957698280004",
        "WILSON, 19, 20, 0.763868806553258, 0.9911185511992047",
        "WILSON, 15, 148, 0.06238639953073629, 0.16048724172330803",
        "WILSON, 29, 29, 0.8830302015002592, 1.0",
        "WILSON, 3, 1000000, 1.0202712409681223e-06, 8.821149774312435e-06",
        "CLOPPER_PEARSON, 81, 263, 0.25273674558504267, 0.36762192260134746",
        "CLOPPER_PEARSON, 19, 20, 0.7512672372279723, 0.998734910502044",
        "CLOPPER_PEARSON, 0, 20, 0.0, 0.16843347098308548",
        "JEFFREYS, 81, 263, 0.2545219349910236, 0.36564749917408246",
        "JEFFREYS, 19, 20, 0.7891813637507348, 0.9945509674185734",
        "JEFFREYS, 0, 20, 0.0, 0.11663898290487539",
        "JEFFREYS, 29, 29, 0.9177135170761761, 1.0",
        "JEFFREYS, 3, 1000000, 8.449352895506835e-07, 8.006360094243219e-06",
    })
    void scipyIntervals(ProportionInterval method, long count, long total, double lower, double upper) {
        Interval interval = Proportion.of(count, total).interval(method, 0.95);
        // SciPy's exact ends solve for a root to about 1e-12
        assertThat(interval.lower()).isCloseTo(lower, Percentage.withPercentage(1e-8));
        assertThat(interval.upper()).isCloseTo(upper, Percentage.withPercentage(1e-8));
    }

    /** The binomial tails solved at 40 digits in mpmath 1.3.0; SciPy is off by 8e-8 here. */
    @Test
    void clopperPearsonOfThreeInAMillion() {
        Interval interval = Proportion.of(3, 1_000_000).interval(ProportionInterval.CLOPPER_PEARSON, 0.95);
        assertThat(interval.lower()).isCloseTo(6.186725501906399e-07, Percentage.withPercentage(1e-12));
        // the upper tail with a parameter of a million: a rounding of 1 − x to the power of a million
        assertThat(interval.upper()).isCloseTo(8.767247788145223e-06, Percentage.withPercentage(1e-9));
    }

    /**
     * Newcombe (1998), Statistics in Medicine 17, 873–890, Table II, method 10: 95 % intervals to 4 decimals; all eight rows are so
     * quoted in the tests of public projects.
     */
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.0524, 0.3339",
        "9, 10, 3, 10, 0.1705, 0.8090",
        "6, 7, 2, 7, 0.0582, 0.8062",
        "5, 56, 0, 29, -0.0381, 0.1926",
        "0, 10, 0, 20, -0.1611, 0.2775",
        "0, 10, 0, 10, -0.2775, 0.2775",
        "10, 10, 0, 20, 0.6791, 1.0000",
        "10, 10, 0, 10, 0.6075, 1.0000",
    })
    void publishedDifferences(long k1, long n1, long k2, long n2, double lower, double upper) {
        Interval interval =
                Proportion.of(k1, n1).comparedWith(Proportion.of(k2, n2)).differenceInterval(0.95);
        assertThat(interval.lower()).isCloseTo(lower, within(5.01e-5));
        assertThat(interval.upper()).isCloseTo(upper, within(5.01e-5));
    }

    /** The formula at 30 digits in mpmath 1.3.0, on the aspirin trial's 189 of 11034 and 104 of 11037. */
    @Test
    void katzRatio() {
        ProportionComparison placebo = Proportion.of(189, 11034).comparedWith(Proportion.of(104, 11037));
        assertThat(placebo.ratio().orElseThrow()).isCloseTo(1.8178017944535074, within(1e-15));
        assertThat(placebo.ratioInterval(0.95).lower()).isCloseTo(1.4330309030505628, within(1e-14));
        assertThat(placebo.ratioInterval(0.95).upper()).isCloseTo(2.305884232422446, within(1e-14));
    }

    /**
     * Fisher's tea tasting (3, 1; 1, 3: 0.4857) and others, by summing exact integers in Python 3 (math.comb, fractions) with
     * R's tie rule: two-sided, greater, less.
     */
    @ParameterizedTest
    @CsvSource({
        "3, 4, 1, 4, 0.4857142857142857, 0.24285714285714285, 0.9857142857142858",
        "8, 10, 1, 6, 0.03496503496503497, 0.024475524475524476, 0.9991258741258742",
        "56, 70, 48, 80, 0.012521129749209154, 0.00632471112989837, 0.9978752684504457",
        "10, 22, 23, 28, 0.014823298766287627, 0.9988526061908253, 0.00760112798104133",
        "2, 17, 10, 13, 0.0005367241191434358, 0.9999845190186861, 0.00046518094336290503",
        "700, 1000, 750, 1000, 0.014093391894333684, 0.994693374443702, 0.007046695947166842",
        "1500, 3000, 1400, 3000, 0.010534027832066035, 0.005267013916033018, 0.9954658734597069",
        "5, 2000, 40, 2000, 6.770593048337957e-08, 0.9999999960593697, 3.3852965241689785e-08",
    })
    void fisherExact(long k1, long n1, long k2, long n2, double twoSided, double greater, double less) {
        ProportionComparison pair = Proportion.of(k1, n1).comparedWith(Proportion.of(k2, n2));
        assertThat(pair.fisherExact(ProportionComparison.Alternative.TWO_SIDED))
                .isCloseTo(twoSided, Percentage.withPercentage(1e-11));
        assertThat(pair.fisherExact(ProportionComparison.Alternative.GREATER))
                .isCloseTo(greater, Percentage.withPercentage(1e-11));
        assertThat(pair.fisherExact(ProportionComparison.Alternative.LESS))
                .isCloseTo(less, Percentage.withPercentage(1e-11));
    }

    /** SciPy 1.17.1: fisher_exact([[100000, 900000], [101000, 899000]]). */
    @Test
    void fisherExactOfMillions() {
        ProportionComparison pair = Proportion.of(100_000, 1_000_000).comparedWith(Proportion.of(101_000, 1_000_000));
        assertThat(pair.fisherExact(ProportionComparison.Alternative.TWO_SIDED))
                .isCloseTo(0.018800806211350142, Percentage.withPercentage(1e-6));
        assertThat(pair.fisherExact(ProportionComparison.Alternative.LESS))
                .isCloseTo(0.009400403105675071, Percentage.withPercentage(1e-6));
    }

    /** Ties stay ties for a billion customers: equal groups make the table symmetric, so both tails are alike. */
    @Test
    void fisherExactOfBillionsIsSymmetric() {
        long n = 1_000_000_000L;
        ProportionComparison pair = Proportion.of(400_020_000L, n).comparedWith(Proportion.of(399_980_000L, n));
        double oneSide = pair.fisherExact(ProportionComparison.Alternative.GREATER);
        assertThat(pair.fisherExact(ProportionComparison.Alternative.TWO_SIDED))
                .isCloseTo(2 * oneSide, Percentage.withPercentage(1e-4));
        double z = pair.zTest(ProportionComparison.Alternative.GREATER).orElseThrow();
        assertThat(oneSide).isCloseTo(z, Percentage.withPercentage(0.1));
    }

    /** By summing exact integers in Python 3, logarithms by mpmath: month-to-month contracts of IBM's telco customers, and tables beyond doubles. */
    @ParameterizedTest
    @CsvSource({
        "1655, 3875, 214, 3168, -650.13839542359708119, -650.43745315889915234, 0",
        "2000, 2000, 0, 2000, -2767.5226963865262021, -2768.2158435670861474, 0",
        "1900, 2000, 40, 2500, -2475.7306799650511236, -2475.7306799650511236, 0",
        "40, 2500, 1900, 2000, -2475.7306799650511236, 0, -2475.7306799650511236",
        "5, 10, 5, 10, 0, -0.39770663209246092647, -0.39770663209246092647",
        "3, 10, 5, 10, -0.43091115997585480495, -0.088723205271442349801, -1.1240583405358001144",
    })
    void fisherExactInLogarithms(long k1, long n1, long k2, long n2, double twoSided, double greater, double less) {
        ProportionComparison pair = Proportion.of(k1, n1).comparedWith(Proportion.of(k2, n2));
        assertThat(pair.logFisherExact(ProportionComparison.Alternative.TWO_SIDED))
                .isCloseTo(twoSided, within(1e-9));
        assertThat(pair.logFisherExact(ProportionComparison.Alternative.GREATER))
                .isCloseTo(greater, within(1e-9));
        assertThat(pair.logFisherExact(ProportionComparison.Alternative.LESS)).isCloseTo(less, within(1e-9));
    }

    /** IBM's telco customers, electronic check and senior citizens against the others: by pandas and SciPy. */
    @ParameterizedTest
    @CsvSource({
        "1071, 2365, 798, 4678, 4.024241438, 3.600827328, 4.49744397, 642.0041791",
        "476, 1142, 1393, 5901, 2.312946112, 2.026744704, 2.639562697, 160.3521318",
    })
    void woolfOddsRatio(
            long k1, long n1, long k2, long n2, double ratio, double lower, double upper, double chiSquared) {
        ProportionComparison pair = Proportion.of(k1, n1).comparedWith(Proportion.of(k2, n2));
        assertThat(pair.oddsRatio().orElseThrow()).isCloseTo(ratio, within(1e-8));
        assertThat(pair.oddsRatioInterval(0.95).orElseThrow().lower()).isCloseTo(lower, within(1e-8));
        assertThat(pair.oddsRatioInterval(0.95).orElseThrow().upper()).isCloseTo(upper, within(1e-8));
        assertThat(pair.chiSquared().orElseThrow()).isCloseTo(chiSquared, within(1e-6));
    }
}
