package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.LossFigures;
import dev.retention.examples.report.figures.LossFigures.Part;
import dev.retention.examples.report.figures.LossFigures.Told;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.RevenueScope;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.Terminal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How and why customers with recurring value were lost. */
public record LossesSection(RevenueScope of, Optional<LossFigures> figures) implements Section {

    @Override
    public void page(Page page) {
        figures.filter(each -> each.lost().customers() > 0).ifPresent(each -> write(page, each));
    }

    private void write(Page page, LossFigures losses) {
        page.beginSection("losses", "How and why did they leave?");
        page.add("<p class=\"soft\">", Words.count(losses.lost().customers()), " of the ");
        page.add(Words.counted(losses.start().customers(), "customer"), " who paid at the start of ");
        page.add(Page.escaped(losses.words()), " paid nothing at its end: ");
        page.add(Page.escaped(of.scope().unit().of(losses.lost().amount())), " a month, ");
        page.add(
                Words.percent(losses.ofStart(losses.lost().amount())),
                " of the value at the start. Each counts once, by the last end.");
        page.add(
                losses.told().isEmpty()
                        ? " The file does not tell how or why: name the columns with --mode-column and --reason-column.</p>\n"
                        : "</p>\n");
        for (Told told : losses.told()) {
            page.beginTable(
                    "",
                    told.question(),
                    List.of(
                            Words.capital(told.name()),
                            "Customers",
                            "of the lost",
                            of.scope().unit().after("Value a month"),
                            "of what was lost",
                            "of the value at the start",
                            "Back within " + LossFigures.DAYS + " days"));
            told.parts().forEach(part -> row(page, losses, part));
            page.endTable();
        }
        if (!of.snapshot()) { // nobody of a snapshot can be seen to return
            page.add("<p class=\"soft\">", Page.escaped(back(losses)), "</p>\n");
        }
        page.endSection();
    }

    private static void row(Page page, LossFigures losses, Part part) {
        page.add("<tr><th scope=\"row\">", Page.escaped(part.name()), "</th>");
        page.opening(
                Words.count(part.lost().customers()), part.cell(), part.lost().customers());
        for (String field : List.of(
                Words.percent((double) part.lost().customers() / losses.lost().customers()),
                Words.amount(part.lost().amount()),
                Words.percent(losses.ofLost(part.lost().amount())),
                Words.percent(losses.ofStart(part.lost().amount())),
                part.recovered().map(LossesSection::share).orElse("–"))) {
            page.add("<td>", field, "</td>");
        }
        page.add("</tr>\n");
    }

    private static String share(Rate rate) {
        return Words.percent(rate.value()) + " (" + Words.count(rate.count()) + " of " + Words.count(rate.total())
                + ")";
    }

    private static String back(LossFigures losses) {
        long over = losses.recovered().map(Rate::total).orElse(0L);
        long others = losses.everLost() - over;
        long back = others - losses.open();
        String days = LossFigures.DAYS + " days to come back";
        return Words.counted(losses.everLost(), "customer") + " lost all value on some day of that time."
                + losses.recovered()
                        .map(rate -> " Of the " + Words.count(over) + " whose " + days + " are over, "
                                + (rate.count() == 0 ? "none" : Words.count(rate.count()))
                                + " had value again within them ("
                                + Words.percent(rate.value()) + "; 95 %: " + Words.interval(rate) + ").")
                        .orElse("")
                + (others == 0
                        ? ""
                        : " The " + days + " of " + Words.count(others) + (over == 0 ? "" : " more")
                                + " are not over; " + (back == 0 ? "none" : Words.count(back)) + " of them "
                                + (back <= 1 ? "is" : "are") + " back so far.");
    }

    @Override
    public void text(Terminal text) {
        figures.filter(each -> each.lost().customers() > 0).ifPresent(losses -> {
            for (Told told : losses.told()) {
                text.line("");
                text.line(text.bold(told.question()) + " (lost in " + losses.words() + ")");
                for (Part part : told.parts()) {
                    text.line(String.format(
                            Locale.ROOT,
                            "  %-32s %8s customers %16s %8s of what was lost",
                            Terminal.shortened(part.name(), 32),
                            Words.count(part.lost().customers()),
                            Words.amount(part.lost().amount()),
                            Words.percent(losses.ofLost(part.lost().amount()))));
                }
            }
        });
    }
}
