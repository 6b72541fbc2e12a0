package dev.retention.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What arrives on another machine of a rule, a measure, a tally or anything else that is serialised.
 *
 * <pre>{@code
 * Rule<String> arrived = Travelled.of(MyRules.secondOrder(months));
 * assertThat(arrived.definition()).isEqualTo("time to the second order");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Travelled {
    private Travelled() {}

    /**
     * Writes a value and reads it back.
     *
     * @param value what travels
     * @param <T> its type
     * @return what arrives
     * @throws AssertionError if it cannot be written or read, or what is written holds a type of Guava, which the other machine may
     *     have in another version
     */
    @SuppressWarnings("unchecked") // what is written is read
    public static <T> T of(T value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(value);
            }
            Law.holds(
                    "what is serialised holds no type of Guava",
                    !bytes.toString(StandardCharsets.ISO_8859_1).contains("com.google"),
                    value,
                    "com.google");
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return (T) in.readObject();
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError("broken law: " + value + " must travel, and " + e, e);
        }
    }
}
