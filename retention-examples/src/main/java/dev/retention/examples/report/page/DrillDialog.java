package dev.retention.examples.report.page;

import dev.retention.examples.report.text.JsonWriter;
import java.util.List;
import java.util.function.Consumer;

/** The dialog that lists the customers of a figure, which the script fills, and its data, each customer once. */
public final class DrillDialog {

    private DrillDialog() {}

    /**
     * Writes it behind all sections.
     *
     * @param grain the word for a period
     * @param heads the heads of the list
     * @param data writes the members of the data
     */
    public static void write(Page page, String grain, List<String> heads, Consumer<JsonWriter> data) {
        page.addLast(
                "<dialog id=\"drill\" data-grain=\"",
                grain,
                "\" aria-labelledby=\"drill-title\"><h2 id=\"drill-title\"></h2>");
        page.addLast(
                "<p class=\"soft\" id=\"drill-note\"></p><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Customers of the figure\"><table><caption class=\"sr\">Customers</caption><thead><tr>");
        for (String head : heads) {
            page.addLast("<th scope=\"col\">", Page.escaped(head), "</th>");
        }
        page.addLast("</tr></thead><tbody id=\"drill-rows\"></tbody></table></div>");
        page.addLast(
                "<form method=\"dialog\"><button type=\"button\" id=\"drill-save\">Save as CSV</button> <button>Close</button></form></dialog>\n");
        JsonWriter json = new JsonWriter();
        json.beginFlatObject();
        data.accept(json);
        json.endObject();
        page.addLast("<script type=\"application/json\" id=\"drill-data\">\n", json.toString(), "</script>\n");
        page.addLast("<script>\n", Frame.insideScript(Frame.ownResource("drill.js")), "</script>\n");
    }
}
