package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.DependenceFigures;
import dev.retention.examples.report.figures.DependenceFigures.Large;
import dev.retention.examples.report.figures.DependenceFigures.Point;
import dev.retention.examples.report.figures.DependenceFigures.Top;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.WhichWords;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonFigures;
import dev.retention.examples.report.text.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** On whom we depend. The curve is drawn in the page itself and needs no script. */
record DependenceBlock(Scope scope, DependenceFigures figures, boolean named) {

    private static final int LEFT = 40;
    private static final int SIZE = 220;
    private static final int TOP = 8;

    void page(Page page) {
        page.add("<h3>On whom do we depend?</h3>\n<p><b>");
        page.add(Page.escaped(WhichWords.dependence(figures, scope.unit())), "</b>");
        page.add(figures.isFew() ? "" : " " + Page.escaped(WhichWords.spread(figures)), "</p>\n");
        String more = WhichWords.ofTheLargest(figures, scope.unit());
        if (!more.isEmpty()) {
            page.add("<p class=\"soft\">", Page.escaped(more), "</p>\n");
        }
        if (!figures.isFew()) {
            page.add("<div class=\"beside\">\n");
            writeCurve(page);
            page.beginTable("", "What the largest customers bring", List.of("The largest", "Share of the money"));
            for (Point share : figures.shares()) {
                page.row(List.of(
                        String.format(Locale.ROOT, "%.0f %% of customers", share.customers() * 100),
                        Words.percent(share.money())));
            }
            page.endTable();
            page.add("</div>\n");
        }
        writeLargest(page);
    }

    private void writeCurve(Page page) {
        StringBuilder line = new StringBuilder();
        figures.curve().forEach(point -> line.append(at(point.customers(), point.money())));
        double half = 1 - (double) figures.half().customers() / figures.customers();
        page.add("<figure class=\"lorenz\"><svg viewBox=\"0 0 290 262\" role=\"img\" aria-label=\"Lorenz curve: ");
        page.add(Page.escaped(WhichWords.dependence(figures, scope.unit())), "\">");
        page.add("<polygon class=\"band\" points=\"", at(0, 0), line.toString(), at(1, 1), "\"/>");
        page.add("<path class=\"axis\" d=\"M", at(0, 1), "L", at(0, 0), "L", at(1, 0), "\"/>");
        page.add("<polyline class=\"even\" points=\"", at(0, 0), at(1, 1), "\"/>");
        page.add("<polyline class=\"curve\" points=\"", line.toString(), "\"/>");
        page.add("<polyline class=\"even\" points=\"", at(0, 0.5), at(half, 0.5), at(half, 0), "\"/>");
        page.add(
                "<text x=\"36\" y=\"16\" text-anchor=\"end\">100 %</text><text x=\"36\" y=\"121\" text-anchor=\"end\">");
        page.add("50 %</text><text x=\"36\" y=\"231\" text-anchor=\"end\">0</text>");
        page.add("<text x=\"44\" y=\"115\">half the money</text>");
        page.add("<text x=\"260\" y=\"242\" text-anchor=\"end\">all customers</text>");
        page.add("<text x=\"40\" y=\"242\">0</text><text x=\"80\" y=\"60\">as if all spent alike</text></svg>\n");
        page.add(
                "<figcaption>What so many customers, those who spend least first, bring together</figcaption></figure>\n");
    }

    private static String at(double customers, double money) {
        return String.format(Locale.ROOT, "%.1f,%.1f ", LEFT + SIZE * customers, TOP + SIZE * (1 - money));
    }

    private void writeLargest(Page page) {
        String kept = figures.period()
                .map(period -> "Of the others again in " + period)
                .orElse("");
        List<String> heads = new ArrayList<>(List.of(
                named ? "Customer" : "Place",
                "Orders",
                scope.unit().after("Money"),
                "Share",
                "Money of all others",
                "Money without all up to here"));
        if (!kept.isEmpty()) {
            heads.add(kept);
        }
        Top top = figures.top();
        page.beginTable("", "The largest customers, and what is left without each", heads);
        for (int i = 0; i < figures.largest().size(); i++) {
            Large large = figures.largest().get(i);
            List<String> row = new ArrayList<>(List.of(
                    named ? large.key() : "No. " + (i + 1),
                    Words.count(large.orders()),
                    Words.amount(large.money()),
                    large.share().isPresent() ? Words.percent(large.share().getAsDouble()) : "–",
                    Words.amount(large.without()),
                    Words.amount(large.withoutFirst())));
            if (!kept.isEmpty()) {
                row.add(large.retention()
                        .map(rate -> Words.percent(rate.value()))
                        .orElse("–"));
            }
            page.row(row);
        }
        page.endTable();
        page.add("<p class=\"soft\">");
        figures.period()
                .ifPresent(period -> figures.retention()
                        .ifPresent(rate -> page.add(
                                "With everybody ",
                                Words.percent(rate.value()),
                                " (",
                                Words.count(rate.count()),
                                " of ",
                                Words.count(rate.total()),
                                ") of the customers of the ",
                                scope.grain().word(),
                                " before ordered again in ",
                                Page.escaped(period),
                                ". ")));
        if (named) {
            page.add("<span", Page.opening(figures.cell(), top.all()), ">Open the ");
            page.add(top.all() == 1 ? "largest" : Words.count(top.all()) + " largest", "</span>");
        }
        page.add("</p>\n");
    }

    void json(JsonWriter json) {
        json.beginObject();
        json.name("customers").value(figures.customers());
        json.name("amount").value(figures.money());
        json.name("paidBackMore").beginFlatObject();
        json.name("customers").value(figures.below());
        json.name("amount").value(figures.belowMoney());
        json.endObject();
        json.name("top");
        top(json, figures.top());
        json.name("half");
        top(json, figures.half());
        json.name("gini").beginFlatObject();
        json.name("formula").value("Σ (2i − n − 1) x(i) / (n Σ x)");
        json.name("value").value(figures.gini());
        JsonFigures.ends(json, figures.interval());
        json.name("interval").value("PERCENTILE of resampled customers");
        json.endObject();
        json.name("topShares").beginArray();
        figures.shares().forEach(point -> point(json, point));
        json.endArray();
        json.name("lorenz").beginArray();
        figures.curve().forEach(point -> point(json, point));
        json.endArray();
        json.name("period");
        figures.period().ifPresentOrElse(json::value, json::nullValue);
        JsonFigures.rate(json, "retention", figures.retention());
        json.name("largest").beginArray();
        for (Large large : figures.largest()) {
            json.beginFlatObject();
            if (named) {
                json.name("customer").value(large.key());
            }
            json.name("orders").value(large.orders());
            json.name("amount").value(large.money());
            json.name("share");
            large.share().ifPresentOrElse(json::value, json::nullValue);
            json.name("amountWithout").value(large.without());
            json.name("amountWithoutFirst").value(large.withoutFirst());
            JsonFigures.rate(json, "retentionWithout", large.retention());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private static void top(JsonWriter json, Top top) {
        json.beginFlatObject();
        json.name("customers").value(top.customers());
        json.name("share").value(top.share());
        json.name("customersWithTied").value(top.all());
        json.endObject();
    }

    private static void point(JsonWriter json, Point point) {
        json.beginFlatObject();
        json.name("customers").value(point.customers());
        json.name("amount").value(point.money());
        json.endObject();
    }
}
