package dev.retention.examples.review.page;

import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.page.Page;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Table;
import java.util.List;
import java.util.stream.IntStream;

/** Writes tables and their fields. */
final class Tables {

    /** More columns are cut off on a narrow screen. */
    private static final int MANY = 4;

    private Tables() {}

    /** A table on the page, as far as it is shown there. */
    static void page(Page page, Table table) {
        List<List<Cell>> rows = table.rows();
        if (rows.isEmpty()) {
            return;
        }
        // What is known of nobody needs no column.
        List<Integer> columns = IntStream.range(0, table.columns().size())
                .filter(i -> i == 0 || rows.stream().anyMatch(row -> !(row.get(i) instanceof Cell.None)))
                .boxed()
                .toList();
        int shown = Math.min(table.shown(), rows.size());
        int last = columns.get(columns.size() - 1);
        boolean isText = rows.stream().anyMatch(row -> row.get(last) instanceof Cell.Text);
        String width = columns.size() > MANY ? "wide many" : "wide";
        page.beginTable(
                isText ? width : width + " numbers",
                table.caption()
                        + (shown < rows.size()
                                ? " (the first " + shown + " of " + Words.count(rows.size()) + "; all: review.json)"
                                : ""),
                columns.stream().map(i -> table.columns().get(i).head()).toList());
        for (List<Cell> row : rows.subList(0, shown)) {
            page.add("<tr>");
            columns.forEach(i -> field(page, i, row.get(i)));
            page.add("</tr>\n");
        }
        page.endTable();
    }

    private static void field(Page page, int at, Cell cell) {
        String text = Page.escaped(cell.shown()).replace(" %", "\u00a0%");
        if (at == 0) {
            page.add("<th scope=\"row\"", opening(cell), ">", text, "</th>");
        } else if (cell instanceof Cell.Text) {
            page.add("<td class=\"words\">", text, "</td>");
        } else {
            page.add("<td", opening(cell), ">", text, "</td>");
        }
    }

    /** The attributes by which a field opens to its customers. */
    static String opening(Cell cell) {
        return cell instanceof Cell.Count count && !count.opening().isEmpty()
                ? Page.opening(count.opening(), count.count())
                : "";
    }

    /** All rows of a table. */
    static void json(JsonWriter json, Table table) {
        json.beginArray();
        for (List<Cell> row : table.rows()) {
            json.beginFlatObject();
            for (int i = 0; i < row.size(); i++) {
                json.name(table.columns().get(i).key());
                json(json, row.get(i));
            }
            json.endObject();
        }
        json.endArray();
    }

    /** A field; what is not defined is null. */
    static void json(JsonWriter json, Cell cell) {
        if (cell instanceof Cell.Text text) {
            json.value(text.text());
        } else if (cell instanceof Cell.Count count) {
            json.value(count.count());
        } else if (cell instanceof Cell.Amount amount) {
            json.value(amount.amount());
        } else if (cell instanceof Cell.Share share) {
            number(json, share.share());
        } else if (cell instanceof Cell.Decimal number) {
            number(json, number.number());
        } else if (cell instanceof Cell.Chance chance) {
            number(json, chance.p());
        } else if (cell instanceof Cell.Range range) {
            interval(json, range.lower(), range.upper());
        } else if (cell instanceof Cell.Points points) {
            interval(json, points.lower(), points.upper());
        } else {
            json.nullValue();
        }
    }

    /** A number, or null where it has no bound. */
    private static void interval(JsonWriter json, double lower, double upper) {
        json.beginFlatObject().name("lower");
        number(json, lower);
        json.name("upper");
        number(json, upper);
        json.endObject();
    }

    private static void number(JsonWriter json, double number) {
        if (Double.isFinite(number)) {
            json.value(number);
        } else {
            json.nullValue();
        }
    }
}
