package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.SequenceFigures;
import dev.retention.examples.report.figures.SequenceFigures.Step;
import dev.retention.examples.report.figures.SequenceFigures.Within;
import dev.retention.examples.report.figures.WhichWords;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonFigures;
import dev.retention.examples.report.text.JsonWriter;
import java.util.List;
import java.util.Optional;

/** Order after order. */
record SequenceBlock(Scope scope, SequenceFigures figures) {

    void page(Page page) {
        page.add("<h3>Order after order: do they order more with time?</h3>\n<p><b>");
        page.add(Page.escaped(WhichWords.sequence(figures, scope.unit())), "</b></p>\n");
        if (figures.steps().size() == 1) {
            return;
        }
        page.beginTable(
                "wide segments",
                "Customers by their first, second, … order, orders of one day as one",
                List.of(
                        "Order",
                        "Customers",
                        "So far, of those with one fewer",
                        "Within a year (95 %)",
                        "Half of them within, days",
                        scope.unit().after("Worth"),
                        "Their own first",
                        "First of everybody",
                        "Worth more than their own first? (95 %)"));
        for (Step step : figures.steps()) {
            write(page, step);
        }
        page.endTable();
        page.add(
                "<p class=\"soft\">“Within a year” and “half of them within” count those whose time is not over as long as they were ");
        page.add("seen, and not as lost. ");
        figures.lastCompared().ifPresent(step -> page.add(Page.escaped(WhichWords.flattering(step, scope.unit()))));
        page.add("</p>\n");
    }

    private void write(Page page, Step step) {
        page.add("<tr><th scope=\"row\">", Words.capital(WhichWords.ordinal(step.number())), "</th>");
        page.opening(Words.count(step.reached()), step.cell(), step.reached());
        boolean first = step.number() == 1;
        for (String field : List.of(
                step.soFar().map(rate -> Words.percent(rate.value())).orElse("–"),
                first ? "–" : step.within().map(SequenceBlock::within).orElse("not seen for so long"),
                first ? "–" : step.median().map(Words::days).orElse("not half yet"),
                step.value().map(this::money).orElse("–"),
                first ? "–" : step.ownFirst().map(this::money).orElse("–"),
                first ? "–" : step.allFirst().map(this::money).orElse("–"),
                first ? "–" : step.interval().map(each -> difference(step)).orElse("too few to tell"))) {
            page.add("<td>", Page.escaped(field), "</td>");
        }
        page.add("</tr>\n");
    }

    private String money(double amount) {
        return WhichWords.money(amount, scope.unit());
    }

    private static String within(Within within) {
        return Words.percent(within.share())
                + within.interval()
                        .map(each -> " (" + Words.percentNumber(each.lower()) + " to "
                                + Words.percentNumber(each.upper()) + ")")
                        .orElse("");
    }

    private String difference(Step step) {
        return step.difference()
                        .map(each -> (each > 0 ? "+" : "") + money(each))
                        .orElse("")
                + step.interval()
                        .map(each -> " (" + money(each.lower()) + " to " + money(each.upper()) + "): ")
                        .orElse("")
                + switch (step.sign()) {
                    case 1 -> "more";
                    case -1 -> "less";
                    default -> "unclear";
                };
    }

    void json(JsonWriter json) {
        json.beginObject();
        json.name("withinDays").value(figures.days());
        json.name("steps").beginArray();
        for (Step step : figures.steps()) {
            json.beginObject();
            json.name("order").value(step.number());
            json.name("customers").value(step.reached());
            JsonFigures.rate(json, "reachedOfThoseBefore", step.soFar());
            json.name("within");
            step.within().ifPresentOrElse(within -> within(json, within), json::nullValue);
            number(json, "medianDays", step.median());
            number(json, "value", step.value());
            number(json, "ownFirst", step.ownFirst());
            number(json, "allFirst", step.allFirst());
            json.name("difference").beginFlatObject();
            number(json, "value", step.difference());
            JsonFigures.ends(json, step.interval());
            json.name("interval").value("paired, PERCENTILE of resampled customers");
            json.endObject();
            json.name("open").value(step.cell());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private static void within(JsonWriter json, Within within) {
        json.beginFlatObject();
        json.name("formula").value("KAPLAN_MEIER");
        json.name("value").value(within.share());
        JsonFigures.ends(json, within.interval());
        json.endObject();
    }

    private static void number(JsonWriter json, String name, Optional<Double> number) {
        json.name(name);
        number.ifPresentOrElse(json::value, json::nullValue);
    }
}
