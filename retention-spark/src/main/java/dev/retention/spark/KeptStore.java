package dev.retention.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoSerializable;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.retention.history.HistoryStore;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The store of a partition as Spark keeps it: the object itself in memory, and its own bytes on disk, over the network and in
 * checkpoints, by whichever serializer Spark is set to.
 *
 * @param <K> the type of customer keys
 */
public final class KeptStore<K> implements Externalizable, KryoSerializable {
    private static final long serialVersionUID = 1;

    private transient KeyType key;
    private transient HistoryStore<K> store;

    /** For serializers alone, which read the store afterwards. */
    public KeptStore() {
        this(KeyType.LONG, HistoryStore.<K, K>ofDates(row -> row, row -> null).from(List.of()));
    }

    KeptStore(KeyType key, HistoryStore<K> store) {
        this.key = key;
        this.store = store;
    }

    HistoryStore<K> store() {
        return store;
    }

    KeptStore<K> named(String name) {
        return new KeptStore<>(key, store.named(name));
    }

    KeptStore<K> and(KeptStore<K> other) {
        return new KeptStore<>(key, store.and(other.store));
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        Frames.write(key, store, out);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
        key = Frames.readKey(in);
        store = Frames.readStore(key, in);
    }

    @Override
    public void write(Kryo kryo, Output out) {
        try {
            DataOutputStream data = new DataOutputStream(out);
            Frames.write(key, store, data);
            data.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void read(Kryo kryo, Input in) {
        try {
            DataInputStream data = new DataInputStream(in);
            key = Frames.readKey(data);
            store = Frames.readStore(key, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
