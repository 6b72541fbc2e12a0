package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Movements;
import dev.retention.movement.Spells;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Grouping.Reading;
import dev.retention.segment.RfmSegments.Segment;
import dev.retention.time.Timeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Scores and segments worked out by hand. */
class RfmTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final LocalDate AS_OF = LocalDate.of(2026, 3, 31);

    private record Order(String customer, String day, long euros) {}

    private static HistoryStore<String> store(Order... orders) {
        return HistoryStore.ofDates(Order::customer, (Order order) -> LocalDate.parse(order.day()))
                .amounts(order -> BigDecimal.valueOf(order.euros()), EUR)
                .from(List.of(orders));
    }

    private static final HistoryStore<String> ORDERS = store(
            new Order("Ann", "2026-01-05", 50),
            new Order("Ann", "2026-02-10", 50),
            new Order("Ann", "2026-03-30", 60),
            new Order("Bob", "2026-01-07", 500),
            new Order("Bob", "2026-01-20", 400),
            new Order("Bob", "2026-01-20", 300),
            new Order("Cleo", "2026-03-21", 20),
            new Order("Dan", "2025-12-01", 10),
            new Order("Eve", "2026-04-02", 99)); // after the data

    private static final RfmCuts FIXED = RfmCuts.fixed(List.of(30L, 90L), List.of(1L, 2L), List.of(20_00L, 200_00L));

    private static final RfmSegments SEGMENTS = RfmSegments.of(
            3,
            Segment.of("best").recency(3, 3).frequency(3, 3),
            Segment.of("leaving").recency(1, 2).frequency(2, 3),
            Segment.of("new").recency(3, 3).frequency(1, 1));

    @SuppressWarnings("unchecked")
    private static <T> T travelled(T value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }

    @Test
    void fixedEdgesBelongToTheClassBelow() {
        RfmScores<String> scores = Rfm.asOf(AS_OF).by(FIXED).of(ORDERS);
        assertThat(scores.scoreOf("Ann"))
                .map(RfmScore::toString)
                .hasValue("3-3-2 (1 day, 3 purchases, 16000 minor units)");
        assertThat(scores.scoreOf("Bob"))
                .map(RfmScore::toString)
                .hasValue("2-3-3 (70 days, 3 purchases, 120000 minor units)");
        assertThat(scores.scoreOf("Cleo"))
                .map(RfmScore::toString)
                .hasValue("3-1-1 (10 days, 1 purchase, 2000 minor units)");
        assertThat(scores.scoreOf("Dan"))
                .map(RfmScore::toString)
                .hasValue("1-1-1 (120 days, 1 purchase, 1000 minor units)");
        assertThat(scores.scoreOf("Eve")).isEmpty();
        assertThat(scores.scoreOf("Fay")).isEmpty();
        assertThat(scores.customers()).isEqualTo(4);
        assertThat(FIXED.score(30, 1, 20_00)).hasToString("3-1-1 (30 days, 1 purchase, 2000 minor units)");
        assertThat(FIXED.score(31, 2, 20_01)).hasToString("2-2-2 (31 days, 2 purchases, 2001 minor units)");
        assertThat(FIXED).hasToString("FIXED to recency [30, 90], frequency [1, 2], money [2000, 20000] minor units");
        assertThat(scores.membersWhere(score -> score.recency() == 3)).containsExactly("Ann", "Cleo");
        assertThat(scores)
                .hasToString(
                        "4 customers by recency, frequency in PURCHASES (lines of one order are one), money as SUM, to"
                                + " 2026-03-31, by "
                                + FIXED);
    }

    @Test
    void daysAndMeansAreByName() {
        Rfm rfm = Rfm.asOf(AS_OF)
                .frequency(Rfm.Frequency.DAYS)
                .money(Rfm.Money.MEAN)
                .by(FIXED);
        RfmScores<String> scores = rfm.of(ORDERS);
        // 1200 euros on two days.
        assertThat(scores.scoreOf("Bob"))
                .map(RfmScore::toString)
                .hasValue("2-2-3 (70 days, 2 purchases, 60000 minor units)");
        // 160 / 3 to the cent.
        assertThat(scores.scoreOf("Ann")).map(RfmScore::minor).hasValue(5333L);
        MeasuredParts<String> parts = scores.segments(SEGMENTS);
        assertThat(parts.inPart("leaving").sum("spend")).isEqualTo(BigInteger.valueOf(1200_00));
        assertThat(parts.inPart("best").sum("spend")).isEqualTo(BigInteger.valueOf(160_00));
    }

    @Test
    void segmentsHaveMembersSumsAndMeans() {
        MeasuredParts<String> parts = Rfm.asOf(AS_OF).by(FIXED).of(ORDERS).segments(SEGMENTS);
        assertThat(parts.inPart("best").members()).containsExactly("Ann");
        assertThat(parts.inPart("leaving").members()).containsExactly("Bob");
        assertThat(parts.inPart("new").members()).containsExactly("Cleo");
        assertThat(parts.others().members()).containsExactly("Dan");
        assertThat(parts.inPart("best").share()).map(Object::toString).hasValue("25.0 % (1 of 4)");
        assertThat(parts.inPart("leaving").mean("recency")).hasValue(70);
        assertThat(parts.inPart("leaving").amount("money")).hasToString("1200.00");
        assertThat(parts.inPart("leaving").shareOf("money")).hasValue(120000.0 / 139000);
        assertThat(parts.inPart("new")).hasToString("new: 25.0 % (1 of 4); mean recency 10, frequency 1, money 20 EUR");
        assertThat(parts).hasToString("4 customers: best 1, leaving 1, new 1, (other) 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parts.inPart("old"))
                .withMessage("name (old) must be one of [best, leaving, new]");
    }

    @Test
    void whoMovesFromSegmentToSegmentIsToldByKeptEdges() throws Exception {
        RfmScores<String> scores = Rfm.asOf(AS_OF).by(FIXED).of(ORDERS);
        Grouping grouping = scores.grouping(SEGMENTS, Reading.AT_PERIOD);
        assertThat(grouping)
                .hasToString(
                        "by RFM segment of recency, frequency in PURCHASES (lines of one order are one), money as SUM,"
                                + " to 2026-03-31, by "
                                + FIXED
                                + " in segments of 3 classes [best (3, 3, any), leaving (1-2, 2-3, any), new (3, 1,"
                                + " any)], at each period");
        Timeline months = Timeline.monthly(AS_OF).from(LocalDate.of(2026, 1, 1));
        ByGroup<Movements<String>> moves =
                CustomerMovements.over(months).toleratedGap(3).of(ORDERS).by(travelled(grouping.moves()));
        // Bob was best at the end of January and of February not.
        assertThat(moves.inGroup("best → leaving")
                        .inPeriod("2026-02")
                        .retained()
                        .members())
                .containsExactly("Bob");
        assertThat(moves.inGroup("(missing) → best")
                        .inPeriod("2026-03")
                        .retained()
                        .members())
                .containsExactly("Ann");
        assertThat(moves.inGroup("(missing) → new")
                        .inPeriod("2026-03")
                        .newCustomers()
                        .members())
                .containsExactly("Cleo");
        assertThat(moves.inGroup("leaving → leaving")
                        .inPeriod("2026-03")
                        .retained()
                        .members())
                .containsExactly("Bob");
        // At the end of the data alone the segments are those of the table.
        Map<String, List<String>> latest = CustomerMovements.over(months)
                .toleratedGap(3)
                .of(ORDERS)
                .by(scores.grouping(SEGMENTS, Reading.LATEST))
                .tables()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        table -> table.getKey().label(),
                        table -> List.copyOf(
                                table.getValue().inPeriod("2026-03").retained().members())));
        assertThat(latest).containsEntry("best", List.of("Ann")).containsEntry("leaving", List.of("Bob"));
        assertThat(latest).containsKey(Group.MISSING.label());
    }

    @Test
    void spellsTellMovesToo() {
        Timeline months = Timeline.monthly(AS_OF).from(LocalDate.of(2026, 1, 1));
        Grouping moves =
                Rfm.asOf(AS_OF).by(FIXED).grouping(SEGMENTS, Reading.AT_PERIOD).moves();
        assertThat(moves.isOfMoves()).isTrue();
        assertThat(CustomerChurn.over(months, Spells.ofOrders(90))
                        .of(ORDERS)
                        .by(moves)
                        .inGroup("best → leaving")
                        .inPeriod("2026-02")
                        .members(dev.retention.CustomerCount.SURVIVORS))
                .containsExactly("Bob");
    }

    @Test
    void keptCutsTravelAndScoreNewCustomers() throws Exception {
        RfmScores<String> scores = Rfm.asOf(AS_OF).of(ORDERS);
        RfmCuts cuts = travelled(scores.cuts());
        assertThat(cuts).isEqualTo(scores.cuts()).hasSameHashCodeAs(scores.cuts());
        Rfm april = travelled(Rfm.asOf(LocalDate.of(2026, 4, 30)).by(cuts));
        assertThat(april.of(ORDERS).scoreOf("Eve")).hasValue(cuts.score(28, 1, 99_00));
        assertThat(travelled(RfmSegments.standard())).isEqualTo(RfmSegments.standard());
    }

    @Test
    void segmentsOfScoresThatThereAreNotAreRefused() {
        // Two classes of frequency alone.
        RfmCuts cuts = RfmCuts.fixed(List.of(30L, 90L), List.of(1L), List.of(20_00L, 200_00L));
        RfmSegments regular =
                RfmSegments.of(3, RfmSegments.Segment.of("regular").frequency(3, 3));
        String message = "segments (regular (any, 3, any)) must have scores of at most [3, 2, 3]";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rfm.asOf(AS_OF).by(cuts).of(ORDERS).segments(regular))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rfm.asOf(AS_OF).by(cuts).grouping(regular, Grouping.Reading.LATEST))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RfmSegments.Segment.of(""))
                .withMessage("name () must not be empty");
        assertThatNullPointerException()
                .isThrownBy(() -> RfmCuts.fixed(List.of(30L), Arrays.asList(1L, null), List.of(20_00L)))
                .withMessage("purchases");
    }

    @Test
    void tiesMakeFewerClassesAndSaySo() {
        // Four of five have bought once.
        RfmCuts cuts =
                RfmCuts.of(Rfm.Method.QUANTILES, 5, new long[] {1, 2, 3, 4, 5}, new long[] {1, 1, 1, 1, 7}, new long[] {
                    10, 20, 30, 40, 50
                });
        assertThat(cuts.frequencyEdges(1).subList(0, 3)).containsExactly(1.0, 1.0, 1.0);
        assertThat(cuts.frequencyEdges(1).get(3)).isEqualTo(2.2);
        assertThat(cuts.warnings()).containsExactly("frequency has 2 of 5 classes: equal customers stay together");
        assertThat(cuts.score(1, 1, 10)).hasToString("5-1-1 (1 day, 1 purchase, 10 minor units)");
        assertThat(cuts.score(1, 2, 10).frequency()).isEqualTo(4);
        assertThat(cuts.score(1, 7, 10).frequency()).isEqualTo(5);
        RfmCuts one = RfmCuts.of(Rfm.Method.NESTED, 3, new long[] {4}, new long[] {2}, new long[] {9});
        assertThat(one.score(4, 2, 9)).hasToString("3-1-1 (4 days, 2 purchases, 9 minor units)");
        assertThat(one.warnings())
                .containsExactly(
                        "recency has 1 of 3 classes: too few customers",
                        "frequency has fewer than 3 classes in 1 of 1 nested ones: too few customers",
                        "money has fewer than 3 classes in 1 of 1 nested ones: too few customers");
    }

    @Test
    void theLargestNumbersAreScored() {
        RfmCuts cuts = RfmCuts.of(
                Rfm.Method.R_RFM, 2, new long[] {0, Long.MAX_VALUE}, new long[] {1, Long.MAX_VALUE}, new long[] {
                    Long.MIN_VALUE, Long.MAX_VALUE
                });
        assertThat(cuts.score(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE))
                .extracting(RfmScore::recency, RfmScore::frequency, RfmScore::money)
                .containsExactly(1, 2, 2);
        assertThat(cuts.score(0, 1, Long.MIN_VALUE))
                .extracting(RfmScore::recency, RfmScore::frequency, RfmScore::money)
                .containsExactly(2, 1, 1);
    }

    @Test
    void ofNobodyThereAreNoEdges() {
        HistoryStore<Long> nobody = LongHistoryBuilder.ofDays().amounts(EUR).build();
        RfmScores<Long> scores = Rfm.asOf(AS_OF).of(nobody);
        assertThat(scores.customers()).isZero();
        assertThat(scores.warnings()).isEmpty();
        assertThat(scores.segments(RfmSegments.standard()).others().share()).isEmpty();
        assertThat(scores.segments(RfmSegments.standard()).inPart("Lost")).hasToString("Lost: nobody");
        assertThatIllegalStateException()
                .isThrownBy(scores::cuts)
                .withMessage(
                        "nobody was scored, so that there are no edges: recency, frequency in PURCHASES (lines of one"
                                + " order are one), money as SUM, to 2026-03-31, by QUANTILES in 5 classes");
        assertThat(Rfm.asOf(AS_OF).by(FIXED).of(nobody).cuts()).isEqualTo(FIXED);
    }

    @Test
    void whatCannotBeScoredIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rfm.asOf(AS_OF).of(LongHistoryBuilder.ofDays().build()))
                .withMessageStartingWith("store (")
                .withMessageEndingWith(") must have amounts");
        assertThatThrownBy(() -> Rfm.asOf(AS_OF)
                        .of(HistoryStore.ofInstants((Long row) -> row, row -> Instant.EPOCH)
                                .amounts(row -> BigDecimal.ONE, EUR)
                                .from(List.of(1L))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("zone");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rfm.asOf(AS_OF).by(Rfm.Method.FIXED, 5))
                .withMessage("found (FIXED) must find edges: give those that are known as cuts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rfm.asOf(AS_OF).by(Rfm.Method.NESTED, 21))
                .withMessage("count (21) must be from 2 to 20");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rfm.asOf(AS_OF)
                        .of(Rfm.asOf(AS_OF.minusDays(1)).of(ORDERS).measured()))
                .withMessageContaining("must be of the measure");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rfm.asOf(AS_OF).by(FIXED).of(ORDERS).segments(RfmSegments.standard()))
                .withMessageEndingWith("must be of 3 classes, as the scores are");
        assertThatIllegalStateException()
                .isThrownBy(() -> Rfm.asOf(AS_OF).grouping(RfmSegments.standard(), Reading.LATEST))
                .withMessage("edges must be given before customers are grouped by them: by(cuts)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RfmCuts.fixed(List.of(30L, 30L), List.of(), List.of()))
                .withMessage("recencyDays ([30, 30]) must be strictly ascending, fewer than 20");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> RfmCuts.of(Rfm.Method.QUANTILES, 5, new long[] {1}, new long[] {1, 2}, new long[] {1}))
                .withMessage("recencyDays (of 1) must be as many as purchases (2) and money (1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RfmCuts.of(Rfm.Method.QUANTILES, 5, new long[] {-1}, new long[] {1}, new long[] {1}))
                .withMessage("recencyDays (-1) must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FIXED.score(0, 0, 1))
                .withMessage("purchases (0) must be at least 1");
    }

    @Test
    void segmentsThatMeanNothingAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RfmSegments.of(5))
                .withMessage("segments ([]) must be at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RfmSegments.of(5, Segment.of("a"), Segment.of("a")))
                .withMessage("segments (a) must have different names");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RfmSegments.of(5, Segment.of("a").money(4, 6)))
                .withMessage("segments (a (any, any, 4-6)) must have scores from 1 to 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Segment.of("a").recency(3, 2))
                .withMessage("to (2) must be from 3 to 20");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Segment.of("a").frequency(0, 2))
                .withMessage("from (0) must be from 1 to 20");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RfmSegments.standard().segmentOf(new RfmScore(6, 1, 1, 0, 1, 0)))
                .withMessageEndingWith("must be of 5 classes");
    }

    @Test
    void everySegmentOfTheStandardTableCanBeMet() {
        RfmSegments standard = RfmSegments.standard();
        List<String> met = new java.util.ArrayList<>();
        for (int code = 0; code < 125; code++) {
            standard.segmentOf(new RfmScore(code / 25 + 1, code / 5 % 5 + 1, code % 5 + 1, 0, 1, 0))
                    .map(Segment::name)
                    .ifPresent(met::add);
        }
        assertThat(met)
                .containsAll(standard.segments().stream().map(Segment::name).toList());
    }

    @Test
    void linesOfOneOrderAreOnePurchaseAndReturnsAreNone() {
        List<ShopLines.Line> lines = List.of(
                ShopLines.Line.of("Ann", "1", "2026-03-01", "5.00", "mug", null),
                ShopLines.Line.of("Ann", "1", "2026-03-01", "5.00", "pot", null),
                ShopLines.Line.of("Ann", "1", "2026-03-01", "5.00", "cup", null),
                ShopLines.Line.of("Ann", "2", "2026-03-01", "2.00", "mug", null),
                ShopLines.Line.back("Ann", "1", "2026-03-21", "5.00", "mug", null),
                ShopLines.Line.of("Bob", "3", "2026-03-11", "15.00", "mug", null));
        HistoryStore<String> store = ShopLines.store(lines);
        Rfm rfm = Rfm.asOf(AS_OF).by(FIXED);
        assertThat(rfm.of(store).measured().column("recency").of("Ann")).hasValue(30);
        assertThat(rfm.of(store).measured().column("frequency").of("Ann")).hasValue(2);
        assertThat(rfm.of(store).measured().column("money").of("Ann")).hasValue(17_00);
        assertThat(rfm.money(Rfm.Money.MEAN)
                        .of(store)
                        .measured()
                        .column("money")
                        .of("Ann"))
                .hasValue(8_50);
        assertThat(rfm.frequency(Rfm.Frequency.DAYS)
                        .of(store)
                        .measured()
                        .column("frequency")
                        .of("Ann"))
                .hasValue(1);
        EventFilter net = EventFilter.of(OrderLines.LINE).refundedBy(OrderLines.RETURN);
        assertThat(rfm.counting(net).of(store).measured().column("money").of("Ann"))
                .hasValue(12_00);
        assertThat(rfm.counting(net).of(store).measured().column("frequency").of("Ann"))
                .hasValue(2);
        // Nothing but a return counts: nothing was bought.
        assertThat(rfm.counting(EventFilter.of(OrderLines.RETURN))
                        .of(store)
                        .measured()
                        .column("frequency")
                        .size())
                .isZero();
    }
}
