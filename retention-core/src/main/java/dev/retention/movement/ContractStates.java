package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The states of subscriptions as rows tell them, and the changes between them. */
final class ContractStates<S, K> {
    private static final MonthlyValue MOST =
            MonthlyFactor.MONTHS_AND_YEARS.monthly(BigDecimal.valueOf(1, -15), BillingInterval.MONTHLY);

    private final boolean untilNext;
    private final boolean monthly;
    private final @Nullable Consumer<? super String> leftOut;
    private final Map<List<Object>, List<State<S, K>>> bySubscription = new LinkedHashMap<>();
    private final List<ContractChange<S, K>> changes = new ArrayList<>();
    private LocalDate last = LocalDate.MIN;

    /**
     * Without any.
     *
     * @param untilNext whether a state lasts until the next one
     * @param monthly whether states are of months, of which the last has not ended
     * @param leftOut is told of what is left out; null if that is refused
     */
    ContractStates(boolean untilNext, boolean monthly, @Nullable Consumer<? super String> leftOut) {
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
            @Nullable String ending,
            String where) {}

    /** Takes note of a first day, be it of a row that is left out. */
    private void see(LocalDate from) {
        last = from.isAfter(last) ? from : last;
    }

    /** Takes what a row says, or refuses it. */
    void read(Contracts<S, K> by, S row, long number) {
        String where = "row " + number;
        try {
            K who = by.customer.apply(row);
            Object which = by.subscription.apply(row);
            where += " (customer " + who + ", subscription " + which + ")";
            checkArgument(who != null && which != null, "must have both");
            LocalDate start = requireNonNull(by.from).apply(row);
            checkArgument(
                    start != null && isOfStores(start), "must have a first day in the years 1 to 9999, not %s", start);
            see(requireNonNull(start));
            LocalDate end = by.until == null ? null : by.until.apply(row);
            checkArgument(end == null || !end.isBefore(start), "must not end (%s) before it begins (%s)", end, start);
            checkArgument(end == null || isOfStores(end), "must end in the years 1 to 9999, not on %s", end);
            MonthlyValue value = requireNonNull(by.worth).apply(row);
            checkArgument(value != null, "must have a value");
            checkArgument(
                    requireNonNull(value).compareTo(MOST) <= 0,
                    "must be worth at most %s a month, not %s",
                    MOST,
                    value);
            String ended = by.ending.apply(row);
            checkArgument(
                    !Contracts.STARTED.equals(ended) && !Contracts.CHANGED.equals(ended),
                    "must not end by the code %s, which says something else",
                    ended);
            add(new State<>(row, number, requireNonNull(who), requireNonNull(which), start, end, value, ended, where));
        } catch (RuntimeException e) {
            refuse(
                    where + " "
                            + (e.getClass() == IllegalArgumentException.class
                                    ? e.getMessage()
                                    : "cannot be read: " + e),
                    e);
        }
    }

    /** Whether a store takes a day. */
    private static boolean isOfStores(LocalDate day) {
        return day.getYear() >= 1 && day.getYear() <= 9999;
    }

    private void add(State<S, K> state) {
        bySubscription
                .computeIfAbsent(List.of(state.customer, state.subscription), unused -> new ArrayList<>())
                .add(state);
    }

    private void refuse(String why, @Nullable RuntimeException cause) {
        if (leftOut == null) {
            throw new IllegalArgumentException(why, cause);
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
            if (state.from.equals(state.end)) {
                // It holds on no day.
                continue;
            }
            if (before != null && holds(before, end, state.from)) {
                refuse(
                        state.where + " must not begin on " + state.from + ", while row " + before.number
                                + " of its subscription holds from " + before.from
                                + (end == null ? " on" : " to before " + end),
                        null);
                continue;
            }
            boolean follows = before != null && (untilNext || state.from.equals(end));
            if (before != null && !follows) {
                add(before, requireNonNull(end), before.value, MonthlyValue.ZERO, before);
            }
            MonthlyValue held = follows ? requireNonNull(before).value : MonthlyValue.ZERO;
            add(state, state.from, held, state.value, untilNext || before == null ? state : before);
            before = state;
            end = monthly && state.from.equals(last) ? null : state.end;
        }
        if (before != null && end != null) {
            add(before, end, before.value, MonthlyValue.ZERO, before);
        }
    }

    private boolean holds(State<S, K> state, @Nullable LocalDate end, LocalDate day) {
        return state.from.equals(day) || (!untilNext && (end == null || end.isAfter(day)));
    }

    /** Adds a change that a row says; {@code ended} is the row that says by what, should it be an end. */
    private void add(State<S, K> of, LocalDate day, MonthlyValue before, MonthlyValue after, State<S, K> ended) {
        boolean starts = before.equals(MonthlyValue.ZERO);
        boolean ends = after.equals(MonthlyValue.ZERO);
        if (starts && ends) {
            return;
        }
        String by = ends ? ended.ending : null;
        String code = starts ? Contracts.STARTED : !ends ? Contracts.CHANGED : by == null ? Contracts.ENDED : by;
        changes.add(new ContractChange<>(of.row, of.customer, of.subscription, day, before, after, code));
    }
}
