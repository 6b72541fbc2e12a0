package dev.retention.examples.report.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;

/** One way in which dates are written. */
interface DateForm {

    /** The name or pattern by which the form is asked for. */
    String name();

    /**
     * The civil day that a text means.
     *
     * @throws DateTimeException if the text is not of this form
     * @throws Fault if it is and has no day, with the reason
     */
    LocalDate day(String text, Zones zones);

    /** Excel's day numbers, of which 1 is 1900-01-01 and 60 the day that never was. */
    record ExcelDays() implements DateForm {

        private static final LocalDate ZERO = LocalDate.of(1899, 12, 30);

        @Override
        public String name() {
            return "excel";
        }

        @Override
        public LocalDate day(String text, Zones zones) {
            int point = Math.max(text.indexOf('.'), text.indexOf(','));
            String whole = point < 0 ? text : text.substring(0, point);
            if (!isDigits(whole, 1, 7) || (point >= 0 && !isDigits(text.substring(point + 1), 1, 20))) {
                throw new DateTimeException("not a day number");
            }
            int day = Integer.parseInt(whole);
            if (day < 61) {
                throw new DateTimeException("not a day number of a real day");
            }
            LocalDate date = ZERO.plusDays(day);
            if (point < 0) {
                return date;
            }
            double part = Double.parseDouble("0." + text.substring(point + 1));
            return zones.day(date, LocalTime.ofSecondOfDay(Math.min(86_399, Math.round(part * 86_400))));
        }
    }

    /**
     * Counts since 1970-01-01T00:00Z.
     *
     * @param perSecond how many make a second: 1 or 1,000
     */
    record Epoch(long perSecond) implements DateForm {

        @Override
        public String name() {
            return perSecond == 1 ? "epoch-seconds" : "epoch-millis";
        }

        @Override
        public LocalDate day(String text, Zones zones) {
            String digits = text.startsWith("-") ? text.substring(1) : text;
            int point = digits.indexOf('.');
            String whole = point < 0 ? digits : digits.substring(0, point);
            if (!isDigits(whole, 1, 15) || (point >= 0 && !isDigits(digits.substring(point + 1), 1, 20))) {
                throw new DateTimeException("not a count of seconds");
            }
            long count = Long.parseLong(whole);
            long seconds = Math.floorDiv(text.startsWith("-") ? -count : count, perSecond);
            long day = Math.floorDiv(seconds, 86_400L);
            return zones.day(
                    LocalDate.ofEpochDay(day),
                    LocalTime.ofSecondOfDay(Math.floorMod(seconds, 86_400L)),
                    java.time.ZoneOffset.UTC);
        }
    }

    /** Whether a text is digits alone, so many. */
    static boolean isDigits(String text, int least, int most) {
        if (text.length() < least || text.length() > most) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
