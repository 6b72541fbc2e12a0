package dev.retention.examples.review.page;

import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.page.Page;
import dev.retention.examples.review.figures.Block.Bar;
import dev.retention.examples.review.figures.Block.Bars;
import java.util.Locale;

/** A Pareto chart: two bars for each answer, by customers and by value, with the share of customers added up. */
record ParetoPicture(Bars bars) {

    void page(Page page) {
        if (bars.bars().isEmpty()) {
            return;
        }
        boolean valued = bars.bars().stream().anyMatch(bar -> bar.second() > 0);
        page.add("<figure class=\"pareto\" role=\"group\" aria-label=\"", Page.escaped(bars.caption()), "\">\n");
        page.add("<figcaption>", Page.escaped(bars.caption()), " <span class=\"key one\"></span>");
        page.add(Page.escaped(bars.first()));
        if (valued) {
            page.add(" <span class=\"key two\"></span>", Page.escaped(bars.second()));
        }
        page.add("</figcaption>\n");
        double sum = 0;
        for (Bar bar : bars.bars()) {
            sum += bar.known() ? bar.first() : 0;
            page.add("<div class=\"answer", bar.known() ? "" : " unknown", "\"><span class=\"name\">");
            page.add(Page.escaped(bar.name()), "</span><span class=\"bars\">");
            bar(page, "one", bar.first());
            if (valued) {
                bar(page, "two", bar.second());
            }
            page.add("</span><span class=\"sum\">", bar.known() ? "Σ\u00a0" + percent(sum) : "", "</span></div>\n");
        }
        page.add("</figure>\n");
    }

    private static void bar(Page page, String style, double share) {
        page.add("<span class=\"bar\"><i class=\"", style, "\" style=\"width:");
        page.add(String.format(Locale.ROOT, "%.1f", 80 * Math.max(0, Math.min(1, share))), "%\"></i>");
        page.add(percent(share), "</span>");
    }

    private static String percent(double share) {
        return Words.percent(share).replace(" ", "\u00a0");
    }
}
