package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.store.ColumnKind;
import dev.retention.internal.store.Dictionary;
import dev.retention.internal.store.EventBuffer;
import dev.retention.internal.store.EventColumns;
import dev.retention.internal.store.KeyedEvents;
import dev.retention.internal.store.Schema;
import dev.retention.internal.store.SupportedYears;
import dev.retention.internal.store.Words;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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

    /** Sets a value in a column that must hold texts, of the last event. */
    static void set(Schema schema, String name, String text, EventBuffer last) {
        int column = schema.column(name);
        if (schema.type(column) != ColumnKind.Type.TEXT) {
            throw schema.wrongType(column, "texts");
        }
        last.set(column, text);
    }

    /** Sets a value in a column that must not hold texts, of the last event. */
    static void set(Schema schema, String name, long value, EventBuffer last) {
        int column = schema.column(name);
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

    /** A store of the events of a buffer. */
    static HistoryStore<Long> build(EventBuffer events, Schema schema, Dictionary codes, Map<Long, Long> merges) {
        Words words = events.rankTexts(codes);
        long[] customers = events.customers();
        MergeEffect effect = merge(customers, merges);
        return new HistoryStore<>(
                KeyedEvents.ofLongs(customers, events.columns(), false, schema, words), Exclusions.NONE, effect);
    }

    /** A store of whole columns of dates and amounts, which are left as they are. */
    static HistoryStore<Long> build(Schema schema, long[] customers, int[] epochDays, long @Nullable [] minor) {
        requireNonNull(customers, "customers");
        requireNonNull(epochDays, "epochDays");
        checkArgument(
                customers.length == epochDays.length && (minor == null || minor.length == customers.length),
                "the columns must have one length: %s customers, %s epochDays, %s amounts",
                customers.length,
                epochDays.length,
                minor == null ? customers.length : minor.length);
        for (int day : epochDays) {
            checkTime(schema, day);
        }
        EventColumns events = new EventColumns(epochDays, null, minor, null);
        return new HistoryStore<>(
                KeyedEvents.ofLongs(customers, events, true, schema, Words.ofCodes(Dictionary.NAMELESS)),
                Exclusions.NONE,
                MergeEffect.NONE);
    }

    private static MergeEffect merge(long[] customers, Map<Long, Long> merges) {
        if (merges.isEmpty()) {
            return MergeEffect.NONE;
        }
        Set<Long> merged = new HashSet<>();
        long moved = 0;
        for (int i = 0; i < customers.length; i++) {
            Long into = merges.get(customers[i]);
            if (into != null) {
                merged.add(customers[i]);
                customers[i] = into;
                moved++;
            }
        }
        return new MergeEffect(merged.size(), moved);
    }
}
