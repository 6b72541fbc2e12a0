package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Movements;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping.Reading;
import dev.retention.rule.Live;
import dev.retention.rule.Sweep;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Laws of scores, against the definition of a quantile and of a class said anew. */
class RfmProperties {
    /** The numbers of a customer. */
    private record Numbers(long days, long purchases, long money) {}

    /** The share-k-of-n quantile of type 7 with as many digits as it has. */
    private static BigDecimal quantile(List<Long> numbers, int k, int classes) {
        List<Long> sorted = numbers.stream().sorted().toList();
        BigDecimal at = BigDecimal.valueOf((sorted.size() - 1L) * k)
                .divide(BigDecimal.valueOf(classes), MathContext.DECIMAL128);
        int below = at.intValue();
        BigDecimal part = at.subtract(BigDecimal.valueOf(below));
        BigDecimal low = BigDecimal.valueOf(sorted.get(below));
        return part.signum() == 0
                ? low
                : low.add(
                        part.multiply(BigDecimal.valueOf(sorted.get(below + 1)).subtract(low)));
    }

    /** In which class a number lies among others: one more than the edges below it. */
    private static int classOf(long number, List<Long> numbers, int classes, boolean asR) {
        int at = 1;
        for (int k = 1; k < classes; k++) {
            BigDecimal edge = quantile(numbers, k, classes);
            // Digits of a third that were cut off must not part a number from itself.
            BigDecimal rounded = edge.setScale(12, java.math.RoundingMode.HALF_EVEN);
            int above = BigDecimal.valueOf(number).compareTo(asR ? rounded.add(BigDecimal.ONE) : rounded);
            at += asR ? (above >= 0 ? 1 : 0) : (above > 0 ? 1 : 0);
        }
        return at;
    }

    private static List<Long> of(List<Numbers> customers, ToLongFunction<Numbers> number) {
        return customers.stream().mapToLong(number).boxed().toList();
    }

    private static long[] array(List<Numbers> customers, ToLongFunction<Numbers> number) {
        return customers.stream().mapToLong(number).toArray();
    }

    private static RfmCuts cuts(Rfm.Method method, int classes, List<Numbers> customers) {
        return RfmCuts.of(
                method,
                classes,
                array(customers, Numbers::days),
                array(customers, Numbers::purchases),
                array(customers, Numbers::money));
    }

    private static RfmScore score(RfmCuts cuts, Numbers of) {
        return cuts.score(of.days(), of.purchases(), of.money());
    }

    @Property(tries = 300)
    void scoresAreThoseOfTheDefinition(
            @ForAll("customers") List<Numbers> customers, @ForAll @IntRange(min = 2, max = 7) int classes) {
        for (boolean asR : new boolean[] {false, true}) {
            RfmCuts cuts = cuts(asR ? Rfm.Method.R_RFM : Rfm.Method.QUANTILES, classes, customers);
            for (Numbers customer : customers) {
                RfmScore score = score(cuts, customer);
                assertThat(score.recency())
                        .isEqualTo(classes + 1 - classOf(customer.days(), of(customers, Numbers::days), classes, asR));
                assertThat(score.frequency())
                        .isEqualTo(classOf(customer.purchases(), of(customers, Numbers::purchases), classes, asR));
                assertThat(score.money())
                        .isEqualTo(classOf(customer.money(), of(customers, Numbers::money), classes, asR));
            }
        }
    }

    @Property(tries = 200)
    void nestedScoresAreThoseAmongLikeCustomers(
            @ForAll("customers") List<Numbers> customers, @ForAll @IntRange(min = 2, max = 5) int classes) {
        RfmCuts cuts = cuts(Rfm.Method.NESTED, classes, customers);
        for (Numbers customer : customers) {
            RfmScore score = score(cuts, customer);
            assertThat(score.recency())
                    .isEqualTo(classes + 1 - classOf(customer.days(), of(customers, Numbers::days), classes, false));
            List<Numbers> asRecent = customers.stream()
                    .filter(other -> score(cuts, other).recency() == score.recency())
                    .toList();
            assertThat(score.frequency())
                    .isEqualTo(classOf(customer.purchases(), of(asRecent, Numbers::purchases), classes, false));
            List<Numbers> asOften = asRecent.stream()
                    .filter(other -> score(cuts, other).frequency() == score.frequency())
                    .toList();
            assertThat(score.money()).isEqualTo(classOf(customer.money(), of(asOften, Numbers::money), classes, false));
        }
    }

