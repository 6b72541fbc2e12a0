package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.Curve;
import dev.retention.examples.report.figures.CurvePoint;
import dev.retention.examples.report.figures.GroupFigures;
import dev.retention.examples.report.figures.GroupFigures.Change;
import dev.retention.examples.report.figures.GroupFigures.Difference;
import dev.retention.examples.report.figures.GroupFigures.Group;
import dev.retention.examples.report.figures.GroupFigures.Pair;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.Shown;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonFigures;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The groups side by side. The small pictures are drawn in the page itself and need no script. */
public record GroupsSection(Scope scope, Optional<GroupFigures> figures, Shown shown) implements Section {

    private static final int WIDTH = 240;
    private static final int HEIGHT = 110;

    private String period() {
        return scope.grain().word();
    }

    @Override
    public void page(Page page) {
        figures.ifPresent(groups -> write(page, groups));
    }

    private void write(Page page, GroupFigures groups) {
        page.beginSection("groups", "How do the groups differ?");
        page.add("<p class=\"soft\">Groups by the column “", Page.escaped(groups.column()));
        page.add(
                "” of a customer’s first order, the largest first. The curves show the share that ordered again so many ");
        page.add(
                period(),
                "s after the first order, with the band in which the true share lies (95 %); all have the same axes.");
        page.add("</p>\n");
        writeMultiples(page, groups);
        groups.pair().ifPresent(pair -> writePair(page, pair));
        groups.change().ifPresent(change -> writeChange(page, change));
        page.endSection();
    }

    private void writeMultiples(Page page, GroupFigures groups) {
        int longest = 2;
        double highest = 0.01;
        for (Group group : groups.groups()) {
            for (CurvePoint point : points(group)) {
                longest = Math.max(longest, point.age());
                highest = Math.max(highest, point.rate().interval().upper());
            }
        }
        // A band of one or two customers reaches far up and would press the other curves flat.
        double scale = Math.min(1, Math.ceil(highest * 10) / 10);
        page.add("<div class=\"multiples\">\n");
        for (Group group : groups.groups()) {
            page.add("<figure><figcaption><b>", Page.escaped(group.name()), "</b> <span class=\"soft\">");
            page.add(Words.counted(group.customers(), "customer"), "</span></figcaption>\n");
            writeCurve(page, points(group), longest, scale);
            page.add("<p>", Page.escaped(churn(groups, group)), "</p></figure>\n");
        }
        page.add("</div>\n");
    }

    private static String churn(GroupFigures groups, Group group) {
        return group.churn()
                .map(rate -> "Churn in " + groups.period().orElse("") + ": " + rate(rate))
                .orElse("Churn: nobody to lose");
    }

    private List<CurvePoint> points(Group group) {
        return group.curve().map(Curve::points).orElse(List.of()).stream()
                .filter(point -> point.age() > 0)
                .limit(shown.periods())
                .toList();
    }

    private void writeCurve(Page page, List<CurvePoint> points, int longest, double scale) {
        StringBuilder line = new StringBuilder();
        StringBuilder upper = new StringBuilder();
        StringBuilder lower = new StringBuilder();
        for (CurvePoint point : points) {
            double x = 34 + (point.age() - 1) * (WIDTH - 42.0) / (longest - 1);
            line.append(at(x, point.rate().value() / scale));
            upper.append(at(x, point.rate().interval().upper() / scale));
            lower.insert(0, at(x, point.rate().interval().lower() / scale));
        }
        String label = points.isEmpty()
                ? "No age is over yet"
                : "Share that ordered again: " + rate(points.get(0).rate()) + " after 1 " + period();
        page.add("<svg viewBox=\"0 0 ", Integer.toString(WIDTH), " ", Integer.toString(HEIGHT), "\" role=\"img\"");
        page.add(" aria-label=\"", Page.escaped(label), "\">");
        page.add("<path class=\"axis\" d=\"M34 8V86H236\"/><text x=\"30\" y=\"14\" text-anchor=\"end\">");
        page.add(
                String.format(Locale.ROOT, "%.0f %%", scale * 100),
                "</text><text x=\"30\" y=\"89\" text-anchor=\"end\">0</text>");
        page.add("<text x=\"34\" y=\"104\">1</text><text x=\"232\" y=\"104\" text-anchor=\"end\">");
        page.add(Words.counted(longest, period()), "</text>");
        page.add("<polygon class=\"band\" points=\"", upper.toString(), lower.toString(), "\"/>");
        page.add("<polyline class=\"curve\" points=\"", line.toString(), "\"/></svg>\n");
    }

    private static String at(double x, double share) {
        return String.format(Locale.ROOT, "%.1f,%.1f ", x, 86 - 78 * Math.min(1, share));
    }

    private static void writePair(Page page, Pair pair) {
        page.add("<h3>", Page.escaped(pair.first()), " against ", Page.escaped(pair.second()), "</h3>\n");
        page.beginTable(
                "wide",
                "Two groups side by side; the difference is the first less the second (95 %, Newcombe)",
                List.of("What", pair.first(), pair.second(), "Difference", "What the data support"));
        for (Difference difference : pair.differences()) {
            page.row(List.of(
                    difference.what(),
                    rate(difference.first()),
                    rate(difference.second()),
                    difference.points(),
                    difference.verdict(pair)));
        }
        page.endTable();
    }

