package dev.retention.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.time.Timeline;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import kotlin.Unit;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library is used from Kotlin as from Java, and Kotlin knows what may be null. */
class KotlinTest {
    private static final Path SOURCES = Path.of("src/everywhere/kotlin/dev/retention/examples");

    @TempDir
    private Path classes;

    private record Compiled(ExitCode code, String messages) {}

    @Test
    void cohortsInKotlin() throws Exception {
        assertThat(compile(SOURCES.resolve("CohortsInKotlin.kt"))).isEqualTo(new Compiled(ExitCode.OK, ""));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(
                        new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
                PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            loader.loadClass("dev.retention.examples.CohortsInKotlinKt")
                    .getMethod("run", PrintStream.class)
                    .invoke(null, out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("50.0 % (1 of 2), of them [1]", "once: 2");
    }

    @Test
    void noNullIsGivenToWhatTakesNone() throws Exception {
        refused("dev.retention.time.Timeline.monthly(null)", "null cannot be a value of a non-null type 'LocalDate'");
        refused("dev.retention.rule.Group.of(null)", "null cannot be a value of a non-null type 'String'");
        refused("dev.retention.rule.Cells.of(listOf(\"once\", null))", "none of the following candidates is applicable");
        refused("dev.retention.rule.Grouping.of<Long>(\"plan\", null)", "null cannot be a value of a non-null type");
    }

    @Test
    void whatMayBeNullMayBeNull() throws Exception {
        Path file = write("""
            fun plans(known: Map<Long, String>) = dev.retention.rule.Grouping.of("plan") { id: Long -> known[id] }
            fun months(day: java.time.LocalDate): String = dev.retention.time.Timeline.monthly(day).toString()
            """);
        assertThat(compile(file)).isEqualTo(new Compiled(ExitCode.OK, ""));
    }

    private void refused(String expression, String message) throws Exception {
        Compiled compiled = compile(write("fun refused() { " + expression + " }\n"));
        assertThat(compiled.code).isEqualTo(ExitCode.COMPILATION_ERROR);
        assertThat(compiled.messages).contains(message);
    }

    private Path write(String program) throws Exception {
        return Files.writeString(classes.resolve("Program.kt"), program);
    }

    private Compiled compile(Path file) throws Exception {
        String libraries = List.of(Timeline.class, Unit.class, NullMarked.class).stream()
                .map(KotlinTest::place)
                .collect(Collectors.joining(System.getProperty("path.separator")));
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(messages, true, StandardCharsets.UTF_8)) {
            ExitCode code = new K2JVMCompiler()
                    .exec(
                            out,
                            file.toString(),
                            "-d",
                            classes.toString(),
                            "-classpath",
                            libraries,
                            "-no-stdlib",
                            "-no-reflect",
                            "-jvm-target",
                            "17",
                            "-Werror");
            return new Compiled(code, messages.toString(StandardCharsets.UTF_8));
        }
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
