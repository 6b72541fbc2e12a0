package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.Drill;
import dev.retention.examples.report.figures.Drill.Person;
import dev.retention.examples.report.figures.KeyFigures;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The customers behind the figures: lists that open without a script, and the data for those that need one. */
public record DrillSection(Scope scope, Optional<KeyFigures> latest, Drill drill) implements Section {

    /** How many customers a list that needs no script has. */
    private static final int LISTED = 100;

    @Override
    public void page(Page page) {
        if (drill.people().isEmpty()) {
            return;
        }
        latest.ifPresent(each -> write(page, each));
        writeData(page);
    }

    private void write(Page page, KeyFigures latest) {
        String period = latest.movement().period();
        page.beginSection(
                "behind", "Who is behind the figures of " + scope.grain().named(period) + "?");
        page.add("<p class=\"soft\">", Page.escaped(capText()), "</p>\n");
        writeList(
                page,
                "Did not order again",
                period + ":LOST",
                latest.movement().lost().customers());
        writeList(page, "New", period + ":NEW", latest.movement().newCustomers().customers());
        writeList(
                page,
                "Back after a pause",
                period + ":REACTIVATED",
                latest.movement().reactivated().customers());
        page.endSection();
    }

    /** What the page leaves out. */
    private String capText() {
        String text =
                "The figures of movements, cohorts and segments open at a click or a key to the same lists, and each list can be "
                        + "saved as CSV. ";
        return drill.leftOut() == 0
                ? text + "The page holds all " + Words.counted(drill.all(), "customer")
                        + ", those who spent most first."
                : text + "The page holds the " + Words.count(drill.people().size())
                        + " customers who spent most; the other "
                        + Words.count(drill.leftOut())
                        + " are counted in every figure and in “more”, and listed with the periods in which they ordered in customers.csv.";
    }

    private void writeList(Page page, String name, String cell, long count) {
        if (count == 0) {
            return;
        }
        List<Integer> places = drill.cells().getOrDefault(cell, List.of());
        List<Integer> shown = places.subList(0, Math.min(LISTED, places.size()));
        page.add("<details><summary>", name, ": ", Words.counted(count, "customer"), "</summary>\n");
        page.beginTable("", name + ", those who spent most first", heads());
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
            page.add("<p class=\"soft\">and ", Words.count(count - shown.size()));
            page.add(drill.leftOut() == 0 ? " more, which open below" : " more; all: --open " + cell, "</p>\n");
        }
        page.add("<p><span", Page.opening(cell, count), ">Open this list to save it as CSV</span></p>\n");
        page.add("</details>\n");
    }

    private List<String> heads() {
        return List.of("Customer", "Orders", scope.unit().after("Spent"), "First order", "Last order");
    }

    private void writeData(Page page) {
        DrillDialog.write(page, scope.grain().word(), heads(), json -> {
            json.name("people").beginArray();
            for (Person person : drill.people()) {
                json.beginArray();
                json.value(Words.plain(person.key())).value(person.orders()).value(person.amount());
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
            json.name("titles").beginFlatObject();
            drill.titles().forEach((cell, title) -> json.name(cell).value(Words.plain(title)));
            json.endObject();
        });
    }
}