    @Property(tries = 200)
    void moreIsNeverLessAndOrderAndUnitOfMoneyDoNotMatter(
            @ForAll("customers") List<Numbers> customers, @ForAll Random random) {
        RfmCuts cuts = cuts(Rfm.Method.QUANTILES, 5, customers);
        List<Numbers> shuffled = new ArrayList<>(customers);
        Collections.shuffle(shuffled, random);
        for (Rfm.Method method : List.of(Rfm.Method.QUANTILES, Rfm.Method.NESTED, Rfm.Method.R_RFM)) {
            assertThat(cuts(method, 5, shuffled)).isEqualTo(cuts(method, 5, customers));
        }
        List<Numbers> tenfold = customers.stream()
                .map(of -> new Numbers(of.days(), of.purchases(), 10 * of.money()))
                .toList();
        RfmCuts tenfoldCuts = cuts(Rfm.Method.QUANTILES, 5, tenfold);
        for (Numbers one : customers) {
            assertThat(tenfoldCuts
                            .score(one.days(), one.purchases(), 10 * one.money())
                            .money())
                    .isEqualTo(score(cuts, one).money());
            for (Numbers other : customers) {
                if (one.days() <= other.days()) {
                    assertThat(score(cuts, one).recency())
                            .isGreaterThanOrEqualTo(score(cuts, other).recency());
                }
                if (one.purchases() >= other.purchases()) {
                    assertThat(score(cuts, one).frequency())
                            .isGreaterThanOrEqualTo(score(cuts, other).frequency());
                }
                if (one.money() >= other.money()) {
                    assertThat(score(cuts, one).money())
                            .isGreaterThanOrEqualTo(score(cuts, other).money());
                }
            }
        }
    }

    @Property(tries = 100)
    void aWarningSaysWhereAClassHasNobody(@ForAll("customers") List<Numbers> customers) {
        RfmCuts cuts = cuts(Rfm.Method.QUANTILES, 5, customers);
        long made = customers.stream()
                .map(of -> score(cuts, of).frequency())
                .distinct()
                .count();
        assertThat(cuts.warnings().stream().filter(warning -> warning.startsWith("frequency")))
                .isEqualTo(
                        made == 5
                                ? List.of()
                                : List.of("frequency has " + made + " of 5 classes: "
                                        + (customers.size() < 5
                                                ? "too few customers"
                                                : "equal customers stay together")));
    }

    private static HistoryStore<Long> store(List<EventRow> rows) {
        return HistoryStore.ofDates(EventRow::customer, EventRow::day)
                .amounts(EventRow::amount, EventLog.USD)
                .codes(EventRow::code)
                .from(rows);
    }

    @Property(tries = 100)
    void aStoreIsMeasuredByTheDefinition(@ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        Rfm rfm = Rfm.asOf(asOf).counting(EventFilter.of("order", "visit"));
        RfmScores<Long> scores = rfm.of(Sweep.over(store(rows)).threads(2));
        var known = rows.stream()
                .filter(row -> !row.day().isAfter(asOf) && !row.code().equals("refund"))
                .collect(Collectors.groupingBy(EventRow::customer));
        assertThat(scores.customers()).isEqualTo(known.size());
        known.forEach((customer, own) -> {
            RfmScore score = scores.scoreOf(customer).orElseThrow();
            LocalDate last =
                    own.stream().map(EventRow::day).max(LocalDate::compareTo).orElseThrow();
            assertThat(score.days()).isEqualTo(ChronoUnit.DAYS.between(last, asOf));
            assertThat(score.purchases()).isEqualTo(own.size());
            assertThat(score.minor())
                    .isEqualTo(own.stream().mapToLong(EventRow::cents).sum());
            long days = own.stream().map(EventRow::day).distinct().count();
            assertThat(rfm.frequency(Rfm.Frequency.DAYS)
                            .money(Rfm.Money.MEAN)
                            .of(store(rows))
                            .scoreOf(customer)
                            .orElseThrow())
                    .extracting(RfmScore::purchases, RfmScore::minor)
                    .containsExactly(
                            days,
                            BigDecimal.valueOf(score.minor())
                                    .divide(BigDecimal.valueOf(days), 0, java.math.RoundingMode.HALF_EVEN)
                                    .longValue());
        });
        if (!known.isEmpty()) {
            RfmScores<Long> again = rfm.by(scores.cuts()).of(store(rows));
            RfmScores<Long> live = rfm.of(Live.from(store(rows)).measure(rfm.measure()));
            for (Long customer : known.keySet()) {
                assertThat(again.scoreOf(customer)).isEqualTo(scores.scoreOf(customer));
                assertThat(live.scoreOf(customer)).isEqualTo(scores.scoreOf(customer));
            }
        }
    }

