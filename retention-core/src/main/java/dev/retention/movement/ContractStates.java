package dev.retention.movement;

import static java.util.Objects.requireNonNull;

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
        Object subscription = by.eachAlone ? (Object) number : state.subscription();
        states.computeIfAbsent(state.customer(), unused -> new LinkedHashMap<>(2))
                .computeIfAbsent(subscription, unused -> new ArrayList<>(2))
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
        LateContracts<S, K> late = new LateContracts<>(events);
        for (Map<Object, List<ContractState<S, K>>> ofCustomer : states.values()) {
            for (List<ContractState<S, K>> each : ofCustomer.values()) {
                each.removeIf(ContractState::holdsOnNoDay);
                each.sort(order);
                List<LateContracts.Held<S, K>> ones = ones(each, events);
                if (each.stream().noneMatch(ContractState::isLate)) {
                    show(ones, events);
                } else {
                    showLate(ones, late, events);
                }
            }
        }
        return events.changes();
    }

    private void showLate(List<LateContracts.Held<S, K>> ofOne, LateContracts<S, K> late, ContractEvents<S, K> events) {
        int mark = events.mark();
        try {
            late.show(ofOne);
        } catch (IllegalArgumentException e) {
            events.reset(mark);
            refuse(new IllegalArgumentException(e.getMessage() + "; its subscription is left out", e));
        }
    }

    /** The states that do not contradict one before and can be converted, and until when each holds. */
    private List<LateContracts.Held<S, K>> ones(List<ContractState<S, K>> ofOne, ContractEvents<S, K> events) {
        List<LateContracts.Held<S, K>> ones = new ArrayList<>();
        for (ContractState<S, K> state : ofOne) {
            try {
                LateContracts.Held<S, K> before = ones.isEmpty() ? null : ones.get(ones.size() - 1);
                boolean follows = before != null && follows(before.state(), before.end(), state);
                events.checkRate(state, follows ? requireNonNull(before).state() : null);
                if (follows) {
                    ones.set(
                            ones.size() - 1,
                            new LateContracts.Held<>(requireNonNull(before).state(), state.from()));
                }
                ones.add(new LateContracts.Held<>(state, end(state)));
            } catch (IllegalArgumentException e) {
                refuse(e);
            }
        }
        return ones;
    }

    /** Shows the states of one subscription, each of which follows the one before or begins after a time without any. */
    private void show(List<LateContracts.Held<S, K>> ofOne, ContractEvents<S, K> events) {
        LateContracts.Held<S, K> before = null;
        for (LateContracts.Held<S, K> one : ofOne) {
            LocalDate from = one.state().from();
            if (before != null && !from.equals(before.end())) {
                events.show(null, requireNonNull(before.end()));
            }
            events.show(one.state(), from);
            events.note(one.state(), one.end(), before != null && from.equals(before.end()));
            before = one;
        }
        events.close(before == null ? null : before.end());
    }

    private @Nullable LocalDate end(ContractState<S, K> state) {
        boolean goesOn = by.monthly && state.from().equals(last) && state.cancelled() == null;
        return goesOn ? null : state.end();
    }

    /** Whether a state follows another without a day between. */
    private boolean follows(ContractState<S, K> before, @Nullable LocalDate end, ContractState<S, K> state) {
        boolean untilNext = by.until == null;
        boolean overlaps = end == null || end.isAfter(state.from());
        if (state.from().equals(before.from()) || (!untilNext && overlaps)) {
            throw new IllegalArgumentException(state.where() + " must not begin on " + state.from() + ", while row "
                    + before.number() + " of its subscription holds from " + before.from()
                    + (end == null ? " on" : " to before " + end));
        }
        boolean follows = overlaps || state.from().equals(end);
        if (!follows && by.refusesGaps) {
            throw new IllegalArgumentException(state.where() + " must not begin on " + state.from() + ", after row "
                    + before.number() + " of its subscription ended on " + end);
        }
        return follows;
    }
}
