package dev.retention.movement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The states of subscriptions as rows tell them, in order of time. */
final class ContractStates<S, K> {
    private final ContractParts<S, K> by;
    private final Map<K, Map<Object, List<ContractState<S, K>>>> states = new LinkedHashMap<>();
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
                each.sort(Comparator.<ContractState<S, K>, LocalDate>comparing(ContractState::from)
                        .thenComparingLong(ContractState::number));
                follow(each, events);
            }
        }
        return events.changes();
    }

    /** The states of one subscription, each of which follows the one before or begins after a time without any. */
    private void follow(List<ContractState<S, K>> ofOne, ContractEvents<S, K> events) {
        ContractState<S, K> before = null;
        LocalDate end = null;
        for (ContractState<S, K> state : ofOne) {
            try {
                boolean follows = before != null && follows(before, end, state);
                events.enter(state, follows, end);
            } catch (IllegalArgumentException e) {
                refuse(e);
                continue;
            }
            before = state;
            end = by.monthly && state.from().equals(last) ? null : state.end();
        }
        events.leave(end);
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
