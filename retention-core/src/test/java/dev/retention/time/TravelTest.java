package dev.retention.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Grains, periods and timelines written by one machine and read by another. */
class TravelTest {
    private static final Grain FORTNIGHTS = Grain.ofDays(14, LocalDate.of(2024, 1, 10));
    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2024, 6, 30));

    static Stream<Object> travellers() {
        return Stream.of(
                Grain.weekStarting(DayOfWeek.SUNDAY),
                Grain.weekStarting(DayOfWeek.THURSDAY),
                FORTNIGHTS,
                Grain.QUARTER.parse("2024-Q3"),
                FORTNIGHTS.periodOf(LocalDate.of(1969, 12, 31)),
                MONTHS,
                MONTHS.from(LocalDate.of(2023, 1, 1)).inZone(ZoneId.of("Europe/Berlin")),
                Timeline.completeBefore(Grain.HOUR, LocalDateTime.of(2024, 6, 30, 13, 30)),
                AgeClock.ANNIVERSARY,
                CellState.PARTIAL);
    }

    @ParameterizedTest
    @MethodSource("travellers")
    void comesBackEqual(Object traveller) throws IOException, ClassNotFoundException {
        assertThat(read(written(traveller)))
                .isEqualTo(traveller)
                .hasSameHashCodeAs(traveller)
                .hasToString(traveller.toString());
    }

    @Test
    void constantsStayTheOnesTheyAre() throws IOException, ClassNotFoundException {
        for (Grain constant : List.of(Grain.HOUR, Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.YEAR)) {
            assertThat(read(written(constant))).isSameAs(constant);
        }
        assertThat(((Period) read(written(Grain.YEAR.parse("2024")))).grain()).isSameAs(Grain.YEAR);
    }

    @Test
    void bytesFromStrangersAreCheckedAsArgumentsAre() throws IOException {
        // 14 days that begin on the sixth day after the epoch become 14 days that begin on the 14th.
        byte[] phase = written(FORTNIGHTS);
        assertThatThrownBy(() -> read(replaced(phase, bytes(14, phase(FORTNIGHTS)), bytes(14, 14))))
                .isInstanceOf(InvalidObjectException.class)
                .hasMessageContaining("not of 14 DAYS");
        assertThatThrownBy(() -> read(replaced(phase, bytes(14, phase(FORTNIGHTS)), bytes(0, 0))))
                .isInstanceOf(InvalidObjectException.class);
        // A first period after the end of the data.
        Period january = Grain.MONTH.parse("2023-01");
        byte[] timeline = written(MONTHS.from(january));
        assertThatThrownBy(() -> read(replaced(timeline, bytes(january.number()), bytes(january.number() + 1200))))
                .hasStackTraceContaining("must start before the end of the data");
        byte[] period = written(january);
        assertThatThrownBy(() -> read(replaced(period, bytes(january.number()), bytes(Integer.MAX_VALUE))))
                .hasStackTraceContaining("number (2147483647) must be within");
    }

    @Test
    void theEndsOfTimeAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MONTHS.from(LocalDate.MIN))
                .withMessageStartingWith("day (");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grain.ofDays(2, LocalDate.MAX))
                .withMessageStartingWith("aFirstDay (");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MONTHS.asOf(LocalDate.MAX))
                .withMessageStartingWith("asOf (");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgeClock.ANNIVERSARY.beginOfAge(
                        Grain.YEAR, LocalDateTime.of(2024, 1, 1, 0, 0), Integer.MAX_VALUE))
                .withMessageStartingWith("age (2147483647) in units of YEAR after 2024-01-01T00:00 must");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgeClock.CALENDAR.state(Grain.MONTH.parse("2024-01"), Integer.MAX_VALUE, MONTHS))
                .withMessage("age (2147483647) must have an end");
        Timeline last = Timeline.monthly(LocalDate.of(999_999, 12, 31));
        assertThat(last.last().endExclusive()).isEqualTo(last.completeBefore());
        assertThat(Timeline.completeBefore(Grain.MONTH, last.completeBefore())).isEqualTo(last);
        for (LocalDateTime beyond : List.of(LocalDateTime.MIN, LocalDateTime.MAX)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Timeline.completeBefore(Grain.MONTH, beyond))
                    .withMessageStartingWith("endExclusive (");
        }
    }

    private static int phase(Grain grain) {
        return (int) Math.floorMod(LocalDate.of(2024, 1, 10).toEpochDay(), (long) grain.length());
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[4 * values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (values[i / 4] >>> (24 - 8 * (i % 4)));
        }
        return bytes;
    }

    /** The bytes with a run of them replaced where it comes last. */
    private static byte[] replaced(byte[] bytes, byte[] old, byte[] now) {
        for (int at = bytes.length - old.length; at >= 0; at--) {
            if (java.util.Arrays.equals(bytes, at, at + old.length, old, 0, old.length)) {
                byte[] changed = bytes.clone();
                System.arraycopy(now, 0, changed, at, now.length);
                return changed;
            }
        }
        throw new AssertionError("the bytes do not hold what is to be replaced");
    }

    private static byte[] written(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }
}
