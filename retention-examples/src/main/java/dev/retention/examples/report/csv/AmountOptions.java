package dev.retention.examples.report.csv;

import java.nio.file.Path;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How amounts are written and in which currency, filled in from the command line. */
final class AmountOptions {

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            description = "Currency of the report, such as EUR. Needed where no column names it.")
    @Nullable
    Currency currency;

    @Option(
            names = "--rates",
            paramLabel = "FILE",
            description = "Convert into --currency by a CSV file with the columns currency, rate and, if rates change, "
                    + "date: one unit of the currency is worth rate of --currency, from that date on.")
    @Nullable
    Path rates;

    @Option(
            names = "--decimal",
            paramLabel = "CHAR",
            description = "Decimal mark of the amounts, . or , Default: . or what a preset finds")
    @Nullable
    Character decimal;

    @Option(
            names = "--thousands",
            paramLabel = "CHAR",
            description = "Thousands separator of the amounts, such as , or . or space, or none where 25.000 has three "
                    + "decimals. Default: none, but amounts such as 1,234.50 can be read.")
    @Nullable
    String thousands;
}
