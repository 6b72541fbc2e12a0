package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The changes between the states of subscriptions, one subscription after the other. */
final class ContractEvents<S, K> {
    private final ContractParts<S, K> by;
    private final ContractRates<S> rates;
    private final Consumer<? super IllegalArgumentException> refuse;
    private final List<ContractChange<S, K>> changes = new ArrayList<>();
    private final ContractTerms<S, K> terms;

    // The state that is shown, since when, what it is worth in the store's currency and at which rate.
    private @Nullable ContractState<S, K> state;
    private LocalDate since = LocalDate.MIN;
    private MonthlyValue held = MonthlyValue.ZERO;
    private BigDecimal rate = BigDecimal.ONE;
    // Whether each state is converted at fixed rates by itself.
    private boolean atOwnRates;

    ContractEvents(ContractParts<S, K> by, Consumer<? super IllegalArgumentException> refuse) {
        this.by = by;
        this.rates = new ContractRates<>(by.worth == null ? null : by.worth.exchange());
        this.refuse = refuse;
        this.terms = new ContractTerms<>(by);
    }

    List<ContractChange<S, K>> changes() {
        return List.copyOf(changes);
    }

    /** How many changes there are, to come back to. */
    int mark() {
        return changes.size();
    }

    /** Forgets the changes since a mark, and the subscription that made them. */
    void reset(int mark) {
        changes.subList(mark, changes.size()).clear();
        close(null);
    }

    /** Converts the states of the next subscription each by itself. */
    void convertEach() {
        atOwnRates = true;
    }

