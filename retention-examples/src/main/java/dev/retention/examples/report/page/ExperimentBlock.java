package dev.retention.examples.report.page;

import dev.retention.Interval;
import dev.retention.examples.report.figures.ExperimentFigures;
import dev.retention.examples.report.figures.ExperimentFigures.Arm;
import dev.retention.examples.report.figures.ExperimentFigures.Effect;
import dev.retention.examples.report.figures.ExperimentWords;
import dev.retention.examples.report.figures.ServiceFigures.Opened;
import dev.retention.examples.report.figures.Unit;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import java.util.List;
import java.util.Optional;

/** What came of one experiment. */
record ExperimentBlock(ExperimentFigures figures, Unit unit) {

    private static final int NAME = 60;

    void page(Page page) {
        page.add("<h3>", Page.escaped(Words.capital(ExperimentWords.name(figures))), "</h3>\n<p><b>");
        page.add(text(ExperimentWords.headline(figures)), "</b></p>\n");
        if (!figures.cautions().isEmpty()) {
            page.add("<ul class=\"notes\">\n");
            figures.cautions().forEach(each -> page.add("<li>", text(each), "</li>\n"));
            page.add("</ul>\n");
        }
        if (!figures.effects().isEmpty()) {
            effects(page);
        }
        arms(page);
        page.add("<p class=\"soft\">", text(ExperimentWords.window(figures)));
        page.add(figures.isRead() ? " " + text(figures.ratio()) : "", "</p>\n");
    }

    private void effects(Page page) {
        EffectPicture picture = EffectPicture.of(figures.effects());
        page.beginTable(
                "effects wide",
                "Against " + figures.control() + ", within " + figures.days() + " days",
                List.of(
                        "Outcome",
                        "◀ worse | better ▶",
                        "What is told",
                        "Difference (95 %)",
                        "Relative",
                        Words.capital(treated()),
                        Words.capital(figures.control()),
                        "… on any day",
                        "p, corrected"));
        for (Effect effect : figures.effects()) {
            page.add("<tr><th scope=\"row\">", Page.escaped(name(effect)), "</th>");
            picture.page(page, effect);
            page.add("<td class=\"words ", style(effect), "\">", ExperimentWords.word(effect.verdict()), "</td>");
            for (String field : List.of(
                    ExperimentWords.difference(effect),
                    ExperimentWords.relative(effect.relative()),
                    ExperimentWords.value(effect, effect.treated()),
                    ExperimentWords.value(effect, effect.control()),
                    effect.always()
                            .map(each -> ExperimentWords.interval(effect, each))
                            .orElse("–"),
                    effect.pValue().map(ExperimentBlock::chance).orElse("–"))) {
                page.add("<td>", text(field), "</td>");
            }
            page.add("</tr>\n");
        }
        page.endTable();
        page.add(
                "<p class=\"soft\">Dots with whiskers: the relative difference and where it lies (95 %), ",
                text(picture.edges()),
                " at the edges, the better side to the right. Told is what chance does not explain, with p corrected for all ",
                "that is asked of this experiment (Holm). The interval holds for one look, on a day fixed beforehand; that ",
                "on any day however often one looks. ",
                text(ExperimentWords.adjusted(figures)),
                "</p>\n");
    }

    /** What the others are called. */
    private String treated() {
        return figures.arms().size() == 2 ? Words.oneLine(figures.arms().get(1).name(), NAME) : "arm";
    }

    /** An effect's outcome, with its arm where there are several. */
    private String name(Effect effect) {
        String outcome = Words.capital(effect.outcome())
                + (effect.shape() == ExperimentFigures.Shape.MONEY
                        ? unit.named()
                                .map(each -> ", " + each.getCurrencyCode())
                                .orElse("")
                        : "");
        return figures.arms().size() > 2 ? outcome + " – " + effect.arm() : outcome;
    }

    private static String style(Effect effect) {
        return switch (effect.verdict()) {
            case BETTER -> "better";
            case WORSE -> "worse";
            case NOT_TOLD -> "untold";
        };
    }

    private static String chance(double p) {
        return Words.pValue(p).replaceFirst("^p (?:= )?", "");
    }

    private static String text(String text) {
        return Page.escaped(text.replace(" %", "\u00a0%"));
    }

