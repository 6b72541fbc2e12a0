package dev.retention.examples.report.figures;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the user asked beyond the standing report.
 *
 * @param churn churn by the formula that was asked for
 * @param comparison why two formulas differ
 * @param opened who is in a cell
 * @param restatement what moved since an earlier state of the file
 */
public record Answers(
        Optional<Churn> churn,
        Optional<Comparison> comparison,
        Optional<Opened> opened,
        Optional<Restated> restatement) {

    /**
     * Churn of every period by a formula.
     *
     * @param formula its name
     * @param live when a customer is live
     * @param periods one entry for each period
     */
    public record Churn(String formula, String live, List<Figure> periods) {

        public Churn {
            periods = List.copyOf(periods);
        }
    }

    /**
     * A rate with what it was made of.
     *
     * @param period the period's label
     * @param running whether the period is still running
     * @param formula the formula's name
     * @param numerator what was divided
     * @param denominator by what
     * @param value the rate
     * @param text all of that in words
     */
    public record Figure(
            String period,
            boolean running,
            String formula,
            double numerator,
            double denominator,
            double value,
            String text) {}

    /**
     * Two formulas, and the customers behind the difference.
     *
     * @param period the period's label
     * @param live when a customer is live
     * @param left the one figure, if it is defined
     * @param right the other
     * @param losses the customers whose losses they count differently
     * @param onlyLeft the customers in the first one's denominator only
     * @param onlyRight the customers in the second one's denominator only
     * @param names the names of the two formulas
     */
    public record Comparison(
            String period,
            String live,
            Optional<Figure> left,
            Optional<Figure> right,
            List<Loss> losses,
            List<String> onlyLeft,
            List<String> onlyRight,
            List<String> names) {

        public Comparison {
            losses = List.copyOf(losses);
            onlyLeft = List.copyOf(onlyLeft);
            onlyRight = List.copyOf(onlyRight);
            names = List.copyOf(names);
        }
    }

    /**
     * How often two formulas count a customer as lost.
     *
     * @param customer the key
     * @param left by the first
     * @param right by the second
     */
    public record Loss(String customer, long left, long right) {}

    /**
     * The customers in a cell.
     *
     * @param cell the cell as it was asked for
     * @param what the cell in words
     * @param running whether its period is still running
     * @param customers the keys
     */
    public record Opened(String cell, String what, boolean running, List<String> customers) {

        public Opened {
            customers = List.copyOf(customers);
        }
    }

    /**
     * What moved between two states of the data.
     *
     * @param earlierSource the name of the earlier file
     * @param asOf the day up to which the earlier data went; later periods were not published then
     * @param cells the cells that moved, with what all customers together moved
     * @param customers the customers who moved them; their moves sum to those of the cells
     */
    public record Restated(String earlierSource, LocalDate asOf, List<Moved> cells, List<Mover> customers) {

        public Restated {
            cells = List.copyOf(cells);
            customers = List.copyOf(customers);
        }
    }

    /**
     * A cell that moved.
     *
     * @param cell the cell, in the form in which {@code --open} takes it
     * @param customers by how many customers
     * @param amount by what amount
     */
    public record Moved(String cell, long customers, BigDecimal amount) {

        @Override
        public String toString() {
            return String.format(java.util.Locale.ROOT, "%s %+d", cell, customers)
                    + (amount.signum() == 0 ? "" : " (" + (amount.signum() > 0 ? "+" : "") + amount + ")");
        }
    }

    /**
     * A customer who moved cells.
     *
     * @param customer the key
     * @param cells the cells, with what this customer moved
     */
    public record Mover(String customer, List<Moved> cells) {

        public Mover {
            cells = List.copyOf(cells);
        }
    }

    /**
     * An answer as people read it: a heading, a sentence and a table.
     *
     * @param title the heading
     * @param text the sentence
     * @param columns the heads of the columns
     * @param rows as many fields each
     */
    public record Listing(String title, String text, List<String> columns, List<List<String>> rows) {

        public Listing {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /** The answers as people read them. */
    public List<Listing> listings() {
        List<Listing> listings = new ArrayList<>();
        churn.ifPresent(answer -> listings.add(new Listing(
                "Churn by " + answer.formula() + ", by days without an order",
                "Customers are " + answer.live()
                        + ", and lost when those days are over: not the churn by period of the summary, where "
                        + "whoever did not order in the next period is lost.",
                List.of("Period", "Churn"),
                answer.periods().stream()
                        .map(figure -> List.of(figure.period() + (figure.running() ? "*" : ""), figure.text()))
                        .toList())));
        comparison.ifPresent(answer -> listings.add(listing(answer)));
        opened.ifPresent(answer -> listings.add(new Listing(
                "Customers in " + answer.cell(),
                Words.counted(answer.customers().size(), "customer") + ": " + answer.what()
                        + (answer.running() ? "; the period is still running." : "."),
                List.of("Customer"),
                answer.customers().stream().map(List::of).toList())));
        restatement.ifPresent(answer -> listings.add(listing(answer)));
        return listings;
    }

    private static Listing listing(Comparison answer) {
        String left = answer.names().get(0);
        String right = answer.names().get(1);
        List<List<String>> rows = new ArrayList<>();
        for (Loss loss : answer.losses()) {
            rows.add(List.of(
                    loss.customer(),
                    "losses counted " + loss.left() + " by " + left + ", " + loss.right() + " by " + right));
        }
        answer.onlyLeft().forEach(customer -> rows.add(List.of(customer, "only in the denominator of " + left)));
        answer.onlyRight().forEach(customer -> rows.add(List.of(customer, "only in the denominator of " + right)));
        return new Listing(
                left + " against " + right + " in " + answer.period(),
                answer.left().map(Figure::text).orElse("undefined (" + left + ")") + " against "
                        + answer.right().map(Figure::text).orElse("undefined (" + right + ")") + "; customers are "
                        + answer.live() + ". " + Words.counted(rows.size(), "difference") + ".",
                List.of("Customer", "What differs"),
                rows);
    }

    private static Listing listing(Restated answer) {
        return new Listing(
                "Restated since " + answer.earlierSource(),
                "As of " + answer.asOf() + ", "
                        + Words.counted(answer.customers().size(), "customer") + " moved "
                        + Words.counted(answer.cells().size(), "cell") + ".",
                List.of("Customer", "Moved: cell, customers, amount"),
                answer.customers().stream()
                        .map(mover -> List.of(
                                mover.customer(),
                                String.join(
                                        ", ",
                                        mover.cells().stream()
                                                .map(Moved::toString)
                                                .toList())))
                        .toList());
    }
}
