package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.CohortFigures;
import dev.retention.examples.report.figures.CohortRow;
import dev.retention.examples.report.figures.CohortRow.Cell;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.Shown;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonFigures;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import dev.retention.time.CellState;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Who comes back: one row for each cohort, one column for each age. */
public record CohortsSection(Scope scope, CohortFigures figures, Shown shown) implements Section {

    private static final int SHADES = 10;
    private static final int AGES = 12;
    private static final String SHARES = "Customers who ordered again, % of their cohort";

    @Override
    public void page(Page page) {
        String period = scope.grain().word();
        List<CohortRow> filled =
                figures.rows().stream().filter(row -> row.size() > 0).toList();
        List<CohortRow> latest = shown.latest(filled);
        int ages = Math.min(
                latest.stream().mapToInt(row -> row.cells().size()).max().orElse(0), shown.periods() + 1);
        double most = latest.stream()
                .flatMap(row -> row.cells().stream().limit(ages))
                .filter(cell -> cell.age() > 0 && cell.state() == CellState.OBSERVED)
                .flatMap(cell -> cell.rate().stream())
                .mapToDouble(Rate::value)
                .max()
                .orElse(1);
        page.beginSection("cohorts", "Do they come back?");
        page.add("<p class=\"soft\">One row ");
        page.add(
                "for the customers who first ordered in a ",
                period,
                "; a cell is of those of them who ordered again so many ");
        page.add(period, "s later, and the darker, the larger their share. ");
        page.add(
                shown.customers() == 0
                        ? "Point at a cell for the counts.</p>\n"
                        : "Point at a cell for the counts; open it for the counts and the customers.</p>\n");
        page.add("<fieldset class=\"views\" id=\"cohort-views\" hidden data-share=\"", SHARES);
        page.add("\" data-count=\"Customers who ordered again\" data-amount=\"What they spent, ");
        page.add(Page.escaped(scope.unit().words()), "\"><legend>Show</legend>");
        page.add("<label><input type=\"radio\" name=\"cohort-view\" value=\"share\" checked> % of the cohort</label>");
        page.add("<label><input type=\"radio\" name=\"cohort-view\" value=\"count\"> customers</label>");
        page.add("<label><input type=\"radio\" name=\"cohort-view\" value=\"amount\"> ");
        page.add(scope.unit().after("amount"), "</label></fieldset>\n");
        page.addLast("<script>\n", Frame.insideScript(Frame.ownResource("cohorts.js")), "</script>\n");
        page.beginTable(
                "heat",
                SHARES + ", by " + period + "s since the first order" + Page.leftOff(filled.size(), latest.size()));
        page.add("<thead><tr><th scope=\"col\">First order</th><th scope=\"col\">Customers</th>");
        for (int age = 0; age < ages; age++) {
            page.add("<th scope=\"col\"><span class=\"sr\">", period, " </span>", Integer.toString(age), "</th>");
        }
        page.add("</tr></thead>\n<tbody>\n");
        for (CohortRow row : latest) {
            page.add(
                    "<tr><th scope=\"row\">",
                    row.period(),
                    "</th><td class=\"size\">",
                    Words.count(row.size()),
                    "</td>");
            for (int age = 0; age < ages; age++) {
                if (age < row.cells().size()) {
                    writeCell(page, row, row.cells().get(age), most);
                } else {
                    page.add("<td class=\"hatched\"><span class=\"sr\">not yet observable</span></td>");
                }
            }
            page.add("</tr>\n");
        }
        page.endTable();
        page.add("<p class=\"legend\"><span>share of the cohort: 0 %<span class=\"ramp\" aria-hidden=\"true\">");
        for (int shade = 0; shade < SHADES; shade++) {
            page.add("<i class=\"h", Integer.toString(shade), "\"></i>");
        }
        page.add(
                "</span>",
                Words.percent(most),
                "</span><span><span class=\"key hatched\"></span>not yet observable</span>");
        if (latest.stream().flatMap(r -> r.cells().stream()).anyMatch(c -> c.state() == CellState.PARTIAL)) {
            page.add(
                    "<span><span class=\"key heat\"><span class=\"partial\" style=\"display:block;height:100%\"></span></span>");
            page.add("* still running as of ", scope.asOf().toString(), ", can only grow</span>");
        }
        page.add("</p>\n</section>\n");
    }

