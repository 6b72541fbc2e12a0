package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.HistoryStore.KeyCodec;
import dev.retention.internal.store.StoreData;
import dev.retention.internal.store.StoreFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Stores as bytes: their data, what was left out of the input, and what a merge map did. */
final class StoreBytes {
    private StoreBytes() {}

    /** Writes a key. */
    interface KeyWriter<K> {
        void write(K key, DataOutput out) throws IOException;
    }

    static <K> KeyCodec<K> codec(KeyWriter<K> writer, StoreFormat.Reading<K> reader) {
        return new KeyCodec<>() {
            @Override
            public void write(K key, DataOutput out) throws IOException {
                writer.write(key, out);
            }

            @Override
            public K read(DataInput in) throws IOException {
                return reader.from(in);
            }
        };
    }

    static void write(UUID key, DataOutput out) throws IOException {
        out.writeLong(key.getMostSignificantBits());
        out.writeLong(key.getLeastSignificantBits());
    }

    static UUID readUuid(DataInput in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    static <K> void write(HistoryStore<K> store, OutputStream target, KeyCodec<K> keys) throws IOException {
        StoreFormat.write(target, out -> {
            List<String> names = store.tracks().names();
            out.writeInt(names.size());
            for (int i = 0; i < names.size(); i++) {
                HistoryStore<K> track = store.track(i);
                StoreFormat.writeText(names.get(i), out);
                StoreFormat.write(track.tracks().data(0), keys, out);
                write(track.exclusions(), out);
                out.writeLong(track.mergeEffect().keysMerged());
                out.writeLong(track.mergeEffect().eventsMoved());
            }
        });
    }

    static <K> HistoryStore<K> read(InputStream source, KeyCodec<K> keys) throws IOException {
        return StoreFormat.read(source, in -> {
            int tracks = in.readInt();
            checkArgument(tracks >= 1, "tracks (%s) must be at least one", tracks);
            HistoryStore<K> store = readTrack(in, keys);
            for (int i = 1; i < tracks; i++) {
                store = store.and(readTrack(in, keys));
            }
            return store;
        });
    }

    private static <K> HistoryStore<K> readTrack(DataInput in, KeyCodec<K> keys) throws IOException {
        String name = StoreFormat.readText(in);
        StoreData<K> data = StoreFormat.read(keys, in);
        Exclusions exclusions = readExclusions(in);
        HistoryStore<K> track = new HistoryStore<>(data, exclusions, new MergeEffect(count(in), count(in)));
        return name.isEmpty() ? track : track.named(name);
    }

    private static void write(Exclusions exclusions, DataOutput out) throws IOException {
        out.writeInt(exclusions.counts().size());
        for (Map.Entry<ExclusionReason, Long> count : exclusions.counts().entrySet()) {
            StoreFormat.writeText(count.getKey().name(), out);
            out.writeLong(count.getValue());
        }
        out.writeInt(exclusions.examples().size());
        for (Exclusions.Row row : exclusions.examples()) {
            out.writeLong(row.number());
            StoreFormat.writeText(row.reason().name(), out);
            StoreFormat.writeText(row.detail(), out);
        }
    }

    private static Exclusions readExclusions(DataInput in) throws IOException {
        Map<ExclusionReason, Long> counts = new EnumMap<>(ExclusionReason.class);
        int reasons = in.readInt();
        for (int i = 0; i < reasons; i++) {
            ExclusionReason reason = ExclusionReason.valueOf(StoreFormat.readText(in));
            checkArgument(counts.put(reason, count(in)) == null, "reason (%s) must not repeat", reason);
        }
        List<Exclusions.Row> examples = new ArrayList<>();
        int rows = in.readInt();
        for (int i = 0; i < rows; i++) {
            long number = count(in);
            ExclusionReason reason = ExclusionReason.valueOf(StoreFormat.readText(in));
            examples.add(new Exclusions.Row(number, reason, StoreFormat.readText(in)));
        }
        return Exclusions.of(counts, examples);
    }

    private static long count(DataInput in) throws IOException {
        long count = in.readLong();
        checkArgument(count >= 0, "a count (%s) must be at least 0", count);
        return count;
    }
}
