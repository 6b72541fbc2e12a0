package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.source.util.JavacTask;
import dev.retention.time.Timeline;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * The examples in the comments of types.
 *
 * <p>Entry types have one: exported classes and interfaces where a use starts, which are those with a static factory of the names in
 * {@link #STARTS} or one that takes a store, a sweep or what customers bought, the types that everybody meets first, and those of {@code
 * rule}.
 *
 * <p>All examples compile, as the body of a method or of a class. What they do not declare is what the reader has: variables, of which those
 * in {@link #GIVEN} have a type, and rows. Names of the library, and what is called on its types, have to be right.
 */
class CommentExamplesTest {
    private static final Set<String> STARTS = Set.of("over", "withDefaults", "reader", "fitter", "builder", "from");
    private static final Set<String> TAKEN =
            Set.of("HistoryStore", "Sweep", "PurchaseSummary", "CustomerPurchases", "SpendSummary", "LifeTable");
    private static final Set<String> FIRST_MET = Set.of("HistoryStore", "Timeline", "Spells", "CustomerFlow");

    /** Types of {@code rule} that others are made of: a value of a result, nothing to start with. */
    private static final Set<String> PARTS = Set.of("In", "PeriodItem", "Drawn");

    private static final Pattern COMMENT =
            Pattern.compile("(?s)(/\\*\\*(?:(?!\\*/).)*\\*/)\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*public (?!static)");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)<pre>\\{@code\\R(.*?)\\R \\* \\}</pre>");
    private static final Pattern DECLARATION = Pattern.compile(
            "(?s)^\\s*(?:@\\w+\\s+)*(?:(?:final|static|public|abstract) )*(?:class|enum|record|interface) ");

    /** What the examples take for given. */
    private static final String GIVEN = """
        static final LocalDate asOf = LocalDate.of(2026, 6, 30);
        static final Timeline months = Timeline.monthly(asOf);
        static final Timeline quarters = Timeline.of(Grain.QUARTER, asOf);
        static final Currency EUR = Currency.getInstance("EUR");
        static final Currency usd = Currency.getInstance("USD");
        static HistoryStore<KEY> orders, store, tracks, all, tickets, invoices, contracts, contacts, journey;
        static Sweep<KEY> sweep;
        static CustomerPurchases<KEY> purchases;
        static Spells spells;
        static Members<KEY> whoLeft, everybody;
        static SplittableRandom random;
        """;

    private record Example(Class<?> type, int number, String code) {
        String unit() {
            return type.getName().replace('.', '_') + number;
        }
    }

    @Test
    void everyTypeWhereAUseStartsHasAnExample() {
        List<String> without = Sources.exportedTypes().stream()
                .filter(CommentExamplesTest::isEntry)
                .filter(type ->
                        comment(type).map(text -> !text.contains("<pre>")).orElse(true))
                .map(Class::getName)
                .toList();
        assertThat(without)
                .as("entry types without an example in their comment")
                .isEmpty();
    }

    @Test
    void everyExampleCompiles() {
        List<Example> examples = Sources.exportedTypes().stream()
                .flatMap(type -> examples(type).stream())
                .toList();
        assertThat(examples).hasSizeGreaterThan(100);
        assertThat(faults(examples)).as("examples in comments that are wrong").isEmpty();
    }

    @Test
    void whatIsWrongIsFound() {
        for (String code : List.of(
                "Timeline.monthly(7);", "Timeline.every(asOf);", "orders.rows();", "CohortRetentions.over(months);")) {
            boolean mayBeOfTheReader = code.startsWith("CohortRetentions");
            assertThat(faults(List.of(new Example(Timeline.class, 0, code))))
                    .as(code)
                    .hasSize(mayBeOfTheReader ? 0 : 1);
        }
    }

    /** What is wrong in examples. */
    private static List<String> faults(List<Example> examples) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavacTask task = (JavacTask) compiler.getTask(
                null,
                null,
                found,
                List.of("-proc:none", "-Xmaxerrs", "10000", "-XDshould-stop.ifError=FLOW"),
                null,
                examples.stream().map(CommentExamplesTest::unit).toList());
        assertThatCode(task::analyze).doesNotThrowAnyException();
        Set<String> library =
                Sources.exportedTypes().stream().map(Class::getSimpleName).collect(Collectors.toSet());
        List<Diagnostic<? extends JavaFileObject>> errors = found.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .toList();
        // After Java 17 javac takes what it cannot tell for an Object, and finds more faults where a name is the
        // reader's.
        Set<JavaFileObject> unsure = Runtime.version().feature() == 17
                ? Set.of()
                : errors.stream()
                        .filter(each -> isOfTheReader(each, library))
                        .map(Diagnostic::getSource)
                        .collect(Collectors.toSet());
        return errors.stream()
                .filter(each -> !unsure.contains(each.getSource()) && !isOfTheReader(each, library))
                .map(each ->
                        each.getSource().getName() + ":" + each.getLineNumber() + " " + each.getMessage(Locale.ROOT))
                .toList();
    }

    private static boolean isEntry(Class<?> type) {
        if (FIRST_MET.contains(type.getSimpleName())) {
            return true;
        }
        if (type.getPackageName().endsWith(".rule")) {
            return !Throwable.class.isAssignableFrom(type) && !PARTS.contains(type.getSimpleName());
        }
        return !type.isRecord()
                && !type.isEnum()
                && Arrays.stream(type.getDeclaredMethods()).anyMatch(CommentExamplesTest::starts);
    }

    private static boolean starts(Method method) {
        return Modifier.isStatic(method.getModifiers())
                && Modifier.isPublic(method.getModifiers())
                && (STARTS.contains(method.getName())
                        || Arrays.stream(method.getParameterTypes())
                                .map(Class::getSimpleName)
                                .anyMatch(TAKEN::contains));
    }

    private static Optional<String> comment(Class<?> type) {
        return COMMENT.matcher(Sources.of(type))
                .results()
                .map(found -> found.group(1))
                .findFirst();
    }

    private static List<Example> examples(Class<?> type) {
        List<Example> examples = new ArrayList<>();
        for (MatchResult found :
                EXAMPLE.matcher(comment(type).orElse("")).results().toList()) {
            String code = found.group(1).replaceAll("(?m)^ \\* ?", "");
            examples.add(new Example(type, examples.size(), code));
        }
        return examples;
    }

    /** Whether a name is missing that only the reader can have: no type of the library, and not asked of one. */
    private static boolean isOfTheReader(Diagnostic<?> fault, Set<String> library) {
        String text = fault.getMessage(Locale.ROOT);
        if (fault.getCode().equals("compiler.err.doesnt.exist")) {
            return text.matches("package [A-Z]\\w* does not exist") && !library.contains(text.split(" ")[1]);
        }
        if (!fault.getCode().startsWith("compiler.err.cant.resolve")) {
            return false;
        }
        MatchResult symbol = Pattern.compile("symbol: +(\\w+) (\\w+)(?s:.*?)location: +(.*)")
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(text));
        boolean inExample = symbol.group(3).startsWith("class dev_retention_");
        return inExample && !library.contains(symbol.group(2));
    }

    private static JavaFileObject unit(Example example) {
        String exported = Pattern.compile("exports ([\\w.]+);")
                .matcher(Sources.module())
                .results()
                .map(found -> "import " + found.group(1) + ".*;")
                .collect(Collectors.joining(" "));
        boolean declares = DECLARATION.matcher(example.code).find();
        String text = exported
                + " import java.math.*; import java.time.*; import java.util.*; import java.util.function.*; import"
                + " java.util.stream.*; import dev.retention.time.Period; import static java.math.RoundingMode.*;"
                + " import static java.lang.System.out; import " + example.type.getName() + ".*;"
                + " class " + example.unit() + " {"
                + GIVEN.replace("\n", " ").replace("KEY", example.code.contains("<String>") ? "String" : "Long")
                + (declares ? "" : "void example() throws Exception {") + "\n"
                + example.code + "\n" + (declares ? "" : "}") + "}";
        return new SimpleJavaFileObject(
                URI.create("string:///" + example.unit() + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
