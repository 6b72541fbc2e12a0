package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules of the house that a compiler does not check, read off the sources. */
class ArchitectureTest {
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
        for (Sources.File file : Sources.all()) {
            String from = file.packageName();
            Matcher imports = IMPORT.matcher(file.text());
            while (imports.find()) {
                String to = imports.group(1) == null ? "" : imports.group(1);
                if (from.equals("internal")) {
                    assertThat(to)
                            .as("%s may use nothing but internal", file.name())
                            .isEqualTo("internal");
                } else if (from.equals("internal.store")) {
                    assertThat(to)
                            .as("%s uses %s", file.name(), to)
                            .isIn("internal", "internal.store", "time", "history");
                } else if (to.equals("internal.store")) {
                    assertThat(ORDER.indexOf(from))
                            .as("%s uses %s", file.name(), to)
                            .isGreaterThanOrEqualTo(HISTORY);
                } else if (!to.equals("internal")) {
                    assertThat(ORDER).as("package of %s", file.name()).contains(from, to);
                    assertThat(ORDER.indexOf(to))
                            .as("%s uses %s", file.name(), to)
                            .isLessThanOrEqualTo(ORDER.indexOf(from));
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
        for (Sources.File file : Sources.all()) {
            assertThat(withoutComments(file.text())).as(file.name()).doesNotContainPattern(forbidden);
        }
    }

    @Test
    void textIsFormattedInNoLocaleButTheRoot() {
        Pattern ambient =
                Pattern.compile("String\\.format\\(\\s*\"|\\.formatted\\(|toUpperCase\\(\\)|toLowerCase\\(\\)");
        for (Sources.File file : Sources.all()) {
            assertThat(withoutComments(file.text())).as(file.name()).doesNotContainPattern(ambient);
        }
    }

    @Test
    void nothingIsLeftForLater() {
        Pattern later = Pattern.compile("TODO|FIXME|XXX|UnsupportedOperationException\\(\\)|not (yet )?implemented");
        for (Sources.File file : Sources.all()) {
            assertThat(file.text()).as(file.name()).doesNotContainPattern(later);
        }
    }

    @Test
    void everyPackageIsNullMarkedAndExportedButInternal() {
        String module = Sources.module();
        Map<String, String> texts =
                Sources.all().stream().collect(Collectors.toMap(Sources.File::name, Sources.File::text));
        for (Sources.File file : Sources.all()) {
            String name = file.packageName();
            assertThat(texts.get(file.name().replaceAll("[^/]+$", "package-info.java")))
                    .as("package of %s", file.name())
                    .contains("@NullMarked");
            if (!name.startsWith("internal")) {
                assertThat(module).contains("exports dev.retention" + (name.isEmpty() ? "" : "." + name) + ";");
            }
        }
        assertThat(module).doesNotContain("exports dev.retention.internal").doesNotContain("transitive com.google");
    }

    private static String withoutComments(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//.*", "");
    }
}
