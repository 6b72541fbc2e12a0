package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The text of the page as it grows, the data of its charts, and what all sections make alike: tables, places for charts, openings of cells. */
public final class Page {

    private final StringBuilder out = new StringBuilder(1 << 20);
    private final Map<String, String> contents = new LinkedHashMap<>();
    private final StringBuilder last = new StringBuilder();
    private final JsonWriter data = JsonWriter.ofShownText().beginObject();

    /** Adds pieces of HTML. */
    public Page add(String... parts) {
        for (String part : parts) {
            out.append(part);
        }
        return this;
    }

    /** How long the text is. */
    public int length() {
        return out.length();
    }

    /** Puts text in where it is known only later. */
    public void insert(int at, String text) {
        out.insert(at, text);
    }

    /** Adds what stands behind all sections: scripts, and what they fill. */
    public void addLast(String... parts) {
        for (String part : parts) {
            last.append(part);
        }
    }

    /** The list of contents: a link to every section. */
    public String contents() {
        StringBuilder list = new StringBuilder("<nav class=\"contents\" aria-label=\"Contents\"><ul>\n");
        contents.forEach((id, title) -> list.append("<li><a href=\"#")
                .append(id)
                .append("\">")
                .append(escaped(title))
                .append("</a></li>\n"));
        return list.append("</ul></nav>\n").toString();
    }

    /** What stands behind all sections. */
    public String last() {
        return last.toString();
    }

    /** Begins a section, which the list of contents names. */
    public void beginSection(String id, String title) {
        contents.put(id, title);
        add("<section aria-labelledby=\"", id, "\">\n<h2 id=\"", id, "\">", escaped(title), "</h2>\n");
    }

    public void endSection() {
        add("</section>\n");
    }

    public void beginTable(String style, String caption) {
        String escaped = escaped(caption);
        add("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"", escaped, "\">\n<table class=\"");
        add(style, "\"><caption><span>", escaped, "</span></caption>\n");
    }

    /** Begins a table with one row of heads. */
    public void beginTable(String style, String caption, List<String> heads) {
        beginTable(style, caption);
        add("<thead><tr>");
        heads.forEach(head -> add("<th scope=\"col\">", escaped(head), "</th>"));
        add("</tr></thead>\n<tbody>\n");
    }

    /** A row: the first field heads it. */
    public void row(List<String> fields) {
        add("<tr><th scope=\"row\">", escaped(fields.get(0)), "</th>");
        fields.stream().skip(1).forEach(field -> add("<td>", escaped(field), "</td>"));
        add("</tr>\n");
    }

    /** A field that opens to its customers. */
    public void opening(String text, String cell, long count) {
        add("<td", opening(cell, count), ">", escaped(text), "</td>");
    }

    /** A whole table, the first field of every row heading it. */
    public void table(String caption, List<String> heads, List<List<String>> rows) {
        beginTable("", caption, heads);
        rows.forEach(this::row);
        endTable();
    }

    public void endTable() {
        add("</tbody></table>\n</div>\n");
    }

    /** A place for a chart that the script draws. */
    public void chart(String id, String label) {
        add("<div class=\"chart\" id=\"", id, "\" role=\"img\" aria-label=\"", escaped(label));
        add("\" hidden></div>\n");
    }

    /** Writes a member of what the charts show, and nothing that the tables do not. */
    public void data(String name, Consumer<JsonWriter> value) {
        data.name(name);
        value.accept(data);
    }

    /** What the charts show. */
    public String data() {
        return data.endObject().toString();
    }

    /** The attributes by which the script lets a reader open a figure. */
    public static String opening(String cell, long count) {
        return count == 0 ? "" : " data-cell=\"" + escaped(cell) + "\" data-count=\"" + count + "\"";
    }

    /** Escapes text for an element's content or a quoted attribute. */
    public static String escaped(String raw) {
        String text = Words.plain(raw);
        StringBuilder result = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> result.append("&amp;");
                case '<' -> result.append("&lt;");
                case '>' -> result.append("&gt;");
                case '"' -> result.append("&quot;");
                case '\'' -> result.append("&#39;");
                default -> result.append(c);
            }
        }
        return result.toString();
    }

    /** What tells that a table is shorter than what it shows. */
    public static String leftOff(int all, int shown) {
        return all == shown ? "" : " (the latest " + shown + " of " + Words.count(all) + ")";
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
