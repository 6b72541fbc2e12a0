package dev.retention.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the guides in docs name is there, and the guides are found. */
class GuidesTest {
    private static final Path DOCS = Path.of("../docs");
    private static final List<String> GUIDES = List.of("which-formula.md", "why-your-number-differs.md", "from-sql.md");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    /** Rows of tables whose middle cell is what to use: every name in it is one of the library. */
    @TestFactory
    Stream<DynamicTest> everyFormulaThatIsRecommendedIsThere() throws IOException {
        List<String[]> rows = Files.readAllLines(DOCS.resolve("which-formula.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| you know"))
                .map(line -> line.substring(2, line.length() - 2).split(" \\| ", -1))
                .toList();
        assertThat(rows)
                .hasSizeGreaterThan(50)
                .allSatisfy(row -> assertThat(row).hasSize(3));
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row[0], () -> {
                    assertThat(QuestionsTest.quoted(row[1])).isNotEmpty();
                    for (String name : QuestionsTest.quoted(row[1])) {
                        assertThat(QuestionsTest.isThere(name)).as(name).isTrue();
                    }
                }));
    }

    @Test
    void everyGuideIsLinkedFromTheReadmeAndTheQuestions() throws IOException {
        String readme = Files.readString(DOCS.resolve("../README.md"));
        String questions = Files.readString(DOCS.resolve("questions.md"));
        for (String guide : GUIDES) {
            assertThat(readme).contains("(docs/" + guide + ")");
            assertThat(questions).contains("(" + guide + ")");
        }
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        for (String page : List.of(
                "../README.md", "questions.md", "which-formula.md", "why-your-number-differs.md", "from-sql.md")) {
            Path file = DOCS.resolve(page);
            LINK.matcher(Files.readString(file))
                    .results()
                    .map(link -> link.group(1))
                    .forEach(link -> assertThat(file.resolveSibling(link))
                            .as("link of %s", page)
                            .exists());
        }
    }
}
