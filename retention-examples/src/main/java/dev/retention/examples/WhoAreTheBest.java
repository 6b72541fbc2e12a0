package dev.retention.examples;

import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Movements;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measure;
import dev.retention.segment.MeasuredParts;
import dev.retention.segment.QuadrantTable;
import dev.retention.segment.Quadrants;
import dev.retention.segment.Quadrants.Cut;
import dev.retention.segment.Quadrants.Quadrant;
import dev.retention.segment.Rfm;
import dev.retention.segment.RfmCuts;
import dev.retention.segment.RfmScores;
import dev.retention.segment.RfmSegments;
import dev.retention.segment.RfmSegments.Segment;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;

/** "Who are our best customers, and are we losing any of them?" Recency, frequency and money, segments, revenue against profit. */
public final class WhoAreTheBest {
    private WhoAreTheBest() {}

    /**
     * Prints scores, segments and moves between them, and quadrants.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    /** What the shop knows: an order and what it earned, in cents. */
    private record Order(String customer, String day, String total, long profit) {}

    private static final List<Order> ROWS = List.of(
            new Order("Ann", "2026-01-04", "80.00", 2400),
            new Order("Ann", "2026-02-11", "95.00", 3000),
            new Order("Ann", "2026-03-27", "120.00", 4100),
            new Order("Bob", "2026-01-08", "210.00", -1500),
            new Order("Bob", "2026-01-21", "190.00", -900),
            new Order("Bob", "2026-01-30", "240.00", -2000),
            new Order("Cleo", "2026-03-29", "35.00", 900),
            new Order("Dan", "2026-01-12", "20.00", 300),
            new Order("Eve", "2026-01-15", "60.00", 1300),
            new Order("Eve", "2026-03-20", "55.00", 1200),
            new Order("Fay", "2026-02-02", "45.00", 1250));

    private static final LocalDate AS_OF = LocalDate.of(2026, 3, 31);

    private static final Measure MONEY =
            Measure.of("money", Timeline.monthly(AS_OF), List.of("revenue", "profit"), (history, sink) -> {
                long revenue = 0;
                long profit = 0;
                for (int i = 0; i < history.size(); i++) {
                    revenue += history.amount(i);
                    profit += history.number(history.column("profit"), i);
                }
                sink.set(0, revenue);
                sink.set(1, profit);
            });

    static void run(PrintStream out) {
        // region scores
        HistoryStore<String> orders = HistoryStore.ofDates(Order::customer, (Order row) -> LocalDate.parse(row.day()))
                .amounts(row -> new BigDecimal(row.total()), Currency.getInstance("EUR"))
                .number("profit", Order::profit)
                .from(ROWS);
        RfmScores<String> scores = Rfm.asOf(AS_OF).by(Rfm.Method.QUANTILES, 3).of(orders); // 5 classes unless said
        scores.scoreOf("Bob").ifPresent(out::println); // 1-3-3: often and for much, and not for 60 days
        RfmSegments segments = RfmSegments.of(
                3, // or RfmSegments.standard(), of 5 classes
                Segment.of("best").recency(2, 3).frequency(2, 3).money(2, 3),
                Segment.of("slipping").recency(1, 1).frequency(2, 3),
                Segment.of("new").recency(3, 3).frequency(1, 1));
        MeasuredParts<String> parts = scores.segments(segments);
        out.println(parts.inPart("slipping").members()); // [Bob]: worth a call
        out.println(parts.inPart("slipping").amount("money")); // what is at stake
        // endregion
        // region cuts
        RfmCuts cuts = scores.cuts(); // kept, and serialisable: April is scored by March's edges
        out.println(cuts.score(12, 2, 150_00));
        ByGroup<Movements<String>> moves = CustomerMovements.over(Timeline.monthly(AS_OF))
                .toleratedGap(2)
                .of(orders)
                .by(scores.grouping(segments, Grouping.Reading.AT_PERIOD).moves());
        out.println(
                moves.inGroup("best → slipping").inPeriod("2026-03").retained().members()); // in March
        // endregion
        // region quadrants
        QuadrantTable<String> table = Quadrants.of(MONEY, Cut.mean("revenue"), Cut.fixed("profit", 12_50))
                .of(orders);
        out.println(table.inQuadrant(Quadrant.HIGH_LOW)); // much revenue at a loss: Bob
        QuadrantTable<String>.Stability stability = table.stability(0.1);
        out.println(stability + ": " + stability.members()); // whose place hangs on where the line was drawn
        // endregion
    }
}
