package dev.retention.examples.report;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Runs the report for tests of other packages. */
public final class FromServer {
    private FromServer() {}

    /** What the report prints, on either output. */
    public static String report(Path folder, String... arguments) {
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed, true);
        ReportCommand.run(
                Stream.concat(Stream.of("--out", folder.resolve("out").toString()), Arrays.stream(arguments))
                        .toArray(String[]::new),
                out,
                out,
                false);
        return printed.toString();
    }
}
