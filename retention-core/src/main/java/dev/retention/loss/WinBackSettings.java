package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All that tells one method of winning back from another. Copied, changed, and then left alone. */
final class WinBackSettings implements Serializable {
    /** The group of those who were not called while they were away. */
    static final String NOT_CALLED = "not called";

    static final long NONE = Long.MIN_VALUE;

    private static final long serialVersionUID = 1;
    private static final int[] BRACKETS = {31, 61, 91, 181};

    final Spells spells;
    String track = "orders";
    String calls = CallRecord.TRACK;
    final ArrayList<String> codes = new ArrayList<>();
    LossValue value = LossValue.NONE;
    // The first and the last day of losses, beside those of the timeline.
    long from = Long.MIN_VALUE;
    long to = Long.MAX_VALUE;
    int[] brackets = BRACKETS;
    EventFilter events = EventFilter.ALL;

    WinBackSettings(Spells spells) {
        this.spells = spells;
    }

    WinBackSettings copy() {
        WinBackSettings copy = new WinBackSettings(spells);
        copy.track = track;
        copy.calls = calls;
        copy.codes.addAll(codes);
        copy.value = value;
        copy.from = from;
        copy.to = to;
        copy.brackets = brackets;
        copy.events = events;
        return copy;
    }

    static String named(String track) {
        checkArgument(!track.isEmpty(), "track (%s) must not be empty", track);
        return track;
    }

    static int[] ascending(int[] firstDays) {
        int least = 0;
        for (int day : firstDays) {
            checkArgument(day > least, "firstDays (%s) must ascend from 1", Arrays.toString(firstDays));
            least = day;
        }
        return firstDays.clone();
    }

    boolean hasWorth() {
        return value.kind() != LossValue.Kind.NONE;
    }

    /** The tracks that are read, that of the spells first. */
    List<String> tracks() {
        Set<String> all = new LinkedHashSet<>(List.of(track, calls));
        if (!value.track().isEmpty()) {
            all.add(value.track());
        }
        return List.copyOf(all);
    }

    /** The track with the amounts. */
    String amounts() {
        return value.track().isEmpty() ? track : value.track();
    }

    /** Refuses days of losses none of which are of the periods. */
    void checkWithin(Timeline periods) {
        long first = periods.first().firstDay().toEpochDay();
        long last = periods.asOf().toEpochDay();
        if (from > last || to < first) {
            throw new IllegalArgumentException("lostIn (" + LocalDate.ofEpochDay(from) + " to "
                    + LocalDate.ofEpochDay(to) + ") must have days of the timeline: " + periods);
        }
    }

    void check(HistoryStore<?> store) {
        checkArgument(!track.equals(calls), "track (%s) must not be that of the calls", track);
        tracks().forEach(store::track);
        HistoryStore<?> amounts = store.track(amounts());
        checkArgument(
                !hasWorth() || amounts.currency().isPresent(), "store (%s) must have amounts for %s", amounts, value);
    }

    /** A sentence for each code that was told and no event has. */
    List<String> warnings(HistoryStore<?> store) {
        HistoryStore<?> own = store.track(track);
        Set<String> odd = new LinkedHashSet<>(spells.warnings(own));
        odd.addAll(own.codes().warnings(events.unknownIn(own.codes())));
        odd.addAll(store.track(calls).codes().warnings(codes));
        return List.copyOf(odd);
    }

    /** The first call on or after a day, and no later than another; NONE if there is none. */
    long call(History history, long lost, long back) {
        History told = history.track(calls);
        for (int event = 0; event < told.size(); event++) {
            long day = told.epochDay(event);
            if (day >= lost && day <= back && (codes.isEmpty() || codes.contains(told.code(event)))) {
                return day;
            }
        }
        return NONE;
    }

    /** Which group a call so many days after the loss is of. */
    int group(long days) {
        int bracket = 0;
        while (bracket < brackets.length && days >= brackets[bracket]) {
            bracket++;
        }
        return bracket;
    }

    /** The names of the groups, that of those who were not called last. */
    List<String> groups() {
        List<String> groups = new ArrayList<>();
        int first = 0;
        for (int next : brackets) {
            groups.add("called " + first + " to " + (next - 1) + " days after the loss");
            first = next;
        }
        groups.add("called " + first + " days after the loss or later");
        groups.add(NOT_CALLED);
        return groups;
    }

    /** Prints the settings, which tell the method from every other. */
    @Override
    public String toString() {
        return "returns after " + (codes.isEmpty() ? "calls" : "calls " + LossCauses.quoted(codes)) + ", " + spells
                + ", " + value
                + (from == Long.MIN_VALUE ? "" : ", lost on days " + from + " to " + to)
                + ", by days since the loss from " + Arrays.toString(brackets) + ", on "
                + String.join(" and ", tracks());
    }
}
