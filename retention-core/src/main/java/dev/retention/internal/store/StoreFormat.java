package dev.retention.internal.store;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.retention.history.HistoryStore.KeyCodec;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Currency;

/**
 * The data of stores as bytes. Whoever reads them checks every number against what it may be; an array is made as its elements
 * come, so that a length that is not there costs nothing.
 */
public final class StoreFormat {
    private static final int MAGIC = 0x52485354;
    private static final int VERSION = 1;
    private static final int FIRST_LENGTH = 1 << 12;
    private static final int LONGEST_PIECE = 1 << 14;

    private StoreFormat() {}

    /** What stands before or after the data in the same bytes. */
    public interface Writing {
        /** Writes it. */
        void to(DataOutput out) throws IOException;
    }

    /** Reads the data and what stands after them. */
    public interface Reading<R> {
        /** Reads it. */
        R from(DataInput in) throws IOException;
    }

    /** Writes in checked frames. */
    public static void write(OutputStream target, Writing content) throws IOException {
        Frames.Out frames = new Frames.Out(target);
        DataOutputStream out = new DataOutputStream(frames);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        content.to(out);
        out.flush();
        frames.finish();
    }

    /** Reads checked frames to the end of the stream. */
    public static <R> R read(InputStream source, Reading<R> content) throws IOException {
        Frames.In frames = new Frames.In(source);
        DataInputStream in = new DataInputStream(frames);
        checkArgument(in.readInt() == MAGIC, "the bytes must be those of a store");
        int version = in.readInt();
        checkArgument(version == VERSION, "version (%s) of the bytes must be %s", version, VERSION);
        R read = content.from(in);
        frames.checkEnd();
        return read;
    }

    /** Writes the data of a store. */
    public static <K> void write(StoreData<K> data, KeyCodec<K> keys, DataOutput out) throws IOException {
        Schema schema = data.schema();
        Currency currency = schema.currency();
        out.writeBoolean(schema.instants());
        writeText(currency == null ? "" : currency.getCurrencyCode(), out);
        out.writeBoolean(schema.hasCodes());
        out.writeInt(schema.columns().size());
        for (ColumnKind column : schema.columns()) {
            writeText(column.name(), out);
            writeText(column.type().name(), out);
        }
        write(data.words().codes(), out);
        for (int i = 0; i < schema.columns().size(); i++) {
            write(data.words().texts().get(i), out);
        }
        out.writeInt(data.customers());
        for (int c = 0; c < data.customers(); c++) {
            keys.write(data.keys().key(c), out);
            out.writeInt(data.eventsBefore(c + 1) - data.eventsBefore(c));
        }
        writeColumns(data, out);
    }

    private static void writeColumns(StoreData<?> data, DataOutput out) throws IOException {
        Schema schema = data.schema();
        EventColumns columns = data.columns();
        for (int i = 0; i < data.events(); i++) {
            out.writeLong(columns.time(i));
            if (schema.hasAmounts()) {
                out.writeLong(columns.amount(i));
            }
            if (schema.hasCodes()) {
                out.writeInt(columns.code(i));
            }
            for (int c = 0; c < schema.columns().size(); c++) {
                Column column = columns.column(c);
                out.writeBoolean(column.has(i));
                if (column.has(i)) {
                    out.writeLong(column.get(i));
                }
            }
        }
    }

    private static void write(Dictionary dictionary, DataOutput out) throws IOException {
        out.writeInt(dictionary.declared());
        out.writeInt(dictionary.size());
        for (String name : dictionary.names()) {
            writeText(name, out);
        }
    }

    /** Reads the data of a store. */
    public static <K> StoreData<K> read(KeyCodec<K> codec, DataInput in) throws IOException {
        Schema schema = readSchema(in);
        Dictionary codes = readDictionary(in);
        checkArgument(schema.hasCodes() || codes.equals(Dictionary.NAMELESS), "codes (%s) must not be there", codes);
        ImmutableList.Builder<Dictionary> texts = ImmutableList.builder();
        for (int i = 0; i < schema.columns().size(); i++) {
            texts.add(readDictionary(in));
        }
        Words words = new Words(codes, texts.build());
        int customers = count(in);
        Customers<K> read = new Customers<>();
        for (int c = 0; c < customers; c++) {
            read.add(codec.read(in), in.readInt());
        }
        EventColumns columns = readColumns(schema, words, read.events(), in);
        CustomerSort sorted = new CustomerSort(columns, read.offsets(), new long[0]);
        checkOrder(sorted);
        return new StoreData<>(read.keys(), sorted, schema, words);
    }

    private static Schema readSchema(DataInput in) throws IOException {
        Schema schema = Schema.bare(in.readBoolean());
        String currency = readText(in);
        schema = currency.isEmpty() ? schema : schema.withCurrency(Currency.getInstance(currency));
        schema = in.readBoolean() ? schema.withCodes() : schema;
        int columns = count(in);
        for (int i = 0; i < columns; i++) {
            ColumnKind column = new ColumnKind(readText(in), ColumnKind.Type.valueOf(readText(in)));
            checkArgument(
                    column.type() != ColumnKind.Type.MONEY || schema.hasAmounts(), "%s must have a currency", column);
            schema = schema.with(column);
            checkArgument(schema.find(column.name()) == i, "columns (%s) must be in order of name", schema.names());
        }
        return schema;
    }

