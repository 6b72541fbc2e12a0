package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

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
import org.junit.jupiter.api.Test;

class SegmentChangesTest {
    /** Sales of liquor in Iowa, from Google's page of AI.KEY_DRIVERS: the unexpected differences that it prints, to the unit. */
    @Test
    void keyDriversOfSales() {
        SegmentChanges<String> changes = SegmentChanges.of(
                amounts("Diageo", 43857330, "Sazerac", 34155473, "Des Moines", 27001845, "temporary", 5297807),
                amount(216802833),
                amounts("Diageo", 50788320, "Sazerac", 35528047, "Des Moines", 25824531, "temporary", 11068763),
                amount(230372400));
        assertThat(changes.ranked(SegmentChanges.By.UNEXPECTED, 0.05))
                .extracting(SegmentChanges.Change::group)
                .containsExactly("Diageo", "Des Moines", "Sazerac");
        assertThat(changes.ranked(SegmentChanges.By.UNEXPECTED, 0).stream()
                        .map(change -> Math.round(
                                change.contribution().unexpectedDifference().orElseThrow())))
                .containsExactly(5575615L, 5247510L, -3275264L, -908292L);
    }

    /** All lost a third, gold two thirds: of gold's 40 lost, 20 were to be expected. */
    @Test
    void whatHappenedToAllIsExpected() {
        SegmentChanges<String> changes = SegmentChanges.of(
                amounts("gold", 60, "silver", 90, "bronze", 150, "gone", 0),
                amounts("gold", 20, "silver", 60, "bronze", 100, "new", 30));
        SegmentChanges.Change<String> gold = changes.changes().get(0);
        assertThat(gold).hasToString("gold: 60 to 20 of 300 to 210: -40, unexpected -27.5");
        // the rest went from 240 to 190
        assertThat(gold.contribution().expected().orElseThrow()).isEqualTo(60 * 190.0 / 240, offset(1e-12));
        assertThat(gold.contribution().explanatoryPower().orElseThrow()).isEqualTo(40 / 90.0, offset(1e-12));
        assertThat(changes.changes())
                .extracting(SegmentChanges.Change::group)
                .containsExactly("gold", "silver", "bronze", "gone", "new");
        assertThat(changes).hasToString("gold 60 → 20, silver 90 → 60, bronze 150 → 100, gone 0 → 0, new 0 → 30");
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

    /** Shares that are written as decimals are met by what is exactly as much, in cents too. */
    @Test
    void theSupportIsTheDecimalThatIsWritten() {
        for (int percent = 1; percent < 100; percent++) {
            for (int scale = 0; scale <= 2; scale++) {
                BigDecimal part = BigDecimal.valueOf(3L * percent, scale);
                BigDecimal rest = BigDecimal.valueOf(3L * (100 - percent), scale);
                SegmentChanges<String> changes =
                        SegmentChanges.of(Map.of("a", part), part.add(rest), Map.of(), part.add(rest));
                assertThat(groups(changes, SegmentChanges.By.DIFFERENCE, percent / 100.0))
                        .containsExactly("a");
                assertThat(groups(changes, SegmentChanges.By.DIFFERENCE, (percent + 0.0001) / 100))
                        .isEmpty();
                SegmentChanges<String> costs = SegmentChanges.of(
                        Map.of("a", part.negate()),
                        part.add(rest).negate(),
                        Map.of(),
                        part.add(rest).negate());
                assertThat(groups(costs, SegmentChanges.By.DIFFERENCE, percent / 100.0))
                        .containsExactly("a");
            }
        }
    }

    private static List<String> groups(SegmentChanges<String> changes, SegmentChanges.By by, double support) {
        return changes.ranked(by, support).stream()
                .map(SegmentChanges.Change::group)
                .toList();
    }

    @Test
    void whatHasNoFigureIsNotRankedByIt() {
        SegmentChanges<String> changes = SegmentChanges.of(amounts("all", 10), amounts("all", 20));
        assertThat(groups(changes, SegmentChanges.By.UNEXPECTED, 0)).isEmpty();
        assertThat(groups(changes, SegmentChanges.By.DIFFERENCE, 1)).containsExactly("all");
        assertThat(changes.changes().get(0)).hasToString("all: 10 to 20 of 10 to 20: +10");
        SegmentChanges<String> fresh = SegmentChanges.of(amounts("old", 0), amounts("old", 0, "new", 5));
        assertThat(groups(fresh, SegmentChanges.By.DIFFERENCE, 0)).containsExactly("new", "old");
        assertThat(groups(fresh, SegmentChanges.By.DIFFERENCE, 0.1)).isEmpty();
    }

    @Test
    void differencesAreExact() {
        SegmentChanges.Change<String> cents = new SegmentChanges.Change<>(
                "cents",
                new BigDecimal("90071992547409930.01"),
                new BigDecimal("90071992547409930.04"),
                new BigDecimal("1e17"),
                new BigDecimal("1e17"));
        assertThat(cents.difference()).isEqualByComparingTo("0.03");
        assertThat(cents)
                .asString()
                .startsWith("cents: 90071992547409930.01 to 90071992547409930.04 of "
                        + "100000000000000000 to 100000000000000000: +0.03, unexpected ");
        assertThatThrownBy(() ->
                        new SegmentChanges.Change<>("any", amount(1), new BigDecimal("2e300"), amount(1), amount(1)))
                .hasMessage("after (2E+300) must not be past 1e300");
    }

    @Test
    void overlappingSegmentsAreGivenTheirTotals() {
        SegmentChanges<String> changes = SegmentChanges.of(
                amounts("young", 50, "city", 60), amount(100), amounts("young", 70, "city", 60), amount(120));
        assertThat(changes.changes().get(0).contribution().unexpectedDifference())
                .hasValue(20);
        assertThat(changes.changes().get(1).contribution().unexpectedDifference())
                .hasValue(-30);
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
                        "g1 01-05",
                        "g2 01-05",
                        "g3 01-05",
                        "g4 01-05",
                        "s1 01-05",
                        "s2 01-05",
                        "s3 01-05",
                        "g2 02-05",
                        "g3 02-05",
                        "g4 02-05",
                        "s2 02-05",
                        "s3 02-05",
                        "g4 03-05",
                        "s3 03-05"));
        ByGroup<Movements<String>> byPlan = CustomerMovements.over(Timeline.monthly(LocalDate.of(2026, 3, 31)))
                .of(store)
                .by(Grouping.of("plan", (String customer) -> customer.startsWith("g") ? "gold" : "silver"));
        SegmentChanges<Group> changes =
                SegmentChanges.of(byPlan, table -> lost(table, "2026-02"), table -> lost(table, "2026-03"));
        assertThat(changes).hasToString("gold 1 → 2, silver 1 → 1");
        SegmentChanges.Change<Group> gold =
                changes.ranked(SegmentChanges.By.UNEXPECTED, 0).get(0);
        assertThat(gold.contribution().unexpectedDifference()).hasValue(1);
        assertThat(byPlan.inGroup(gold.group()).inPeriod("2026-03").lost().members())
                .containsExactly("g2", "g3");
    }

    private static BigDecimal lost(Movements<String> table, String period) {
        return BigDecimal.valueOf(table.inPeriod(period).lost().count());
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
