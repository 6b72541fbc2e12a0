package dev.retention.sheet;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.ChurnRate;
import dev.retention.CustomerFlow;
import dev.retention.Proportion;
import dev.retention.RetentionRate;
import dev.retention.history.Members;
import dev.retention.internal.Checks;
import dev.retention.sheet.SheetParts.Level;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Figures, records and tables as JSON.
 *
 * <pre>{@code
 * Json.of(Proportion.of(19, 20));              // {"count": 19, "total": 20, "value": 0.95}
 * Json.of(timeline);                           // {"grain": "month", "first": "2026-01", "last": "2026-03", …}
 * Json.of(record);                             // an object by the record's components
 * }</pre>
 *
 * <table>
 * <caption>What is written how</caption>
 * <tr><th>value</th><th>JSON</th></tr>
 * <tr><td>whole numbers</td><td>a number, exact</td></tr>
 * <tr><td>{@code double}</td><td>the shortest number that reads back; {@code "Infinity"}, {@code "-Infinity"} and {@code "NaN"} as
 * text</td></tr>
 * <tr><td>{@code BigDecimal}</td><td>text such as {@code "12.34"}, which no reader turns into a binary fraction; money in a currency is
 * {@code {"amount": "12.34", "currency": "EUR"}} by {@link #money}</td></tr>
 * <tr><td>{@link Period}</td><td>its label, such as {@code "2026-01"}</td></tr>
 * <tr><td>{@link Timeline}</td><td>{@code grain}, {@code first} (null without one), {@code last}, {@code completeBefore}, {@code asOf},
 * {@code zone} (null without one)</td></tr>
 * <tr><td>{@link Proportion}</td><td>{@code count}, {@code total}, {@code value}</td></tr>
 * <tr><td>{@link ChurnRate}, {@link RetentionRate}</td><td>{@code formula}, {@code numerator}, {@code denominator}, {@code value}; of churn
 * {@code basis} too</td></tr>
 * <tr><td>{@link CustomerFlow}</td><td>its counts by their names</td></tr>
 * <tr><td>days, times, durations, zones, currencies, UUIDs</td><td>their ISO text</td></tr>
 * <tr><td>enums</td><td>their names</td></tr>
 * <tr><td>optional values</td><td>what they hold, or null</td></tr>
 * <tr><td>collections, maps</td><td>arrays; objects, by keys that are text, no two of them alike</td></tr>
 * <tr><td>{@link Tabular}</td><td>its {@linkplain Sheet#toJson() sheet}</td></tr>
 * <tr><td>{@link Figured}</td><td>what it says of itself</td></tr>
 * <tr><td>other records of this library</td><td>an object by their components</td></tr>
 * </table>
 *
 * <p>Any other object is refused by the name of its class. Customers are personal data: {@link Members}, and records with a component that
 * holds keys, are refused unless the caller says {@link Customers#NAMED}. Tables leave customers out; text that may quote a row of the
 * input, such as an exclusion's detail, is null. Lists and the like may be 200 deep. This class has no state.
 *
 * @since 0.1.0
 */
public final class Json {
    /** The name and version of the schema of sheets. */
    static final String SCHEMA = "retention-sheet/1";

    private static final int DEPTH = 200;

    private final StringBuilder out = new StringBuilder();
    private final Customers customers;
    private int depth;

    private Json(Customers customers) {
        this.customers = customers;
    }

    /**
     * Whether customers are named.
     *
     * @since 0.1.0
     */
    public enum Customers {
        /** Tables leave customers out, and records text that may quote rows; other values that hold keys are refused. */
        UNNAMED,
        /** Keys are written: as numbers if they are whole numbers, as text otherwise. */
        NAMED
    }

    /**
     * What is written by other values.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Figured {
        /** {@return what it says, without customers: a value of one of the kinds that JSON has, such as text or a map by names} */
        Object figures();
    }

    /**
     * Writes a value without customers.
     *
     * @param value one of the kinds above
     * @return JSON
     * @throws IllegalArgumentException if the value, or one inside it, is of another kind, or holds customers' keys
     */
    public static String of(Object value) {
        return of(value, Customers.UNNAMED);
    }

    /**
     * Writes a value.
     *
     * @param value one of the kinds above
     * @param customers whether customers are named; a table that has columns of customers then has those too
     * @return JSON
     * @throws IllegalArgumentException if the value, or one inside it, is of another kind, or holds keys that are not to be named
     * @throws IllegalStateException if customers are to be named and a table was made from a tally
     */
    public static String of(Object value, Customers customers) {
        Json json = new Json(requireNonNull(customers, "customers"));
        json.value(requireNonNull(value, "value"));
        return json.out.toString();
    }

    /**
     * Writes money.
     *
     * @param amount major units
     * @param currency the currency
     * @return such as {@code {"amount": "12.34", "currency": "EUR"}}
     */
    public static String money(BigDecimal amount, Currency currency) {
        Map<String, Object> money = new LinkedHashMap<>();
        money.put("amount", Checks.amount(amount, "amount"));
        money.put("currency", requireNonNull(currency, "currency"));
        return of(money);
    }

    /** Keys as an array on one line. */
    static String line(List<?> keys) {
        Json json = new Json(Customers.NAMED);
        json.array(keys);
        return json.out.toString();
    }

    /** A scalar as text without quotes. */
    static String text(Object value) {
        Json json = new Json(Customers.NAMED);
        Object scalar = json.scalar(value);
        checkArgument(
                scalar != null,
                "value must be text, a number, a day or the like, not a %s",
                value.getClass().getName());
        return scalar.toString();
    }

    /** A value as a {@code String}, which is quoted, or a number or truth, which is not; null if it is not one value. */
    private @Nullable Object scalar(Object value) {
        if (value instanceof CharSequence || value instanceof Character || value instanceof UUID) {
            return value.toString();
        } else if (value instanceof Boolean
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger) {
            return value;
        } else if (value instanceof Double || value instanceof Float) {
            return Double.isFinite(((Number) value).doubleValue()) ? value : value.toString();
        } else if (value instanceof BigDecimal amount) {
            return amount.toPlainString();
        } else if (value instanceof Enum<?> constant) {
            return constant.name();
        } else if (value instanceof Period
                || value instanceof Grain
                || value instanceof ZoneId
                || value instanceof Currency
                || value instanceof TemporalAccessor
                || value instanceof java.time.temporal.TemporalAmount) {
            return value.toString();
        }
        return null;
    }

    private void value(@Nullable Object given) {
        checkArgument(
                ++depth <= DEPTH, "value must not hold itself, nor values inside one another deeper than %s", DEPTH);
        Object value = SheetValues.unwrapped(given);
        Object scalar = value == null ? null : scalar(value);
        if (value == null) {
            out.append("null");
        } else if (scalar instanceof String text) {
            JsonText.quote(out, text);
        } else if (scalar != null) {
            out.append(scalar);
        } else if (value instanceof JsonFigures.Digits number) {
            out.append(number.digits());
        } else if (value instanceof Members<?> members) {
            checkNamed("customers");
            array(members);
        } else if (value instanceof Tabular table) {
            sheet(table.sheet());
        } else if (value instanceof Figured figured) {
            value(figured.figures());
        } else if (value instanceof Collection<?> all) {
            array(all);
        } else if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> named = new LinkedHashMap<>();
            map.forEach((key, each) -> {
                String name = text(requireNonNull(key, "key"));
                checkArgument(!named.containsKey(name), "value must have no two keys that are written (%s)", name);
                named.put(name, each);
            });
            object(named);
        } else {
            object(JsonFigures.of(value, customers == Customers.NAMED, this::checkNamed));
        }
        depth--;
    }

    private void checkNamed(String what) {
        checkArgument(customers == Customers.NAMED, "value must not hold %s, unless customers are to be NAMED", what);
    }

    private void array(Iterable<?> values) {
        String comma = "";
        out.append('[');
        for (Object each : values) {
            out.append(comma);
            value(each);
            comma = ", ";
        }
        out.append(']');
    }

    private void object(Map<String, ? extends @Nullable Object> members) {
        String comma = "";
        out.append('{');
        for (Map.Entry<String, ? extends @Nullable Object> member : members.entrySet()) {
            out.append(comma);
            JsonText.quote(out, member.getKey());
            out.append(": ");
            value(member.getValue());
            comma = ", ";
        }
        out.append('}');
    }

    private void sheet(Sheet given) {
        Sheet sheet = customers == Customers.NAMED && given.hasCustomers() ? given.withCustomers() : given;
        Level level =
                sheet.parts().level() == null ? Level.USUAL : sheet.parts().level();
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        head.put("schema", SCHEMA);
        head.put("title", sheet.title());
        head.put("definition", sheet.definition());
        head.put("timeline", sheet.timeline());
        head.put("notes", sheet.notes());
        Map<String, Object> interval = new LinkedHashMap<>();
        interval.put("formula", level.formula());
        interval.put("confidence", level.confidence());
        head.put("interval", interval);
        String comma = "{\n  ";
        for (Map.Entry<String, @Nullable Object> each : head.entrySet()) {
            out.append(comma);
            JsonText.quote(out, each.getKey());
            out.append(": ");
            value(each.getValue());
            comma = ",\n  ";
        }
        out.append(",\n  \"columns\": [");
        lines(sheet.columns().stream().map(JsonFigures::column).toList());
        out.append("],\n  \"rows\": [");
        lines(sheet.rows().stream()
                .map(row -> JsonFigures.row(sheet.columns(), row, level))
                .toList());
        out.append("]\n}");
    }

    private void lines(List<Map<String, @Nullable Object>> objects) {
        String comma = "\n    ";
        for (Map<String, @Nullable Object> each : objects) {
            out.append(comma);
            object(each);
            comma = ",\n    ";
        }
        out.append(objects.isEmpty() ? "" : "\n  ");
    }
}
