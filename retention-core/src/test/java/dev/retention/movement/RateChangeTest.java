package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Proportion;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateChangeTest {
    @Test
    void churnMayRiseThoughItFellInEveryGroup() {
        // monthly plan 20 % to 18 %, yearly plan 5 % to 4 %; the monthly plan grows from 20 % to 60 % of customers
        RateChange<String> change = RateChange.between(
                Map.of("monthly", Proportion.of(40, 200), "yearly", Proportion.of(40, 800)),
                Map.of("monthly", Proportion.of(108, 600), "yearly", Proportion.of(16, 400)));
        assertThat(change.change()).isCloseTo(0.124 - 0.08, within(1e-15));
        // −0.02 · 0.4 − 0.01 · 0.6 and 0.4 · 0.19 − 0.4 · 0.045
        assertThat(change.rateEffect()).isCloseTo(-0.014, within(1e-15));
        assertThat(change.mixEffect()).isCloseTo(0.058, within(1e-15));
        assertThat(change).hasToString("8.0 % to 12.4 %: +4.4 points, of which rates -1.4 and mix +5.8");
    }

    @Test
    void aGroupThatIsNewIsAllMix() {
        RateChange<String> change = RateChange.between(
                Map.of("old", Proportion.of(1, 10)), Map.of("old", Proportion.of(1, 10), "new", Proportion.of(5, 10)));
        assertThat(change.rateEffect()).isZero();
        assertThat(change.mixEffect()).isCloseTo(0.2, within(1e-15));
        assertThat(change.effects()).extracting(RateChange.Effect::group).containsExactly("old", "new");
        assertThat(change.before()).isEqualTo(Proportion.of(1, 10));
        assertThat(change.after()).isEqualTo(Proportion.of(6, 20));
    }

    @Test
    void refusesNoGroups() {
        assertThatThrownBy(() -> RateChange.between(Map.of(), Map.of("a", Proportion.of(1, 2))))
                .hasMessage("before must hold at least one group");
        assertThatThrownBy(() -> RateChange.between(Map.of("a", Proportion.of(1, 2)), Map.of()))
                .hasMessage("after must hold at least one group");
    }
}
