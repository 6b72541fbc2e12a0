package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.Flow;
import dev.retention.examples.report.figures.RevenueFigures;
import dev.retention.examples.report.figures.RevenuePeriod;
import dev.retention.examples.report.figures.RevenueScope;
import dev.retention.examples.report.figures.Shown;
import dev.retention.examples.report.figures.ValueRate;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import dev.retention.movement.RevenueItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where recurring value came from and where it went. */
public record RevenueMovementsSection(RevenueScope of, RevenueFigures figures, Shown shown) implements Section {

    @Override
    public void page(Page page) {
        String period = of.scope().grain().word();
        page.data("revenue", this::writeData);
        page.data("decimals", json -> json.value(of.value().scale()));
        page.addLast("<script>\n", Frame.insideScript(Frame.ownResource("revenue.js")), "</script>\n");
        page.beginSection("movements", "Where recurring value came from and where it went");
        figures.latestPeriod().ifPresent(latest -> {
            page.add("<h3>In ", Page.escaped(of.scope().grain().named(latest.period())), "</h3>\n<p class=\"soft\">");
            page.add(
                    "From the value at the start of the ",
                    period,
                    " to that at its end. Each customer counts once: as new, with what they pay more, as won back, with what they pay less, or as lost.");
            page.add(" The axis does not begin at 0 where the changes would not be seen.</p>\n");
            page.chart(
                    "chart-waterfall",
                    "Bars from the value at the start to that at the end; the table below has the numbers");
        });
        if (figures.periods().size() > 1) {
            page.add("<h3>Over time</h3>\n<p class=\"soft\">What came in upwards and what went downwards, by ", period);
            page.add(", in ", Page.escaped(of.scope().unit().words()), " a month.</p>\n");
            page.chart(
                    "chart-changes",
                    "Bars of value new, expanded, won back, contracted and lost; the table has the numbers");
            page.add("<p class=\"soft\">The value at the end of every ", period, ", by what it is made of.</p>\n");
            page.chart("chart-value", "Bars of the value kept, expanded, won back and new; the table has the numbers");
        }
        writeTable(page, period);
        page.endSection();
    }

    private void writeTable(Page page, String period) {
        List<RevenuePeriod> latest = shown.latest(figures.periods());
        page.beginTable(
                "",
                "Recurring value by " + period + ", and in brackets how many customers are behind it"
                        + Page.leftOff(figures.periods().size(), latest.size()));
        page.add("<thead><tr><th scope=\"col\">", Words.capital(period), "</th>");
        for (String head : List.of("Start", "New", "Expansion", "Reactivation", "Contraction", "Churn", "End")) {
            page.add("<th scope=\"col\">", head, "</th>");
        }
        page.add("</tr></thead>\n<tbody>\n");
        for (RevenuePeriod each : latest) {
            page.add(each.isRunning() ? "<tr class=\"running\">" : "<tr>", "<th scope=\"row\">", each.period());
            page.add(each.isRunning() ? "* <span class=\"sr\">still running</span>" : "", "</th>");
            for (RevenueItem item : items()) {
                Flow flow = each.of(item);
                page.add("<td", item == RevenueItem.START ? "" : Page.opening(each.cell(item), flow.customers()), ">");
                page.add(Words.amount(flow.amount()), " (", Words.count(flow.customers()), ")</td>");
            }
            page.add("</tr>\n");
        }
        page.endTable();
        if (latest.stream().anyMatch(RevenuePeriod::isRunning)) {
            page.add(
                    "<p class=\"legend\">* still running as of ",
                    of.scope().asOf().toString(),
                    "</p>\n");
        }
    }

    private static List<RevenueItem> items() {
        List<RevenueItem> items = new ArrayList<>(List.of(RevenueItem.START));
        items.addAll(RevenuePeriod.GAINS);
        items.addAll(RevenuePeriod.LOSSES);
        items.add(RevenueItem.END);
        return items;
    }

    private void writeData(JsonWriter json) {
        Optional<RevenuePeriod> latest = figures.latestPeriod();
        json.beginArray();
        for (RevenuePeriod each : shown.latest(figures.periods())) {
            json.beginFlatObject();
            json.name("period").value(each.period());
            json.name("running").value(each.isRunning());
            json.name("latest").value(latest.filter(each::equals).isPresent());
            for (RevenueItem item : items()) {
                json.name(item == RevenueItem.NEW ? "fresh" : item.name().toLowerCase(Locale.ROOT));
                json.value(each.of(item).amount());
            }
            writeRate(json, "net", each.net());
            writeRate(json, "gross", each.gross());
            writeRate(json, "netOfYear", each.netOfYear());
            writeRate(json, "grossOfYear", each.grossOfYear());
            json.endObject();
        }
        json.endArray();
    }

    private static void writeRate(JsonWriter json, String name, Optional<ValueRate> rate) {
        rate.ifPresent(each -> {
            json.name(name).beginFlatObject();
            json.name("value").value(each.value() * 100);
            json.name("lower").value(each.interval().map(i -> i.lower()).orElse(each.value()) * 100);
            json.name("upper").value(each.interval().map(i -> i.upper()).orElse(each.value()) * 100);
            json.endObject();
        });
    }

    @Override
    public void text(Terminal text) {
        text.line("");
        text.line(text.bold("Where recurring value came from and where it went") + " (a month, in "
                + of.scope().unit().words() + ")");
        text.line(text.dim(String.format(
                Locale.ROOT,
                "%-11s %14s %11s %11s %11s %11s %11s %14s %6s",
                of.scope().grain().word(),
                "start",
                "new",
                "expansion",
                "react.",
                "contract.",
                "churn",
                "end",
                "net")));
        for (RevenuePeriod each : Terminal.latest(figures.periods())) {
            text.line(String.format(
                    Locale.ROOT,
                    "%-11s %14s %11s %11s %11s %11s %11s %14s %6s",
                    each.period() + (each.isRunning() ? "*" : ""),
                    amount(each, RevenueItem.START),
                    amount(each, RevenueItem.NEW),
                    amount(each, RevenueItem.EXPANSION),
                    amount(each, RevenueItem.REACTIVATION),
                    amount(each, RevenueItem.CONTRACTION),
                    amount(each, RevenueItem.CHURN),
                    amount(each, RevenueItem.END),
                    each.net()
                            .map(rate -> Words.percentNumber(rate.value()) + "%")
                            .orElse("-")));
        }
    }

    private static String amount(RevenuePeriod of, RevenueItem item) {
        return Words.amount(of.of(item).amount());
    }
}
