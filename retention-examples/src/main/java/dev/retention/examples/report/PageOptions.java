package dev.retention.examples.report;

import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.figures.Shown;
import picocli.CommandLine.Option;

/** What the report may hold, filled in from the command line. */
final class PageOptions {

    /** How many customers a page names: the others are counted everywhere, and listed by {@code --open}. */
    private static final int CUSTOMERS = 2_000;

    private static final int PERIODS = 24;

    @Option(
            names = "--no-customers",
            description = "Name no customer anywhere: no lists behind the figures, nobody at risk, no customers.csv.")
    boolean noCustomers;

    /**
     * Refuses questions whose answer is customers, if none may be named.
     *
     * @throws BadInputException if there is such a question
     */
    void check(Questions questions) {
        if (!noCustomers) {
            return;
        }
        String asked = questions.open != null
                ? "--open"
                : questions.compare != null ? "--compare" : questions.restate != null ? "--restate" : "";
        if (!asked.isEmpty()) {
            throw new BadInputException(
                    "--no-customers leaves out the customers that " + asked + " asks for; leave one of them out");
        }
    }

    /** How much the page holds. */
    Shown shown() {
        return new Shown(PERIODS, noCustomers ? 0 : CUSTOMERS);
    }
}
