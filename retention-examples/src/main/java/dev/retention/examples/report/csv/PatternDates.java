package dev.retention.examples.report.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/** Dates of a pattern that the user gives. A day that no calendar has is refused, not moved. */
final class PatternDates implements DateForm {

    private static final int LONGEST = 100;

    private final String pattern;
    private final DateTimeFormatter formatter;

    private PatternDates(String pattern, DateTimeFormatter formatter) {
        this.pattern = pattern;
        this.formatter = formatter;
    }

    /**
     * Reads a pattern.
     *
     * @throws BadInputException if it is none, or means something else than its writer thinks
     */
    static PatternDates of(String pattern, Century century) {
        if (pattern.length() > LONGEST) {
            throw new BadInputException("--date-format " + Shown.quoted(pattern) + " is longer than any pattern");
        }
        String letters = unquoted(pattern);
        refuseSlips(pattern, letters);
        boolean twoDigits = letters.matches(".*(?<!y)yy(?!y).*") || letters.matches(".*(?<!u)uu(?!u).*");
        if (twoDigits && !century.isKnown()) {
            throw new BadInputException("--date-format " + Shown.quoted(pattern)
                    + " has years of two digits, which may be of any century: say --century 20 for 2000 to 2099,"
                    + " --century 19, or the first of a hundred years such as --century 1950");
        }
        try {
            DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
            append(builder, pattern, twoDigits, century);
            DateTimeFormatter formatter = builder.toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT)
                    .withChronology(IsoChronology.INSTANCE);
            if (!letters.matches(".*[dDeEcFW].*")) {
                throw new BadInputException("--date-format " + Shown.quoted(pattern)
                        + " has no day: a month alone is no date; write its first day into the file");
            }
            return new PatternDates(pattern, formatter);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    "--date-format " + Shown.quoted(pattern) + " is not a date pattern: "
                            + Shown.oneLine(String.valueOf(e.getMessage()), 100),
                    e);
        }
    }

    /** Small m is the minute, D the day of the year, Y the year of the week and h alone half an hour, which is hardly ever meant. */
    private static void refuseSlips(String pattern, String letters) {
        boolean minuteForMonth = letters.indexOf('m') >= 0
                && letters.indexOf('M') < 0
                && letters.indexOf('L') < 0
                && letters.indexOf('D') < 0
                && letters.indexOf('y') + letters.indexOf('u') + letters.indexOf('Y') > -3;
        boolean dayOfYear = letters.indexOf('D') >= 0
                && letters.indexOf('d') < 0
                && (letters.indexOf('M') >= 0 || letters.indexOf('m') >= 0);
        boolean weekYear = letters.indexOf('Y') >= 0 && letters.indexOf('w') < 0;
        boolean halfDay = letters.indexOf('h') >= 0 && letters.indexOf('a') < 0 && letters.indexOf('B') < 0;
        if (!minuteForMonth && !dayOfYear && !weekYear && !halfDay) {
            return;
        }
        String meant = weekYear ? pattern.replace('Y', 'y') : pattern;
        meant = dayOfYear ? meant.replace('D', 'd') : meant;
        meant = halfDay ? meant.replace('h', 'H') : meant;
        // The minute stays one after a colon.
        meant = minuteForMonth ? meant.replaceAll("(?<!:)m", "M").replaceAll(":mM", ":mm") : meant;
        throw new BadInputException("--date-format " + Shown.quoted(pattern) + ": "
                + (minuteForMonth ? "m is the minute; the month is M. " : "")
                + (dayOfYear ? "D is the day of the year; the day of the month is d. " : "")
                + (weekYear ? "Y is the year of the week; the year is y. " : "")
                + (halfDay
                        ? "h is the hour of half a day, which an a for AM or PM tells; the hour of the day is H. "
                        : "")
                + "Write --date-format "
                + Shown.argument(meant));
    }

    private static String unquoted(String pattern) {
        return pattern.replaceAll("'[^']*'", "");
    }

    /** Strict resolving wants {@code u} for the year unless an era is given, but people write {@code yyyy}. */
    private static void append(DateTimeFormatterBuilder builder, String pattern, boolean twoDigits, Century century) {
        if (pattern.indexOf('G') >= 0) {
            builder.appendPattern(pattern);
            return;
        }
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            quoted ^= c == '\'';
            boolean year = !quoted && (c == 'y' || c == 'u');
            int end = i;
            while (year && end < pattern.length() && pattern.charAt(end) == c) {
                end++;
            }
            if (year && twoDigits && end - i == 2) {
                builder.appendPattern(part.toString());
                part.setLength(0);
                builder.appendValueReduced(ChronoField.YEAR, 2, 2, century.first());
                i = end - 1;
            } else {
                part.append(year ? 'u' : c);
            }
        }
        builder.appendPattern(part.toString());
    }

    @Override
    public String name() {
        return pattern;
    }

    @Override
    public LocalDate day(String text, Zones zones) {
        // Asking for the parts costs nothing where one is missing; parseBest would throw and catch for each.
        TemporalAccessor parsed = formatter.parse(text);
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date == null) {
            throw new DateTimeException("no day in it");
        }
        LocalTime time = parsed.query(TemporalQueries.localTime());
        if (time == null) {
            return date;
        }
        ZoneOffset offset = parsed.query(TemporalQueries.offset());
        ZoneId from = offset != null ? offset : parsed.query(TemporalQueries.zone());
        return from == null ? zones.day(date, time) : zones.day(date, time, from);
    }
}
