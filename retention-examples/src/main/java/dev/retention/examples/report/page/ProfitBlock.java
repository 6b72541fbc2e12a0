package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.ProfitFigures;
import dev.retention.examples.report.figures.ProfitFigures.Part;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.WhichWords;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonFigures;
import dev.retention.examples.report.text.JsonWriter;
import java.util.List;

/** What is left of the money. */
record ProfitBlock(Scope scope, ProfitFigures figures) {

    void page(Page page) {
        page.add("<h3>Of whose money is most left?</h3>\n<p><b>");
        page.add(Page.escaped(WhichWords.profit(figures, scope.unit())), "</b></p>\n");
        page.beginTable(
                "",
                "Customers by what they spent and what was left of it, in all of the data",
                List.of("Group", "Customers", scope.unit().after("Money"), "Left", "of them at a loss"));
        for (Part part : figures.parts()) {
            page.add("<tr><th scope=\"row\">", Page.escaped(Words.capital(part.name())), "</th>");
            page.opening(Words.count(part.customers()), part.cell(), part.customers());
            page.add("<td>", Words.amount(part.money()), "</td><td>", Words.amount(part.profit()), "</td><td>");
            page.add(Words.count(part.atLoss()), "</td></tr>\n");
        }
        page.endTable();
        page.add("<p class=\"soft\">High is the mean of all customers or more: ");
        page.add(Page.escaped(scope.unit().of(figures.moneyFrom())), " of money and ");
        page.add(Page.escaped(scope.unit().of(figures.profitFrom())), " of profit.");
        figures.changed()
                .ifPresent(rate -> page.add(
                        " Were one of the two a tenth lower or higher, ",
                        Words.percent(rate.value()),
                        " of customers would be elsewhere."));
        page.add("</p>\n");
    }

    void json(JsonWriter json) {
        json.beginObject();
        json.name("amountFrom").value(figures.moneyFrom());
        json.name("profitFrom").value(figures.profitFrom());
        json.name("parts").beginArray();
        for (Part part : figures.parts()) {
            json.beginFlatObject();
            json.name("name").value(part.name());
            json.name("customers").value(part.customers());
            json.name("amount").value(part.money());
            json.name("profit").value(part.profit());
            json.name("atLoss").value(part.atLoss());
            json.name("open").value(part.cell());
            json.endObject();
        }
        json.endArray();
        JsonFigures.rate(json, "changedByATenth", figures.changed());
        json.endObject();
    }
}
