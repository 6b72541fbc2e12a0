package dev.retention.examples.report;

import java.util.List;

/** The text of the page as it grows, and what all sections make alike: tables, places for charts, openings of cells. */
final class Page {

    private final StringBuilder out = new StringBuilder(1 << 20);

    Page add(String... parts) {
        for (String part : parts) {
            out.append(part);
        }
        return this;
    }

    void beginSection(String id, String title) {
        add("<section aria-labelledby=\"", id, "\">\n<h2 id=\"", id, "\">", HtmlRenderer.escaped(title), "</h2>\n");
    }

    void endSection() {
        add("</section>\n");
    }

    void beginTable(String style, String caption) {
        String escaped = HtmlRenderer.escaped(caption);
        add("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"", escaped, "\">\n<table class=\"");
        add(style, "\"><caption>", escaped, "</caption>\n");
    }

    /** Begins a table with one row of heads. */
    void beginTable(String style, String caption, List<String> heads) {
        beginTable(style, caption);
        add("<thead><tr>");
        heads.forEach(head -> add("<th scope=\"col\">", HtmlRenderer.escaped(head), "</th>"));
        add("</tr></thead>\n<tbody>\n");
    }

    /** A row: the first field heads it. */
    void row(List<String> fields) {
        add("<tr><th scope=\"row\">", HtmlRenderer.escaped(fields.get(0)), "</th>");
        fields.stream().skip(1).forEach(field -> add("<td>", HtmlRenderer.escaped(field), "</td>"));
        add("</tr>\n");
    }

    void endTable() {
        add("</tbody></table>\n</div>\n");
    }

    void chart(String id, String label) {
        add("<div class=\"chart\" id=\"", id, "\" role=\"img\" aria-label=\"", HtmlRenderer.escaped(label));
        add("\" hidden></div>\n");
    }

    /** The attributes by which the script lets a reader open a figure. */
    static String opening(String cell, long count) {
        return count == 0 ? "" : " data-cell=\"" + HtmlRenderer.escaped(cell) + "\" data-count=\"" + count + "\"";
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
