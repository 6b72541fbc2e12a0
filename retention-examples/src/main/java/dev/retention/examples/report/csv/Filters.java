package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Lines.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells which lines count, by the values that they have in some columns. */
final class Filters {

    private static final List<String> TAKEN_BACK = List.of(
            "cancel",
            "refund",
            "void",
            "storn",
            "chargeback",
            "revers",
            "returned",
            "trash",
            "annul",
            "rückzahlung",
            "zurückgezahlt",
            "erstattet");

    private static final int LONG = 1_000;
    private static final int MOST_SHOWN = 5;
    private static final int MOST_VALUES = 1_000;

    /**
     * A column whose values decide.
     *
     * @param column its index
     * @param name its name
     * @param values the values, {@code *} at an end for any text
     * @param keep whether lines with one of the values count, rather than those with any other
     * @param known all values that the column is known to have, empty if that is not known
     * @param stated whether the user wrote it
     */
    record Filter(int column, String name, List<String> values, boolean keep, Set<String> known, boolean stated) {

        boolean counts(String value) {
            String small = small(value);
            return keep == values.stream().anyMatch(each -> matches(small(each), small));
        }

        private static boolean matches(String pattern, String value) {
            boolean open = pattern.startsWith("*");
            boolean end = pattern.length() > 1 && pattern.endsWith("*");
            String core = pattern.substring(open ? 1 : 0, pattern.length() - (end ? 1 : 0));
            if (open && end) {
                return value.contains(core);
            }
            return open ? value.endsWith(core) : end ? value.startsWith(core) : value.equals(core);
        }
    }

    /** What became of the lines with one value. */
    private static final class Verdict {
        private final boolean counts;
        private final boolean known;
        private long lines;
        private long firstLine;

        Verdict(boolean counts, boolean known, long firstLine) {
            this.counts = counts;
            this.known = known;
            this.firstLine = firstLine;
        }
    }

    private final List<Filter> filters;
    private final List<Map<String, Verdict>> verdicts = new ArrayList<>();

    private Filters(List<Filter> filters) {
        this.filters = List.copyOf(filters);
        filters.forEach(filter -> verdicts.add(new HashMap<>()));
    }

    /** The user's filters, and those of the preset for columns that the user's say nothing of. */
    static Filters of(CsvOptions options, Optional<Preset> preset, Columns columns, List<String> header) {
        List<Filter> filters = new ArrayList<>();
        stated(filters, "--only", options.counts.only, true, columns);
        stated(filters, "--except", options.counts.except, false, columns);
        List<Integer> named = filters.stream().map(Filter::column).toList();
        preset.ifPresent(shop -> {
            List<Filter> own = new ArrayList<>();
            ofPreset(own, shop.numbered("only"), true, shop, header);
            ofPreset(own, shop.numbered("except"), false, shop, header);
            own.removeIf(filter -> named.contains(filter.column()));
            filters.addAll(own);
        });
        return new Filters(filters);
    }

    private static void stated(
            List<Filter> filters, String option, List<String> stated, boolean keep, Columns columns) {
        for (String each : stated) {
            String name = columnOf(each, option);
            List<String> values = new ArrayList<>();
            for (String value : each.substring(each.indexOf('=') + 1).split(",", -1)) {
                values.add(value.strip());
            }
            filters.add(new Filter(columns.ofFilter(option, name), name, values, keep, Set.of(), true));
        }
    }

    private static void ofPreset(
            List<Filter> filters, List<String> stated, boolean keep, Preset preset, List<String> header) {
        for (String each : stated) {
            int at = each.indexOf('=');
            int column = Preset.columnOf(each.substring(0, at), header);
            if (column >= 0) {
                Set<String> known = preset.numbered("known").stream()
                        .filter(line -> Preset.columnOf(line.substring(0, line.indexOf('=')), header) == column)
                        .flatMap(line -> Preset.list(line.substring(line.indexOf('=') + 1)).stream())
                        .map(Filters::small)
                        .collect(Collectors.toSet());
                List<String> values = Preset.list(each.substring(at + 1));
                filters.add(new Filter(column, header.get(column).strip(), values, keep, known, false));
            }
        }
    }

    /** A filter of a preset that is no matter of what counts, such as {@code Type = *Refund*}; null if the column is not there. */
    static @Nullable Filter single(String stated, List<String> header) {
        int at = stated.indexOf('=');
        int column = Preset.columnOf(stated.substring(0, at), header);
        return column < 0
                ? null
                : new Filter(
                        column,
                        header.get(column).strip(),
                        Preset.list(stated.substring(at + 1)),
                        true,
                        Set.of(),
                        false);
    }

    /** The columns that filters of the command line name. */
    static List<String> columnsOf(List<String> stated, String option) {
        return stated.stream().map(each -> columnOf(each, option)).toList();
    }

    private static String columnOf(String stated, String option) {
        int at = stated.indexOf('=');
        if (at < 1) {
            throw new BadInputException(option + " " + Shown.quoted(stated)
                    + " must be a column, = and values with commas between, such as " + option
                    + " status=paid,completed");
        }
        return stated.substring(0, at).strip();
    }

