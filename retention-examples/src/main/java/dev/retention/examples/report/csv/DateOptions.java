package dev.retention.examples.report.csv;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How dates are written and whose days they are, filled in from the command line. */
final class DateOptions {

    @Option(
            names = "--date-format",
            paramLabel = "FORMAT",
            description = "Pattern of the dates, such as yyyyMMdd or dd/MM/yyyy, or dmy or mdy for numbers in that "
                    + "order with any separator and time, or excel, epoch-seconds, epoch-millis. Default: yyyy-MM-dd; a "
                    + "time and an offset may follow (2024-05-01 09:30, 2024-05-01T09:30:00Z).")
    @Nullable
    String format;

    @Option(
            names = "--century",
            paramLabel = "YEAR",
            description = "Where years of two digits lie: 19 or 20, or the first of a hundred years such as 1950.")
    @Nullable
    String century;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone whose civil days count, such as Europe/Berlin. Needed if the dates are instants; "
                    + "written takes the day that stands in the file.")
    @Nullable
    String zone;

    @Option(
            names = "--source-zone",
            paramLabel = "ZONE",
            description = "Time zone of the times in the file that name none. Default: that of --zone")
    @Nullable
    String sourceZone;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "Day up to which the data are complete, itself included. Default: the last date in the data.")
    @Nullable
    LocalDate asOf;
}
