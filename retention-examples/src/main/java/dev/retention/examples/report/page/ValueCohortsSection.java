package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.RevenueScope;
import dev.retention.examples.report.figures.Shown;
import dev.retention.examples.report.figures.ValueCohorts;
import dev.retention.examples.report.figures.ValueCohorts.Cell;
import dev.retention.examples.report.figures.ValueCohorts.Row;
import dev.retention.examples.report.figures.Words;
import java.util.List;
import java.util.Optional;

/** What cohorts of customers are worth later. */
public record ValueCohortsSection(RevenueScope of, Optional<ValueCohorts> figures, Shown shown) implements Section {

    private static final int SHADES = 10;

    @Override
    public void page(Page page) {
        figures.filter(each -> each.rows().size() > 1).ifPresent(each -> write(page, each));
    }

    private void write(Page page, ValueCohorts cohorts) {
        String period = cohorts.grain().word();
        List<Row> rows = shown.latest(cohorts.rows());
        int ages =
                Math.min(rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0), shown.periods() + 1);
        page.beginSection("cohorts", "What do customers bring later?");
        page.add(
                "<p class=\"soft\">Customers by the ",
                period,
                " in which they first paid. Each cell is what they pay at the end of a later ");
        page.add(
                period,
                ", in % of what they paid at the end of their first; above 100 those who stay grow by more than is lost.</p>\n");
        page.beginTable(
                "heat",
                "Value kept, %, by " + period + "s since the first"
                        + Page.leftOff(cohorts.rows().size(), rows.size()));
        page.add("<thead><tr><th scope=\"col\">First paid</th><th scope=\"col\">Customers</th>");
        for (int age = 0; age < ages; age++) {
            page.add("<th scope=\"col\"><span class=\"sr\">", period, " </span>", Integer.toString(age), "</th>");
        }
        page.add("</tr></thead>\n<tbody>\n");
        for (Row row : rows) {
            page.add(
                    "<tr><th scope=\"row\">",
                    row.period(),
                    "</th><td class=\"size\">",
                    Words.count(row.customers()),
                    "</td>");
            for (int age = 0; age < ages; age++) {
                if (age < row.cells().size()) {
                    writeCell(page, row.cells().get(age), age);
                } else {
                    page.add("<td class=\"hatched\"><span class=\"sr\">not yet observable</span></td>");
                }
            }
            page.add("</tr>\n");
        }
        page.add("<tr><th scope=\"row\">Together</th><td class=\"size\">–</td>");
        for (int age = 0; age < ages; age++) {
            page.add("<td>", cohorts.pooled().get(age).map(Words::percentNumber).orElse("–"), "</td>");
        }
        page.add("</tr>\n");
        page.endTable();
        if (rows.stream().flatMap(row -> row.cells().stream()).anyMatch(Cell::running)) {
            page.add(
                    "<p class=\"legend\">* still running as of ",
                    of.scope().asOf().toString(),
                    "</p>\n");
        }
        page.endSection();
    }

    private void writeCell(Page page, Cell cell, int age) {
        double kept = cell.kept().orElse(0.0);
        // A tenth of 120 % is a shade: below 100 the light ones, what grows is dark.
        int shade = (int) Math.min(SHADES - 1, Math.floor(kept / 1.2 * SHADES));
        page.add("<td class=\"", age == 0 ? "base" : "h" + shade, cell.running() ? " partial" : "", "\" title=\"");
        page.add(
                Words.counted(cell.customers(), "customer"),
                "; ",
                Page.escaped(of.scope().unit().of(cell.amount())),
                "\">");
        page.add(cell.kept().map(Words::percentNumber).orElse("–"), cell.running() ? "*" : "", "</td>");
    }
}
