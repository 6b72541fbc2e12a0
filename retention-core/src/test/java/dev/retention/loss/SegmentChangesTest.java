package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Movements;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentChangesTest {
    private static final BigDecimal BEFORE = BigDecimal.valueOf(216802833);
    private static final BigDecimal AFTER = BigDecimal.valueOf(230372400);

    /**
     * Sales of liquor in Iowa, from Google's page of AI.KEY_DRIVERS: before, after, difference, its share, the unexpected difference (printed
     * 5247510, 1150744, 1431452, −908292, 723452, −3275264, 5575616), its share of the expected, support.
     */
    @ParameterizedTest
    @CsvSource({
        "43857330, 50788320, 6930990, 0.158034928255, 5247510.1918, 0.115226545463, 0.220461826156",
        "19015184, 21255149, 2239965, 0.117798754932, 1150743.97045, 0.0572383996818, 0.0922643033627",
        "2111396, 3661058, 1549662, 0.733951376246, 1431451.51293, 0.642019800908, 0.0158919123992",
        "34155473, 35528047, 1372574, 0.0401860632994, -908291.516439, -0.0249281775673, 0.157541635999",
        "9572464, 10863109, 1290645, 0.134828921791, 723452.366165, 0.0713488032475, 0.0471545593135",
        "27001845, 25824531, -1177314, -0.043601242804, -3275264.06439, -0.112552822353, 0.124545628055",
        "5297807, 11068763, 5770956, 1.08931035049, 5575615.31837, 1.01501281989, 0.048047261738"
    })
    void keyDriversOfSales(
            BigDecimal before,
            BigDecimal after,
            BigDecimal difference,
            double relative,
            double unexpected,
            double relativeUnexpected,
            double support) {
        SegmentChanges.Change<String> change = new SegmentChanges.Change<>("any", before, after, BEFORE, AFTER);
        Percentage close = Percentage.withPercentage(1e-7);
        assertThat(change.difference()).isEqualByComparingTo(difference);
        assertThat(change.relativeDifference().orElseThrow()).isCloseTo(relative, close);
        assertThat(change.unexpected().orElseThrow()).isCloseTo(unexpected, close);
        assertThat(change.relativeUnexpected().orElseThrow()).isCloseTo(relativeUnexpected, close);
        assertThat(change.support().orElseThrow()).isCloseTo(support, close);
        assertThat(change.expected().orElseThrow()).isCloseTo(after.doubleValue() - unexpected, within(1e-3));
        assertThat(change.shareOfChange().orElseThrow())
                .isCloseTo(difference.doubleValue() / (230372400 - 216802833), within(1e-12));
    }

    /** All lost a third, gold two thirds: of gold's 40 lost, 20 were to be expected. */
    @Test
    void whatHappenedToAllIsExpected() {
        SegmentChanges<String> changes = SegmentChanges.of(
                amounts("gold", 60, "silver", 90, "bronze", 150, "gone", 0),
                amounts("gold", 20, "silver", 60, "bronze", 100, "new", 30));
        SegmentChanges.Change<String> gold = changes.changes().get(0);
        assertThat(gold).hasToString("gold 60 → 20, unexpected -27.5");
        // the rest went from 240 to 190
        assertThat(gold.expected().orElseThrow()).isEqualTo(60 * 190.0 / 240, offset(1e-12));
        assertThat(gold.shareOfChange().orElseThrow()).isEqualTo(40 / 90.0, offset(1e-12));
        assertThat(changes.changes())
                .extracting(SegmentChanges.Change::group)
                .containsExactly("gold", "silver", "bronze", "gone", "new");
        assertThat(changes)
                .hasToString("gold 60 → 20, silver 90 → 60, bronze 150 → 100, gone 0 → 0, new 0 → 30");
    }

    @Test
    void rankedByWhatIsAskedForWithTheSupportAskedFor() {
        SegmentChanges<String> changes = SegmentChanges.of(
                amounts("big", 1000, "small", 10, "middle", 100), amounts("big", 1100, "small", 30, "middle", 150));
        assertThat(groups(changes, SegmentChanges.By.DIFFERENCE, 0)).containsExactly("big", "middle", "small");
        assertThat(groups(changes, SegmentChanges.By.UNEXPECTED, 0)).containsExactly("big", "middle", "small");
        assertThat(groups(changes, SegmentChanges.By.RELATIVE_UNEXPECTED, 0)).containsExactly("small", "middle", "big");
        assertThat(groups(changes, SegmentChanges.By.RELATIVE_UNEXPECTED, 0.05)).containsExactly("middle", "big");
        assertThat(groups(changes, SegmentChanges.By.DIFFERENCE, 1)).isEmpty();
        assertThatThrownBy(() -> changes.ranked(SegmentChanges.By.DIFFERENCE, 1.5))
                .hasMessage("support (1.5) must be in [0, 1]");
    }

    private static List<String> groups(SegmentChanges<String> changes, SegmentChanges.By by, double support) {
        return changes.ranked(by, support).stream()
                .map(SegmentChanges.Change::group)
                .toList();
    }

    @Test
    void nothingIsExpectedBesideNothing() {
        SegmentChanges.Change<String> all = SegmentChanges.of(amounts("all", 10), amounts("all", 20))
                .changes()
                .get(0);
        assertThat(all.expected()).isEmpty();
        assertThat(all.unexpected()).isEmpty();
        assertThat(all.relativeUnexpected()).isEmpty();
        assertThat(all.shareOfChange()).hasValue(1);
        assertThat(all.support()).hasValue(1);
        assertThat(all).hasToString("all 10 → 20, nothing expected");
        SegmentChanges.Change<String> none =
                new SegmentChanges.Change<>("none", amount(0), amount(0), amount(0), amount(0));
        assertThat(none.support()).isEmpty();
        assertThat(none.relativeDifference()).isEmpty();
        assertThat(none.shareOfChange()).isEmpty();
        SegmentChanges.Change<String> fresh =
                new SegmentChanges.Change<>("fresh", amount(0), amount(5), amount(10), amount(20));
        assertThat(fresh.expected()).hasValue(0);
        assertThat(fresh.unexpected()).hasValue(5);
        assertThat(fresh.relativeUnexpected()).isEmpty();
        SegmentChanges.Change<String> beside =
                new SegmentChanges.Change<>("beside losses", amount(9), amount(5), amount(3), amount(4));
        assertThat(beside.unexpected()).isEmpty();
    }

    @Test
    void overlappingSegmentsAreGivenTheirTotals() {
        SegmentChanges<String> changes = SegmentChanges.of(
                amounts("young", 50, "city", 60), amount(100), amounts("young", 70, "city", 60), amount(120));
        assertThat(changes.changes().get(0).unexpected()).hasValue(20);
        assertThat(changes.changes().get(1).unexpected()).hasValue(-30);
    }

    @Test
    void countsAreCountedAndNegativeOnesRefused() {
        assertThat(SegmentChanges.ofCounts(Map.of("a", 3L), Map.of("a", 5L)).changes())
                .containsExactly(new SegmentChanges.Change<>("a", amount(3), amount(5), amount(3), amount(5)));
        assertThatThrownBy(() -> SegmentChanges.ofCounts(Map.of("a", -3L), Map.of("a", 5L)))
                .hasMessage("before of a (-3) must be at least 0");
        assertThatThrownBy(() -> SegmentChanges.of(Map.of("a", BigDecimal.ONE), Map.of("a", new BigDecimal("1E+400"))))
                .hasMessageStartingWith("after of a (1E+400) must be in the range of doubles");
    }

    /** Seven customers of two plans, of whom gold loses one in February and two in March, silver one each. */
    @Test
    void ofTheGroupsOfATable() {
        HistoryStore<String> store = HistoryStore.ofDates(
                        (String order) -> order.substring(0, 2), order -> LocalDate.parse("2026-" + order.substring(3)))
                .from(List.of(
                        "g1 01-05", "g2 01-05", "g3 01-05", "g4 01-05", "s1 01-05", "s2 01-05", "s3 01-05", "g2 02-05",
                        "g3 02-05", "g4 02-05", "s2 02-05", "s3 02-05", "g4 03-05", "s3 03-05"));
        ByGroup<Movements<String>> byPlan = CustomerMovements.over(Timeline.monthly(LocalDate.of(2026, 3, 31)))
                .of(store)
                .by(Grouping.of("plan", (String customer) -> customer.startsWith("g") ? "gold" : "silver"));
        SegmentChanges<Group> changes =
                SegmentChanges.of(byPlan, table -> lost(table, "2026-02"), table -> lost(table, "2026-03"));
        assertThat(changes).hasToString("gold 1 → 2, silver 1 → 1");
        SegmentChanges.Change<Group> gold = changes.ranked(SegmentChanges.By.UNEXPECTED, 0).get(0);
        assertThat(gold.unexpected()).hasValue(1);
        assertThat(byPlan.in(gold.group()).in("2026-03").lost().members()).containsExactly("g2", "g3");
    }

    private static BigDecimal lost(Movements<String> table, String period) {
        return BigDecimal.valueOf(table.in(period).lost().count());
    }

    private static BigDecimal amount(long value) {
        return BigDecimal.valueOf(value);
    }

    private static Map<String, BigDecimal> amounts(Object... pairs) {
        Map<String, BigDecimal> amounts = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            amounts.put((String) pairs[i], amount((Integer) pairs[i + 1]));
        }
        return amounts;
    }
}
