package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.internal.RefusedRow;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How rows become tickets, and which contradict themselves.
 *
 * @param columns accessors by the names of the columns that were given
 */
record TicketRows<S, K>(
        Function<? super S, ? extends @Nullable K> customer,
        Function<? super S, ? extends @Nullable LocalDate> opened,
        Function<? super S, ? extends @Nullable String> kind,
        @Nullable Times<S> times,
        Map<String, Function<? super S, ? extends @Nullable Object>> columns,
        boolean isLenient) {
    /** The columns that are not of texts. */
    static final Set<String> OTHERS = Set.of(
            Tickets.ANSWERED,
            Tickets.RESOLVED,
            Tickets.MINUTES_TO_ANSWER,
            Tickets.MINUTES_TO_RESOLVE,
            Tickets.CONTACTS);

    /** The times of opening, and the zone whose days count. */
    record Times<S>(Function<? super S, ? extends @Nullable Instant> opened, ZoneId zone) {
        Function<S, @Nullable LocalDate> day(Function<? super S, ? extends @Nullable Instant> instant) {
            return row -> {
                Instant at = instant.apply(row);
                return at == null ? null : LocalDate.ofInstant(at, zone);
            };
        }

        /** The whole minutes from the opening, below 0 of what lies before it. */
        Function<S, @Nullable Number> minutes(Function<? super S, ? extends @Nullable Instant> instant) {
            return row -> {
                Instant start = opened.apply(row);
                Instant end = instant.apply(row);
                return start == null || end == null
                        ? null
                        : Math.floorDiv(Duration.between(start, end).toSeconds(), 60L);
            };
        }
    }

    Times<S> timesKnown() {
        checkState(times != null, "times need a reader of instants: call readerOfInstants(…)");
        return times;
    }

    boolean has(String column) {
        return columns.containsKey(column);
    }

    TicketRows<S, K> with(String name, Function<? super S, ? extends @Nullable Object> column) {
        checkArgument(!has(name), "name (%s) must not be the name of another column", name);
        Map<String, Function<? super S, ? extends @Nullable Object>> more = new LinkedHashMap<>(columns);
        more.put(name, column);
        return new TicketRows<>(customer, opened, kind, times, more, isLenient);
    }

    TicketRows<S, K> leftOut() {
        return new TicketRows<>(customer, opened, kind, times, columns, true);
    }

    /** The reader of a store, which looks at every row before it takes it. */
    HistoryReader<S, K> reader() {
        HistoryReader<S, K> reader =
                HistoryStore.<S, K>ofDates(this::checked, opened).codes(kind);
        for (String name : columns.keySet()) {
            reader = switch (name) {
                case Tickets.ANSWERED, Tickets.RESOLVED -> reader.day(name, row -> (LocalDate) value(name, row));
                case Tickets.MINUTES_TO_ANSWER, Tickets.MINUTES_TO_RESOLVE, Tickets.CONTACTS ->
                    reader.number(name, row -> (Number) value(name, row));
                default -> reader.text(name, row -> (String) value(name, row));
            };
        }
        return isLenient ? reader.lenient() : reader;
    }

    private @Nullable Object value(String name, S row) {
        Function<? super S, ? extends @Nullable Object> column = columns.get(name);
        return column == null ? null : column.apply(row);
    }

    private @Nullable K checked(S row) {
        K key = customer.apply(row);
        if (kind.apply(requireNonNull(row, "the row")) == null) {
            throw new RefusedRow("customer (" + key + ") has a ticket without a kind");
        }
        LocalDate day = opened.apply(row);
        LocalDate answered = (LocalDate) value(Tickets.ANSWERED, row);
        LocalDate resolved = (LocalDate) value(Tickets.RESOLVED, row);
        Number toAnswer = (Number) value(Tickets.MINUTES_TO_ANSWER, row);
        Number toResolve = (Number) value(Tickets.MINUTES_TO_RESOLVE, row);
        checkEnd(Tickets.ANSWERED, day, answered, toAnswer, key);
        checkEnd(Tickets.RESOLVED, day, resolved, toResolve, key);
        boolean sameDay = answered != null && answered.equals(resolved);
        if ((answered != null && resolved != null && resolved.isBefore(answered))
                || (sameDay && toAnswer != null && toResolve != null && toResolve.longValue() < toAnswer.longValue())) {
            throw new RefusedRow("answered (" + answered + ") of customer (" + key + ") must not lie after resolved ("
                    + resolved + ")" + (sameDay ? ", after " + toAnswer + " and " + toResolve + " minutes" : ""));
        }
        Number contacts = (Number) value(Tickets.CONTACTS, row);
        if (contacts != null && isBelow(contacts, 1)) {
            throw new RefusedRow("contacts (" + contacts + ") of customer (" + key + ") must be at least 1");
        }
        return key;
    }

    private static void checkEnd(
            String name,
            @Nullable LocalDate opened,
            @Nullable LocalDate end,
            @Nullable Number minutes,
            @Nullable Object key) {
        RefusedRow.checkDay(opened, key);
        RefusedRow.checkDay(end, key);
        if (opened == null || end == null) {
            if (minutes != null && end == null) {
                throw new RefusedRow("minutes (" + minutes + ") of customer (" + key + ") have no day " + name);
            }
            return;
        }
        String what = " of a ticket of customer (" + key + ") opened on " + opened;
        if (end.isBefore(opened)) {
            throw new RefusedRow(name + " (" + end + ")" + what + " must not lie before that day");
        }
        if (minutes != null) {
            // Of all that is said of two days the time between lies within a day of it, a day that a zone leaves out
            // included.
            long days = end.toEpochDay() - opened.toEpochDay();
            if (isBelow(minutes, 0)) {
                throw new RefusedRow("minutes (" + minutes + ") to " + name + what + " must be at least 0");
            }
            if (isBelow(minutes, (days - 2) * TicketEnd.MINUTES_A_DAY)
                    || !isBelow(minutes, (days + 2) * TicketEnd.MINUTES_A_DAY + 1)) {
                throw new RefusedRow("minutes (" + minutes + ")" + what + " and " + name + " on " + end
                        + " are more than a day apart from these days");
            }
        }
    }

    /** Numbers of other types are for the reader to refuse. */
    private static boolean isBelow(Number number, long bound) {
        if (number instanceof BigDecimal decimal) {
            return decimal.compareTo(BigDecimal.valueOf(bound)) < 0;
        }
        return number instanceof BigInteger large
                ? large.compareTo(BigInteger.valueOf(bound)) < 0
                : number.longValue() < bound;
    }
}
