package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.FeedbackFigures;
import dev.retention.examples.report.figures.FeedbackFigures.Month;
import dev.retention.examples.report.figures.Finding;
import dev.retention.examples.report.figures.ServiceWords;
import dev.retention.examples.report.figures.Shown;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonWriter;
import java.util.List;

/** What customers answered to one survey. */
record FeedbackBlock(FeedbackFigures figures, Shown shown) {

    void page(Page page) {
        page.add("<h3>What do they answer to ", Page.escaped(figures.survey()), "?</h3>\n<p><b>");
        page.add(Page.escaped(ServiceWords.feedback(figures)), "</b></p>\n");
        figures.latest().forEach(each -> page.add("<p>", Page.escaped(each.text()), ".</p>\n"));
        figures.role()
                .forEach(role -> page.add("<p>Of ", Words.counted(role.asked(), "request"), " to the role “")
                        .add(
                                Page.escaped(role.name()),
                                "” of late, ",
                                Words.count(role.answered()),
                                " were answered.</p>\n"));
        List<Month> months = shown.latest(figures.months());
        page.beginTable(
                "",
                "Answers by the period of asking"
                        + Page.leftOff(figures.months().size(), months.size()),
                List.of(
                        "Period",
                        "Asked",
                        "Answered",
                        "Response",
                        figures.isNps() ? "NPS (95 %)" : "High answers (95 %)",
                        "Low",
                        "Did not answer"));
        for (Month month : months) {
            page.add(month.isOver() ? "<tr>" : "<tr class=\"running\">", "<th scope=\"row\">");
            page.add(Page.escaped(month.period()), month.isOver() ? "" : ", open", "</th>");
            for (String field : List.of(
                    Words.count(month.asked()),
                    Words.count(month.answered()),
                    ServiceWords.bounds(month.leastResponse(), month.mostResponse()),
                    month.score()
                            .map(score -> ServiceWords.score(score, figures.isNps()))
                            .orElse("–"))) {
                page.add("<td>", field, "</td>");
            }
            page.opening(
                    Words.count(month.low().customers()),
                    month.low().cell(),
                    month.low().customers());
            page.opening(
                    Words.count(month.silent().customers()),
                    month.silent().cell(),
                    month.silent().customers());
            page.add("</tr>\n");
        }
        page.endTable();
        page.add(
                "<p class=\"soft\">",
                Page.escaped(Words.capital(figures.scale())),
                "; an answer counts in the period of ");
        page.add("its request if it came within 30 days, until which the period is open.</p>\n");
    }

    void json(JsonWriter json) {
        json.beginObject();
        json.name("survey").value(figures.survey());
        json.name("figure").value(figures.isNps() ? "NPS" : "TOP_BOX");
        json.name("scale").value(figures.scale());
        ComplaintBlock.strings(
                json, "sentences", figures.latest().stream().map(Finding::text).toList());
        json.name("periods").beginArray();
        for (Month month : figures.months()) {
            json.beginObject();
            json.name("period").value(month.period());
            json.name("over").value(month.isOver());
            json.name("asked").value(month.asked());
            json.name("answered").value(month.answered());
            ServiceSection.known(json, "leastResponse", month.leastResponse());
            ServiceSection.known(json, "mostResponse", month.mostResponse());
            ServiceSection.known(json, "value", month.score().map(FeedbackFigures.Score::value));
            ServiceSection.known(
                    json, "lower", month.score().map(score -> score.interval().lower()));
            ServiceSection.known(
                    json, "upper", month.score().map(score -> score.interval().upper()));
            ServiceSection.opened(json, "low", month.low());
            ServiceSection.opened(json, "notAnswered", month.silent());
            json.endObject();
        }
        json.endArray();
        json.name("roles").beginArray();
        figures.role().forEach(role -> {
            json.beginFlatObject();
            json.name("role").value(role.name());
            json.name("asked").value(role.asked());
            json.name("answered").value(role.answered());
            json.endObject();
        });
        json.endArray();
        json.endObject();
    }
}
