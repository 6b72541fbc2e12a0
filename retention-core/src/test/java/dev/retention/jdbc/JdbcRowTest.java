package dev.retention.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.history.ExclusionReason;
import dev.retention.history.HistoryStore;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcRowTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static Database database;

    @BeforeAll
    static void open() throws SQLException {
        database = new Database();
    }

    @AfterAll
    static void close() throws SQLException {
        database.close();
    }

    /** What a value of SQL is, asked for by name and by number. */
    private static <V> @Nullable V of(
            String value, Function<JdbcRow, @Nullable V> byName, Function<JdbcRow, @Nullable V> byNumber) {
        try {
            JdbcRow row = JdbcQuery.of(database.source(), "select " + value + " as c")
                    .read(rows -> rows.iterator().next());
            V named = byName.apply(row);
            assertThat(byNumber.apply(row)).isEqualTo(named);
            return named;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static @Nullable Long whole(String value) {
        return of(value, row -> row.whole("c"), row -> row.whole(1));
    }

    private static @Nullable BigDecimal decimal(String value) {
        return of(value, row -> row.decimal("c"), row -> row.decimal(1));
    }

    private static @Nullable String text(String value) {
        return of(value, row -> row.text("c"), row -> row.text(1));
    }

    private static @Nullable Instant instant(String value) {
        return of(value, row -> row.instant("c"), row -> row.instant(1));
    }

    private static @Nullable Instant instantIn(String value, ZoneId zone) {
        return of(value, row -> row.instant("c", zone), row -> row.instant(1, zone));
    }

    private static @Nullable LocalDate day(String value) {
        return of(value, row -> row.day("c"), row -> row.day(1));
    }

    private static @Nullable LocalDate dayIn(String value, ZoneId zone) {
        return of(value, row -> row.day("c", zone), row -> row.day(1, zone));
    }

    private static @Nullable Currency currency(String value) {
        return of(value, row -> row.currency("c"), row -> row.currency(1));
    }

    @Test
    void nullIsNull() {
        assertThat(whole("cast(null as bigint)")).isNull();
        assertThat(decimal("null")).isNull();
        assertThat(text("null")).isNull();
        assertThat(instant("cast(null as timestamp)")).isNull();
        assertThat(instantIn("null", BERLIN)).isNull();
        assertThat(day("cast(null as date)")).isNull();
        assertThat(dayIn("null", BERLIN)).isNull();
        assertThat(currency("null")).isNull();
        assertThat(JdbcRowTest.<UUID>of("null", row -> row.value("c", UUID.class), row -> row.value(1, UUID.class)))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cast(7 as tinyint) | 7",
                "cast(7 as smallint) | 7",
                "7 | 7",
                "9223372036854775807 | 9223372036854775807",
                "cast(12.00 as numeric(10, 2)) | 12",
                "cast(-9223372036854775808 as numeric(30)) | -9223372036854775808",
                "cast(9007199254740992 as double precision) | 9007199254740992",
                "' 42 ' | 42",
                "cast(1E3 as decfloat) | 1000"
            })
    void wholeNumbersAreExact(String value, long whole) {
        assertThat(whole(value)).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1.5 | 1.5, a BigDecimal",
                "cast(9223372036854775808 as numeric(30)) | 9223372036854775808, a BigDecimal",
                "cast(9007199254740994 as double precision) | 9.007199254740994E15, a Double",
                "cast('NaN' as double precision) | NaN, a Double",
                "cast(0.5 as real) | 0.5, a Float",
                "cast('1E+999999' as decfloat) | 1E+999999, a BigDecimal",
                "'seven' | seven",
                "true | true, a Boolean",
                "date '2026-01-31' | 2026-01-31, a LocalDate"
            })
    void whatIsNoWholeNumberIsRefusedWithColumnValueAndType(String value, String shown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> whole(value))
                .withMessage("column (C) must be a whole number that fits a long, not this: " + shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "12.340 | 12.340",
                "7 | 7",
                "cast(12.34 as double precision) | 12.34",
                "cast(12.34 as real) | 12.34",
                "cast(0.1 as double precision) + cast(0.2 as double precision) | 0.30000000000000004",
                "'-12.34' | -12.34",
                "cast(1E3 as decfloat) | 1E+3"
            })
    void decimalsAreExactAndBinaryOnesTheShortest(String value, BigDecimal decimal) {
        assertThat(decimal(value)).isEqualTo(decimal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'12,34'", "''", "cast('Infinity' as double precision)", "true", "x'00'"})
    void whatIsNoNumberIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decimal(value))
                .withMessageStartingWith("column (C) must be a number, not this: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Ann' | Ann",
                "cast('long' as clob) | long",
                "cast(1E3 as decfloat) | 1000",
                "cast('1E+999999' as decfloat) | 1E+999999",
                "5.00 | 5.00",
                "cast(2 as double precision) | 2.0",
                "true | true",
                "date '2026-01-31' | 2026-01-31",
                "cast('00000000-0000-0000-0000-000000000001' as uuid) | 00000000-0000-0000-0000-000000000001"
            })
    void textsAreOfWhatHasOne(String value, String text) {
        assertThat(text(value)).isEqualTo(text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> text("x'0102'"))
                .withMessage("column (C) must be a text, not this: 2 bytes, a byte[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timestamp with time zone '2026-01-31 23:30:00.123456+00:00'",
                "timestamp with time zone '2026-02-01 05:15:00.123456+05:45'",
                "'2026-01-31T23:30:00.123456Z'",
                "'2026-01-31 23:30:00.123456+00'",
                "'2026-02-01 05:15:00.123456+05:45'"
            })
    void timesWithAnOffsetAreInstantsInAnyZone(String value) {
        Instant at = Instant.parse("2026-01-31T23:30:00.123456Z");
        assertThat(instant(value)).isEqualTo(at);
        assertThat(instantIn(value, BERLIN)).isEqualTo(at);
        assertThat(dayIn(value, BERLIN)).isEqualTo("2026-02-01");
        assertThat(dayIn(value, ZoneOffset.UTC)).isEqualTo("2026-01-31");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> day(value))
                .withMessageContaining("must be a date, or be asked for with the zone whose day it is, not this: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2026-01-31 23:30:00 | 2026-01-31T22:30:00Z | an hour as any",
                "2026-03-29 02:30:00 | 2026-03-29T01:30:00Z | left out: 03:30 of summer time",
                "2026-10-25 02:30:00 | 2026-10-25T00:30:00Z | twice: the earlier one"
            })
    void timesWithoutAnOffsetAreOfAZoneAsJavaTimeTakesThem(String local, Instant at, String which) {
        for (String value : new String[] {"timestamp '" + local + "'", "'" + local + "'"}) {
            assertThat(instantIn(value, BERLIN)).as(which).isEqualTo(at);
            assertThat(day(value)).isEqualTo(local.substring(0, 10));
            assertThat(dayIn(value, BERLIN)).isEqualTo(local.substring(0, 10));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> instant(value))
                    .withMessageContaining("must be a time with an offset, or be asked for with its zone, not this: ");
        }
    }

    @Test
    void daysAreDatesAndNoInstants() {
        assertThat(day("date '2026-01-31'")).isEqualTo("2026-01-31");
        assertThat(day("'2026-01-31'")).isEqualTo("2026-01-31");
        assertThatIllegalArgumentException().isThrownBy(() -> instantIn("date '2026-01-31'", BERLIN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1767225600",
                "'2026-02-30'",
                "'2026-1-1'",
                "'31.01.2026'",
                "'2026-01-31+01:00'",
                "'2026-01-31 24:00:00'",
                "'yesterday'",
                "''"
            })
    void whatIsNoTimeIsRefused(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> day(value)).withMessageContaining("must be a date");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> instantIn(value, BERLIN))
                .withMessageContaining("must be a time");
    }

    @Test
    void currenciesAndOtherTypes() {
        assertThat(currency("cast('EUR' as char(5))")).isEqualTo(Currency.getInstance("EUR"));
        for (String wrong : new String[] {"'Euro'", "978"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> currency(wrong))
                    .withMessageContaining("column (C) must be a code of ISO 4217, not this: ");
        }
        UUID key = new UUID(0, 1);
        assertThat(JdbcRowTest.<UUID>of(
                        "cast('" + key + "' as uuid)",
                        row -> row.value("c", UUID.class),
                        row -> row.value(1, UUID.class)))
                .isEqualTo(key);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("1", row -> row.value("c", UUID.class), row -> null))
                .withMessage("column (C) must be a UUID, not this: 1, a Integer");
    }

    @Test
    void aColumnMayHaveValuesThatAreOddInSomeRows() throws SQLException {
        String rows =
                "select * from (values ('1', '2026-01-01'), ('two', '2026-01-02'), ('3', '2026-13-03')) as t(id, d)";
        HistoryStore<Long> read = JdbcQuery.of(database.source(), rows)
                .read(HistoryStore.ofDates((JdbcRow row) -> row.whole("id"), (JdbcRow row) -> row.day("d"))
                        .lenient()::from);
        assertThat(read.exclusions().count(ExclusionReason.UNREADABLE)).isEqualTo(2);
        assertThat(read.exclusions().examples().get(0))
                .hasToString("row 2: unreadable (column (ID) must be a whole number that fits a long, not this: two)");
        assertThat(read.customers()).isEqualTo(1);
    }
}
