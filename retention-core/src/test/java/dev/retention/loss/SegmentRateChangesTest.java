package dev.retention.loss;

import static dev.retention.PValueCorrection.BENJAMINI_HOCHBERG;
import static dev.retention.PValueCorrection.HOLM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.trend.ShareEffect;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SegmentRateChangesTest {
    private static final Map<String, Proportion> BEFORE = shares("north", 20, 400, "south", 40, 400, "west", 30, 300);
    private static final Map<String, Proportion> AFTER = shares("north", 60, 400, "south", 48, 400, "west", 36, 300);

    private static Map<String, Proportion> shares(Object... rows) {
        Map<String, Proportion> shares = new LinkedHashMap<>();
        for (int i = 0; i < rows.length; i += 3) {
            shares.put((String) rows[i], Proportion.of((Integer) rows[i + 1], (Integer) rows[i + 2]));
        }
        return shares;
    }

    /** North went from 5 to 15 %, the rest from 10 to 12 %: by 3 beside 1.2. L and V by hand. */
    @Test
    void northLostMoreThanTheRest() {
        SegmentRateChanges<String> changes = SegmentRateChanges.of(BEFORE, AFTER);
        SegmentRateChanges.Change<String> north = changes.changes().get(0);
        assertThat(north.group()).isEqualTo("north");
        assertThat(north.ratioOfRatios().orElseThrow()).isCloseTo(2.5, within(1e-12));
        double log = Math.log(60.5 / 401) - Math.log(20.5 / 401) - Math.log(84.5 / 701) + Math.log(70.5 / 701);
        double error = Math.sqrt(1 / 60.5 + 1 / 20.5 + 1 / 84.5 + 1 / 70.5 - 2.0 / 401 - 2.0 / 701);
        Interval interval = north.interval(0.95);
        assertThat(interval.lower()).isCloseTo(Math.exp(log - 1.959963984540054 * error), within(1e-12));
        assertThat(interval.upper()).isCloseTo(Math.exp(log + 1.959963984540054 * error), within(1e-12));
        // SciPy 1.17: log(2 * norm.sf(log / error))
        assertThat(north.logPValue()).isCloseTo(-6.310322, within(1e-5));
        assertThat(north.effect().effect()).isCloseTo(0.1 - 0.02, within(1e-12));
        assertThat(changes.found(BENJAMINI_HOCHBERG, 0.05))
                .extracting(SegmentRateChanges.Change::group)
                .containsExactly("north");
        assertThat(changes.found(HOLM, 0.001)).isEmpty();
        assertThat(changes.notTried()).isEmpty();
        assertThat(north)
                .hasToString(
                        "north: 15.0 % (60 of 400) after 5.0 % (20 of 400), beside 12.0 % (84 of 700) after 10.0 % (70 of"
                                + " 700), p = 0.0018");
    }

    @Test
    void aSegmentThatLostNobodyBeforeIsTriedToo() {
        SegmentRateChanges<String> changes = SegmentRateChanges.of(
                shares("new product", 0, 200, "others", 100, 1000),
                shares("new product", 40, 200, "others", 100, 1000));
        SegmentRateChanges.Change<String> product = changes.changes().get(0);
        assertThat(product.group()).isEqualTo("new product");
        assertThat(product.ratioOfRatios()).isEmpty();
        assertThat(Math.exp(product.logPValue())).isLessThan(0.01);
        assertThat(product.interval(0.95).lower()).isGreaterThan(1);
    }

    @Test
    void ofThreeCustomersNothingIsFound() {
        SegmentRateChanges<String> changes = SegmentRateChanges.of(
                shares("tiny", 0, 3, "others", 500, 10_000), shares("tiny", 0, 3, "others", 1000, 10_000));
        assertThat(changes.found(BENJAMINI_HOCHBERG, 0.05)).isEmpty();
        assertThat(SegmentRateChanges.of(shares("all", 3, 3, "kept", 9, 9), shares("all", 3, 3, "kept", 9, 9))
                        .changes()
                        .get(0)
                        .logPValue())
                .isZero();
    }

    @Test
    void whatIsTooSmallOrThereOnceOnlyIsNotTried() {
        Map<String, Proportion> before = shares("a", 1, 10, "b", 5, 100, "gone", 1, 50, "c", 2, 60);
        Map<String, Proportion> after = shares("a", 1, 12, "b", 5, 100, "c", 2, 60, "new", 1, 50);
        assertThat(SegmentRateChanges.of(before, after).notTried()).containsExactly("gone", "new");
        SegmentRateChanges<String> large = SegmentRateChanges.of(before, after, 50);
        assertThat(large.notTried()).containsExactly("a", "gone", "new");
        assertThat(large).hasToString("changes of 2 segments, 3 not tried");
        assertThat(large.changes().get(0).effect().controlBefore().total()).isGreaterThan(100);
        assertThat(SegmentRateChanges.of(shares("a", 1, 10), shares("a", 1, 12)).notTried())
                .containsExactly("a");
        assertThatThrownBy(() -> SegmentRateChanges.of(Map.of(), after))
                .hasMessage("before must hold at least one segment");
        assertThatThrownBy(() -> SegmentRateChanges.of(before, after, 0)).hasMessage("least (0) must be at least 1");
    }

    /** By chance alone a change is found at 5 % about once in twenty, of small segments more rarely; with correction hardly. */
    @Test
    void chanceIsRarelyTakenForAChange() {
        SplittableRandom random = new SplittableRandom(15);
        int runs = 2000;
        int alone = 0;
        int found = 0;
        for (int run = 0; run < runs; run++) {
            Map<Integer, Proportion> before = new LinkedHashMap<>();
            Map<Integer, Proportion> after = new LinkedHashMap<>();
            for (int segment = 0; segment < 8; segment++) {
                int size = 5 << segment;
                before.put(segment, drawn(size, 0.1 + 0.02 * segment, random));
                after.put(segment, drawn(size, 1.3 * (0.1 + 0.02 * segment), random));
            }
            SegmentRateChanges<Integer> changes = SegmentRateChanges.of(before, after);
            alone += (int) changes.changes().stream()
                    .filter(change -> change.logPValue() <= Math.log(0.05))
                    .count();
            found += changes.found(BENJAMINI_HOCHBERG, 0.05).isEmpty() ? 0 : 1;
        }
        assertThat(alone / (8.0 * runs)).isBetween(0.025, 0.055);
        assertThat(found / (double) runs).isLessThan(0.06);
    }

    private static Proportion drawn(int size, double rate, SplittableRandom random) {
        long count = 0;
        for (int i = 0; i < size; i++) {
            count += random.nextDouble() < rate ? 1 : 0;
        }
        return Proportion.of(count, size);
    }

    @Test
    void theIntervalHoldsOneWhereThePValueSaysSo() {
        for (int k = 0; k <= 40; k++) {
            SegmentRateChanges.Change<String> change = new SegmentRateChanges.Change<>(
                    "any",
                    new ShareEffect(
                            Proportion.of(12, 40),
                            Proportion.of(k, 40),
                            Proportion.of(90, 300),
                            Proportion.of(100, 310)));
            assertThat(change.interval(0.9).contains(1)).isEqualTo(change.logPValue() > Math.log(0.1));
        }
    }
}
