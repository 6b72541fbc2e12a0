package dev.retention.examples.report.page;

import dev.retention.Interval;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.Shown;
import dev.retention.examples.report.figures.Survival;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonFigures;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How long customers stay. */
public record SurvivalSection(Survival survival, Shown shown) implements Section {

    @Override
    public void page(Page page) {
        page.data("survival", this::writeData);
        List<Survival.Group> groups = survival.groups();
        page.beginSection("survival", "How long do they stay?");
        page.add("<p class=\"soft\">");
        page.add(
                "The share that stays longer than so many days, with the band in which the true share lies (95 %). A customer is ");
        page.add(survival.live(), ", and then lost; who is not lost yet counts as staying at least so long.</p>\n");
        page.chart("chart-survival", "Curves of the share that stays, by days; the tables have the numbers");
        page.beginTable(
                "", "Days that customers stay; the mean within the first " + Words.days(survival.horizon()) + " days");
        page.add("<thead><tr><th scope=\"col\">Group</th>");
        for (String name : List.of("Customers", "Lost", "Median (95 %)", "Mean (95 %)", "At risk at the end")) {
            page.add("<th scope=\"col\">", name, "</th>");
        }
        page.add("</tr></thead>\n<tbody>\n");
        for (Survival.Group group : groups) {
            page.add("<tr><th scope=\"row\">", Page.escaped(group.name()), "</th><td>", Words.count(group.customers()));
            page.add(
                    "</td><td>",
                    Words.count(group.lost()),
                    "</td><td>",
                    Words.median(survival, group),
                    "</td><td>",
                    Words.mean(group));
            page.add("</td><td>", Words.count(group.atHorizon()), "</td></tr>\n");
        }
        page.endTable();
        survival.echo().ifPresent(echo -> page.add("<p class=\"soft\">", Page.escaped(echo), "</p>\n"));
        survival.difference().ifPresent(difference -> page.add("<p>", Words.difference(difference), "</p>\n"));
        Words.notCompared(survival).ifPresent(words -> page.add("<p>", words, "</p>\n"));
        page.beginTable("", "Share that stays longer, and customers at risk, by days since the first order");
        page.add("<thead><tr><td></td>");
        for (Survival.Group group : groups) {
            page.add("<th scope=\"colgroup\" colspan=\"3\">", Page.escaped(Words.capital(group.name())), "</th>");
        }
        page.add("</tr>\n<tr><th scope=\"col\">Days</th>");
        page.add("<th scope=\"col\">Share</th><th scope=\"col\">95 % interval</th><th scope=\"col\">At risk</th>"
                .repeat(groups.size()));
        page.add("</tr></thead>\n<tbody>\n");
        List<Survival.Point> longest = groups.get(0).points();
        double last = longest.get(longest.size() - 1).days();
        double step = Math.max(30, Math.ceil(last / shown.periods() / 30) * 30);
        for (double days = step; days <= last; days += step) {
            page.add("<tr><th scope=\"row\">", Words.days(days), "</th>");
            for (Survival.Group group : groups) {
                writeStay(page, group, days);
            }
            page.add("</tr>\n");
        }
        page.endTable();
        page.add("</section>\n");
    }

    private static void writeStay(Page page, Survival.Group group, double days) {
        long atRisk = group.points().stream()
                .filter(point -> point.days() >= days)
                .mapToLong(Survival.Point::atRisk)
                .findFirst()
                .orElse(0);
        Optional<Survival.Point> point = group.at(days);
        if (atRisk == 0) {
            page.add("<td></td><td></td><td>0</td>");
            return;
        }
        page.add("<td>", Words.percent(point.map(Survival.Point::stay).orElse(1.0)), "</td><td>");
        page.add(point.flatMap(Survival.Point::interval)
                .map(i -> Words.percentNumber(i.lower()) + " to " + Words.percent(i.upper()))
                .orElse("–"));
        page.add("</td><td>", Words.count(atRisk), "</td>");
    }

