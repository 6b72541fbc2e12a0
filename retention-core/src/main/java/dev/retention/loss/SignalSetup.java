package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.service.LaterLoss;
import dev.retention.service.Signal;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings of {@link Signals}; {@code risk} is without a signal yet, and the worth that of orders unless it was told. */
record SignalSetup(
        Timeline timeline,
        Spells spells,
        String track,
        int within,
        LaterLoss risk,
        ArrayList<Signal> asked,
        SignalAlarm alarm,
        SignalLead lead,
        LossValue value,
        LossWorth worth,
        boolean isWorthTold)
        implements Serializable {
    private static final long serialVersionUID = 1;

    SignalSetup withTrack(String other) {
        return new SignalSetup(
                timeline, spells, other, within, risk.on(other), asked, alarm, lead, value, worth, isWorthTold);
    }

    SignalSetup withDays(int days) {
        return new SignalSetup(
                timeline, spells, track, days, risk.within(days), asked, alarm, lead, value, worth, isWorthTold);
    }

    SignalSetup withRisk(LaterLoss other) {
        return new SignalSetup(timeline, spells, track, within, other, asked, alarm, lead, value, worth, isWorthTold);
    }

    SignalSetup withSignals(List<? extends Signal> more) {
        ArrayList<Signal> all = new ArrayList<>(asked);
        for (Signal signal : more) {
            all.add(requireNonNull(signal, "a signal"));
        }
        Set<String> known = new HashSet<>(Set.of(Signals.ANY, Signals.LIVE_DAYS));
        for (Signal signal : all) {
            checkArgument(known.add(signal.definition()), "signals must differ: %s comes twice", signal.definition());
        }
        return new SignalSetup(timeline, spells, track, within, risk, all, alarm, lead, value, worth, isWorthTold);
    }

    SignalSetup withAlarm(SignalAlarm other) {
        return new SignalSetup(timeline, spells, track, within, risk, asked, other, lead, value, worth, isWorthTold);
    }

    SignalSetup withLead(SignalLead other) {
        return new SignalSetup(timeline, spells, track, within, risk, asked, alarm, other, value, worth, isWorthTold);
    }

    SignalSetup withWorth(LossValue other, LossWorth which) {
        return new SignalSetup(timeline, spells, track, within, risk, asked, alarm, lead, other, which, true);
    }

    /** Refuses a store that lacks a track or the amounts that were told of. */
    void check(HistoryStore<?> store) {
        tracks().forEach(store::track);
        HistoryStore<?> amounts = store.track(value.track().isEmpty() ? track : value.track());
        checkArgument(
                !isWorthTold || amounts.currency().isPresent(), "store (%s) must have amounts for %s", amounts, value);
    }

    /** That any of the signals came, and then each of them. */
    List<Signal> signals() {
        checkState(!asked.isEmpty(), "signals must be asked of: name them by asking(…)");
        ArrayList<Signal> each = asked;
        List<Signal> all = new ArrayList<>();
        all.add(Signal.of(
                Signals.ANY, tracks(), (history, days) -> each.forEach(signal -> signal.forEachDay(history, days))));
        all.addAll(asked);
        return List.copyOf(all);
    }

    /** That of the spells, and those of the signals. */
    List<String> tracks() {
        Set<String> names = new LinkedHashSet<>(List.of(track));
        asked.forEach(signal -> names.addAll(signal.tracks()));
        if (!value.track().isEmpty()) {
            names.add(value.track());
        }
        return List.copyOf(names);
    }

    /** What is counted, in words. */
    @Override
    public String toString() {
        return "losses announced within " + within + " days by "
                + asked.stream().map(Signal::definition).collect(Collectors.joining("; "))
                + (alarm == SignalAlarm.EVERY_DAY ? ", an alarm every day" : ", one alarm per window")
                + (lead == SignalLead.FIRST ? ", led by the first" : ", led by the last") + ", worth " + worth + " "
                + value + ", " + spells + ", on " + String.join(" and ", tracks());
    }
}
