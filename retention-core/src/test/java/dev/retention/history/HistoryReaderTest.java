package dev.retention.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.internal.store.HistoryCursor;
import dev.retention.internal.store.LiveStore;
import dev.retention.testkit.EventLog;
import dev.retention.time.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryReaderTest {
    private static final LocalDate DAY = LocalDate.of(2024, 1, 5);
    private static final Currency EUR = Currency.getInstance("EUR");

    private static History first(HistoryStore<?> store) {
        return HistoryCursor.open(store, Timeline.monthly(DAY), List.of()).moveTo(0);
    }

    private static HistoryReader<BigDecimal, String> amounts() {
        return HistoryStore.<BigDecimal, String>ofDates(amount -> "a", amount -> DAY)
                .amounts(amount -> amount, EventLog.USD);
    }

    @Test
    void failuresOfTheSourceStopEvenALenientReader() {
        SQLException gone = new SQLTransientConnectionException("gone");
        HistoryReader<Integer, String> reader = HistoryStore.<Integer, String>ofDates(row -> "a", row -> {
                    if (row == 3) {
                        throw new IllegalStateException(gone);
                    }
                    if (row == 4) {
                        throw new UncheckedIOException(new IOException("cut"));
                    }
                    if (row == 1) {
                        throw new IllegalStateException("odd");
                    }
                    return DAY;
                })
                .lenient();
        assertThat(reader.from(List.of(0, 1, 2)).exclusions()).hasToString("1 excluded: 1 unreadable");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader.from(List.of(0, 1, 2, 3)))
                .withMessageStartingWith("row 4: unreadable (java.lang.IllegalStateException")
                .withRootCauseInstanceOf(gone.getClass());
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader.from(List.of(4)))
                .withRootCauseInstanceOf(IOException.class);
        Iterable<Integer> broken = () -> new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                if (next++ == 2) {
                    throw new NoSuchElementException("lost");
                }
                return 0;
            }
        };
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> reader.from(broken));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+20000000", "-1E+999999999", "1E-20000000", "9E-999999999", "1E+31"})
    @Timeout(10)
    void absurdExponentsCostNothing(String text) {
        BigDecimal absurd = new BigDecimal(text);
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> amounts().rounding(RoundingMode.HALF_UP).from(List.of(absurd)))
                .withMessage("row 1: amount out of range (" + absurd + " USD)");
        Event event = Event.on(DAY).worth(new BigDecimal("1E+31"));
        assertThat(event).hasToString("2024-01-05 1E+31");
        LiveStore<String> live = LiveStore.from(amounts().from(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.add(0, "a", event))
                .withMessageEndingWith("must have the decimals of USD and fit a long");
    }

    @Test
    @Timeout(10)
    void absurdDigitsCostNothing() {
        BigDecimal absurd = new BigDecimal(BigInteger.ONE.shiftLeft(20_000_000), 3);
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> amounts().from(List.of(absurd)))
                .withMessage("row 1: amount out of range (a number of 20000001 bits USD)");
        assertThat(amounts()
                        .from(List.of(new BigDecimal("0E+20000000"), new BigDecimal("0E-20000000")))
                        .events())
                .isEqualTo(2);
        assertThat(amounts().from(List.of(new BigDecimal("1E+16"))).events()).isEqualTo(1);
    }

    private record Row(
            @Nullable Number number,
            @Nullable BigDecimal fee,
            Currency currency,
            @Nullable LocalDate day) {}

    @Test
    void columnsAreReadAsAmountsAreAndNamed() {
        HistoryReader<Row, String> reader = HistoryStore.<Row, String>ofDates(row -> "a", row -> DAY)
                .amounts(row -> BigDecimal.ONE, EventLog.USD)
                .money("fee", Row::fee)
                .number("number", Row::number)
                .day("day", Row::day)
                .rounding(RoundingMode.HALF_UP)
                .currencies(
                        Row::currency,
                        (row, amount, from) -> from.equals(EUR)
                                ? Optional.of(amount.multiply(new BigDecimal("1.1")))
                                : Optional.empty());
        BigDecimal two = new BigDecimal("2.04");
        assertThat(first(reader.from(List.of(new Row((byte) 3, two, EUR, null)))))
                .hasToString("2024-01-05 110 fee=224 number=3");
        assertThat(first(reader.from(List.of(new Row(BigInteger.TEN, null, EUR, DAY)))))
                .hasToString("2024-01-05 110 day=2024-01-05 number=10");
        List<Row> odd = List.of(
                new Row(1.5, null, EUR, null),
                new Row(BigInteger.ONE.shiftLeft(63), null, EUR, null),
                new Row(1L, new BigDecimal("1E+40"), EUR, null),
                new Row((short) 1, null, EUR, LocalDate.of(10_000, 1, 1)));
        assertThat(reader.lenient().from(odd).exclusions().examples().stream().map(Exclusions.Row::toString))
                .containsExactly(
                        "row 1: unreadable (java.lang.IllegalArgumentException: number (1.5) must be a whole number"
                                + " that fits a long, as Byte, Short, Integer, Long or BigInteger, not this Double)",
                        "row 2: unreadable (java.lang.IllegalArgumentException: number (9223372036854775808) must be"
                                + " a whole number that fits a long, as Byte, Short, Integer, Long or BigInteger, not this"
                                + " BigInteger)",
                        "row 3: amount out of range (fee 1.1E+40 USD)",
                        "row 4: time out of range (day +10000-01-01)");
    }

    @Test
    void repeatsAreToldApartByColumns() {
        HistoryReader<Row, String> reader = HistoryStore.<Row, String>ofDates(row -> "a", row -> DAY)
                .number("number", Row::number)
                .distinctBy(row -> "same");
        Row one = new Row(1, null, EUR, null);
        Row none = new Row(null, null, EUR, null);
        assertThat(reader.from(List.of(one, one)).exclusions()).hasToString("1 excluded: 1 repeated");
        assertThatExceptionOfType(InvalidRowException.class).isThrownBy(() -> reader.from(List.of(one, none)));
        assertThat(first(reader.lenient().from(List.of(one, none)))).hasToString("2024-01-05");
        assertThat(first(reader.lenient().from(List.of(none, one)))).hasToString("2024-01-05");
    }

    @Test
    void columnsHaveNamesOfTheirOwn() {
        HistoryReader<Row, String> reader =
                HistoryStore.<Row, String>ofDates(row -> "a", row -> DAY).day("day", Row::day);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.number("day", Row::number))
                .withMessage("name (day) must not be the name of another column");
        assertThatIllegalArgumentException().isThrownBy(() -> reader.day("", Row::day));
        assertThatIllegalStateException()
                .isThrownBy(() -> reader.money("fee", Row::fee))
                .withMessage("call amounts(…) first");
        LongHistoryBuilder builder = LongHistoryBuilder.ofDays().text("plan").day("end");
        assertThatIllegalStateException()
                .isThrownBy(() -> builder.with("plan", "gold"))
                .withMessage("add an event before its values");
        assertThatIllegalStateException().isThrownBy(() -> builder.money("fee"));
        builder.add(1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.with("plan", 3))
                .withMessage("column (plan) holds texts, not numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.with("end", "x"))
                .withMessage("column (end) holds days, not texts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.with("end", 1L << 40))
                .withMessage("end (1099511627776) must be a day in the years 1 to 9999");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.with("ende", 1))
                .withMessage("column (ende) must be one of [end, plan]");
        assertThatIllegalStateException().isThrownBy(() -> builder.text("late"));
    }
}
