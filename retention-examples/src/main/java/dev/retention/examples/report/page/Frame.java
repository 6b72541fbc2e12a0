package dev.retention.examples.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** What is around the sections of a page that needs nothing else: head, contents, footer and scripts. */
public final class Frame {

    private final String title;
    private final String style;

    private Frame(String title, String style) {
        this.title = title;
        this.style = style;
    }

    /**
     * The frame of a page.
     *
     * @param title the title in the reader's list of windows
     * @param style what is added to the style that all pages have
     */
    public static Frame of(String title, String style) {
        return new Frame(title, style);
    }

    /**
     * Renders a whole page.
     *
     * @param page the page, on which nothing is yet
     * @param head what stands above the contents
     * @param footer the last sentences
     * @param scripts writes the scripts behind everything else
     */
    public String render(Page page, Section head, List<Section> sections, String footer, Consumer<Page> scripts) {
        page.add("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                """);
        page.add("<title>", Page.escaped(title), "</title>\n<style>\n", ownResource("report.css"), style);
        page.add("</style>\n</head>\n<body>\n");
        head.page(page);
        int contents = page.length();
        page.add("<main>\n");
        sections.forEach(section -> section.page(page));
        page.insert(contents, page.contents());
        page.add("</main>\n<footer><p>", Page.escaped(footer), "</p></footer>\n");
        page.add(page.last());
        scripts.accept(page);
        page.add("</body>\n</html>\n");
        return page.toString();
    }

    static String ownResource(String name) {
        try (InputStream in = Objects.requireNonNull(Frame.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Inside strings, where alone these can stand in a script, the backslashes change nothing. */
    static String insideScript(String script) {
        return script.replaceAll("(?i)</(script)", "<\\\\/$1").replace("<!--", "<\\!--");
    }
}