    private void writeCell(Page page, CohortRow row, Cell cell, double most) {
        boolean partial = cell.state() == CellState.PARTIAL;
        double value = cell.rate().map(Rate::value).orElse(0.0);
        int shade = most == 0 ? 0 : (int) Math.min(SHADES - 1, Math.floor(value / most * SHADES));
        page.add("<td class=\"", cell.age() == 0 ? "base" : "h" + shade, partial ? " partial" : "", "\"");
        page.add(" data-n=\"", Words.count(cell.retained()), "\" data-a=\"");
        page.add(Words.amount(cell.amount().setScale(0, RoundingMode.HALF_EVEN)), "\"");
        page.add(Page.opening(row.period() + "+" + cell.age(), cell.retained()), " title=\"");
        page.add(Words.count(cell.retained()), " of ", Words.count(row.size()), " customers");
        cell.rate().filter(rate -> cell.age() > 0).ifPresent(rate -> page.add("; 95 %: ", Words.interval(rate)));
        page.add("; ", Page.escaped(scope.unit().of(cell.amount())), partial ? "; still running" : "", "\">");
        page.add(cell.age() == 0 && !partial ? "100" : Words.percentNumber(value), partial ? "*" : "", "</td>");
    }

    @Override
    public void text(Terminal text) {
        List<CohortRow> filled =
                figures.rows().stream().filter(row -> row.size() > 0).toList();
        List<CohortRow> rows = Terminal.latest(filled);
        int ages = Math.min(rows.stream().mapToInt(r -> r.cells().size()).max().orElse(0), AGES);
        text.line("");
        text.line(text.bold(SHARES + ", by " + scope.grain().word() + "s since the first order"));
        StringBuilder header = new StringBuilder(String.format(Locale.ROOT, "%-10s %8s", "cohort", "size"));
        for (int age = 0; age < ages; age++) {
            header.append(String.format(Locale.ROOT, "%6d ", age));
        }
        text.line(text.dim(header.toString().stripTrailing()));
        for (CohortRow row : rows) {
            StringBuilder line =
                    new StringBuilder(String.format(Locale.ROOT, "%-10s %8s", row.period(), Words.count(row.size())));
            for (Cell cell : row.cells().subList(0, Math.min(ages, row.cells().size()))) {
                String value =
                        cell.rate().map(r -> Words.percentNumber(r.value())).orElse("-");
                line.append(String.format(Locale.ROOT, "%6s%s", value, cell.state() == CellState.PARTIAL ? "*" : " "));
            }
            text.line(line.toString().stripTrailing());
        }
        StringBuilder legend = new StringBuilder("blank: not yet observable");
        if (rows.stream().anyMatch(r -> r.cells().stream().anyMatch(c -> c.state() == CellState.PARTIAL))) {
            legend.append("; *: still running as of ").append(scope.asOf());
        }
        if (filled.size() > rows.size() || figures.ages() > ages) {
            legend.append("; all ")
                    .append(Words.counted(filled.size(), "cohort"))
                    .append(" and ages: report.json");
        }
        text.line(text.dim(legend.toString()));
    }

    @Override
    public void json(JsonWriter json) {
        json.name("cohorts").beginArray();
        figures.rows().forEach(row -> writeRow(json, row, figures.ages()));
        json.endArray();
    }

    private static void writeRow(JsonWriter json, CohortRow row, int ages) {
        json.beginObject();
        json.name("period").value(row.period());
        json.name("size").value(row.size());
        json.name("state").value(row.state().name());
        json.name("cells").beginArray();
        for (Cell cell : row.cells()) {
            json.beginFlatObject();
            json.name("age").value(cell.age());
            json.name("retained").value(cell.retained());
            json.name("amount").value(cell.amount());
            json.name("state").value(cell.state().name());
            JsonFigures.rate(json, "rate", cell.rate());
            json.endObject();
        }
        for (int age = row.cells().size(); age < ages; age++) {
            json.beginFlatObject();
            json.name("age").value(age);
            json.name("retained").nullValue();
            json.name("amount").nullValue();
            json.name("state").value(CellState.UNOBSERVED.name());
            json.name("rate").nullValue();
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }
}
