package dev.retention.examples.report.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a few odd lines, or lines that do not count, must not do to the others. */
class OddFilesTest {

    private static final String HEAD = "customer,date,amount\n";

    @TempDir
    Path folder;

    @Test
    void aDateThatIsNoneDecidesNothing() {
        String head = "order_id,order_date,status,order_total,billing_email\n";
        String odd = "4,,cancelled,10,c@x\n5,n/a,cancelled,10,c@x\n";
        String unclear = head + "1,03/01/2025,completed,10,a@x\n2,05/01/2025,completed,20,b@x\n" + odd;
        ReadFile.refused(folder, unclear, "say --date-format dmy or mdy");
        ReadFile read = ReadFile.of(folder, unclear + "6,20/01/2025,completed,1,a@x\n");
        assertThat(read.orders())
                .containsExactly("a@x 2025-01-03 10.00", "b@x 2025-01-05 20.00", "a@x 2025-01-20 1.00");
        // Also where the date that decides stands far behind the first lines.
        StringBuilder late = new StringBuilder(head);
        for (int i = 0; i < 20_500; i++) {
            late.append(i).append(",03/01/2025,completed,1,a@x\n");
        }
        assertThat(ReadFile.of(folder, late + odd + "x,01/13/2025,completed,1,b@x\n")
                        .orders())
                .contains("b@x 2025-01-13 1.00", "a@x 2025-03-01 1.00");
    }

    @Test
    void asksForTheCenturyOnlyOnceTheOrderIsKnown() {
        String file = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n"
                + "1,a,b,2,12/1/09 7:45,1.50,7,UK\n2,a,b,2,12/13/09 7:45,1.50,7,UK\n";
        ReadFile.refused(folder, file, "say --century 20");
        assertThat(ReadFile.of(folder, file, "--century", "20").orders())
                .containsExactly("7 2009-12-01 3.00", "7 2009-12-13 3.00");
    }

    @Test
    void takesNoYearOfTwoDigitsForOneOfAntiquity() {
        ReadFile.refused(
                folder,
                HEAD + "A,15/4/97,1\n",
                "write yy for years of two digits, and say --century 20 (or 19)",
                "--date-format",
                "d/M/y");
    }

    @ParameterizedTest
    @CsvSource({
        "Rs.500, INR, 500.00",
        "Rs.500.50, INR, 500.50",
        "kr.25, DKK, 25.00",
        "Fr.25.50, CHF, 25.50",
        ".50, EUR, 0.50",
        "€.50, EUR, 0.50",
        "$(5.00), USD, -5.00",
        "($5.00), USD, -5.00",
        "$ (5.00), USD, -5.00",
        "(5.00), USD, -5.00",
    })
    void takesThePointOfACurrencyForNoDecimalMark(String amount, String currency, String value) {
        assertThat(ReadFile.of(
                                folder,
                                HEAD + "A,2025-01-01," + amount + "\n",
                                "--currency",
                                currency,
                                "--refunds",
                                "count")
                        .orders())
                .containsExactly("A 2025-01-01 " + value);
    }

    @Test
    void refusesParenthesesThatDoNotMatch() {
        ReadFile.refused(folder, HEAD + "A,2025-01-01,(5.00\n", "neither a sign nor a currency");
        ReadFile.refused(folder, HEAD + "A,2025-01-01,(-5.00)\n", "expected a number");
    }

    @Test
    void addsNoTwoCurrenciesUpHoweverLateTheyStand() {
        StringBuilder file = new StringBuilder("customer,date,amount,currency\n");
        for (int i = 0; i < 20_500; i++) {
            file.append("a,2025-01-03,1,\n");
        }
        String mixed = file + "b,2025-01-04,1,USD\nc,2025-01-05,1,EUR\n";
        ReadFile.refused(folder, mixed, "orders.csv:2: no currency in column currency (--currency CODE says");
        ReadFile.refused(
                folder, mixed, "currency \"EUR\" in column currency where the report is in USD", "--currency", "USD");
        ReadFile read = ReadFile.of(folder, file + "b,2025-01-04,1,USD\n", "--currency", "USD");
        assertThat(read.orders()).hasSize(20_501);
        assertThat(read.currency()).isEqualTo("USD");
    }

    @Test
    void takesTheCurrencyFromLinesThatCount() {
        String file = "customer,date,amount,currency,status\n"
                + "a,2025-01-03,1,USD,void\nb,2025-01-04,2,EUR,paid\nb,2025-01-05,2,EUR,paid\n";
        assertThat(ReadFile.of(folder, file, "--only", "status=paid").currency())
                .isEqualTo("EUR");
        assertThat(ReadFile.of(folder, file, "--only", "currency=EUR").orders()).hasSize(2);
        String words = "customer,date,amount,currency\na,2025-01-03,1,US Dollar\nb,2025-01-04,2,Euro\n";
        ReadFile.refused(folder, words, "choose with --only \"currency=US Dollar\"");
        assertThat(ReadFile.of(folder, words, "--only", "currency=US Dollar").orders())
                .containsExactly("a 2025-01-03 1.00");
    }

