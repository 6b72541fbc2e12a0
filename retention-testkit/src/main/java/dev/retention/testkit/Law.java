package dev.retention.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a contract says when a law is broken: the law, and both sides of it. */
final class Law {
    private Law() {}

    /** Refuses what is not the same. */
    static void same(String law, @Nullable Object left, @Nullable Object right) {
        if (!Objects.equals(left, right)) {
            throw broken(law, left, right);
        }
    }

    /** Refuses numbers that are not the same; builds no objects for those that are. */
    static void same(String law, long left, long right) {
        if (left != right) {
            throw broken(law, left, right);
        }
    }

    /** Refuses what does not hold. */
    static void holds(String law, boolean holds, @Nullable Object left, @Nullable Object right) {
        if (!holds) {
            throw broken(law, left, right);
        }
    }

    private static AssertionError broken(String law, @Nullable Object left, @Nullable Object right) {
        return new AssertionError("broken law: " + law + "\n  left:  " + left + "\n  right: " + right);
    }

    /** What comes back of something that was serialised. */
    @SuppressWarnings("unchecked") // what is written is read
    static <T> T travelled(T value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(value);
            }
            holds(
                    "what is serialised holds no types that only happen to be on the class path",
                    !bytes.toString(StandardCharsets.ISO_8859_1).contains("com.google"),
                    value,
                    "a type of com.google");
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return (T) in.readObject();
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError("broken law: " + value + " must travel, and " + e, e);
        }
    }
}
