package dev.retention.spark;

import dev.retention.rule.RuleException;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
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

    /**
     * The first exception among the causes that is not one of Spark's; in place of an error, which would say nothing of itself, the
     * exception with which it was noted whose it is.
     */
    private static @Nullable RuntimeException ofTask(Exception e) {
        @Nullable Throwable cause = e.getCause();
        while (cause instanceof SparkException) {
            cause = cause.getCause();
        }
        if (cause instanceof Error error) {
            for (Throwable note : error.getSuppressed()) {
                if (note instanceof RuleException noted) {
                    noted.initCause(error);
                    return noted;
                }
            }
        }
        return cause instanceof RuntimeException thrown ? thrown : null;
    }

    /** Refuses what cannot travel before Spark does, and says what is in the way. */
    static <T> T travelling(T object, String what) {
        try (ObjectOutputStream out = new Packing()) {
            out.writeObject(object);
            return object;
        } catch (IOException e) {
            throw new IllegalArgumentException(what + " cannot travel to the executors: " + e.getMessage(), e);
        }
    }

    /** Writes nowhere, and nothing that is of use to the driver alone though Spark makes it serialisable. */
    private static final class Packing extends ObjectOutputStream {
        Packing() throws IOException {
            super(OutputStream.nullOutputStream());
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object part) throws IOException {
            if (part instanceof Dataset<?>
                    || part instanceof RDD<?>
                    || part instanceof JavaRDD<?>
                    || part instanceof SparkSession) {
                throw new InvalidObjectException(
                        "it captures " + part + " (" + part.getClass().getName()
                                + "), which only the driver can ask: capture what was collected of it");
            }
            return part;
        }
    }
}
