package dev.retention.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.retention.history.HistoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A store is written by either of Spark's serializers, between other things and of any length. */
class KeptStoreTest {
    private static final HistoryStore<Long> STORE = Orders.store(Orders.of(9_000, 1));
    private static final KeptStore<Long> KEPT = new KeptStore<>(KeyType.LONG, STORE);

    private static byte[] bytes(HistoryStore<Long> store) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.writeTo(bytes, HistoryStore.KeyCodec.LONG);
        return bytes.toByteArray();
    }

    @Test
    @SuppressWarnings("unchecked")
    void javaSerialisation() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(KEPT);
            out.writeObject("behind it");
            out.writeObject(new KeptStore<Long>());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(bytes(((KeptStore<Long>) in.readObject()).store()))
                    .isEqualTo(bytes(STORE))
                    .hasSizeGreaterThan(1 << 17);
            assertThat(in.readObject()).isEqualTo("behind it");
            assertThat(((KeptStore<?>) in.readObject()).store().customers()).isZero();
        }
        byte[] cut = Arrays.copyOf(bytes.toByteArray(), 1 << 16);
        assertThatThrownBy(() -> new ObjectInputStream(new ByteArrayInputStream(cut)).readObject())
                .isInstanceOf(IOException.class);
    }

    @Test
    @SuppressWarnings("unchecked")
    void kryo() throws Exception {
        Kryo kryo = new Kryo();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Output out = new Output(bytes)) {
            kryo.writeClassAndObject(out, KEPT);
            kryo.writeClassAndObject(out, "behind it");
        }
        try (Input in = new Input(bytes.toByteArray())) {
            assertThat(bytes(((KeptStore<Long>) kryo.readClassAndObject(in)).store()))
                    .isEqualTo(bytes(STORE));
            assertThat(kryo.readClassAndObject(in)).isEqualTo("behind it");
        }
    }
}
