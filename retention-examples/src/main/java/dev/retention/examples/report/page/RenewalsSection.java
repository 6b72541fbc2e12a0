package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.RenewalFigures;
import dev.retention.examples.report.figures.RevenueScope;
import dev.retention.examples.report.figures.ValueRate;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.Terminal;
import java.util.List;
import java.util.Optional;

/** What became of customers with a term of a year or more that ended. */
public record RenewalsSection(RevenueScope of, Optional<RenewalFigures> figures) implements Section {

    private static final String DUE = "RENEWALS:DUE";
    private static final String LOST = "RENEWALS:DUE_LOST";

    @Override
    public void page(Page page) {
        figures.ifPresent(renewals -> {
            page.beginSection("renewals", "Who renewed?");
            page.add("<p class=\"soft\">Customers of the start of ", Page.escaped(renewals.words()));
            page.add(
                    " with a subscription charged by the year or longer whose term ended in it; each once, with all the value at the start.</p>\n");
            page.beginTable("text", "What became of those due", List.of("What", "Customers and value"));
            page.add("<tr><th scope=\"row\">Due</th>");
            page.opening(due(renewals), DUE, renewals.due().customers());
            page.add("</tr>\n<tr><th scope=\"row\">Renewed</th><td>", renewed(renewals), "</td></tr>\n");
            page.add("<tr><th scope=\"row\">Lost</th>");
            page.opening(lost(renewals), LOST, renewals.lost().customers());
            page.add(
                    "</tr>\n<tr><th scope=\"row\">Value renewed, net (with growth)</th><td>",
                    rate(renewals.net()),
                    "</td></tr>\n");
            page.add(
                    "<tr><th scope=\"row\">Value renewed, gross (without)</th><td>",
                    rate(renewals.gross()),
                    "</td></tr>\n");
            page.endTable();
            page.endSection();
        });
    }

    private String due(RenewalFigures renewals) {
        return Words.counted(renewals.due().customers(), "customer") + ", "
                + of.scope().unit().of(renewals.due().amount()) + " a month";
    }

    private String lost(RenewalFigures renewals) {
        return Words.counted(renewals.lost().customers(), "customer") + ", "
                + of.scope().unit().of(renewals.lost().amount()) + " a month";
    }

    private static String renewed(RenewalFigures renewals) {
        return renewals.renewed()
                .map(rate -> Words.percent(rate.value()) + " (" + Words.count(rate.count()) + " of "
                        + Words.count(rate.total()) + " customers; 95 %: " + Words.interval(rate) + ")")
                .orElse("–");
    }

    private static String rate(Optional<ValueRate> rate) {
        return rate.map(each -> Words.percent(each.value()) + " (" + Words.amount(each.numerator()) + " of "
                        + Words.amount(each.denominator()) + ", " + each.formula() + ")")
                .orElse("–");
    }

    @Override
    public void text(Terminal text) {
        figures.ifPresent(renewals -> {
            text.line("");
            text.line(text.bold("Who renewed?") + " (terms of a year or more that ended in " + renewals.words() + ")");
            text.line("  " + due(renewals) + " due; renewed " + renewed(renewals));
        });
    }
}
