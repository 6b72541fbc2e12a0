package dev.retention.sheet;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.sheet.Sheet.Column;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.sheet.SheetParts.Level;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A sheet as CSV. */
final class SheetCsv {
    /** What spreadsheets take for a formula, and what an apostrophe keeps from it already. */
    private static final Pattern GUARDED =
            Pattern.compile("'*([\\t\\r\\n]|[\\p{Z}\\p{Cc}\\p{Cf}]*[=+\\-@|%＝＋－＠]).*", Pattern.DOTALL);

    /** What separates fields somewhere, or ends lines, and blanks that readers cut off. */
    private static final Pattern QUOTED = Pattern.compile("[\\p{Z}].*|.*[,;\t\"\r\n].*|.*[\\p{Z}]", Pattern.DOTALL);

    private SheetCsv() {}

    static String of(Sheet sheet) {
        StringBuilder out = new StringBuilder();
        Level level = sheet.parts().level();
        List<Column> columns = sheet.columns();
        List<String> names = new ArrayList<>();
        columns.forEach(column -> fields(column, level != null).forEach(field -> names.add(safe(field))));
        line(out, names);
        for (List<@Nullable Object> row : sheet.rows()) {
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                add(fields, columns.get(i), row.get(i), level);
            }
            line(out, fields);
        }
        return out.toString();
    }

    /** The names of the fields that a column takes. */
    static List<String> fields(Column column, boolean bounds) {
        String name = column.name();
        String lower = name + " lower";
        String upper = name + " upper";
        return switch (column.kind()) {
            case PROPORTION ->
                bounds
                        ? List.of(name, name + " count", name + " total", lower, upper)
                        : List.of(name, name + " count", name + " total");
            case INTERVAL -> List.of(lower, upper);
            case AMOUNT ->
                List.of(column.currency()
                        .map(currency -> name + " " + currency.getCurrencyCode())
                        .orElse(name));
            default -> List.of(name);
        };
    }

    private static void add(List<String> fields, Column column, @Nullable Object value, @Nullable Level level) {
        if (value == null) {
            fields(column, level != null).forEach(field -> fields.add(""));
        } else if (value instanceof Proportion share) {
            fields.add(number(share.asDouble()));
            fields.add(Long.toString(share.count()));
            fields.add(Long.toString(share.total()));
            if (level != null) {
                add(fields, share.interval(level.formula(), level.confidence()));
            }
        } else if (value instanceof Interval interval) {
            add(fields, interval);
        } else if (value instanceof Double number) {
            fields.add(number(number));
        } else if (value instanceof BigDecimal amount) {
            fields.add(column.kind() == Kind.AMOUNT ? amount.toPlainString() : number(amount));
        } else if (value instanceof Long || value instanceof BigInteger) {
            fields.add(value.toString());
        } else if (value instanceof List<?> keys) {
            fields.add(Json.line(keys));
        } else {
            fields.add(safe(Json.text(value)));
        }
    }

    private static void add(List<String> fields, Interval interval) {
        fields.add(number(interval.lower()));
        fields.add(number(interval.upper()));
    }

    /** The shortest digits that read back as the number, without an exponent where they are not many. */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        return number(new BigDecimal(Double.toString(value)).stripTrailingZeros());
    }

    /** All digits of a number, without an exponent where they are not many. */
    static String number(BigDecimal exact) {
        return Math.abs(exact.precision() - exact.scale()) <= 20 ? exact.toPlainString() : exact.toString();
    }

    /** A text that no spreadsheet takes for a formula: without its first apostrophe a guarded one is as it was. */
    static String safe(String text) {
        return GUARDED.matcher(text).matches() ? "'" + text : text;
    }

    private static void line(StringBuilder out, List<String> fields) {
        int start = out.length();
        for (int i = 0; i < fields.size(); i++) {
            out.append(i == 0 ? "" : ",");
            String field = fields.get(i);
            boolean quoted = QUOTED.matcher(field).matches();
            out.append(quoted ? '"' + field.replace("\"", "\"\"") + '"' : field);
        }
        // A line of nothing would be skipped by readers.
        out.append(out.length() == start ? "\"\"\r\n" : "\r\n");
    }
}
