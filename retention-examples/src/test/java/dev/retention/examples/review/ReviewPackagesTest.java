package dev.retention.examples.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages of the review stand in the order of those of the report, and their files stay small. */
class ReviewPackagesTest {

    private static final Path ROOT = Path.of("src/main/java/dev/retention/examples/review");
    private static final int LINES = 300;

    @Test
    void calculatorsAndWritersDoNotKnowEachOther() {
        assertThat(imports("figures")).noneMatch(each -> isOf(each, "count", "page", "text", "csv"));
        assertThat(imports("count")).noneMatch(each -> isOf(each, "page", "text", "csv"));
        assertThat(imports("page")).noneMatch(each -> isOf(each, "count", "csv") || each.contains("retention.loss"));
        assertThat(imports("text")).noneMatch(each -> isOf(each, "count", "page", "csv"));
    }

    private static boolean isOf(String line, String... packages) {
        return Stream.of(packages)
                .anyMatch(
                        name -> line.matches("import dev\\.retention\\.examples\\.re(view|port)\\." + name + "\\..*"));
    }

    @Test
    void theReportDoesNotKnowTheReview() {
        for (Path file : files(ROOT.resolveSibling("report"))) {
            assertThat(read(file)).as("%s", file).doesNotContain("examples.review");
        }
    }

    @Test
    void filesAreShort() {
        for (Path file : files(ROOT)) {
            assertThat(read(file).lines().count()).as("lines of %s", file).isLessThanOrEqualTo(LINES);
        }
    }

    private static List<String> imports(String name) {
        return files(ROOT.resolve(name)).stream()
                .flatMap(file -> read(file).lines())
                .filter(line -> line.startsWith("import "))
                .toList();
    }

    private static List<Path> files(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
