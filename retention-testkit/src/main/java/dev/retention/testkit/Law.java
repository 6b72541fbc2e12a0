package dev.retention.testkit;

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
}
