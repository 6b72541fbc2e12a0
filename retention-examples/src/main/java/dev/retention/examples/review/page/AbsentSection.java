package dev.retention.examples.review.page;

import dev.retention.examples.report.page.Page;
import dev.retention.examples.report.page.Section;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.review.figures.Review;

/** Which files are not there, and what is not said for want of them. */
record AbsentSection(Review.Head head) implements Section {

    @Override
    public void page(Page page) {
        if (head.absent().isEmpty()) {
            return;
        }
        page.beginSection("absent", "What this review cannot say");
        page.add("<ul class=\"notes\">\n");
        head.absent().forEach(each -> page.add("<li>", Page.escaped(each), "</li>\n"));
        page.add("</ul>\n");
        page.endSection();
    }

    @Override
    public void json(JsonWriter json) {
        BlockSection.strings(json, "absent", head.absent());
    }
}
