package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.internal.RefusedRow;
import java.time.DateTimeException;
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

    /** The times of opening, the zone whose days count, and the times of answers and resolutions. */
    record Times<S>(
            Function<? super S, ? extends @Nullable Instant> opened,
            ZoneId zone,
            Map<String, Function<? super S, ? extends @Nullable Instant>> ends) {
        Times<S> with(String name, Function<? super S, ? extends @Nullable Instant> end) {
            Map<String, Function<? super S, ? extends @Nullable Instant>> more = new LinkedHashMap<>(ends);
            more.put(name, end);
            return new Times<>(opened, zone, more);
        }

        @Nullable
        Instant end(String name, S row) {
            Function<? super S, ? extends @Nullable Instant> end = ends.get(name);
            return end == null ? null : end.apply(row);
        }

        Function<S, @Nullable LocalDate> day(Function<? super S, ? extends @Nullable Instant> instant) {
            return row -> {
                Instant at = instant.apply(row);
                return at == null ? null : LocalDate.ofInstant(at, zone);
            };
        }

        /** The minutes from the opening, one that has begun being one, below 0 of what lies before it. */
        Function<S, @Nullable Number> minutes(Function<? super S, ? extends @Nullable Instant> instant) {
            return row -> {
                Instant start = opened.apply(row);
                Instant end = instant.apply(row);
                return start == null || end == null ? null : minutes(Duration.between(start, end));
            };
        }

        private static long minutes(Duration time) {
            if (time.isNegative()) {
                return Math.floorDiv(time.toSeconds(), 60L);
            }
            return time.toMinutes() + (time.equals(Duration.ofMinutes(time.toMinutes())) ? 0 : 1);
        }
    }

    private Times<S> timesKnown() {
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

    /** With a time as a day and minutes. */
    TicketRows<S, K> withTime(String day, String minutes, Function<? super S, ? extends @Nullable Instant> instant) {
        Times<S> known = timesKnown().with(day, instant);
        return new TicketRows<S, K>(customer, opened, kind, known, columns, isLenient)
                .with(day, known.day(instant))
                .with(minutes, known.minutes(instant));
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
        if (key != null) {
            try {
                check(row, key);
            } catch (DateTimeException | ArithmeticException e) {
                throw new RefusedRow("a ticket of customer (" + key + ") has a time out of range: " + e.getMessage());
            }
        }
        return key;
    }

    private void check(S row, K key) {
        if (kind.apply(requireNonNull(row, "the row")) == null) {
            throw new RefusedRow("customer (" + key + ") has a ticket without a kind");
        }
        LocalDate day = opened.apply(row);
        LocalDate answered = (LocalDate) value(Tickets.ANSWERED, row);
        LocalDate resolved = (LocalDate) value(Tickets.RESOLVED, row);
        Number toAnswer = (Number) value(Tickets.MINUTES_TO_ANSWER, row);
        Number toResolve = (Number) value(Tickets.MINUTES_TO_RESOLVE, row);
        checkEnd(Tickets.ANSWERED, day, answered, toAnswer, key, isTimed(Tickets.ANSWERED));
        checkEnd(Tickets.RESOLVED, day, resolved, toResolve, key, isTimed(Tickets.RESOLVED));
        if (isEarlier(row, resolved, answered, toResolve, toAnswer)) {
            throw new RefusedRow("answered (" + answered + ") of customer (" + key + ") must not lie after resolved ("
                    + resolved + ")"
                    + (toAnswer == null || toResolve == null
                            ? ""
                            : ", after " + toAnswer + " and " + toResolve + " minutes"));
        }
        RefusedRow.checkWhole(Tickets.CONTACTS, (Number) value(Tickets.CONTACTS, row), 1, " of customer (" + key + ")");
    }

    /** Whether a ticket was resolved before it was answered, by whatever is told of both. */
    private boolean isEarlier(
            S row,
            @Nullable LocalDate resolved,
            @Nullable LocalDate answered,
            @Nullable Number toResolve,
            @Nullable Number toAnswer) {
        if (answered == null || resolved == null) {
            return false;
        }
        Instant answeredAt = times == null ? null : times.end(Tickets.ANSWERED, row);
        Instant resolvedAt = times == null ? null : times.end(Tickets.RESOLVED, row);
        return resolved.isBefore(answered)
                || (toAnswer != null && toResolve != null && toResolve.longValue() < toAnswer.longValue())
                || (answeredAt != null && resolvedAt != null && resolvedAt.isBefore(answeredAt));
    }

    private static void checkEnd(
            String name,
            @Nullable LocalDate opened,
            @Nullable LocalDate end,
            @Nullable Number minutes,
            @Nullable Object key,
            boolean isTimed) {
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
        RefusedRow.checkWhole("minutes", minutes, 0, " to " + name + what);
        // Times are of one zone, and what they say of days and minutes agrees, even where it leaves out a day.
        if (minutes != null && !isTimed) {
            long days = end.toEpochDay() - opened.toEpochDay();
            if (minutes.longValue() < TicketEnd.fewest(days) || minutes.longValue() > TicketEnd.most(days)) {
                throw new RefusedRow("minutes (" + minutes + ")" + what + " and " + name + " on " + end + " must be "
                        + TicketEnd.fewest(days) + " to " + TicketEnd.most(days) + " between these days");
            }
        }
    }

    private boolean isTimed(String name) {
        return times != null && times.ends.containsKey(name);
    }
}
