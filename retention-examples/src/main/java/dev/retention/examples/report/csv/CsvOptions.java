package dev.retention.examples.report.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a CSV file of orders is to be read, filled in from the command line. */
public final class CsvOptions {

    @Option(
            names = "--customer-column",
            paramLabel = "NAME",
            description = "Column of the customer's key. Default: customer")
    String customerColumn = "customer";

    @Option(names = "--date-column", paramLabel = "NAME", description = "Column of the order's date. Default: date")
    String dateColumn = "date";

    @Option(names = "--amount-column", paramLabel = "NAME", description = "Column of the amount. Default: amount")
    String amountColumn = "amount";

    @Option(
            names = "--group-column",
            paramLabel = "NAME",
            description = "Column of a group, such as the country, by which to show how long customers stay. "
                    + "A customer's group is that of her first order.")
    @Nullable
    String groupColumn;

    @Option(
            names = "--currency-column",
            paramLabel = "NAME",
            description = "Column of the currency, which must be the same on every line.")
    @Nullable
    String currencyColumn;

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            description = "Currency of the amounts. Default: USD, or what the currency column says.")
    @Nullable
    Currency currency;

    @Option(
            names = "--date-format",
            paramLabel = "PATTERN",
            description = "Pattern of the dates, such as yyyyMMdd or dd/MM/yyyy. Default: yyyy-MM-dd; "
                    + "a time of day may follow (2024-05-01T09:30), with --zone an offset too (2024-05-01T09:30:00Z).")
    @Nullable
    String dateFormat;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone whose civil days count, such as Europe/Berlin. Needed if the dates are instants.")
    @Nullable
    ZoneId zone;

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            description = "Field delimiter: one character, tab or whitespace. "
                    + "Default: whichever of , ; tab | whitespace makes the header fit.")
    @Nullable
    String delimiter;

    @Option(names = "--decimal", paramLabel = "CHAR", description = "Decimal mark of the amounts, . or ,. Default: .")
    char decimalMark = '.';

    @Option(
            names = "--no-header",
            description = "The file has no header: columns are given by position, 1 the first. Default: 1, 2 and 3.")
    boolean noHeader;

    @Option(names = "--charset", paramLabel = "NAME", description = "Character set of the file. Default: UTF-8")
    Charset charset = StandardCharsets.UTF_8;

    @Option(
            names = "--lenient",
            description = "Leave out the lines that cannot be read, and count and list them in the report.")
    boolean lenient;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "Day up to which the data are complete, itself included. Default: the last date in the data.")
    @Nullable
    LocalDate asOf;

    /** The column of the customers' groups, if one was named. */
    public Optional<String> groupColumn() {
        return Optional.ofNullable(groupColumn);
    }
}
