package dev.retention.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the guides in docs name is there, and the guides are found. */
class GuidesTest {
    private static final Path DOCS = Path.of("../docs");
    private static final List<String> GUIDES = List.of("which-formula.md", "why-your-number-differs.md", "from-sql.md");
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\\b");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    /** Every name in the cell of a row that says what to use is one of the library. */
    @TestFactory
    Stream<DynamicTest> everyFormulaThatIsRecommendedIsThere() throws IOException {
        List<String[]> rows = rows("which-formula.md");
        assertThat(rows)
                .hasSizeGreaterThan(50)
                .allSatisfy(row -> assertThat(row).hasSize(3));
        return Stream.concat(rows.stream(), rows("why-your-number-differs.md").stream())
                .map(row -> DynamicTest.dynamicTest(row[0], () -> {
                    assertThat(QuestionsTest.quoted(row[1])).isNotEmpty();
                    for (String name : QuestionsTest.quoted(row[1])) {
                        assertThat(QuestionsTest.isThere(name)).as(name).isTrue();
                    }
                }));
    }

    @Test
    void everyNameInTheTextIsThere() throws Exception {
        for (String name : QuestionsTest.quoted(
                Files.readString(DOCS.resolve("why-your-number-differs.md")).replaceAll("(?s)```.*?```", ""))) {
            assertThat(QuestionsTest.isThere(name)).as(name).isTrue();
        }
    }

    /** A name in capitals that stands between back-ticks is a constant of an exported type. */
    @Test
    void everyConstantInTheTextIsThere() throws Exception {
        Set<String> constants = QuestionsTest.constants();
        for (String page : List.of("../README.md", "which-formula.md", "why-your-number-differs.md", "from-sql.md")) {
            String text = Files.readString(DOCS.resolve(page)).replaceAll("(?s)```.*?```", "");
            List<String> named = QuestionsTest.quoted(text).stream()
                    .flatMap(quoted -> CONSTANT.matcher(quoted).results().map(MatchResult::group))
                    .toList();
            assertThat(named).as("constants named in %s", page).isNotEmpty();
            assertThat(constants).as("constants named in %s", page).containsAll(named);
        }
    }

    @Test
    void numbersOfTheMonthAreThoseOfTheExample() throws IOException {
        String printed = ExamplesTest.output(WhyYourNumberDiffers::run);
        List<String[]> rows = rows("why-your-number-differs.md").stream()
                .filter(row -> row.length == 4)
                .toList();
        assertThat(rows).hasSizeGreaterThan(30);
        for (String[] row : rows) {
            String formula = QuestionsTest.quoted(row[1]).get(0).replaceAll(".*\\.", "");
            assertThat(printed.lines()
                            .filter(line -> Pattern.compile("\\b" + formula + "\\b")
                                    .matcher(line)
                                    .find()))
                    .as(formula)
                    .anyMatch(line -> line.matches("(.* )?" + Pattern.quote(row[2]) + "( .*)?"));
        }
        Matcher block = Pattern.compile("(?s)```text\n(.*?)```")
                .matcher(Files.readString(DOCS.resolve("why-your-number-differs.md")));
        assertThat(block.find()).isTrue();
        assertThat(printed).contains(block.group(1));
    }

    @Test
    void everyAnchorOfTheReadmeIsAHeading() throws IOException {
        String readme = Files.readString(DOCS.resolve("../README.md"));
        List<String> anchors = Pattern.compile("(?m)^##+ (.*)$")
                .matcher(readme)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\d -]", "")
                        .replace(' ', '-'))
                .toList();
        assertThat(Pattern.compile("]\\(#([^)]+)\\)").matcher(readme).results().map(link -> link.group(1)))
                .hasSizeGreaterThan(10)
                .isSubsetOf(anchors);
    }

    /** The cells of every row of a table that is no head. */
    private static List<String[]> rows(String guide) throws IOException {
        List<String> lines = Files.readAllLines(DOCS.resolve(guide));
        return IntStream.range(0, lines.size() - 1)
                .filter(i -> lines.get(i).startsWith("| ") && !lines.get(i + 1).startsWith("|---"))
                .mapToObj(i -> lines.get(i)
                        .substring(2, lines.get(i).length() - 1)
                        .strip()
                        .split(" \\| ?", -1))
                .toList();
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
