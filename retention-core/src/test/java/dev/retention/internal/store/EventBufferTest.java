package dev.retention.internal.store;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class EventBufferTest {
    @Test
    void thereIsAMostOfEvents() {
        EventBuffer.checkRoom(0);
        EventBuffer.checkRoom((1 << 22) - 2);
        assertThatIllegalStateException()
                .isThrownBy(() -> EventBuffer.checkRoom((1 << 22) - 1))
                .withMessage("a store holds at most 2147483639 events");
    }
}
