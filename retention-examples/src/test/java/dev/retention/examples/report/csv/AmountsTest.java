package dev.retention.examples.report.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                // sign before, after and around
                "-5.00 | -5.00 | USD",
                "5.00- | -5.00 | USD",
                "(5.00) | -5.00 | USD",
                "\u22125 | -5.00 | USD",
                "+5.1 | 5.10 | USD",
                // marks of currencies
                "$5.00 | 5.00 | USD",
                "-$5.00 | -5.00 | USD",
                "$-5.00 | -5.00 | USD",
                "($1,234.50) | -1234.50 | USD",
                "USD 5.00 | 5.00 | USD",
                "5.00 usd | 5.00 | USD",
                "5.00 € | 5.00 | EUR",
                "R$ 5.00 | 5.00 | BRL",
                "kr 5.00 | 5.00 | SEK",
                // thousands that cannot be taken for anything else
                "1,234.50 | 1234.50 | USD",
                "1,234,567 | 1234567.00 | USD",
                "12,34,567.00 | 1234567.00 | INR",
                "1 234.50 | 1234.50 | USD",
                "1\u202f234.50 | 1234.50 | USD",
                "1'234.50 | 1234.50 | CHF",
                ".5 | 0.50 | USD",
                "5. | 5.00 | USD",
                "0.125 | 0.12 | USD",
                "1234 | 1234 | JPY",
                "12.345 | 12.345 | KWD",
            })
    void readsAmountsAsTheyAreWritten(String text, String amount, String currency) {
        String file = "customer;date;amount\nann;2025-01-03;" + text + "\n";
        assertThat(ReadFile.of(folder, file, "--refunds", "count", "--currency", currency)
                        .orders())
                .containsExactly("ann 2025-01-03 " + amount);
    }

    @Test
    void readsTheOtherDecimalMark() {
        String file =
                "customer;date;amount\na;2025-01-03;1.045,00\na;2025-01-03;1.045\na;2025-01-03;5,00 €\na;2025-01-03;7,5\n";
        assertThat(ReadFile.of(folder, file, "--decimal", ",", "--currency", "EUR")
                        .total())
                .isEqualByComparingTo("2102.50");
    }

    /** What an option would put right ends the reading in lenient mode too: it would leave out a kind of order. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,234 | is the comma a thousands separator or the decimal mark? say --thousands , or --decimal ,",
                "12,50 | is the comma the decimal mark? then say --decimal ,",
                "1.234.567 | is the point a thousands separator? then say --thousands .",
                "1.234,50 | --decimal ,",
                "1.2E+05 | exponents are what spreadsheets make of large numbers",
                "123456789012345678 | more than 14 digits",
                "€5.00 | the mark \"€\" is not of USD",
                "25.000 | is the point a thousands separator? then say --thousands .; if not, --thousands none",
            })
    void refusesWhatHasTwoReadings(String text, String message) {
        String file = "customer;date;amount\nann;2025-01-03;" + text + "\nann;2025-01-04;5\n";
        ReadFile.refused(folder, file, message, "--currency", "USD");
        ReadFile.refused(folder, file, "orders.csv:2: ", "--currency", "USD", "--lenient");
    }

    @Test
    void readsThousandsWhereTheUserSaysSo() {
        String file = "customer,date,amount\nA,2025-01-01,25.000\nA,2025-02-01,3.000\n";
        assertThat(ReadFile.of(folder, file, "--currency", "USD", "--thousands", ".")
                        .total())
                .isEqualByComparingTo("28000");
        assertThat(ReadFile.of(folder, file, "--currency", "USD", "--thousands", "none")
                        .total())
                .isEqualByComparingTo("28");
        assertThat(ReadFile.of(folder, file + "A,2025-02-01,3.5\n", "--currency", "USD")
                        .hasNote(DataNote.Kind.THREE_DECIMALS, "2 amounts such as 25.000")
                        .total())
                .isEqualByComparingTo("31.5");
    }

    @Test
    void leavesOutWhatIsNoAmount() {
        String file =
                "customer;date;amount\nann;2025-01-03;free\nann;2025-01-03;\nann;2025-01-03;5;\nann;2025-01-03;--5\n";
        ReadFile.refused(folder, file, "orders.csv:2: bad amount \"free\" in column amount", "--currency", "USD");
        assertThat(ReadFile.of(folder, file, "--currency", "USD", "--lenient").excluded())
                .containsEntry(Excluded.Reason.BAD_AMOUNT, 3L);
    }

    @Test
    void multipliesByTheQuantityAndTakesOffWhatWasPaidBack() {
        String file =
                "customer,date,amount,pieces,back\nann,2025-01-03,2.50,3,1.00\nann,2025-01-03,2,1,2\nann,2025-01-04,2,1,\n";
        ReadFile read = ReadFile.of(
                folder, file, "--currency", "USD", "--quantity-column", "pieces", "--refunded-column", "back");
        assertThat(read.orders()).containsExactly("ann 2025-01-03 6.50", "ann 2025-01-04 2.00");
        assertThat(read.excluded()).containsEntry(Excluded.Reason.REFUNDED, 1L);
    }

    @Test
    void tellsRefundsFromOrders() {
        String file =
                "customer,date,amount\nann,2025-01-10,50\nbob,2025-01-12,30\nann,2025-02-03,-50\nbob,2025-02-20,30\n";
        ReadFile read = ReadFile.of(folder, file, "--currency", "USD");
        assertThat(read.inBoth("2025-01", "2025-02")).isEqualTo(1);
        assertThat(read.reading().refunded()).isEqualByComparingTo("-50");
        read.hasNote(DataNote.Kind.AMOUNTS_BELOW_ZERO, "1 amount is below 0, USD -50.00 in all");
        assertThat(ReadFile.of(folder, file, "--currency", "USD", "--refunds", "deduct")
                        .orders())
                .containsExactly("ann 2025-01-10 0.00", "bob 2025-01-12 30.00", "bob 2025-02-20 30.00");
        assertThat(ReadFile.of(folder, file, "--currency", "USD", "--refunds", "COUNT")
                        .orders())
                .hasSize(4);
        ReadFile.refused(
                folder,
                file,
                "orders.csv:4: an amount of -50.00 is below 0",
                "--currency",
                "USD",
                "--refunds",
                "refuse");
    }

    @Test
    void refusesSumsBeyondWhatCanBeCounted() {
        StringBuilder file = new StringBuilder("customer,date,amount\n");
        for (int i = 0; i < 1_000; i++) {
            file.append("ann,2025-01-03,").append(i % 2 == 0 ? "" : "-").append("99999999999999\n");
        }
        ReadFile.refused(
                folder,
                file.toString(),
                "orders.csv:924: the amounts add up to more than can be counted",
                "--currency",
                "USD",
                "--refunds",
                "count");
    }
}
