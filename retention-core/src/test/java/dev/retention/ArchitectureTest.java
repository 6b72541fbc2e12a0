package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that a compiler does not check, read off the sources. */
class ArchitectureTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/retention");

    /** Each package may use those before it, and {@code internal}. */
    private static final List<String> ORDER = List.of(
            "",
            "time",
            "history",
            "rule",
            "cohort",
            "movement",
            "survival",
            "purchase",
            "model",
            "value",
            "segment",
            "loss");

    /** What only those from here on may look into: the columns behind {@code history}. */
    private static final int HISTORY = ORDER.indexOf("history");

    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?dev\\.retention\\.(?:([a-z.]+)\\.)?[A-Z]", Pattern.MULTILINE);

    @Test
    void packagesDependOnlyOnThoseAboveThem() {
        for (Path file : sources()) {
            String from = packageOf(file);
            Matcher imports = IMPORT.matcher(read(file));
            while (imports.find()) {
                String to = imports.group(1) == null ? "" : imports.group(1);
                if (from.equals("internal")) {
                    assertThat(to).as("%s may use nothing but internal", file).isEqualTo("internal");
                } else if (from.equals("internal.store")) {
                    assertThat(to).as("%s uses %s", file, to).isIn("internal", "internal.store", "time", "history");
                } else if (to.equals("internal.store")) {
                    assertThat(ORDER.indexOf(from)).as("%s uses %s", file, to).isGreaterThanOrEqualTo(HISTORY);
                } else if (!to.equals("internal")) {
                    assertThat(ORDER).as("package of %s", file).contains(from, to);
                    assertThat(ORDER.indexOf(to)).as("%s uses %s", file, to).isLessThanOrEqualTo(ORDER.indexOf(from));
                }
            }
        }
    }

    @Test
    void coreReadsNoClockZoneLocaleOrDevice() {
        Pattern forbidden =
                Pattern.compile("import java\\.(io\\.(File|Print|Random|Console)|nio\\.file|net|sql|util\\.logging)"
                        + "|\\bSystem\\.(out|err|in|nanoTime|currentTimeMillis|getProperty|getenv)"
                        + "|\\.now\\(|systemDefault\\(|Locale\\.getDefault|TimeZone\\.getDefault|Clock\\.system"
                        + "|Math\\.random|new Random\\(\\)|ThreadLocalRandom|parallelStream\\(|commonPool");
        for (Path file : sources()) {
            assertThat(withoutComments(read(file))).as(file.toString()).doesNotContainPattern(forbidden);
        }
    }

    @Test
    void textIsFormattedInNoLocaleButTheRoot() {
        Pattern ambient =
                Pattern.compile("String\\.format\\(\\s*\"|\\.formatted\\(|toUpperCase\\(\\)|toLowerCase\\(\\)");
        for (Path file : sources()) {
            assertThat(withoutComments(read(file))).as(file.toString()).doesNotContainPattern(ambient);
        }
    }

    @Test
    void nothingIsLeftForLater() {
        Pattern later = Pattern.compile("TODO|FIXME|XXX|UnsupportedOperationException\\(\\)|not (yet )?implemented");
        for (Path file : sources()) {
            assertThat(read(file)).as(file.toString()).doesNotContainPattern(later);
        }
    }

    @Test
    void everyPackageIsNullMarkedAndExportedButInternal() {
        String module = read(SOURCES.resolve("../../module-info.java"));
        for (String name : ORDER) {
            Path directory = SOURCES.resolve(name);
            if (Files.isDirectory(directory)) {
                assertThat(read(directory.resolve("package-info.java"))).contains("@NullMarked");
                assertThat(module).contains("exports dev.retention" + (name.isEmpty() ? "" : "." + name) + ";");
            }
        }
        assertThat(module).doesNotContain("exports dev.retention.internal").doesNotContain("transitive com.google");
    }

    private static String packageOf(Path file) {
        Path parent = SOURCES.relativize(file).getParent();
        return parent == null ? "" : parent.toString().replace('/', '.');
    }

    private static String withoutComments(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//.*", "");
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
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
