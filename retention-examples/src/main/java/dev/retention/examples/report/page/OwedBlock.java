package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.OwedFigures;
import dev.retention.examples.report.figures.OwedFigures.Line;
import dev.retention.examples.report.figures.OwedFigures.Month;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.ServiceWords;
import dev.retention.examples.report.figures.Shown;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonWriter;
import java.util.List;
import java.util.Optional;

/** What customers owe, and for how long. */
record OwedBlock(Scope scope, OwedFigures figures, Shown shown) {

    void page(Page page) {
        page.add("<h3>What do they owe?</h3>\n<p><b>", Page.escaped(ServiceWords.owed(figures, scope.unit())));
        page.add("</b></p>\n");
        page.beginTable(
                "",
                "The balance on " + figures.asOf() + " by days past due",
                List.of("Days past due", scope.unit().after("Amount"), "Customers"));
        for (Line line : figures.lines()) {
            page.add(
                    "<tr><th scope=\"row\">",
                    Page.escaped(line.name()),
                    "</th><td>",
                    Words.amount(line.amount()),
                    "</td>");
            page.opening(
                    Words.count(line.by().customers()),
                    line.by().cell(),
                    line.by().customers());
            page.add("</tr>\n");
        }
        page.row(List.of("All", Words.amount(figures.balance()), ""));
        page.endTable();
        page.add("<p>");
        open(
                page,
                "past due",
                figures.overdueBy().customers(),
                figures.overdueBy().cell());
        open(
                page,
                "with a dispute",
                figures.disputedBy().customers(),
                figures.disputedBy().cell());
        page.add("</p>\n");
        List<Month> months = shown.latest(figures.months());
        page.beginTable(
                "",
                "Balances and payments by period"
                        + Page.leftOff(figures.months().size(), months.size()),
                List.of(
                        "Period",
                        "Invoiced",
                        "Owed at its end",
                        "Past due",
                        "Days of sales, counted back",
                        "plain",
                        "if all paid in time",
                        "Paid in time of those due"));
        for (Month month : months) {
            page.row(List.of(
                    month.period() + (month.isOver() ? "" : ", running"),
                    Words.amount(month.invoiced()),
                    Words.amount(month.balance()),
                    Words.amount(month.overdue()),
                    days(month.outstanding()),
                    days(month.plain()),
                    days(month.best()),
                    ServiceWords.bounds(month.onTime(), month.mostOnTime()) + " of " + Words.count(month.due())));
        }
        page.endTable();
        page.add(
                "<p class=\"soft\">Days of sales that are not paid: counted back takes the newest whole periods off the ");
        page.add("balance and a part of the next; plain divides it by the period's own sales.</p>\n");
    }

    private static void open(Page page, String words, long customers, String cell) {
        if (customers > 0) {
            page.add(
                    "<span",
                    Page.opening(cell, customers),
                    ">",
                    Words.counted(customers, "customer"),
                    " ",
                    words,
                    "</span> ");
        }
    }

    private static String days(Optional<Double> days) {
        return days.map(each -> ServiceWords.rate(each)).orElse("–");
    }

    void json(JsonWriter json) {
        json.beginObject();
        json.name("asOf").value(figures.asOf().toString());
        json.name("balance").value(figures.balance());
        json.name("overdue").value(figures.overdue());
        ServiceSection.opened(json, "overdueBy", figures.overdueBy());
        json.name("disputed").value(figures.disputed());
        ServiceSection.opened(json, "disputedBy", figures.disputedBy());
        json.name("ageing").beginArray();
        for (Line line : figures.lines()) {
            json.beginObject();
            json.name("daysPastDue").value(line.name());
            json.name("amount").value(line.amount());
            ServiceSection.opened(json, "by", line.by());
            json.endObject();
        }
        json.endArray();
        json.name("periods").beginArray();
        for (Month month : figures.months()) {
            json.beginFlatObject();
            json.name("period").value(month.period());
            json.name("over").value(month.isOver());
            json.name("invoiced").value(month.invoiced());
            json.name("balance").value(month.balance());
            json.name("overdue").value(month.overdue());
            ServiceSection.known(json, "daysCountedBack", month.outstanding());
            ServiceSection.known(json, "daysPlain", month.plain());
            ServiceSection.known(json, "daysBestPossible", month.best());
            json.name("invoicesDue").value(month.due());
            ServiceSection.known(json, "inTimeAtLeast", month.onTime());
            ServiceSection.known(json, "inTimeAtMost", month.mostOnTime());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }
}
