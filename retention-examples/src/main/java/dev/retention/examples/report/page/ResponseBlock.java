package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.ResponseFigures;
import dev.retention.examples.report.figures.ResponseFigures.Agent;
import dev.retention.examples.report.figures.ResponseFigures.Quantile;
import dev.retention.examples.report.figures.ResponseFigures.Share;
import dev.retention.examples.report.figures.ResponseFigures.Timed;
import dev.retention.examples.report.figures.ServiceWords;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** How long tickets wait. */
record ResponseBlock(ResponseFigures figures) {

    void page(Page page) {
        page.add("<h3>How long do they wait?</h3>\n");
        figures.timed().forEach(timed -> page.add("<p>", Page.escaped(ServiceWords.wait(timed)), "</p>\n"));
        page.beginTable(
                "",
                "Waiting; those who still wait count as waiting so long at least",
                List.of(
                        "Until",
                        "Tickets",
                        "Still waiting",
                        "Half within",
                        "Nine of ten within",
                        "In time",
                        "Past the standard"));
        for (Timed timed : figures.timed()) {
            page.add("<tr><th scope=\"row\">", timed.name(), "</th>");
            List<String> fields = new ArrayList<>(List.of(Words.count(timed.cases()), Words.count(timed.open())));
            timed.quantiles().forEach(each -> fields.add(ServiceWords.quantile(each, timed.unit())));
            while (fields.size() < 4) {
                fields.add("–");
            }
            fields.add(timed.standard().map(ServiceWords::share).orElse("–"));
            fields.forEach(field -> page.add("<td>", Page.escaped(field), "</td>"));
            timed.missed()
                    .ifPresentOrElse(
                            missed -> page.opening(
                                    Words.counted(missed.customers(), "customer") + " in " + timed.period(),
                                    missed.cell(),
                                    missed.customers()),
                            () -> page.add("<td>–</td>"));
            page.add("</tr>\n");
        }
        page.endTable();
        page.add("<p class=\"soft\">In time, ", Page.escaped(figures.window()));
        page.add(
                ": within the days of --answer-within and --resolve-within; from none of the open ones to all of them.</p>\n");
        figures.timed().stream().filter(timed -> timed.parts().size() > 1).forEach(timed -> writeAgents(page, timed));
    }

    private static void writeAgents(Page page, Timed timed) {
        page.beginTable(
                "",
                Words.capital(timed.name()) + " in time by agent, the worst first",
                List.of("Agent", "In time", "Met", "Missed", "Open"));
        for (Agent agent : timed.parts()) {
            page.row(List.of(
                    agent.name(),
                    ServiceWords.share(agent.share()),
                    Words.count(agent.share().met()),
                    Words.count(agent.share().missed()),
                    Words.count(agent.share().open())));
        }
        page.endTable();
    }

    void json(JsonWriter json) {
        json.beginArray();
        for (Timed timed : figures.timed()) {
            json.beginObject();
            json.name("until").value(timed.name());
            json.name("unit").value(timed.unit());
            json.name("tickets").value(timed.cases());
            json.name("stillWaiting").value(timed.open());
            json.name("quantiles").beginArray();
            timed.quantiles().forEach(each -> quantile(json, each));
            json.endArray();
            json.name("withinDays").value(timed.within());
            json.name("window").value(figures.window());
            json.name("inTime");
            timed.standard().ifPresentOrElse(share -> share(json, share), json::nullValue);
            json.name("period").value(timed.period());
            timed.missed().ifPresent(missed -> ServiceSection.opened(json, "missed", missed));
            json.name("agents").beginArray();
            for (Agent agent : timed.parts()) {
                json.beginObject();
                json.name("agent").value(agent.name());
                json.name("inTime");
                share(json, agent.share());
                json.endObject();
            }
            json.endArray();
            json.endObject();
        }
        json.endArray();
    }

    private static void quantile(JsonWriter json, Quantile quantile) {
        json.beginFlatObject();
        json.name("share").value(quantile.share());
        ServiceSection.known(json, "value", quantile.value());
        ServiceSection.known(json, "lower", quantile.lower());
        ServiceSection.known(json, "upper", quantile.upper());
        json.endObject();
    }

    private static void share(JsonWriter json, Share share) {
        json.beginFlatObject();
        json.name("met").value(share.met());
        json.name("missed").value(share.missed());
        json.name("open").value(share.open());
        json.name("lower").value(share.lower());
        json.name("upper").value(share.upper());
        json.endObject();
    }
}
