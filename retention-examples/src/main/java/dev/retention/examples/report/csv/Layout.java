package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Lines.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a file is laid out: its delimiter, the line of its header, and of which export that header is.
 *
 * @param delimiter what stands between fields
 * @param header the line with the names of the columns, or the first line where there is none
 * @param preset the export that the header is of, if known
 * @param stated whether the user named the preset
 */
record Layout(String delimiter, Row header, Optional<Preset> preset, boolean stated) {

    /** A header is looked for in so many lines. */
    private static final int LOOKED_AT = 20;

    /** So many of the first lines tell what a column holds. */
    private static final int SAMPLE = 20_000;

    private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|", Lines.WHITESPACE);

    /**
     * Finds the first line that has all columns that are asked for, or that is of a known export.
     *
     * @param name the file's name, for messages
     * @param head the file's beginning
     * @param asking what the user says, and what such a file has
     * @throws BadInputException if there is none; the message says what is missing from the likeliest one
     */
    static Layout of(String name, String head, Asking asking) {
        CsvOptions options = asking.options();
        List<String> delimiters =
                options.file.delimiter == null ? DELIMITERS : List.of(delimiter(options.file.delimiter));
        int most = options.file.headerLine == null ? LOOKED_AT : options.file.headerLine;
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        for (String each : delimiters) {
            rows.put(each, Lines.first(head, each, most));
        }
        int longest = options.file.noHeader
                ? 1
                : rows.values().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (String each : delimiters) {
                List<Row> split = rows.getOrDefault(each, List.of());
                if (i < split.size() && isAllowed(split.get(i), options)) {
                    Layout layout = of(each, split.get(i), asking);
                    if (layout.columns(asking).isComplete()) {
                        return layout;
                    }
                }
            }
        }
        throw noneFits(name, head, rows, asking);
    }

    private static Layout of(String delimiter, Row row, Asking asking) {
        String asked = asking.options().file.preset;
        if (asking.options().file.noHeader || Presets.NONE.equalsIgnoreCase(asked)) {
            return new Layout(delimiter, row, Optional.empty(), true);
        }
        return asked == null
                ? new Layout(delimiter, row, asking.preset(row.fields()), false)
                : new Layout(delimiter, row, Optional.of(asking.presets().named(asked)), true);
    }

    private static boolean isAllowed(Row row, CsvOptions options) {
        return options.file.headerLine == null || row.number() == options.file.headerLine;
    }

    private static String delimiter(String stated) {
        return switch (stated.toLowerCase(Locale.ROOT)) {
            case "tab", "\\t", "\t" -> "\t";
            case Lines.WHITESPACE, " " -> Lines.WHITESPACE;
            default -> {
                if (stated.length() != 1 || stated.equals("\"") || stated.equals("\n") || stated.equals("\r")) {
                    throw new BadInputException(
                            "--delimiter " + Shown.quoted(stated) + " must be one character, tab or whitespace");
                }
                yield stated;
            }
        };
    }

    /** The columns that the file must have, and those that the user named. */
    Columns columns(Asking asking) {
        CsvOptions options = asking.options();
        Columns columns = new Columns(header.fields(), options.file.noHeader, preset.orElse(null));
        asking.required(preset, header.fields()).forEach(columns::required);
        asking.optional().forEach(columns::optional);
        Filters.columnsOf(options.counts.only, "--only").forEach(each -> columns.ofFilter("--only", each));
        Filters.columnsOf(options.counts.except, "--except").forEach(each -> columns.ofFilter("--except", each));
        return columns;
    }

    private static BadInputException noneFits(String name, String head, Map<String, List<Row>> rows, Asking asking) {
        CsvOptions options = asking.options();
        if (options.file.headerLine != null
                && rows.values().stream().flatMap(List::stream).noneMatch(row -> isAllowed(row, options))) {
            return new BadInputException(
                    name + ": --header-line " + options.file.headerLine + ": there is no such line, or it is blank");
        }
        Layout likeliest = likeliest(rows, asking);
        if (likeliest == null) {
            return BadInputException.at(name, 1, "no line of fields there");
        }
        String complaint = likeliest.columns(asking).complaint();
        String recognised = likeliest
                .preset()
                .map(preset -> likeliest.stated() ? "" : "this is " + preset.title() + ": ")
                .orElse("");
        String tail = options.file.ofQuery
                ? "; the query names its columns by AS"
                : options.file.delimiter == null
                        ? "; tried the delimiters , ; tab | and whitespace (see --delimiter)"
                        : "; the delimiter is " + (likeliest.delimiter().equals("\t") ? "tab" : likeliest.delimiter());
        boolean damaged = head.indexOf(TextSource.DAMAGED) >= 0 || head.indexOf('\0') >= 0;
        return BadInputException.at(
                name,
                likeliest.header().number(),
                recognised
                        + complaint
                        + (recognised.isEmpty() ? tail : "")
                        + asking.otherKind(likeliest.header().fields())
                        + (damaged && !options.file.ofQuery
                                ? "; there are bytes that are no text (see --charset)"
                                : ""));
    }

    /** The first lines of a file from its beginning, without the header and a line that may be cut off. */
    List<Row> sample(String head, boolean positions) {
        boolean cut = head.length() >= TextSource.HEAD_CHARS;
        List<Row> rows = new ArrayList<>(Lines.first(head, delimiter, SAMPLE));
        if (cut && !rows.isEmpty()) {
            rows.remove(rows.size() - 1);
        }
        long before = header.number();
        rows.removeIf(row -> positions ? row.number() < before : row.number() <= before);
        return rows;
    }

    /** The line that looks most like a header: of the usual number of fields, by the delimiter that makes the most. */
    private static @Nullable Layout likeliest(Map<String, List<Row>> rows, Asking asking) {
        CsvOptions options = asking.options();
        Layout best = null;
        int most = 0;
        for (Map.Entry<String, List<Row>> entry : rows.entrySet()) {
            List<Row> allowed = entry.getValue().stream()
                    .filter(row -> isAllowed(row, options))
                    .toList();
            Optional<Row> known = options.file.noHeader
                    ? Optional.empty()
                    : allowed.stream()
                            .filter(row -> asking.preset(row.fields()).isPresent())
                            .findFirst();
            if (known.isPresent() && !Presets.NONE.equalsIgnoreCase(options.file.preset)) {
                return of(entry.getKey(), known.get(), asking);
            }
            if (allowed.isEmpty()) {
                continue;
            }
            Row row = usual(allowed);
            // Words come last, and only where nothing else divides the line.
            if (best == null
                    || (row.fields().size() > most && (!entry.getKey().equals(Lines.WHITESPACE) || most < 2))) {
                best = of(entry.getKey(), row, asking);
                most = row.fields().size();
            }
        }
        return best;
    }

    /** The first line of the number of fields that most lines have, if most agree; otherwise the first. */
    private static Row usual(List<Row> rows) {
        Map<Integer, Integer> sizes = new LinkedHashMap<>();
        rows.forEach(row -> sizes.merge(row.fields().size(), 1, Integer::sum));
        List<Integer> sorted = new ArrayList<>(sizes.keySet());
        sorted.sort((a, b) -> Integer.compare(sizes.getOrDefault(b, 0), sizes.getOrDefault(a, 0)));
        int usual = sorted.get(0);
        if (rows.get(0).fields().size() >= usual || usual < 2) {
            return rows.get(0);
        }
        return rows.stream()
                .filter(row -> row.fields().size() >= usual)
                .findFirst()
                .orElse(rows.get(0));
    }
}