    private static Dictionary readDictionary(DataInput in) throws IOException {
        int declared = in.readInt();
        int size = count(in);
        checkArgument(declared >= 0 && declared <= size, "declared texts (%s) must be at most %s", declared, size);
        ImmutableList.Builder<String> names = ImmutableList.builder();
        String last = "";
        for (int i = 0; i < size; i++) {
            String name = readText(in);
            checkArgument(i <= declared || last.compareTo(name) < 0, "text (%s) must come after (%s)", name, last);
            names.add(name);
            last = name;
        }
        return Dictionary.of(names.build(), declared);
    }

    private static EventColumns readColumns(Schema schema, Words words, int events, DataInput in) throws IOException {
        int capacity = Math.min(events, FIRST_LENGTH);
        EventColumns columns = EventColumns.of(schema, capacity);
        for (int i = 0; i < events; i++) {
            if (i == capacity) {
                capacity = (int) Math.min(events, 2L * capacity);
                columns = columns.copyOf(capacity);
            }
            long time = in.readLong();
            checkArgument(
                    SupportedYears.contain(schema.instants() ? Math.floorDiv(time, Micros.PER_DAY) : time),
                    "time (%s) must lie in the years 1 to 9999",
                    time);
            long amount = schema.hasAmounts() ? in.readLong() : 0;
            int code = schema.hasCodes() ? in.readInt() : 0;
            checkArgument(code >= 0 && code < words.codes().size(), "code (%s) must be a number of a code", code);
            columns.set(i, time, amount, code);
            for (int c = 0; c < schema.columns().size(); c++) {
                if (in.readBoolean()) {
                    columns.column(c).set(i, checked(schema, words, c, in.readLong()));
                }
            }
        }
        return columns;
    }

    private static long checked(Schema schema, Words words, int column, long value) {
        ColumnKind.Type type = schema.type(column);
        int texts = words.texts().get(column).size();
        boolean good = type == ColumnKind.Type.TEXT
                ? value >= 0 && value < texts
                : !type.isDay() || SupportedYears.contain(value);
        checkArgument(
                good,
                "value (%s) of %s must be one of its type",
                value,
                schema.columns().get(column));
        return value;
    }

    private static void checkOrder(CustomerSort sorted) {
        EventColumns columns = sorted.columns();
        int[] offsets = sorted.offsets();
        for (int c = 0; c + 1 < offsets.length; c++) {
            for (int i = offsets[c] + 1; i < offsets[c + 1]; i++) {
                int order = Long.compare(columns.time(i - 1), columns.time(i));
                order = order != 0 ? order : columns.compareAtOneTime(i - 1, i);
                checkArgument(order <= 0, "event %s must come before the one before it", i);
            }
        }
    }

    private static int count(DataInput in) throws IOException {
        int count = in.readInt();
        checkArgument(count >= 0, "a count (%s) must be at least 0", count);
        return count;
    }

    /** Writes a text of any length. */
    public static void writeText(String text, DataOutput out) throws IOException {
        out.writeInt(text.length());
        for (int from = 0; from < text.length(); from += LONGEST_PIECE) {
            out.writeUTF(text.substring(from, Math.min(text.length(), from + LONGEST_PIECE)));
        }
    }

    /** Reads a text of any length. */
    public static String readText(DataInput in) throws IOException {
        int length = count(in);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            String piece = in.readUTF();
            checkArgument(!piece.isEmpty(), "a piece of a text must not be empty");
            text.append(piece);
        }
        checkArgument(text.length() == length, "a text must have %s characters, not %s", length, text.length());
        return text.toString();
    }

    /** The customers read, and where their events begin. */
    private static final class Customers<K> {
        private final CustomerKeys.Collector<K> keys = new CustomerKeys.Collector<>();
        private int[] offsets = new int[FIRST_LENGTH];
        private boolean longs = true;

        void add(K key, int events) {
            int customer = keys.size();
            if (customer + 1 == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * offsets.length);
            }
            checkArgument(keys.number(key) == customer, "customer (%s) must not repeat", key);
            long end = (long) offsets[customer] + events;
            checkArgument(
                    events > 0 && end < Integer.MAX_VALUE - 8,
                    "events (%s) of customer (%s) must be there",
                    events,
                    key);
            offsets[customer + 1] = (int) end;
            longs &= key instanceof Long;
        }

        int events() {
            return offsets[keys.size()];
        }

        int[] offsets() {
            return Arrays.copyOf(offsets, keys.size() + 1);
        }

        @SuppressWarnings("unchecked")
        CustomerKeys<K> keys() {
            int size = keys.size();
            long[] numbers = new long[longs ? size : 0];
            Arrays.setAll(numbers, c -> (Long) keys.key(c));
            int[] ranks = keys.rank();
            for (int c = 0; c < size; c++) {
                checkArgument(ranks[c] == c, "customer (%s) must stand in the order of keys", keys.key(c));
            }
            return longs ? (CustomerKeys<K>) CustomerKeys.ofLongs(numbers) : keys.toKeys();
        }
    }
}
