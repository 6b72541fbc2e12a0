package dev.retention.sheet;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.sheet.Sheet.Column;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Which values fit which columns. */
final class SheetValues {
    private static final Map<Kind, Class<?>> TYPES = Map.ofEntries(
            Map.entry(Kind.LABEL, String.class),
            Map.entry(Kind.CUSTOMER, Object.class),
            Map.entry(Kind.CUSTOMERS, List.class),
            Map.entry(Kind.PERIOD, Period.class),
            Map.entry(Kind.DAY, LocalDate.class),
            Map.entry(Kind.COUNT, Long.class),
            Map.entry(Kind.AMOUNT, BigDecimal.class),
            Map.entry(Kind.PROPORTION, Proportion.class),
            Map.entry(Kind.SHARE, Double.class),
            Map.entry(Kind.NUMBER, Number.class),
            Map.entry(Kind.INTERVAL, Interval.class),
            Map.entry(Kind.STATE, CellState.class),
            Map.entry(Kind.TRUTH, Boolean.class));

    private SheetValues() {}

    /** What a column keeps of a value: what an optional one holds, in the column's type. */
    static @Nullable Object checked(Column column, int row, @Nullable Object given) {
        Object value = converted(column.kind(), unwrapped(given));
        Class<?> type = TYPES.getOrDefault(column.kind(), Object.class);
        checkArgument(
                value == null || type.isInstance(value),
                "column (%s) must give a %s, not a %s as in row %s",
                column.name(),
                type.getSimpleName(),
                value == null ? "" : value.getClass().getName(),
                row);
        return value;
    }

    /** What an optional value holds, null if it is empty; any other value itself. */
    static @Nullable Object unwrapped(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return unwrapped(optional.orElse(null));
        } else if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? optional.getAsLong() : null;
        } else if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? (long) optional.getAsInt() : null;
        } else if (value instanceof OptionalDouble optional) {
            return optional.isPresent() ? optional.getAsDouble() : null;
        }
        return value;
    }

    private static @Nullable Object converted(Kind kind, @Nullable Object value) {
        return switch (kind) {
            case LABEL -> value instanceof Enum<?> constant ? constant.name() : value;
            case COUNT -> value instanceof Integer whole ? Long.valueOf(whole) : value;
            case SHARE -> value instanceof Number number ? Double.valueOf(number.toString()) : value;
            case NUMBER -> value instanceof Number number ? exact(number) : value;
            default -> value;
        };
    }

    /** The number without a loss, as one of few types. */
    private static Number exact(Number number) {
        if (number instanceof Long
                || number instanceof BigInteger
                || number instanceof BigDecimal
                || number instanceof Double) {
            return number;
        }
        boolean whole = number instanceof Integer
                || number instanceof Short
                || number instanceof Byte
                || number instanceof AtomicInteger
                || number instanceof AtomicLong
                || number instanceof LongAdder;
        if (whole) {
            return number.longValue();
        }
        return Double.valueOf(number.toString());
    }
}