    @Test
    void threeDecimalsAreNoThousandsWhereTheLinesCurrencyHasThree() throws java.io.IOException {
        Path rates =
                java.nio.file.Files.writeString(folder.resolve("rates.csv"), "currency,date,rate\nKWD,2025-01-01,3\n");
        assertThat(ReadFile.of(
                                folder,
                                "customer,date,amount,currency\nA,2025-01-01,25.000,KWD\n",
                                "--currency",
                                "EUR",
                                "--rates",
                                rates.toString())
                        .orders())
                .containsExactly("A 2025-01-01 75.00");
    }

    @Test
    void aRefundUnderItsOrdersNumberIsNoLineOfIt() {
        String file =
                "customer,date,amount,id\nA,2025-01-10,50,1\nA,2025-01-20,30,2\nA,2025-02-10,-50,1\nA,2025-02-10,-50,1\n";
        String[] once = {"--order-column", "id", "--order-lines", "once"};
        ReadFile read = ReadFile.of(folder, file, once);
        assertThat(read.orders()).containsExactly("A 2025-01-10 50.00", "A 2025-01-20 30.00");
        assertThat(read.reading().refunded()).isEqualByComparingTo("-50.00");
        assertThat(read.excluded())
                .containsOnly(entry(Excluded.Reason.REFUND, 1L), entry(Excluded.Reason.REPEATED, 1L));
        assertThat(ReadFile.of(folder, file, "--order-column", "id", "--order-lines", "once", "--refunds", "deduct")
                        .total())
                .isEqualByComparingTo("30.00");
    }

    @Test
    void saysWhichValueOfAFilterNoLineHas() {
        String file = "customer,date,amount,status\nA,2025-01-01,1,paid\nA,2025-01-02,1,cancelled\n";
        ReadFile.of(folder, file, "--except", "status=canceled")
                .hasNote(
                        DataNote.Kind.VALUE_NOT_THERE,
                        "no line has status canceled, which --except names: there are cancelled, paid")
                .hasNote(DataNote.Kind.STATUS_NOT_LOOKED_AT, "--except \"status=cancelled\"");
        ReadFile.of(folder, file, "--only", "status=paid,complete")
                .hasNote(DataNote.Kind.VALUE_NOT_THERE, "no line has status complete, which --only names")
                .hasNoNote(DataNote.Kind.STATUS_NOT_LOOKED_AT);
        ReadFile.of(folder, file, "--except", "status=cancel*").hasNoNote(DataNote.Kind.VALUE_NOT_THERE);
    }

