package dev.retention.sheet;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.ChurnRate;
import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.RetentionRate;
import dev.retention.internal.OfRow;
import dev.retention.sheet.Sheet.Column;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.sheet.SheetParts.Level;
import dev.retention.time.Timeline;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Figures by their members. */
final class JsonFigures {
    /** A type that mentions the house's name for the type of customers' keys. */
    private static final Pattern KEYS = Pattern.compile("(^|.*[<, ])K([>,\\[ ].*|$)");

    private JsonFigures() {}

    /** The members by name; a component that holds customers' keys is told first, one of text of rows is there only with names. */
    static Map<String, @Nullable Object> of(Object value, boolean isNamed, Consumer<String> keys) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (value instanceof Timeline timeline) {
            members.put("grain", timeline.grain());
            members.put("first", timeline.hasFirst() ? timeline.first() : null);
            members.put("last", timeline.last());
            members.put("completeBefore", timeline.completeBefore());
            members.put("asOf", timeline.asOf());
            members.put("zone", timeline.zone());
        } else if (value instanceof Proportion share) {
            return share(share, null);
        } else if (value instanceof RetentionRate rate) {
            members.put("formula", rate.formula());
            members.put("numerator", rate.numerator());
            members.put("denominator", rate.denominator());
            members.put("value", rate.asDouble());
        } else if (value instanceof CustomerFlow flow) {
            for (CustomerCount count : CustomerCount.values()) {
                flow.findCount(count).ifPresent(number -> members.put(count.name(), number));
            }
        } else {
            addComponents(value, isNamed, keys, members);
            if (value instanceof ChurnRate rate) {
                members.put("value", rate.asDouble());
            }
        }
        return members;
    }

    static Map<String, @Nullable Object> share(Proportion share, @Nullable Level level) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("count", share.count());
        members.put("total", share.total());
        members.put("value", share.asDouble());
        if (level != null) {
            Interval interval = share.interval(level.formula(), level.confidence());
            members.put("lower", interval.lower());
            members.put("upper", interval.upper());
        }
        return members;
    }

    /** A number by its digits. */
    record Digits(String digits) {}

    static Map<String, @Nullable Object> column(Column column) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("name", column.name());
        members.put("kind", column.kind());
        column.currency().ifPresent(currency -> members.put("currency", currency));
        return members;
    }

    static Map<String, @Nullable Object> row(List<Column> columns, List<@Nullable Object> row, Level level) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            Object value = row.get(i);
            boolean isNumber = columns.get(i).kind() == Kind.NUMBER;
            members.put(
                    columns.get(i).name(),
                    value instanceof Proportion share
                            ? share(share, level)
                            : isNumber && value instanceof BigDecimal number
                                    ? new Digits(SheetCsv.number(number))
                                    : value);
        }
        return members;
    }

    private static void addComponents(
            Object record, boolean isNamed, Consumer<String> keys, Map<String, @Nullable Object> members) {
        Class<?> type = record.getClass();
        checkArgument(
                type.isRecord()
                        && type.getName().startsWith("dev.retention.")
                        && Modifier.isPublic(type.getModifiers()),
                "value must be of a kind that JSON has, not a %s",
                type.getName());
        for (RecordComponent component : type.getRecordComponents()) {
            if (KEYS.matcher(component.getGenericType().getTypeName()).matches()) {
                keys.accept("customers' keys, as " + type.getName() + "." + component.getName() + " does");
            }
            boolean isBlank = component.isAnnotationPresent(OfRow.class) && !isNamed;
            try {
                members.put(
                        component.getName(),
                        isBlank ? null : component.getAccessor().invoke(record));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalArgumentException(
                        "value must be a record whose components can be read, not a " + type.getName(), e);
            }
        }
    }
}
