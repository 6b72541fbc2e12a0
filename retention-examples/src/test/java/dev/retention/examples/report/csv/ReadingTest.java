package dev.retention.examples.report.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers, currencies, what counts, whose it is, and what looks odd. */
class ReadingTest {

    private static final String USD = "--currency=USD";

    @TempDir
    Path folder;

    @Test
    void saysAllThatIsMissingAtOnce() {
        ReadFile.refused(
                folder,
                "Customer Name,Order Date,Order Total\nA,2025-01-01,1\n",
                "orders.csv:1: no column \"customer\", no column \"date\", no column \"amount\" in the header (found: "
                        + "Customer Name, Order Date, Order Total) (is it --customer-column \"Customer Name\" --date-column "
                        + "\"Order Date\" --amount-column \"Order Total\"?)");
        assertThat(ReadFile.of(
                                folder,
                                "\"Customer Name\",\"Order Date\",\"Order Total\"\nA,2025-01-01,1\n",
                                USD,
                                "--customer-column",
                                "customer name",
                                "--date-column",
                                "Order Date",
                                "--amount-column",
                                "ORDER TOTAL")
                        .orders())
                .containsExactly("A 2025-01-01 1.00");
    }

    @Test
    void readsLinesThatAreShortOrHaveEmptyFieldsMore() {
        String file = "customer,date,amount,note\nA,2025-01-01,1,x\nB,2025-02-01,1\nC,2025-02-01,1,,,\n";
        assertThat(ReadFile.of(folder, file, USD).orders()).hasSize(3);
        ReadFile.refused(folder, file + "D,2025-02-01\n", "orders.csv:5: 2 fields where the header has 4", USD);
        ReadFile.refused(folder, file + "D,2025-02-01,1,5,0\n", "orders.csv:5: 5 fields where the header has 4", USD);
    }

    @Test
    void findsTheHeaderBelowOtherLines() {
        String file = "Sales report 2025\nGenerated,2025-03-01\n\ncustomer,date,amount\nA,2025-01-01,1\n";
        assertThat(ReadFile.of(folder, file, USD)
                        .hasNote(DataNote.Kind.HEADER_LINE, "the header is line 4: 3 lines before it are passed over")
                        .orders())
                .containsExactly("A 2025-01-01 1.00");
        assertThat(ReadFile.of(folder, file, USD, "--header-line", "4")
                        .hasNoNote(DataNote.Kind.HEADER_LINE)
                        .orders())
                .hasSize(1);
        ReadFile.refused(folder, file, "orders.csv:2: no column \"customer\"", USD, "--header-line", "2");
        ReadFile.refused(
                folder, file, "--header-line 3: there is no such line, or it is blank", USD, "--header-line", "3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8"})
    void recognisesUtf16ByItsMarkAndByItsZeros(String charset) {
        String file = "customer,date,amount\nMüller,2025-01-01,1\n";
        for (String mark : new String[] {"", "\uFEFF"}) {
            assertThat(ReadFile.of(folder, (mark + file).getBytes(Charset.forName(charset)), USD)
                            .orders())
                    .containsExactly("Müller 2025-01-01 1.00");
        }
    }

    @Test
    void namesWhatIsNoCsv() {
        ReadFile.refused(
                folder,
                "PK\u0003\u0004\u0014\u0000",
                "orders.csv: an Excel workbook, or another archive; save it as CSV (UTF-8)");
        ReadFile.refused(folder, "<!DOCTYPE html><html>", "orders.csv: a web page or XML, not CSV");
    }

