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
        return Frame.of("Retention report: " + scope.source(), "")
                .render(
                        page,
                        head,
                        sections,
                        "Made by retention-report from " + scope.source()
                                + ". The same figures for programs, with every period: report.json.",
                        ReportPage::writeScripts);
    }

    private static void writeScripts(Page page) {
        Optional<String> library = chartLibrary();
        if (library.isEmpty()) {
            return;
        }
        page.add("<script type=\"application/json\" id=\"report-data\">\n", page.data(), "</script>\n");
        page.add("<script>\n", Frame.insideScript(library.get()), "\n</script>\n");
        page.add("<script>\n", Frame.insideScript(Frame.ownResource("report.js")), "</script>\n");
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
}
