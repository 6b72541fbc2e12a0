package dev.retention.examples.review;

import dev.retention.examples.report.Targets;
import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.Terminal;
import dev.retention.examples.review.page.ReviewPage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the files of a review into its folder, all or none, and the summary on the output. */
final class ReviewFiles {

    /** The list of whom to call. */
    static final String CALLS = "call-list.csv";

    /** The issues. */
    static final String ISSUES = "issues.csv";

    /** All files that a review may have. */
    static final List<String> NAMES = List.of("review.html", "review.json", CALLS, ISSUES);

    private final Path out;
    private final PrintWriter stdout;
    private final Optional<Path> issuesRead;

    /** @param issuesRead the file of issues that is carried over, which may be written over */
    ReviewFiles(Path out, PrintWriter stdout, Optional<Path> issuesRead) {
        this.out = out;
        this.stdout = stdout;
        this.issuesRead = issuesRead;
    }

    /**
     * Writes all files or none, and then the summary.
     *
     * @return whether the output took the summary
     * @throws BadInputException if a file cannot be written, or one that is there must not be lost
     */
    boolean write(Made made, boolean coloured) {
        ReviewPage page = new ReviewPage(made.review());
        Map<String, String> files = new LinkedHashMap<>();
        files.put(NAMES.get(0), page.html());
        files.put(NAMES.get(1), page.json());
        made.calls().ifPresent(text -> files.put(CALLS, text));
        made.issues().ifPresent(text -> files.put(ISSUES, text));
        List<String> stale = new ArrayList<>();
        check(CALLS, CallFiles.HEADER, files, stale);
        checkNotFilledIn();
        if (made.issues().isPresent() && !isRead(out.resolve(ISSUES))) {
            check(ISSUES, IssueFiles.HEADER, files, stale);
            checkUntouched();
        }
        String summary = page.text(coloured ? Terminal.Colour.ON : Terminal.Colour.OFF);
        new Targets(out).write(files, stale);
        stdout.print(summary);
        stdout.println();
        files.keySet().forEach(name -> stdout.println(Words.plain("Wrote " + out.resolve(name))));
        stale.forEach(name ->
                stdout.println(Words.plain("Removed " + out.resolve(name) + ", which an earlier run had left")));
        return !stdout.checkError();
    }

    /** Whether a file is the one that is carried over. */
    private boolean isRead(Path file) {
        try {
            return issuesRead.isPresent() && Files.exists(file) && Files.isSameFile(issuesRead.get(), file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Refuses to write over what is not of a review; what an earlier one left and this one has not, is stale. */
    private void check(String name, String header, Map<String, String> files, List<String> stale) {
        Path file = out.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean ours = firstLine(file).filter(header::equals).isPresent();
        if (!ours && files.containsKey(name)) {
            throw new BadInputException(
                    "--out " + out + ": " + name + " there is not of this program; choose another folder");
        }
        // What somebody wrote into issues is never taken away.
        if (ours && !files.containsKey(name) && !name.equals(ISSUES)) {
            stale.add(name);
        }
    }

    /** Refuses to lose what somebody wrote into the issues of an earlier review. */
    private void checkUntouched() {
        Path file = out.resolve(ISSUES);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && IssueFiles.isTouched(file)) {
            throw new BadInputException("--out " + out + ": somebody has worked on the issues there: carry them over by"
                    + " --issues " + file + ", or choose another folder");
        }
    }

    /** Refuses to lose what somebody wrote into the list of calls of an earlier review. */
    private void checkNotFilledIn() {
        Path file = out.resolve(CALLS);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && CallFiles.isTouched(file)) {
            throw new BadInputException("--out " + out + ": somebody has filled in " + CALLS + " there: choose another"
                    + " folder, and hand it over by --calls " + file);
        }
    }

    private Optional<String> firstLine(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return Optional.ofNullable(lines.readLine());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private BadInputException unreadable(IOException e) {
        return new BadInputException("--out " + out + ": cannot be read: " + Targets.reason(e), e);
    }
}
