package dev.retention.examples.review.page;

import dev.retention.examples.report.figures.Finding.Tone;
import dev.retention.examples.report.page.FindingsList;
import dev.retention.examples.report.page.Page;
import dev.retention.examples.report.page.Section;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Found;
import dev.retention.examples.review.figures.Review;
import dev.retention.examples.review.figures.Table;
import dev.retention.examples.review.figures.Tile;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a manager reads in five minutes: the scoreboard, three findings, and whom to call. */
record FirstScreen(Review review) implements Section {

    /** So many of the calls stand on the first screen; all of them stand in the file. */
    private static final int CALLS = 6;

    private static final String CAVEAT = "What goes with losses is not shown to cause them.";

    @Override
    public void page(Page page) {
        page.beginSection("first", "In five minutes");
        tiles(page);
        page.add("<div class=\"first\">\n<div>\n<h3>What matters</h3>\n");
        Findings.page(page, review.findings());
        if (isBeyondChance()) {
            page.add("<p class=\"soft small\">", CAVEAT, "</p>\n");
        }
        page.add("</div>\n<div>\n<h3>Whom to call</h3>\n");
        calls(page);
        page.add("</div>\n</div>\n");
        page.endSection();
    }

    private boolean isBeyondChance() {
        return review.findings().stream().anyMatch(found -> found.finding().tone() == Tone.WORSE);
    }

    private void tiles(Page page) {
        page.add("<dl class=\"tiles five\">\n");
        for (Tile tile : review.tiles()) {
            page.add("<div class=\"tile ", tone(tile.tone()), "\"><dt>", Page.escaped(tile.name()), "</dt>");
            page.add(
                    "<dd><b",
                    Tables.opening(tile.volume()),
                    ">",
                    Page.escaped(tile.volume().shown()),
                    "</b>");
            if (!(tile.value() instanceof Cell.None)) {
                page.add("<span class=\"worth\">", Page.escaped(value(tile.value()) + valued(tile.key())), "</span>");
            }
            if (!(tile.lastYear() instanceof Cell.None)) {
                page.add("<small>last year ", Page.escaped(tile.lastYear().shown()));
                page.add(
                        tile.valueLastYear() instanceof Cell.None
                                ? ""
                                : ", " + Page.escaped(value(tile.valueLastYear())),
                        "</small>");
            }
            page.add("<small>", Page.escaped(tile.words().replace(" %", "\u00a0%")), "</small></dd></div>\n");
        }
        page.add("</dl>\n");
    }

    /** What the amount of a metric is. */
    private String valued(String key) {
        String words = review.head().valued();
        boolean ofPeriod = words.isEmpty();
        return switch (key) {
            case "groups" -> ofPeriod ? " in the period" : " " + words + ", at the end";
            case "renewals" -> " was due";
            case "lost" -> ofPeriod && !review.head().period().isEmpty() ? " in the year before" : " " + words;
            default -> ofPeriod ? " in the period" : " " + words;
        };
    }

    private String value(Cell cell) {
        return cell instanceof Cell.Amount amount ? review.head().unit().of(amount.amount()) : cell.shown();
    }

    private static String tone(Tone tone) {
        return switch (tone) {
            case BETTER -> "better";
            case WORSE -> "worse";
            case UNCLEAR, FACT -> "fact";
        };
    }

    private void calls(Page page) {
        review.calls()
                .ifPresentOrElse(
                        table -> Tables.page(page, first(table)),
                        () -> page.add("<p>No list: nobody is to be named.</p>\n"));
        page.add("<p class=\"soft small\">", Page.escaped(String.join(" ", review.callWords())));
        page.add(review.calls().isPresent() ? " All of them: call-list.csv." : "", "</p>\n");
    }

    /** Customer, value and why; who calls, if somebody is named. */
    private static Table first(Table table) {
        List<Integer> columns = IntStream.range(0, table.columns().size())
                .filter(i -> List.of("customer", "value", "why", "caller")
                        .contains(table.columns().get(i).key()))
                .filter(i -> table.rows().stream().anyMatch(row -> !(row.get(i) instanceof Cell.None)))
                .boxed()
                .toList();
        return new Table(
                table.name(),
                "The first " + Math.min(CALLS, table.rows().size()) + " of "
                        + table.rows().size(),
                columns.stream().map(table.columns()::get).toList(),
                table.rows().stream()
                        .limit(CALLS)
                        .map(row -> columns.stream().map(row::get).toList())
                        .toList(),
                CALLS);
    }

    @Override
    public void text(Terminal text) {
        for (Tile tile : review.tiles()) {
            boolean isKnown = !(tile.volume() instanceof Cell.None);
            text.line(String.format(
                            Locale.ROOT,
                            "  %-24s %10s %18s   %s",
                            Terminal.shortened(tile.name(), 24),
                            isKnown ? Terminal.ascii(tile.volume().shown()) : "",
                            Terminal.ascii(tile.value() instanceof Cell.None ? "" : value(tile.value())),
                            Terminal.shortened(
                                    !isKnown
                                            ? tile.words()
                                            : tile.lastYear() instanceof Cell.None
                                                    ? ""
                                                    : "last year "
                                                            + Terminal.ascii(tile.lastYear()
                                                                    .shown()),
                                    44))
                    .stripTrailing());
        }
        text.line("");
        FindingsList.text(text, review.findings().stream().map(Found::finding).toList());
        if (isBeyondChance()) {
            text.line("  " + CAVEAT);
        }
        review.calls().filter(table -> !table.rows().isEmpty()).ifPresent(table -> {
            text.line("");
            text.line(text.bold("Whom to call"));
            for (List<Cell> row :
                    table.rows().subList(0, Math.min(CALLS, table.rows().size()))) {
                text.line(Terminal.shortened(
                        "  " + String.join(" | ", row.stream().map(Cell::shown).toList()), Terminal.WIDTH));
            }
        });
    }

    @Override
    public void json(JsonWriter json) {
        json.name("scoreboard").beginArray();
        for (Tile tile : review.tiles()) {
            json.beginFlatObject();
            json.name("key").value(tile.key());
            json.name("name").value(tile.name());
            json.name("volume");
            Tables.json(json, tile.volume());
            json.name("value");
            Tables.json(json, tile.value());
            json.name("lastYear");
            Tables.json(json, tile.lastYear());
            json.name("valueLastYear");
            Tables.json(json, tile.valueLastYear());
            json.name("tone").value(tile.tone().name());
            json.name("words").value(tile.words());
            json.endObject();
        }
        json.endArray();
        Findings.json(json, review.findings());
        json.name("calls").beginObject();
        BlockSection.strings(json, "words", review.callWords());
        review.calls().ifPresent(table -> {
            json.name(table.name());
            Tables.json(json, table);
        });
        json.endObject();
    }
}
