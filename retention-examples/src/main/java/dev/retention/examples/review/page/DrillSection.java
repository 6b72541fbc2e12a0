package dev.retention.examples.review.page;

import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.page.DrillDialog;
import dev.retention.examples.report.page.Page;
import dev.retention.examples.report.page.Section;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.review.figures.Drill;

/** The customers behind the figures, for the script that lists them. */
record DrillSection(Drill drill) implements Section {

    @Override
    public void page(Page page) {
        if (!drill.people().isEmpty()) {
            DrillDialog.write(page, "period", drill.heads(), this::data);
        }
    }

    private void data(JsonWriter json) {
        json.name("columns").beginArray();
        drill.keys().forEach(json::value);
        json.endArray();
        json.name("order").value("All of them, those worth most first.");
        json.name("some").value(" of them, who are worth most; the page does not hold the other ");
        json.name("rest").value(".");
        json.name("people").beginArray();
        drill.people().forEach(person -> {
            json.beginArray();
            person.forEach(field -> json.value(Words.plain(field)));
            json.endArray();
        });
        json.endArray();
        json.name("cells").beginFlatObject();
        drill.cells().forEach((cell, opened) -> {
            json.name(cell).beginArray();
            opened.places().forEach(json::value);
            json.endArray();
        });
        json.endObject();
        json.name("titles").beginFlatObject();
        drill.cells().forEach((cell, opened) -> json.name(cell).value(Words.plain(opened.title())));
        json.endObject();
    }
}