    private static void writeChange(Page page, Change change) {
        page.add("<h3>What made churn change?</h3>\n<p>", Page.escaped(change.words()), "</p>\n");
        List<String> heads =
                new ArrayList<>(List.of("Group", "Churn in " + change.before(), "Churn in " + change.after()));
        heads.addAll(List.of("From its churn, points", "From its share, points"));
        page.beginTable("", "The parts of the change (Kitagawa); they add up to it", heads);
        for (GroupFigures.Part part : change.parts()) {
            page.row(List.of(
                    part.group(),
                    part.before().map(GroupsSection::rate).orElse("–"),
                    part.after().map(GroupsSection::rate).orElse("–"),
                    String.format(Locale.ROOT, "%+.1f", part.rate() * 100),
                    String.format(Locale.ROOT, "%+.1f", part.mix() * 100)));
        }
        page.endTable();
    }

    private static String rate(Rate rate) {
        return Words.percent(rate.value()) + " (" + Words.count(rate.count()) + " of " + Words.count(rate.total())
                + "; 95 %: " + Words.interval(rate) + ")";
    }

    @Override
    public void text(Terminal text) {
        figures.ifPresent(groups -> write(text, groups));
    }

    private static void write(Terminal text, GroupFigures figures) {
        text.line("");
        text.line(text.bold("Groups by " + Terminal.shortened(figures.column(), 40)));
        for (GroupFigures.Group group : figures.groups()) {
            text.line(String.format(
                    Locale.ROOT,
                    "  %-24s %9s customers, churn %s",
                    Terminal.shortened(group.name(), 24),
                    Words.count(group.customers()),
                    SummarySection.rate(group.churn())));
        }
        figures.pair()
                .ifPresent(pair -> pair.differences()
                        .forEach(difference -> text.wrappedLine("  " + difference.what() + ": "
                                + Words.percent(difference.first().value()) + " for " + pair.first() + ", "
                                + Words.percent(difference.second().value()) + " for " + pair.second() + ": "
                                + difference.verdict(pair) + " (" + difference.points() + ")")));
        figures.change().ifPresent(change -> text.wrappedLine("  " + change.words()));
    }

    @Override
    public void json(JsonWriter json) {
        json.name("groups");
        figures.ifPresentOrElse(groups -> writeGroups(json, groups), json::nullValue);
    }

    private static void writeGroups(JsonWriter json, GroupFigures figures) {
        json.beginObject();
        json.name("column").value(figures.column());
        json.name("period");
        figures.period().ifPresentOrElse(json::value, json::nullValue);
        json.name("groups").beginArray();
        for (GroupFigures.Group group : figures.groups()) {
            json.beginObject();
            json.name("name").value(group.name());
            json.name("customers").value(group.customers());
            JsonFigures.rate(json, "churn", group.churn());
            json.name("curve");
            group.curve().ifPresentOrElse(curve -> JsonFigures.curve(json, curve), json::nullValue);
            json.endObject();
        }
        json.endArray();
        json.name("comparison");
        figures.pair().ifPresentOrElse(pair -> writePair(json, pair), json::nullValue);
        json.name("churnChange");
        figures.change().ifPresentOrElse(change -> writeChange(json, change), json::nullValue);
        json.endObject();
    }

    private static void writePair(JsonWriter json, GroupFigures.Pair pair) {
        json.beginObject();
        json.name("first").value(pair.first());
        json.name("second").value(pair.second());
        json.name("interval").value("NEWCOMBE");
        json.name("differences").beginArray();
        for (GroupFigures.Difference difference : pair.differences()) {
            json.beginFlatObject();
            json.name("what").value(difference.what());
            JsonFigures.rate(json, "first", Optional.of(difference.first()));
            JsonFigures.rate(json, "second", Optional.of(difference.second()));
            JsonFigures.ends(json, Optional.of(difference.interval()));
            json.name("verdict").value(difference.verdict(pair));
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private static void writeChange(JsonWriter json, GroupFigures.Change change) {
        json.beginObject();
        json.name("before").value(change.before());
        json.name("after").value(change.after());
        JsonFigures.rate(json, "churnBefore", Optional.of(change.churnBefore()));
        JsonFigures.rate(json, "churnAfter", Optional.of(change.churnAfter()));
        JsonFigures.ends(json, Optional.of(change.interval()));
        json.name("rateEffect").value(change.rates());
        json.name("mixEffect").value(change.mix());
        json.name("groups").beginArray();
        for (GroupFigures.Part part : change.parts()) {
            json.beginFlatObject();
            json.name("group").value(part.group());
            JsonFigures.rate(json, "before", part.before());
            JsonFigures.rate(json, "after", part.after());
            json.name("rateEffect").value(part.rate());
            json.name("mixEffect").value(part.mix());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }
}
