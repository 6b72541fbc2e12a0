package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.FormulaFigures;
import dev.retention.examples.report.figures.FormulaFigures.ByFormula;
import dev.retention.examples.report.figures.FormulaFigures.Difference;
import dev.retention.examples.report.figures.RevenueScope;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.Terminal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why formulas for retention of value differ, with the customers who make them. */
public record FormulasSection(RevenueScope of, List<FormulaFigures> figures) implements Section {

    @Override
    public void page(Page page) {
        if (figures.isEmpty()) {
            return;
        }
        page.beginSection("formulas", "Why do others print another number?");
        page.add(
                "<p class=\"soft\">Retention of value by the formulas that systems use. They differ by customers, who are named.");
        page.add("</p>\n");
        figures.forEach(each -> write(page, each));
        page.endSection();
    }

    private static void write(Page page, FormulaFigures figures) {
        page.beginTable(
                "wide text",
                "Net and gross retention of " + figures.words() + " by formula, and who makes it differ",
                List.of(
                        "Formula",
                        "Retention",
                        "95 % interval",
                        "What is divided",
                        "What it does",
                        "Customers taken otherwise, and by how much"));
        for (ByFormula each : figures.formulas()) {
            page.row(List.of(
                    each.rate().formula().name(),
                    Words.percent(each.rate().value()),
                    each.rate().range(),
                    each.rate().formula().expression(),
                    each.why(),
                    customers(each)));
        }
        page.endTable();
    }

    private static String customers(ByFormula formula) {
        if (formula.against().isEmpty()) {
            return "–";
        }
        if (formula.customers() == 0) {
            return "nobody: the same as " + formula.against();
        }
        String named = formula.largest().stream().map(FormulasSection::customer).collect(Collectors.joining(", "));
        return Words.counted(formula.customers(), "customer") + " against " + formula.against()
                + (named.isEmpty() ? "" : ", the largest " + named);
    }

    private static String customer(Difference difference) {
        return Words.oneLine(difference.customer(), 60) + " "
                + (difference.amount().signum() < 0 ? "−" : "+")
                + Words.amount(difference.amount().abs());
    }

    @Override
    public void text(Terminal text) {
        figures.forEach(known -> {
            text.line("");
            text.line(text.bold("By other formulas") + " (" + known.words() + ")");
            known.formulas()
                    .forEach(each -> text.line(String.format(
                            Locale.ROOT,
                            "  %-20s %8s  %s",
                            each.rate().formula(),
                            Words.percent(each.rate().value()),
                            each.rate().formula().expression())));
        });
    }
}
