package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A day, or a time of a day, that is known of every customer, apart from the events. */
record StartDate(String name, CohortRetention.StartTime<Object> time, boolean isDay) implements Serializable {

    /** Histories carry keys without their type, so the function is asked for whatever key a store has. */
    @SuppressWarnings("unchecked")
    static <K> StartDate ofDay(String name, CohortRetention.StartDay<? super K> day) {
        requireNonNull(name, "name");
        CohortRetention.StartDay<Object> ofKey = (CohortRetention.StartDay<Object>) requireNonNull(day, "date");
        return new StartDate(
                name,
                key -> {
                    LocalDate known = ofKey.of(key);
                    return known == null ? null : known.atStartOfDay();
                },
                true);
    }

    @SuppressWarnings("unchecked")
    static <K> StartDate ofTime(String name, CohortRetention.StartTime<? super K> time) {
        requireNonNull(name, "name");
        return new StartDate(name, (CohortRetention.StartTime<Object>) requireNonNull(time, "time"), false);
    }

    /** Refuses days where hours are told apart, and times where the events have none. */
    void check(Timeline timeline, Grain unit, String byDay, String byTime) {
        checkArgument(
                !isDay || !(unit.isWithinDay() || timeline.grain().isWithinDay()),
                "date (%s) must be a time where hours are counted: call %s instead of %s",
                name,
                byTime,
                byDay);
        checkArgument(
                isDay || timeline.zone().isPresent(),
                "time (%s) must be a date where events have no time, or the timeline (%s) in a zone: call %s instead"
                        + " of %s",
                name,
                timeline,
                byDay,
                byTime);
    }

    @Nullable
    LocalDateTime of(Object customer) {
        return time.of(customer);
    }

    @Override
    public String toString() {
        return (isDay ? "date of " : "time of ") + name;
    }
}
