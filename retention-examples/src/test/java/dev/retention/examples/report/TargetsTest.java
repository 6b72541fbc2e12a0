package dev.retention.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.examples.report.csv.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetsTest {

    @TempDir
    Path folder;

    @Test
    void writesAllAndRemoves() throws IOException {
        Files.writeString(folder.resolve("a"), "old");
        Files.writeString(folder.resolve("c"), "gone");
        new Targets(folder).write(files("a", "new", "b", "also"), List.of("c", "never there"));
        assertThat(content()).isEqualTo(Map.of("a", "new", "b", "also"));
    }

    @Test
    void leavesEverythingAsItWasIfOneCannotBeReplaced() throws IOException {
        Files.writeString(folder.resolve("a"), "old");
        Files.createDirectory(folder.resolve("b"));
        Files.writeString(folder.resolve("b/inside"), "x");
        assertThatThrownBy(() -> new Targets(folder).write(files("a", "new", "b", "new"), List.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessage("--out " + folder + ": cannot be written: b is a folder");
        assertThat(content()).isEqualTo(Map.of("a", "old", "b/inside", "x"));
    }

    @Test
    void putsBackWhatWasReplacedIfALaterStepFails() throws IOException {
        Files.writeString(folder.resolve("a"), "old");
        // A folder that is not empty cannot be removed; by then a is in its place, and b, which was not there, too.
        Files.createDirectory(folder.resolve("c"));
        Files.writeString(folder.resolve("c/inside"), "x");
        assertThatThrownBy(() -> new Targets(folder).write(files("a", "new", "b", "new"), List.of("c")))
                .isInstanceOf(BadInputException.class);
        assertThat(content()).isEqualTo(Map.of("a", "old", "c/inside", "x"));
    }

    @Test
    void removesTheFoldersThatItMadeIfNothingCanBeWritten() throws IOException {
        Path made = folder.resolve("x/y");
        // A name with a separator has no folder to go into.
        assertThatThrownBy(() -> new Targets(made).write(files("a", "new", "missing/b", "new"), List.of()))
                .isInstanceOf(BadInputException.class);
        assertThat(folder.resolve("x")).doesNotExist();
        Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> new Targets(folder.resolve("file")).write(files("a", "new"), List.of()))
                .hasMessageContaining("cannot be written: a file of that name exists");
    }

    @Test
    void waitsForNoPipe() throws IOException, InterruptedException {
        Path pipe = folder.resolve("a");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> new Targets(folder).write(files("a", "new", "b", "new"), List.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessageEndingWith("cannot be written: a is a pipe or a device");
        assertThat(folder.resolve("b")).doesNotExist();
        Files.delete(pipe);
    }

    @Test
    void replacesNothingThatIsRead() throws IOException {
        Path orders = Files.writeString(folder.resolve("report.json"), "customer,date,amount\n");
        assertThatThrownBy(() -> Targets.checkApart(folder, Report.FILES, List.of(orders)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("report.json there is a file that the report reads; choose another folder");
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Targets.checkApart(elsewhere, Report.FILES, List.of(orders, folder.resolve("missing")));
        // A link is replaced and not followed.
        Files.createSymbolicLink(elsewhere.resolve("report.json"), orders);
        Targets.checkApart(elsewhere, Report.FILES, List.of(orders));
    }

    @Test
    void followsNoLink() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "precious");
        Path out = Files.createDirectory(folder.resolve("out"));
        Files.createSymbolicLink(out.resolve("a"), precious);
        Files.createSymbolicLink(out.resolve(".a.tmp"), precious);
        new Targets(out).write(files("a", "new"), List.of());
        assertThat(precious).hasContent("precious");
        assertThat(out.resolve("a")).isRegularFile().hasContent("new");
        assertThat(Files.isSymbolicLink(out.resolve("a"))).isFalse();
        // The folder itself is what the user named.
        Path named = Files.createSymbolicLink(folder.resolve("named"), out);
        new Targets(named).write(files("a", "newer"), List.of());
        assertThat(out.resolve("a")).hasContent("newer");
    }

    private static Map<String, String> files(String... namesAndContents) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            files.put(namesAndContents[i], namesAndContents[i + 1]);
        }
        return files;
    }

    private Map<String, String> content() throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return content;
    }
}
