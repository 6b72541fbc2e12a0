package dev.retention.examples.report.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns times into the civil days that are counted. A day without a time is that day as it stands; so is a time without an
 * offset, unless the zone of the file's times is another one than the report's.
 */
final class Zones {

    /** The word for the day that stands in the file. */
    static final String WRITTEN = "written";

    private final @Nullable ZoneId zone;
    private final @Nullable ZoneId source;
    private final boolean written;
    private final boolean stated;
    private boolean moved;
    private @Nullable LocalTime clock;

    private Zones(@Nullable ZoneId zone, @Nullable ZoneId source, boolean written, boolean stated) {
        this.zone = zone;
        this.source = source;
        this.written = written;
        this.stated = stated;
    }

    static Zones of(DateOptions options, Optional<Preset> preset) {
        String zone = options.zone == null
                ? preset.flatMap(each -> each.value("zone")).orElse(null)
                : options.zone;
        String source = options.sourceZone == null
                ? preset.flatMap(each -> each.value("source-zone")).orElse(null)
                : options.sourceZone;
        boolean written = WRITTEN.equalsIgnoreCase(zone);
        return new Zones(
                zone == null || written ? null : zone("--zone", zone),
                source == null ? null : zone("--source-zone", source),
                written,
                (options.zone != null && !written) || options.sourceZone != null);
    }

    private static ZoneId zone(String option, String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw new BadInputException(
                    option + " " + Shown.quoted(text) + " is not a time zone such as Europe/Berlin or UTC", e);
        }
    }

    /** Whether the file's times without an offset have a zone. */
    boolean hasSource() {
        return source != null;
    }

    /** The civil day of a time that names its offset. */
    LocalDate day(LocalDate date, LocalTime time, ZoneId offset) {
        moved = true;
        clock = time;
        if (written) {
            return date;
        }
        if (zone == null) {
            throw Fault.systematic("an instant has a civil day only in a zone: name it with --zone, such as --zone "
                    + "Europe/Berlin, or take the day as written with --zone written");
        }
        Instant instant = offset instanceof ZoneOffset fixed
                ? Instant.ofEpochSecond(date.toEpochDay() * 86_400 + time.toSecondOfDay() - fixed.getTotalSeconds())
                : LocalDateTime.of(date, time).atZone(offset).toInstant();
        LocalDateTime there = instant.atZone(zone).toLocalDateTime();
        clock = there.toLocalTime();
        return there.toLocalDate();
    }

    /** The civil day of a time that names no offset. */
    LocalDate day(LocalDate date, LocalTime time) {
        if (source == null || zone == null || source.equals(zone)) {
            moved |= source != null;
            clock = time;
            return date;
        }
        return day(date, time, source);
    }

    /** Takes the time of day that belongs to the last day, if there was one, which is then forgotten. */
    Optional<LocalTime> takeClock() {
        Optional<LocalTime> taken = Optional.ofNullable(clock);
        clock = null;
        return taken;
    }

    /** The zone in words. */
    String words() {
        return (zone == null ? "the day as written" : "days of " + zone)
                + (source == null ? "" : ", times of the file in " + source);
    }

    /** Whether a zone was named and no time was moved by it. */
    boolean isWithoutEffect() {
        return stated && !moved;
    }
}
