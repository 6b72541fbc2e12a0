package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.HowRead;
import dev.retention.examples.report.text.JsonWriter;

/** How the input was read, and what looks odd in it. */
public record HowReadSection(HowRead read) implements Section {

    @Override
    public void page(Page page) {
        page.beginSection("how-read", "How the data were read");
        page.add("<ul class=\"notes\">\n");
        page.add("<li>", Page.escaped(read.text()), "</li>\n");
        read.notes()
                .forEach(note ->
                        page.add("<li><strong>Look at this:</strong> ", Page.escaped(note.message()), "</li>\n"));
        page.add("</ul>\n");
        page.endSection();
    }

    @Override
    public void json(JsonWriter json) {
        json.name("reading").beginObject();
        json.name("text").value(read.text());
        json.name("preset");
        read.preset().ifPresentOrElse(json::value, json::nullValue);
        json.name("lines").value(read.lines());
        json.name("furtherLinesOfOrders").value(read.merged());
        json.name("refunds").value(read.refunds());
        json.name("refundAmount").value(read.refunded());
        json.name("dataNotes").beginArray();
        for (HowRead.Note note : read.notes()) {
            json.beginObject();
            json.name("kind").value(note.kind());
            json.name("message").value(note.message());
            json.name("count").value(note.count());
            json.name("firstLines").beginArray();
            note.firstLines().forEach(line -> json.value(line.longValue()));
            json.endArray();
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }
}
