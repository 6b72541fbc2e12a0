package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.rule.Group;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ParetoTest {
    private static Pareto ofCounts(long price, long support, long moved, long unknown) {
        return Pareto.ofCounts(Map.of(
                Group.of("price"),
                price,
                Group.of("support"),
                support,
                Group.of("moved"),
                moved,
                Group.MISSING,
                unknown));
    }

    @Test
    void theLargestComesFirstWithWhatTheyMakeTogether() {
        Pareto reasons = ofCounts(12, 5, 3, 20);
        assertThat(reasons.rows())
                .extracting(Pareto.Row::group)
                .containsExactly(Group.of("price"), Group.of("support"), Group.of("moved"));
        assertThat(reasons.rows().get(0).share()).hasValue(0.6);
        assertThat(reasons.rows().get(1).share()).hasValue(0.25);
        assertThat(reasons.rows().get(1).cumulated()).hasValue(0.85);
        assertThat(reasons.rows().get(2).cumulated()).hasValue(1);
        assertThat(reasons.known()).hasValue(0.5);
        assertThat(reasons.missing()).isEqualByComparingTo("20");
        assertThat(reasons.until(0.6)).hasSize(1);
        assertThat(reasons.until(0.8)).hasSize(2);
        assertThat(reasons.until(1)).hasSize(3);
        assertThat(reasons.until(0)).isEmpty();
        assertThat(reasons).hasToString("[price 12, support 5, moved 3], not known 20");
    }

    @Test
    void theShareToBeReachedIsTheDecimalThatIsWritten() {
        for (int percent = 1; percent < 100; percent++) {
            BigDecimal first = BigDecimal.valueOf(7L * percent, 2);
            BigDecimal rest = BigDecimal.valueOf(7L * (100 - percent), 2);
            Pareto halves = Pareto.ofAmounts(Map.of(Group.of("a"), first.max(rest), Group.of("b"), first.min(rest)));
            assertThat(halves.until(Math.max(percent, 100 - percent) / 100.0)).hasSize(1);
        }
    }

    @Test
    void equalAmountsComeByName() {
        assertThat(ofCounts(2, 2, 2, 0)).hasToString("[moved 2, price 2, support 2]");
        assertThat(ofCounts(0, 1, 0, 0)).hasToString("[support 1]");
    }

    @Test
    void whereThereIsNothingThereAreNoShares() {
        assertThat(Pareto.ofCounts(Map.of()).known()).isEmpty();
        assertThat(Pareto.ofCounts(Map.of(Group.MISSING, 3L)).known()).hasValue(0);
        assertThat(Pareto.ofCounts(Map.of()).until(0.5)).isEmpty();
        Pareto refunds = Pareto.ofAmounts(Map.of(
                Group.of("a"), BigDecimal.TEN, Group.of("b"), new BigDecimal("-2"), Group.MISSING, BigDecimal.ONE));
        assertThat(refunds.rows()).allSatisfy(row -> assertThat(row.share()).isEmpty());
        assertThat(refunds.known()).isEmpty();
        assertThat(refunds.until(0.5)).isEmpty();
        assertThat(refunds).hasToString("[a 10, b -2], not known 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ofCounts(1, -1, 0, 0))
                .withMessageContaining("count of support");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ofCounts(1, 1, 1, 1).until(1.1));
    }

    @Test
    void sharesAreExactWhereverAmountsLie() {
        Pareto large = Pareto.ofAmounts(Map.of(
                Group.of("a"),
                new BigDecimal("1.7e308"),
                Group.of("b"),
                new BigDecimal("1.7e308"),
                Group.MISSING,
                new BigDecimal("1.7e308")));
        assertThat(large.rows()).extracting(Pareto.Row::share).containsOnly(OptionalDouble.of(0.5));
        assertThat(large.rows().get(1).cumulated()).hasValue(1);
        assertThat(large.known()).hasValue(2 / 3.0);
        Pareto small = Pareto.ofAmounts(
                Map.of(Group.of("a"), new BigDecimal("3e-400"), Group.of("b"), new BigDecimal("1e-400")));
        assertThat(small.rows().get(0).share()).hasValue(0.75);
        assertThat(small.known()).hasValue(1);
    }

    @Property(tries = 200)
    void sharesAddUpAndFallAndTheFewestAreFewest(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 50) Integer> counts,
            @ForAll @IntRange(max = 100) int percent) {
        Map<Group, Long> all = new HashMap<>();
        for (int i = 0; i < counts.size(); i++) {
            all.put(Group.of("r" + i), (long) counts.get(i));
        }
        long sum = counts.stream().mapToLong(Integer::longValue).sum();
        Pareto pareto = Pareto.ofCounts(all);
        double before = 0;
        double largest = 1;
        for (Pareto.Row row : pareto.rows()) {
            assertThat(row.share().orElseThrow()).isEqualTo((double) all.get(row.group()) / sum);
            assertThat(row.share().orElseThrow()).isLessThanOrEqualTo(largest);
            assertThat(row.cumulated().orElseThrow())
                    .isCloseTo(before + row.share().orElseThrow(), within(1e-12));
            before = row.cumulated().orElseThrow();
            largest = row.share().orElseThrow();
        }
        assertThat(before).isEqualTo(sum == 0 ? 0.0 : 1.0);
        List<Pareto.Row> few = pareto.until(percent / 100.0);
        if (!few.isEmpty()) {
            assertThat(few.get(few.size() - 1).cumulated().orElseThrow()).isGreaterThanOrEqualTo(percent / 100.0);
            assertThat(few.size() == 1 ? 0 : few.get(few.size() - 2).cumulated().orElseThrow())
                    .isLessThan(percent / 100.0);
        }
    }
}
