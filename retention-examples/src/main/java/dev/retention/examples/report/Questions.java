package dev.retention.examples.report;

import dev.retention.ChurnFormula;
import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.csv.CsvOptions;
import dev.retention.examples.report.figures.Models;
import dev.retention.examples.report.figures.Words;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the user asks beyond the standing report, filled in from the command line. */
final class Questions {

    private static final int GAP_DAYS = 90;

    /** The formulas that a file of orders can feed. */
    private static final List<ChurnFormula> FORMULAS = Arrays.stream(ChurnFormula.values())
            .filter(formula -> switch (formula) {
                case SCHEDULED, RENEWAL_BASE, RESCALED -> false;
                default -> true;
            })
            .toList();

    @Option(
            names = "--churn",
            paramLabel = "FORMULA",
            description = "Add churn by this formula, such as EVENTS_OVER_START, of customers who are live until "
                    + "--gap-days after their last order.")
    @Nullable
    String churn;

    @Option(
            names = "--compare",
            paramLabel = "FORMULA,FORMULA",
            description = "List the customers who make two churn formulas differ, such as SNAPSHOT,EVENTS_OVER_START, "
                    + "in the latest complete period.")
    @Nullable
    String compare;

    @Option(
            names = "--compare-in",
            paramLabel = "PERIOD",
            description = "Compare in this period instead, such as 2024-03.")
    @Nullable
    String compareIn;

    @Option(
            names = "--compare-groups",
            paramLabel = "GROUP,GROUP",
            description = "Compare these two groups of --group-column. Default: the two, where there are just two.")
    @Nullable
    String compareGroups;

    @Option(
            names = "--open",
            paramLabel = "CELL",
            description = "List the customers in a cell: a cohort and an age such as 2024-01+3, or a period and NEW, "
                    + "RETAINED, REACTIVATED or LOST, such as 2024-03:LOST.")
    @Nullable
    String open;

    @Option(
            names = "--restate",
            paramLabel = "OLDFILE",
            description = "Say which customers moved which figures since this earlier state of the file.")
    @Nullable
    Path restate;

    @Option(
            names = "--gap-days",
            paramLabel = "DAYS",
            description = "For how many days after an order a customer is still live, where tenures are measured and "
                    + "for --churn and --compare. Default: 90")
    int gapDays = GAP_DAYS;

    @Option(
            names = "--models",
            description =
                    "Fit models of purchasing and spend, and write what to expect of each customer to customers.csv.")
    boolean models;

    @Option(
            names = "--time-unit",
            paramLabel = "UNIT",
            description = "Unit of time of the models' parameters: day, week or month (of 30.4375 days). Default: week")
    Models.TimeUnit timeUnit = Models.TimeUnit.WEEK;

    @Option(
            names = "--holdout-from",
            paramLabel = "DATE",
            description = "Fit the models to the orders before this day and compare with those from it on.")
    @Nullable
    LocalDate holdoutFrom;

    @Option(
            names = "--horizon",
            paramLabel = "N",
            description = "Look only so many units of time ahead. Default: a year for purchases, for value as long as "
                    + "customers stay.")
    @Nullable
    Integer horizon;

    /**
     * Refuses what cannot be asked, before any file is read.
     *
     * @throws BadInputException if a formula is unknown, a pair is no pair or the gap is no gap
     */
    void check() {
        if (churn != null) {
            formula("--churn", churn);
        }
        if (compare != null) {
            compared(compare);
        } else if (compareIn != null) {
            throw new BadInputException("--compare-in \"" + Words.oneLine(compareIn, 60) + "\" needs --compare");
        }
        if (holdoutFrom != null && !models) {
            throw new BadInputException("--holdout-from " + holdoutFrom + " needs --models");
        }
        if (horizon != null && (horizon < 1 || horizon > 36_500)) {
            throw new BadInputException("--horizon " + horizon + " must be from 1 to 36500");
        }
        if (horizon != null && !models) {
            throw new BadInputException("--horizon " + horizon + " needs --models");
        }
        if (gapDays < 1 || gapDays > 36_500) {
            throw new BadInputException("--gap-days " + gapDays + " must be from 1 to 36500");
        }
    }

    /** A question that was asked and only orders answer. */
    Optional<String> ordersOnly() {
        Map<String, Boolean> asked = new LinkedHashMap<>();
        asked.put("--churn", churn != null);
        asked.put("--compare", compare != null);
        asked.put("--compare-groups", compareGroups != null);
        asked.put("--restate", restate != null);
        asked.put("--gap-days", gapDays != GAP_DAYS);
        asked.put("--models", models);
        asked.put("--time-unit", timeUnit != Models.TimeUnit.WEEK);
        return asked.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * Refuses groups that no column names.
     *
     * @throws BadInputException if groups are to be compared and there are none
     */
    void checkGroups(CsvOptions csv) {
        if (compareGroups != null && csv.groupColumn().isEmpty()) {
            throw new BadInputException(
                    "--compare-groups \"" + Words.oneLine(compareGroups, 60) + "\" needs --group-column");
        }
    }

    /** The two formulas of {@code --compare}. */
    static List<ChurnFormula> compared(String pair) {
        List<ChurnFormula> formulas = Arrays.stream(pair.split(",", -1))
                .map(name -> formula("--compare", name))
                .toList();
        if (formulas.size() != 2) {
            throw new BadInputException("--compare \"" + Words.oneLine(pair, 120)
                    + "\" must be two formulas with a comma between, such as SNAPSHOT,EVENTS_OVER_START");
        }
        return formulas;
    }

    /** The formula of that name. */
    static ChurnFormula formula(String option, String name) {
        String plain = name.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return FORMULAS.stream()
                .filter(formula -> formula.name().equals(plain))
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        option + " \"" + Words.oneLine(name, 60) + "\" is no churn formula for orders; there are "
                                + FORMULAS.stream().map(ChurnFormula::name).collect(Collectors.joining(", "))));
    }
}