    private void writeData(JsonWriter json) {
        json.beginArray();
        // All lie between the groups and would only hide them.
        List<Survival.Group> groups = survival.groups();
        for (Survival.Group group : groups.subList(groups.size() > 1 ? 1 : 0, groups.size())) {
            json.beginObject();
            json.name("label").value(Words.capital(group.name()));
            json.name("points").beginArray();
            for (Survival.Point point : group.points()) {
                json.beginFlatObject();
                json.name("days").value(point.days());
                json.name("stay").value(point.stay() * 100);
                json.name("lower").value(point.interval().map(Interval::lower).orElse(point.stay()) * 100);
                json.name("upper").value(point.interval().map(Interval::upper).orElse(point.stay()) * 100);
                json.endObject();
            }
            json.endArray();
            json.endObject();
        }
        json.endArray();
    }

    @Override
    public void text(Terminal text) {
        text.line("");
        text.line(text.bold("How many days they stay") + " (" + survival.live() + "; mean within the first "
                + Words.days(survival.horizon()) + " days)");
        text.line(text.dim(String.format(
                Locale.ROOT,
                "%-24s %9s %9s  %-25s %-25s %9s",
                "",
                "customers",
                "lost",
                "median (95 %)",
                "mean (95 %)",
                "at risk")));
        for (Survival.Group group : survival.groups()) {
            text.line(String.format(
                    Locale.ROOT,
                    "%-24s %9s %9s  %-25s %-25s %9s",
                    Terminal.shortened(group.name(), 24),
                    Words.count(group.customers()),
                    Words.count(group.lost()),
                    Words.median(survival, group),
                    Words.mean(group),
                    Words.count(group.atHorizon())));
        }
        survival.echo().ifPresent(echo -> text.wrappedLine("  " + echo));
        survival.difference().ifPresent(difference -> text.line("  " + Words.difference(difference)));
        Words.notCompared(survival).ifPresent(words -> text.wrappedLine("  " + words));
    }

    @Override
    public void json(JsonWriter json) {
        json.name("survival").beginObject();
        json.name("live").value(survival.live());
        json.name("timeUnit").value("day");
        json.name("method").value("KAPLAN_MEIER");
        json.name("interval").value("LOG_LOG");
        json.name("confidence").value(Rate.CONFIDENCE);
        json.name("groups").beginArray();
        for (Survival.Group group : survival.groups()) {
            json.beginObject();
            json.name("name").value(group.name());
            json.name("customers").value(group.customers());
            json.name("ended").value(group.lost());
            json.name("median");
            group.median().ifPresentOrElse(json::value, json::nullValue);
            JsonFigures.ends(json, group.medianInterval());
            json.name("restrictedMean").beginFlatObject();
            json.name("horizon").value(survival.horizon());
            json.name("atRisk").value(group.atHorizon());
            json.name("value").value(group.mean());
            JsonFigures.ends(json, Optional.of(group.meanInterval()));
            json.endObject();
            json.name("curve").beginArray();
            for (Survival.Point point : group.points()) {
                json.beginFlatObject();
                json.name("time").value(point.days());
                json.name("atRisk").value(point.atRisk());
                json.name("ended").value(point.lost());
                json.name("survival").value(point.stay());
                JsonFigures.ends(json, point.interval());
                json.endObject();
            }
            json.endArray();
            json.endObject();
        }
        json.endArray();
        json.name("logRank");
        if (survival.difference().isPresent()) {
            Survival.Difference difference = survival.difference().get();
            json.beginFlatObject();
            json.name("chiSquared").value(difference.chiSquared());
            json.name("degreesOfFreedom").value(difference.degreesOfFreedom());
            json.name("pValue").value(difference.pValue());
            json.endObject();
        } else {
            json.nullValue();
        }
        json.endObject();
    }
}
