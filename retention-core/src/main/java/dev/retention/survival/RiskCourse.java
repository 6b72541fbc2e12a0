package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** A number that events of a track change in a customer's time. */
final class RiskCourse implements Serializable {
    private static final long serialVersionUID = 1;

    final String name;
    final String track;
    private final ArrayList<String> codes;
    /** From which event on the number is 1; 0 if it is the count. */
    private final int number;
    /** For how many days an event counts; 0 for ever. */
    private final int days;

    RiskCourse(String name, String track, String[] codes, int number, int days) {
        this.name = name;
        this.track = requireNonNull(track, "track");
        this.codes = new ArrayList<>();
        for (String code : requireNonNull(codes, "codes")) {
            checkArgument(!this.codes.contains(requireNonNull(code, "codes")), "codes (%s) must differ", code);
            this.codes.add(code);
        }
        this.number = number;
        this.days = days;
    }

    /** The days of the events, counted from a start, in order. */
    int[] offsets(History first, long start) {
        History history = on(first, track);
        BitSet wanted = new BitSet();
        codes.forEach(code -> history.codes().find(code).ifPresent(wanted::set));
        int[] offsets = new int[history.size()];
        int size = 0;
        for (int i = 0; i < offsets.length; i++) {
            if (codes.isEmpty() || wanted.get(history.codeIndex(i))) {
                offsets[size++] = Math.toIntExact(history.epochDay(i) - start);
            }
        }
        return Arrays.copyOf(offsets, size);
    }

    /** A track of a customer; the first if it has no name. */
    static History on(History first, String track) {
        return track.isEmpty() ? first : first.track(track);
    }

    /** The days after which the number may be another. */
    int[] changes(int[] offsets) {
        if (days == 0) {
            return offsets;
        }
        int[] changes = Arrays.copyOf(offsets, 2 * offsets.length);
        Arrays.setAll(changes, i -> i < offsets.length ? offsets[i] : offsets[i - offsets.length] + days);
        return changes;
    }

    /** The number from the end of a day on: events of that day count. */
    double after(int[] offsets, int day) {
        int count = 0;
        for (int offset : offsets) {
            count += offset <= day && (days == 0 || day < offset + days) ? 1 : 0;
        }
        return number == 0 ? count : count >= number ? 1 : 0;
    }

    /** Prints the number in words, such as {@code complaints: events [complaint] of tickets within 90 days}. */
    @Override
    public String toString() {
        return name + ": " + (number == 0 ? "" : "since number " + number + " of ") + events()
                + (days == 0 ? "" : " within " + days + " days");
    }

    /** The events in words. */
    String events() {
        return "events" + (codes.isEmpty() ? "" : " " + List.copyOf(codes)) + (track.isEmpty() ? "" : " of " + track);
    }
}
