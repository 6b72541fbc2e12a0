package dev.retention.examples.report.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Dates in numbers, with or without a time of day and an offset: {@code 2025-01-03}, {@code 2025-01-03T10:14:50.123+0100},
 * {@code 3/1/2025 9:14 PM}. Read by hand, since a file has millions.
 */
final class NumericDates implements DateForm {

    /** In which order the numbers stand. */
    enum Order {
        /** Year, month, day: no other order begins with four digits. */
        YMD("yyyy-MM-dd"),
        /** Day, month, year. */
        DMY("dmy"),
        /** Month, day, year. */
        MDY("mdy");

        private final String word;

        Order(String word) {
            this.word = word;
        }
    }

    private final Order order;
    private final Century century;

    NumericDates(Order order, Century century) {
        this.order = order;
        this.century = century;
    }

    @Override
    public String name() {
        return order.word;
    }

    @Override
    public LocalDate day(String text, Zones zones) {
        Cursor at = new Cursor(text);
        int first = order == Order.YMD ? at.number(4, 4) : at.number(1, 2);
        char separator = at.take();
        if (separator != '-' && separator != '/' && separator != '.') {
            throw new DateTimeException("no separator");
        }
        int second = order == Order.YMD ? at.number(2, 2) : at.number(1, 2);
        at.expect(separator);
        int from = at.place();
        int third = order == Order.YMD ? at.number(2, 2) : at.number(2, 4);
        int digits = at.place() - from;
        int month = order == Order.MDY ? first : second;
        int day = order == Order.MDY ? second : first;
        // A day that no century has is none of this order, whatever the century.
        if (order != Order.YMD && (month < 1 || month > 12 || day < 1 || day > 31)) {
            throw new DateTimeException("no such day");
        }
        LocalDate date = switch (order) {
            case YMD -> LocalDate.of(first, second, third);
            case DMY, MDY -> LocalDate.of(century.year(third, digits), month, day);
        };
        if (at.isAtEnd()) {
            return date;
        }
        char mark = at.take();
        if (mark != 'T' && mark != 't' && mark != ' ' && mark != ',') {
            throw new DateTimeException("no time after the date");
        }
        at.spaces();
        LocalTime time = time(at);
        at.spaces();
        return at.isAtEnd() ? zones.day(date, time) : inZone(date, time, at.rest(), zones);
    }

    private static LocalTime time(Cursor at) {
        int hour = at.number(1, 2);
        at.expect(':');
        int minute = at.number(2, 2);
        int second = 0;
        if (at.isNext(':')) {
            at.take();
            second = at.number(2, 2);
            if (at.isNext('.') || at.isNext(',')) {
                at.take();
                at.digits();
            }
        }
        if (second > 60) {
            throw new DateTimeException("no such second");
        }
        at.spaces();
        String half = at.half();
        if (!half.isEmpty()) {
            if (hour < 1 || hour > 12) {
                throw new DateTimeException("no such hour");
            }
            hour = hour % 12 + (half.equals("PM") ? 12 : 0);
        }
        return LocalTime.of(hour, minute, Math.min(second, 59));
    }

    /** Reads the offset or zone in all forms in which programs write it. */
    private static LocalDate inZone(LocalDate date, LocalTime time, String rest, Zones zones) {
        if (rest.equalsIgnoreCase("Z")
                || rest.equalsIgnoreCase("UTC")
                || rest.equalsIgnoreCase("GMT")
                || rest.equalsIgnoreCase("+00")) {
            return zones.day(date, time, ZoneOffset.UTC);
        }
        int bracket = rest.indexOf('[');
        if (bracket > 0) {
            return inZone(date, time, rest.substring(0, bracket).strip(), zones);
        }
        // Some programs write the name of the zone after its offset.
        String plain = rest.indexOf(' ') < 0 ? rest : rest.replaceFirst("^([+-]\\d{2}:?\\d{2}) [A-Z]{3,5}$", "$1");
        char sign = plain.charAt(0);
        if (sign == '+' || sign == '-') {
            String digits = plain.substring(1).replace(":", "");
            digits = digits.length() == 1 ? "0" + digits : digits;
            if (!DateForm.isDigits(digits, 2, 6) || digits.length() % 2 != 0) {
                throw new DateTimeException("no offset");
            }
            int seconds = 0;
            for (int i = 0, unit = 3600; i < digits.length(); i += 2, unit /= 60) {
                if (i > 0 && digits.charAt(i) > '5') {
                    throw new DateTimeException("no offset");
                }
                seconds += unit * Integer.parseInt(digits.substring(i, i + 2));
            }
            return zones.day(date, time, ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds));
        }
        String upper = plain.toUpperCase(java.util.Locale.ROOT);
        if (upper.matches("(UTC|GMT) ?[+-].*")) {
            return inZone(date, time, plain.substring(3).strip(), zones);
        }
        if (plain.indexOf('/') > 0) {
            return zones.day(date, time, ZoneId.of(plain));
        }
        if (plain.matches("[A-Za-z]{2,5}")) {
            if (zones.hasSource()) {
                return zones.day(date, time);
            }
            throw Fault.systematic(Shown.quoted(plain)
                    + " is no zone for certain, since several have that abbreviation: name the zone of the file's times"
                    + " with --source-zone, such as --source-zone Europe/Berlin");
        }
        throw new DateTimeException("no offset");
    }

    /** A place in a text. */
    private static final class Cursor {
        private final String text;
        private int place;

        Cursor(String text) {
            this.text = text;
        }

        int place() {
            return place;
        }

        boolean isAtEnd() {
            return place >= text.length();
        }

        boolean isNext(char c) {
            return place < text.length() && text.charAt(place) == c;
        }

        char take() {
            if (isAtEnd()) {
                throw new DateTimeException("too short");
            }
            return text.charAt(place++);
        }

        void expect(char c) {
            if (take() != c) {
                throw new DateTimeException("no " + c);
            }
        }

        int number(int least, int most) {
            int value = 0;
            int from = place;
            while (place < text.length() && place - from < most && isDigit(text.charAt(place))) {
                value = 10 * value + text.charAt(place++) - '0';
            }
            if (place - from < least) {
                throw new DateTimeException("no number");
            }
            return value;
        }

        void digits() {
            int from = place;
            while (place < text.length() && isDigit(text.charAt(place))) {
                place++;
            }
            if (place == from || place - from > 12) {
                throw new DateTimeException("no fraction of a second");
            }
        }

        void spaces() {
            while (place < text.length() && (text.charAt(place) == ' ' || text.charAt(place) == '\u202f')) {
                place++;
            }
        }

        /** Takes AM or PM, in any usual form. */
        String half() {
            if (place + 1 < text.length()) {
                char a = Character.toUpperCase(text.charAt(place));
                boolean dotted = text.charAt(place + 1) == '.';
                int end = place + (dotted ? 4 : 2);
                if ((a == 'A' || a == 'P')
                        && end <= text.length()
                        && Character.toUpperCase(text.charAt(place + (dotted ? 2 : 1))) == 'M') {
                    place = end;
                    return a == 'A' ? "AM" : "PM";
                }
            }
            return "";
        }

        String rest() {
            return text.substring(place).strip();
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }
    }
}
