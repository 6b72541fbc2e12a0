package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.ExperimentFigures;
import dev.retention.examples.report.figures.ServiceFigures;
import dev.retention.examples.report.figures.Unit;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import java.util.List;

/**
 * What came of what was tried.
 *
 * @param experiments each
 * @param files the files that tell of them
 * @param unit what amounts are in
 */
public record ExperimentsSection(List<ExperimentFigures> experiments, List<ServiceFigures.File> files, Unit unit)
        implements Section {

    /** What the section is called. */
    public static final String TITLE = "Did it help?";

    private static final String ABOUT =
            "An arm is a group of customers who got the same. Those of the control, often called"
                    + " holdout, did not get it: what they did anyway is what the others are held against.";

    /** Copies. */
    public ExperimentsSection {
        experiments = List.copyOf(experiments);
        files = List.copyOf(files);
    }

    private List<ExperimentBlock> blocks() {
        return experiments.stream().map(each -> new ExperimentBlock(each, unit)).toList();
    }

    @Override
    public void page(Page page) {
        if (experiments.isEmpty()) {
            return;
        }
        page.beginSection("experiments", TITLE);
        page.add("<p class=\"soft\">", Page.escaped(ABOUT), "</p>\n");
        blocks().forEach(block -> block.page(page));
        page.add("<details><summary>What was read</summary>\n<ul class=\"notes\">\n");
        files.forEach(file -> page.add("<li>", Page.escaped(read(file)), "</li>\n"));
        page.add("</ul>\n</details>\n");
        page.endSection();
    }

    private static String read(ServiceFigures.File file) {
        return Words.capital(file.words()) + "; of " + Words.counted(file.customers(), "customer")
                + (file.strangers() == 0
                        ? "."
                        : ", " + Words.count(file.strangers()) + " of whom " + (file.strangers() == 1 ? "is" : "are")
                                + " not among the others of this report: counted as customers of whom nothing is known but"
                                + " the arm, and opened nowhere.");
    }

    @Override
    public void text(Terminal text) {
        if (experiments.isEmpty()) {
            return;
        }
        text.line("");
        text.line(text.bold(TITLE));
        blocks().forEach(block -> block.text(text));
        files.forEach(file -> text.wrappedLine("  " + text.dim(read(file))));
    }

    @Override
    public void json(JsonWriter json) {
        json.name("experiments").beginArray();
        experiments.forEach(each -> new ExperimentJson(each).write(json));
        json.endArray();
        json.name("experimentFiles").beginArray();
        files.forEach(file -> ServiceSection.file(json, file));
        json.endArray();
    }
}
