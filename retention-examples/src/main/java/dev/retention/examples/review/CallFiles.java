package dev.retention.examples.review;

import dev.retention.examples.report.csv.CsvOptions;
import dev.retention.examples.report.csv.CsvTable;
import dev.retention.examples.report.csv.CsvTable.Kind;
import dev.retention.examples.report.csv.CsvTable.Row;
import dev.retention.examples.report.csv.Excluded.Reason;
import dev.retention.examples.review.text.RowsText;
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
