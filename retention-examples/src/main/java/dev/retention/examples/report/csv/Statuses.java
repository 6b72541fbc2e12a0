package dev.retention.examples.report.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the statuses of subscriptions mean: which have recurring value, which have ended, which have none. */
final class Statuses {

    /** What a status means for recurring value. */
    enum Meaning {
        /** It has its value. */
        COUNTS,
        /** It had its value until its end. */
        ENDED,
        /** It has none for now, and had some before, as far as the file says from when. */
        PAUSED,
        /** It has none. */
        DOES_NOT_COUNT
    }

    private static final Set<String> COUNTED = Set.of(
            "active",
            "past_due",
            "non_renewing",
            "live",
            "current",
            "paying",
            "renewing",
            "renewed",
            "in_grace",
            "yes");
    private static final Set<String> ENDED = Set.of(
            "canceled",
            "cancelled",
            "ended",
            "expired",
            "terminated",
            "churned",
            "inactive",
            "closed",
            "lapsed",
            "deleted",
            "deactivated");
    private static final Set<String> PAUSED = Set.of("paused", "on_hold", "suspended", "frozen");
    private static final Set<String> NOT_COUNTED = Set.of(
            "trialing",
            "trialling",
            "in_trial",
            "trial",
            "unpaid",
            "incomplete",
            "incomplete_expired",
            "future",
            "pending",
            "scheduled",
            "not_started",
            "draft",
            "free",
            "transferred");

    private static final int MOST = 200;

    private final Set<String> stated = new LinkedHashSet<>();
    private final Map<String, Occurrences> seen = new TreeMap<>();
    private final Map<String, Occurrences> unknown = new TreeMap<>();

    /** @param counted the statuses that count besides, with commas between */
    Statuses(@Nullable String counted) {
        if (counted != null) {
            Arrays.stream(counted.split(",", -1))
                    .map(Statuses::plain)
                    .filter(each -> !each.isEmpty())
                    .forEach(stated::add);
            if (stated.isEmpty()) {
                throw new BadInputException("--count-status " + Shown.quoted(counted) + " names no status");
            }
        }
    }

    private static String plain(String status) {
        return status.strip().toLowerCase(Locale.ROOT).replaceAll("[- ]+", "_");
    }

    /** Whether trials count. */
    boolean countsTrials() {
        return stated.contains("trialing")
                || stated.contains("trialling")
                || stated.contains("in_trial")
                || stated.contains("trial");
    }

    /**
     * What a status means; a column of several hundred different ones is none of statuses.
     *
     * @throws Fault if so
     */
    Meaning of(String text, String column, long line) {
        String status = plain(text);
        if (!seen.containsKey(status) && seen.size() >= MOST) {
            throw Fault.systematic("column " + column + " has more than " + MOST + " values: is it one of statuses?");
        }
        seen.computeIfAbsent(status, unused -> new Occurrences()).add(line);
        if (status.isEmpty() || COUNTED.contains(status) || stated.contains(status)) {
            return Meaning.COUNTS;
        }
        if (ENDED.contains(status)) {
            return Meaning.ENDED;
        }
        if (PAUSED.contains(status)) {
            return Meaning.PAUSED;
        }
        if (!NOT_COUNTED.contains(status)) {
            unknown.computeIfAbsent(text.strip(), unused -> new Occurrences()).add(line);
        }
        return Meaning.DOES_NOT_COUNT;
    }

    /** Which statuses count and which do not, in words. */
    String words() {
        List<String> counted = new ArrayList<>(List.of("active", "past_due"));
        stated.stream().filter(each -> !counted.contains(each)).forEach(counted::add);
        List<String> not = seen.entrySet().stream()
                .filter(each -> NOT_COUNTED.contains(each.getKey()) || PAUSED.contains(each.getKey()))
                .filter(each -> !stated.contains(each.getKey()))
                .map(each -> each.getKey() + " " + each.getValue().count())
                .toList();
        return "counting " + String.join(" and ", counted) + ", and what has ended until its end; "
                + (not.isEmpty() ? "no other status is there" : "not " + Shown.list(not))
                + (stated.isEmpty() ? " (see --count-status)" : "");
    }

    /** Statuses that are not known. */
    List<DataNote> notes(String column) {
        List<DataNote> notes = new ArrayList<>();
        unknown.forEach((status, lines) -> notes.add(new DataNote(
                DataNote.Kind.UNKNOWN_STATUS,
                Shown.counted(lines.count(), "line") + " with " + Shown.argument(column) + " " + Shown.quoted(status)
                        + ", which is not known: left out; say --count-status " + Shown.argument(status)
                        + " if it counts",
                lines.count(),
                lines.first())));
        Set<String> missed = new LinkedHashSet<>(stated);
        missed.removeAll(seen.keySet());
        if (!missed.isEmpty()) {
            notes.add(new DataNote(
                    DataNote.Kind.VALUE_NOT_THERE,
                    "no line has the status " + Shown.list(missed) + ", which --count-status names",
                    missed.size(),
                    List.of()));
        }
        return notes;
    }
}
