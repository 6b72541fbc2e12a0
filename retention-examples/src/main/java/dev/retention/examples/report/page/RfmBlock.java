package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.RfmFigures;
import dev.retention.examples.report.figures.RfmFigures.Move;
import dev.retention.examples.report.figures.RfmFigures.Moves;
import dev.retention.examples.report.figures.RfmFigures.Range;
import dev.retention.examples.report.figures.RfmFigures.Segment;
import dev.retention.examples.report.figures.RfmFigures.Square;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.WhichWords;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Recency, frequency and money. */
record RfmBlock(Scope scope, RfmFigures figures) {

    private static final int CLASSES = 5;
    private static final int SHADES = 10;

    void page(Page page) {
        page.add("<h3>Who is best, and who is slipping away?</h3>\n<p><b>");
        page.add(Page.escaped(WhichWords.rfm(figures, scope.unit())), "</b></p>\n");
        page.add(
                "<p class=\"soft\">Every customer is scored from 1 to 5 by the days since the last order (recency, R), the ");
        page.add(
                "number of orders (frequency, F) and what they come to (money, M): 5 is the best fifth, as far as ties allow. ");
        page.add("Segments are ranges of the three scores, the first that fits.</p>\n");
        writeSegments(page);
        writeMap(page);
        writeScores(page);
        figures.moves()
                .ifPresentOrElse(
                        moves -> writeMoves(page, moves),
                        () -> page.add(
                                "<p class=\"soft\">Too few customers were there a year ago or in the ",
                                scope.grain().word(),
                                " before to tell who moved from segment to segment.</p>\n"));
    }

    private void writeSegments(Page page) {
        page.beginTable(
                "wide segments",
                "Segments by recency, frequency and money",
                List.of("Segment", "Customers", "of all", scope.unit().after("Money"), "of the money", "Who they are"));
        for (Segment segment : figures.segments()) {
            page.add("<tr><th scope=\"row\">", Page.escaped(segment.name()), "</th>");
            page.opening(Words.count(segment.customers()), segment.cell(), segment.customers());
            for (String field : List.of(
                    Words.percent(segment.share()),
                    Words.amount(segment.money()),
                    segment.moneyShare().isPresent()
                            ? Words.percent(segment.moneyShare().getAsDouble())
                            : "–",
                    segment.meaning())) {
                page.add("<td>", Page.escaped(field), "</td>");
            }
            page.add("</tr>\n");
        }
        page.endTable();
    }

    private void writeMap(Page page) {
        long most = figures.map().stream()
                .flatMap(List::stream)
                .mapToLong(Square::customers)
                .max()
                .orElse(1);
        page.beginTable(
                "heat map",
                "Customers by recency (down) and frequency (across); the stronger the colour, the more customers");
        page.add("<thead><tr><th scope=\"col\">Last order</th>");
        for (int f = 1; f <= CLASSES; f++) {
            page.add("<th scope=\"col\">F", Integer.toString(f), "<br>");
            page.add(Page.escaped(meaning(figures.frequency(), f, WhichWords::orders)), "</th>");
        }
        page.add("</tr></thead>\n<tbody>\n");
        for (int i = 0; i < CLASSES; i++) {
            int r = CLASSES - i;
            page.add("<tr><th scope=\"row\">R", Integer.toString(r), ": ");
            page.add(Page.escaped(meaning(figures.recency(), r, WhichWords::days)), "</th>");
            for (Square square : figures.map().get(i)) {
                long shade = square.customers() == 0 ? 0 : Math.min(SHADES - 1, square.customers() * SHADES / most);
                page.add("<td class=\"h", Long.toString(shade), "\"", Page.opening(square.cell(), square.customers()));
                page.add(">", Words.count(square.customers()), "</td>");
            }
            page.add("</tr>\n");
        }
        page.endTable();
    }

    private static String meaning(List<Range> ranges, int score, Function<Range, String> words) {
        return range(ranges, score).map(words).orElse("nobody: tied");
    }

    private static Optional<Range> range(List<Range> ranges, int score) {
        return ranges.stream().filter(range -> range.score() == score).findFirst();
    }

