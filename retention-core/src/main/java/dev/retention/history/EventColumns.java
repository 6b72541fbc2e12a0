package dev.retention.history;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The columns of events: civil days or instants, and optional amounts and codes. */
final class EventColumns {
    final int @Nullable [] days;
    final long @Nullable [] micros;
    final long @Nullable [] amounts;
    final int @Nullable [] codes;

    /** Exactly one of {@code days} and {@code micros} is there. */
    EventColumns(int @Nullable [] days, long @Nullable [] micros, long @Nullable [] amounts, int @Nullable [] codes) {
        this.days = days;
        this.micros = micros;
        this.amounts = amounts;
        this.codes = codes;
    }

    /** Epoch day or microsecond of an event. */
    long time(int event) {
        return days != null ? days[event] : micros != null ? micros[event] : 0;
    }

    long amount(int event) {
        return amounts == null ? 0 : amounts[event];
    }

    int code(int event) {
        return codes == null ? 0 : codes[event];
    }

    int capacity() {
        return days != null ? days.length : micros != null ? micros.length : 0;
    }

    EventColumns copyOf(int length) {
        return new EventColumns(
                days == null ? null : Arrays.copyOf(days, length),
                micros == null ? null : Arrays.copyOf(micros, length),
                amounts == null ? null : Arrays.copyOf(amounts, length),
                codes == null ? null : Arrays.copyOf(codes, length));
    }
}
