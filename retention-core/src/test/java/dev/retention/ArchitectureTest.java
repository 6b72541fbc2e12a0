package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules of the house that a compiler does not check, read off the sources and the compiled classes. */
class ArchitectureTest {
    /** Each package may use those before it, and {@code internal}; {@code history} and {@code rule} what is behind a store too. */
    private static final List<String> ORDER = List.of(
            "",
            "time",
            "history",
            "jdbc",
            "sheet",
            "rule",
            "trend",
            "cohort",
            "movement",
            "survival",
            "purchase",
            "model",
            "value",
            "segment",
            "service",
            "loss",
            "experiment");

    private static final String STORE = "internal.store";

    /** What moves over the histories of a store. */
    private static final Set<String> CURSORS = Set.of("HistoryCursor", "LiveCursor", "ChangedCustomers", "LastTexts");

    /** What {@code rule} may know of a store beside cursors: the data as a whole, never a column. */
    private static final Set<String> HANDLES = Set.of("TrackSet", "LiveStore");

    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?dev\\.retention\\.((?:[a-z]+\\.)*[A-Z]\\w*)", Pattern.MULTILINE);

    @Test
    void packagesImportOnlyThoseAboveThem() {
        for (Sources.File file : Sources.all()) {
            Matcher imports = IMPORT.matcher(file.text());
            while (imports.find()) {
                checkMayUse(file.name(), file.packageName(), imports.group(1));
            }
        }
    }

    @Test
    void classesNameOnlyPackagesAboveTheirs() {
        for (ClassFile file : ClassFile.all()) {
            file.houseTypes().forEach(used -> checkMayUse(file.type(), packageOf(file.type()), used));
        }
    }

    private static void checkMayUse(String what, String from, String used) {
        String to = packageOf(used);
        List<String> allowed = switch (from) {
            case "internal" -> List.of("internal");
            case STORE -> List.of("internal", STORE, "time", "history");
            default -> {
                assertThat(ORDER).as("package of %s", what).contains(from);
                List<String> above = new ArrayList<>(ORDER.subList(0, ORDER.indexOf(from) + 1));
                above.add("internal");
                above.addAll(from.equals("history") || from.equals("rule") ? List.of(STORE) : List.of());
                yield above;
            }
        };
        assertThat(to).as("%s uses %s", what, used).isIn(allowed);
    }

    @Test
    void onlyRuleMovesOverHistories() {
        Set<String> movers = new TreeSet<>();
        for (ClassFile file : ClassFile.all()) {
            if (!packageOf(file.type()).equals(STORE) && !Collections.disjoint(ofStore(file), CURSORS)) {
                movers.add(packageOf(file.type()));
            }
        }
        assertThat(movers).containsExactly("rule");
    }

    @Test
    void onlyTheStoreAndItsViewsSeeColumns() {
        Map<String, String> more = new TreeMap<>();
        for (ClassFile file : ClassFile.all()) {
            if (packageOf(file.type()).equals("rule")) {
                ofStore(file).stream()
                        .filter(used -> !CURSORS.contains(used) && !HANDLES.contains(used))
                        .forEach(used -> more.merge(file.type(), used, (a, b) -> a.equals(b) ? a : a + ", " + b));
            }
        }
        assertThat(more)
                .as("classes of rule that name more of a store than cursors and handles")
                .isEmpty();
    }

    /** The types behind a store that a class names. */
    private static Set<String> ofStore(ClassFile file) {
        return file.houseTypes().stream()
                .filter(used -> packageOf(used).equals(STORE))
                .map(used -> used.substring(STORE.length() + 1))
                .collect(Collectors.toSet());
    }

    private static String packageOf(String type) {
        return type.substring(0, Math.max(0, type.lastIndexOf('.')));
    }

    @Test
    void coreReadsNoClockZoneLocaleOrDevice() {
        Pattern forbidden =
                Pattern.compile("import java\\.(io\\.(File|Print|Random|Console)|nio\\.file|net|util\\.logging)"
                        + "|\\bSystem\\.(out|err|in|nanoTime|currentTimeMillis|getProperty|getenv)"
                        + "|\\.now\\(|systemDefault\\(|Locale\\.getDefault|TimeZone\\.getDefault|Clock\\.system"
                        + "|Math\\.random|new Random\\(\\)|ThreadLocalRandom|parallelStream\\(|commonPool");
        for (Sources.File file : Sources.all()) {
            assertThat(withoutComments(file.text())).as(file.name()).doesNotContainPattern(forbidden);
        }
    }

    @Test
    void onlyTheReaderOfQueriesNeedsAModuleThatAnImageMayLack() {
        Pattern sql = Pattern.compile("\\bjavax?\\.sql\\.[A-Z]");
        for (Sources.File file : Sources.all()) {
            assertThat(file.packageName().equals("jdbc")
                            || !sql.matcher(file.text().replaceAll("(?s)/\\*.*?\\*/|\"[^\"]*\"", ""))
                                    .find())
                    .as(file.name())
                    .isTrue();
        }
        assertThat(Sources.module()).contains("requires static transitive java.sql;");
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