    private void arms(Page page) {
        long shares = figures.arms().stream().mapToLong(Arm::share).sum();
        page.beginTable(
                "",
                "The arms",
                List.of("Arm", "Customers", "Share", "Was to be", "Not so far yet", "In several arms: in none"));
        for (Arm arm : figures.arms()) {
            long all = figures.customers();
            page.add("<tr><th scope=\"row\">", Page.escaped(Words.oneLine(arm.name(), NAME)), "</th>");
            opening(page, arm.customers());
            page.add(
                    "<td>",
                    all == 0 ? "–" : text(Words.percent((double) arm.customers().customers() / all)));
            page.add("</td><td>", text(Words.percent((double) arm.share() / shares)), "</td>");
            opening(page, arm.waiting());
            opening(page, arm.several());
            page.add("</tr>\n");
        }
        page.endTable();
    }

    private static void opening(Page page, Opened opened) {
        page.opening(Words.count(opened.customers()), opened.cell(), opened.customers());
    }

    void text(Terminal text) {
        line(text, 2, Words.capital(ExperimentWords.name(figures)) + " (" + ExperimentWords.arms(figures) + ")");
        line(text, 2, ExperimentWords.headline(figures));
        figures.cautions().forEach(each -> line(text, 2, "Caution: " + each));
        figures.effects().forEach(each -> line(text, 4, ExperimentWords.sentence(each)));
        line(text, 2, ExperimentWords.window(figures) + " " + ExperimentWords.adjusted(figures));
        if (figures.isRead()) {
            line(text, 2, figures.ratio());
        }
    }

    private static void line(Terminal text, int indent, String words) {
        Terminal.wrapped(Terminal.ascii(words), Terminal.WIDTH - indent)
                .forEach(each -> text.line(" ".repeat(indent) + each));
    }

    void json(JsonWriter json) {
        json.beginObject();
        json.name("name").value(figures.name());
        json.name("control").value(figures.control());
        json.name("days").value(figures.days());
        json.name("halfDueOn");
        figures.due().ifPresentOrElse(json::value, json::nullValue);
        json.name("headline").value(ExperimentWords.headline(figures));
        json.name("sampleRatio").value(figures.ratio());
        json.name("read").value(figures.isRead());
        json.name("cautions").beginArray();
        figures.cautions().forEach(json::value);
        json.endArray();
        json.name("arms").beginArray();
        for (Arm arm : figures.arms()) {
            json.beginObject();
            json.name("arm").value(arm.name());
            json.name("share").value(arm.share());
            ServiceSection.opened(json, "exposed", arm.customers());
            ServiceSection.opened(json, "notMature", arm.waiting());
            ServiceSection.opened(json, "inSeveralArms", arm.several());
            json.endObject();
        }
        json.endArray();
        json.name("effects").beginArray();
        figures.effects().forEach(effect -> json(json, effect));
        json.endArray();
        json.endObject();
    }

    private static void json(JsonWriter json, Effect effect) {
        json.beginObject();
        json.name("outcome").value(effect.outcome());
        json.name("arm").value(effect.arm());
        json.name("kind").value(effect.shape().name());
        json.name("lowerIsBetter").value(effect.isLowerBetter());
        json.name("control").value(effect.control());
        json.name("treated").value(effect.treated());
        json.name("difference").value(effect.difference());
        interval(json, "interval", effect.interval());
        interval(json, "alwaysValid", effect.always());
        ServiceSection.known(json, "relative", effect.relative());
        interval(json, "relativeInterval", effect.relativeInterval());
        ServiceSection.known(json, "pValueCorrected", effect.pValue());
        json.name("verdict").value(effect.verdict().name());
        ServiceSection.known(json, "varianceReduction", effect.reduction());
        json.endObject();
    }

    private static void interval(JsonWriter json, String name, Optional<Interval> interval) {
        json.name(name);
        if (interval.isEmpty()) {
            json.nullValue();
            return;
        }
        json.beginFlatObject();
        ServiceSection.known(json, "lower", Optional.of(interval.get().lower()).filter(Double::isFinite));
        ServiceSection.known(json, "upper", Optional.of(interval.get().upper()).filter(Double::isFinite));
        json.endObject();
    }
}
