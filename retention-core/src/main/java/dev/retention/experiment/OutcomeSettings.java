package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.experiment.Outcome.Kind;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** All that tells one outcome from another. Copied, changed, and then left alone. */
final class OutcomeSettings implements Serializable {
    private static final long serialVersionUID = 1;

    String name;
    final Kind kind;
    final int days;
    final OutcomeSource source;
    int pastDays;
    String track;
    EventFilter events = EventFilter.ALL;
    boolean isMoney;
    boolean isLowerBetter;

    OutcomeSettings(String name, Kind kind, int days, OutcomeSource source) {
        this.name = name;
        this.kind = kind;
        this.days = Checks.within(days, 1, Checks.MOST, "days");
        this.source = source;
        this.track = source.tracks("orders").get(0);
    }

    static String checkName(String name) {
        checkArgument(!requireNonNull(name, "name").isBlank(), "name (%s) must not be blank", name);
        return name;
    }

    OutcomeSettings copy() {
        OutcomeSettings copy = new OutcomeSettings(name, kind, days, source);
        copy.pastDays = pastDays;
        copy.track = track;
        copy.events = events;
        copy.isMoney = isMoney;
        copy.isLowerBetter = isLowerBetter;
        return copy;
    }

    void checkTrack() {
        String other = track + " and another";
        checkState(
                source.tracks(other).get(0).equals(other),
                "outcome (%s) must be on the tracks %s that it names itself",
                name,
                tracks());
    }

    void checkEvents() {
        checkState(source.looksAtEvents(), "outcome (%s) must say itself which events count", name);
    }

    void checkPast() {
        checkState(kind != Kind.RATIO, "outcome (%s) must be no ratio to be adjusted by its past", name);
        checkIsOfDays();
    }

    void checkIsOfDays() {
        checkState(source.hasPast(), "outcome (%s) must be of days: cells of a rule have no past", name);
    }

    /** The tracks that are read, its own first. */
    List<String> tracks() {
        return source.tracks(track);
    }

    /** Refuses a store that lacks amounts on the own track. */
    void check(HistoryStore<?> store) {
        checkArgument(
                !(source.readsAmounts() || (isMoney && source.looksAtEvents()))
                        || store.track(track).currency().isPresent(),
                "store (%s) must have amounts for outcome (%s)",
                store.track(track),
                name);
    }

    /** A sentence for each code that is told and that no event has. */
    List<String> warnings(HistoryStore<?> store) {
        HistoryStore<?> own = store.track(track);
        List<String> odd = new ArrayList<>(source.warnings(own));
        odd.addAll(own.codes().warnings(events.unknownIn(own.codes())));
        return odd;
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\\\"") + '"';
    }

    /** Prints the settings, which tell the outcome from every other. */
    @Override
    public String toString() {
        return name + " (" + kind + " of " + source.words() + " on " + String.join(" and ", tracks()) + " in "
                + Text.days(days)
                + (events.isAll() ? "" : ", counting " + events)
                + (pastDays == 0 ? "" : ", against " + Text.days(pastDays) + " before")
                + (isMoney ? ", money" : "")
                + (isLowerBetter ? ", less is better" : "") + ")";
    }
}
