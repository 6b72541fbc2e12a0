package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.CohortFigures;
import dev.retention.examples.report.figures.Curve;
import dev.retention.examples.report.figures.CurvePoint;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.Shown;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonFigures;
import dev.retention.examples.report.text.JsonWriter;
import java.util.List;

/** Whether more come back than used to: cohorts pooled, the earlier against the later. */
public record CurvesSection(Scope scope, CohortFigures figures, Shown shown) implements Section {

    @Override
    public void page(Page page) {
        page.data("curves", this::writeData);
        if (figures.curves().stream().allMatch(curve -> curve.points().size() < 2)) {
            return;
        }
        String period = scope.grain().word();
        List<Curve> curves = figures.curves();
        page.beginSection("curves", "Is it getting better?");
        page.add("<p class=\"soft\">The share ");
        page.add(
                "that ordered again, several cohorts together, with the band in which the true share lies (95 %). Where one ");
        page.add(
                "curve runs inside the other’s band, chance alone could explain the difference. The ",
                period,
                " of the first order itself, 100 % by ");
        page.add("definition, is left out, and so is every ", period, " that is still running.</p>\n");
        page.chart(
                "chart-curves",
                "Curves of the share that ordered again by age with 95 % bands; the table has the numbers");
        int longest = Math.min(
                curves.stream().mapToInt(curve -> curve.points().size()).max().orElse(0), shown.periods() + 1);
        page.beginTable("", "Share that ordered again, by " + period + "s since the first order");
        page.add("<thead><tr><td></td>");
        for (Curve curve : curves) {
            page.add("<th scope=\"colgroup\" colspan=\"3\">", Page.escaped(Words.capital(curve.name())), ", ");
            page.add(curve.first(), " to ", curve.last(), "</th>");
        }
        page.add("</tr>\n<tr><th scope=\"col\">", Words.capital(period), "s since</th>");
        page.add("<th scope=\"col\">Share</th><th scope=\"col\">95 % interval</th><th scope=\"col\">Customers</th>"
                .repeat(curves.size()));
        page.add("</tr></thead>\n<tbody>\n");
        for (int age = 1; age < longest; age++) {
            page.add("<tr><th scope=\"row\">", Integer.toString(age), "</th>");
            for (Curve curve : curves) {
                if (age < curve.points().size()) {
                    Rate rate = curve.points().get(age).rate();
                    page.add("<td>", Words.percent(rate.value()), "</td><td>", Words.interval(rate), "</td><td>");
                    page.add(Words.count(rate.count()), " of ", Words.count(rate.total()), "</td>");
                } else {
                    page.add("<td></td><td></td><td></td>");
                }
            }
            page.add("</tr>\n");
        }
        page.endTable();
        page.add("</section>\n");
    }

    private void writeData(JsonWriter json) {
        json.beginArray();
        // The whole lies between its halves and would only hide them.
        for (Curve curve : figures.curves().size() == 3 ? figures.curves().subList(1, 3) : figures.curves()) {
            json.beginObject();
            json.name("label").value(Words.capital(curve.name()) + ", " + curve.first() + " to " + curve.last());
            json.name("points").beginArray();
            curve.points().stream().skip(1).limit(shown.periods()).forEach(point -> writePoint(json, point));
            json.endArray();
            json.endObject();
        }
        json.endArray();
    }

    private static void writePoint(JsonWriter json, CurvePoint point) {
        Rate rate = point.rate();
        json.beginFlatObject();
        json.name("count").value(rate.count());
        json.name("total").value(rate.total());
        json.name("value").value(rate.value() * 100);
        json.name("lower").value(rate.interval().lower() * 100);
        json.name("upper").value(rate.interval().upper() * 100);
        json.endObject();
    }

    @Override
    public void json(JsonWriter json) {
        json.name("curves").beginArray();
        figures.curves().forEach(curve -> JsonFigures.curve(json, curve));
        json.endArray();
    }
}