    /** By segment at each period: as if the store ended on the last day before it and were scored by the kept edges. */
    @Property(tries = 60)
    void segmentsOfPeriodsAreThoseKnownThen(@ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        Timeline months = Timeline.monthly(asOf).from(EventLog.FIRST_DAY);
        RfmCuts cuts = RfmCuts.fixed(
                List.of(10L, 40L, 100L, 300L), List.of(1L, 2L, 4L, 7L), List.of(1_00L, 200_00L, 500_00L, 1000_00L));
        Rfm rfm = Rfm.asOf(asOf).by(cuts);
        RfmSegments segments = RfmSegments.standard();
        ByGroup<Movements<Long>> byMove = CustomerMovements.over(months)
                .toleratedGap(3)
                .of(store(rows))
                .by(rfm.grouping(segments, Reading.AT_PERIOD).moves());
        Movements<Long> whole = CustomerMovements.over(months).toleratedGap(3).of(store(rows));
        for (int i = 0; i < months.size(); i++) {
            LocalDate before = months.period(i).firstDay().minusDays(1);
            LocalDate end = months.period(i).plus(1).firstDay().minusDays(1);
            int at = i;
            for (Long customer : whole.periods().get(i).retained().members()) {
                String move = segment(rows, customer, before, cuts) + " → "
                        + segment(rows, customer, end.isAfter(asOf) ? asOf : end, cuts);
                assertThat(byMove.tables().entrySet().stream()
                                .filter(table -> table.getValue()
                                        .periods()
                                        .get(at)
                                        .retained()
                                        .members()
                                        .contains(customer))
                                .map(table -> table.getKey().label()))
                        .containsExactly(move);
            }
        }
    }

    private static String segment(List<EventRow> rows, long customer, LocalDate day, RfmCuts cuts) {
        List<EventRow> known = rows.stream()
                .filter(row -> row.customer() == customer && !row.day().isAfter(day))
                .toList();
        return Rfm.asOf(day)
                .by(cuts)
                .of(store(known))
                .scoreOf(customer)
                .flatMap(RfmSegments.standard()::segmentOf)
                .map(RfmSegments.Segment::name)
                .orElse(Group.MISSING.label());
    }

    @Property(tries = 100)
    void segmentsPartEveryScoredCustomer(@ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        RfmScores<Long> scores = Rfm.asOf(asOf).of(store(rows));
        MeasuredParts<Long> parts = scores.segments(RfmSegments.standard());
        assertThat(parts.customers()).isEqualTo(scores.customers());
        List<MeasuredParts<Long>.Part> all = new ArrayList<>(parts.parts());
        all.add(parts.others());
        assertThat(all.stream().mapToInt(part -> part.members().size()).sum()).isEqualTo(scores.customers());
        assertThat(all.stream().map(part -> part.sum("money")).reduce(java.math.BigInteger::add))
                .hasValue(scores.measured().column("money").sum());
        for (MeasuredParts<Long>.Part part : all) {
            long[] own = part.members().stream()
                    .mapToLong(
                            customer -> scores.scoreOf(customer).orElseThrow().minor())
                    .toArray();
            assertThat(part.sum("money"))
                    .isEqualTo(java.math.BigInteger.valueOf(LongStream.of(own).sum()));
            assertThat(part.mean("money")).isEqualTo(Arrays.stream(own).average());
            for (Long customer : part.members()) {
                assertThat(RfmSegments.standard()
                                .segmentOf(scores.scoreOf(customer).orElseThrow())
                                .map(RfmSegments.Segment::name)
                                .orElse("(other)"))
                        .isEqualTo(part.name());
            }
        }
    }

    @Provide
    Arbitrary<List<Numbers>> customers() {
        // Few different numbers, for ties, and some of any size.
        return Combinators.combine(
                        Arbitraries.longs().between(0, 12),
                        Arbitraries.longs().between(1, 6),
                        Arbitraries.oneOf(
                                Arbitraries.longs().between(-4, 12),
                                Arbitraries.longs().between(-1_000_000_000_000_000L, 1_000_000_000_000_000L)))
                .as(Numbers::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(25)
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<List<EventRow>> rows() {
        return EventLog.arbitrary().map(EventLog::rows);
    }

    @Provide
    Arbitrary<LocalDate> asOf() {
        return Arbitraries.integers().between(20, EventLog.DAYS + 40).map(day -> EventLog.FIRST_DAY.plusDays(day));
    }
}
