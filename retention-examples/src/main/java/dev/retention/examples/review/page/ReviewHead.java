package dev.retention.examples.review.page;

import dev.retention.examples.report.figures.HowRead;
import dev.retention.examples.report.figures.LeftOut;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.page.Page;
import dev.retention.examples.report.page.Section;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import dev.retention.examples.review.figures.Review;
import java.util.Currency;

/** What a review is of. */
record ReviewHead(Review.Head head) implements Section {

    private static final String TITLE = "Why did they leave?";

    private LeftOut leftOut() {
        return head.leftOut().with(head.files());
    }

    private HowRead read() {
        return head.read().with(head.files());
    }

    @Override
    public void page(Page page) {
        page.add("<header>\n<h1>", TITLE, "</h1>\n<p class=\"soft\"><strong>", Page.escaped(head.words()), "</strong>");
        if (!head.isOver()) {
            page.add(" <span class=\"badge\">so far</span>");
        }
        page.add("<br>", Page.escaped(head.source()));
        if (head.simulated()) {
            page.add(" <span class=\"badge\">simulated data</span>");
        }
        head.size().forEach(each -> page.add(" · ", Page.escaped(each)));
        if (leftOut().count() > 0) {
            page.add(" · <a href=\"#left-out\">", Words.counted(leftOut().count(), "line"), " left out</a>");
        }
        if (!read().notes().isEmpty()) {
            page.add(" · <a href=\"#how-read\">", Words.counted(read().notes().size(), "thing"), " to look at</a>");
        }
        if (!head.absent().isEmpty()) {
            page.add(" · <a href=\"#absent\">", Words.counted(head.absent().size(), "file"), " not given</a>");
        }
        page.add("</p>\n</header>\n");
    }

    @Override
    public void text(Terminal text) {
        text.wrappedLine(head.read().text());
        text.line(text.bold(TITLE + " " + Terminal.ascii(head.words()) + (head.isOver() ? "" : ", so far")));
        text.wrappedLine(
                head.source() + (head.simulated() ? " (simulated data)" : "") + " | " + String.join(", ", head.size()));
        if (leftOut().count() > 0) {
            text.line(text.yellow(Words.counted(leftOut().count(), "line") + " left out; see the page"));
        }
        for (HowRead.Note note : read().notes()) {
            Terminal.wrapped(Terminal.ascii("Look: " + note.message()), Terminal.WIDTH)
                    .forEach(line -> text.line(text.yellow(line)));
        }
        text.line("");
    }

    @Override
    public void json(JsonWriter json) {
        json.name("source").value(head.source());
        json.name("simulated").value(head.simulated());
        json.name("period");
        orNull(json, head.period());
        json.name("isOver").value(head.isOver());
        json.name("asOf");
        orNull(json, head.asOf());
        json.name("currency");
        head.unit().named().map(Currency::getCurrencyCode).ifPresentOrElse(json::value, json::nullValue);
        json.name("confidence").value(0.95);
    }

    private static void orNull(JsonWriter json, String text) {
        if (text.isEmpty()) {
            json.nullValue();
        } else {
            json.value(text);
        }
    }
}
