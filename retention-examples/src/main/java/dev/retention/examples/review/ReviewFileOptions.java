package dev.retention.examples.review;

import dev.retention.examples.report.csv.BadInputException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files that a review alone reads, filled in from the command line. */
final class ReviewFileOptions {

    @Option(
            names = "--calls",
            paramLabel = "FILE",
            description =
                    "Who was called before, such as a filled-in call-list.csv: customer, day and, if known, caller, "
                            + "outcome. A line without day or outcome is no call. Nobody is called twice in 91 days, and who came "
                            + "back after a call is told.")
    @Nullable
    Path calls;

    @Option(
            names = "--issues",
            paramLabel = "FILE",
            description = "The issues.csv of the last review, edited by hand if you like: issues are carried over, and "
                    + "what came of those that are fixed is told.")
    @Nullable
    Path issues;

    @Option(
            names = "--attributes",
            paramLabel = "FILE",
            description = "What is known of customers: a column customer and any others, each of which is tried as a "
                    + "trait of the lost. With a column since, a line holds from that day on.")
    @Nullable
    Path attributes;

    @Option(
            names = "--referrals",
            paramLabel = "FILE",
            description = "Who was referred by whom: customer, day, referred-by.")
    @Nullable
    Path referrals;

    @Option(
            names = "--renewals",
            paramLabel = "FILE",
            description =
                    "Terms of contracts that end, and what became of them: customer, term-end, due; decided (when) "
                            + "and renewed-for, both empty while pending, 0 if lost; reason, of the kept too; recoded (when) and "
                            + "reason-now.")
    @Nullable
    Path renewals;

    @Option(
            names = "--snapshot",
            paramLabel = "FILE",
            description = "Review a file with one line per customer instead, which says whether they left; all other "
                    + "columns are traits. It has no days, so that nothing is said of periods.")
    @Nullable
    Path snapshot;

    @Option(
            names = "--lost-column",
            paramLabel = "NAME",
            description =
                    "Of --snapshot: the column that says who left (yes, true or 1). Default: churn, churned, lost, "
                            + "left, exited or attrition")
    @Nullable
    String lostColumn;

    @Option(
            names = "--value-column",
            paramLabel = "NAME",
            description =
                    "Of --snapshot: the column of what a customer is worth. Default: monthly charges, value or mrr")
    @Nullable
    String valueColumn;

    /** The files that are named, by the options that name them. */
    Map<String, Path> files() {
        Map<String, Path> named = new LinkedHashMap<>();
        put(named, "--calls", calls);
        put(named, "--issues", issues);
        put(named, "--attributes", attributes);
        put(named, "--referrals", referrals);
        put(named, "--renewals", renewals);
        put(named, "--snapshot", snapshot);
        return named;
    }

    private static void put(Map<String, Path> named, String option, @Nullable Path file) {
        if (file != null) {
            named.put(option, file);
        }
    }

    /** Takes a path for those files of a business that are not given. */
    void simulateOthers(Path simulated) {
        attributes = attributes == null ? simulated : attributes;
        referrals = referrals == null ? simulated : referrals;
        renewals = renewals == null ? simulated : renewals;
    }

    /**
     * Refuses what does not go together, before any file is read.
     *
     * @param others whether a file of subscriptions or orders is given
     * @param noCustomers whether nobody may be named
     * @throws BadInputException if an option cannot be used
     */
    void check(boolean others, boolean noCustomers) {
        if (noCustomers && calls != null) {
            throw new BadInputException("--no-customers leaves out the list of calls, of which --calls says something");
        }
        if (snapshot == null) {
            refuse(lostColumn, "--lost-column", "needs --snapshot FILE");
            refuse(valueColumn, "--value-column", "needs --snapshot FILE");
        } else if (others) {
            throw new BadInputException("--snapshot and a file of orders or --subscriptions are two reviews: make one "
                    + "after the other, each with its --out");
        }
    }

    /** Refuses what says nothing of a file without days. */
    void checkSnapshot(String option) {
        String why = "says nothing of " + option + ", which has no days";
        refuse(calls, "--calls", why);
        refuse(referrals, "--referrals", why);
        refuse(renewals, "--renewals", why);
        refuse(attributes, "--attributes", "says nothing of " + option + ", whose columns are the attributes");
        refuse(issues, "--issues", why);
    }

    static void refuse(@Nullable Object given, String option, String why) {
        if (given != null) {
            throw new BadInputException(option + " " + why);
        }
    }
}
