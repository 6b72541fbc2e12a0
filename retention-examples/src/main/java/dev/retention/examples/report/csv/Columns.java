package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Lines.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the columns that are asked for in a header, and says all that is missing at once. */
final class Columns {

    /** No column. */
    static final int NONE = -1;

    /**
     * A column that is asked for.
     *
     * @param option the option that names it
     * @param role what it says
     * @param stated the name that the user gave, if any
     * @param standard the name without a user's, if it has one
     */
    record Asked(
            String option,
            String role,
            @Nullable String stated,
            @Nullable String standard) {}

    private final List<String> header;
    private final boolean positions;
    private final @Nullable Preset preset;
    private final List<String> missing = new ArrayList<>();
    private final List<String> advice = new ArrayList<>();

    /**
     * @param header the names in the header, or the fields of the first line where there is none
     * @param positions whether columns are asked for by position
     * @param preset the export that the file is, if known
     */
    Columns(List<String> header, boolean positions, @Nullable Preset preset) {
        this.header = header.stream().map(String::strip).toList();
        this.positions = positions;
        this.preset = preset;
    }

    /** A name without regard to case, spaces and punctuation. */
    static String plain(String column) {
        StringBuilder plain = new StringBuilder(column.length());
        column.codePoints().filter(Character::isLetterOrDigit).forEach(plain::appendCodePoint);
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    /** The index of a column that has to be there; what is missing is kept to be said. */
    int required(Asked asked) {
        Optional<String> wanted = Optional.ofNullable(asked.stated());
        if (wanted.isEmpty() && preset != null) {
            int index = preset.column(asked.role(), header);
            if (index < 0) {
                missing.add(
                        "no column " + Shown.quoted(preset.value(asked.role()).orElse(asked.role())));
                advice.add(preset.value("missing." + asked.role())
                        .orElseGet(() -> Candidates.advice(asked, header).orElse("")));
            }
            return index;
        }
        return find(asked, wanted.orElse(String.valueOf(asked.standard())));
    }

    /** The index of a column that is there only if it is asked for, or {@link #NONE}. */
    int optional(Asked asked) {
        if (asked.stated() != null) {
            return find(asked, asked.stated());
        }
        return preset == null ? NONE : preset.column(asked.role(), header);
    }

    /** The index of a column of a filter, which the user named. */
    int ofFilter(String option, String column) {
        return find(new Asked(option, "", column, null), column);
    }

    private int find(Asked asked, String wanted) {
        if (positions) {
            return position(wanted);
        }
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).equalsIgnoreCase(wanted.strip())) {
                found.add(i);
            }
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        missing.add((found.isEmpty() ? "no column " : "more than one column ") + Shown.quoted(wanted));
        if (found.isEmpty()) {
            Candidates.advice(asked, header).ifPresent(advice::add);
        } else {
            advice.add("give one of them another name in the file");
        }
        return NONE;
    }

    private int position(String wanted) {
        if (!wanted.matches("[1-9][0-9]{0,4}")) {
            throw new BadInputException(
                    "column " + Shown.quoted(wanted) + " must be a position such as 1, since the file has no header");
        }
        int position = Integer.parseInt(wanted) - 1;
        if (position >= header.size()) {
            missing.add("no field " + wanted + " in a line of " + header.size());
            return NONE;
        }
        return position;
    }

    /** The name of a column, or its position where there are no names. */
    String name(int index) {
        return index < 0 ? "" : positions ? String.valueOf(index + 1) : header.get(index);
    }

    boolean isComplete() {
        return missing.isEmpty();
    }

    /** All that is missing, with what could be meant. */
    String complaint() {
        List<String> said =
                advice.stream().filter(each -> !each.isEmpty()).distinct().toList();
        List<String> options =
                said.stream().filter(each -> each.startsWith("--")).toList();
        List<String> sentences =
                said.stream().filter(each -> !each.startsWith("--")).toList();
        return String.join(", ", missing)
                + (positions ? "" : " in the header (found: " + Shown.list(header) + ")")
                + (options.isEmpty() ? "" : " (is it " + String.join(" ", options) + "?)")
                + (sentences.isEmpty() ? "" : "; " + String.join("; ", sentences))
                + (isOfValues()
                        ? "; if the first line is an order already, say --no-header and positions such as"
                                + " --customer-column 1"
                        : "");
    }

    /** Whether what should be names is for the most part numbers and days, as in a file without a header. */
    private boolean isOfValues() {
        long values = header.stream()
                .filter(name -> !name.isEmpty() && name.codePoints().noneMatch(Character::isLetter))
                .count();
        return !positions && values >= 2 && 2 * values >= header.size();
    }

    /** The values of a column on some lines, each with that of a further column behind it if there is one. */
    static List<String> values(List<Row> rows, int column, int further) {
        List<String> values = new ArrayList<>();
        if (column >= 0) {
            for (Row row : rows) {
                if (column < row.fields().size()) {
                    String text = row.fields().get(column).strip();
                    values.add(
                            further >= 0 && further < row.fields().size()
                                    ? text + " " + row.fields().get(further).strip()
                                    : text);
                }
            }
        }
        return values;
    }
}
