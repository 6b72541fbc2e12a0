package dev.retention.examples.report.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
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

    private final DateForm form;
    private final Zones zones;
    private final List<String> sample;
    private final Map<LocalDate, LocalDate> days = new HashMap<>();
    private @Nullable String lastText;
    private LocalDate lastDate = LocalDate.EPOCH;

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
        List<DateForm> fitting = new ArrayList<>();
        List<String> forms = preset.flatMap(each -> each.value("date-format"))
                .map(Preset::list)
                .orElse(List.of("iso"));
        for (String each : forms) {
            DateForm form = form(each, century);
            if (written.stream().allMatch(text -> isOf(form, text))) {
                fitting.add(form);
            }
        }
        if (fitting.size() > 1 && !written.isEmpty()) {
            Iterator<String> further = all.get();
            while (fitting.size() > 1 && further.hasNext()) {
                String text = further.next();
                fitting.removeIf(form -> fitting.size() > 1 && !text.isEmpty() && !isOf(form, text));
            }
        }
        if (fitting.size() > 1 && !written.isEmpty()) {
            throw new BadInputException(place + ": " + DateHints.ambiguous(written.get(0), column));
        }
        return new Dates(fitting.isEmpty() ? form(likeliest(forms, written), century) : fitting.get(0), zones, sample);
    }

    /** The first form that the first date is of, so that a fault is told of the line that has it. */
    private static String likeliest(List<String> forms, List<String> written) {
        return forms.stream()
                .filter(each -> written.stream().limit(1).allMatch(text -> isOf(form(each, Century.UNKNOWN), text)))
                .findFirst()
                .orElse(forms.get(0));
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
            LocalDate date = readAnew(text, column);
            // One object for each day, since millions of orders share few.
            LocalDate known = days.putIfAbsent(date, date);
            lastDate = known == null ? date : known;
            lastText = text;
        }
        return lastDate;
    }

    private LocalDate readAnew(String text, String column) {
        String reason;
        boolean systematic = false;
        try {
            LocalDate date = form.day(text, zones);
            if (date.getYear() >= 1 && date.getYear() <= 9999) {
                return date;
            }
            reason = "the year must be in 1 to 9999";
        } catch (Fault e) {
            reason = e.what();
            systematic = e.isSystematic();
        } catch (DateTimeException e) {
            reason = "expected " + form.name();
            Optional<String> hint = DateHints.of(text, form, sample);
            if (hint.isPresent()) {
                reason += "; " + hint.get();
            }
        }
        String what = "bad date " + Shown.quoted(text) + " in column " + column + " (" + reason + ")";
        throw systematic ? Fault.systematic(what) : Fault.of(what);
    }

    /** The form, in words. */
    String form() {
        return form.name();
    }

    Zones zones() {
        return zones;
    }
}