    private void writeScores(Page page) {
        page.add("<details><summary>What the scores mean</summary>\n");
        page.beginTable(
                "",
                "From where to where each score goes",
                List.of("Score", "Last order (R)", "Orders (F)", scope.unit().after("Money (M)")));
        for (int score = CLASSES; score >= 1; score--) {
            page.row(List.of(
                    Integer.toString(score),
                    meaning(figures.recency(), score, WhichWords::days),
                    meaning(figures.frequency(), score, WhichWords::orders),
                    meaning(figures.spent(), score, WhichWords::numbers)));
        }
        page.endTable();
        for (String warning : figures.warnings()) {
            page.add("<p class=\"soft\">", Page.escaped(Words.capital(warning)), ".</p>\n");
        }
        page.add("</details>\n");
    }

    private void writeMoves(Page page, Moves moves) {
        page.add("<p>", Page.escaped(WhichWords.moves(moves)), "</p>\n");
        if (moves.largest().isEmpty()) {
            return;
        }
        page.beginTable(
                "moves",
                "The largest moves from segment to segment since " + moves.since(),
                List.of("From", "To", "Customers", scope.unit().after("Spent in all")));
        for (Move move : moves.largest()) {
            page.add("<tr><th scope=\"row\">", Page.escaped(move.from()), "</th>");
            page.add("<td class=\"words\">", Page.escaped(move.to()), "</td>");
            page.opening(Words.count(move.customers()), move.cell(), move.customers());
            page.add("<td>", Words.amount(move.money()), "</td></tr>\n");
        }
        page.endTable();
    }

    void json(JsonWriter json) {
        json.beginObject();
        json.name("method").value("QUANTILES");
        json.name("classes").value(CLASSES);
        json.name("customers").value(figures.customers());
        json.name("amount").value(figures.money());
        json.name("segments").beginArray();
        for (Segment segment : figures.segments()) {
            json.beginFlatObject();
            json.name("name").value(segment.name());
            json.name("customers").value(segment.customers());
            json.name("share").value(segment.share());
            json.name("amount").value(segment.money());
            json.name("amountShare");
            segment.moneyShare().ifPresentOrElse(json::value, json::nullValue);
            json.name("open").value(segment.cell());
            json.endObject();
        }
        json.endArray();
        json.name("map").beginArray();
        for (int i = 0; i < CLASSES; i++) {
            for (int f = 1; f <= CLASSES; f++) {
                json.beginFlatObject();
                json.name("recency").value(CLASSES - i);
                json.name("frequency").value(f);
                json.name("customers").value(figures.map().get(i).get(f - 1).customers());
                json.endObject();
            }
        }
        json.endArray();
        json.name("scores").beginObject();
        ranges(json, "recencyDays", figures.recency());
        ranges(json, "orders", figures.frequency());
        ranges(json, "amount", figures.spent());
        json.endObject();
        json.name("warnings").beginArray();
        figures.warnings().forEach(json::value);
        json.endArray();
        json.name("moves");
        figures.moves().ifPresentOrElse(moves -> moves(json, moves), json::nullValue);
        json.endObject();
    }

    private static void ranges(JsonWriter json, String name, List<Range> ranges) {
        json.name(name).beginArray();
        for (Range range : ranges) {
            json.beginFlatObject();
            json.name("score").value(range.score());
            json.name("from");
            range.from().ifPresentOrElse(json::value, json::nullValue);
            json.name("to");
            range.to().ifPresentOrElse(json::value, json::nullValue);
            json.endObject();
        }
        json.endArray();
    }

    private static void moves(JsonWriter json, Moves moves) {
        json.beginObject();
        json.name("since").value(moves.since().toString());
        json.name("customers").value(moves.customers());
        json.name("stayed").value(moves.stayed());
        json.name("new").value(moves.fresh());
        json.name("largest").beginArray();
        for (Move move : moves.largest()) {
            json.beginFlatObject();
            json.name("from").value(move.from());
            json.name("to").value(move.to());
            json.name("customers").value(move.customers());
            json.name("amount").value(move.money());
            json.name("open").value(move.cell());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }
}
