package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.ExperimentFigures;
import dev.retention.examples.report.figures.ExperimentFigures.Arm;
import dev.retention.examples.report.figures.ExperimentFigures.Effect;
import dev.retention.examples.report.figures.ExperimentWords;
import dev.retention.examples.report.figures.ServiceFigures.Opened;
import dev.retention.examples.report.figures.Unit;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.Terminal;
import java.util.List;

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
        page.add(figures.isRead() ? " " + text(figures.ratio().words()) : "", "</p>\n");
    }

    private void effects(Page page) {
        EffectPicture picture = EffectPicture.of(figures.effects());
        page.beginTable(
                "effects wide",
                "Against " + figures.control() + ", within " + figures.days() + " days",
                List.of(
                        "Outcome",
                        "What is told",
                        "◀ worse | better ▶",
                        "Difference" + (adjusted() ? ", adjusted" : "") + " (95 %)",
                        "Relative",
                        Words.capital(treated()) + " against " + figures.control() + ", as they are",
                        "Difference on any day",
                        "p; corrected"));
        for (Effect effect : figures.effects()) {
            page.add("<tr><th scope=\"row\">", Page.escaped(name(effect)), "</th>");
            page.add("<td class=\"words ", EffectPicture.style(effect), "\">", ExperimentWords.word(effect), "</td>");
            picture.page(page, effect);
            for (String field : List.of(
                    ExperimentWords.difference(effect),
                    ExperimentWords.relative(effect.relative()),
                    ExperimentWords.values(effect),
                    effect.always()
                            .map(each -> ExperimentWords.interval(effect, each))
                            .orElse("–"),
                    effect.chance().pValue().map(ExperimentBlock::chance).orElse("–")
                            + effect.chance()
                                    .corrected()
                                    .map(each -> "; " + chance(each))
                                    .orElse(""))) {
                page.add("<td>", text(field), "</td>");
            }
            page.add("</tr>\n");
        }
        page.endTable();
        page.add(
                "<p class=\"soft\">Dots with whiskers: the relative difference and where it lies (95 %), ",
                text(picture.edges()),
                " at the edges, the better side to the right. p is how often chance alone makes such a difference; corrected, ",
                "of any of all that is asked of this experiment (Holm), and by that is told. An interval is of its own question, ",
                "of one look on a day fixed beforehand; that on any day holds however often one looks. ",
                text(ExperimentWords.adjusted(figures)),
                "</p>\n");
    }

    private boolean adjusted() {
        return figures.effects().stream().anyMatch(each -> each.adjusted().isPresent());
    }

    /** What the others are called. */
    private String treated() {
        return figures.arms().size() == 2 ? Words.oneLine(figures.arms().get(1).name(), NAME) : "arm";
    }

    /** An effect's outcome, with its arm where there are several. */
    private String name(Effect effect) {
        String outcome = Words.capital(ExperimentWords.outcome(effect, unit));
        return figures.arms().size() > 2 ? outcome + " – " + effect.arm() : outcome;
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
        figures.effects().forEach(each -> line(text, 4, ExperimentWords.sentence(each, unit)));
        line(text, 2, (ExperimentWords.window(figures) + " " + ExperimentWords.adjusted(figures)).strip());
        if (figures.isRead()) {
            line(text, 2, figures.ratio().words());
        }
    }

    private static void line(Terminal text, int indent, String words) {
        Terminal.wrapped(Terminal.ascii(words), Terminal.WIDTH - indent)
                .forEach(each -> text.line(" ".repeat(indent) + each));
    }
}
