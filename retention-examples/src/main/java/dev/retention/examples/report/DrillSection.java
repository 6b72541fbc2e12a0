package dev.retention.examples.report;

import dev.retention.examples.report.Drill.Person;
import dev.retention.examples.report.RetentionReport.KeyFigures;
import dev.retention.examples.report.RetentionReport.Scope;
import java.util.List;
import java.util.Map;

/** The customers behind the figures, on the page: lists that open without a script, and the data for those that need one. */
final class DrillSection {

    /** How many customers a list that needs no script has. */
    private static final int LISTED = 100;

    private final Page page;
    private final Scope scope;
    private final Drill drill;

    DrillSection(Page page, Scope scope, Drill drill) {
        this.page = page;
        this.scope = scope;
        this.drill = drill;
    }

    void write(KeyFigures latest) {
        String period = latest.movement().period();
        page.beginSection("behind", "Who is behind the figures of " + period + "?");
        page.add("<p class=\"soft\">", HtmlRenderer.escaped(capText()), "</p>\n");
        writeList("Lost", period + ":LOST", latest.movement().lost().customers());
        writeList("New", period + ":NEW", latest.movement().newCustomers().customers());
        writeList(
                "Back after a pause",
                period + ":REACTIVATED",
                latest.movement().reactivated().customers());
        page.endSection();
    }

    /** What the page leaves out. */
    private String capText() {
        String text = "The figures of the tables of movements and cohorts open at a click or a key to the same lists. ";
        return drill.leftOut() == 0
                ? text + "The page holds all " + Words.counted(drill.all(), "customer")
                        + ", those who spent most first."
                : text + "The page holds the " + Words.count(drill.people().size())
                        + " customers who spent most; the other "
                        + Words.count(drill.leftOut())
                        + " are counted in every figure and in “more”, and listed by the option --open.";
    }

    private void writeList(String name, String cell, long count) {
        if (count == 0) {
            return;
        }
        List<Integer> places = drill.cells().getOrDefault(cell, List.of());
        List<Integer> shown = places.subList(0, Math.min(LISTED, places.size()));
        page.add("<details><summary>", name, ": ", Words.counted(count, "customer"), "</summary>\n");
        page.beginTable(
                "",
                name + ", those who spent most first",
                List.of(
                        "Customer",
                        "Orders",
                        "Spent, " + scope.currency().getCurrencyCode(),
                        "First order",
                        "Last order"));
        for (int place : shown) {
            Person person = drill.people().get(place);
            page.row(List.of(
                    person.key(),
                    Words.count(person.orders()),
                    Words.amount(person.amount()),
                    person.first().toString(),
                    person.last().toString()));
        }
        page.endTable();
        if (shown.size() < count) {
            page.add(
                    "<p class=\"soft\">and ", Words.count(count - shown.size()), " more; all: --open ", cell, "</p>\n");
        }
        page.add("</details>\n");
    }

    /** The dialog that the script fills, and its data, each customer once. */
    void writeData() {
        page.add("<dialog id=\"drill\" aria-labelledby=\"drill-title\"><h2 id=\"drill-title\"></h2>");
        page.add("<p class=\"soft\" id=\"drill-note\"></p><div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
        for (String head : List.of(
                "Customer", "Orders", "Spent, " + scope.currency().getCurrencyCode(), "First order", "Last order")) {
            page.add("<th scope=\"col\">", head, "</th>");
        }
        page.add("</tr></thead><tbody id=\"drill-rows\"></tbody></table></div>");
        page.add("<form method=\"dialog\"><button>Close</button></form></dialog>\n");
        JsonWriter json = new JsonWriter();
        json.beginFlatObject();
        json.name("people").beginArray();
        for (Person person : drill.people()) {
            json.beginArray();
            json.value(person.key()).value(person.orders()).value(person.amount());
            json.value(person.first().toString()).value(person.last().toString());
            json.endArray();
        }
        json.endArray();
        json.name("cells").beginFlatObject();
        for (Map.Entry<String, List<Integer>> cell : drill.cells().entrySet()) {
            json.name(cell.getKey()).beginArray();
            cell.getValue().forEach(json::value);
            json.endArray();
        }
        json.endObject();
        json.endObject();
        page.add("<script type=\"application/json\" id=\"drill-data\">\n", json.toString(), "</script>\n");
        page.add("<script>\n", HtmlRenderer.insideScript(HtmlRenderer.ownResource("drill.js")), "</script>\n");
    }
}
