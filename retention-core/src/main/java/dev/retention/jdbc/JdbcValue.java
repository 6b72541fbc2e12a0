package dev.retention.jdbc;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE;
import static java.time.format.DateTimeFormatter.ISO_LOCAL_TIME;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.RefusedRow;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A value of a row as what it is asked as.
 *
 * @param column what its column is called
 * @param value the value, or null
 */
record JdbcValue(String column, @Nullable Object value) {
    /** Days and times as ISO 8601 writes them: a time only after a day, and an offset only after a time. */
    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder()
            .append(ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(ISO_LOCAL_TIME)
            .optionalStart()
            .parseLenient()
            .appendOffset("+HH:mm:ss", "Z")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final int LENGTH_OF_DAY = 10;

    private static final Set<Object> INFINITE = Set.of(
            LocalDate.MIN, LocalDate.MAX, LocalDateTime.MIN, LocalDateTime.MAX, OffsetDateTime.MIN, OffsetDateTime.MAX);

    private static final double LARGEST_WHOLE = 0x1p53;

    /** A scale past which nobody wants all the digits. */
    private static final int LONGEST = 1_000;

    @Nullable
    Long whole() {
        if (value == null) {
            return null;
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        boolean isCoarse = (value instanceof Double || value instanceof Float)
                && !(Math.abs(((Number) value).doubleValue()) <= LARGEST_WHOLE);
        BigDecimal number = isCoarse ? null : number();
        try {
            if (number != null) {
                return number.longValueExact();
            }
        } catch (ArithmeticException e) {
            // Refused as what is no number.
        }
        throw refusal("a whole number that fits a long");
    }

    @Nullable
    BigDecimal decimal() {
        if (value == null) {
            return null;
        }
        BigDecimal number = number();
        if (number == null) {
            throw refusal("a number");
        }
        return number;
    }

    /** The number that the value is, or null if it is none. */
    private @Nullable BigDecimal number() {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof BigInteger number) {
            return new BigDecimal(number);
        }
        try {
            return value instanceof Number || value instanceof String
                    ? new BigDecimal(String.valueOf(value).strip())
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Nullable
    String text() {
        if (value == null) {
            return null;
        }
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Number) {
            BigDecimal number = requireNonNull(decimal());
            return Math.abs((long) number.scale()) > LONGEST ? number.toString() : number.toPlainString();
        }
        checkFinite();
        if (value instanceof Temporal || value instanceof Boolean || value instanceof UUID) {
            return value.toString();
        }
        throw refusal("a text");
    }

    @Nullable
    Instant instant(@Nullable ZoneId zone) {
        Object time = time();
        if (time == null) {
            return null;
        }
        if (time instanceof Instant at) {
            return at;
        }
        if (time instanceof LocalDateTime local && zone != null) {
            return ZonedDateTime.of(local, zone).toInstant();
        }
        throw refusal(
                time instanceof LocalDateTime ? "a time with an offset, or be asked for with its zone" : "a time");
    }

    @Nullable
    LocalDate day(@Nullable ZoneId zone) {
        checkFinite();
        Object time = time();
        if (time == null) {
            return null;
        }
        if (time instanceof LocalDate day) {
            return day;
        }
        if (time instanceof LocalDateTime local) {
            return local.toLocalDate();
        }
        if (time instanceof Instant at && zone != null) {
            return dayOf(at, zone);
        }
        throw refusal(time instanceof Instant ? "a date, or be asked for with the zone whose day it is" : "a date");
    }

    private LocalDate dayOf(Instant at, ZoneId zone) {
        try {
            return LocalDate.ofInstant(at, zone);
        } catch (DateTimeException e) {
            // Refused as what java.time has no day of.
        }
        throw refusal("a time whose day java.time has");
    }

    /** An instant, a local time or a day if the value is one or says one; the value itself if not; null of null. */
    private @Nullable Object time() {
        if (value instanceof OffsetDateTime at) {
            return at.toInstant();
        }
        if (value instanceof ZonedDateTime at) {
            return at.toInstant();
        }
        if (!(value instanceof String text)) {
            return value;
        }
        try {
            TemporalAccessor read = WRITTEN.parse(withT(text.strip()));
            LocalDate day = LocalDate.from(read);
            LocalTime time = read.query(TemporalQueries.localTime());
            ZoneOffset offset = read.query(TemporalQueries.offset());
            if (time == null) {
                return day;
            }
            return offset == null
                    ? LocalDateTime.of(day, time)
                    : OffsetDateTime.of(day, time, offset).toInstant();
        } catch (DateTimeException e) {
            return text;
        }
    }

    /** Drivers give what a database has as an infinite time as the first or the last that java.time has. */
    private void checkFinite() {
        if (value != null && INFINITE.contains(value)) {
            throw refusal("finite");
        }
    }

    /** SQL writes a space where ISO 8601 writes a T. */
    private static String withT(String text) {
        boolean isSpaced = text.length() > LENGTH_OF_DAY && text.charAt(LENGTH_OF_DAY) == ' ';
        return isSpaced ? text.substring(0, LENGTH_OF_DAY) + 'T' + text.substring(LENGTH_OF_DAY + 1) : text;
    }

    @Nullable
    Currency currency() {
        if (value == null) {
            return null;
        }
        try {
            if (value instanceof String code) {
                return Currency.getInstance(code.strip());
            }
        } catch (IllegalArgumentException e) {
            // Refused as what is no text.
        }
        throw refusal("a code of ISO 4217");
    }

    <V> @Nullable V as(Class<V> type) {
        if (value == null || type.isInstance(value)) {
            return type.cast(value);
        }
        throw refusal("a " + type.getSimpleName());
    }

    private RefusedRow refusal(String must) {
        String shown = value instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(value);
        String type = value instanceof String || value == null
                ? ""
                : ", a " + value.getClass().getSimpleName();
        return new RefusedRow("column (" + column + ") must be " + must + ", not this: " + shown + type);
    }
}