    private static String small(String value) {
        return value.toLowerCase(Locale.ROOT);
    }

    List<Integer> columns() {
        return filters.stream().map(Filter::column).toList();
    }

    /** The columns of filters that say what counts, of which no other value can be missed. */
    List<Integer> keptColumns() {
        return filters.stream().filter(Filter::keep).map(Filter::column).toList();
    }

    /** The columns of all filters and another one. */
    List<Integer> with(int column) {
        List<Integer> all = new ArrayList<>(columns());
        all.add(column);
        return all;
    }

    /** Whether a line counts, without taking note of it. */
    boolean counts(Line line) {
        return filters.stream().allMatch(filter -> filter.counts(line.text(filter.column())));
    }

    /** The same of a line of the file's beginning. */
    boolean counts(Row row) {
        int size = row.fields().size();
        return filters.stream()
                .allMatch(filter -> filter.counts(
                        filter.column() < size
                                ? row.fields().get(filter.column()).strip()
                                : ""));
    }

    /**
     * Why a line does not count, or null if it does.
     *
     * @throws Fault if a column has more values than any status has
     */
    @Nullable
    String against(Line line) {
        String against = null;
        for (int i = 0; i < filters.size(); i++) {
            Filter filter = filters.get(i);
            String value = line.text(filter.column());
            Map<String, Verdict> all = verdicts.get(i);
            Verdict verdict = all.get(value);
            if (verdict == null) {
                if (all.size() >= MOST_VALUES) {
                    throw Fault.systematic("column " + Shown.argument(filter.name()) + " has more than " + MOST_VALUES
                            + " values, too many for --only and --except");
                }
                boolean known = filter.known().isEmpty() || filter.known().contains(small(value));
                verdict = new Verdict(filter.counts(value), known, line.number());
                all.put(value, verdict);
            }
            verdict.lines++;
            if (!verdict.counts && against == null) {
                against = filter.name() + " is " + Shown.quoted(value);
            }
        }
        return against;
    }

    /**
     * Whether a line does not count since its order was cancelled or paid back, which comes after all other states.
     * What kind of line it is says no such thing: a refund is a line of its own, and may be of a part.
     */
    boolean isTakenBack(Line line) {
        return filters.stream()
                .filter(filter -> !Watched.isKind(Columns.plain(filter.name())))
                .filter(filter -> !filter.counts(line.text(filter.column())))
                .map(filter -> small(line.text(filter.column())))
                .anyMatch(value ->
                        !value.contains("partial") && TAKEN_BACK.stream().anyMatch(value::contains));
    }

    /** What counts, in words. */
    List<String> words() {
        return filters.stream()
                .map(filter -> (filter.keep() ? "only " : "not ") + Shown.argument(filter.name()) + " "
                        + Shown.list(filter.values().stream()
                                .map(value -> value.isEmpty() ? "(empty)" : value)
                                .limit(MOST_SHOWN)
                                .toList())
                        + (filter.values().size() > MOST_SHOWN
                                ? " and " + (filter.values().size() - MOST_SHOWN) + " more"
                                : ""))
                .toList();
    }

    /** Values that the export is not known to have, and values that the user names and no line has. */
    List<DataNote> notes() {
        List<DataNote> notes = new ArrayList<>();
        for (int i = 0; i < filters.size(); i++) {
            Filter filter = filters.get(i);
            missed(filter, verdicts.get(i)).ifPresent(notes::add);
            verdicts.get(i).forEach((value, verdict) -> {
                if (!verdict.known && !value.isEmpty()) {
                    notes.add(new DataNote(
                            DataNote.Kind.UNKNOWN_STATUS,
                            Shown.counted(verdict.lines, "line") + " with " + Shown.argument(filter.name()) + " "
                                    + Shown.quoted(value) + ", which is not known: left out; say --only "
                                    + Shown.argument(
                                            filter.name() + "=" + String.join(",", filter.values()) + "," + value, LONG)
                                    + " if it counts",
                            verdict.lines,
                            List.of(verdict.firstLine)));
                }
            });
        }
        return notes;
    }

    private static Optional<DataNote> missed(Filter filter, Map<String, Verdict> all) {
        List<String> missed = filter.values().stream()
                .filter(value -> filter.stated() && !value.isEmpty())
                .filter(value -> all.keySet().stream().noneMatch(there -> Filter.matches(small(value), small(there))))
                .toList();
        return missed.isEmpty()
                ? Optional.empty()
                : Optional.of(new DataNote(
                        DataNote.Kind.VALUE_NOT_THERE,
                        "no line has " + Shown.argument(filter.name()) + " " + Shown.list(missed)
                                + ", which --" + (filter.keep() ? "only" : "except") + " names: there are "
                                + Shown.list(all.keySet().stream()
                                        .sorted()
                                        .map(each -> each.isEmpty() ? "(empty)" : each)
                                        .toList()),
                        missed.size(),
                        List.of()));
    }
}
