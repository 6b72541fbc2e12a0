package dev.retention.examples.report.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How the export of one shop or billing system is read: what its header looks like, which column says what, what counts.
 * A preset is data, one file of properties:
 *
 * <ul>
 *   <li>{@code title} and {@code source}: what it reads, and where its maker describes that.
 *   <li>{@code signature.N}: columns that a header has all of, with {@code |} between, a word for one of several names between
 *       {@code or}; one signature is enough.
 *   <li>{@code customer}, {@code date}, {@code amount}, {@code order}, {@code quantity}, {@code refunded} and
 *       {@code currency-column}: names of a column, the first that is there counts.
 *   <li>{@code missing.customer} and {@code missing.amount}: what to do where there is none.
 *   <li>{@code only.N}, {@code except.N}: a column and the values that count or do not; {@code known.N}: all that it has.
 *   <li>{@code refund-rows}: a column and the values that refunds to customers have; what is below 0 without, or above 0 with one of
 *       them, is no sale and no refund. {@code refund-customer}: the column of a refund's customer.
 *   <li>{@code changing}: columns that change with the state of an order, so that they do not tell its lines apart.
 *   <li>{@code line-key.N}: an amount's column and the one by which an order's lines with that amount are told apart.
 *   <li>{@code nobody}: keys that mean nobody; {@code ignore-case}, {@code whole-keys} (17850.0 is 17850).
 *   <li>{@code date-format}: the forms of dates that occur, {@code zone}, {@code source-zone}, {@code decimal},
 *       {@code currency}, {@code order-lines} and {@code refunds}, as the options of those names.
 *   <li>Of subscriptions: {@code rows}, the columns of {@link Role}, {@code mode-of.N} (values and the mode of ending that they mean),
 *       {@code start-empty} (there if a subscription that ended without a start never had value), {@code mode-empty}, {@code minor-units} ({@code yes}, {@code no}, {@code auto}), {@code snapshot} (only those still there and those of
 *       the last month are known), {@code interval-counts} and {@code told.N}, sentences that the report says of such a file.
 * </ul>
 *
 * <p>Names of columns are compared without regard to case, spaces and punctuation.
 */
final class Preset {

    private final String name;
    private final Map<String, String> values = new LinkedHashMap<>();

    Preset(String name, Properties properties) {
        this.name = name;
        properties.stringPropertyNames().stream()
                .sorted()
                .forEach(key -> values.put(key, properties.getProperty(key).strip()));
    }

    String name() {
        return name;
    }

    String title() {
        return value("title").orElse(name);
    }

    /** What a line of a file of subscriptions says; a state unless the preset says another. */
    Rows rows() {
        return value("rows")
                .map(each -> Rows.valueOf(each.toUpperCase(Locale.ROOT)))
                .orElse(Rows.STATE);
    }

    /** What stands after a word, if that is there. */
    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    boolean is(String key) {
        return "true".equals(values.get(key));
    }

    /** The values of all numbered words, such as {@code only.1} and {@code only.2}. */
    List<String> numbered(String key) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(key + "."))
                .filter(entry -> Character.isDigit(entry.getKey().charAt(key.length() + 1)))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Whether a header is of this export. */
    boolean fits(List<String> header) {
        List<String> plain = header.stream().map(Columns::plain).toList();
        return numbered("signature").stream()
                .anyMatch(signature -> alternatives(signature).stream()
                        .allMatch(each -> Arrays.stream(each.split(" or ", -1))
                                .map(Columns::plain)
                                .anyMatch(plain::contains)));
    }

    /** The first of a word's columns that a header has, by its index, or -1. */
    int column(String key, List<String> header) {
        return columnOf(values.get(key), header);
    }

    /** The first of some columns that a header has, by its index, or -1. */
    static int columnOf(@Nullable String alternatives, List<String> header) {
        if (alternatives != null) {
            List<String> plain = header.stream().map(Columns::plain).toList();
            for (String each : alternatives(alternatives)) {
                int index = plain.indexOf(Columns.plain(each));
                if (index >= 0) {
                    return index;
                }
            }
        }
        return -1;
    }

    /** The column by whose values an order's lines with an amount are told apart, by its index, or -1. */
    int lineKey(String amount, List<String> header) {
        return numbered("line-key").stream()
                .map(each -> each.split("=", 2))
                .filter(each -> Columns.plain(each[0]).equals(Columns.plain(amount)))
                .mapToInt(each -> columnOf(each[1], header))
                .findFirst()
                .orElse(-1);
    }

    /** Names with {@code |} between. */
    static List<String> alternatives(String text) {
        return split(text, "\\|");
    }

    /** Values with commas between. */
    static List<String> list(String text) {
        return split(text, ",");
    }

    private static List<String> split(String text, String at) {
        List<String> parts = new ArrayList<>(
                Arrays.stream(text.split(at, -1)).map(String::strip).toList());
        parts.removeIf(String::isEmpty);
        return parts;
    }
}
