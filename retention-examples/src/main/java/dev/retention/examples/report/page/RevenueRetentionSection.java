package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.RevenueFigures;
import dev.retention.examples.report.figures.RevenuePeriod;
import dev.retention.examples.report.figures.RevenueScope;
import dev.retention.examples.report.figures.Shown;
import dev.retention.examples.report.figures.ValueRate;
import dev.retention.examples.report.figures.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Net and gross retention of value over time. */
public record RevenueRetentionSection(RevenueScope of, RevenueFigures figures, Shown shown) implements Section {

    @Override
    public void page(Page page) {
        List<RevenuePeriod> known = shown.latest(figures.periods()).stream()
                .filter(each -> each.net().isPresent())
                .toList();
        if (known.size() < 2) {
            return;
        }
        String period = of.scope().grain().word();
        boolean years =
                known.stream().filter(each -> each.netOfYear().isPresent()).count() > 1;
        page.beginSection("retention", "How much of it is kept?");
        page.add("<p class=\"soft\">");
        page.add(
                "Net retention: what the customers of the start pay at the end, of what they paid at the start. Above 100 %, those who");
        page.add(
                " stay grow by more than is lost. Gross retention: the same without any growth. The bands are intervals");
        page.add(" at 95 %: two points whose bands overlap may well differ by chance alone.</p>\n");
        if (years) {
            page.add(
                    "<h3>Over twelve months</h3>\n<p class=\"soft\">Of the twelve months that end with each ",
                    period,
                    ".</p>\n");
            page.chart(
                    "chart-retention-year",
                    "Lines of net and gross retention over twelve months with bands; the table has the numbers");
        }
        page.add("<h3>Within a ", period, "</h3>\n");
        page.chart(
                "chart-retention",
                "Lines of net and gross retention by " + period + " with bands; the table has the numbers");
        List<String> heads =
                new ArrayList<>(List.of(Words.capital(period), "Net", "95 %", "Gross", "95 %", "Customers lost"));
        if (years) {
            heads.addAll(List.of("Net, a year", "95 %", "Gross, a year", "95 %"));
        }
        page.beginTable("", "Retention of recurring value by " + period + ", with intervals at 95 %", heads);
        for (RevenuePeriod each : known) {
            List<String> fields = new ArrayList<>(List.of(each.period()));
            fields.addAll(rate(each.net()));
            fields.addAll(rate(each.gross()));
            fields.add(each.churn()
                    .map(rate -> Words.percent(rate.value()) + " (" + Words.count(rate.count()) + " of "
                            + Words.count(rate.total()) + ")")
                    .orElse("–"));
            if (years) {
                fields.addAll(rate(each.netOfYear()));
                fields.addAll(rate(each.grossOfYear()));
            }
            page.row(fields);
        }
        page.endTable();
        page.endSection();
    }

    private static List<String> rate(Optional<ValueRate> rate) {
        return List.of(
                rate.map(each -> Words.percent(each.value())).orElse("–"),
                rate.map(each -> each.range().replace(" %", "")).orElse("–"));
    }
}
