package dev.retention.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What docs/questions.md names is there, and the numbers that it shows are those of its examples and tests. */
class QuestionsTest {
    private static final Path ROOT = Path.of("..");
    private static final Path CORE = ROOT.resolve("retention-core/src/main/java/dev/retention");
    private static final Path EXAMPLES = ROOT.resolve("retention-examples/src");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final String NONE = "–";

    /** A row of a table: the question, what answers it, a number, and where it stands. */
    private record Row(String question, String entries, String number, String place) {}

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/questions.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| question "))
                .map(line -> line.substring(2, line.length() - 2).split(" \\| ", -1))
                .map(cells -> {
                    assertThat(cells).as("cells of %s", Arrays.toString(cells)).hasSize(4);
                    return new Row(cells[0], cells[1], cells[2], cells[3]);
                })
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> whatAnswersIsThere() throws IOException {
        return rows().stream()
                .filter(row -> !row.entries.equals(NONE))
                .map(row -> DynamicTest.dynamicTest(row.question, () -> {
                    assertThat(quoted(row.entries)).isNotEmpty();
                    for (String entry : quoted(row.entries)) {
                        assertThat(isThere(entry)).as(entry).isTrue();
                    }
                    for (String number : quoted(row.number)) {
                        assertThat(text(quoted(row.place).get(0))).contains(number);
                    }
                }));
    }

    @Test
    void everyQuestionHasANumberOrALineWhyNot() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(100).allSatisfy(row -> {
            assertThat(row.question).isNotBlank();
            if (row.entries.equals(NONE)) {
                assertThat(row.place).isEqualTo(NONE);
                assertThat(row.number).endsWith(".");
            } else {
                assertThat(quoted(row.number)).hasSize(1);
                assertThat(quoted(row.place)).hasSize(1);
            }
        });
        assertThat(rows().stream().map(Row::question)).doesNotHaveDuplicates();
    }

    static List<String> quoted(String cell) {
        return QUOTED.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    /** Whether a class of the library, a type or constant in it, or a method of it has the name. */
    static boolean isThere(String entry) throws IOException, ClassNotFoundException {
        List<String> names = new ArrayList<>(List.of(entry.split("\\.")));
        Optional<Class<?>> type = library(names.remove(0));
        while (type.isPresent() && !names.isEmpty()) {
            String name = names.remove(0);
            Optional<Class<?>> nested = Arrays.stream(type.get().getClasses())
                    .filter(each -> each.getSimpleName().equals(name))
                    .findFirst();
            if (nested.isEmpty()) {
                return names.isEmpty()
                        && (Arrays.stream(type.get().getMethods())
                                        .anyMatch(method -> method.getName().equals(name))
                                || Arrays.stream(type.get().getFields())
                                        .anyMatch(field -> field.getName().equals(name)));
            }
            type = nested;
        }
        return type.isPresent();
    }

    /** The names of all public constants of exported types and of the types in them. */
    static Set<String> constants() throws IOException, ClassNotFoundException {
        Set<String> constants = new HashSet<>();
        try (Stream<Path> files = Files.walk(CORE)) {
            for (Path file : files.filter(each -> each.getFileName().toString().matches("[A-Z]\\w*\\.java"))
                    .toList()) {
                Class<?> type = classOf(file);
                Stream.concat(Stream.of(type), Arrays.stream(type.getClasses()))
                        .filter(each -> isExported(type))
                        .flatMap(each -> Arrays.stream(each.getFields()))
                        .filter(field -> Modifier.isStatic(field.getModifiers()))
                        .forEach(field -> constants.add(field.getName()));
            }
        }
        return constants;
    }

    private static Optional<Class<?>> library(String name) throws IOException, ClassNotFoundException {
        try (Stream<Path> files = Files.walk(CORE)) {
            for (Path file : files.filter(each -> each.endsWith(name + ".java")).toList()) {
                Class<?> type = classOf(file);
                if (isExported(type)) {
                    return Optional.of(type);
                }
            }
        }
        return Optional.empty();
    }

    private static Class<?> classOf(Path file) throws ClassNotFoundException {
        String inside = CORE.relativize(file).toString().replaceAll("[/\\\\]", ".");
        return Class.forName("dev.retention." + inside.substring(0, inside.length() - ".java".length()));
    }

    private static boolean isExported(Class<?> type) {
        return Modifier.isPublic(type.getModifiers()) && !type.getPackageName().startsWith("dev.retention.internal");
    }

    /** The text of a test; of an example, of the tests of all examples, without the breaks of its lines. */
    private static String text(String place) throws IOException {
        if (place.endsWith("Test")) {
            return Files.readString(
                    find(ROOT.resolve("retention-core/src/test/java"), place).orElseThrow());
        }
        assertThat(find(EXAMPLES.resolve("main/java"), place)).as(place).isPresent();
        StringBuilder text = new StringBuilder();
        for (String test : List.of("ExamplesTest", "LossExamplesTest", "DidItHelpTest")) {
            String all =
                    Files.readString(find(EXAMPLES.resolve("test/java"), test).orElseThrow());
            int start = all.indexOf("output(" + place + "::run)");
            if (start >= 0) {
                int end = all.indexOf("@Test", start);
                text.append(all, start, end < 0 ? all.length() : end);
            }
        }
        return text.toString().replaceAll("\\\\\\R *", "");
    }

    private static Optional<Path> find(Path directory, String name) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith(name + ".java")).findFirst();
        }
    }
}
