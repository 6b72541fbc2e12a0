package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The states of subscriptions as rows tell them, and the changes between them. */
final class ContractStates<S, K> {
    private final Function<? super S, @Nullable String> ending;
    private final boolean untilNext;
    private final boolean monthly;
    private final @Nullable Consumer<? super String> leftOut;
    private final Map<List<Object>, List<State<S, K>>> bySubscription = new LinkedHashMap<>();
    private final List<ContractChange<S, K>> changes = new ArrayList<>();
    private LocalDate last = LocalDate.MIN;

    /**
     * Without any.
     *
     * @param ending by what a subscription ended
     * @param untilNext whether a state lasts until the next one
     * @param monthly whether states are of months, of which the last has not ended
     * @param leftOut is told of what is left out; null if that is refused
     */
    ContractStates(
            Function<? super S, @Nullable String> ending,
            boolean untilNext,
            boolean monthly,
            @Nullable Consumer<? super String> leftOut) {
        this.ending = ending;
        this.untilNext = untilNext;
        this.monthly = monthly;
        this.leftOut = leftOut;
    }

    /** What one row says; {@code where} names the row. */
    record State<S, K>(
            S row,
            long number,
            K customer,
            Object subscription,
            LocalDate from,
            @Nullable LocalDate end,
            MonthlyValue value,
            String where) {}

    void add(State<S, K> state) {
        last = state.from.isAfter(last) ? state.from : last;
        bySubscription
                .computeIfAbsent(List.of(state.customer, state.subscription), unused -> new ArrayList<>())
                .add(state);
    }

    void refuse(String why) {
        if (leftOut == null) {
            throw new IllegalArgumentException(why);
        }
        leftOut.accept(why);
    }

    /** The changes, subscription by subscription in order of time. */
    List<ContractChange<S, K>> changes() {
        for (List<State<S, K>> states : bySubscription.values()) {
            states.sort(Comparator.<State<S, K>, LocalDate>comparing(state -> state.from)
                    .thenComparingLong(state -> state.number));
            change(states);
        }
        return List.copyOf(changes);
    }

    /** The changes of one subscription, whose states are in order of time. */
    private void change(List<State<S, K>> states) {
        State<S, K> before = null;
        LocalDate end = null;
        for (State<S, K> state : states) {
            if (before != null && holds(before, end, state.from)) {
                refuse(state.where + " must not begin on " + state.from + ", while row " + before.number
                        + " of its subscription holds from " + before.from
                        + (end == null ? " on" : " to before " + end));
                continue;
            }
            boolean follows = before != null && (untilNext || state.from.equals(end));
            if (before != null && !follows) {
                add(before, requireNonNull(end), before.value, MonthlyValue.ZERO);
            }
            add(state, state.from, follows ? requireNonNull(before).value : MonthlyValue.ZERO, state.value);
            before = state;
            end = monthly && state.from.equals(last) ? null : state.end;
        }
        if (before != null && end != null) {
            add(before, end, before.value, MonthlyValue.ZERO);
        }
    }

    private boolean holds(State<S, K> state, @Nullable LocalDate end, LocalDate day) {
        return state.from.equals(day) || (!untilNext && (end == null || end.isAfter(day)));
    }

    private void add(State<S, K> of, LocalDate day, MonthlyValue before, MonthlyValue after) {
        boolean starts = before.equals(MonthlyValue.ZERO);
        boolean ends = after.equals(MonthlyValue.ZERO);
        if (starts && ends) {
            return;
        }
        String by = ends ? ending.apply(of.row) : null;
        String code = starts ? Contracts.STARTED : !ends ? Contracts.CHANGED : by == null ? Contracts.ENDED : by;
        changes.add(new ContractChange<>(of.row, of.customer, of.subscription, day, before, after, code));
    }
}
