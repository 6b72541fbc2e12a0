package dev.retention.examples.review;

import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.csv.CsvOptions;
import dev.retention.examples.report.csv.CsvTable;
import dev.retention.examples.report.csv.CsvTable.Row;
import dev.retention.examples.review.text.RowsText;
import dev.retention.loss.Issue;
import dev.retention.loss.IssueBook;
import dev.retention.loss.IssueStatus;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes files of issues. */
final class IssueFiles {

    /** The columns of a file of issues. */
    private static final List<String> COLUMNS =
            IssueBook.<String>empty().rows(key -> key).get(0);

    /** The first line of a file of issues. */
    static final String HEADER = RowsText.header(COLUMNS);

    private static final List<String> NEEDED = List.of("id", "title", "source", "status", "opened");

    private static final Set<String> CONSTANTS = Set.of("source", "status");

    private static final Set<String> DAYS = Set.of("opened", "due", "fixed", "closed", "first loss");

    private static final Pattern ISO = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private static final Pattern ROW = Pattern.compile("row ([0-9]{1,9})");

    private IssueFiles() {}

    /**
     * Reads issues.
     *
     * @throws BadInputException if a line is bad; none is left out, since it would be lost
     */
    static IssueBook<String> read(Path path, CsvOptions options) {
        Map<String, String> columns = new LinkedHashMap<>();
        COLUMNS.forEach(each -> columns.put(each, ""));
        try (CsvTable file = CsvTable.open(path, new CsvTable.Kind("issues", columns, NEEDED), options.strict())) {
            if (!file.others().isEmpty()) {
                throw new BadInputException(file.name() + ":1: column \""
                        + file.others().get(0) + "\" is none of issues, and would be lost; the columns are "
                        + String.join(", ", COLUMNS));
            }
            List<List<String>> rows = new ArrayList<>(List.of(COLUMNS));
            List<Long> lines = new ArrayList<>(List.of(1L));
            for (Row row : file.read()) {
                rows.add(COLUMNS.stream().map(each -> text(file, row, each)).toList());
                lines.add(row.line());
            }
            try {
                return IssueBook.read(rows, key -> key);
            } catch (IllegalArgumentException e) {
                throw refused(file.name(), lines, e);
            }
        }
    }

    /** A field as the library has it: constants in capitals, days as they are or of the form that the user names. */
    private static String text(CsvTable file, Row row, String column) {
        String text = RowsText.read(row.known().getOrDefault(column, ""));
        if (CONSTANTS.contains(column)) {
            return text.strip().toUpperCase(Locale.ROOT).replaceAll("[ -]+", "_");
        }
        if (!DAYS.contains(column) || text.isEmpty() || ISO.matcher(text).matches()) {
            return text;
        }
        LocalDate day = file.day(row, column);
        return day == null ? text : day.toString();
    }

    /** The library counts rows; a user looks for lines. */
    private static BadInputException refused(String file, List<Long> lines, IllegalArgumentException e) {
        String told = String.valueOf(e.getMessage());
        Matcher row = ROW.matcher(told);
        if (!row.find()) {
            return new BadInputException(file + ": " + told, e);
        }
        int at = Integer.parseInt(row.group(1)) - 1;
        return new BadInputException(file + ":" + lines.get(Math.min(at, lines.size() - 1)) + ": " + told, e);
    }

    /**
     * The issues as text.
     *
     * @param named whether customers may be named
     */
    static String csv(IssueBook<String> book, boolean named) {
        List<List<String>> rows = new ArrayList<>();
        int customers = COLUMNS.indexOf("customers");
        for (List<String> row : book.rows(key -> key)) {
            List<String> fields = new ArrayList<>(row);
            if (!named && !rows.isEmpty()) {
                fields.set(customers, "");
            }
            rows.add(fields);
        }
        return RowsText.csv(rows);
    }

    /** Whether somebody wrote into a file what a review does not: who sees to an issue, and how far it has come. */
    static boolean isTouched(Path file) {
        try {
            return read(file, new CsvOptions()).issues().stream().anyMatch(IssueFiles::isTouched);
        } catch (BadInputException e) {
            return true;
        }
    }

    private static boolean isTouched(Issue<String> issue) {
        return issue.status() != IssueStatus.OPEN
                || issue.owner().isPresent()
                || issue.due().isPresent()
                || !issue.notes().isEmpty();
    }
}
