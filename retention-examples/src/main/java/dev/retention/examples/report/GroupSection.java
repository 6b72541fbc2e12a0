package dev.retention.examples.report;

import dev.retention.examples.report.GroupFigures.Change;
import dev.retention.examples.report.GroupFigures.Difference;
import dev.retention.examples.report.GroupFigures.Group;
import dev.retention.examples.report.GroupFigures.Pair;
import dev.retention.examples.report.RetentionReport.Curve;
import dev.retention.examples.report.RetentionReport.CurvePoint;
import dev.retention.examples.report.RetentionReport.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The groups side by side, on the page. The small pictures are drawn in the page itself and need no script. */
final class GroupSection {

    private static final int WIDTH = 240;
    private static final int HEIGHT = 110;

    private final Page page;
    private final String period;
    private final GroupFigures groups;

    GroupSection(Page page, String period, GroupFigures groups) {
        this.page = page;
        this.period = period;
        this.groups = groups;
    }

    void write() {
        page.beginSection("groups", "How do the groups differ?");
        page.add("<p class=\"soft\">Groups by the column “", HtmlRenderer.escaped(groups.column()));
        page.add(
                "” of a customer’s first order, the largest first. The curves show the share that ordered again so many ");
        page.add(
                period,
                "s after the first order, with the band in which the true share lies (95 %); all have the same axes.");
        page.add("</p>\n");
        writeMultiples();
        groups.pair().ifPresent(this::writePair);
        groups.change().ifPresent(this::writeChange);
        page.endSection();
    }

    private void writeMultiples() {
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
            page.add("<figure><figcaption><b>", HtmlRenderer.escaped(group.name()), "</b> <span class=\"soft\">");
            page.add(Words.counted(group.customers(), "customer"), "</span></figcaption>\n");
            writeCurve(points(group), longest, scale);
            page.add("<p>", HtmlRenderer.escaped(churn(group)), "</p></figure>\n");
        }
        page.add("</div>\n");
    }

    private String churn(Group group) {
        return group.churn()
                .map(rate -> "Churn in " + groups.period().orElse("") + ": " + rate(rate))
                .orElse("Churn: nobody to lose");
    }

    private static List<CurvePoint> points(Group group) {
        return group.curve().map(Curve::points).orElse(List.of()).stream()
                .filter(point -> point.age() > 0)
                .limit(HtmlRenderer.SHOWN)
                .toList();
    }

    private void writeCurve(List<CurvePoint> points, int longest, double scale) {
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
                : "Share that ordered again: " + rate(points.get(0).rate()) + " after 1 " + period;
        page.add("<svg viewBox=\"0 0 ", Integer.toString(WIDTH), " ", Integer.toString(HEIGHT), "\" role=\"img\"");
        page.add(" aria-label=\"", HtmlRenderer.escaped(label), "\">");
        page.add("<path class=\"axis\" d=\"M34 8V86H236\"/><text x=\"30\" y=\"14\" text-anchor=\"end\">");
        page.add(
                String.format(Locale.ROOT, "%.0f %%", scale * 100),
                "</text><text x=\"30\" y=\"89\" text-anchor=\"end\">0</text>");
        page.add("<text x=\"34\" y=\"104\">1</text><text x=\"232\" y=\"104\" text-anchor=\"end\">");
        page.add(Words.counted(longest, period), "</text>");
        page.add("<polygon class=\"band\" points=\"", upper.toString(), lower.toString(), "\"/>");
        page.add("<polyline class=\"curve\" points=\"", line.toString(), "\"/></svg>\n");
    }

    private static String at(double x, double share) {
        return String.format(Locale.ROOT, "%.1f,%.1f ", x, 86 - 78 * Math.min(1, share));
    }

    private void writePair(Pair pair) {
        page.add(
                "<h2>",
                HtmlRenderer.escaped(pair.first()),
                " against ",
                HtmlRenderer.escaped(pair.second()),
                "</h2>\n");
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

    private void writeChange(Change change) {
        page.add("<h2>What made churn change?</h2>\n<p>", HtmlRenderer.escaped(change.words()), "</p>\n");
        List<String> heads =
                new ArrayList<>(List.of("Group", "Churn in " + change.before(), "Churn in " + change.after()));
        heads.addAll(List.of("From its churn, points", "From its share, points"));
        page.beginTable("", "The parts of the change (Kitagawa); they add up to it", heads);
        for (GroupFigures.Part part : change.parts()) {
            page.row(List.of(
                    part.group(),
                    part.before().map(GroupSection::rate).orElse("–"),
                    part.after().map(GroupSection::rate).orElse("–"),
                    String.format(Locale.ROOT, "%+.1f", part.rate() * 100),
                    String.format(Locale.ROOT, "%+.1f", part.mix() * 100)));
        }
        page.endTable();
    }

    private static String rate(Rate rate) {
        return Words.percent(rate.value()) + " (" + Words.count(rate.count()) + " of " + Words.count(rate.total())
                + "; 95 %: " + Words.interval(rate) + ")";
    }
}
