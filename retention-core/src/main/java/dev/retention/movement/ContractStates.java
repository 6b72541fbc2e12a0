package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The states of subscriptions as rows tell them, in order of time. */
final class ContractStates<S, K> {
    private final ContractParts<S, K> by;
    private final Map<K, Map<Object, List<ContractState<S, K>>>> states = new LinkedHashMap<>();
    private final Comparator<ContractState<S, K>> order = Comparator.<ContractState<S, K>, LocalDate>comparing(
                    ContractState::from)
            .thenComparingLong(ContractState::number);
    private LocalDate last = LocalDate.MIN;

    ContractStates(ContractParts<S, K> by) {
        this.by = by;
    }

    /** Takes note of a first day, be it of a row that is left out. */
    private void see(LocalDate from) {
        last = from.isAfter(last) ? from : last;
    }

    /** Takes what a row says, or refuses it. */
    void read(S row, long number) {
        ContractState<S, K> state;
        try {
            state = ContractState.of(by, row, number, this::see);
        } catch (IllegalArgumentException e) {
            refuse(e);
            return;
        }
        states.computeIfAbsent(state.customer(), unused -> new LinkedHashMap<>(2))
                .computeIfAbsent(state.subscription(), unused -> new ArrayList<>(2))
                .add(state);
    }

    private void refuse(IllegalArgumentException why) {
        if (by.leftOut == null) {
            throw why;
        }
        by.leftOut.accept(why.getMessage());
    }

    /** The changes, subscription by subscription in order of time. */
    List<ContractChange<S, K>> changes() {
        ContractEvents<S, K> events = new ContractEvents<>(by, this::refuse);
        for (Map<Object, List<ContractState<S, K>>> ofCustomer : states.values()) {
            for (List<ContractState<S, K>> each : ofCustomer.values()) {
                each.removeIf(ContractState::holdsOnNoDay);
                each.sort(order);
                if (each.stream().anyMatch(ContractState::isLate)) {
                    showAsKnown(ones(each), events);
                } else {
                    show(each, events);
                }
            }
        }
        return events.changes();
    }

    /** Shows the states of one subscription, each of which follows the one before or begins after a time without any. */
    private void show(List<ContractState<S, K>> ofOne, ContractEvents<S, K> events) {
        ContractState<S, K> before = null;
        LocalDate end = null;
        for (ContractState<S, K> state : ofOne) {
            try {
                if (before != null && !follows(before, end, state)) {
                    events.show(null, requireNonNull(end), null);
                }
                events.show(state, state.from(), null);
            } catch (IllegalArgumentException e) {
                refuse(e);
                continue;
            }
            if (before != null) {
                events.note(before, state.from());
            }
            before = state;
            end = end(state);
        }
        if (before != null) {
            events.note(before, end);
            events.close(end);
        }
    }

    private @Nullable LocalDate end(ContractState<S, K> state) {
        return by.monthly && state.from().equals(last) ? null : state.end();
    }

    /** The states that do not contradict one before. */
    private List<ContractState<S, K>> ones(List<ContractState<S, K>> ofOne) {
        List<ContractState<S, K>> ones = new ArrayList<>();
        for (ContractState<S, K> state : ofOne) {
            try {
                if (!ones.isEmpty()) {
                    ContractState<S, K> before = ones.get(ones.size() - 1);
                    follows(before, end(before), state);
                }
                ones.add(state);
            } catch (IllegalArgumentException e) {
                refuse(e);
            }
        }
        return ones;
    }

    /**
     * Shows the states of one subscription as they came to be known: on each day first what is known by now of the day before, which
     * restates what was shown of it, then the day itself.
     */
    private void showAsKnown(List<ContractState<S, K>> ofOne, ContractEvents<S, K> events) {
        TreeSet<LocalDate> days = new TreeSet<>();
        for (ContractState<S, K> state : ofOne) {
            days.add(state.from());
            days.add(state.known());
            if (state.end() != null) {
                days.add(state.end());
            }
        }
        for (LocalDate day : days) {
            try {
                events.show(holding(ofOne, day, day.minusDays(1)), day, firstOfLate(ofOne, day));
                events.show(holding(ofOne, day, day), day, null);
            } catch (IllegalArgumentException e) {
                refuse(e);
            }
        }
        for (int i = 0; i < ofOne.size(); i++) {
            LocalDate end = ofOne.get(i).end();
            LocalDate next = i + 1 < ofOne.size() ? ofOne.get(i + 1).from() : null;
            events.note(ofOne.get(i), end == null ? next : end);
        }
        events.close(null);
    }

    /** The state that holds on a day as known by another. */
    private @Nullable ContractState<S, K> holding(List<ContractState<S, K>> ofOne, LocalDate knownBy, LocalDate day) {
        ContractState<S, K> holding = null;
        for (ContractState<S, K> state : ofOne) {
            LocalDate end = end(state);
            if (!state.known().isAfter(knownBy) && !state.from().isAfter(day) && (end == null || end.isAfter(day))) {
                holding = state;
            }
        }
        return holding;
    }

    /** From when on holds what came to be known on a day. */
    private static <S, K> LocalDate firstOfLate(List<ContractState<S, K>> ofOne, LocalDate day) {
        return ofOne.stream()
                .filter(state -> state.known().equals(day))
                .map(ContractState::from)
                .min(Comparator.naturalOrder())
                .orElse(day);
    }

    private boolean follows(ContractState<S, K> before, @Nullable LocalDate end, ContractState<S, K> state) {
        boolean untilNext = by.until == null;
        if (state.from().equals(before.from()) || (!untilNext && (end == null || end.isAfter(state.from())))) {
            throw new IllegalArgumentException(state.where() + " must not begin on " + state.from() + ", while row "
                    + before.number() + " of its subscription holds from " + before.from()
                    + (end == null ? " on" : " to before " + end));
        }
        boolean follows = end == null || state.from().equals(end);
        if (!follows && by.refusesGaps) {
            throw new IllegalArgumentException(state.where() + " must not begin on " + state.from() + ", after row "
                    + before.number() + " of its subscription ended on " + end);
        }
        return follows;
    }
}