    @ParameterizedTest
    @CsvSource({"rejected", "Storniert", "on-hold", "not paid", "reversed", "disputed", "annulled", "pendiente"})
    void watchesEveryColumnOfStatuses(String status) {
        ReadFile.of(folder, "customer,date,amount,status,payment_state\nA,2025-01-01,1,done," + status + "\n")
                .hasNote(DataNote.Kind.STATUS_NOT_LOOKED_AT, "lines of every payment_state count");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "31-Jan-2025|d-MMM-yyyy",
                "January 31, 2025|MMMM d, yyyy",
                "Jan 31 2025 9:05 PM|MMM d yyyy h:mm a",
                "3 March 2025 10:05:07|d MMMM yyyy H:mm:ss",
                "2025-1-3|yyyy-M-d",
                "03-Jan-25|d-MMM-yy --century 20",
            })
    void hintsAtAPatternThatReadsTheDate(String date, String pattern) {
        String file = HEAD + "A,\"" + date + "\",1\n";
        String[] parts = pattern.split(" --century ");
        ReadFile.refused(folder, file, parts[0]);
        ReadFile read = parts.length == 1
                ? ReadFile.of(folder, file, "--date-format", parts[0])
                : ReadFile.of(folder, file, "--date-format", parts[0], "--century", parts[1]);
        assertThat(read.orders()).hasSize(1);
    }

    @Test
    void refusesTheHourOfHalfADayWithoutItsHalf() {
        ReadFile.refused(
                folder,
                HEAD + "A,2025-01-01 02:00:00,1\n",
                "Write --date-format \"yyyy-MM-dd HH:mm:ss\"",
                "--date-format",
                "yyyy-MM-dd hh:mm:ss");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-01-31 23:30:00 +0000 UTC",
        "2025-01-31T23:30:00Z[UTC]",
        "2025-01-31 23:30 GMT-1",
        "2025-01-31 23:30 UTC+0"
    })
    void readsOffsetsWithANameBehind(String time) {
        assertThat(ReadFile.of(folder, HEAD + "A," + time + ",1\n", "--zone", "Europe/Berlin")
                        .orders())
                .containsExactly("A 2025-02-01 1.00");
    }

    @Test
    void countsTheDaysOfAGapForNoOthers() {
        StringBuilder file = new StringBuilder(HEAD);
        for (int i = 0; i < 200; i++) {
            file.append("c").append(i % 30).append(i < 100 ? ",2024-01-" : ",2024-12-");
            file.append(String.format("%02d", 1 + i % 10))
                    .append(",")
                    .append(i + 1)
                    .append("\n");
        }
        ReadFile.of(folder, file.toString()).hasNote(DataNote.Kind.GAP, "where there are 10.0 a day otherwise");
    }

    @Test
    void seesAKeyOfOrdersThroughARepeat() {
        StringBuilder file = new StringBuilder(HEAD + "c0,2024-01-01,1\n");
        for (int i = 0; i < 300; i++) {
            file.append("c").append(i).append(",2024-02-01,1\n");
        }
        ReadFile.of(folder, file.toString()).hasNote(DataNote.Kind.NOBODY_RETURNS, "hardly one of 300 customers");
    }

    /** Of a pipe some systems refuse to say how much there is. */
    @Test
    void asksNoPipeHowMuchThereIs() throws java.io.IOException {
        java.io.InputStream pipe = new java.io.ByteArrayInputStream((HEAD + "a,2025-01-03,1\n").getBytes(UTF_8)) {
            @Override
            public int available() {
                throw new java.io.UncheckedIOException(new java.io.IOException("Illegal seek"));
            }
        };
        try (TextSource source = TextSource.open("pipe", pipe, null)) {
            assertThat(source.reader().lines()).containsExactly("customer,date,amount", "a,2025-01-03,1");
        }
    }

    @Test
    void readsWhatWooCommerceItselfDownloads() {
        String file = """
            Date,"Order #","N. Revenue (formatted)",Status,Customer,"Customer type","Product(s)","Items sold","Coupon(s)","N. Revenue",Attribution
            "2024-01-03 10:14:50",101,"€20.00",completed,"Ann Lee",new,"1× Tea",1,,20,Direct
            "2024-01-09 10:14:50",102,"€8.50",cancelled,"Bob Ray",new,"1× Mug",1,,8.5,Direct
            "2024-02-03 10:14:50",103,"€7.25",processing,"Ann Lee",returning,"1× Mug",1,,7.25,Direct
            """;
        ReadFile read = ReadFile.of(folder, file);
        assertThat(read.reading().text()).startsWith("Read as a WooCommerce orders export");
        assertThat(read.orders()).containsExactly("ann lee 2024-01-03 20.00", "ann lee 2024-02-03 7.25");
    }

    @Test
    void readsPayPalInGerman() {
        String file = """
            "Datum","Uhrzeit","Zeitzone","Name","Typ","Status","Währung","Brutto","Gebühr","Netto","Absender E-Mail-Adresse","Empfänger E-Mail-Adresse","Transaktionscode","Auswirkung auf Guthaben"
            "28.01.2025","10:00:00","CET","U","Website-Zahlung","Abgeschlossen","EUR","2.500,00","-1,00","2.499,00","uta@d.test","shop@d.test","A1","Haben"
            "28.01.2025","10:00:00","CET","V","PayPal Express-Zahlung","Abgeschlossen","EUR","10,00","-1,00","9,00","vic@d.test","shop@d.test","A2","Haben"
            "03.02.2025","10:00:00","CET","U","Handyzahlung","Abgeschlossen","EUR","7,50","-1,00","6,50","UTA@d.test","shop@d.test","A3","Haben"
            "04.02.2025","10:00:00","CET","V","Rückzahlung","Abgeschlossen","EUR","-10,00","1,00","-9,00","shop@d.test","vic@d.test","A4","Soll"
            "05.02.2025","10:00:00","CET","","Allgemeine Abbuchung","Abgeschlossen","EUR","-900,00","0,00","-900,00","shop@d.test","","A5","Soll"
            "06.02.2025","10:00:00","CET","V","Website-Zahlung","Ausstehend","EUR","10,00","0,00","10,00","vic@d.test","shop@d.test","A6","Memo"
            "06.02.2025","10:00:00","CET","","Bankgutschrift auf PayPal-Konto","Abgeschlossen","EUR","24,90","0,00","24,90","","","A7","Haben"
            """;
        ReadFile read = ReadFile.of(folder, file);
        assertThat(read.reading().text()).startsWith("Read as PayPal's activity download");
        assertThat(read.orders())
                .containsExactly(
                        "uta@d.test 2025-01-28 2500.00", "vic@d.test 2025-01-28 10.00", "uta@d.test 2025-02-03 7.50");
        assertThat(read.reading().refunded()).isEqualByComparingTo("-10.00");
        read.hasNoNote(DataNote.Kind.UNKNOWN_STATUS);
        assertThat(ReadFile.of(folder, file, "--refunds", "deduct").total()).isEqualByComparingTo("2507.50");
    }
}
