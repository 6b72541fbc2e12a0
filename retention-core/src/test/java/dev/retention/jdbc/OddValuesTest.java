package dev.retention.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that have a type of the database's own, or that java.time has not. */
class OddValuesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    static List<Object> infinite() {
        return List.of(
                LocalDate.MIN,
                LocalDate.MAX,
                LocalDateTime.MIN,
                LocalDateTime.MAX,
                OffsetDateTime.MIN,
                OffsetDateTime.MAX);
    }

    @ParameterizedTest
    @MethodSource("infinite")
    void whatIsInfiniteIsAFaultOfItsRow(Object value) {
        JdbcValue at = new JdbcValue("at", value);
        for (Runnable each : List.<Runnable>of(() -> at.day(null), () -> at.day(BERLIN), () -> at.text())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(each::run)
                    .withMessageStartingWith("column (at) must be finite, not this: ");
        }
    }

    @Test
    void whatJavaTimeHasNotIsAFaultOfItsRow() {
        Object last = Instant.MAX;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JdbcValue("at", last).day(BERLIN))
                .withMessageStartingWith(
                        "column (at) must be a time whose day java.time has, not this: +1000000000-12-31");
    }

    @Test
    void clockTimesAreTextsAndArraysAreNone() throws SQLException {
        try (Database database = new Database()) {
            String sql = "select time '10:15:30' as t, time with time zone '10:15:30+02:00' as z, array[1, 2] as a";
            JdbcRow row = JdbcQuery.of(database.source(), sql)
                    .read(rows -> rows.iterator().next());
            assertThat(row.text("t")).isEqualTo("10:15:30");
            assertThat(row.text("z")).isEqualTo("10:15:30+02:00");
            assertThatIllegalArgumentException().isThrownBy(() -> row.text("a"));
            for (String each : List.of("t", "z", "a")) {
                assertThatIllegalArgumentException().isThrownBy(() -> row.day(each, BERLIN));
                assertThatIllegalArgumentException().isThrownBy(() -> row.instant(each, BERLIN));
            }
        }
    }

    @Test
    void whatADriverCannotGiveAsItsTypeIsItsText() throws SQLException {
        try (Database database = new Database()) {
            SQLException bad = new SQLException("Bad value for type double : 1,234.00", "22003");
            Wiretap tap = new Wiretap(database.source()).failing("ResultSet.getObject[1]", 1, bad);
            JdbcRow row = JdbcQuery.of(tap.source(), "select '$1,234.00' as m, 7 as x")
                    .read(rows -> rows.iterator().next());
            assertThat(row.whole("x")).isEqualTo(7);
            assertThat(row.text("m")).isEqualTo("$1,234.00");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> row.decimal("m"))
                    .withMessage("column (M) must be a number, not this: $1,234.00");
        }
    }

    @Test
    void aDriverThatCannotGiveTheTextEitherIsHeard() throws SQLException {
        try (Database database = new Database()) {
            SQLException bad = new SQLException("bad", "22003");
            SQLException lost = new SQLException("lost", "08006");
            Wiretap tap = new Wiretap(database.source())
                    .failing("ResultSet.getObject", 1, bad)
                    .failing("ResultSet.getString", 1, lost);
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> JdbcQuery.of(tap.source(), "select 1")
                            .read(rows -> rows.iterator().next()))
                    .isSameAs(lost);
        }
    }
}
