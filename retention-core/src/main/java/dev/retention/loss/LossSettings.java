package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.loss.LossCauses.Recorded;
import dev.retention.movement.Spells;
import dev.retention.rule.Grouping;
import dev.retention.service.Signal;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All that tells one review of losses from another. Copied, changed, and then left alone. */
final class LossSettings implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int EARLY = 90;

    // Null of a list of losses.
    @Nullable
    Spells spells;

    // The track of the spells or of the list; empty for the first track of any store.
    String track = "";
    // The column of a list with the day on which the customer came.
    String since = "";
    LossValue value = LossValue.NONE;
    LossCauses causes = LossCauses.NONE;
    ArrayList<Signal> signals = new ArrayList<>();
    int window;
    int early = EARLY;
    EventFilter events = EventFilter.ALL;

    /** Refuses periods in which days cannot be told apart. */
    static void checkWholeDays(Timeline timeline) {
        checkArgument(
                !requireNonNull(timeline, "timeline").grain().isWithinDay(),
                "timeline (%s) must have periods of whole days",
                timeline);
    }

    LossSettings copy() {
        LossSettings copy = new LossSettings();
        copy.spells = spells;
        copy.track = track;
        copy.since = since;
        copy.value = value;
        copy.causes = causes;
        copy.signals = new ArrayList<>(signals);
        copy.window = window;
        copy.early = early;
        copy.events = events;
        return copy;
    }

    /** Refuses causes by codes that end no spell. */
    void checkModes(LossCauses others) {
        Spells own = spells;
        List<String> ends = own == null ? List.copyOf(others.codes()) : own.endCodes();
        for (String code : others.codes()) {
            checkArgument(ends.contains(code), "causes (%s) must be of codes that end a spell: %s", others, ends);
        }
        checkNames(others, ends);
    }

    /** Refuses modes that codes of no mode would join unasked. */
    private static void checkNames(LossCauses others, List<String> codes) {
        List<String> like = others.modesLike(codes);
        checkArgument(
                like.isEmpty(),
                "causes (%s) must not name a mode like a code of another: give %s a mode",
                others,
                like);
    }

    /** Refuses a value that there is no list for, or that a list has another place for. */
    void checkFits(LossValue others) {
        boolean isListed = others.kind() == LossValue.Kind.LISTED;
        String allowed = spells == null ? "listed, or on a track of its own" : "of orders or recurring";
        checkState(isListed == (spells == null) || !others.track().isEmpty(), "value (%s) must be %s", others, allowed);
    }

    /** The signals, of which there must be one, and none of two with one definition. */
    static List<Signal> distinct(Signal... signals) {
        for (Signal signal : signals) {
            requireNonNull(signal, "signals");
        }
        List<Signal> all = List.of(signals);
        long distinct = all.stream().map(Signal::definition).distinct().count();
        checkArgument(distinct > 0 && distinct == all.size(), "signals (%s) must be at least one and each once", all);
        return all;
    }

    /** The items of which these settings tell something. */
    Set<LossItem> items() {
        Set<LossItem> items = EnumSet.allOf(LossItem.class);
        if (spells == null) {
            items.removeAll(EnumSet.range(LossItem.START, LossItem.LOST_AND_BACK));
        }
        if (spells == null && since.isEmpty()) {
            items.remove(LossItem.EARLY);
        }
        if (!causes.reasons().exist()) {
            items.removeAll(EnumSet.of(LossItem.WITH_REASON, LossItem.NOT_JUDGED));
        }
        if (!causes.judges()) {
            items.removeAll(EnumSet.of(LossItem.AVOIDABLE, LossItem.UNAVOIDABLE));
        }
        if (!causes.hasInvoluntary()) {
            items.remove(LossItem.INVOLUNTARY);
        }
        if (signals.isEmpty()) {
            items.remove(LossItem.SILENT);
        }
        return items;
    }

    /** Refuses an item that is not counted, and says what is to be told for it. */
    void checkCounted(LossItem item) {
        if (items().contains(item)) {
            return;
        }
        String missing = switch (item) {
            case EARLY -> "a list does not say when customers came, unless since(…) names the column";
            case WITH_REASON, NOT_JUDGED -> "tell where reasons are by(LossCauses.recordedIn(…))";
            case AVOIDABLE, UNAVOIDABLE -> "tell which reasons are by(LossCauses.recordedIn(…).avoidable(…))";
            case INVOLUNTARY -> "tell which codes are by(LossCauses.….involuntary(…))";
            case SILENT -> "tell what there is to hear by listening(…)";
            default -> "a list does not say who was there";
        };
        throw new IllegalArgumentException("item (" + item + ") is not counted: " + missing);
    }

    /** Refuses a share that is none. */
    void checkPart(LossItem part, LossItem whole) {
        requireNonNull(part, "part");
        checkCounted(requireNonNull(whole, "whole"));
        checkCounted(part);
        checkArgument(part.isPartOf(whole), "part (%s) must be of customers who are all of whole (%s)", part, whole);
    }

    /** Whether a code says how a customer was lost: not that of an order, and not none. */
    boolean isMode(String code) {
        return !code.isEmpty() && (spells == null || spells.endCodes().contains(code));
    }

    /** The reason of a loss that an event made, null if there is none. */
    @Nullable
    String reason(Recorded recorded, History history, int event) {
        LossReasons reasons = causes.reasons();
        if (!reasons.exist() || reasons.track().isEmpty()) {
            return reasons.exist() ? reasons.of(recorded, history, event) : null;
        }
        LossWindow window = LossWindow.of(this, history, event);
        return window == null ? null : reasons.within(recorded, history.track(reasons.track()), window);
    }

    /** By the reason of the event that made the loss. */
    Grouping reasons(Recorded recorded) {
        checkState(causes.reasons().exist(), "reasons are not recorded: take LossCauses.recordedIn(…)");
        LossSettings own = this;
        return Grouping.ofEvents(
                recorded == Recorded.FIRST ? "first reason" : "present reason",
                Grouping.Reading.AT_ANCHOR,
                (history, event) -> own.reasonOfAny(recorded, history, event));
    }

    /** The same by an event of all that there are, where stays are of those that count. */
    private @Nullable String reasonOfAny(Recorded recorded, History history, int event) {
        if (events.isAll() || causes.reasons().track().isEmpty()) {
            return reason(recorded, history, event);
        }
        EventFilter.View view = events.view();
        History counted = view.of(history.copy());
        int at = 0;
        while (view.original(at) != event) {
            at++;
        }
        return reason(recorded, counted, at);
    }

    /** By the mode of the event that made the loss, with all that were named. */
    Grouping modes() {
        LossSettings own = this;
        return Grouping.ofCode(
                        "mode", Grouping.Reading.AT_ANCHOR, code -> own.isMode(code) ? own.causes.mode(code) : null)
                .declaring(causes.modes().toArray(String[]::new));
    }

    /** The tracks that are read, that of the losses first; none if it is the only one and has no name. */
    List<String> tracks() {
        Set<String> others = new LinkedHashSet<>();
        signals.forEach(signal -> others.addAll(signal.tracks()));
        others.add(value.track());
        others.add(causes.reasons().track());
        others.remove("");
        if (track.isEmpty()) {
            checkState(others.isEmpty(), "losses are read beside the tracks %s: name their own by on(track)", others);
            return List.of();
        }
        Set<String> all = new LinkedHashSet<>(List.of(track));
        all.addAll(others);
        return List.copyOf(all);
    }

    /** The store of the losses themselves. */
    HistoryStore<?> own(HistoryStore<?> store) {
        return track.isEmpty() ? store : store.track(track);
    }

    /** The store of the reasons. */
    private HistoryStore<?> reasons(HistoryStore<?> store) {
        String other = causes.reasons().track();
        return other.isEmpty() ? own(store) : store.track(other);
    }

    /** A customer on the track of the losses, where other tracks may come first. */
    History own(History history) {
        return track.isEmpty() ? history : history.track(track);
    }

    /** Refuses settings that could have no effect, and stores that lack what is read. */
    void check(HistoryStore<?> store) {
        tracks().forEach(store::track);
        HistoryStore<?> own = own(store);
        for (String column : causes.reasons().columns()) {
            checkColumn(reasons(store), column);
            checkArgument(reasons(store).holdsTexts(column), "column (%s) of reasons must be of texts", column);
        }
        checkColumn(own, since);
        checkArgument(since.isEmpty() || own.holdsDays(since), "column (%s) of arrivals must be of days", since);
        checkNames(causes, own.codes().names());
        if (value.kind() == LossValue.Kind.LISTED) {
            checkColumn(own, value.worths().contains(LossWorth.YEAR_BEFORE) ? LossValue.YEAR_BEFORE : "");
            checkColumn(own, value.worths().contains(LossWorth.LIFETIME) ? LossValue.LIFETIME : "");
        }
        if (value.kind() != LossValue.Kind.NONE) {
            HistoryStore<?> amounts = value.track().isEmpty() ? own : store.track(value.track());
            checkArgument(amounts.currency().isPresent(), "store (%s) must have amounts for %s", amounts, value);
        }
    }

    private static void checkColumn(HistoryStore<?> store, String column) {
        List<String> columns = store.columns();
        checkArgument(
                column.isEmpty() || columns.contains(column),
                "column (%s) must be one of the store's columns %s",
                column,
                columns);
    }

    /** A sentence for each code and reason that was told and no event has. */
    List<String> warnings(HistoryStore<?> store) {
        HistoryStore<?> own = own(store);
        Set<String> odd = new LinkedHashSet<>(spells == null ? List.of() : spells.warnings(own));
        odd.addAll(own.codes().warnings(causes.codes()));
        odd.addAll(own.codes().warnings(events.unknownIn(own.codes())));
        signals.forEach(signal -> odd.addAll(signal.warnings(store)));
        Set<String> known = new TreeSet<>();
        causes.reasons().columns().forEach(column -> known.addAll(reasons(store).texts(column)));
        known.removeIf(String::isBlank);
        causes.judgedReasons().stream()
                .filter(reason -> !known.contains(reason))
                .forEach(reason -> odd.add("no event has the reason " + reason + ": there are " + known));
        return List.copyOf(odd);
    }

    /** Prints the settings, which tell the method from every other. */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder("losses, ");
        words.append(spells == null ? "as listed" : spells);
        words.append(since.isEmpty() ? "" : ", since " + LossCauses.quoted(List.of(since)));
        words.append(", ").append(value).append(", ").append(causes);
        words.append(items().contains(LossItem.EARLY) ? ", early within " + early + " days" : "");
        if (!signals.isEmpty()) {
            words.append(", ").append(window).append(" days before: ");
            words.append(
                    LossCauses.quoted(signals.stream().map(Signal::definition).toList()));
        }
        return words.append(track.isEmpty() ? "" : ", on " + String.join(" and ", tracks()))
                .toString();
    }
}
