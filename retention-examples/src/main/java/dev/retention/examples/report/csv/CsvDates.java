package dev.retention.examples.report.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dates of one file. A date without an offset is a civil day as it stands; one with an offset or a zone is an
 * instant, and becomes the civil day of the zone that the user named. A day that no calendar has is refused, not moved.
 */
final class CsvDates {

    private static final int ISO_DATE_LENGTH = 10;

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .optionalStart()
            .appendLiteral('T')
            .optionalEnd()
            .optionalStart()
            .appendLiteral(' ')
            .optionalEnd()
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .optionalStart()
            .appendLiteral('[')
            .parseCaseSensitive()
            .appendZoneRegionId()
            .appendLiteral(']')
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT)
            .withChronology(IsoChronology.INSTANCE);

    private final DateTimeFormatter formatter;
    private final String expected;
    private final @Nullable ZoneId zone;
    private @Nullable String lastText;
    private LocalDate lastDate = LocalDate.EPOCH;

    private CsvDates(DateTimeFormatter formatter, String expected, @Nullable ZoneId zone) {
        this.formatter = formatter;
        this.expected = expected;
        this.zone = zone;
    }

    static CsvDates of(@Nullable String pattern, @Nullable ZoneId zone) {
        if (pattern == null) {
            return new CsvDates(ISO, "yyyy-MM-dd", zone);
        }
        try {
            DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(withProlepticYears(pattern))
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT)
                    .withChronology(IsoChronology.INSTANCE);
            return new CsvDates(formatter, pattern, zone);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    "--date-format \"" + pattern + "\" is not a date pattern: " + e.getMessage(), e);
        }
    }

    /** Says what a date should look like. */
    String expected() {
        return expected;
    }

    /**
     * Reads one date.
     *
     * @throws DateTimeException if the text is not a date of this format, or is an instant and no zone was named
     */
    LocalDate parse(String text) {
        // Files are often in order of time, so that the same date comes many times in a row.
        if (!text.equals(lastText)) {
            LocalDate date = parseAnew(text);
            if (date.getYear() < 1 || date.getYear() > 9999) {
                throw new DateTimeException("the year must be in 1 to 9999");
            }
            lastDate = date;
            lastText = text;
        }
        return lastDate;
    }

    private LocalDate parseAnew(String text) {
        if (formatter == ISO && text.length() == ISO_DATE_LENGTH) {
            return LocalDate.parse(text);
        }
        // Asking for the parts costs nothing where one is missing; parseBest would throw and catch for each.
        TemporalAccessor parsed = formatter.parse(text);
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date == null) {
            throw new DateTimeException("no day in " + text);
        }
        LocalTime time = parsed.query(TemporalQueries.localTime());
        ZoneId from = parsed.query(TemporalQueries.zone());
        if (time == null || from == null) {
            return date;
        }
        if (zone == null) {
            throw new DateTimeException("an instant has a civil day only in a zone: name it with --zone");
        }
        ZoneOffset offset = parsed.query(TemporalQueries.offset());
        return ZonedDateTime.ofLocal(LocalDateTime.of(date, time), from, offset)
                .withZoneSameInstant(zone)
                .toLocalDate();
    }

    /** Strict resolving wants {@code u} for the year unless an era is given, but people write {@code yyyy}. */
    private static String withProlepticYears(String pattern) {
        if (pattern.indexOf('G') >= 0) {
            return pattern;
        }
        StringBuilder result = new StringBuilder(pattern.length());
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            quoted ^= c == '\'';
            result.append(c == 'y' && !quoted ? 'u' : c);
        }
        return result.toString();
    }
}
