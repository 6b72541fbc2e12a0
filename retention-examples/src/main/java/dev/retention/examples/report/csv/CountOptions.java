package dev.retention.examples.report.csv;

import dev.retention.history.EventFilter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which lines are orders and whose, filled in from the command line. */
final class CountOptions {

    /** What the amounts on several lines of one order are. */
    enum OrderLines {
        /** Parts of it, which add up. */
        SUM,
        /** Its total, on the first line or on each. */
        ONCE
    }

    @Option(
            names = "--only",
            paramLabel = "COLUMN=VALUES",
            description = "Count only lines with one of these values, such as status=paid,completed; * stands for any "
                    + "text at a value's ends. Case does not matter. May be given for several columns.")
    List<String> only = new ArrayList<>();

    @Option(
            names = "--except",
            paramLabel = "COLUMN=VALUES",
            description = "Leave out lines with one of these values, such as status=cancelled,failed.")
    List<String> except = new ArrayList<>();

    @Option(
            names = "--no-customer",
            paramLabel = "KEYS",
            description = "Keys that mean nobody, such as 0,guest. Lines with them, with no key, or with a word for "
                    + "nothing such as NULL are then left out and counted.")
    @Nullable
    String nobody;

    @Option(names = "--ignore-case", description = "Keys that differ in case only are one customer.")
    boolean ignoreCase;

    @Option(
            names = "--order-lines",
            paramLabel = "HOW",
            description = "What the amounts on several lines of one --order-column are: sum, parts that add up, or "
                    + "once, the order's total on the first line or on each. Default: sum")
    @Nullable
    OrderLines orderLines;

    @Option(
            names = "--refunds",
            paramLabel = "POLICY",
            description = "What an amount below 0 is: count, an order like any other; deduct, a refund that lowers the "
                    + "customer's latest order; leave-out, a refund shown apart; refuse. Default: leave-out")
    EventFilter.@Nullable Refunds refunds;
}
