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

    /** Refuses a definition that changes, under which nothing would add up. */
    static void definition(String first, String second, String ofAnother) {
        same("the definition is the same each time it is asked", second, first);
        same("two made for one timeline have the same definition", ofAnother, first);
    }

    /** Refuses what a test's own method must not return. */
    static <T> T given(@Nullable T value, String method) {
        if (value == null) {
            throw new AssertionError(method + " must not return null");
        }
        return value;
    }

    private static AssertionError broken(String law, @Nullable Object left, @Nullable Object right) {
        return new AssertionError("broken law: " + law + "\n  left:  " + left + "\n  right: " + right);
    }
}
