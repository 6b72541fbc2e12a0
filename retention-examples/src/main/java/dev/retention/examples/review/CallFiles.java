package dev.retention.examples.review;

import dev.retention.examples.report.csv.CsvOptions;
import dev.retention.examples.report.csv.CsvTable;
import dev.retention.examples.report.csv.CsvTable.Kind;
import dev.retention.examples.report.csv.CsvTable.Row;
import dev.retention.examples.report.csv.Excluded.Reason;
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

/** Reads files of calls, and writes the list of whom to call, which is one once an outcome is written beside each. */
final class CallFiles {

    private static final List<String> COLUMNS =
            List.of("rank", "customer", "day", "caller", "why", "reason", "value", "outcome", "notes");

    /** The first line of a list of calls. */
    static final String HEADER = RowsText.header(COLUMNS);

    private CallFiles() {}

    /** Reads calls that were made. */
    static List<CallRecord<String>> read(Path path, CsvOptions options) {
        Map<String, String> columns = new LinkedHashMap<>();
        COLUMNS.forEach(each -> columns.put(each, ""));
        columns.put(Kind.CUSTOMER, Kind.CUSTOMER_NAMES);
        columns.put("day", "date|called on|called");
        List<CallRecord<String>> calls = new ArrayList<>();
        try (CsvTable file =
                CsvTable.open(path, new Kind("calls", columns, List.of(Kind.CUSTOMER, "day")), options)) {
            for (Row row : file.read()) {
                LocalDate day = file.day(row, "day");
                if (row.text("day") == null) {
                    file.refuse(row.line(), "no day in column day", Reason.BAD_DATE);
                } else if (day != null) {
                    calls.add(new CallRecord<>(
                            RowsText.read(row.customer()),
                            day,
                            text(row, "caller"),
                            text(row, "outcome"),
                            text(row, "notes")));
                }
            }
        }
        return calls;
    }

    /** The calls as a track, as far as the data go. */
    static ReviewSource beside(ReviewSource source, List<CallRecord<String>> calls) {
        List<CallRecord<String>> known = calls.stream()
                .filter(call -> !call.day().isAfter(source.asOf()))
                .filter(call -> source.base().find(call.customer()).isPresent())
                .toList();
        HistoryStore<String> track = CallRecord.store(known);
        return source.with(
                track,
                new ServiceFigures.File(
                        "calls",
                        "calls: " + Words.counted(known.size(), "line") + " of " + Words.count(calls.size())
                                + " are of customers who are in the data, and of days up to " + source.asOf(),
                        track.events(),
                        track.customers(),
                        0,
                        new LeftOut(0, List.of(), List.of()),
                        List.of()),
                List.of());
    }

    private static Optional<String> text(Row row, String word) {
        return Optional.ofNullable(row.text(word)).map(RowsText::read);
    }

    /**
     * The list as text.
     *
     * @param dated whether the day of the list is known
     */
    static String csv(CallList<String> list, boolean dated) {
        List<List<String>> rows = new ArrayList<>(List.of(COLUMNS));
        for (CallList.Entry<String> entry : list.entries()) {
            rows.add(List.of(
                    Integer.toString(entry.rank()),
                    entry.customer(),
                    dated ? list.day().toString() : "",
                    entry.caller().orElse(""),
                    entry.why(),
                    entry.candidate().reason().orElse(""),
                    entry.candidate().value().map(value -> value.toPlainString()).orElse(""),
                    "",
                    ""));
        }
        return RowsText.csv(rows);
    }
}
