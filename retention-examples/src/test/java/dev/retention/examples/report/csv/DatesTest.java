package dev.retention.examples.report.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatesTest {

    @TempDir
    Path folder;

    private ReadFile read(String date, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--currency", "USD"));
        return ReadFile.of(folder, "customer;date;amount\na;" + date + ";1\n", all.toArray(new String[0]));
    }

    private void refused(String date, String message, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--currency", "USD"));
        ReadFile.refused(folder, "customer;date;amount\na;" + date + ";1\n", message, all.toArray(new String[0]));
    }

    /** Each is an hour before midnight in UTC, or the same moment elsewhere. */
    @ParameterizedTest
    @CsvSource({
        "2025-01-03T23:00Z",
        "2025-01-03 23:00:00 UTC",
        "2025-01-03 23:00:00.123456+00",
        "2025-01-03T23:00:00.000+0000",
        "2025-01-04 00:00:00 +0100",
        "2025-01-04T00:00:00+01:00",
        "2025-01-03 18:00:00-05",
        "2025-01-03 23:00:00 GMT",
        "2025-01-04T00:00:00+01:00[Europe/Berlin]",
        "2025-01-04 00:00:00 Europe/Berlin",
        "2025-01-03 23:00 +00:00",
        "2025/01/03 23:00:00 Z",
        "2025-01-03 11:00 PM UTC",
        "2025-01-04 00:00:00 UTC+1:00x"
    })
    void readsOffsetsInAllUsualForms(String text) {
        if (text.endsWith("x")) {
            refused(text, "bad date", "--zone", "UTC");
            return;
        }
        assertThat(read(text, "--zone", "UTC").orders()).containsExactly("a 2025-01-03 1.00");
        assertThat(read(text, "--zone", "Europe/Berlin").orders()).containsExactly("a 2025-01-04 1.00");
        assertThat(read(text, "--zone", "written").orders())
                .containsExactly("a " + text.substring(0, 10).replace('/', '-') + " 1.00");
        refused(text, "an instant has a civil day only in a zone: name it with --zone");
    }

    @Test
    void takesTheZoneOfTheFilesTimes() {
        assertThat(read("2025-01-03 23:30:00", "--source-zone", "UTC", "--zone", "Europe/Berlin")
                        .orders())
                .containsExactly("a 2025-01-04 1.00");
        assertThat(read("2025-01-03", "--source-zone", "UTC", "--zone", "Europe/Berlin")
                        .orders())
                .containsExactly("a 2025-01-03 1.00");
        refused("2025-07-03 23:30:00 CEST", "\"CEST\" is no zone for certain", "--zone", "UTC");
        assertThat(read("2025-07-03 00:30:00 CEST", "--source-zone", "Europe/Berlin", "--zone", "UTC")
                        .orders())
                .containsExactly("a 2025-07-02 1.00");
        read("2025-01-03 23:30:00", "--zone", "Europe/Berlin")
                .hasNote(DataNote.Kind.ZONE_WITHOUT_EFFECT, "--source-zone");
        refused("2025-01-03", "--zone \"CEST\" is not a time zone such as Europe/Berlin", "--zone", "CEST");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3/1/2025 9:14 PM | dmy | 2025-01-03",
                "3.1.2025 | dmy | 2025-01-03",
                "1/3/2025 9:14:50 | mdy | 2025-01-03",
                "12/31/2025, 11:59 p.m. | mdy | 2025-12-31",
                "03/01/2025 | dd/MM/yyyy | 2025-01-03",
                "20250103 | yyyyMMdd | 2025-01-03",
                "Jan 3, 2025 | MMM d, yyyy | 2025-01-03",
                "45292 | excel | 2024-01-01",
                "45292.99 | excel | 2024-01-01",
                "61 | excel | 1900-03-01",
            })
    void readsStatedForms(String text, String format, String day) {
        assertThat(read(text, "--date-format", format).orders()).containsExactly("a " + day + " 1.00");
    }

    @Test
    void readsCountsSince1970() {
        assertThat(read("1735689599", "--date-format", "epoch-seconds", "--zone", "UTC")
                        .orders())
                .containsExactly("a 2024-12-31 1.00");
        assertThat(read("1735689600000", "--date-format", "epoch-millis", "--zone", "America/New_York")
                        .orders())
                .containsExactly("a 2024-12-31 1.00");
        assertThat(read("-1", "--date-format", "epoch-seconds", "--zone", "UTC").orders())
                .containsExactly("a 1969-12-31 1.00");
    }

    @Test
    void asksForTheCenturyOfYearsOfTwoDigits() {
        refused("15/04/97", "say --century 20 for 2000 to 2099", "--date-format", "dd/MM/yy");
        refused("15/04/97", "the year 97 may be of any century", "--date-format", "dmy");
        assertThat(read("15/04/97", "--date-format", "dd/MM/yy", "--century", "19")
                        .orders())
                .containsExactly("a 1997-04-15 1.00");
        assertThat(read("15/04/07", "--date-format", "dmy", "--century", "1950").orders())
                .containsExactly("a 2007-04-15 1.00");
        refused("15/04/97", "--century \"97\" must be 19, 20 or the first", "--date-format", "dmy", "--century", "97");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "03/04/2025 | say whether the day comes first, --date-format dd/MM/yyyy, or the month, --date-format MM/dd/yyyy",
                "15/04/2025 | say --date-format dd/MM/yyyy, the only order that the file's dates fit",
                "4/15/2025 9:14:50 | say --date-format \"M/d/yyyy H:mm:ss\"",
                "15.4.25 | say --date-format d.M.yy --century 20",
                "45292 | looks like a day number of Excel (2024-01-01)",
                "1735689600 | looks like seconds since 1970 (2025-01-01 in UTC)",
                "1735689600000 | looks like milliseconds since 1970 (2025-01-01 in UTC)",
                "20250103 | say --date-format yyyyMMdd",
                "3 Jan 2025 | --date-format \"d MMM yyyy\"",
                "2025-02-29 | (expected yyyy-MM-dd)",
            })
    void saysWhatToWriteInstead(String text, String message) {
        refused(text, message);
    }

    @Test
    void explainsSlipsOfPatterns() {
        refused("1", "m is the minute; the month is M. Write --date-format dd/MM/yyyy", "--date-format", "dd/mm/yyyy");
        refused("1", "Write --date-format dd/MM/yyyy", "--date-format", "DD/MM/YYYY");
        refused("1", "Write --date-format \"dd/MM/yyyy HH:mm\"", "--date-format", "dd/mm/yyyy HH:mm");
        assertThat(read("2025-003", "--date-format", "yyyy-DDD").orders()).containsExactly("a 2025-01-03 1.00");
    }

    @Test
    void joinsTheTimeOfAnotherColumn() {
        String file = "customer,date,clock,amount\na,2025-01-03,23:30:00,1\na,2025-01-03,,1\n";
        assertThat(ReadFile.of(
                                folder,
                                file,
                                "--currency",
                                "USD",
                                "--time-column",
                                "clock",
                                "--source-zone",
                                "UTC",
                                "--zone",
                                "Europe/Berlin")
                        .orders())
                .containsExactly("a 2025-01-04 1.00", "a 2025-01-03 1.00");
    }
}
