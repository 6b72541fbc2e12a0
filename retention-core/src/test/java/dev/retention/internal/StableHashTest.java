package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Hashes that no later version may change, for they say who is in which arm. */
class StableHashTest {
    @Test
    void hashesStayWhatTheyAre() {
        assertThat(StableHash.of(17L)).isEqualTo(17).isEqualTo(StableHash.of(17));
        assertThat(StableHash.of("customer 17"))
                .isEqualTo(2530996425150273962L)
                .isEqualTo(StableHash.of(new StringBuilder("customer 17")));
        assertThat(StableHash.of(new UUID(1, 2))).isEqualTo(-7995527694508729149L);
        assertThat(StableHash.of("")).isZero();
    }

    /** The numbers that a generator of the platform gives, which steps in the same way. */
    @Test
    void mixesAsSplitMixDoes() {
        SplittableRandom random = new SplittableRandom(0);
        for (int step = 0; step < 5; step++) {
            assertThat(StableHash.mixed(step * 0x9E3779B97F4A7C15L)).isEqualTo(random.nextLong());
        }
    }

    @Test
    void isOfTheTypesThatArePromisedAlone() {
        assertThat(StableHash.isOf(1L) && StableHash.isOf(1) && StableHash.isOf("1") && StableHash.isOf(new UUID(0, 1)))
                .isTrue();
        assertThat(StableHash.isOf(BigDecimal.ONE) || StableHash.isOf(1.0) || StableHash.isOf((short) 1))
                .isFalse();
    }
}
