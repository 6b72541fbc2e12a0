package dev.retention.testkit;

import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
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

    /** Refuses a rate that is not as it must be. */
    static void rate(String law, boolean holds, double rate, CustomerFlow flow) {
        if (!holds) {
            throw new AssertionError("broken law: " + law + ", but was " + rate + " for " + counts(flow));
        }
    }

    /** A rate, and the customers that it is of. */
    static String of(OptionalDouble rate, CustomerFlow flow) {
        return (rate.isPresent() ? rate.getAsDouble() : "no rate") + " for " + counts(flow);
    }

    /** The counts at both ends, and the others that are known and not 0. */
    private static String counts(CustomerFlow flow) {
        String counts = Arrays.stream(CustomerCount.values())
                .filter(count -> flow.findCount(count).orElse(0) > 0
                        || ((count == CustomerCount.START || count == CustomerCount.END)
                                && flow.findCount(count).isPresent()))
                .map(count -> count + " " + flow.count(count))
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "no counts" : counts;
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
