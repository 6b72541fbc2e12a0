package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.movement.CustomerMovements;
import dev.retention.rule.Grouping.Reading;
import dev.retention.rule.Measure;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import dev.retention.segment.QuadrantTable.Move;
import dev.retention.segment.Quadrants.Cut;
import dev.retention.segment.Quadrants.Quadrant;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Revenue and profit by hand, and the laws of four groups. */
class QuadrantsTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 3, 31);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF).from(LocalDate.of(2026, 1, 1));

    /** What a customer brought: revenue, and of it profit, which may be below 0. */
    private record Sale(int customer, long revenue, long profit) {}

    private static HistoryStore<Integer> store(List<Sale> sales) {
        return HistoryStore.ofDates(Sale::customer, (Sale sale) -> AS_OF.minusDays(40))
                .amounts(sale -> BigDecimal.valueOf(sale.revenue(), 2), Currency.getInstance("EUR"))
                .number("profit", Sale::profit)
                .from(sales);
    }

    private static final Measure MONEY = Measure.of("money", MONTHS, List.of("revenue", "profit"), (history, sink) -> {
        int profit = history.column("profit");
        long revenue = 0;
        long earned = 0;
        for (int event = 0; event < history.size(); event++) {
            revenue += history.amount(event);
            earned += history.number(profit, event);
        }
        sink.set(0, revenue);
        sink.set(1, earned);
    });

    private static final HistoryStore<Integer> SALES = store(List.of(
            new Sale(1, 1000, 300),
            new Sale(2, 900, -50),
            new Sale(3, 105, 60),
            new Sale(4, 100, 0),
            new Sale(5, 95, 10),
            new Sale(6, 20, -5)));

    @Test
    void revenueAgainstProfit() {
        QuadrantTable<Integer> table = Quadrants.of(MONEY, Cut.fixed("revenue", 100), Cut.fixed("profit", 10))
                .of(SALES);
        assertThat(table.inQuadrant(Quadrant.HIGH_HIGH).members()).containsExactly(1, 3);
        assertThat(table.inQuadrant(Quadrant.HIGH_LOW).members()).containsExactly(2, 4);
        assertThat(table.inQuadrant(Quadrant.LOW_HIGH).members()).containsExactly(5);
        assertThat(table.inQuadrant(Quadrant.LOW_LOW).members()).containsExactly(6);
        assertThat(table.inQuadrant(Quadrant.HIGH_LOW).sum("profit")).isEqualTo(BigInteger.valueOf(-50));
        assertThat(table.parts().inPart("high revenue, low profit").sum("revenue"))
                .isEqualTo(BigInteger.valueOf(1000));
        assertThat(table)
                .hasToString(
                        "revenue high from 100, profit high from 10; 6 customers: high revenue, high profit 2, high"
                                + " revenue, low profit 2, low revenue, high profit 1, low revenue, low profit 1,"
                                + " (other) 0");
    }

    @Test
    void aLittleMoreOrLessMovesSome() {
        QuadrantTable<Integer>.Stability stability = Quadrants.of(
                        MONEY, Cut.fixed("revenue", 100), Cut.fixed("profit", 10))
                .of(SALES)
                .stability(0.1);
        // From 90, from 110; from 9, from 11.
        assertThat(stability.members(Move.FIRST_LOWER)).containsExactly(5);
        assertThat(stability.members(Move.FIRST_HIGHER)).containsExactly(3, 4);
        assertThat(stability.members(Move.SECOND_LOWER)).isEmpty();
        assertThat(stability.members(Move.SECOND_HIGHER)).containsExactly(5);
        assertThat(stability.members()).containsExactly(3, 4, 5);
        assertThat(stability).hasToString("50.0 % (3 of 6) change where a threshold moves by 10.0 %");
        QuadrantTable<Integer>.Stability ofZero = Quadrants.of(
                        MONEY, Cut.fixed("revenue", 5000), Cut.fixed("profit", 0))
                .of(SALES)
                .stability(1);
        assertThat(ofZero.members(Move.SECOND_LOWER)).isEmpty();
        assertThat(ofZero.members(Move.SECOND_HIGHER)).isEmpty();
        assertThat(ofZero.members(Move.FIRST_LOWER)).hasSize(6);
    }

    @Test
    void thresholdsBelowZeroMoveByTheirSize() {
        QuadrantTable<Integer>.Stability stability = Quadrants.of(
                        MONEY, Cut.fixed("revenue", 1), Cut.fixed("profit", -10))
                .of(SALES)
                .stability(0.5);
        // From -15, from -5: the profit of 6 is -5 and high by both; that of 2 is -50.
        assertThat(stability.members()).isEmpty();
        assertThat(Quadrants.of(MONEY, Cut.fixed("revenue", 1), Cut.fixed("profit", -10))
                        .of(SALES)
                        .stability(0.7)
                        .members(Move.SECOND_HIGHER))
                .containsExactly(6);
    }

    @Test
    void meansAndQuantilesAreThoseOfAllCustomers() {
        QuadrantTable<Integer> table = Quadrants.of(
                        MONEY, Cut.mean("revenue"), Cut.quantile("profit", Measured.Quantile.LINEAR, 0.5))
                .of(SALES);
        assertThat(table.firstThreshold()).isEqualTo(370);
        assertThat(table.secondThreshold()).isEqualTo(5);
        assertThat(table.inQuadrant(Quadrant.HIGH_HIGH).members()).containsExactly(1);
        assertThat(table.inQuadrant(Quadrant.LOW_HIGH).members()).containsExactly(3, 5);
    }

    @Test
    void groupsByKeptThresholdsAreThoseOfTheTable() {
        QuadrantTable<Integer> table =
                Quadrants.of(MONEY, Cut.mean("revenue"), Cut.fixed("profit", 0)).of(SALES);
        assertThat(table.grouping(Reading.LATEST))
                .hasToString("by revenue and profit of money, revenue high from 370, profit high from 0, latest");
        for (Quadrant quadrant : Quadrant.values()) {
            assertThat(Sweep.over(SALES)
                            .members(table.grouping(Reading.LATEST), MONTHS)
                            .inGroup(table.inQuadrant(quadrant).name()))
                    .isEqualTo(table.inQuadrant(quadrant).members());
        }
        assertThat(CustomerMovements.over(MONTHS)
                        .toleratedGap(3)
                        .of(SALES)
                        .by(table.grouping(Reading.AT_PERIOD).moves())
                        .inGroup("(missing) → high revenue, high profit")
                        .inPeriod("2026-02")
                        .newCustomers()
                        .members())
                .containsExactly(1);
    }

    @Test
    void customersAtAQuantileAreHigh() {
        HistoryStore<Integer> store = store(
                IntStream.rangeClosed(0, 100).mapToObj(i -> new Sale(i, i, 0)).toList());
        for (int percent = 0; percent <= 100; percent++) {
            Cut cut = Cut.quantile("revenue", Measured.Quantile.LINEAR, percent / 100.0);
            QuadrantTable<Integer> table =
                    Quadrants.of(MONEY, cut, Cut.fixed("profit", 0)).of(store);
            assertThat(table.firstThreshold()).isEqualTo(percent);
            assertThat(table.inQuadrant(Quadrant.HIGH_HIGH).members()).hasSize(101 - percent);
        }
    }

    @Test
    void thresholdsMoveExactly() {
        // The mean is 1000/11 = 90.90…, and a tenth more 1100/11 = 100: who is at it stays high.
        HistoryStore<Integer> store = store(IntStream.range(0, 11)
                .mapToObj(i -> new Sale(i, i == 0 ? 100 : i == 1 ? 900 : 0, 0))
                .toList());
        QuadrantTable<Integer> table =
                Quadrants.of(MONEY, Cut.mean("revenue"), Cut.fixed("profit", 0)).of(store);
        assertThat(table.stability(0.1).members(Move.FIRST_HIGHER)).isEmpty();
        // Beyond the whole numbers of doubles.
        long odd = (1L << 53) + 1;
        QuadrantTable<Integer> large = Quadrants.of(MONEY, Cut.fixed("revenue", odd), Cut.fixed("profit", 0))
                .of(store(List.of(new Sale(0, 2 * odd - 1, 0), new Sale(1, 2 * odd, 0), new Sale(2, odd, 0))));
        assertThat(large.stability(1).members(Move.FIRST_HIGHER)).containsExactly(0, 2);
    }

    @Test
    void ofNobodyThereIsNothing() {
        HistoryStore<Long> nobody =
                LongHistoryBuilder.ofDays().amounts(Currency.getInstance("EUR")).build();
        QuadrantTable<Long> table =
                Quadrants.of(MONEY, Cut.mean("revenue"), Cut.mean("profit")).of(nobody);
        assertThat(table.parts().customers()).isZero();
        assertThat(table.firstThreshold()).isZero();
        assertThat(table.stability(0.1)).hasToString("nobody change where a threshold moves by 10.0 %");
    }

    @Test
    void whatIsNoQuadrantIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quadrants.of(MONEY, Cut.mean("revenue"), Cut.mean("margin")))
                .withMessage("column (margin) must be one of the columns [revenue, profit] of measure (money)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quadrants.of(MONEY, Cut.mean("profit"), Cut.fixed("profit", 0)))
                .withMessage("second (profit at 0) must be of another column than first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cut.quantile("profit", Measured.Quantile.LINEAR, Double.NaN))
                .withMessage("share (NaN) must be in [0, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quadrants.of(MONEY, Cut.mean("revenue"), Cut.mean("profit"))
                        .of(SALES)
                        .stability(0))
                .withMessage("share (0.0) must be in (0, 1]");
    }

    @Property(tries = 200)
    void everyCustomerIsInTheQuadrantOfTheDefinition(
            @ForAll("sales") List<Sale> sales, @ForAll("shares") double share, @ForAll boolean byMean) {
        HistoryStore<Integer> store = store(sales);
        Cut revenue = byMean ? Cut.mean("revenue") : Cut.quantile("revenue", Measured.Quantile.LINEAR, 0.5);
        QuadrantTable<Integer> table = Quadrants.of(MONEY, revenue, Cut.fixed("profit", 3))
                .of(Sweep.over(store).threads(2));
        long[] sorted = sales.stream().mapToLong(Sale::revenue).sorted().toArray();
        int n = sorted.length;
        // Twice the median, or n times the mean: whole.
        long times = byMean ? n : 2;
        long whole =
                byMean ? IntStream.range(0, n).mapToLong(i -> sorted[i]).sum() : sorted[(n - 1) / 2] + sorted[n / 2];
        for (Sale sale : sales) {
            boolean high = sale.revenue() * times >= whole;
            boolean profitable = sale.profit() >= 3;
            Quadrant expected = high
                    ? (profitable ? Quadrant.HIGH_HIGH : Quadrant.HIGH_LOW)
                    : (profitable ? Quadrant.LOW_HIGH : Quadrant.LOW_LOW);
            assertThat(table.inQuadrant(expected).members()).contains(sale.customer());
        }
        assertThat(IntStream.range(0, 4)
                        .map(i -> table.parts().parts().get(i).members().size())
                        .sum())
                .isEqualTo(n);
        QuadrantTable<Integer>.Stability stability = table.stability(share);
        for (Sale sale : sales) {
            boolean moved = (sale.profit() >= 3) != (sale.profit() >= 3 * (1 - share))
                    || (sale.profit() >= 3) != (sale.profit() >= 3 * (1 + share));
            assertThat(stability.members(Move.SECOND_LOWER).contains(sale.customer())
                            || stability.members(Move.SECOND_HIGHER).contains(sale.customer()))
                    .isEqualTo(moved);
        }
    }

    @Provide
    Arbitrary<Double> shares() {
        // Halves of 3 are whole in binary too.
        return Arbitraries.of(0.25, 0.5, 0.75, 1.0);
    }

    @Provide
    Arbitrary<List<Sale>> sales() {
        return Combinators.combine(
                        Arbitraries.longs().between(-20, 1000),
                        Arbitraries.longs().between(-10, 10))
                .as((revenue, profit) -> new long[] {revenue, profit})
                .list()
                .ofMinSize(1)
                .ofMaxSize(30)
                .withoutEdgeCases()
                .map(rows -> IntStream.range(0, rows.size())
                        .mapToObj(i -> new Sale(i, rows.get(i)[0], rows.get(i)[1]))
                        .toList());
    }
}
