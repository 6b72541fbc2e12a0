package dev.retention.examples.report.csv;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts orders by day and tells where the days look odd. */
final class Days {

    /** Dates on the other side of so many days without an order are far from the others. */
    private static final long FAR = 365;

    /** A month with so many times the orders of the next, or the one before, is a step. */
    private static final int STEP = 4;

    private static final int STEP_ORDERS = 40;

    /** So many orders are expected of a gap, at least, that chance alone hardly makes one. */
    private static final double GAP_ORDERS = 20;

    private static final int GAP_DAYS = 7;

    /** Of fewer orders none is far from the others. */
    private static final int FEW = 10;

    private static final class Day {
        private final Occurrences orders = new Occurrences();
    }

    private final Map<LocalDate, Day> byDate = new java.util.HashMap<>();
    private @Nullable LocalDate last;
    private Day lastDay = new Day();

    void add(LocalDate date, long line) {
        if (!date.equals(last)) {
            lastDay = byDate.computeIfAbsent(date, unused -> new Day());
            last = date;
        }
        lastDay.orders.add(line);
    }

    /** What looks odd. */
    List<DataNote> notes() {
        List<DataNote> notes = new ArrayList<>();
        TreeMap<LocalDate, Day> sorted = new TreeMap<>(byDate);
        farOff(sorted, true, notes);
        farOff(sorted, false, notes);
        gap(sorted, notes);
        step(sorted, notes);
        return notes;
    }

    /** Takes the few dates off one end that are far from all others. */
    private static void farOff(NavigableMap<LocalDate, Day> sorted, boolean early, List<DataNote> notes) {
        long orders = total(sorted);
        long most = Math.max(1, orders / 100);
        List<LocalDate> dates = new ArrayList<>(early ? sorted.keySet() : sorted.descendingKeySet());
        long before = 0;
        int cut = 0;
        for (int i = 0; i + 1 < dates.size(); i++) {
            before += count(sorted, dates.get(i));
            if (before > most || orders - before < 3) {
                break;
            }
            if (Math.abs(ChronoUnit.DAYS.between(dates.get(i), dates.get(i + 1))) > FAR) {
                cut = i + 1;
            }
        }
        if (cut == 0 || orders < FEW) {
            return;
        }
        List<Long> lines = new ArrayList<>();
        long count = 0;
        for (LocalDate date : dates.subList(0, cut)) {
            Day day = sorted.remove(date);
            if (day != null) {
                count += day.orders.count();
                lines.addAll(day.orders.first());
            }
        }
        lines.sort(null);
        notes.add(new DataNote(
                DataNote.Kind.DATES_FAR_OFF,
                Shown.counted(count, "order") + " dated " + dates.get(0)
                        + (cut == 1 ? "" : (early ? " to " : " back to ") + dates.get(cut - 1))
                        + (count == 1 ? " lies" : " lie")
                        + " more than a year " + (early ? "before" : "after") + " all others: is the date right?",
                count,
                lines.subList(0, Math.min(DataNote.FIRST, lines.size()))));
    }

    private static void gap(NavigableMap<LocalDate, Day> sorted, List<DataNote> notes) {
        if (sorted.size() < 2) {
            return;
        }
        LocalDate from = sorted.firstKey();
        LocalDate longest = from;
        long days = 0;
        for (LocalDate date : sorted.keySet()) {
            long between = ChronoUnit.DAYS.between(from, date) - 1;
            if (between > days) {
                days = between;
                longest = from;
            }
            from = date;
        }
        long all = ChronoUnit.DAYS.between(sorted.firstKey(), sorted.lastKey()) + 1;
        double perDay = (double) total(sorted) / (all - days);
        if (days >= GAP_DAYS && days * (double) total(sorted) / all >= GAP_ORDERS) {
            notes.add(new DataNote(
                    DataNote.Kind.GAP,
                    String.format(
                            java.util.Locale.ROOT,
                            "no order from %s to %s, %d days, where there are %.1f a day otherwise: is a part of the data"
                                    + " missing?",
                            longest.plusDays(1),
                            longest.plusDays(days),
                            days,
                            perDay),
                    days,
                    List.of()));
        }
    }

    private static void step(NavigableMap<LocalDate, Day> sorted, List<DataNote> notes) {
        TreeMap<YearMonth, Long> months = new TreeMap<>();
        sorted.forEach((date, day) -> months.merge(YearMonth.from(date), day.orders.count(), Long::sum));
        if (months.size() < 4) {
            return;
        }
        // The first and the last month may be cut.
        months.pollFirstEntry();
        months.pollLastEntry();
        YearMonth before = months.firstKey();
        YearMonth at = before;
        double largest = 0;
        for (YearMonth month : months.keySet()) {
            long a = months.getOrDefault(month.minusMonths(1), 0L);
            long b = months.getOrDefault(month, 0L);
            double ratio = (double) Math.max(a, b) / Math.max(1, Math.min(a, b));
            if (month.isAfter(before) && Math.max(a, b) >= STEP_ORDERS && ratio > largest) {
                largest = ratio;
                at = month;
            }
        }
        if (largest >= STEP) {
            notes.add(new DataNote(
                    DataNote.Kind.STEP,
                    "from " + at.minusMonths(1) + " to " + at + " the number of orders goes from "
                            + months.getOrDefault(at.minusMonths(1), 0L) + " to " + months.getOrDefault(at, 0L)
                            + ": did the way of counting change, or is a part of the data missing?",
                    Math.abs(months.getOrDefault(at, 0L) - months.getOrDefault(at.minusMonths(1), 0L)),
                    List.of()));
        }
    }

    private static long total(Map<LocalDate, Day> days) {
        return days.values().stream().mapToLong(day -> day.orders.count()).sum();
    }

    private static long count(Map<LocalDate, Day> days, LocalDate date) {
        Day day = days.get(date);
        return day == null ? 0 : day.orders.count();
    }
}
