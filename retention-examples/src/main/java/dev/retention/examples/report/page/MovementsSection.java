package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.Flow;
import dev.retention.examples.report.figures.Movement;
import dev.retention.examples.report.figures.MovementFigures;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.Shown;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonFigures;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import dev.retention.time.CellState;
import java.util.List;
import java.util.Locale;

/** Who came and who left, and what they spent. */
public record MovementsSection(Scope scope, MovementFigures figures, Shown shown) implements Section {

    @Override
    public void page(Page page) {
        String period = scope.grain().word();
        page.beginSection("movements", "Who came and who left");
        page.add("<p class=\"soft\">");
        page.add(
                "Upwards: customers who ordered, by whether they were new, had also ordered the ",
                period,
                " before, or came ");
        page.add("back after a pause. Downwards: those who had ordered the ", period, " before and did not.</p>\n");
        page.chart(
                "chart-movements",
                "Bars of customers new, retained, reactivated and lost; the table below has the numbers");
        page.add(
                "<h3>What they spent</h3>\n<p class=\"soft\">Downwards: what the lost customers had spent the ",
                period);
        page.add(" before, in ", Page.escaped(scope.unit().words()), ".</p>\n");
        page.chart(
                "chart-amounts",
                "Bars of what new, retained, reactivated and lost customers spent; the table has the numbers");
        List<Movement> latest = shown.latest(figures.movements());
        page.beginTable(
                "",
                "Customers and amounts by " + period
                        + Page.leftOff(figures.movements().size(), latest.size()));
        page.add("<thead><tr><th scope=\"col\">", Words.capital(period), "</th>");
        for (String name : List.of("Active", "New", "Retained", "Reactivated", "Lost", "Churn", "95 % interval")) {
            page.add("<th scope=\"col\">", name, "</th>");
        }
        for (String name : List.of("Amount", "of new", "of retained", "of reactivated", "Amount lost")) {
            page.add("<th scope=\"col\">", name, "</th>");
        }
        page.add("</tr></thead>\n<tbody>\n");
        for (Movement m : latest) {
            boolean running = m.state() == CellState.PARTIAL;
            page.add(running ? "<tr class=\"running\">" : "<tr>", "<th scope=\"row\">", m.period());
            page.add(running ? "* <span class=\"sr\">still running</span>" : "", "</th>");
            page.add("<td>", Words.count(m.active().customers()), "</td>");
            writeFlow(page, m, "NEW", m.newCustomers());
            writeFlow(page, m, "RETAINED", m.retained());
            writeFlow(page, m, "REACTIVATED", m.reactivated());
            writeFlow(page, m, "LOST", m.lost());
            page.add("<td>", m.churn().map(r -> Words.percent(r.value())).orElse("–"), "</td>");
            page.add("<td>", m.churn().map(Words::interval).orElse("–"), "</td>");
            for (Flow flow : List.of(m.active(), m.newCustomers(), m.retained(), m.reactivated(), m.lost())) {
                page.add("<td>", Words.amount(flow.amount()), "</td>");
            }
            page.add("</tr>\n");
        }
        page.endTable();
        if (latest.stream().anyMatch(m -> m.state() == CellState.PARTIAL)) {
            page.add("<p class=\"legend\">* still running as of ", scope.asOf().toString(), "</p>\n");
        }
        page.add("</section>\n");
        page.data("movements", this::writeData);
    }

    private static void writeFlow(Page page, Movement in, String kind, Flow flow) {
        page.add(
                "<td",
                Page.opening(in.period() + ":" + kind, flow.customers()),
                ">",
                Words.count(flow.customers()),
                "</td>");
    }

    private void writeData(JsonWriter json) {
        json.beginArray();
        for (Movement m : shown.latest(figures.movements())) {
            json.beginFlatObject();
            json.name("period").value(m.period());
            json.name("running").value(m.state() == CellState.PARTIAL);
            JsonFigures.flow(json, "fresh", m.newCustomers());
            JsonFigures.flow(json, "retained", m.retained());
            JsonFigures.flow(json, "back", m.reactivated());
            JsonFigures.flow(json, "lost", m.lost());
            json.endObject();
        }
        json.endArray();
    }

    @Override
    public void text(Terminal text) {
        List<Movement> movements = Terminal.latest(figures.movements());
        text.line("");
        text.line(text.bold("Who came and who left") + " (customers; amounts in "
                + scope.unit().words() + ", lost: spent the "
                + scope.grain().word()
                + " before)");
        text.line(text.dim(String.format(
                Locale.ROOT,
                "%-11s %7s %7s %8s %7s %7s %7s %16s %16s",
                scope.grain().word(),
                "active",
                "new",
                "retained",
                "react.",
                "lost",
                "churn",
                "amount",
                "amount lost")));
        for (Movement m : movements) {
            text.line(String.format(
                    Locale.ROOT,
                    "%-11s %7s %7s %8s %7s %7s %7s %16s %16s",
                    m.period() + (m.state() == CellState.PARTIAL ? "*" : ""),
                    customers(m.active()),
                    customers(m.newCustomers()),
                    customers(m.retained()),
                    customers(m.reactivated()),
                    customers(m.lost()),
                    m.churn().map(r -> Words.percentNumber(r.value()) + "%").orElse("-"),
                    Words.amount(m.active().amount()),
                    Words.amount(m.lost().amount())));
        }
    }

    private static String customers(Flow flow) {
        return Words.count(flow.customers());
    }

    @Override
    public void json(JsonWriter json) {
        json.name("movements").beginArray();
        figures.movements().forEach(movement -> writeMovement(json, movement));
        json.endArray();
    }

    private static void writeMovement(JsonWriter json, Movement movement) {
        json.beginObject();
        json.name("period").value(movement.period());
        json.name("state").value(movement.state().name());
        json.name("active").value(movement.active().customers());
        json.name("activeAmount").value(movement.active().amount());
        JsonFigures.flow(json, "new", movement.newCustomers());
        JsonFigures.flow(json, "retained", movement.retained());
        JsonFigures.flow(json, "reactivated", movement.reactivated());
        JsonFigures.flow(json, "lost", movement.lost());
        JsonFigures.rate(json, "retention", movement.retention());
        JsonFigures.rate(json, "churn", movement.churn());
        json.endObject();
    }
}
