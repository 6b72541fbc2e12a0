package dev.retention.examples.review.page;

import dev.retention.examples.report.figures.Finding;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.page.Page;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Found;
import java.util.List;

/** The findings, each with the customers behind it. */
final class Findings {

    private Findings() {}

    static void page(Page page, List<Found> findings) {
        page.add("<ul class=\"findings\">\n");
        for (Found found : findings) {
            Finding finding = found.finding();
            String kind = switch (finding.tone()) {
                case BETTER -> "better\"><span class=\"mark\">▲ better";
                case WORSE -> "worse\"><span class=\"mark\">▼ beyond chance";
                case UNCLEAR -> "unclear\"><span class=\"mark\">= unclear";
                case FACT -> "fact\"><span class=\"mark\">• counted";
            };
            page.add(
                    "<li class=\"",
                    kind,
                    "</span><span>",
                    Page.escaped(finding.text().replace(" %", "\u00a0%")));
            if (found.customers() instanceof Cell.Count count && count.count() > 0) {
                page.add(
                        " <span class=\"who\"",
                        Tables.opening(count),
                        ">",
                        Words.counted(count.count(), "lost customer"));
                page.add("</span>");
            }
            page.add("</span></li>\n");
        }
        page.add("</ul>\n");
    }

    static void json(JsonWriter json, List<Found> findings) {
        json.name("findings").beginArray();
        for (Found found : findings) {
            json.beginFlatObject();
            json.name("tone").value(found.finding().tone().name());
            json.name("text").value(found.finding().text());
            json.name("customers");
            Tables.json(json, found.customers());
            json.endObject();
        }
        json.endArray();
    }
}