    /**
     * Refuses a state that cannot be converted.
     *
     * @param before the state that it follows, null if it follows none
     */
    void checkRate(ContractState<S, K> next, @Nullable ContractState<S, K> before) {
        try {
            if (!rates.areFixed() || before == null || !hasCurrencyOf(before, next)) {
                ContractState.checkMost(rates.worth(next, rates.at(next, next.from())));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(next.where() + " " + e.getMessage(), e);
        }
    }

    private boolean hasCurrencyOf(ContractState<S, K> before, ContractState<S, K> next) {
        Currency currency = rates.isConverted(before) ? before.worth().currency() : null;
        return currency != null && currency.equals(next.worth().currency());
    }

    /**
     * Shows a state of the subscription, or none.
     *
     * @param next the state
     * @param day from which day on
     * @throws IllegalArgumentException if there is no rate for it; then nothing has changed
     */
    void show(@Nullable ContractState<S, K> next, LocalDate day) {
        ContractState<S, K> before = state;
        if (before == null ? next == null : next != null && before.number() == next.number()) {
            return;
        }
        BigDecimal at = next == null ? BigDecimal.ONE : rateOf(next, before, day);
        if (before != null) {
            revalue(before, next == null ? day : day.plusDays(1));
        }
        MonthlyValue worth = next == null ? MonthlyValue.ZERO : rates.worth(next, at);
        move(before, held, next, worth, day, null);
        set(next, worth, at, day);
    }

    private void set(@Nullable ContractState<S, K> next, MonthlyValue worth, BigDecimal at, LocalDate day) {
        state = next;
        since = day;
        held = worth;
        rate = at;
    }

    private BigDecimal rateOf(ContractState<S, K> next, @Nullable ContractState<S, K> before, LocalDate day) {
        boolean goesOn = rates.areFixed() && !atOwnRates && before != null && hasCurrencyOf(before, next);
        return goesOn ? rate : named(next, day);
    }

    private BigDecimal named(ContractState<S, K> of, LocalDate day) {
        try {
            return rates.at(of, day);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(of.where() + " " + e.getMessage(), e);
        }
    }

    /** Brings what is shown to the rates of a day on which something of days before becomes known. */
    void restating(LocalDate day) {
        if (state != null) {
            revalue(state, day.plusDays(1));
        }
    }

    /** Takes a change of a day before back, and shows what is known to have changed instead. */
    void restate(LateContracts.Change<S, K> was, LateContracts.Change<S, K> is, LocalDate day, LocalDate effective) {
        if (!was.equals(is)) {
            // Where both come from the same state, what is shown goes straight to the new one.
            boolean direct = Objects.equals(was.from(), is.from());
            ContractState<S, K> shown = was.to();
            ContractState<S, K> back = direct ? is.to() : was.from();
            move(shown, worthOn(shown, day), back, worthOn(back, day), day, effective);
            if (!direct) {
                move(is.from(), worthOn(is.from(), day), is.to(), worthOn(is.to(), day), day, effective);
            }
        }
    }

    private MonthlyValue worthOn(@Nullable ContractState<S, K> of, LocalDate day) {
        return of == null ? MonthlyValue.ZERO : rates.worth(of, named(of, day));
    }

    /** What is shown now that all changes of days before are told. */
    void restated(@Nullable ContractState<S, K> now, LocalDate day) {
        set(now, worthOn(now, day), now == null ? BigDecimal.ONE : named(now, day), day);
    }

    /** Ends the subscription, or shows its last state for good, and forgets it. */
    void close(@Nullable LocalDate end) {
        if (end != null) {
            show(null, end);
        } else if (state != null) {
            revalue(state, LocalDate.MAX);
        }
        set(null, MonthlyValue.ZERO, BigDecimal.ONE, LocalDate.MIN);
        atOwnRates = false;
    }

    /** The change from one state to another, begins or ends. */
    private void move(
            @Nullable ContractState<S, K> before,
            MonthlyValue from,
            @Nullable ContractState<S, K> next,
            MonthlyValue to,
            LocalDate day,
            @Nullable LocalDate effective) {
        boolean starts = from.equals(MonthlyValue.ZERO);
        if (to.equals(MonthlyValue.ZERO)) {
            if (!starts && before != null) {
                // Of a row per change it is the row without value that says by what.
                ContractState<S, K> says = by.until == null && next != null ? next : before;
                add(says, before.line(), -before.line().quantity(), day, from, to, says.ending(), effective);
            }
            return;
        }
        ContractChange.Line line = requireNonNull(next).line();
        if (starts || before == null) {
            add(next, line, line.quantity(), day, from, to, Contracts.STARTED, effective);
            return;
        }
        ContractChange.Line old = before.line();
        if (Objects.equals(old.plan(), line.plan()) && Objects.equals(old.family(), line.family())) {
            long more = Math.subtractExact(line.quantity(), old.quantity());
            add(next, line, more, day, from, to, Contracts.CHANGED, effective);
        } else {
            add(before, old, -old.quantity(), day, from, MonthlyValue.ZERO, Contracts.CHANGED, effective);
            add(next, line, line.quantity(), day, MonthlyValue.ZERO, to, Contracts.CHANGED, effective);
        }
    }

    /**
     * Notes the days of a state that change no value: the ends of its terms, and its cancellation.
     *
     * @param end the first day on which it does not hold, null if it goes on
     * @param follows whether it follows another
     */
    void note(ContractState<S, K> of, @Nullable LocalDate end, boolean follows) {
        MonthlyValue worth = of.worth().value();
        terms.note(of, end, follows, (day, code) -> add(of, of.line(), 0, day, worth, worth, code, null));
    }

    /** What the rate alone changes until before a day. */
    private void revalue(ContractState<S, K> of, LocalDate before) {
        Timeline periods = rates.days();
        if (periods == null || !rates.isConverted(of)) {
            return;
        }
        Period period = periods.grain().periodOf(since).plus(1);
        while (period.firstDay().isBefore(before) && !period.firstDay().isAfter(periods.asOf())) {
            LocalDate day = period.firstDay();
            period = period.plus(1);
            try {
                rate = named(of, day);
            } catch (IllegalArgumentException e) {
                refuse.accept(new IllegalArgumentException(e.getMessage() + "; it keeps its value", e));
                continue;
            }
            MonthlyValue worth = rates.worth(of, rate);
            if (!worth.equals(held)) {
                add(of, of.line(), 0, day, held, worth, Contracts.FX, null);
                held = worth;
            }
        }
        since = before.equals(LocalDate.MAX) ? since : before.minusDays(1);
    }

    private void add(
            ContractState<S, K> says,
            ContractChange.Line of,
            long quantity,
            LocalDate day,
            MonthlyValue before,
            MonthlyValue after,
            String code,
            @Nullable LocalDate effective) {
        changes.add(new ContractChange<>(
                says.row(),
                says.customer(),
                says.subscription(),
                day,
                before,
                after,
                code,
                new ContractChange.Line(of.plan(), of.family(), quantity),
                effective));
    }
}
