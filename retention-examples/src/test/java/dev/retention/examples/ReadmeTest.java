package dev.retention.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.ChurnFormula;
import dev.retention.RetentionFormula;
import dev.retention.cohort.CohortAverage;
import dev.retention.movement.RenewalFormula;
import dev.retention.movement.RevenueFormula;
import dev.retention.value.LifetimeValueFormula;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The blocks of Java and Kotlin in the README and in the guides are regions of examples, or of tests of theirs, that compile and run. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> NO_QUESTIONS = List.of("Install", "Two commands", "Where things are");
    private static final Pattern BLOCK =
            Pattern.compile("(<!-- (\\w+)#(\\w+) -->\n)?```(?:java|kotlin)\n(.*?)```", Pattern.DOTALL);

    /** Where examples are: those that need Spark beside the tests of its module, which run them. */
    private static final List<String> FOLDERS = List.of(
            "retention-examples/src/main/java/dev/retention/examples/%s.java",
            "retention-examples/src/test/java/dev/retention/examples/%s.java",
            "retention-examples/src/everywhere/kotlin/dev/retention/examples/%s.kt",
            "retention-spark/src/test/java/dev/retention/spark/%s.java");

    @TestFactory
    Stream<DynamicTest> blocksAreRegionsOfExamples() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String page : List.of("README.md", "docs/from-sql.md", "docs/why-your-number-differs.md")) {
            Matcher blocks = BLOCK.matcher(read(page));
            int before = tests.size();
            while (blocks.find()) {
                String file = blocks.group(2);
                String region = blocks.group(3);
                String block = blocks.group(4);
                tests.add(DynamicTest.dynamicTest(file + "#" + region, () -> {
                    assertThat(file)
                            .as("every block of %s names its example: %s", page, block)
                            .isNotNull();
                    assertThat(block).isEqualTo(region(file, region));
                }));
            }
            assertThat(tests.size() - before).as("blocks of %s", page).isGreaterThanOrEqualTo(1);
        }
        return tests.stream();
    }

    @Test
    void namesEveryModuleAndPackage() throws IOException {
        String readme = read("README.md");
        try (Stream<Path> packages = Files.walk(ROOT.resolve("retention-core/src/main/java/dev/retention"))) {
            packages.filter(Files::isDirectory)
                    .filter(path -> !path.getParent().endsWith("internal"))
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals("retention"))
                    .forEach(name -> assertThat(readme).contains("`dev.retention." + name + "`"));
        }
        assertThat(readme)
                .contains(
                        "`retention-core`",
                        "`retention-testkit`",
                        "`retention-examples`",
                        "`retention-spark`",
                        "`benchmarks`");
    }

    /** The overview of the Javadoc leads to every question of the README, and has every package with its question. */
    @Test
    void overviewOfTheJavadocHasEveryQuestionAndPackage() throws IOException {
        String readme = read("README.md");
        String overview = read("retention-core/src/main/javadoc/overview.html");
        List<String> questions = Pattern.compile("(?m)^## (.*)$")
                .matcher(readme)
                .results()
                .map(heading -> heading.group(1))
                .filter(heading -> !NO_QUESTIONS.contains(heading))
                .toList();
        assertThat(questions).isNotEmpty().allSatisfy(question -> {
            String anchor = question.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{Alnum} -]", "")
                    .replace(' ', '-');
            assertThat(overview).contains("${home.url}/README.md#" + anchor + "\">" + question + "</a>");
        });
        assertThat(Pattern.compile("#[^\"]*\">").matcher(overview).results()).hasSameSizeAs(questions);
        List<String> packages = Pattern.compile("(?m)^\\| `(dev\\.retention[\\w.]*)` \\| ([^|]*\\?) \\|")
                .matcher(readme)
                .results()
                .map(row -> "<tr><td>{@link " + row.group(1) + "}</td><td>" + row.group(2) + "</td></tr>")
                .toList();
        assertThat(packages).isNotEmpty().allSatisfy(row -> assertThat(overview).contains(row));
    }

    @Test
    void namesEveryFormula() throws IOException {
        String readme = read("README.md");
        for (ChurnFormula formula : ChurnFormula.values()) {
            assertThat(readme).contains(row(formula, formula.expression()));
        }
        for (RetentionFormula formula : RetentionFormula.values()) {
            assertThat(readme).contains(row(formula, formula.expression()));
        }
        for (RevenueFormula formula : RevenueFormula.values()) {
            assertThat(readme).contains(row(formula, formula.expression()));
        }
        for (RenewalFormula formula : RenewalFormula.values()) {
            assertThat(readme).contains(row(formula, formula.expression()));
        }
        for (CohortAverage average : CohortAverage.values()) {
            assertThat(readme).contains("`" + average + "`");
        }
        for (LifetimeValueFormula formula : LifetimeValueFormula.values()) {
            assertThat(readme).contains("`" + formula + "`");
        }
    }

    /** The begin of a row of a table of formulas: its name, and how it is written with the names of its counts in words. */
    private static String row(Enum<?> formula, String expression) {
        return "| `" + formula.name() + "` | " + words(expression);
    }

    private static String words(String expression) {
        return Pattern.compile("\\b[A-Z][A-Z0-9_]+\\b")
                .matcher(expression)
                .replaceAll(name -> name.group().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    private static String region(String file, String name) throws IOException {
        String source = read(FOLDERS.stream()
                .map(folder -> folder.replace("%s", file))
                .filter(path -> Files.exists(ROOT.resolve(path)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no example is called " + file)));
        Matcher region = Pattern.compile("// region " + name + "\n(.*?) *// endregion", Pattern.DOTALL)
                .matcher(source);
        assertThat(region.find()).as("%s has region %s", file, name).isTrue();
        // A closing line without text would count as one without indentation.
        return region.group(1).stripTrailing().stripIndent() + "\n";
    }

    private static String read(String path) throws IOException {
        return Files.readString(ROOT.resolve(path));
    }
}
