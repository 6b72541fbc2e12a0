package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.ExpansionFigures;
import dev.retention.examples.report.figures.ExpansionFigures.Part;
import dev.retention.examples.report.figures.Flow;
import dev.retention.examples.report.figures.RevenueScope;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.Terminal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What made those who stayed pay more or less. */
public record ExpansionSection(RevenueScope of, Optional<ExpansionFigures> figures) implements Section {

    @Override
    public void page(Page page) {
        figures.filter(each -> !each.parts().isEmpty()).ifPresent(each -> write(page, each));
    }

    private void write(Page page, ExpansionFigures split) {
        page.beginSection("expansion", "Why do those who stay pay more or less?");
        page.add(
                "<p class=\"soft\">Of the customers who paid at the start and at the end of ",
                Page.escaped(split.words()));
        page.add(": those who pay more in all and those who pay less, by what it changed, in ");
        page.add(
                Page.escaped(of.scope().unit().words()),
                " a month. A part can be of the other sign, as a lower price for more units.</p>\n");
        page.beginTable(
                "",
                "What made value expand and contract; the parts add up",
                List.of("By", "Of those who pay more", "Customers", "Of those who pay less", "Customers"));
        for (Part part : split.parts()) {
            page.add(
                    "<tr><th scope=\"row\">",
                    part.words(),
                    "</th><td>",
                    signed(part.more().amount()),
                    "</td>");
            page.opening(customers(part.more()), part.cell(true), part.more().customers());
            page.add("<td>", signed(part.less().amount()), "</td>");
            page.opening(customers(part.less()), part.cell(false), part.less().customers());
            page.add("</tr>\n");
        }
        page.row(List.of("All", signed(split.expansion()), "", signed(split.contraction()), ""));
        page.endTable();
        page.endSection();
    }

    private static String customers(Flow flow) {
        return Words.count(flow.customers());
    }

    private static String signed(BigDecimal amount) {
        return (amount.signum() > 0 ? "+" : amount.signum() < 0 ? "−" : "") + Words.amount(amount.abs());
    }

    @Override
    public void text(Terminal text) {
        figures.filter(each -> !each.parts().isEmpty()).ifPresent(split -> {
            text.line("");
            text.line(text.bold("Why those who stay pay more or less") + " (" + split.words() + ")");
            for (Part part : split.parts()) {
                text.line(Terminal.ascii(String.format(
                        Locale.ROOT,
                        "  %-28s %14s (%s) %14s (%s)",
                        part.words(),
                        signed(part.more().amount()),
                        Words.counted(part.more().customers(), "customer"),
                        signed(part.less().amount()),
                        Words.counted(part.less().customers(), "customer"))));
            }
        });
    }
}
