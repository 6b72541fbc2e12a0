package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.ServiceWords;
import dev.retention.examples.report.figures.TouchFigures;
import dev.retention.examples.report.figures.TouchFigures.Person;
import dev.retention.examples.report.figures.TouchFigures.Since;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonWriter;
import java.util.List;

/** Who of ours keeps in touch. */
record TouchBlock(Scope scope, TouchFigures figures) {

    void page(Page page) {
        page.add("<h3>Who keeps in touch with them?</h3>\n<p><b>", Page.escaped(ServiceWords.touch(figures)));
        page.add("</b></p>\n");
        page.beginTable(
                "", "Live customers by their last contact", List.of("Last contact", "Customers", "of the live"));
        for (Since since : figures.since()) {
            page.add("<tr><th scope=\"row\">", Page.escaped(since.words()), "</th>");
            page.opening(
                    Words.count(since.who().customers()),
                    since.who().cell(),
                    since.who().customers());
            page.add("<td>", share(since.who().customers()), "</td></tr>\n");
        }
        figures.without().ifPresent(who -> {
            page.add("<tr><th scope=\"row\">without a dated next step</th>");
            page.opening(Words.count(who.customers()), who.cell(), who.customers());
            page.add("<td>", share(who.customers()), "</td></tr>\n");
        });
        page.endTable();
        if (figures.alone().isEmpty()) {
            return;
        }
        page.beginTable(
                "",
                "Customers who were in touch with one of us alone in " + figures.days() + " days",
                List.of("Who", "Customers", scope.unit().after(Words.capital(figures.worth()))));
        for (Person person : figures.alone()) {
            page.add("<tr><th scope=\"row\">", Page.escaped(person.name()), "</th>");
            page.opening(
                    Words.count(person.who().customers()),
                    person.who().cell(),
                    person.who().customers());
            page.add("<td>", Words.amount(person.worth()), "</td></tr>\n");
        }
        page.endTable();
    }

    private String share(long customers) {
        return figures.live() == 0 ? "–" : Words.percent((double) customers / figures.live());
    }

    void json(JsonWriter json) {
        json.beginObject();
        json.name("asOf").value(figures.asOf().toString());
        json.name("live").value(figures.live());
        json.name("lastContact").beginArray();
        for (Since since : figures.since()) {
            json.beginObject();
            json.name("when").value(since.words());
            ServiceSection.opened(json, "who", since.who());
            json.endObject();
        }
        json.endArray();
        figures.without().ifPresent(who -> ServiceSection.opened(json, "withoutNextStep", who));
        json.name("inTouchWithOneAlone").beginArray();
        for (Person person : figures.alone()) {
            json.beginObject();
            json.name("employee").value(person.name());
            ServiceSection.opened(json, "who", person.who());
            json.name("worth").value(person.worth());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }
}
