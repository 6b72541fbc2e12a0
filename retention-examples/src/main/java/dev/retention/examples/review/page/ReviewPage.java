package dev.retention.examples.review.page;

import dev.retention.examples.report.page.Frame;
import dev.retention.examples.report.page.HowReadSection;
import dev.retention.examples.report.page.LeftOutSection;
import dev.retention.examples.report.page.Page;
import dev.retention.examples.report.page.Section;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import dev.retention.examples.review.figures.Review;
import java.util.ArrayList;
import java.util.List;

/** A review in each of its three forms: a page, JSON, and lines for a terminal. */
public final class ReviewPage {

    private static final String SCHEMA = "retention-review/1";

    private final Review review;
    private final Section head;
    private final List<Section> sections = new ArrayList<>();

    /** Of this review. */
    public ReviewPage(Review review) {
        this.review = review;
        this.head = new ReviewHead(review.head());
        sections.add(new FirstScreen(review));
        review.blocks().forEach(block -> sections.add(new BlockSection(block)));
        sections.add(new AbsentSection(review.head()));
        sections.add(new HowReadSection(review.head().read()));
        sections.add(new LeftOutSection(review.head().leftOut(), review.head().files()));
        sections.add(new DrillSection(review.drill()));
    }

    /** The page. */
    public String html() {
        return Frame.of("Customer-loss review: " + review.head().source(), style())
                .render(
                        new Page(),
                        head,
                        sections,
                        "Made by retention-review from " + review.head().source()
                                + ". The same figures for programs: review.json.",
                        page -> {});
    }

    private static String style() {
        return ReviewStyle.css();
    }

    /** The JSON, for programs; the same review always gives the same text. */
    public String json() {
        JsonWriter json = new JsonWriter().beginObject();
        json.name("schema").value(SCHEMA);
        head.json(json);
        sections.forEach(section -> section.json(json));
        return json.endObject().toString();
    }

    /** The short form for a terminal. */
    public String text(Terminal.Colour colour) {
        Terminal text = new Terminal(colour);
        head.text(text);
        sections.forEach(section -> section.text(text));
        return text.toString();
    }
}
