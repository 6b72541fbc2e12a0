package dev.retention.internal.store;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/** What the numbers of the time column mean. */
public final class EventClock {
    /** Days since 1970-01-01. */
    public static final EventClock DAYS = new EventClock(null);

    final @Nullable ZoneId zone;

    private EventClock(@Nullable ZoneId zone) {
        this.zone = zone;
    }

    /** Microseconds since 1970, seen in a zone. */
    public static EventClock instantsIn(ZoneId zone) {
        return new EventClock(zone);
    }

    /** The clock of a store under a timeline. */
    public static EventClock of(Timeline timeline, boolean instants) {
        if (instants) {
            return new EventClock(timeline.zone()
                    .orElseThrow(() -> new IllegalArgumentException("timeline (" + timeline
                            + ") must have a zone, since the events are instants: call inZone(zone)")));
        }
        checkArgument(
                !timeline.grain().isWithinDay(), "timeline (%s) must not count hours: the events are dates", timeline);
        return DAYS;
    }

    /** The civil time of a time. Where the clocks go back over midnight, the day that they have shown goes on. */
    public LocalDateTime civil(long time) {
        if (zone == null) {
            return LocalDate.ofEpochDay(time).atStartOfDay();
        }
        Instant instant = Micros.toInstant(time);
        LocalDateTime civil = LocalDateTime.ofInstant(instant, zone);
        ZoneOffsetTransition change = zone.getRules().previousTransition(instant.plusNanos(1));
        if (change == null || change.isGap()) {
            return civil;
        }
        LocalDateTime begun =
                change.getDateTimeBefore().minusNanos(1).toLocalDate().atStartOfDay();
        return civil.isBefore(begun) ? begun : civil;
    }

    /** The period of a time. */
    Period period(Grain grain, long time) {
        Period period = grain.periodOf(civil(time));
        // Where the clocks go back over the end of a period, the next has begun already.
        while (start(period.endExclusive()) <= time) {
            period = period.plus(1);
        }
        return period;
    }

    /** The time column's number at which a civil time begins. */
    public long start(LocalDateTime civil) {
        if (zone == null) {
            return civil.toLocalDate().toEpochDay();
        }
        // A time that the clocks skip begins when they jump; atZone would move it on by the length of the jump.
        ZoneOffsetTransition jump = zone.getRules().getTransition(civil);
        return Micros.of(
                jump != null && jump.isGap()
                        ? jump.getInstant()
                        : civil.atZone(zone).toInstant());
    }

    /** The first number that is not before a civil time: the next day's where the time is inside a day. */
    long limit(LocalDateTime civil) {
        LocalDate day = civil.toLocalDate();
        if (zone == null) {
            return civil.equals(day.atStartOfDay()) ? day.toEpochDay() : day.toEpochDay() + 1;
        }
        return start(civil);
    }
}
