package dev.retention.examples.report.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeLeftTest {
    private long now = 5_000_000_000L;

    @Test
    void goesOnAsItWent() {
        TimeLeft clock = new TimeLeft(() -> now);
        now += 3_000_000_000L;
        assertThat(clock.seconds()).isEqualTo(3);
        assertThat(clock.after(25, 100)).isEqualTo("25 %, 9 s left");
        assertThat(clock.after(200, 100)).isEqualTo("100 %, 0 s left");
        assertThat(clock.after(25, 0)).isEmpty();
        assertThat(clock.after(0, 100)).isEmpty();
    }
}
