package dev.retention.examples.review.page;

import dev.retention.examples.report.page.Page;
import dev.retention.examples.report.page.Section;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import dev.retention.examples.review.figures.Block;
import java.util.List;

/** A question and what the data say. */
record BlockSection(Block block) implements Section {

    @Override
    public void page(Page page) {
        page.beginSection(block.id(), block.title());
        if (!block.words().isEmpty()) {
            page.add("<ul class=\"notes\">\n");
            block.words().forEach(each -> page.add("<li>", sentence(each), "</li>\n"));
            page.add("</ul>\n");
        }
        block.bars().ifPresent(bars -> new ParetoPicture(bars).page(page));
        block.tables().forEach(table -> Tables.page(page, table));
        block.absent().forEach(each -> page.add("<p class=\"soft\">Left out: ", sentence(each), "</p>\n"));
        page.endSection();
    }

    private static String sentence(String text) {
        return Page.escaped(text.replace(" %", "\u00a0%"));
    }

    @Override
    public void text(Terminal text) {
        if (block.words().isEmpty()) {
            return;
        }
        text.line("");
        text.line(text.bold(block.title()));
        for (String each : block.words()) {
            List<String> lines = Terminal.wrapped(Terminal.ascii(each), Terminal.WIDTH - 2);
            for (int i = 0; i < lines.size(); i++) {
                text.line((i == 0 ? "- " : "  ") + lines.get(i));
            }
        }
    }

    @Override
    public void json(JsonWriter json) {
        json.name(block.id()).beginObject();
        strings(json, "words", block.words());
        strings(json, "absent", block.absent());
        block.tables().forEach(table -> {
            json.name(table.name());
            Tables.json(json, table);
        });
        json.endObject();
    }

    static void strings(JsonWriter json, String name, List<String> all) {
        json.name(name).beginArray();
        all.forEach(json::value);
        json.endArray();
    }
}
