package dev.retention.examples.report.csv;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Counts the lines that are not in the report, by reason, and keeps the first few to show. */
public final class Excluded {

    /** Why a line is not in the report. */
    public enum Reason {
        WRONG_NUMBER_OF_FIELDS("wrong number of fields"),
        NOT_COUNTED("status or kind that does not count"),
        NO_CUSTOMER("no customer"),
        NO_ARM("no arm"),
        BAD_DATE("date that cannot be read"),
        BAD_AMOUNT("amount that cannot be read"),
        BAD_COST("cost that is missing or cannot be read"),
        BAD_INTERVAL("interval that cannot be read"),
        CONTRADICTS("contradicts itself or another line"),
        OTHER_CURRENCY("another currency"),
        REFUND("refund, shown apart"),
        REFUNDED("paid back in full"),
        REPEATED("exact repeat of another line"),
        AFTER_AS_OF("dated after the as-of day");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * One line that is not in the report.
     *
     * @param number the line's number in the file, 1 the first
     * @param what what is wrong with it
     */
    public record Line(long number, String what) {}

    /** How many lines are kept to be shown. */
    public static final int SHOWN = 10;

    private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    private final List<Line> first = new ArrayList<>();
    private final int listed;

    /** Lists the first {@value #SHOWN}. */
    Excluded() {
        this(SHOWN);
    }

    /** Lists so many. */
    Excluded(int listed) {
        this.listed = listed;
    }

    void add(Reason reason, long line, String what) {
        counts.merge(reason, 1L, Math::addExact);
        if (first.size() < listed) {
            first.add(new Line(line, what));
        }
    }

    /** Counts lines without listing them. */
    void addMore(Reason reason, long lines) {
        if (lines > 0) {
            counts.merge(reason, lines, Math::addExact);
        }
    }

    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    public Map<Reason, Long> byReason() {
        return counts;
    }

    /** How many for which reason, in words. */
    String words() {
        return counts.entrySet().stream()
                .map(each -> each.getKey().words() + String.format(Locale.ROOT, " %,d", each.getValue()))
                .collect(Collectors.joining(", "));
    }

    public List<Line> first() {
        return first;
    }

    /**
     * What looks odd about them.
     *
     * @param lines how many lines there are in all
     * @param customer the customers' column
     * @param asOf the day up to which the data are complete, if stated
     */
    List<DataNote> notes(long lines, String customer, Optional<LocalDate> asOf) {
        List<DataNote> notes = new ArrayList<>();
        long nobody = byReason().getOrDefault(Reason.NO_CUSTOMER, 0L);
        if (nobody * 20 > lines) {
            notes.add(new DataNote(
                    DataNote.Kind.MANY_WITHOUT_CUSTOMER,
                    String.format(Locale.ROOT, "%,d of ", nobody) + Shown.counted(lines, "line")
                            + " have no customer in column " + customer
                            + " and are left out: does another column name the customer? (see --customer-column)",
                    nobody,
                    List.of()));
        }
        long late = byReason().getOrDefault(Reason.AFTER_AS_OF, 0L);
        if (late > 0) {
            notes.add(new DataNote(
                    DataNote.Kind.DATES_AFTER_AS_OF,
                    Shown.counted(late, "line") + (late == 1 ? " is" : " are") + " dated after the as-of day "
                            + asOf.map(String::valueOf).orElse("") + " and left out",
                    late,
                    List.of()));
        }
        return notes;
    }
}
