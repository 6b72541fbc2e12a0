package dev.retention.examples.report.csv;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneStatementTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "select 1",
                "select 1;",
                "select 1 ; \n ;",
                "select 1; -- that is all",
                "select 1; /* that is ; all */ ",
                "select 1; /* not closed",
                "select ';' || 'it''s; so' as x",
                "select x as \"a;b\", y as `c;d` from t",
                "select 1 -- one; two\n + 2",
                "select 1 /* one; \n two */ + 2",
                "select 'no -- comment', 'nor /* this' from t"
            })
    void oneStatementIsTaken(String sql) {
        assertThatCode(() -> OneStatement.check("--query", sql)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1; delete from t",
                "select 1;delete from t",
                "select 1; /* and */ delete from t",
                "select 'it''s' ; -- and\ndelete from t",
                "select '--' ; delete from t",
                "select \"/*\" ; delete from t -- */",
                ";;delete from t"
            })
    void severalAreRefused(String sql) {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> OneStatement.check("--query", sql))
                .withMessageStartingWith(
                        "--query must be one statement, and after its ; there is more: \"delete from t");
    }

    @Test
    void longTextsAreScanned() {
        String sql = "select '" + "x".repeat(1_000_000) + "' /* " + "y".repeat(1_000_000) + " */;";
        assertThatCode(() -> OneStatement.check("--query", sql)).doesNotThrowAnyException();
    }
}
