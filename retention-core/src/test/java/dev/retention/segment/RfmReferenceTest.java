package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.segment.RfmSegments.Segment;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the package rfm of R (0.3.0) says of its own 995 customers, to the last score. */
class RfmReferenceTest {
    private static final List<RfmCustomers.Customer> CUSTOMERS = RfmCustomers.all();
    private static final RfmScores<Integer> SCORES =
            Rfm.asOf(RfmCustomers.AS_OF).by(Rfm.Method.R_RFM, 5).of(RfmCustomers.store());
    private static final RfmScores<Integer> QUANTILES =
            Rfm.asOf(RfmCustomers.AS_OF).of(RfmCustomers.store());

    /** The segments in the order in which R's manual prints them. */
    private static final RfmSegments AS_PRINTED = RfmSegments.of(
            5,
            Segment.of("Champions").recency(4, 5).frequency(4, 5).money(4, 5),
            Segment.of("Loyal Customers").recency(2, 5).frequency(3, 5).money(3, 5),
            Segment.of("Potential Loyalist").recency(3, 5).frequency(1, 3).money(1, 3),
            Segment.of("New Customers").recency(4, 5).frequency(1, 1).money(1, 1),
            Segment.of("Promising").recency(3, 4).frequency(1, 1).money(1, 1),
            Segment.of("Need Attention").recency(2, 3).frequency(2, 3).money(2, 3),
            Segment.of("About To Sleep").recency(2, 3).frequency(1, 2).money(1, 2),
            Segment.of("At Risk").recency(1, 2).frequency(2, 5).money(2, 5),
            Segment.of("Can't Lose Them").recency(1, 1).frequency(4, 5).money(4, 5),
            Segment.of("Lost").recency(1, 2).frequency(1, 2).money(1, 2));

    private static long[] numbers(ToLongFunction<RfmCustomers.Customer> number) {
        return CUSTOMERS.stream().mapToLong(number).toArray();
    }

    private static int digits(RfmScore score) {
        return 100 * score.recency() + 10 * score.frequency() + score.money();
    }

    private static List<Integer> counts(RfmScores<Integer> scores, ToIntFunction<RfmScore> of) {
        return IntStream.rangeClosed(1, 5)
                .mapToObj(s ->
                        scores.membersWhere(score -> of.applyAsInt(score) == s).size())
                .toList();
    }

