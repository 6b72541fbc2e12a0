package dev.retention.sheet;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.internal.Text;
import dev.retention.sheet.Sheet.Column;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.sheet.SheetParts.Across;
import dev.retention.sheet.SheetParts.Level;
import dev.retention.time.CellState;
import java.lang.Character.UnicodeScript;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A sheet as aligned text. */
final class SheetText {
    private static final String UNOBSERVED = "·";
    private static final String RUNNING = "*";
    private static final Set<Kind> LEFT =
            EnumSet.of(Kind.LABEL, Kind.CUSTOMER, Kind.CUSTOMERS, Kind.PERIOD, Kind.DAY, Kind.STATE, Kind.TRUTH);

    private static final Set<UnicodeScript> WIDE = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.YI);

    private final Sheet sheet;
    private final List<Column> columns;
    private final List<String> names;
    private final List<List<String>> lines = new ArrayList<>();
    private final List<Boolean> left = new ArrayList<>();
    private boolean sawUnobserved;
    private boolean sawRunning;

    private SheetText(Sheet sheet) {
        this.sheet = sheet;
        this.columns = sheet.columns();
        this.names = columns.stream().map(Column::name).toList();
    }

    static String of(Sheet sheet) {
        SheetText text = new SheetText(sheet);
        Across across = sheet.parts().across();
        if (across == null || !text.isMatrix(across)) {
            text.addList();
        } else {
            text.addMatrix(across);
        }
        return text.toText();
    }

    /** Whether both columns are shown and no cell has two rows. */
    private boolean isMatrix(Across across) {
        int side = names.indexOf(across.column());
        if (side < 0 || names.indexOf(across.value()) < 0) {
            return false;
        }
        Set<List<@Nullable Object>> cells = new HashSet<>();
        return sheet.rows().stream().allMatch(row -> cells.add(row.subList(0, side + 1)));
    }

    private void addList() {
        List<String> head = new ArrayList<>();
        for (Column column : columns) {
            head.add(heading(column));
            left.add(LEFT.contains(column.kind()));
        }
        lines.add(head);
        for (List<@Nullable Object> row : sheet.rows()) {
            List<String> line = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                line.add(shown(columns.get(i), row.get(i), true));
            }
            lines.add(line);
        }
    }

    private void addMatrix(Across across) {
        int side = names.indexOf(across.column());
        int value = names.indexOf(across.value());
        int state = names.indexOf("state");
        // By values, not by what is shown of them: texts that look alike are different lines.
        Map<List<@Nullable Object>, Map<Optional<Object>, String>> cells = new LinkedHashMap<>();
        Set<Optional<Object>> sides = new LinkedHashSet<>();
        for (List<@Nullable Object> row : sheet.rows()) {
            Optional<Object> under = Optional.ofNullable(row.get(side));
            sides.add(under);
            cells.computeIfAbsent(row.subList(0, side), key -> new LinkedHashMap<>())
                    .put(under, cell(columns.get(value), row.get(value), state < 0 ? null : row.get(state)));
        }
        List<String> head = new ArrayList<>();
        for (int i = 0; i < side; i++) {
            head.add(heading(columns.get(i)));
            left.add(LEFT.contains(columns.get(i).kind()));
        }
        sides.forEach(each -> head.add(shown(columns.get(side), each.orElse(null), true)));
        lines.add(head);
        cells.forEach((leads, under) -> {
            List<String> line = new ArrayList<>();
            for (int i = 0; i < side; i++) {
                line.add(shown(columns.get(i), leads.get(i), true));
            }
            sides.forEach(each -> line.add(under.getOrDefault(each, "")));
            lines.add(line);
        });
    }

    private String cell(Column column, @Nullable Object value, @Nullable Object state) {
        if (state == CellState.UNOBSERVED) {
            sawUnobserved = true;
            return UNOBSERVED;
        }
        // A mark on some cells only would shift their digits against those of the others.
        String shown = shown(column, value, false);
        sawRunning |= state == CellState.PARTIAL;
        return state == null ? shown : shown + (state == CellState.PARTIAL ? RUNNING : " ");
    }

    private String shown(Column column, @Nullable Object value, boolean counts) {
        Level level = sheet.parts().level();
        if (value == null) {
            return "";
        } else if (value instanceof Proportion share) {
            String bounds = level == null
                    ? ""
                    : " " + share.interval(level.formula(), level.confidence()).toPercentString();
            return (counts ? share.toString() : Text.percent(share.asDouble())) + bounds;
        } else if (value instanceof Interval interval) {
            return "[" + Text.number(interval.lower(), 4) + ", " + Text.number(interval.upper(), 4) + "]";
        } else if (value instanceof Double number) {
            return column.kind() == Kind.SHARE ? Text.percent(number) : Text.plain(number);
        } else if (value instanceof BigDecimal amount) {
            return column.kind() == Kind.AMOUNT ? amount.toPlainString() : SheetCsv.number(amount);
        } else if (value instanceof CellState state) {
            return state.name().toLowerCase(Locale.ROOT);
        } else if (value instanceof Boolean truth) {
            return truth ? "yes" : "no";
        } else if (value instanceof List<?> keys) {
            return visible(String.join(", ", keys.stream().map(Json::text).toList()));
        }
        return visible(Json.text(value));
    }

    private static String heading(Column column) {
        return visible(SheetCsv.fields(
                        new Column(
                                column.name(),
                                column.kind() == Kind.AMOUNT ? Kind.AMOUNT : Kind.LABEL,
                                column.currency()),
                        false)
                .get(0));
    }

    private String toText() {
        StringBuilder out = new StringBuilder(visible(sheet.title()));
        out.append(sheet.definition().isEmpty() ? "" : ": " + visible(sheet.definition()))
                .append('\n');
        int[] widths = new int[lines.get(0).size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(line.get(i)));
            }
        }
        for (List<String> line : lines) {
            StringBuilder made = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String blank = " ".repeat(widths[i] - width(line.get(i)));
                boolean isLeft = i < left.size() && left.get(i);
                made.append(i == 0 ? "" : "  ").append(isLeft ? line.get(i) + blank : blank + line.get(i));
            }
            out.append(made.toString().stripTrailing()).append('\n');
        }
        out.append(sawUnobserved ? UNOBSERVED + " not observed yet\n" : "");
        out.append(sawRunning ? RUNNING + " still running\n" : "");
        sheet.notes().forEach(note -> out.append("Note: ").append(visible(note)).append('\n'));
        return out.toString();
    }

    /** How many places a text takes: wide characters take two, marks that stand on the character before none. */
    private static int width(String text) {
        return text.codePoints().map(SheetText::places).sum();
    }

    private static int places(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return (WIDE.contains(UnicodeScript.of(c)) && !(c >= 0xff61 && c <= 0xffdc)) || isWideSign(c) ? 2 : 1;
    }

    /** Signs of East Asia, letters and signs of full width, and pictures. */
    private static boolean isWideSign(int c) {
        return (c >= 0x3000 && c <= 0x303e)
                || (c >= 0x30a0 && c <= 0x30ff)
                || (c >= 0xff01 && c <= 0xff60)
                || (c >= 0xffe0 && c <= 0xffe6)
                || (c >= 0x1f300 && c <= 0x1f64f)
                || (c >= 0x1f900 && c <= 0x1f9ff);
    }

    /** A text whose every character is seen, on one line. */
    private static String visible(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE -> out.append(String.format(Locale.ROOT, "\\u%04x", c));
                default -> out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
