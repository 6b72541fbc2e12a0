package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.store.ColumnKind;
import dev.retention.internal.store.Dictionary;
import dev.retention.internal.store.EventBuffer;
import dev.retention.internal.store.EventColumns;
import dev.retention.internal.store.EventSource;
import dev.retention.internal.store.KeyedEvents;
import dev.retention.internal.store.Schema;
import dev.retention.internal.store.SupportedYears;
import dev.retention.internal.store.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Stores of events with long keys and primitive values. */
final class LongStores {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private LongStores() {}

    static void checkTime(Schema schema, long time) {
        long day = schema.instants() ? Math.floorDiv(time, MICROS_PER_DAY) : time;
        checkArgument(
                SupportedYears.contain(day), "time (%s) must lie in the years 1 to 9999; it is day %s", time, day);
    }

    static Dictionary codes(String... names) {
        List<String> all = List.of(names);
        checkArgument(!all.isEmpty(), "names must name at least one code");
        checkArgument(new HashSet<>(all).size() == all.size(), "names (%s) must not repeat", all);
        return Dictionary.of(all, all.size());
    }

    static void checkCode(Schema schema, Dictionary codes, long minor, int code) {
        checkArgument(schema.hasAmounts() || minor == 0, "an amount (%s) needs a currency", minor);
        checkArgument(
                code >= 0 && code < codes.size(), "code (%s) must be an index into the %s codes", code, codes.size());
    }

    /** Sets a value in a column that must hold texts, of the last event. */
    static void set(Schema schema, String name, String text, @Nullable EventBuffer events) {
        requireNonNull(text, "text");
        int column = schema.column(requireNonNull(name, "column"));
        EventBuffer last = last(events);
        if (schema.type(column) != ColumnKind.Type.TEXT) {
            throw schema.wrongType(column, "texts");
        }
        last.set(column, text);
    }

    /** Sets a value in a column that must not hold texts, of the last event. */
    static void set(Schema schema, String name, long value, @Nullable EventBuffer events) {
        int column = schema.column(requireNonNull(name, "column"));
        EventBuffer last = last(events);
        if (schema.type(column) == ColumnKind.Type.TEXT) {
            throw schema.wrongType(column, "numbers");
        }
        checkArgument(
                !schema.type(column).isDay() || SupportedYears.contain(value),
                "%s (%s) must be a day in the years 1 to 9999",
                name,
                value);
        last.set(column, value);
    }

    /** Adds an event to a buffer, a new one if there is none. */
    static EventBuffer put(
            @Nullable EventBuffer buffer, Schema schema, long customer, long time, long minor, int code) {
        checkTime(schema, time);
        EventBuffer events = buffer == null ? new EventBuffer(schema) : buffer;
        events.add(customer, time, minor, code);
        return events;
    }

    private static EventBuffer last(@Nullable EventBuffer events) {
        checkState(events != null, "add an event before its values");
        return requireNonNull(events);
    }

    /** A store of the events of a buffer, which is used up. */
    static HistoryStore<Long> build(
            EventBuffer events, Schema schema, Dictionary codes, Map<Long, Long> merges, int threads) {
        Words words = events.rankTexts(codes);
        Merging merging = new Merging(merges);
        if (!merges.isEmpty()) {
            events.replaceCustomers(merging);
        }
        return new HistoryStore<>(
                KeyedEvents.ofLongs(events.source(), schema, words, threads), Exclusions.NONE, merging.effect());
    }

    /** A store of whole columns of dates and amounts, which are left as they are. */
    static HistoryStore<Long> build(
            Schema schema, long[] customers, int[] epochDays, long[] minor, Map<Long, Long> merges, int threads) {
        requireNonNull(customers, "customers");
        requireNonNull(epochDays, "epochDays");
        requireNonNull(minor, "minor");
        checkState(
                !schema.instants() && !schema.hasCodes() && schema.columns().isEmpty(),
                "whole columns are of dates and amounts only");
        boolean amounts = schema.hasAmounts();
        checkArgument(
                amounts || minor.length == 0,
                "minor must be empty where there is no currency, not %s amounts",
                minor.length);
        checkArgument(
                customers.length == epochDays.length && (!amounts || minor.length == customers.length),
                "the columns must have one length: %s customers, %s epochDays, %s amounts",
                customers.length,
                epochDays.length,
                amounts ? minor.length : customers.length);
        EventColumns columns = new EventColumns(epochDays, null, amounts ? minor : null, null);
        checkDays(schema, columns, epochDays);
        Merging merging = new Merging(merges);
        long[] merged = merges.isEmpty()
                ? customers
                : LongStream.of(customers).map(merging).toArray();
        EventSource source = EventSource.of(merged, columns);
        return new HistoryStore<>(
                KeyedEvents.ofLongs(source, schema, Words.ofCodes(Dictionary.NAMELESS), threads),
                Exclusions.NONE,
                merging.effect());
    }

    private static void checkDays(Schema schema, EventColumns columns, int[] epochDays) {
        if (!columns.haveSupportedDays()) {
            for (int day : epochDays) {
                checkTime(schema, day);
            }
        }
    }

    /** What keys become, and which did. */
    private static final class Merging implements LongUnaryOperator {
        private final Map<Long, Long> merges;
        private final Set<Long> merged = new HashSet<>();
        private long moved;

        Merging(Map<Long, Long> merges) {
            this.merges = merges;
        }

        @Override
        public long applyAsLong(long customer) {
            Long into = merges.get(customer);
            if (into == null) {
                return customer;
            }
            merged.add(customer);
            moved++;
            return into;
        }

        MergeEffect effect() {
            return moved == 0 ? MergeEffect.NONE : new MergeEffect(merged.size(), moved);
        }
    }
}