    private static void isCloseTo(List<Double> edges, double... expected) {
        assertThat(edges).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(edges.get(i)).isCloseTo(expected[i], within(1e-12 * expected[i]));
        }
    }

    @Test
    void everyCustomerHasTheScoreThatRGives() {
        assertThat(CUSTOMERS).hasSize(995);
        assertThat(SCORES.customers()).isEqualTo(995);
        assertThat(SCORES.measured().store().events()).isEqualTo(4906);
        for (RfmCustomers.Customer customer : CUSTOMERS) {
            RfmScore score = SCORES.scoreOf(customer.number()).orElseThrow();
            assertThat(digits(score)).as("customer %s", customer).isEqualTo(customer.score());
            assertThat(score.days()).isEqualTo(customer.days());
            assertThat(score.purchases()).isEqualTo(customer.orders());
            assertThat(score.minor()).isEqualTo(100 * customer.amount());
        }
    }

    @Test
    void theEdgesAreThoseOfR() {
        RfmCuts cuts = SCORES.cuts();
        isCloseTo(cuts.recencyEdges(), 115, 181, 297.4, 482);
        isCloseTo(cuts.frequencyEdges(1), 4, 5, 6, 8);
        // In cents.
        isCloseTo(cuts.moneyEdges(5, 5), 255_80, 382_00, 506_40, 666_00);
        assertThat(SCORES.warnings()).isEmpty();
    }

    @Test
    void plainNumbersHaveTheSameEdges() {
        RfmCuts cuts = RfmCuts.of(
                Rfm.Method.R_RFM,
                5,
                numbers(RfmCustomers.Customer::days),
                numbers(RfmCustomers.Customer::orders),
                numbers(RfmCustomers.Customer::amount));
        isCloseTo(cuts.moneyEdges(1, 1), 255.8, 382, 506.4, 666);
        for (RfmCustomers.Customer customer : CUSTOMERS) {
            assertThat(digits(cuts.score(customer.days(), customer.orders(), customer.amount())))
                    .isEqualTo(customer.score());
        }
    }

    @Test
    void asManyHaveEachScore() {
        assertThat(counts(SCORES, RfmScore::recency)).containsExactly(197, 200, 199, 199, 200);
        assertThat(counts(SCORES, RfmScore::frequency)).containsExactly(268, 187, 176, 244, 120);
        assertThat(counts(SCORES, RfmScore::money)).containsExactly(200, 200, 198, 202, 195);
    }

    @Test
    void ofFrequencyQuantilesAreTheSameAndRanksAreNot() {
        assertThat(counts(QUANTILES, RfmScore::frequency)).containsExactly(268, 187, 176, 244, 120);
        // What NTILE and rank(method = "first") do: fifths in the order of the number, then of the rows.
        List<RfmCustomers.Customer> ranked = CUSTOMERS.stream()
                .sorted(Comparator.comparingLong(RfmCustomers.Customer::orders))
                .toList();
        int differ = 0;
        int[] sizes = new int[5];
        for (int i = 0; i < ranked.size(); i++) {
            int fifth = i * 5 / ranked.size() + 1;
            sizes[fifth - 1]++;
            differ += QUANTILES.scoreOf(ranked.get(i).number()).orElseThrow().frequency() == fifth ? 0 : 1;
            assertThat(QUANTILES.scoreOf(ranked.get(i).number()).map(RfmScore::frequency))
                    .isEqualTo(SCORES.scoreOf(ranked.get(i).number()).map(RfmScore::frequency));
        }
        assertThat(sizes).containsExactly(199, 199, 199, 199, 199);
        assertThat(differ).isEqualTo(239);
    }

    /** Ten customers of the test of rfm_segment in R's sources. */
    @ParameterizedTest
    @CsvSource({
        "343, Loyal Customers",
        "412, Potential Loyalist",
        "323, Potential Loyalist",
        "433, Loyal Customers",
        "555, Champions",
        "355, Loyal Customers",
        "321, Potential Loyalist",
        "212, About To Sleep",
        "121, Lost",
    })
    void segmentsAreThoseThatRGives(int digits, String segment) {
        RfmScore score = new RfmScore(digits / 100, digits / 10 % 10, digits % 10, 0, 1, 0);
        assertThat(AS_PRINTED.segmentOf(score)).map(Segment::name).hasValue(segment);
        assertThat(SCORES.segments(AS_PRINTED).inPart(segment).members())
                .anySatisfy(customer -> assertThat(SCORES.scoreOf(customer).map(RfmReferenceTest::digits))
                        .hasValue(digits));
    }

    @Test
    void inTheOrderOfRNobodyIsNewAndInOursTheyAre() {
        MeasuredParts<Integer> printed = SCORES.segments(AS_PRINTED);
        assertThat(Stream.of("New Customers", "Promising", "Can't Lose Them")
                        .map(name -> printed.inPart(name).members().size()))
                .containsOnly(0);
        MeasuredParts<Integer> standard = SCORES.segments(RfmSegments.standard());
        assertThat(standard.parts().stream().map(MeasuredParts.Part::name))
                .hasSize(10)
                .startsWith("Champions");
        assertThat(standard.inPart("Champions").members())
                .isEqualTo(printed.inPart("Champions").members());
        assertThat(standard.inPart("New customers").members())
                .isNotEmpty()
                .isSubsetOf(printed.inPart("Potential Loyalist").members());
        assertThat(standard.parts().stream()
                                .mapToInt(part -> part.members().size())
                                .sum()
                        + standard.others().members().size())
                .isEqualTo(995);
    }
}
