package dev.retention.examples.review;

import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.csv.CsvOptions;
import dev.retention.examples.report.csv.CsvTable;
import dev.retention.examples.report.csv.CsvTable.Kind;
import dev.retention.examples.report.csv.CsvTable.Row;
import dev.retention.examples.report.figures.HowRead;
import dev.retention.examples.report.figures.LeftOut;
import dev.retention.examples.report.figures.ServiceFigures;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.count.ReviewSource;
import dev.retention.examples.review.text.RowsText;
import dev.retention.history.HistoryStore;
import dev.retention.loss.CallList;
import dev.retention.loss.CallRecord;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads files of calls, and writes the list of whom to call, which is one once an outcome is written beside each. */
final class CallFiles {

    private static final List<String> COLUMNS =
            List.of("rank", "customer", "day", "caller", "why", "reason", "value", "outcome", "notes");

    /** The first line of a list of calls. */
    static final String HEADER = RowsText.header(COLUMNS);

    private CallFiles() {}

    /**
     * What a file tells.
     *
     * @param name the name of the file
     * @param calls the calls
     * @param lines how many lines it has
     * @param notMade the numbers of the lines that tell of no call: without a day, or with a column of outcomes and none in it
     */
    record Calls(String name, List<CallRecord<String>> calls, long lines, List<Long> notMade) {}

    /** Reads calls that were made; a line of a list that nobody has filled in is none. */
    static Calls read(Path path, CsvOptions options) {
        Map<String, String> columns = new LinkedHashMap<>();
        COLUMNS.forEach(each -> columns.put(each, ""));
        columns.put(Kind.CUSTOMER, Kind.CUSTOMER_NAMES);
        columns.put("day", "date|called on|called");
        List<CallRecord<String>> calls = new ArrayList<>();
        try (CsvTable file = CsvTable.open(path, new Kind("calls", columns, List.of(Kind.CUSTOMER, "day")), options)) {
            List<Long> notMade = new ArrayList<>();
            long lines = 0;
            for (Row row : file.read()) {
                lines++;
                LocalDate day = file.day(row, "day");
                if (row.text("day") == null
                        || (file.has("outcome") && text(row, "outcome").isEmpty())) {
                    notMade.add(row.line());
                } else if (day != null) {
                    calls.add(new CallRecord<>(
                            RowsText.read(row.customer()),
                            day,
                            text(row, "caller"),
                            text(row, "outcome"),
                            text(row, "notes")));
                }
            }
            return new Calls(file.name(), calls, lines, notMade);
        }
    }

    /**
     * The calls as a track, as far as the data go.
     *
     * @throws BadInputException if none of the customers is in the data
     */
    static ReviewSource beside(ReviewSource source, Calls read) {
        List<CallRecord<String>> calls = read.calls();
        Predicate<CallRecord<String>> isKnown =
                call -> source.base().find(call.customer()).isPresent();
        List<CallRecord<String>> known = calls.stream()
                .filter(call -> !call.day().isAfter(source.asOf()))
                .filter(isKnown)
                .toList();
        List<String> strangers = calls.stream()
                .filter(isKnown.negate())
                .map(CallRecord::customer)
                .distinct()
                .toList();
        if (!calls.isEmpty() && calls.stream().noneMatch(isKnown)) {
            throw new BadInputException(read.name() + ": none of its "
                    + Words.counted(strangers.size(), "customer")
                    + " is among the others, so that nothing can be said of both");
        }
        HistoryStore<String> track = CallRecord.store(known);
        return source.with(
                track,
                new ServiceFigures.File(
                        "calls",
                        "calls: " + Words.counted(known.size(), "line") + " of " + Words.count(calls.size())
                                + " are of customers who are in the data, and of days up to " + source.asOf(),
                        track.events(),
                        track.customers(),
                        strangers.size(),
                        new LeftOut(0, List.of(), List.of()),
                        notes(read, strangers.size())),
                List.of());
    }

    private static List<HowRead.Note> notes(Calls read, long strangers) {
        List<HowRead.Note> notes = new ArrayList<>();
        long notMade = read.notMade().size();
        if (notMade > 0) {
            notes.add(new HowRead.Note(
                    "no-calls",
                    read.name() + ": " + Words.count(notMade) + " of " + Words.counted(read.lines(), "line")
                            + (notMade == 1 ? " tells" : " tell") + " of no call, for want of a day or an outcome",
                    notMade,
                    read.notMade().stream().limit(3).toList()));
        }
        if (strangers > 0) {
            notes.add(new HowRead.Note(
                    "calls-of-strangers",
                    read.name() + ": " + Words.counted(strangers, "customer") + (strangers == 1 ? " is" : " are")
                            + " not among the others, and not counted",
                    strangers,
                    List.of()));
        }
        return notes;
    }

    /** Whether somebody wrote into a list of calls what a review does not: that a call was made, and what came of it. */
    static boolean isTouched(Path file) {
        Map<String, String> columns = new LinkedHashMap<>();
        COLUMNS.forEach(each -> columns.put(each, ""));
        try (CsvTable table =
                CsvTable.open(file, new Kind("calls", columns, List.of(Kind.CUSTOMER)), new CsvOptions())) {
            return table.read().stream()
                    .anyMatch(row -> Stream.of("day", "outcome", "notes").anyMatch(each -> row.text(each) != null));
        } catch (BadInputException e) {
            return true;
        }
    }

    private static Optional<String> text(Row row, String word) {
        return Optional.ofNullable(row.text(word)).map(RowsText::read);
    }

    /** The list as text, to be filled in: days, outcomes and notes are those of whoever calls. */
    static String csv(CallList<String> list) {
        List<List<String>> rows = new ArrayList<>(List.of(COLUMNS));
        for (CallList.Entry<String> entry : list.entries()) {
            rows.add(List.of(
                    Integer.toString(entry.rank()),
                    entry.customer(),
                    "",
                    entry.caller().orElse(""),
                    entry.why(),
                    entry.candidate().reason().orElse(""),
                    entry.candidate()
                            .value()
                            .map(value -> value.toPlainString())
                            .orElse(""),
                    "",
                    ""));
        }
        return RowsText.csv(rows);
    }
}
