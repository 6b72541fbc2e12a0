package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.LeftOut;
import dev.retention.examples.report.figures.ServiceFigures;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonWriter;
import java.util.List;

/**
 * The lines that are not in the report.
 *
 * @param leftOut those of the orders or subscriptions
 * @param files the files of service beside them, with theirs
 */
public record LeftOutSection(LeftOut leftOut, List<ServiceFigures.File> files) implements Section {

    /** So many lines of a file are on the page. */
    private static final int SHOWN = 100;

    /** Copies. */
    public LeftOutSection {
        files = List.copyOf(files);
    }

    @Override
    public void page(Page page) {
        List<ServiceFigures.File> others =
                files.stream().filter(each -> each.leftOut().count() > 0).toList();
        if (leftOut.count() == 0 && others.isEmpty()) {
            return;
        }
        page.beginSection("left-out", "Lines left out");
        if (leftOut.count() > 0) {
            write(page, leftOut, "");
        }
        others.forEach(each -> write(page, each.leftOut(), " of " + each.kind()));
        page.add("</section>\n");
    }

    private static void write(Page page, LeftOut leftOut, String of) {
        page.add("<ul class=\"notes\">\n");
        leftOut.reasons()
                .forEach(each -> page.add(
                        "<li>", Words.counted(each.count(), "line"), of, ": ", Page.escaped(each.words()), "</li>\n"));
        page.add("</ul>\n");
        List<LeftOut.Line> lines =
                leftOut.first().subList(0, Math.min(SHOWN, leftOut.first().size()));
        if (lines.isEmpty()) {
            return;
        }
        page.beginTable(
                "text",
                leftOut.count() > lines.size()
                        ? "The first lines" + of + " left out, " + lines.size()
                        : "All lines" + of + " left out");
        page.add(
                "<thead><tr><th scope=\"col\">Line</th><th scope=\"col\" style=\"text-align:left\">Why</th></tr></thead>\n<tbody>\n");
        for (LeftOut.Line line : lines) {
            page.add(
                    "<tr><th scope=\"row\">",
                    Words.count(line.number()),
                    "</th><td>",
                    Page.escaped(line.what()),
                    "</td></tr>\n");
        }
        page.endTable();
    }

    @Override
    public void json(JsonWriter json) {
        json.name("excluded").value(leftOut.count());
        json.name("excludedByReason");
        reasons(json, leftOut);
        json.name("excludedLines");
        lines(json, leftOut);
    }

    /** How many lines for which reason. */
    static void reasons(JsonWriter json, LeftOut leftOut) {
        json.beginFlatObject();
        for (LeftOut.Reason reason : leftOut.reasons()) {
            json.name(reason.name()).value(reason.count());
        }
        json.endObject();
    }

    /** The lines that are listed. */
    static void lines(JsonWriter json, LeftOut leftOut) {
        json.beginArray();
        for (LeftOut.Line line : leftOut.first()) {
            json.beginFlatObject();
            json.name("line").value(line.number());
            json.name("reason").value(line.what());
            json.endObject();
        }
        json.endArray();
    }
}
