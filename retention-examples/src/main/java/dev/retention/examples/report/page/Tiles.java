package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.Flow;
import dev.retention.examples.report.figures.KeyFigures;
import dev.retention.examples.report.figures.Movement;
import dev.retention.examples.report.figures.MovementFigures;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.Words;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;

/** The figures of the latest complete period in plain words, each with its formula on demand. */
final class Tiles {

    private final Page page;
    private final Scope scope;
    private final MovementFigures figures;
    private final KeyFigures latest;

    Tiles(Page page, Scope scope, MovementFigures figures, KeyFigures latest) {
        this.page = page;
        this.scope = scope;
        this.figures = figures;
        this.latest = latest;
    }

    void write() {
        Movement now = latest.movement();
        String before = latest.before().period();
        String period = scope.grain().word();
        page.add("<h3>The latest complete ", period, ", ", scope.grain().named(now.period()));
        page.add("</h3>\n<dl class=\"tiles\">\n");
        count("Customers who ordered", Movement::active, "all who ordered in " + now.period());
        count("New customers", Movement::newCustomers, "those whose first order in these data was in " + now.period());
        count("Back after a pause", Movement::reactivated, "those who had ordered before, but not in " + before);
        count(
                "Customers of the " + period + " before who did not order again",
                Movement::lost,
                "those who ordered in " + before + " and not in " + now.period() + "; some may yet come back");
        rate(
                "Ordered again, of the customers of the " + period + " before",
                now.retention(),
                latest.lastYear().flatMap(Movement::retention),
                "who ordered in " + before + " also ordered in " + now.period(),
                "retained ÷ customers who ordered in " + before + ", named " + Movement.RETENTION + " in the library");
        rate(
                "Did not order again, of the customers of the " + period + " before",
                now.churn(),
                latest.lastYear().flatMap(Movement::churn),
                "who ordered in " + before + " did not order in " + now.period(),
                "churn by " + period + ": did not order again ÷ customers who ordered in " + before + ", named "
                        + Movement.CHURN + " in the library");
        tile(
                "Spend per customer who ordered",
                latest.averageSpend().map(this::money).orElse("not known"),
                money(now.active().amount()) + " in all",
                "amount of " + now.period() + " ÷ customers who ordered in it");
        if (!figures.mostPause()) {
            lifetime();
        }
        page.add("</dl>\n");
        if (figures.mostPause()) {
            page.add("<p class=\"soft\">No lifetime value by spend and churn of a ", period);
            page.add(
                    ": most customers who order again had paused for a ",
                    period,
                    " or more, so that formula, which takes ");
            page.add("them for lost, would come out far too low. What customers have spent so far stands under ");
            page.add("<a href=\"#worth\">What are they worth?</a>; a coarser --grain may give one.</p>\n");
        }
    }

    private void lifetime() {
        Optional<KeyFigures.LifetimeValue> value = latest.lifetimeValue();
        tile(
                "Worth of a customer, if all stays as it is",
                value.map(each -> money(each.value())).orElse("not known"),
                value.map(each -> "95 %: " + Words.amount(each.lower()) + " to "
                                + each.upper().map(Words::amount).orElse("no bound"))
                        .orElse("nobody was lost, or nobody to lose"),
                "spend per customer ÷ churn of " + latest.movement().period()
                        + ", as if nobody came back; named ARPA_OVER_CHURN in the library");
    }

    private void count(String name, Function<Movement, Flow> flow, String formula) {
        String earlier = count(latest.before(), flow)
                + latest.lastYear().map(year -> "; " + count(year, flow)).orElse("");
        tile(name, Words.count(flow.apply(latest.movement()).customers()), earlier, formula);
    }

    private static String count(Movement movement, Function<Movement, Flow> flow) {
        return Words.count(flow.apply(movement).customers()) + " in " + movement.period();
    }

    private void rate(String name, Optional<Rate> rate, Optional<Rate> lastYear, String what, String formula) {
        tile(
                name,
                rate.map(each -> Words.percent(each.value())).orElse("not known"),
                rate.map(each -> Words.count(each.count()) + " of " + Words.count(each.total()) + " " + what
                                        + "; 95 %: " + Words.interval(each))
                                .orElse("nobody ordered the period before")
                        + lastYear.map(each -> "; the same period of the last year: " + Words.percent(each.value()))
                                .orElse(""),
                formula);
    }

    private void tile(String name, String value, String small, String formula) {
        tile(page, name, value, small, formula);
    }

    /** A figure in large, what it is of, and its formula on demand. */
    static void tile(Page page, String name, String value, String small, String formula) {
        page.add("<div class=\"tile\"><dt>", Page.escaped(name), "</dt><dd><b>", Page.escaped(value), "</b><small>");
        page.add(Page.escaped(small.replace(" %", "\u00a0%")), "</small><details><summary>Formula</summary><small>");
        page.add(Page.escaped(formula), "</small></details></dd></div>\n");
    }

    private String money(BigDecimal amount) {
        return scope.unit().of(amount);
    }
}
