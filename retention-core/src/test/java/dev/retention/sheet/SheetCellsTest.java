package dev.retention.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.sheet.Sheet.Kind;
import dev.retention.time.CellState;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SheetCellsTest {
    private record Cell(String row, String side, long n) {}

    private static Sheet sheet(Kind kind, Object... values) {
        return Sheet.of("Values", List.of(values))
                .column("v", kind, each -> each)
                .build();
    }

    private static Sheet matrix(Cell... cells) {
        return Sheet.of("Cells", List.of(cells))
                .column("row", Kind.LABEL, Cell::row)
                .column("side", Kind.LABEL, Cell::side)
                .column("n", Kind.COUNT, Cell::n)
                .state(each -> CellState.OBSERVED)
                .across("side", "n")
                .build();
    }

    @Test
    void numbersKeepTheirDigits() {
        Sheet sheet = sheet(
                Kind.NUMBER,
                9007199254740993L,
                new BigDecimal("12345678901234567.89"),
                new BigInteger("18446744073709551617"),
                new AtomicLong(9007199254740993L),
                7,
                0.1f,
                0.25,
                new BigDecimal("1E+400"));
        String digits = "9007199254740993 12345678901234567.89 18446744073709551617 9007199254740993 7 0.1 0.25 1E+400";
        assertThat(sheet.toCsv()).isEqualTo("v\r\n" + digits.replace(" ", "\r\n") + "\r\n");
        assertThat(sheet.toText().lines().skip(2).map(String::strip)).containsExactly(digits.split(" "));
        for (String each : digits.split(" ")) {
            assertThat(sheet.toJson()).contains("{\"v\": " + each + "}");
        }
    }

    @Test
    void textHasTheWholePartAndNoInfinityThatIsNone() {
        assertThat(sheet(Kind.NUMBER, 123456789.123, -1234567.5, 0.123456789).toText())
                .isEqualTo("Values\n        v\n123456789\n -1234568\n 0.123457\n");
        assertThat(sheet(Kind.SHARE, Double.MAX_VALUE, Double.POSITIVE_INFINITY, 1e14)
                        .toText())
                .isEqualTo("Values\n             v\n1.79769E+310 %\n    Infinity %\n       1E+16 %\n");
    }

    @Test
    void wideSignsTakeTwoPlaces() {
        Sheet sheet = Sheet.of("Names", List.of("東京", "ab", "한국어", "ｱ", "Ａ", "\ud83d\ude00"))
                .column("name", Kind.LABEL, each -> each)
                .column("n", Kind.COUNT, each -> 1)
                .build();
        assertThat(sheet.toText())
                .isEqualTo("Names\nname    n\n東京    1\nab      1\n한국어  1\nｱ       1\nＡ      1\n\ud83d\ude00      1\n");
    }

    @Test
    void cellsOfTwoRowsAreAList() {
        assertThat(matrix(new Cell("a", "x", 1), new Cell("a", "y", 2)).toText())
                .isEqualTo("Cells\nrow   x   y\na    1   2\n");
        assertThat(matrix(new Cell("a", "x", 1), new Cell("a", "x", 2)).toText())
                .isEqualTo("Cells\nrow  side  n  state\na    x     1  observed\na    x     2  observed\n");
    }

    @Test
    void headsThatLookAlikeAreLinesOfTheirOwn() {
        assertThat(matrix(new Cell("a\nb", "x", 1), new Cell("a\\u000ab", "x", 2))
                        .toText())
                .isEqualTo("Cells\nrow        x\na\\u000ab  1\na\\u000ab  2\n");
    }

    @Test
    void quotesWhatSomeReadersSplitOrCutOff() {
        assertThat(sheet(Kind.LABEL, "a;b", "a\tb", " a", "a ", "a\u00a0", "a b")
                        .toCsv())
                .isEqualTo("v\r\n\"a;b\"\r\n\"a\tb\"\r\n\" a\"\r\n\"a \"\r\n\"a\u00a0\"\r\na b\r\n");
    }

    @Test
    void guardsFormulasBehindWhatIsNotSeen() {
        for (String unseen : List.of("", " ", "\u00a0", "\ufeff", "\u200b", "\u3000", "\u0000", "\t", "\u202e  ")) {
            for (String sign : List.of("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠")) {
                String text = unseen + sign + "1";
                assertThat(Sheet.guarded(text)).isEqualTo("'" + text);
                assertThat(Sheet.guarded("'" + text)).isEqualTo("''" + text);
            }
            assertThat(Sheet.guarded(unseen.replace("\t", "") + "a=1")).doesNotStartWith("'");
        }
        assertThat(Sheet.guarded("'tis")).isEqualTo("'tis");
    }

    @Test
    void hasOnlyTheColumnsChosen() {
        Sheet cells = matrix(new Cell("a", "x", 1), new Cell("b", "x", 2));
        assertThat(cells.only("n", "row").toCsv()).isEqualTo("n,row\r\n1,a\r\n2,b\r\n");
        assertThat(cells.only("row", "side", "n").toText()).isEqualTo("Cells\nrow  x\na    1\nb    2\n");
        assertThat(cells.only("side", "n").toText()).isEqualTo("Cells\nside  n\nx     1\nx     2\n");
        Sheet keys = Sheet.of("Keys", List.of("Ann"))
                .column("n", Kind.COUNT, each -> 1)
                .customers("keys", List::of)
                .build();
        assertThat(keys.only("n").hasCustomers()).isFalse();
        assertThat(keys.only("keys", "n").toCsv()).isEqualTo("n\r\n1\r\n");
        assertThat(keys.only("keys", "n").withCustomers().toCsv()).isEqualTo("keys,n\r\n\"[\"\"Ann\"\"]\",1\r\n");
        assertThat(keys.withCustomers().only("keys").toCsv()).isEqualTo("keys\r\n\"[\"\"Ann\"\"]\"\r\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cells.only("row", "m"))
                .withMessageContaining("[row, m]")
                .withMessageContaining("[row, side, n, state]");
        assertThatIllegalArgumentException().isThrownBy(() -> cells.only());
        assertThatIllegalArgumentException().isThrownBy(() -> cells.only("n", "n"));
    }

    @Test
    void optionalValuesMayBeOptional() {
        assertThat(sheet(Kind.COUNT, Optional.of(Optional.of(1)), Optional.of(Optional.empty()))
                        .toCsv())
                .isEqualTo("v\r\n1\r\n\"\"\r\n");
        assertThat(Json.of(Optional.of(Optional.of("a")))).isEqualTo("\"a\"");
    }
}
