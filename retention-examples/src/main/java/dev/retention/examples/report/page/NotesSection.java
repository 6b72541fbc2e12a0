package dev.retention.examples.report.page;

import dev.retention.examples.report.text.JsonWriter;
import java.util.List;

/** How the figures are made. */
public record NotesSection(List<String> notes) implements Section {

    public NotesSection {
        notes = List.copyOf(notes);
    }

    @Override
    public void page(Page page) {
        page.beginSection("notes", "How the figures are made");
        page.add("<ul class=\"notes\">\n");
        notes.forEach(note -> page.add("<li>", Page.escaped(note), "</li>\n"));
        page.add("</ul>\n</section>\n");
    }

    @Override
    public void json(JsonWriter json) {
        json.name("notes").beginArray();
        notes.forEach(json::value);
        json.endArray();
    }
}
