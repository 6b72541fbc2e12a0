package dev.retention.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class EventBufferTest {
    @Test
    void thereIsAMostOfEvents() {
        assertThat(EventBuffer.grown(1 << 10)).isEqualTo(1 << 11);
        int most = EventBuffer.grown(1 << 30);
        assertThat(most).isEqualTo(Integer.MAX_VALUE - 8);
        assertThatIllegalStateException()
                .isThrownBy(() -> EventBuffer.grown(most))
                .withMessage("a store holds at most 2147483639 events");
    }
}
