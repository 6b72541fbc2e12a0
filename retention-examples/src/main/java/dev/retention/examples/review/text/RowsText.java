package dev.retention.examples.review.text;

import dev.retention.sheet.Sheet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rows of text as CSV that a spreadsheet takes for text, and that are read again as they were. */
public final class RowsText {

    /** What needs no quotation marks. */
    private static final Pattern PLAIN =
            Pattern.compile("([A-Za-z0-9_.]([A-Za-z0-9_. ]*[A-Za-z0-9_.])?)?|[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private RowsText() {}

    /** The rows, each on a line. */
    public static String csv(List<? extends List<String>> rows) {
        return rows.stream()
                .map(row -> row.stream().map(RowsText::field).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String field(String text) {
        if (PLAIN.matcher(text).matches() || NUMBER.matcher(text).matches()) {
            return text;
        }
        return '"' + Sheet.guarded(text).replace("\"", "\"\"") + '"';
    }

    /** A field as it was before it was written. */
    public static String read(String field) {
        return field.startsWith("'") && Sheet.guarded(field.substring(1)).equals(field) ? field.substring(1) : field;
    }

    /** The first line of some rows. */
    public static String header(List<String> columns) {
        String text = csv(List.of(columns));
        return text.substring(0, text.length() - 1);
    }
}
