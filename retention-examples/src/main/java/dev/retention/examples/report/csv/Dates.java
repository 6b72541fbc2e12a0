package dev.retention.examples.report.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the dates of one file, all of one form. */
final class Dates {

    private static final int FIRST_YEAR = 1000;
    private static final int LAST_YEAR = 9999;

    private final DateForm form;
    private final Zones zones;
    private final List<String> sample;
    private @Nullable DateHints hints;
    private final Map<LocalDate, LocalDate> days = new HashMap<>();
    private @Nullable String lastText;
    private LocalDate lastDate = LocalDate.EPOCH;
    private Optional<LocalTime> lastClock = Optional.empty();

    private Dates(DateForm form, Zones zones, List<String> sample) {
        this.form = form;
        this.zones = zones;
        this.sample = List.copyOf(sample);
    }

    /**
     * The dates of a file whose form the user names, or the only one of a preset's that fits the file's first lines.
     *
     * @param place the file and the number of its first line of data, for messages
     * @param column the name of their column
     * @param sample the first dates of the file
     * @param all all dates of the file, looked at if the first ones do not decide
     */
    static Dates of(
            CsvOptions options,
            Optional<Preset> preset,
            String place,
            String column,
            List<String> sample,
            Supplier<Iterator<String>> all) {
        Century century = Century.of(options.dates.century);
        Zones zones = Zones.of(options.dates, preset);
        String stated = options.dates.format;
        if (stated != null) {
            return new Dates(form(stated, century), zones, sample);
        }
        List<String> written = sample.stream().filter(text -> !text.isBlank()).toList();
        List<DateForm> forms =
                preset.flatMap(each -> each.value("date-format")).map(Preset::list).orElse(List.of("iso")).stream()
                        .map(each -> form(each, century))
                        .toList();
        boolean readable = written.stream().anyMatch(text -> forms.stream().anyMatch(form -> isOf(form, text)));
        List<DateForm> fitting = readable ? fitting(forms, written.iterator()) : forms.subList(0, 1);
        if (fitting.size() > 1) {
            fitting = fitting(fitting, all.get());
        }
        if (fitting.size() > 1) {
            throw new BadInputException(place + ": " + DateHints.ambiguous(written.get(0), column));
        }
        return new Dates(fitting.get(0), zones, sample);
    }

    /** Those of some forms that texts are of; a text of none of them tells nothing. */
    private static List<DateForm> fitting(List<DateForm> forms, Iterator<String> texts) {
        List<DateForm> fitting = forms;
        while (fitting.size() > 1 && texts.hasNext()) {
            String text = texts.next();
            List<DateForm> left =
                    fitting.stream().filter(form -> isOf(form, text)).toList();
            fitting = left.isEmpty() ? fitting : left;
        }
        return fitting;
    }

    /** Whether some text is of the form that is stated, or could be. */
    static boolean anyOf(DateOptions options, List<String> texts) {
        if (options.format == null) {
            return false;
        }
        DateForm form = form(options.format, Century.of(options.century));
        List<String> written = texts.stream().filter(text -> !text.isBlank()).toList();
        return written.isEmpty() || written.stream().anyMatch(text -> isOf(form, text));
    }

    /** Whether a text is of a form, be it that it has no day there. */
    private static boolean isOf(DateForm form, String text) {
        try {
            form.day(text, Zones.of(new DateOptions(), Optional.empty()));
            return true;
        } catch (Fault e) {
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static DateForm form(String name, Century century) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "iso" -> new NumericDates(NumericDates.Order.YMD, century);
            case "dmy" -> new NumericDates(NumericDates.Order.DMY, century);
            case "mdy" -> new NumericDates(NumericDates.Order.MDY, century);
            case "excel" -> new DateForm.ExcelDays();
            case "epoch-seconds" -> new DateForm.Epoch(1);
            case "epoch-millis" -> new DateForm.Epoch(1000);
            default -> PatternDates.of(name, century);
        };
    }

    /**
     * Reads one date.
     *
     * @throws Fault if the text is not a date of the form, or has no civil day
     */
    LocalDate read(String text, String column) {
        // Files are often in order of time, so that the same date comes many times in a row.
        if (!text.equals(lastText)) {
            zones.takeClock();
            LocalDate date = readAnew(text, column);
            lastClock = zones.takeClock();
            // One object for each day, since millions of orders share few.
            LocalDate known = days.putIfAbsent(date, date);
            lastDate = known == null ? date : known;
            lastText = text;
        }
        return lastDate;
    }

    /** The time of day of the date that was read last, in the zone whose days count, if the text had one. */
    Optional<LocalTime> clock() {
        return lastClock;
    }

    /** The date that a text is of, if it is readable. */
    Optional<LocalDate> find(String text) {
        try {
            LocalDate date = form.day(text, zones);
            return date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR ? Optional.empty() : Optional.of(date);
        } catch (Fault | DateTimeException e) {
            return Optional.empty();
        }
    }

    private LocalDate readAnew(String text, String column) {
        String reason;
        boolean systematic = false;
        try {
            LocalDate date = form.day(text, zones);
            if (date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR) {
                return date;
            }
            reason = "the year must be in " + FIRST_YEAR + " to " + LAST_YEAR
                    + (date.getYear() < 100 ? ": write yy for years of two digits, and say --century 20 (or 19)" : "");
        } catch (Fault e) {
            reason = e.what();
            systematic = e.isSystematic();
        } catch (DateTimeException e) {
            reason = "expected " + form.name();
            Optional<String> hint = hints().of(text, form);
            if (hint.isPresent()) {
                reason += "; " + hint.get();
            }
        }
        String what = "bad date " + Shown.quoted(text) + " in column " + column + " (" + reason + ")";
        throw systematic ? Fault.systematic(what) : Fault.of(what);
    }

    /** Looks through the first dates once, however many are bad. */
    private DateHints hints() {
        DateHints known = hints;
        if (known == null) {
            known = new DateHints(sample);
            hints = known;
        }
        return known;
    }

    /** The form, in words. */
    String form() {
        return form.name();
    }

    Zones zones() {
        return zones;
    }
}
