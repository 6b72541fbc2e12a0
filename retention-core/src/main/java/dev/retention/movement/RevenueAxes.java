package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import java.io.Serializable;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@link RecurringRevenue} was told.
 *
 * @param due the code of events that end a term
 * @param booked when a movement is booked, and as what
 * @param apart what is kept apart from movements
 * @param per the column by whose texts a customer's value is parted
 * @param events which events count
 */
record RevenueAxes(
        @Nullable String due,
        Booked booked,
        Apart apart,
        @Nullable String per,
        EventFilter events) implements Serializable {
    static final RevenueAxes DEFAULT = new RevenueAxes(
            null, new Booked(0, Integer.MAX_VALUE, 0, false), new Apart(null, null), null, EventFilter.ALL);

    RevenueAxes {
        requireNonNull(booked, "booked");
        requireNonNull(apart, "apart");
        requireNonNull(events, "events");
    }

    /**
     * When a movement is booked, and as what.
     *
     * @param gap at the end of how many periods in a row no value is no loss
     * @param reactivation after how many days without value a return is new
     * @param merge how many days after a change another is one with it
     * @param lenient whether customers whose value falls below 0 are left out
     */
    record Booked(int gap, int reactivation, int merge, boolean lenient) implements Serializable {}

    /**
     * What is kept apart from movements.
     *
     * @param fx the code of changes by exchange rates
     * @param restated the column of the day from which on a change holds that came to be known later
     */
    record Apart(@Nullable String fx, @Nullable String restated) implements Serializable {}

    RevenueAxes withDue(String code) {
        return new RevenueAxes(code, booked, apart, per, events);
    }

    RevenueAxes with(Booked other) {
        return new RevenueAxes(due, other, apart, per, events);
    }

    RevenueAxes with(Apart other) {
        return new RevenueAxes(due, booked, other, per, events);
    }

    RevenueAxes withPer(String column) {
        return new RevenueAxes(due, booked, apart, column, events);
    }

    RevenueAxes with(EventFilter counted) {
        return new RevenueAxes(due, booked, apart, per, counted);
    }

    /** The columns that are read. */
    List<String> columns() {
        return Stream.of(per, apart.restated).flatMap(Stream::ofNullable).toList();
    }

    /** What is not as it is by default, for the definition. */
    String definition() {
        StringJoiner told = new StringJoiner(", ", "", ", ").setEmptyValue("");
        if (per != null) {
            told.add("per " + per);
        }
        if (due != null) {
            told.add("due on " + due);
        }
        if (booked.gap != 0) {
            told.add("tolerated gap " + booked.gap);
        }
        if (booked.reactivation != Integer.MAX_VALUE) {
            told.add("reactivation window " + booked.reactivation + " days");
        }
        if (booked.merge != 0) {
            told.add("merge window " + booked.merge + " days");
        }
        if (apart.fx != null) {
            told.add("fx by " + apart.fx);
        }
        if (apart.restated != null) {
            told.add("restated by " + apart.restated);
        }
        if (booked.lenient) {
            told.add("lenient");
        }
        return told.toString();
    }
}
