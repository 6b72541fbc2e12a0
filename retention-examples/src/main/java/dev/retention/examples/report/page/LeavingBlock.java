package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.LeavingFigures;
import dev.retention.examples.report.figures.LeavingFigures.Felt;
import dev.retention.examples.report.figures.ServiceWords;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonFigures;
import dev.retention.examples.report.text.JsonWriter;
import java.util.List;

/** What went before losses. */
record LeavingBlock(LeavingFigures figures) {

    void page(Page page) {
        page.add("<h3>What was felt before they left?</h3>\n<p><b>", Page.escaped(ServiceWords.leaving(figures)));
        page.add("</b></p>\n");
        page.beginTable(
                "",
                "Losses in a period after what came in the " + figures.days() + " days before it",
                List.of("Before", "Customers and periods", "Lost", "Without", "Lost", "Risk against (95 %)", "So now"));
        for (Felt felt : figures.felt()) {
            page.add("<tr><th scope=\"row\">", Page.escaped(felt.name()), "</th>");
            for (String field : List.of(
                    Words.count(felt.exposed()),
                    lost(felt.exposedLost(), felt.exposed()),
                    Words.count(felt.others()),
                    lost(felt.othersLost(), felt.others()),
                    ServiceWords.times(felt))) {
                page.add("<td>", Page.escaped(field), "</td>");
            }
            page.opening(
                    Words.count(felt.now().customers()),
                    felt.now().cell(),
                    felt.now().customers());
            page.add("</tr>\n");
        }
        page.endTable();
        page.add(
                "<p class=\"soft\">A customer who is live at the start of a period counts once in it; risks are held against ");
        page.add(
                "each other within tenures and periods. That one goes before the other does not make it the cause.</p>\n");
    }

    private static String lost(long lost, long of) {
        return Words.count(lost) + (of == 0 ? "" : " (" + Words.percent((double) lost / of) + ")");
    }

    void json(JsonWriter json) {
        json.beginObject();
        json.name("withinDays").value(figures.days());
        json.name("before").beginArray();
        for (Felt felt : figures.felt()) {
            json.beginObject();
            json.name("name").value(felt.name());
            json.name("exposed").value(felt.exposed());
            json.name("exposedLost").value(felt.exposedLost());
            json.name("others").value(felt.others());
            json.name("othersLost").value(felt.othersLost());
            ServiceSection.known(json, "riskRatio", felt.ratio());
            JsonFigures.ends(json, felt.interval());
            ServiceSection.opened(json, "now", felt.now());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }
}
