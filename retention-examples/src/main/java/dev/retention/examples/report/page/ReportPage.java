package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * A report as one HTML page that needs nothing else: no network, and no script but for the charts and the lists of customers, whose
 * numbers stand in tables below them. Light or dark as the reader's system is, and fit for a phone and for paper.
 */
public final class ReportPage {

    private static final String WEBJAR = "META-INF/resources/webjars/echarts/";
    private static final String WEBJAR_VERSION = "META-INF/maven/org.webjars.npm/echarts/pom.properties";

    private ReportPage() {}

    /** Renders a report as a whole page. */
    public static String render(Scope scope, Section head, List<Section> sections) {
        Page page = new Page();
        page.data("grain", json -> json.value(scope.grain().word()));
        page.data(
                "currency",
                json -> json.value(
                        scope.unit().named().map(Currency::getCurrencyCode).orElse("amount")));
        page.add("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                """);
        page.add(
                "<title>Retention report: ",
                Page.escaped(scope.source()),
                "</title>\n<style>\n",
                ownResource("report.css"));
        page.add("</style>\n</head>\n<body>\n");
        head.page(page);
        int contents = page.length();
        page.add("<main>\n");
        sections.forEach(section -> section.page(page));
        page.insert(contents, page.contents());
        page.add("</main>\n<footer><p>Made by retention-report from ", Page.escaped(scope.source()), ". ");
        page.add("The same figures for programs, with every period: report.json.</p></footer>\n");
        page.add(page.last());
        writeScripts(page);
        page.add("</body>\n</html>\n");
        return page.toString();
    }

    private static void writeScripts(Page page) {
        Optional<String> library = chartLibrary();
        if (library.isEmpty()) {
            return;
        }
        page.add("<script type=\"application/json\" id=\"report-data\">\n", page.data(), "</script>\n");
        page.add("<script>\n", insideScript(library.get()), "\n</script>\n");
        page.add("<script>\n", insideScript(ownResource("report.js")), "</script>\n");
    }

    /** The charts' library from its jar. Without the jar the page is whole but for the pictures. */
    private static Optional<String> chartLibrary() {
        ClassLoader loader = Objects.requireNonNull(ReportPage.class.getClassLoader());
        try (InputStream about = loader.getResourceAsStream(WEBJAR_VERSION)) {
            if (about == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(about);
            try (InputStream script = loader.getResourceAsStream(
                    WEBJAR + properties.getProperty("version") + "/dist/echarts.common.min.js")) {
                return script == null
                        ? Optional.empty()
                        : Optional.of(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String ownResource(String name) {
        try (InputStream in = Objects.requireNonNull(ReportPage.class.getResourceAsStream(name), name)) {
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
