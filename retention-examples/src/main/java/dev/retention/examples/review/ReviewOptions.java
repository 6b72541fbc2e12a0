package dev.retention.examples.review;

import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.figures.ReportGrain;
import dev.retention.examples.report.figures.Words;
import dev.retention.loss.CallRule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is to be reviewed, filled in from the command line. */
final class ReviewOptions {

    private static final int GAP_DAYS = 90;
    private static final int MOST_CALLS = 10_000;
    private static final int MOST_DAYS = 36_500;

    /** Whom to call first. */
    enum CallBy {
        VALUE,
        REASONS,
        RANDOM
    }

    @Option(
            names = "--period",
            paramLabel = "PERIOD",
            description =
                    "The period whose losses are reviewed, such as 2026-Q2 or 2026-06. Default: the latest that is "
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
            description =
                    "Ways of ending that are not the customer's will, told apart. Default: failed payment,involuntary")
    List<String> involuntary = List.of("failed payment", "involuntary");

    @Option(
            names = "--unavoidable",
            paramLabel = "REASONS",
            description = "Reasons against which nothing can be done, such as closed,moved.")
    List<String> unavoidable = List.of();

    @Option(names = "--minimum", paramLabel = "N", description = "Traits of fewer customers are not tried. Default: 20")
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

    /**
     * Refuses what does not go together, before any file is read.
     *
     * @param orders whether a file of orders is given
     * @throws BadInputException if an option cannot be used
     */
    void check(boolean orders) {
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
                    seed == null
                            ? "--call-by random needs --seed NUMBER"
                            : "--seed " + seed + " needs --call-by random");
        }
        checkCallers();
    }

    /** Refuses what says nothing of a file without days. */
    void checkSnapshot(String option) {
        String why = "says nothing of " + option + ", which has no days";
        ReviewFileOptions.refuse(period, "--period", why);
        ReviewFileOptions.refuse(grain, "--grain", why);
    }

    private void checkCallers() {
        List<String> names = callers.stream().map(String::strip).toList();
        if (names.stream().anyMatch(String::isEmpty)
                || names.stream()
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .distinct()
                                .count()
                        < names.size()) {
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
