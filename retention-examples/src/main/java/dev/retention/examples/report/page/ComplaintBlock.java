package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.ComplaintFigures;
import dev.retention.examples.report.figures.ComplaintFigures.Month;
import dev.retention.examples.report.figures.ComplaintFigures.Part;
import dev.retention.examples.report.figures.ServiceWords;
import dev.retention.examples.report.figures.Shown;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonWriter;
import java.util.List;
import java.util.Optional;

/** Complaints: their control chart, what is out of the ordinary, and what they are about. */
record ComplaintBlock(ComplaintFigures figures, Shown shown) {

    void page(Page page) {
        page.add("<h3>What do they complain of?</h3>\n<p><b>", Page.escaped(ServiceWords.complaints(figures)));
        page.add("</b> ", Page.escaped(ServiceWords.flags(figures)), "</p>\n");
        figures.latest().forEach(each -> page.add("<p>", Page.escaped(each), ".</p>\n"));
        List<Month> months = shown.latest(figures.months());
        new ControlChartPicture(months, figures.centre(), ServiceWords.complaints(figures)).page(page);
        page.add("<p class=\"soft\">Complaints (kind ", Page.escaped(figures.kinds()), ") per 1,000 ");
        page.add(Page.escaped(figures.exposed()), " and 30 days; those of others are told apart.</p>\n");
        if (!figures.chart().isEmpty()) {
            page.add(
                    "<details><summary>How the limits are made</summary>\n<p class=\"soft\">",
                    Page.escaped(figures.chart()));
            page.add(". ", Page.escaped(figures.noise()), "</p>\n</details>\n");
        }
        writeMonths(page, months);
        writeParts(page, "What they are about, " + figures.window(), "Topic", figures.topics());
        writeParts(
                page, "Which stage caused them, and which saw them, " + figures.window(), "Stages", figures.stages());
    }

    private void writeMonths(Page page, List<Month> months) {
        page.beginTable(
                "",
                "Complaints by period" + Page.leftOff(figures.months().size(), months.size()),
                List.of(
                        "Period",
                        "Complaints",
                        "of others",
                        "Customers",
                        "who could",
                        "per 1,000 and 30 days",
                        "Ordinary",
                        "Out of the ordinary"));
        for (Month month : months) {
            page.add(month.isOver() ? "<tr>" : "<tr class=\"running\">", "<th scope=\"row\">");
            page.add(Page.escaped(month.period()), month.isOver() ? "" : ", running", "</th>");
            page.add("<td>", Words.count(month.complaints()), "</td><td>", Words.count(month.others()), "</td>");
            page.opening(
                    Words.count(month.complained().customers()),
                    month.complained().cell(),
                    month.complained().customers());
            for (String field : List.of(
                    Words.count(month.exposed()),
                    ServiceWords.rate(month.rate()),
                    month.limits()
                            .map(each -> ServiceWords.rate(each.lower()) + " to " + ServiceWords.rate(each.upper()))
                            .orElse("–"),
                    month.oddly())) {
                page.add("<td>", Page.escaped(field), "</td>");
            }
            page.add("</tr>\n");
        }
        page.endTable();
    }

    private static void writeParts(Page page, String caption, String head, List<Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        page.beginTable("", caption, List.of(head, "Complaints", "of all", "Customers"));
        for (Part part : parts) {
            page.add("<tr><th scope=\"row\">", Page.escaped(part.name()), "</th><td>");
            page.add(Words.count(part.complaints()), "</td><td>", Words.percent(part.share()), "</td>");
            page.opening(
                    Words.count(part.complained().customers()),
                    part.complained().cell(),
                    part.complained().customers());
            page.add("</tr>\n");
        }
        page.endTable();
    }

    void json(JsonWriter json) {
        json.beginObject();
        json.name("kinds").value(figures.kinds());
        json.name("exposed").value(figures.exposed());
        json.name("per").value("1,000 customers and 30 days");
        json.name("chart").value(figures.chart());
        json.name("centre");
        if (figures.centre().isPresent()) {
            json.value(figures.centre().getAsDouble());
        } else {
            json.nullValue();
        }
        strings(
                json,
                "flags",
                figures.runs().stream().map(ComplaintFigures.Run::words).toList());
        strings(json, "sentences", figures.latest());
        json.name("periods").beginArray();
        figures.months().forEach(month -> month(json, month));
        json.endArray();
        json.name("window").value(figures.window());
        parts(json, "topics", figures.topics());
        parts(json, "causesAndStages", figures.stages());
        json.endObject();
    }

    private static void month(JsonWriter json, Month month) {
        json.beginObject();
        json.name("period").value(month.period());
        json.name("over").value(month.isOver());
        json.name("complaints").value(month.complaints());
        json.name("complaintsOfOthers").value(month.others());
        ServiceSection.opened(json, "complained", month.complained());
        json.name("exposed").value(month.exposed());
        ServiceSection.known(
                json,
                "rate",
                month.rate().isPresent() ? Optional.of(month.rate().getAsDouble()) : Optional.empty());
        ServiceSection.known(json, "lowerLimit", month.limits().map(ComplaintFigures.Limits::lower));
        ServiceSection.known(json, "upperLimit", month.limits().map(ComplaintFigures.Limits::upper));
        strings(json, "rules", month.flags());
        json.endObject();
    }

    static void strings(JsonWriter json, String name, List<String> texts) {
        json.name(name).beginArray();
        texts.forEach(json::value);
        json.endArray();
    }

    private static void parts(JsonWriter json, String name, List<Part> parts) {
        json.name(name).beginArray();
        for (Part part : parts) {
            json.beginObject();
            json.name("name").value(part.name());
            json.name("complaints").value(part.complaints());
            json.name("share").value(part.share());
            ServiceSection.opened(json, "complained", part.complained());
            json.endObject();
        }
        json.endArray();
    }
}
