package dev.retention.examples.review;

import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.figures.ReportGrain;
import dev.retention.examples.report.figures.Words;
import dev.retention.loss.CallRule;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is to be reviewed, and the files that a review alone reads; filled in from the command line. */
final class ReviewOptions {

    private static final int GAP_DAYS = 90;
    private static final int MOST_CALLS = 10_000;
    private static final int MOST_DAYS = 36_500;

    /** Whom to call first. */
    enum CallBy { VALUE, REASONS, RANDOM }

    @Option(
            names = "--period",
            paramLabel = "PERIOD",
            description = "The period whose losses are reviewed, such as 2026-Q2 or 2026-06. Default: the latest that is "
                    + "over")
    @Nullable
    String period;

    @Option(
            names = "--grain",
            paramLabel = "GRAIN",
            description = "Length of the periods: month, quarter or year. Default: that of --period, or quarter")
    @Nullable
    ReportGrain grain;

    @Option(
            names = "--gap-days",
            paramLabel = "DAYS",
            description = "Of orders: who has not ordered for so many days is lost. Default: 90")
    @Nullable
    Integer gapDays;

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            description = "How many days before a loss are searched for what announced it; a loss without any sign in "
                    + "them is silent. Default: 90")
    int days = GAP_DAYS;

    @Option(
            names = "--involuntary",
            paramLabel = "MODES",
            description = "Ways of ending that are not the customer's will, told apart. Default: failed payment,involuntary")
    List<String> involuntary = List.of("failed payment", "involuntary");

    @Option(
            names = "--unavoidable",
            paramLabel = "REASONS",
            description = "Reasons against which nothing can be done, such as closed,moved.")
    List<String> unavoidable = List.of();

    @Option(
            names = "--minimum",
            paramLabel = "N",
            description = "Traits of fewer customers are not tried. Default: 20")
    int minimum = 20;

    @Option(names = "--call", paramLabel = "N", description = "How many customers to call. Default: 10")
    int call = 10;

    @Option(
            names = "--call-by",
            paramLabel = "RULE",
            description = "Whom to call: value, the largest first; reasons, each in turn; random, drawn with --seed. "
                    + "Default: reasons where they are known, else value")
    @Nullable
    CallBy callBy;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Any number, by which --call-by random draws: the same number always draws the same.")
    @Nullable
    Long seed;

    @Option(
            names = "--callers",
            paramLabel = "NAMES",
            description = "Who calls, such as Ann,Ben: the list is dealt out to them in turn.",
            split = ",")
    List<String> callers = List.of();

    @Option(
            names = "--calls",
            paramLabel = "FILE",
            description = "Who was called before: customer, day and, if known, caller, outcome. Nobody is called twice "
                    + "in 91 days, and who came back after a call is told. Days are written 2026-06-30.")
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
            names = "--snapshot",
            paramLabel = "FILE",
            description = "Review a file with one line per customer instead, which says whether she left; all other "
                    + "columns are traits. It has no days, so that nothing is said of periods.")
    @Nullable
    Path snapshot;

    @Option(
            names = "--lost-column",
            paramLabel = "NAME",
            description = "Of --snapshot: the column that says who left (yes, true or 1). Default: churn, churned, lost, "
                    + "left, exited or attrition")
    @Nullable
    String lostColumn;

    @Option(
            names = "--value-column",
            paramLabel = "NAME",
            description = "Of --snapshot: the column of what a customer is worth. Default: monthly charges, value or mrr")
    @Nullable
    String valueColumn;

    /** The days after which a customer without an order is lost. */
    int gap() {
        return gapDays == null ? GAP_DAYS : gapDays;
    }

    /**
     * Whom to call first.
     *
     * @param reasons whether it is told why customers left
     */
    CallRule callRule(boolean reasons) {
        if (callBy == null) {
            return reasons ? CallRule.REASONS : CallRule.VALUE;
        }
        return switch (callBy) {
            case VALUE -> CallRule.VALUE;
            case REASONS -> CallRule.REASONS;
            case RANDOM -> CallRule.DRAWN;
        };
    }

    /** The length of the periods, as the label of the period tells it if nothing else does. */
    ReportGrain grain() {
        if (period == null) {
            return grain == null ? ReportGrain.QUARTER : grain;
        }
        ReportGrain told = ofLabel(period);
        if (grain != null && grain != told) {
            throw new BadInputException("--period " + Words.oneLine(period, 30) + " is a " + told.word()
                    + " and contradicts --grain " + grain.word());
        }
        return told;
    }

    private static ReportGrain ofLabel(String label) {
        if (label.matches("[0-9]{4}-Q[1-4]")) {
            return ReportGrain.QUARTER;
        }
        if (label.matches("[0-9]{4}-(0[1-9]|1[0-2])")) {
            return ReportGrain.MONTH;
        }
        if (label.matches("[0-9]{4}")) {
            return ReportGrain.YEAR;
        }
        throw new BadInputException(
                "--period \"" + Words.oneLine(label, 30) + "\" must be a period such as 2026-Q2, 2026-06 or 2026");
    }

    /** The files that are named, by the options that name them. */
    Map<String, Path> files() {
        Map<String, Path> named = new LinkedHashMap<>();
        put(named, "--calls", calls);
        put(named, "--issues", issues);
        put(named, "--attributes", attributes);
        put(named, "--referrals", referrals);
        put(named, "--snapshot", snapshot);
        return named;
    }

    private static void put(Map<String, Path> named, String option, @Nullable Path file) {
        if (file != null) {
            named.put(option, file);
        }
    }

    /**
     * Refuses what does not go together, before any file is read.
     *
     * @param subscriptions whether a file of subscriptions is given
     * @param orders whether a file of orders is given
     * @param noCustomers whether nobody may be named
     * @throws BadInputException if an option cannot be used
     */
    void check(boolean subscriptions, boolean orders, boolean noCustomers) {
        ReportGrain length = grain();
        if (length == ReportGrain.DAY || length == ReportGrain.WEEK) {
            throw new BadInputException("--grain " + length.word() + " must be month, quarter or year");
        }
        within("--gap-days", gap(), 1, MOST_DAYS);
        within("--days", days, 1, MOST_DAYS);
        within("--minimum", minimum, 1, Integer.MAX_VALUE);
        within("--call", call, 1, MOST_CALLS);
        if (gapDays != null && !orders) {
            throw new BadInputException("--gap-days is of files of orders and says nothing of other files");
        }
        if ((seed != null) != (callBy == CallBy.RANDOM)) {
            throw new BadInputException(
                    seed == null ? "--call-by random needs --seed NUMBER" : "--seed " + seed + " needs --call-by random");
        }
        checkCallers();
        if (noCustomers && calls != null) {
            throw new BadInputException("--no-customers leaves out the list of calls, of which --calls says something");
        }
        if (snapshot == null) {
            refuse(lostColumn, "--lost-column", "needs --snapshot FILE");
            refuse(valueColumn, "--value-column", "needs --snapshot FILE");
        } else if (subscriptions || orders) {
            throw new BadInputException("--snapshot and a file of orders or --subscriptions are two reviews: make one "
                    + "after the other, each with its --out");
        } else {
            checkSnapshot("--snapshot");
        }
    }

    /** Refuses what says nothing of a file without days. */
    void checkSnapshot(String option) {
        String why = "says nothing of " + option + ", which has no days";
        refuse(period, "--period", why);
        refuse(grain, "--grain", why);
        refuse(calls, "--calls", why);
        refuse(referrals, "--referrals", why);
        refuse(attributes, "--attributes", "says nothing of " + option + ", whose columns are the attributes");
        refuse(issues, "--issues", why);
    }

    private static void refuse(@Nullable Object given, String option, String why) {
        if (given != null) {
            throw new BadInputException(option + " " + why);
        }
    }

    private void checkCallers() {
        List<String> names = callers.stream().map(String::strip).toList();
        if (names.stream().anyMatch(String::isEmpty)
                || names.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().count() < names.size()) {
            throw new BadInputException("--callers " + Words.oneLine(String.join(",", callers), 60)
                    + " must be names that differ, with commas between");
        }
        callers = names;
        involuntary = split(involuntary);
        unavoidable = split(unavoidable);
    }

    private static List<String> split(List<String> values) {
        return values.stream()
                .flatMap(each -> Arrays.stream(each.split(",", -1)))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .distinct()
                .toList();
    }

    private static void within(String option, int number, int least, int most) {
        if (number < least || number > most) {
            throw new BadInputException(option + " " + number + " must be from " + least + " to " + most);
        }
    }
}
