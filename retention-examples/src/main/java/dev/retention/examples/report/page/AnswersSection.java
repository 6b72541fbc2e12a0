package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.Answers;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import dev.retention.time.CellState;
import java.util.List;
import java.util.Optional;

/** What the user asked beyond the standing report. */
public record AnswersSection(Answers answers) implements Section {

    /** How many customers a list of the page has; the JSON has them all. */
    private static final int LISTED = 100;

    @Override
    public void page(Page page) {
        int number = 0;
        for (Answers.Listing listing : answers.listings()) {
            String id = "answer-" + ++number;
            page.beginSection(id, listing.title());
            page.add("<p>", Page.escaped(listing.text()), "</p>\n");
            List<List<String>> rows =
                    listing.rows().subList(0, Math.min(LISTED, listing.rows().size()));
            int all = listing.rows().size();
            page.beginTable(
                    "text",
                    rows.size() == all
                            ? listing.title() + ", all"
                            : "The first " + LISTED + " of " + Words.count(all) + "; all: report.json");
            page.add("<thead><tr>");
            for (String column : listing.columns()) {
                page.add("<th scope=\"col\" style=\"text-align:left\">", column, "</th>");
            }
            page.add("</tr></thead>\n<tbody>\n");
            for (List<String> row : rows) {
                page.add("<tr><th scope=\"row\">", Page.escaped(row.get(0)), "</th>");
                row.stream().skip(1).forEach(field -> page.add("<td>", Page.escaped(field), "</td>"));
                page.add("</tr>\n");
            }
            page.endTable();
            page.add("</section>\n");
        }
    }

    @Override
    public void text(Terminal text) {
        answers.listings().forEach(listing -> write(text, listing));
    }

    private static void write(Terminal text, Answers.Listing listing) {
        text.line("");
        text.line(text.bold(Terminal.shortened(listing.title(), Terminal.WIDTH)));
        Terminal.wrapped(Terminal.ascii(listing.text()), Terminal.WIDTH).forEach(text::line);
        // The latest periods of a table over time, the first customers of a list of them.
        List<List<String>> rows = listing.columns().get(0).equals("Period")
                ? Terminal.latest(listing.rows())
                : listing.rows()
                        .subList(0, Math.min(Terminal.ROWS, listing.rows().size()));
        text.line(text.dim("  " + String.join("  ", listing.columns())));
        rows.forEach(row -> text.line(Terminal.shortened("  " + String.join("  ", row), Terminal.WIDTH)));
        if (rows.size() < listing.rows().size()) {
            text.line(text.dim("  " + Words.count(rows.size()) + " of "
                    + Words.count(listing.rows().size()) + "; all: report.json"));
        }
    }

    @Override
    public void json(JsonWriter json) {
        json.name("churnByFormula");
        answers.churn().ifPresentOrElse(each -> writeChurn(json, each), json::nullValue);
        json.name("comparison");
        answers.comparison().ifPresentOrElse(each -> writeComparison(json, each), json::nullValue);
        json.name("opened");
        answers.opened().ifPresentOrElse(each -> writeOpened(json, each), json::nullValue);
        json.name("restatement");
        answers.restatement().ifPresentOrElse(each -> writeRestated(json, each), json::nullValue);
    }

    private static void writeChurn(JsonWriter json, Answers.Churn churn) {
        json.beginObject();
        json.name("formula").value(churn.formula());
        json.name("live").value(churn.live());
        json.name("periods").beginArray();
        churn.periods().forEach(figure -> writeFigure(json, Optional.of(figure)));
        json.endArray();
        json.endObject();
    }

    private static void writeFigure(JsonWriter json, Optional<Answers.Figure> figure) {
        if (figure.isEmpty()) {
            json.nullValue();
            return;
        }
        json.beginFlatObject();
        json.name("period").value(figure.get().period());
        json.name("state").value((figure.get().running() ? CellState.PARTIAL : CellState.OBSERVED).name());
        json.name("formula").value(figure.get().formula());
        json.name("numerator").value(figure.get().numerator());
        json.name("denominator").value(figure.get().denominator());
        json.name("value").value(figure.get().value());
        json.endObject();
    }

    private static void writeComparison(JsonWriter json, Answers.Comparison comparison) {
        json.beginObject();
        json.name("period").value(comparison.period());
        json.name("live").value(comparison.live());
        json.name("formulas").beginArray();
        comparison.names().forEach(json::value);
        json.endArray();
        json.name("left");
        writeFigure(json, comparison.left());
        json.name("right");
        writeFigure(json, comparison.right());
        json.name("losses").beginArray();
        for (Answers.Loss loss : comparison.losses()) {
            json.beginFlatObject();
            json.name("customer").value(loss.customer());
            json.name("left").value(loss.left());
            json.name("right").value(loss.right());
            json.endObject();
        }
        json.endArray();
        json.name("onlyInLeftDenominator").beginArray();
        comparison.onlyLeft().forEach(json::value);
        json.endArray();
        json.name("onlyInRightDenominator").beginArray();
        comparison.onlyRight().forEach(json::value);
        json.endArray();
        json.endObject();
    }

    private static void writeOpened(JsonWriter json, Answers.Opened opened) {
        json.beginObject();
        json.name("cell").value(opened.cell());
        json.name("state").value((opened.running() ? CellState.PARTIAL : CellState.OBSERVED).name());
        json.name("customers").beginArray();
        opened.customers().forEach(json::value);
        json.endArray();
        json.endObject();
    }

    private static void writeRestated(JsonWriter json, Answers.Restated restated) {
        json.beginObject();
        json.name("earlierSource").value(restated.earlierSource());
        json.name("asOf").value(restated.asOf().toString());
        writeMoved(json, restated.cells());
        json.name("customers").beginArray();
        for (Answers.Mover mover : restated.customers()) {
            json.beginObject();
            json.name("customer").value(mover.customer());
            writeMoved(json, mover.cells());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private static void writeMoved(JsonWriter json, List<Answers.Moved> cells) {
        json.name("cells").beginArray();
        for (Answers.Moved moved : cells) {
            json.beginFlatObject();
            json.name("cell").value(moved.cell());
            json.name("customers").value(moved.customers());
            json.name("amount").value(moved.amount());
            json.endObject();
        }
        json.endArray();
    }
}
