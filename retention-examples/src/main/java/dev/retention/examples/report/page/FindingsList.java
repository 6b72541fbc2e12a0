package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.Finding;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import java.util.List;

/** The sentences of a summary, for each kind of reader. */
public final class FindingsList {

    private FindingsList() {}

    /** On the page. */
    public static void page(Page page, List<Finding> findings) {
        page.add("<ul class=\"findings\">\n");
        for (Finding finding : findings) {
            String kind = switch (finding.tone()) {
                case BETTER -> "better\"><span class=\"mark\">▲ better";
                case WORSE -> "worse\"><span class=\"mark\">▼ worse";
                case UNCLEAR -> "unclear\"><span class=\"mark\">= unclear";
                case FACT -> "fact\"><span class=\"mark\">• counted";
            };
            page.add(
                    "<li class=\"",
                    kind,
                    "</span><span>",
                    Page.escaped(finding.text().replace(" %", "\u00a0%")),
                    "</span></li>\n");
        }
        page.add("</ul>\n");
    }

    /** On the terminal. */
    public static void text(Terminal text, List<Finding> findings) {
        findings.forEach(finding -> write(text, finding));
    }

    private static void write(Terminal text, Finding finding) {
        String mark = switch (finding.tone()) {
            case BETTER -> text.green("+ ");
            case WORSE -> text.red("! ");
            case UNCLEAR -> "= ";
            case FACT -> "- ";
        };
        List<String> lines = Terminal.wrapped(Terminal.ascii(finding.text()), Terminal.WIDTH - 2);
        for (int i = 0; i < lines.size(); i++) {
            text.line((i == 0 ? mark : "  ") + lines.get(i));
        }
    }

    /** In the JSON. */
    public static void json(JsonWriter json, List<Finding> findings) {
        json.name("findings").beginArray();
        for (Finding finding : findings) {
            json.beginFlatObject();
            json.name("tone").value(finding.tone().name());
            json.name("text").value(finding.text());
            json.endObject();
        }
        json.endArray();
    }
}
