package dev.retention.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages of the report stand in an order, each knowing only those before it, and their files stay small. */
class ReportPackagesTest {

    private static final Path ROOT = Path.of("src/main/java/dev/retention/examples/report");
    private static final String PACKAGE = "dev.retention.examples.report";
    private static final Pattern OWN =
            Pattern.compile("\\bdev\\.retention\\.examples\\.report((?:\\.[a-z]+)*)\\.[A-Z]");
    private static final int LINES = 300;

    @Test
    void noPackageDependsOnItselfInACircle() {
        Map<String, Set<String>> uses = uses();
        assertThat(uses).containsKeys("", ".count", ".figures", ".page", ".text");
        for (String each : uses.keySet()) {
            Set<String> reached = new LinkedHashSet<>(uses.getOrDefault(each, Set.of()));
            while (reached.addAll(reached.stream()
                    .flatMap(used -> uses.getOrDefault(used, Set.of()).stream())
                    .toList())) {
                assertThat(reached).isNotEmpty();
            }
            assertThat(reached).as("packages that %s%s needs", PACKAGE, each).doesNotContain(each);
        }
    }

    @Test
    void calculatorsAndWritersDoNotKnowEachOther() {
        Map<String, Set<String>> uses = uses();
        assertThat(uses.get(".figures")).isEmpty();
        assertThat(uses.get(".count")).doesNotContain(".csv", ".page", ".text");
        assertThat(uses.get(".page")).doesNotContain(".csv", ".count");
        assertThat(uses.get(".csv")).containsOnly(".figures");
        assertThat(uses.get(".text")).doesNotContain(".count", ".page");
    }

    @Test
    void filesAreShort() {
        for (Path file : files()) {
            assertThat(read(file).lines().count()).as("lines of %s", file).isLessThanOrEqualTo(LINES);
        }
    }

    /** The packages of the report that each of them names, itself not counted. */
    private static Map<String, Set<String>> uses() {
        Map<String, Set<String>> uses = new LinkedHashMap<>();
        for (Path file : files()) {
            String own = ROOT.relativize(file.getParent()).toString().replace('/', '.');
            String from = own.isEmpty() ? "" : "." + own;
            Set<String> used = uses.computeIfAbsent(from, unused -> new LinkedHashSet<>());
            Matcher names = OWN.matcher(withoutComments(read(file)));
            while (names.find()) {
                if (!names.group(1).equals(from)) {
                    used.add(names.group(1));
                }
            }
        }
        return uses;
    }

    private static String withoutComments(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "");
    }

    private static List<Path> files() {
        try (Stream<Path> files = Files.walk(ROOT)) {
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
