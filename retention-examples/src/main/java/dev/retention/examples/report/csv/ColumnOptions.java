package dev.retention.examples.report.csv;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which columns of the file say what, filled in from the command line. */
final class ColumnOptions {

    @Option(
            names = "--customer-column",
            paramLabel = "NAME",
            description = "Column of the customer's key: an e-mail or a number. Default: customer")
    @Nullable
    String customer;

    @Option(names = "--date-column", paramLabel = "NAME", description = "Column of the order's date. Default: date")
    @Nullable
    String date;

    @Option(
            names = "--time-column",
            paramLabel = "NAME",
            description = "Column of the time of day, where it has one of its own.")
    @Nullable
    String time;

    @Option(names = "--amount-column", paramLabel = "NAME", description = "Column of the amount. Default: amount")
    @Nullable
    String amount;

    @Option(
            names = "--quantity-column",
            paramLabel = "NAME",
            description = "Column by which the amount is multiplied, where that is the price of one piece.")
    @Nullable
    String quantity;

    @Option(
            names = "--refunded-column",
            paramLabel = "NAME",
            description = "Column of what was paid back of the order, which lowers its amount. "
                    + "What was paid back in full is no order.")
    @Nullable
    String refunded;

    @Option(
            names = "--order-column",
            paramLabel = "NAME",
            description = "Column of the order's number: lines of one number are one order, "
                    + "and lines that are there twice count once.")
    @Nullable
    String order;

    @Option(
            names = "--currency-column",
            paramLabel = "NAME",
            description = "Column of the currency. Default: a column that is named so, such as Currency.")
    @Nullable
    String currency;

    @Option(
            names = "--cost-column",
            paramLabel = "NAME",
            description =
                    "Column of what the line cost, in the amount's currency; of one piece where --quantity-column "
                            + "multiplies. The report then tells what is left of the money, by customer and by group. A "
                            + "line without a cost is refused, or left out by --lenient.")
    @Nullable
    String cost;

    @Option(
            names = "--group-column",
            paramLabel = "NAME",
            description = "Column of a group, such as the country, by which to show how long customers stay. "
                    + "A customer's group is that of their first order; of several on that day, the first by name.")
    @Nullable
    String group;
}