    @Test
    void refusesDamagedTextOnlyWhereItMatters() {
        byte[] note = "customer,date,amount,note\na,2025-01-01,1,Grün\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(ReadFile.of(folder, note, USD).orders()).hasSize(1);
        byte[] key = "customer,date,amount,note\nb,2025-01-01,1,x\nGrün,2025-01-01,1,x\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(ReadFile.of(folder, key, USD, "--charset", "ISO-8859-1").orders())
                .hasSize(2);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> ReadFile.of(folder, key, USD, "--lenient"))
                .hasMessageContaining("orders.csv:3: ")
                .hasMessageContaining("is not valid UTF-8 (see --charset)");
    }

    @Test
    void takesTheCurrencyOfTheFileAndMakesNoneUp() {
        String file = "customer,date,amount,Order_Currency\na,2025-01-01,1,\nb,2025-01-01,1,eur\n";
        assertThat(ReadFile.of(folder, file, "--lenient").currency()).isEqualTo("EUR");
        String none = "customer,date,amount\na,2025-01-01,1\n";
        ReadFile unnamed = ReadFile.of(folder, none);
        assertThat(unnamed.currency()).isEmpty();
        unnamed.hasNote(
                DataNote.Kind.NO_CURRENCY,
                "no column names the currency: amounts are shown without one, with two decimals (see --currency CODE and"
                        + " --currency-column NAME)");
        String mixed = file + "c,2025-01-01,1,USD\n";
        ReadFile.refused(
                folder,
                mixed.replace("1,\n", "1,EUR\n"),
                "orders.csv:4: currency \"USD\" in column Order_Currency where the report is in EUR");
    }

    @Test
    void addsNoTwoCurrenciesUpWhereNoneIsNamed() throws IOException {
        String words = "customer,date,amount,currency\na,2025-01-01,1,Euro\nb,2025-01-01,1,Dollar\n";
        ReadFile.refused(folder, words, "has \"Euro\" and \"Dollar\", which are no codes of currencies");
        assertThat(ReadFile.of(folder, words, "--currency", "EUR").currency()).isEqualTo("EUR");
        assertThat(ReadFile.of(folder, words.replace("Dollar", "Euro")).currency())
                .isEmpty();
        ReadFile.refused(
                folder,
                "customer,date,amount\na,2025-01-01,$10\nb,2025-01-01,€20\n",
                "orders.csv:3: bad amount \"€20\" in column amount (the mark \"€\" is of another currency than \"$\" before");
        assertThat(ReadFile.of(folder, "customer,date,amount\na,2025-01-01,€10\nb,2025-01-01,20 EUR\n")
                        .orders())
                .hasSize(2);
        Path rates = Files.writeString(folder.resolve("some-rates.csv"), "currency,rate\nUSD,0.9\n");
        ReadFile.refused(
                folder,
                "customer,date,amount\na,2025-01-01,10\n",
                "--rates converts by the currency of each line, which no column names",
                "--currency",
                "EUR",
                "--rates",
                rates.toString());
    }

    @Test
    void saysSoWhereLinesOfAnOrderHaveSeveralDates() {
        String file = "customer,date,amount,oid\na,2024-02-07,10,1\na,2024-01-05,12,1\n";
        assertThat(ReadFile.of(folder, file, "--currency", "EUR", "--order-column", "oid")
                        .hasNote(DataNote.Kind.ORDERS_THAT_DISAGREE, "with another date than the first of its order")
                        .orders())
                .containsExactly("a 2024-01-05 22.00");
    }

    @Test
    void convertsByAFileOfRates() throws IOException {
        Path rates = Files.writeString(
                folder.resolve("rates.csv"),
                "currency,rate,date\nUSD,0.90,2025-01-01\nUSD,0.80,2025-02-01\nGBP,1.2,2025-02-01\n");
        String file = "customer,date,amount,currency\na,2025-01-31,10,USD\na,2025-02-01,10,USD\nb,2025-02-01,10,EUR\n";
        ReadFile read = ReadFile.of(folder, file, "--currency", "EUR", "--rates", rates.toString());
        assertThat(read.orders()).containsExactly("a 2025-01-31 9.00", "a 2025-02-01 8.00", "b 2025-02-01 10.00");
        read.hasNote(DataNote.Kind.CONVERTED, "2 amounts were converted into EUR");
        ReadFile.refused(
                folder,
                file + "c,2025-01-31,10,GBP\n",
                "orders.csv:5: rates.csv has no rate of GBP on 2025-01-31 or before",
                "--currency",
                "EUR",
                "--rates",
                rates.toString());
        ReadFile.refused(folder, file, "--rates needs --currency", "--rates", rates.toString());
        Files.writeString(rates, "currency,rate\nUSD,minus\n");
        ReadFile.refused(
                folder, file, "rates.csv:2: bad rate \"minus\"", "--currency", "EUR", "--rates", rates.toString());
    }

    @Test
    void countsOnlyWhatIsToCount() {
        String file =
                "customer,date,amount,status\nA,2025-01-01,100,Paid\nB,2025-01-05,50,cancelled\nA,2025-02-01,100,paid\nB,2025-02-06,50,failed by bank\n";
        ReadFile all = ReadFile.of(folder, file, USD);
        all.hasNote(
                DataNote.Kind.STATUS_NOT_LOOKED_AT,
                "lines of every status count (Paid 1, cancelled 1, paid 1, failed by bank 1)");
        ReadFile paid = ReadFile.of(folder, file, USD, "--only", "status=paid");
        assertThat(paid.orders()).containsExactly("A 2025-01-01 100.00", "A 2025-02-01 100.00");
        assertThat(paid.excluded()).containsOnly(entry(Excluded.Reason.NOT_COUNTED, 2L));
        assertThat(ReadFile.of(folder, file, USD, "--except", "Status=failed*,cancelled")
                        .orders())
                .isEqualTo(paid.orders());
        ReadFile.refused(folder, file, "--only \"status\" must be a column, = and values", USD, "--only", "status");
        ReadFile.refused(folder, file, "no column \"stage\" in the header", USD, "--only", "stage=paid");
    }

    @Test
    void makesOneOrderOfItsLines() {
        String file =
                "customer,date,amount,no\na,2025-01-02,5,1\na,2025-01-01,6,1\na,2025-01-02,5,1\nb,2025-01-03,1,1\na,2025-01-03,1,\na,2025-01-03,1,\n";
        ReadFile read = ReadFile.of(folder, file, USD, "--order-column", "no");
        assertThat(read.orders())
                .containsExactly("a 2025-01-01 11.00", "b 2025-01-03 1.00", "a 2025-01-03 1.00", "a 2025-01-03 1.00");
        assertThat(read.excluded()).containsOnly(entry(Excluded.Reason.REPEATED, 1L));
        read.hasNote(DataNote.Kind.ORDERS_THAT_DISAGREE, "1 line of another customer than the first of its order");
        ReadFile once = ReadFile.of(folder, file, USD, "--order-column", "no", "--order-lines", "once");
        assertThat(once.orders()).startsWith("a 2025-01-01 5.00");
        once.hasNote(DataNote.Kind.ORDERS_THAT_DISAGREE, "1 line with another amount than the first of its order");
    }

    @Test
    void tellsWhoIsNobody() {
        String file =
                "customer,date,amount\nN/A,2025-01-01,1\nNULL,2025-02-01,1\nnan,2025-02-03,1\n,2025-02-04,1\n0,2025-02-04,1\n0,2025-02-05,1\nann,2025-02-05,1\n";
        ReadFile.refused(folder, file, "orders.csv:2: no customer in column customer but \"N/A\"", USD);
        ReadFile lenient = ReadFile.of(folder, file, USD, "--lenient");
        assertThat(lenient.excluded()).containsOnly(entry(Excluded.Reason.NO_CUSTOMER, 4L));
        lenient.hasNote(
                DataNote.Kind.NOBODY_AS_CUSTOMER,
                "customer 0 has 2 of 3 orders: is it the key of guests? (--no-customer 0)");
        ReadFile said = ReadFile.of(folder, file, USD, "--no-customer", "0,guest");
        assertThat(said.orders()).containsExactly("ann 2025-02-05 1.00");
        assertThat(said.excluded()).containsOnly(entry(Excluded.Reason.NO_CUSTOMER, 6L));
    }

    @Test
    void notesKeysThatAreAlmostTheSame() {
        String file =
                "customer,date,amount\nANNA@X,2025-01-01,1\nanna@x,2025-02-01,1\n anna@x ,2025-02-02,1\n7,2025-02-02,1\n7.0,2025-02-02,1\n";
        ReadFile read = ReadFile.of(folder, file, USD);
        read.hasNote(
                DataNote.Kind.KEYS_DIFFER_IN_CASE,
                "1 customer key differs from another only in case: ANNA@X and anna@x");
        read.hasNote(DataNote.Kind.KEYS_DIFFER_BY_DECIMALS, "7 and 7.0");
        assertThat(ReadFile.of(folder, file, USD, "--ignore-case")
                        .hasNoNote(DataNote.Kind.KEYS_DIFFER_IN_CASE)
                        .customersIn("2025"))
                .containsExactly("anna@x", "7", "7.0");
    }

    @Test
    void notesWhatLooksOdd() {
        StringBuilder file = new StringBuilder("customer,date,amount\nold,1970-01-01,1\n");
        LocalDate day = LocalDate.of(2025, 1, 1);
        for (int i = 0; i < 180; i++) {
            // Two a day, ten a day from May on, and none for the second half of March.
            LocalDate date = day.plusDays(i);
            boolean gap = date.getMonthValue() == 3 && date.getDayOfMonth() > 15;
            for (int j = 0; j < (gap ? 0 : date.getMonthValue() > 4 ? 10 : 2); j++) {
                file.append('c')
                        .append(i)
                        .append('x')
                        .append(j)
                        .append(',')
                        .append(date)
                        .append(",1\n");
            }
        }
        ReadFile read = ReadFile.of(folder, file + "c0x0,2025-01-01,1\n", USD);
        read.hasNote(DataNote.Kind.DATES_FAR_OFF, "1 order dated 1970-01-01 lies more than a year before all others");
        read.hasNote(DataNote.Kind.GAP, "no order from 2025-03-16 to 2025-03-31, 16 days");
        read.hasNote(DataNote.Kind.STEP, "from 2025-04 to 2025-05 the number of orders goes from 60 to 310");
        read.hasNote(DataNote.Kind.REPEATED_LINES, "1 line is an exact repeat of another, and counts");
        assertThat(read.reading().notes())
                .filteredOn(note -> note.kind() == DataNote.Kind.DATES_FAR_OFF)
                .allSatisfy(note -> assertThat(note.firstLines()).containsExactly(2L));
        ReadFile.of(
                        folder,
                        "customer,date,amount\na,2025-01-01,1\nb,2025-01-01,1\nc,2025-01-01,1\nd,2025-01-01,1\ne,2025-01-01,0\n",
                        USD)
                .hasNote(
                        DataNote.Kind.NOBODY_RETURNS,
                        "none of 5 customers ordered twice: is customer the key of an order")
                .hasNote(DataNote.Kind.AMOUNTS_OF_ZERO, "1 order is of 0");
        ReadFile.of(folder, "customer,date,amount\na,2025-01-01,1\na,2025-02-01,1\n", USD, "--as-of", "2025-01-31")
                .hasNote(DataNote.Kind.DATES_AFTER_AS_OF, "1 line is dated after the as-of day 2025-01-31");
    }

    @Test
    void boundsGroupsLinesAndFields() {
        StringBuilder groups = new StringBuilder("customer,date,amount,g\n");
        for (int i = 0; i < 1_200; i++) {
            groups.append("a,2025-01-01,1,").append(i).append('\n');
        }
        ReadFile.refused(
                folder,
                groups.toString(),
                "orders.csv:1002: --group-column \"g\" has more than the 12 groups",
                USD,
                "--group-column",
                "g");
        String giant = "customer date amount\na 2025-01-01 1\n" + "x".repeat(3 << 20) + "\n";
        ReadFile.refused(folder, giant, "orders.csv:3: here or soon after, a line longer than 1048576 characters", USD);
        ReadFile.refused(folder, giant.replace(' ', ','), "orders.csv:3: here or soon after, ", USD);
        ReadFile.refused(
                folder,
                "customer,date,amount\na,2025-01-01,1\n\"b,2025-01-01,1\n",
                "orders.csv:3: here or soon after, a quoted field does not end",
                USD);
        ReadFile.refused(
                folder,
                "customer,date,amount\na,2025-01-01,1" + ",".repeat(20_000) + "\n",
                "orders.csv:2: here or soon after, ",
                USD);
    }

    @Test
    void letsNothingOfTheInputActOnATerminal() {
        ReadFile.refused(
                folder,
                "customer,date,amount\na,\u001b[31m\u009b\u202e\uD834\uDD73\uDB40\uDC41x,1\n",
                "orders.csv:2: bad date \"?[31m????x\" in column date",
                USD);
        assertThat(Shown.oneLine("a\uD83D\uDE00bcdef", 5)).isEqualTo("a...");
    }
}
