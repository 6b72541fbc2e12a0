package dev.retention.internal.store;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.retention.history.Event;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One track of a live store: what its events may have, and the texts behind their numbers. */
final class LiveTrack {
    private final Schema schema;
    private final LiveDictionary codes;
    // One for every further column, null where it holds no texts.
    private final @Nullable LiveDictionary[] texts;
    // The event at hand, and one without any values.
    private final EventColumns row;
    private final EventColumns none;
    private Words words;
    private long firstTime = Long.MAX_VALUE;

    LiveTrack(StoreData<?> begin) {
        this.schema = begin.schema();
        this.row = EventColumns.of(schema, 1);
        this.none = EventColumns.of(schema, 1);
        this.words = begin.words();
        this.codes = new LiveDictionary(words.codes());
        this.texts = new LiveDictionary[schema.columns().size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = schema.type(i) == ColumnKind.Type.TEXT
                    ? new LiveDictionary(words.texts().get(i))
                    : null;
        }
    }

    Schema schema() {
        return schema;
    }

    /** The texts behind the numbers; another object whenever they changed. */
    Words words() {
        return words;
    }

    long firstTime() {
        return firstTime;
    }

    /** An event as a row, which is good until the next, with new numbers for new texts. */
    EventColumns newRow(Event event) {
        check(event);
        int before = size();
        if (schema.hasCodes()) {
            row.set(0, row.time(0), row.amount(0), codes.number(code(event)));
        }
        event.columns().forEach((name, value) -> {
            int column = schema.column(name);
            LiveDictionary words = texts[column];
            if (words != null) {
                row.column(column).set(0, words.number((String) value));
            }
        });
        if (size() != before) {
            refresh();
        }
        return row;
    }

    /** An event as a row, which is good until the next, or null if it has a text that no event has. */
    @Nullable
    EventColumns knownRow(Event event) {
        check(event);
        int code = schema.hasCodes() ? codes.find(code(event)) : 0;
        boolean known = code >= 0;
        row.set(0, row.time(0), row.amount(0), code);
        for (Map.Entry<String, Object> value : event.columns().entrySet()) {
            int column = schema.column(value.getKey());
            LiveDictionary words = texts[column];
            if (words != null) {
                int number = words.find((String) value.getValue());
                known &= number >= 0;
                row.column(column).set(0, number);
            }
        }
        return known ? row : null;
    }

    private int size() {
        int size = codes.size();
        for (LiveDictionary words : texts) {
            size += words == null ? 0 : words.size();
        }
        return size;
    }

    /** Sets the time, the amount and all values but texts; refuses what does not fit before a text gets a number. */
    private void check(Event event) {
        checkArgument(
                schema.hasCodes() || event.code().isEmpty(), "event (%s) must have no code: the store has none", event);
        checkArgument(
                !schema.hasCodes() || event.code().isPresent(),
                "event (%s) must have a code, as the store's events do",
                event);
        row.copy(0, none, 0);
        row.set(0, time(event), minor(event), 0);
        event.columns().forEach((name, value) -> {
            int column = schema.column(name);
            if (schema.type(column) != ColumnKind.Type.TEXT) {
                row.column(column).set(0, number(column, value, event));
            } else if (!(value instanceof String)) {
                throw schema.wrongType(column, value.toString());
            }
        });
    }

    private long number(int column, Object value, Event event) {
        ColumnKind.Type type = schema.type(column);
        if (type == ColumnKind.Type.NUMBER && value instanceof Long number) {
            return number;
        }
        if (type == ColumnKind.Type.MONEY && value instanceof BigDecimal amount) {
            return minor(amount, "column (" + schema.names().get(column) + ")", event);
        }
        if (type.isDay() && value instanceof LocalDate day) {
            checkArgument(
                    SupportedYears.contain(day.toEpochDay()),
                    "event (%s) must have days in the years 1 to 9999",
                    event);
            return day.toEpochDay();
        }
        throw schema.wrongType(column, value instanceof BigDecimal amount ? MinorUnits.text(amount) : value.toString());
    }

    private long time(Event event) {
        checkArgument(
                event.instant().isPresent() || !schema.instants(),
                "event (%s) must be at an instant, as the store's events are",
                event);
        checkArgument(
                event.date().isPresent() || schema.instants(),
                "event (%s) must be on a date, as the store's events are",
                event);
        boolean supported = schema.instants()
                ? SupportedYears.contain(event.instant().orElseThrow())
                : SupportedYears.contain(event.date().orElseThrow().toEpochDay());
        checkArgument(supported, "event (%s) must lie in the years 1 to 9999", event);
        return schema.instants()
                ? Micros.of(event.instant().orElseThrow())
                : event.date().orElseThrow().toEpochDay();
    }

