package dev.retention.examples.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes figures of JSON that {@link dev.retention.sheet.Json} wrote. */
final class FigureReader {
    private static final Pattern WEEK = Pattern.compile("WEEK from ([A-Z]+)");
    private static final Pattern DAYS = Pattern.compile("([0-9]+) DAYS from ([-0-9]+)");

    private final @Nullable Grain grain;

    FigureReader(@Nullable Grain grain) {
        this.grain = grain;
    }

    /** A value of a type; what does not fit it is refused. */
    @Nullable
    Object read(@Nullable JsonNode given, Type type) {
        JsonNode json = given == null ? MissingNode.getInstance() : given;
        boolean isNull = json.isNull() || json.isMissingNode();
        if (type instanceof ParameterizedType generic) {
            return generic(isNull ? null : json, generic);
        } else if (type == OptionalDouble.class) {
            return isNull ? OptionalDouble.empty() : OptionalDouble.of(number(json));
        } else if (type == OptionalLong.class) {
            return isNull ? OptionalLong.empty() : OptionalLong.of(whole(json));
        } else if (type == OptionalInt.class) {
            return isNull ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(whole(json)));
        } else if (isNull) {
            if (type instanceof Class<?> raw && raw.isPrimitive()) {
                throw new IllegalArgumentException("a number is missing");
            }
            return null;
        } else if (type instanceof Class<?> raw) {
            return plain(json, raw);
        }
        throw new IllegalArgumentException("values of type " + type.getTypeName() + " cannot be read");
    }

    private @Nullable Object generic(@Nullable JsonNode json, ParameterizedType type) {
        Type inner = type.getActualTypeArguments()[0];
        if (type.getRawType() == Optional.class) {
            return Optional.ofNullable(read(json, inner));
        } else if (type.getRawType() == List.class && json != null && json.isArray()) {
            List<@Nullable Object> all = new ArrayList<>();
            json.forEach(each -> all.add(read(each, inner)));
            return all;
        }
        throw new IllegalArgumentException("values of type " + type.getTypeName() + " cannot be read");
    }

    private Object plain(JsonNode json, Class<?> type) {
        if (type == double.class || type == Double.class) {
            return number(json);
        } else if (type == long.class || type == Long.class) {
            return whole(json);
        } else if (type == int.class || type == Integer.class) {
            return Math.toIntExact(whole(json));
        } else if (type == boolean.class || type == Boolean.class) {
            return json.booleanValue();
        } else if (type == BigDecimal.class) {
            return new BigDecimal(json.asText());
        } else if (type == String.class) {
            return json.asText();
        } else if (type == LocalDate.class) {
            return LocalDate.parse(json.asText());
        } else if (type == Currency.class) {
            return Currency.getInstance(json.asText());
        } else if (type == Grain.class) {
            return grain(json.asText());
        } else if (type == Period.class) {
            return grainOf(json.asText()).parse(json.asText());
        } else if (type == Timeline.class) {
            return timeline(json);
        } else if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(json.asText()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(json + " is no " + type.getSimpleName()));
        } else if (type.isRecord()) {
            return record(json, type);
        }
        throw new IllegalArgumentException("values of type " + type.getName() + " cannot be read");
    }

    private static double number(JsonNode json) {
        if (!json.isNumber() && !json.asText().matches("-?Infinity")) {
            throw new IllegalArgumentException(json + " is no number");
        }
        return Double.parseDouble(json.asText());
    }

    private static long whole(JsonNode json) {
        if (!json.canConvertToLong() || !json.isIntegralNumber()) {
            throw new IllegalArgumentException(json + " is no whole number");
        }
        return json.longValue();
    }

    private Object record(JsonNode json, Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        @Nullable
        Object[] values = Arrays.stream(components)
                .map(each -> read(json.get(each.getName()), each.getGenericType()))
                .toArray();
        try {
            return type.getConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getTargetException();
            throw new IllegalArgumentException(String.valueOf(cause.getMessage()), cause);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("values of type " + type.getName() + " cannot be read", e);
        }
    }

    private static Timeline timeline(JsonNode json) {
        Grain grain = grain(json.path("grain").asText());
        Timeline timeline = Timeline.completeBefore(
                grain, LocalDateTime.parse(json.path("completeBefore").asText()));
        if (!json.path("first").isNull()) {
            timeline = timeline.from(grain.parse(json.path("first").asText()));
        }
        return json.path("zone").isNull()
                ? timeline
                : timeline.inZone(ZoneId.of(json.path("zone").asText()));
    }

    /** The grain of a label; that of a label which tells a day must be known. */
    private Grain grainOf(String label) {
        if (grain != null) {
            return grain;
        } else if (label.matches("[0-9]{4}")) {
            return Grain.YEAR;
        } else if (label.matches("[0-9]{4}-Q[1-4]")) {
            return Grain.QUARTER;
        } else if (label.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}")) {
            return Grain.HOUR;
        } else if (label.matches("[0-9]{4}-[0-9]{2}")) {
            return Grain.MONTH;
        }
        throw new IllegalArgumentException("label (" + label + ") may be of several grains: tell by inPeriodsOf(…)");
    }

    private static Grain grain(String text) {
        Matcher week = WEEK.matcher(text);
        Matcher days = DAYS.matcher(text);
        if (week.matches()) {
            return Grain.weekStarting(DayOfWeek.valueOf(week.group(1)));
        } else if (days.matches()) {
            return Grain.ofDays(Integer.parseInt(days.group(1)), LocalDate.parse(days.group(2)));
        }
        return switch (text) {
            case "HOUR" -> Grain.HOUR;
            case "DAY" -> Grain.DAY;
            case "MONTH" -> Grain.MONTH;
            case "QUARTER" -> Grain.QUARTER;
            case "YEAR" -> Grain.YEAR;
            default -> throw new IllegalArgumentException("grain (" + text + ") is not known");
        };
    }
}
