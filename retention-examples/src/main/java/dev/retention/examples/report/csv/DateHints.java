package dev.retention.examples.report.csv;

import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says how a date that was not read could be, by its shape and those of the other dates of the file. */
final class DateHints {

    private static final Pattern NUMBERS = Pattern.compile(
            "(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4}|\\d{2})(?:[ T]+(\\d{1,2}):\\d{2}(:\\d{2})?( ?[AaPp][Mm])?)?");

    /** A day with the month's name, before or after the day of the month, and what follows. */
    private static final Pattern NAMED = Pattern.compile(
            "((?:[A-Za-z]{3,9}\\.?[ .-]+)\\d{1,2}|\\d{1,2}[ .-]+[A-Za-z]{3,9}\\.?)(,?[ .-]+(?:\\d{4}|\\d{2}))( .*)?");

    private final boolean dayFirst;
    private final boolean monthFirst;
    private final boolean unpadded;

    /** What the first dates of a file tell of its other ones. */
    DateHints(List<String> sample) {
        dayFirst = all(sample, 31, 12);
        monthFirst = all(sample, 12, 31);
        unpadded = sample.stream().anyMatch(each -> each.matches("\\d[./-].*|\\d+[./-]\\d[./-].*"));
    }

    /** What to write instead, if the text looks like a date of another form. */
    Optional<String> of(String text, DateForm form) {
        Matcher numbers = NUMBERS.matcher(text);
        if (numbers.matches()) {
            return Optional.of(inNumbers(numbers, text, form));
        }
        if (text.matches("[2-9]\\d{4}([.,]\\d+)?")) {
            return Optional.of("looks like a day number of Excel (" + day(new DateForm.ExcelDays(), text)
                    + "): say --date-format excel, or format the column as a date before saving");
        }
        if (text.matches("\\d{10}(\\.\\d+)?")) {
            return Optional.of("looks like seconds since 1970 (" + day(new DateForm.Epoch(1), text)
                    + " in UTC): say --date-format epoch-seconds and --zone");
        }
        if (text.matches("\\d{13}")) {
            return Optional.of("looks like milliseconds since 1970 (" + day(new DateForm.Epoch(1000), text)
                    + " in UTC): say --date-format epoch-millis and --zone");
        }
        if (text.matches("(19|20)\\d{6}") && !form.name().equals("yyyyMMdd")) {
            return Optional.of("say --date-format yyyyMMdd");
        }
        Matcher named = NAMED.matcher(text);
        if (named.matches()) {
            return Optional.of("give its pattern, such as --date-format "
                    + Shown.argument(named(named.group(1), named.group(2)) + time(named.group(3)))
                    + (text.matches(".*\\d{4}.*") ? "" : " --century 20 (or 19)"));
        }
        if (text.matches("\\d{4}([-/.])(?!\\d{2}\\1\\d{2}$)\\d{1,2}\\1\\d{1,2}")) {
            char separator = text.charAt(4);
            return Optional.of("say --date-format " + Shown.argument("yyyy" + separator + "M" + separator + "d"));
        }
        if (text.matches("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}.*")
                && !form.name().equals("yyyy-MM-dd")) {
            return Optional.of("without --date-format it can be read");
        }
        return Optional.empty();
    }

    /** The pattern of a day and its year, letter for letter. */
    private static String named(String day, String year) {
        return (day + year)
                .replaceAll("[A-Za-z]{4,}", "MMMM")
                .replaceAll("(?<![A-Za-z])(?!MMMM)[A-Za-z]{3}(?![A-Za-z])", "MMM")
                .replaceAll("\\d{4}$", "yyyy")
                .replaceAll("(?<=[^\\d])\\d{2}$", "yy")
                .replaceAll("\\d{1,2}", "d");
    }

    /** The pattern of a time after a day. */
    private static String time(@Nullable String text) {
        if (text == null) {
            return "";
        }
        boolean half = text.matches("(?i).*\\d ?[ap]m");
        return " " + (half ? "h" : "H") + ":mm" + (text.matches(".*:\\d{2}:\\d{2}.*") ? ":ss" : "")
                + (half ? text.matches("(?i).*\\d [ap]m") ? " a" : "a" : "");
    }

    private static String day(DateForm form, String text) {
        try {
            DateOptions utc = new DateOptions();
            utc.zone = "UTC";
            return form.day(text, Zones.of(utc, Optional.empty())).toString();
        } catch (DateTimeException e) {
            return "or not";
        }
    }

    /** The two readings of a date, neither of which the file excludes. */
    static String ambiguous(String text, String column) {
        return "date " + Shown.quoted(text) + " in column " + column
                + ": the first lines do not tell whether the day or the month comes first; say --date-format dmy or mdy";
    }

    private String inNumbers(Matcher numbers, String text, DateForm form) {
        boolean byDay = dayFirst && canBe(text, 31, 12);
        boolean byMonth = monthFirst && canBe(text, 12, 31);
        String century = numbers.group(4).length() == 2 ? " --century 20 (or 19)" : "";
        String day = pattern(numbers, true);
        String month = pattern(numbers, false);
        String known = form.name();
        if (known.equals(day) || known.equals(month) || known.equals("dmy") || known.equals("mdy")) {
            return "there is no such day";
        }
        if (byDay == byMonth) {
            return "say whether the day comes first, --date-format " + Shown.argument(day) + century
                    + ", or the month, --date-format " + Shown.argument(month) + century;
        }
        return "say --date-format " + Shown.argument(byDay ? day : month) + century
                + ", the only order that the file's dates fit";
    }

    private static boolean all(List<String> sample, int first, int second) {
        return sample.stream()
                .filter(text -> NUMBERS.matcher(text).matches())
                .allMatch(text -> canBe(text, first, second));
    }

    private static boolean canBe(String text, int first, int second) {
        Matcher numbers = NUMBERS.matcher(text);
        return numbers.matches()
                && Integer.parseInt(numbers.group(1)) <= first
                && Integer.parseInt(numbers.group(3)) <= second;
    }

    private String pattern(Matcher numbers, boolean byDay) {
        boolean padded = numbers.group(1).length() == 2 && numbers.group(3).length() == 2 && !unpadded;
        String day = padded ? "dd" : "d";
        String month = padded ? "MM" : "M";
        String separator = numbers.group(2);
        boolean half = numbers.group(7) != null;
        String time = numbers.group(5) == null
                ? ""
                : " " + (half ? "h" : "H") + ":mm"
                        + (numbers.group(6) == null ? "" : ":ss")
                        + (half ? (numbers.group(7).startsWith(" ") ? " a" : "a") : "");
        return (byDay ? day : month)
                + separator
                + (byDay ? month : day)
                + separator
                + (numbers.group(4).length() == 4 ? "yyyy" : "yy")
                + time;
    }
}
