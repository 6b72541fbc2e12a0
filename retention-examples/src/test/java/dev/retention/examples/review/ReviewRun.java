package dev.retention.examples.review;

import dev.retention.examples.report.MinimalJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the review in a folder, for tests. */
final class ReviewRun {

    final Path folder;
    String out = "";
    String err = "";

    ReviewRun(Path folder) {
        this.folder = folder;
    }

    /** Writes a file and tells its path. */
    String file(String name, String text) {
        try {
            Path path = folder.resolve(name);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text, StandardCharsets.UTF_8);
            return path.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs into the folder {@code out} and returns the exit code. */
    int run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        if (!all.contains("--out")) {
            all.addAll(List.of("--out", folder.resolve("out").toString()));
        }
        StringWriter stdout = new StringWriter();
        StringWriter stderr = new StringWriter();
        int code = ReviewCommand.run(
                all.toArray(String[]::new), new PrintWriter(stdout, true), new PrintWriter(stderr, true), false);
        out = stdout.toString();
        err = stderr.toString();
        return code;
    }

    String read(String name) {
        try {
            return Files.readString(folder.resolve("out").resolve(name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String name) {
        return Files.exists(folder.resolve("out").resolve(name));
    }

    Object json() {
        return MinimalJson.parse(read("review.json"));
    }

    Object at(Object... path) {
        return MinimalJson.at(json(), path);
    }
}
