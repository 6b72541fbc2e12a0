package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.ServiceFigures;
import dev.retention.examples.report.figures.ServiceWords;
import dev.retention.examples.report.figures.Shown;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import java.util.Optional;

/** How customers are served: complaints, waiting, answers, money owed, contacts. */
public record ServiceSection(Scope scope, Optional<ServiceFigures> service, Shown shown) implements Section {

    private Optional<ComplaintBlock> complaints() {
        return service.flatMap(ServiceFigures::complaints).map(each -> new ComplaintBlock(each, shown));
    }

    private Optional<ResponseBlock> response() {
        return service.flatMap(ServiceFigures::response).map(ResponseBlock::new);
    }

    private Optional<OwedBlock> owed() {
        return service.flatMap(ServiceFigures::owed).map(each -> new OwedBlock(scope, each, shown));
    }

    private Optional<TouchBlock> touch() {
        return service.flatMap(ServiceFigures::touch).map(each -> new TouchBlock(scope, each));
    }

    private Optional<LeavingBlock> leaving() {
        return service.flatMap(ServiceFigures::leaving).map(LeavingBlock::new);
    }

    @Override
    public void page(Page page) {
        service.ifPresent(each -> write(page, each));
    }

    private void write(Page page, ServiceFigures figures) {
        page.beginSection("served", "How are they served?");
        complaints().ifPresent(block -> block.page(page));
        response().ifPresent(block -> block.page(page));
        figures.feedback().forEach(each -> new FeedbackBlock(each, shown).page(page));
        owed().ifPresent(block -> block.page(page));
        touch().ifPresent(block -> block.page(page));
        leaving().ifPresent(block -> block.page(page));
        page.add("<details><summary>What was read</summary>\n<ul class=\"notes\">\n");
        for (ServiceFigures.File file : figures.files()) {
            page.add("<li>", Page.escaped(read(file)), "</li>\n");
        }
        page.add("</ul>\n</details>\n");
        page.endSection();
    }

    private static String read(ServiceFigures.File file) {
        return Words.capital(file.words()) + "; of " + Words.counted(file.customers(), "customer")
                + (file.strangers() == 0
                        ? "."
                        : ", " + Words.count(file.strangers()) + " of whom " + (file.strangers() == 1 ? "is" : "are")
                                + " not among the others of this report: counted here, and opened nowhere.");
    }

    @Override
    public void text(Terminal text) {
        service.ifPresent(figures -> {
            text.line("");
            text.line(text.bold("How they are served"));
            figures.complaints().ifPresent(each -> {
                text.wrappedLine("  " + ServiceWords.complaints(each));
                text.wrappedLine("  " + ServiceWords.flags(each));
                if (!each.topics().isEmpty()) {
                    text.wrappedLine("  " + ServiceWords.topics(each));
                }
            });
            figures.response()
                    .ifPresent(
                            each -> each.timed().forEach(timed -> text.wrappedLine("  " + ServiceWords.wait(timed))));
            figures.feedback().forEach(each -> text.wrappedLine("  " + ServiceWords.feedback(each)));
            figures.owed().ifPresent(each -> text.wrappedLine("  " + ServiceWords.owed(each, scope.unit())));
            figures.touch().ifPresent(each -> text.wrappedLine("  " + ServiceWords.touch(each)));
            figures.leaving().ifPresent(each -> text.wrappedLine("  " + ServiceWords.leaving(each)));
            figures.files().forEach(file -> text.wrappedLine("  " + text.dim(read(file))));
        });
    }

    @Override
    public void json(JsonWriter json) {
        json.name("howServed");
        if (service.isEmpty()) {
            json.nullValue();
            return;
        }
        ServiceFigures figures = service.get();
        json.beginObject();
        json.name("files").beginArray();
        figures.files().forEach(file -> file(json, file));
        json.endArray();
        json.name("complaints");
        complaints().ifPresentOrElse(block -> block.json(json), json::nullValue);
        json.name("response");
        response().ifPresentOrElse(block -> block.json(json), json::nullValue);
        json.name("feedback").beginArray();
        figures.feedback().forEach(each -> new FeedbackBlock(each, shown).json(json));
        json.endArray();
        json.name("owed");
        owed().ifPresentOrElse(block -> block.json(json), json::nullValue);
        json.name("contacts");
        touch().ifPresentOrElse(block -> block.json(json), json::nullValue);
        json.name("beforeLosses");
        leaving().ifPresentOrElse(block -> block.json(json), json::nullValue);
        json.endObject();
    }

    static void file(JsonWriter json, ServiceFigures.File file) {
        json.beginObject();
        json.name("kind").value(file.kind());
        json.name("read").value(file.words());
        json.name("rows").value(file.rows());
        json.name("customers").value(file.customers());
        json.name("customersNotAmongTheOthers").value(file.strangers());
        json.name("leftOut").value(file.leftOut().count());
        json.name("leftOutByReason");
        LeftOutSection.reasons(json, file.leftOut());
        json.name("leftOutLines");
        LeftOutSection.lines(json, file.leftOut());
        json.endObject();
    }

    /** Customers behind a number as JSON. */
    static void opened(JsonWriter json, String name, ServiceFigures.Opened opened) {
        json.name(name).beginFlatObject();
        json.name("customers").value(opened.customers());
        json.name("open").value(opened.cell());
        json.endObject();
    }

    /** A number that may not be known as JSON. */
    static void known(JsonWriter json, String name, Optional<Double> number) {
        json.name(name);
        number.ifPresentOrElse(json::value, json::nullValue);
    }
}
