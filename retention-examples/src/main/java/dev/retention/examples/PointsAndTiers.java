package dev.retention.examples;

import dev.retention.history.HistoryStore;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.segment.PointsLedger;
import dev.retention.segment.PointsReader.Kind;
import dev.retention.segment.PointsTable;
import dev.retention.segment.Programme;
import dev.retention.segment.ProgrammeTable;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** "What do the points do, and who rises?" From movements of points to books that balance, and members by tier. */
public final class PointsAndTiers {
    private PointsAndTiers() {}

    /**
     * Prints the books of a month and the members of a programme.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    // region rows
    /** What the loyalty system knows: a row for each movement of points. */
    record Row(
            String customer,
            String day,
            Kind kind,
            int points,
            @Nullable String expiry) {
        LocalDate on() {
            return LocalDate.parse(day);
        }

        @Nullable
        LocalDate expires() {
            return expiry == null ? null : LocalDate.parse(expiry);
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row("Ann", "2026-01-05", Kind.ISSUED, 100, "2026-03-10"),
            new Row("Ann", "2026-01-20", Kind.ISSUED, 50, "2027-01-20"),
            new Row("Ann", "2026-02-10", Kind.SPENT, 70, null), // of the first 100: 30 are left, which lapse in March
            new Row("Bob", "2026-03-01", Kind.ISSUED, 20, "2027-03-01"),
            new Row("Bob", "2026-03-05", Kind.REVERSED, 20, null), // the order was taken back
            new Row("Cleo", "2026-03-20", Kind.PENDING, 60, null)); // until the order can no longer be returned
    // endregion

    /** What is known of customers from a day on. */
    record Known(String customer, String day, String tier) {
        LocalDate on() {
            return LocalDate.parse(day);
        }
    }

    private static final List<Known> ORDERS = List.of(
            new Known("Ann", "2026-01-05", ""),
            new Known("Bob", "2026-02-20", ""),
            new Known("Cleo", "2026-02-21", ""),
            new Known("Dan", "2026-02-22", ""));

    private static final List<Known> TIERS = List.of(
            new Known("Ann", "2026-01-05", "silver"),
            new Known("Bob", "2026-03-01", "silver"),
            new Known("Ann", "2026-03-15", "gold"));

    static void run(PrintStream out) {
        // region ledger
        HistoryStore<String> points = PointsLedger.reader(Row::customer, Row::on, Row::kind, Row::points)
                .expiringOn(Row::expires)
                .from(ROWS); // refuses who spends more than there is, by row and customer
        Timeline months = Timeline.monthly(LocalDate.of(2026, 3, 31));
        PointsTable<String>.InPeriod march =
                PointsLedger.over(months).of(points).inPeriod("2026-03");
        out.println(march); // 80 outstanding + 20 issued − 0 spent − 30 expired − 20 reversed = 50 outstanding
        out.println(march.members(PointsLedger.Item.EXPIRED)); // [Ann]
        out.println(march.breakage().orElseThrow()); // 17.6 % (30 of 170)
        out.println(march.redemption().orElseThrow()); // 33.3 % (1 of 3) of the members
        out.println(march.pointsRedeemed().orElseThrow()); // 41.2 % (70 of 170) of the points
        out.println(march.liability(new BigDecimal("0.01"))); // 0.50
        out.println(Sweep.over(points)
                .measure(PointsLedger.over(months).balances())
                .column("outstanding")
                .of("Ann")); // OptionalLong[50]
        // endregion
        // region tiers
        HistoryStore<String> all = known(ORDERS)
                .named("orders")
                .and(points.named("points"))
                .and(known(TIERS).named("tiers"));
        ProgrammeTable<String> programme = Programme.over(months).of(all);
        out.println(programme.inPeriod("2026-03")); // 3 of 4 customers enrolled, 2 of 3 members active, 2 joined
        Grouping tier = Grouping.ofColumn("tier", Grouping.Reading.AT_PERIOD).on("tiers");
        programme
                .by(tier.moves())
                .tables()
                .forEach((move, of) ->
                        out.println(move + " " + of.inPeriod("2026-03").members(Programme.Item.MEMBERS)));
        // endregion
    }

    private static HistoryStore<String> known(List<Known> rows) {
        return HistoryStore.ofDates(Known::customer, Known::on)
                .text("tier", known -> known.tier().isEmpty() ? null : known.tier())
                .from(rows);
    }
}
