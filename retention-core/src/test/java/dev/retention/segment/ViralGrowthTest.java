package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Proportion;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ViralGrowthTest {
    /** Computed by hand: 150/50, 150/200, 30/150; k = 0.75 · 0.2; 1/(1 − 0.15). */
    @Test
    void tellsKPerCustomerFromKPerInviter() {
        ViralGrowth growth = ViralGrowth.of(200, 50, 150, 30);
        assertThat(growth.invitationsPerInviter()).hasValue(3);
        assertThat(growth.invitationsPerCustomer()).isEqualTo(0.75);
        assertThat(growth.conversion()).contains(Proportion.of(30, 150));
        assertThat(growth.k()).isCloseTo(0.15, within(1e-15));
        assertThat(growth.kPerInviter().orElseThrow()).isCloseTo(0.6, within(1e-15));
        assertThat(growth.multiplier().orElseThrow()).isCloseTo(1.1764705882352942, within(1e-15));
        assertThat(growth.participation()).isEqualTo(Proportion.of(50, 200));
        assertThat(growth).hasToString("k 0.15 per customer (0.6 per inviter), multiplier 1.176");
    }

    @Test
    void hasNoMultiplierFromOneOn() {
        assertThat(ViralGrowth.multiplier(1)).isEmpty();
        assertThat(ViralGrowth.multiplier(1.5)).isEmpty();
        assertThat(ViralGrowth.multiplier(0)).hasValue(1);
        assertThat(ViralGrowth.of(10, 5, 20, 10).multiplier()).isEmpty();
        assertThat(ViralGrowth.of(10, 5, 20, 10)).hasToString("k 1 per customer (2 per inviter), no limit");
    }

    @Test
    void saysNothingOfInvitationsThatWereNotSent() {
        ViralGrowth growth = ViralGrowth.of(10, 0, 0, 0);
        assertThat(growth.conversion()).isEmpty();
        assertThat(growth.invitationsPerInviter()).isEmpty();
        assertThat(growth.kPerInviter()).isEmpty();
        assertThat(growth.k()).isZero();
        assertThat(growth.multiplier()).hasValue(1);
        assertThat(growth).hasToString("k 0 per customer, multiplier 1");
    }

    @Test
    void refusesCountsThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ViralGrowth.of(0, 0, 0, 0))
                .withMessageStartingWith("customers (0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ViralGrowth.of(10, 11, 20, 1))
                .withMessage("inviters (11) must be from 0 to customers (10)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ViralGrowth.of(10, 5, 4, 1))
                .withMessageStartingWith("invitations (4)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ViralGrowth.of(10, 0, 4, 1))
                .withMessageStartingWith("invitations (4)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ViralGrowth.of(10, 5, 9, 10))
                .withMessage("accepted (10) must be from 0 to invitations (9)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ViralGrowth.multiplier(Double.NaN))
                .withMessageStartingWith("k (NaN)");
    }

    @Property(tries = 300)
    void theMultiplierIsTheSumOfAllRounds(
            @ForAll @IntRange(min = 1, max = 50) int customers, @ForAll @IntRange(max = 40) int accepted) {
        if (accepted * 10 > customers * 9) {
            return;
        }
        ViralGrowth growth = ViralGrowth.of(customers, Math.min(1, accepted), accepted, accepted);
        double sum = 0;
        double round = 1;
        for (int i = 0; i < 1000; i++) {
            sum += round;
            round *= growth.k();
        }
        assertThat(growth.multiplier().orElseThrow()).isCloseTo(sum, within(1e-9));
        assertThat(ViralGrowth.multiplier(growth.k()).orElseThrow()).isCloseTo(sum, within(1e-9));
    }
}
