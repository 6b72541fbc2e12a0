package dev.retention.cohort;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A day that is known of every customer, apart from the events. */
record StartDate(String name, Function<Object, ? extends @Nullable LocalDate> day) {

    /** Histories carry keys without their type, so the function is asked for whatever key a store has. */
    @SuppressWarnings("unchecked")
    static <K> StartDate of(String name, Function<? super K, ? extends @Nullable LocalDate> day) {
        requireNonNull(name, "name");
        requireNonNull(day, "date");
        return new StartDate(name, (Function<Object, ? extends @Nullable LocalDate>) day);
    }

    @Nullable
    LocalDate of(Object customer) {
        return day.apply(customer);
    }
}
