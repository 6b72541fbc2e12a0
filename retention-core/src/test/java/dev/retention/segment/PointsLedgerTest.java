package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Proportion;
import dev.retention.history.ExclusionReason;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measured;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.segment.PointsLedger.Item;
import dev.retention.segment.PointsReader.Kind;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PointsLedgerTest {
    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2026, 3, 31));

    private record Row(
            @Nullable String customer,
            String day,
            @Nullable Kind kind,
            @Nullable Number points,
            @Nullable String expires) {
        LocalDate on() {
            return LocalDate.parse(day);
        }

        @Nullable
        LocalDate end() {
            return expires == null ? null : LocalDate.parse(expires);
        }
    }

    private static Row row(String customer, String day, Kind kind, long points) {
        return new Row(customer, day, kind, points, null);
    }

    private static Row row(String customer, String day, Kind kind, long points, String expires) {
        return new Row(customer, day, kind, points, expires);
    }

    private static PointsReader<Row, String> reader() {
        return PointsLedger.reader(Row::customer, Row::on, Row::kind, Row::points)
                .expiringOn(Row::end);
    }

    private static final List<Row> ROWS = List.of(
            row("Ann", "2026-01-05", Kind.ISSUED, 100, "2026-03-10"),
            row("Ann", "2026-01-20", Kind.ISSUED, 50),
            row("Ann", "2026-02-10", Kind.SPENT, 70), // of those that expire first: 30 of them are left
            row("Bob", "2026-02-01", Kind.ISSUED, 40, "2026-02-15"),
            row("Bob", "2026-03-01", Kind.ISSUED, 20),
            row("Bob", "2026-03-05", Kind.REVERSED, 20),
            row("Cleo", "2026-03-20", Kind.PENDING, 60, "2026-04-20"));

    /** By hand: of Ann's first 100 points 70 are spent and 30 lapse on 10 March; Bob's 40 lapse on 15 February. */
    @Test
    void keepsTheBooksOfEveryPeriod() {
        PointsTable<String> ledger = PointsLedger.over(MONTHS).of(reader().from(ROWS));
        assertThat(ledger.periods())
                .hasToString(
                        "[2026-01: 0 outstanding + 150 issued − 0 spent − 0 expired − 0 reversed = 150 outstanding; 0"
                                + " pending, 2026-02: 150 outstanding + 40 issued − 70 spent − 40 expired − 0 reversed ="
                                + " 80 outstanding; 0 pending, 2026-03: 80 outstanding + 20 issued − 0 spent − 30 expired"
                                + " − 20 reversed = 50 outstanding; 60 pending]");
        PointsTable<String>.InPeriod march = ledger.inPeriod("2026-03");
        assertThat(march.members(Item.EXPIRED)).containsExactly("Ann");
        assertThat(march.members(Item.MEMBERS)).containsExactly("Ann", "Bob", "Cleo");
        assertThat(march.members(Item.ACTIVE)).containsExactly("Bob", "Cleo");
        assertThat(march.members(Item.OUTSTANDING)).containsExactly("Ann");
        assertThat(march.members(Item.PENDING)).containsExactly("Cleo");
        assertThat(march.activity()).contains(Proportion.of(2, 3));
        assertThat(march.redemption()).contains(Proportion.of(1, 3));
        assertThat(march.pointsRedeemed().orElseThrow()).hasToString("33.3 % (70 of 210)");
        assertThat(march.breakage().orElseThrow()).hasToString("33.3 % (70 of 210)");
        assertThat(march.breakageOrUnspent().orElseThrow()).hasToString("57.1 % (120 of 210)");
        assertThat(march.liability(new BigDecimal("0.005"))).isEqualByComparingTo("0.25");
        assertThat(march.expectedLiability(new BigDecimal("0.005"), 0.2)).isCloseTo(0.2, within(1e-15));
        assertThat(ledger)
                .hasToString(
                        "points of members, first out by day of expiry, MONTH 2026-01 to 2026-03, as of 2026-03-31: "
                                + "3 periods");
        assertThat(ledger.inPeriod(Grain.MONTH.periodOf(LocalDate.of(2026, 3, 1))))
                .isEqualTo(march);
    }

    @Test
    void balancesByMemberAndGroup() {
        HistoryStore<String> store = reader().from(ROWS);
        Measured<String> balances =
                Sweep.over(store).measure(PointsLedger.over(MONTHS).balances());
        assertThat(balances.column("issued").of("Ann")).hasValue(150);
        assertThat(balances.column("spent").of("Ann")).hasValue(70);
        assertThat(balances.column("expired").of("Ann")).hasValue(30);
        assertThat(balances.column("outstanding").of("Ann")).hasValue(50);
        assertThat(balances.column("reversed").of("Bob")).hasValue(20);
        assertThat(balances.column("pending").of("Cleo")).hasValue(60);
        assertThat(balances.column("outstanding").of("Cleo")).hasValue(0);
        var byInitial =
                PointsLedger.over(MONTHS).of(store).by(Grouping.<String>of("initial", name -> name.substring(0, 1)));
        assertThat(byInitial.inGroup("B").inPeriod("2026-03"))
                .hasToString("2026-03: 0 outstanding + 20 issued − 0 spent − 0 expired − 20 reversed = 0 outstanding; "
                        + "0 pending");
    }

    @Test
    void pointsCanBeSpentOnTheirLastDayAndLapseAtItsEnd() {
        Row issued = row("Ann", "2026-01-05", Kind.ISSUED, 100, "2026-03-10");
        assertThat(PointsLedger.over(MONTHS)
                        .of(reader().from(List.of(issued, row("Ann", "2026-03-10", Kind.SPENT, 100))))
                        .inPeriod("2026-03")
                        .points(Item.SPENT))
                .isEqualTo(100);
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader().from(List.of(row("Ann", "2026-03-11", Kind.SPENT, 100), issued)))
                .withMessage("row 1: unreadable (customer (Ann) has 0 points on 2026-03-11 and not the 100 spent)");
    }

    /** On 10 March at noon the points of that day can still be spent. */
    @Test
    void pointsDoNotLapseOnADayThatIsNotOver() {
        HistoryStore<String> store = reader().from(List.of(
                row("Ann", "2026-03-01", Kind.ISSUED, 100, "2026-03-10"),
                row("Ann", "2026-03-01", Kind.PENDING, 7, "2026-03-10"),
                row("Bob", "2026-03-01", Kind.ISSUED, 20, "2026-03-09"),
                row("Cleo", "2026-03-10", Kind.ISSUED, 5, "2026-03-10")));
        for (Grain grain : List.of(Grain.DAY, Grain.MONTH)) {
            Timeline noon =
                    Timeline.completeBefore(grain, LocalDate.of(2026, 3, 10).atTime(12, 0));
            PointsTable<String>.InPeriod last = lastOf(PointsLedger.over(noon).of(store));
            assertThat(last.points(Item.EXPIRED)).isEqualTo(grain == Grain.DAY ? 0 : 20);
            assertThat(last.points(Item.EXPIRED_SO_FAR)).isEqualTo(20);
            assertThat(last.points(Item.OUTSTANDING)).isEqualTo(105);
            assertThat(last.points(Item.PENDING)).isEqualTo(7);
            Measured<String> balances =
                    Sweep.over(store).measure(PointsLedger.over(noon).balances());
            assertThat(balances.column("outstanding").of("Ann")).hasValue(100);
            assertThat(balances.column("pending").of("Ann")).hasValue(7);
            assertThat(balances.column("outstanding").of("Cleo")).hasValue(5);
            assertThat(balances.column("expired").of("Bob")).hasValue(20);

            Timeline over =
                    Timeline.completeBefore(grain, LocalDate.of(2026, 3, 11).atStartOfDay());
            last = lastOf(PointsLedger.over(over).of(store));
            assertThat(last.points(Item.EXPIRED)).isEqualTo(grain == Grain.DAY ? 105 : 125);
            assertThat(last.points(Item.OUTSTANDING) + last.points(Item.PENDING))
                    .isZero();
        }
    }

    private static PointsTable<String>.InPeriod lastOf(PointsTable<String> ledger) {
        return ledger.periods().get(ledger.periods().size() - 1);
    }

    @Test
    void ofOneDayWhatIsIssuedComesFirst() {
        List<Row> rows = List.of(
                row("Ann", "2026-01-05", Kind.EXPIRED, 20),
                row("Ann", "2026-01-05", Kind.SPENT, 70),
                row("Ann", "2026-01-05", Kind.REVERSED, 10),
                row("Ann", "2026-01-05", Kind.ISSUED, 100));
        assertThat(PointsLedger.over(MONTHS).of(reader().from(rows)).inPeriod("2026-01"))
                .hasToString(
                        "2026-01: 0 outstanding + 100 issued − 70 spent − 20 expired − 10 reversed = 0 outstanding; "
                                + "0 pending");
    }

    @Test
    void refusesRowsByNumberAndCustomer() {
        refused(
                row("Ann", "2026-01-05", Kind.SPENT, 1),
                "customer (Ann) has 0 points on 2026-01-05 and not the 1 spent");
        refused(
                row("Ann", "2026-01-05", Kind.REVERSED, 5),
                "customer (Ann) has 0 points on 2026-01-05 and not the 5 reversed");
        refused(
                row("Ann", "2026-01-05", Kind.ISSUED, 0),
                "points (0) issued of customer (Ann) must be a whole number of at least 1");
        refused(
                new Row("Ann", "2026-01-05", Kind.ISSUED, 1.5, null),
                "points (1.5 of type Double) issued of customer (Ann) must be a whole number of at least 1");
        refused(
                new Row("Ann", "2026-01-05", Kind.ISSUED, new AtomicLong(5), null),
                "points (5 of type AtomicLong) issued of customer (Ann) must be a whole number of at least 1");
        refused(
                new Row("Ann", "2026-01-05", Kind.ISSUED, new BigDecimal("1.5"), null),
                "points (1.5) issued of customer (Ann) must be a whole number of at least 1");
        refused(
                new Row("Ann", "2026-01-05", Kind.ISSUED, new BigDecimal("1E+999999999"), null),
                "points (1E+999999999) issued of customer (Ann) must be a whole number of at least 1");
        refused(
                new Row("Ann", "2026-01-05", Kind.ISSUED, BigInteger.ONE.shiftLeft(63), null),
                "points (9223372036854775808) issued of customer (Ann) must be a whole number of at least 1");
        refused(
                new Row("Ann", "2026-01-05", Kind.ISSUED, null, null),
                "points (null) issued of customer (Ann) must be a whole number of at least 1");
        refused(new Row("Ann", "2026-01-05", null, 5, null), "customer (Ann) has a movement without a kind");
        refused(
                row("Ann", "2026-01-05", Kind.ISSUED, 5, "2026-01-04"),
                "expiry (2026-01-04) of points issued of customer (Ann) on 2026-01-05 must not lie before that day");
        refused(
                row("Ann", "2026-01-05", Kind.SPENT, 5, "2026-02-04"),
                "expiry (2026-02-04) of points spent of customer (Ann) on 2026-01-05 has no meaning");
        refused(
                row("Ann", "+10000-01-05", Kind.ISSUED, 5),
                "day (+10000-01-05) of customer (Ann) is not in the years 1 to 9999");
        refused(
                row("Ann", "2026-01-05", Kind.ISSUED, 5, "+10000-01-05"),
                "day (+10000-01-05) of customer (Ann) is not in the years 1 to 9999");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader().from(List.of(new Row(null, "2026-01-05", Kind.ISSUED, 5, null))))
                .withMessage("row 1: no customer");
    }

    /** As numbers come out of databases. */
    @Test
    void readsWholeNumbersOfAnySize() {
        List<Row> rows = List.of(
                new Row("Ann", "2026-01-05", Kind.ISSUED, new BigDecimal("10.00"), null),
                new Row("Ann", "2026-01-05", Kind.ISSUED, new BigDecimal("1E+2"), null),
                new Row("Ann", "2026-01-05", Kind.ISSUED, BigInteger.ONE, null),
                new Row("Bob", "2026-01-05", Kind.ISSUED, new BigDecimal(Long.MAX_VALUE - 111), null));
        assertThat(PointsLedger.over(MONTHS)
                        .of(reader().from(rows))
                        .inPeriod("2026-01")
                        .points(Item.ISSUED))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(reader()).hasToString("movements of points, a row each");
        assertThat(reader().lenient()).hasToString("movements of points, a row each, lenient");
    }

    @Test
    void aStoreOfAnythingElseIsToldHowToReadPoints() {
        HistoryStore<String> orders = HistoryStore.ofDates((String name) -> name, name -> LocalDate.of(2026, 1, 1))
                .from(List.of("Ann"));
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> PointsLedger.over(MONTHS).of(orders))
                .withMessageContaining("column (points) is not there: read points by PointsLedger.reader");
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() ->
                        Sweep.over(orders).measure(PointsLedger.over(MONTHS).balances()))
                .withMessageContaining("column (points) is not there: read points by PointsLedger.reader");
    }

    private static void refused(Row row, String message) {
        Row good = row("Bob", "2026-01-05", Kind.ISSUED, 5);
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader().from(List.of(good, row)))
                .withMessage("row 2: unreadable (" + message + ")");
        HistoryStore<String> lenient = reader().lenient().from(List.of(good, row, good));
        assertThat(lenient.events()).isEqualTo(2);
        assertThat(lenient.exclusions().count(ExclusionReason.UNREADABLE)).isEqualTo(1);
        assertThat(lenient.exclusions().examples()).hasToString("[row 2: unreadable (" + message + ")]");
    }

    @Test
    void refusesMorePointsThanFitALong() {
        List<Row> rows = List.of(
                row("Ann", "2026-01-05", Kind.ISSUED, Long.MAX_VALUE),
                row("Ann", "2026-01-06", Kind.SPENT, Long.MAX_VALUE),
                row("Ann", "2026-01-07", Kind.ISSUED, 1),
                row("Ann", "2026-01-08", Kind.PENDING, Long.MAX_VALUE),
                row("Ann", "2026-01-09", Kind.PENDING, 1));
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader().from(rows))
                .withMessage("row 3: unreadable (points (1) issued of customer (Ann) make more than fit a long)");
        HistoryStore<String> lenient = reader().lenient().from(rows);
        assertThat(lenient.exclusions().total()).isEqualTo(2);
        assertThat(PointsLedger.over(MONTHS).of(lenient).inPeriod("2026-01").points(Item.SPENT))
                .isEqualTo(Long.MAX_VALUE);
        List<Row> ofTwo = List.of(
                row("Ann", "2026-01-05", Kind.ISSUED, Long.MAX_VALUE), row("Bob", "2026-01-05", Kind.ISSUED, 1));
        HistoryStore<String> tooMany = reader().from(ofTwo);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> PointsLedger.over(MONTHS).of(tooMany));
    }

    @Test
    void stopsWhereTheSourceFails() {
        PointsReader<Row, String> failing = PointsLedger.reader(Row::customer, Row::on, Row::kind, row -> {
            throw new UncheckedIOException(new IOException("disk"));
        });
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> failing.lenient().from(ROWS))
                .withMessageStartingWith("row 1: ")
                .withMessageContaining("disk");
    }

    @Test
    void anEmptyStoreGivesEmptyBooks() {
        HistoryStore<String> empty = reader().from(List.of());
        PointsTable<String>.InPeriod march = PointsLedger.over(MONTHS).of(empty).inPeriod("2026-03");
        assertThat(march)
                .hasToString("2026-03: 0 outstanding + 0 issued − 0 spent − 0 expired − 0 reversed = 0 outstanding; "
                        + "0 pending");
        assertThat(march.activity()).isEmpty();
        assertThat(march.redemption()).isEmpty();
        assertThat(march.breakage()).isEmpty();
        assertThat(march.breakageOrUnspent()).isEmpty();
        assertThat(march.members(Item.MEMBERS)).isEmpty();
        assertThat(Sweep.over(empty)
                        .measure(PointsLedger.over(MONTHS).balances())
                        .column("issued")
                        .size())
                .isZero();
    }

    @Test
    void aStoreMadeOtherwiseShowsWhatIsOverdrawn() {
        HistoryStore<String> store = HistoryStore.ofDates(Row::customer, Row::on)
                .codes(row -> String.valueOf(row.kind()))
                .number(PointsLedger.POINTS, Row::points)
                .plannedDay(PointsLedger.EXPIRES, Row::end)
                .from(List.of(
                        row("Ann", "2026-01-05", Kind.ISSUED, 30),
                        row("Ann", "2026-01-06", Kind.SPENT, 50),
                        row("Ann", "2026-01-07", Kind.ISSUED, -7)));
        assertThat(PointsLedger.over(MONTHS).of(store).inPeriod("2026-01"))
                .hasToString("2026-01: 0 outstanding + 30 issued − 30 spent − 0 expired − 0 reversed = 0 outstanding; "
                        + "0 pending, 20 overdrawn");
    }

    @Test
    void isOnATrackBesideOthers() {
        HistoryStore<String> points = reader().from(ROWS);
        HistoryStore<String> orders = HistoryStore.ofDates((String name) -> name, name -> LocalDate.of(2025, 12, 1))
                .from(List.of("Ann", "Zoe"));
        HistoryStore<String> all = orders.named("orders").and(points.named("points"));
        PointsLedger ledger = PointsLedger.over(MONTHS).on("points");
        assertThat(ledger.of(all).periods())
                .hasToString(PointsLedger.over(MONTHS).of(points).periods().toString());
        assertThat(Sweep.over(all)
                        .measure(ledger.balances())
                        .column("outstanding")
                        .of("Zoe"))
                .isEmpty();
        assertThat(ledger.of(ledger.of(all).counted().tally())
                        .inPeriod("2026-03")
                        .points(Item.ISSUED))
                .isEqualTo(20);
        assertThat(ledger).hasToString("points of members, first out by day of expiry, on points, " + MONTHS);
    }

    @Test
    void refusesHoursAndNumbersThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PointsLedger.over(Timeline.of(Grain.HOUR, LocalDate.of(2026, 1, 1))))
                .withMessageStartingWith("timeline (");
        PointsTable<String>.InPeriod march =
                PointsLedger.over(MONTHS).of(reader().from(ROWS)).inPeriod("2026-03");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> march.liability(new BigDecimal("-1")))
                .withMessage("valuePerPoint (-1) must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> march.expectedLiability(BigDecimal.ONE, Double.NaN))
                .withMessageStartingWith("expectedBreakage (NaN)");
        assertThat(PointsTable.liability(3, new BigDecimal("0.01"))).isEqualByComparingTo("0.03");
    }
}
