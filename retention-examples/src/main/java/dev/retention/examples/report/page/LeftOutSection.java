package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.LeftOut;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonWriter;

/** The lines that are not in the report. */
public record LeftOutSection(LeftOut leftOut) implements Section {

    @Override
    public void page(Page page) {
        if (leftOut.count() == 0) {
            return;
        }
        page.beginSection("left-out", "Lines left out");
        page.add("<ul class=\"notes\">\n");
        leftOut.reasons()
                .forEach(each -> page.add(
                        "<li>", Words.counted(each.count(), "line"), ": ", Page.escaped(each.words()), "</li>\n"));
        page.add("</ul>\n");
        page.beginTable(
                "text",
                leftOut.count() > leftOut.first().size()
                        ? "The first lines left out, " + leftOut.first().size()
                        : "All lines left out");
        page.add(
                "<thead><tr><th scope=\"col\">Line</th><th scope=\"col\" style=\"text-align:left\">Why</th></tr></thead>\n<tbody>\n");
        for (LeftOut.Line line : leftOut.first()) {
            page.add(
                    "<tr><th scope=\"row\">",
                    Words.count(line.number()),
                    "</th><td>",
                    Page.escaped(line.what()),
                    "</td></tr>\n");
        }
        page.endTable();
        page.add("</section>\n");
    }

    @Override
    public void json(JsonWriter json) {
        json.name("excluded").value(leftOut.count());
        json.name("excludedByReason").beginFlatObject();
        for (LeftOut.Reason reason : leftOut.reasons()) {
            json.name(reason.name()).value(reason.count());
        }
        json.endObject();
        json.name("excludedLines").beginArray();
        for (LeftOut.Line line : leftOut.first()) {
            json.beginFlatObject();
            json.name("line").value(line.number());
            json.name("reason").value(line.what());
            json.endObject();
        }
        json.endArray();
    }
}
