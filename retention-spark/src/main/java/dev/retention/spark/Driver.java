package dev.retention.spark;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.apache.spark.SparkException;
import org.jspecify.annotations.Nullable;

/** What the driver does before and after tasks: looks whether they can travel, and unwraps what they threw. */
final class Driver {
    private Driver() {}

    /** Runs an action; what a task threw of its own accord comes out as it was thrown, with Spark's account of it suppressed. */
    static <R> R run(Supplier<R> action) {
        try {
            return action.get();
        } catch (Exception e) {
            @Nullable RuntimeException thrown = e instanceof SparkException ? ofTask(e) : null;
            if (thrown != null) {
                thrown.addSuppressed(e);
                throw thrown;
            }
            throw e;
        }
    }

    /** The first exception among the causes that is not one of Spark's. */
    private static @Nullable RuntimeException ofTask(Exception e) {
        @Nullable Throwable cause = e.getCause();
        while (cause instanceof SparkException) {
            cause = cause.getCause();
        }
        return cause instanceof RuntimeException thrown ? thrown : null;
    }

    /** Refuses what cannot travel before Spark does, and says what is in the way. */
    static <T> T travelling(T object, String what) {
        try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            out.writeObject(object);
            return object;
        } catch (IOException e) {
            throw new IllegalArgumentException(what + " cannot travel to the executors: " + e.getMessage(), e);
        }
    }
}
