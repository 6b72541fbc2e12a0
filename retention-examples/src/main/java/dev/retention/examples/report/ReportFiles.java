package dev.retention.examples.report;

import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.CustomersText;
import dev.retention.examples.report.text.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Puts the files of a report into its folder, and the summary on the output. */
final class ReportFiles {

    private static final String CUSTOMERS = Report.CUSTOMERS;

    private final Path out;
    private final PrintWriter stdout;

    ReportFiles(Path out, PrintWriter stdout) {
        this.out = out;
        this.stdout = stdout;
    }

    /**
     * Writes all files or none, and then the summary.
     *
     * @return whether the output took the summary
     */
    boolean write(Report report, boolean named, boolean coloured) {
        Map<String, String> files = report.files(named);
        boolean writesCustomers = files.containsKey(CUSTOMERS);
        Path customers = out.resolve(CUSTOMERS);
        boolean left = Files.exists(customers, LinkOption.NOFOLLOW_LINKS);
        boolean ours = left && isOurs(customers);
        if (left && !ours && writesCustomers) {
            throw new BadInputException(
                    "--out " + out + ": " + CUSTOMERS + " there is not of this report; choose another folder");
        }
        String summary = report.text(coloured ? Terminal.Colour.ON : Terminal.Colour.OFF);
        // An earlier run's would pass for this one's.
        boolean stale = ours && !writesCustomers;
        new Targets(out).write(files, stale ? List.of(CUSTOMERS) : List.of());
        stdout.print(summary);
        stdout.println();
        files.keySet().forEach(name -> stdout.println(Words.plain("Wrote " + out.resolve(name))));
        if (stale) {
            stdout.println(Words.plain("Removed " + customers + ", which an earlier run had left"));
        }
        return !stdout.checkError();
    }

    /** Whether a file was written by this program, as its header tells. */
    private boolean isOurs(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String head = lines.readLine();
            return head != null && CustomersText.isHeader(head);
        } catch (CharacterCodingException e) {
            return false;
        } catch (IOException e) {
            throw new BadInputException("--out " + out + ": cannot be read: " + Targets.reason(e), e);
        }
    }
}