    private long minor(Event event) {
        if (!schema.hasAmounts()) {
            checkArgument(event.amount().isEmpty(), "event (%s) must have no amount: the store has none", event);
            return 0;
        }
        checkArgument(event.amount().isPresent(), "event (%s) must have an amount, as the store's events do", event);
        return minor(event.amount().orElseThrow(), "the amount", event);
    }

    private long minor(BigDecimal amount, String what, Event event) {
        MinorUnits minor = MinorUnits.exactly(amount, schema.digits());
        checkArgument(
                minor.isExact(),
                "%s of event (%s) must have the decimals of %s and fit a long",
                what,
                event,
                schema.currency());
        return minor.value();
    }

    private static String code(Event event) {
        return event.code().orElseThrow();
    }

    /** Counts the texts of an event more or less. */
    void use(EventColumns row, int more) {
        codes.use(row.code(0), schema.hasCodes() ? more : 0);
        for (int i = 0; i < texts.length; i++) {
            LiveDictionary words = texts[i];
            if (words != null && row.column(i).has(0)) {
                words.use((int) row.column(i).get(0), more);
            }
        }
        firstTime = more > 0 ? Math.min(firstTime, row.time(0)) : firstTime;
    }

    /** Wipes out the texts that no event has any more. */
    void forgetUnused() {
        boolean forgot = codes.forgetUnused();
        for (LiveDictionary words : texts) {
            forgot |= words != null && words.forgetUnused();
        }
        if (forgot) {
            refresh();
        }
    }

    private void refresh() {
        words = words(codes.current(), LiveDictionary::current);
    }

    private Words words(Dictionary codes, Function<LiveDictionary, Dictionary> of) {
        List<Dictionary> all = new ArrayList<>();
        for (LiveDictionary words : texts) {
            all.add(words == null ? Dictionary.EMPTY : of.apply(words));
        }
        return new Words(codes, ImmutableList.copyOf(all));
    }

    /** Orders the events of this track. */
    int compare(EventColumns a, int i, EventColumns b, int j) {
        int order = Long.compare(a.time(i), b.time(j));
        order = order != 0 ? order : Integer.compare(codes.rank(a.code(i)), codes.rank(b.code(j)));
        order = order != 0 ? order : Long.compare(a.amount(i), b.amount(j));
        for (int c = 0; order == 0 && c < texts.length; c++) {
            LiveDictionary words = texts[c];
            Column left = a.column(c);
            Column right = b.column(c);
            order = words != null && left.has(i) && right.has(j)
                    ? Integer.compare(words.rank((int) left.get(i)), words.rank((int) right.get(j)))
                    : left.compare(i, right, j);
        }
        return order;
    }

    /** Collects the events of this track into an immutable store with canonical numbers. */
    final class Snapshot<K> {
        private final KeyedEvents<K> events = new KeyedEvents<>(schema);
        private final LiveDictionary.Canonical toCodes = codes.canonical();
        private final LiveDictionary.@Nullable Canonical[] toTexts = new LiveDictionary.Canonical[texts.length];

        Snapshot() {
            for (int i = 0; i < texts.length; i++) {
                LiveDictionary words = texts[i];
                toTexts[i] = words == null ? null : words.canonical();
            }
        }

        void add(K customer, LiveEvents own) {
            EventColumns columns = own.columns();
            for (int i = 0; i < own.size(); i++) {
                int code = schema.hasCodes() ? toCodes.of(columns.code(i)) : 0;
                events.add(customer, columns.time(i), columns.amount(i), code);
                for (int c = 0; c < texts.length; c++) {
                    if (columns.column(c).has(i)) {
                        LiveDictionary.Canonical to = toTexts[c];
                        long value = columns.column(c).get(i);
                        events.set(c, to == null ? value : to.of((int) value));
                    }
                }
            }
        }

        StoreData<K> toData() {
            List<Dictionary> all = new ArrayList<>();
            for (LiveDictionary.Canonical to : toTexts) {
                all.add(to == null ? Dictionary.EMPTY : to.dictionary());
            }
            return events.toData(new Words(toCodes.dictionary(), ImmutableList.copyOf(all)), 1);
        }
    }
}
