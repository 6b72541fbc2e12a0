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
    private final ContractValue.@Nullable Exchange<S> exchange;
    private final Consumer<? super IllegalArgumentException> refuse;
    private final List<ContractChange<S, K>> changes = new ArrayList<>();

    // The state that is shown, since when, what it is worth in the store's currency and at which rate.
    private @Nullable ContractState<S, K> state;
    private LocalDate since = LocalDate.MIN;
    private MonthlyValue held = MonthlyValue.ZERO;
    private BigDecimal rate = BigDecimal.ONE;

    ContractEvents(ContractParts<S, K> by, Consumer<? super IllegalArgumentException> refuse) {
        this.by = by;
        this.exchange = by.worth == null ? null : by.worth.exchange();
        this.refuse = refuse;
    }

    List<ContractChange<S, K>> changes() {
        return List.copyOf(changes);
    }

    /**
     * Shows a state of the subscription, or none.
     *
     * @param next the state
     * @param day from which day on
     * @param effective from which day on it holds, should that be an earlier one
     * @throws IllegalArgumentException if there is no rate for it; then nothing has changed
     */
    void show(@Nullable ContractState<S, K> next, LocalDate day, @Nullable LocalDate effective) {
        ContractState<S, K> before = state;
        if (before == null ? next == null : next != null && before.number() == next.number()) {
            return;
        }
        BigDecimal at = next == null ? BigDecimal.ONE : rateOf(next, before, day);
        if (before != null) {
            revalue(before, next == null ? day : day.plusDays(1));
        }
        LocalDate earlier = effective == null || !effective.isBefore(day) ? null : effective;
        MonthlyValue worth = next == null
                ? MonthlyValue.ZERO
                : isConverted(next)
                        ? next.worth().value().times(at)
                        : next.worth().value();
        move(before, next, worth, day, earlier);
        state = next;
        since = day;
        held = worth;
        rate = at;
    }

    /** Ends the subscription, or shows its last state for good, and forgets it. */
    void close(@Nullable LocalDate end) {
        if (end != null) {
            show(null, end, null);
        } else if (state != null) {
            revalue(state, LocalDate.MAX);
        }
        state = null;
        held = MonthlyValue.ZERO;
    }

    /** The change from what holds to a state that follows it, begins or ends. */
    private void move(
            @Nullable ContractState<S, K> before,
            @Nullable ContractState<S, K> next,
            MonthlyValue worth,
            LocalDate day,
            @Nullable LocalDate effective) {
        boolean starts = held.equals(MonthlyValue.ZERO);
        if (worth.equals(MonthlyValue.ZERO)) {
            if (!starts && before != null) {
                // Of a row per change it is the row without value that says by what.
                ContractState<S, K> says = by.until == null && next != null ? next : before;
                add(says, before.line(), -before.line().quantity(), day, held, worth, says.ending(), effective);
            }
            return;
        }
        ContractChange.Line line = requireNonNull(next).line();
        if (starts || before == null) {
            add(next, line, line.quantity(), day, held, worth, Contracts.STARTED, effective);
            return;
        }
        ContractChange.Line old = before.line();
        if (Objects.equals(old.plan(), line.plan()) && Objects.equals(old.family(), line.family())) {
            long more = Math.subtractExact(line.quantity(), old.quantity());
            add(next, line, more, day, held, worth, Contracts.CHANGED, effective);
        } else {
            add(before, old, -old.quantity(), day, held, MonthlyValue.ZERO, Contracts.CHANGED, effective);
            add(next, line, line.quantity(), day, MonthlyValue.ZERO, worth, Contracts.CHANGED, effective);
        }
    }

    /**
     * Notes the days of a state that change no value: the ends of its terms, and its cancellation.
     *
     * @param end the first day on which it does not hold, null if it goes on
     */
    void note(ContractState<S, K> of, @Nullable LocalDate end) {
        if (of.worth().value().equals(MonthlyValue.ZERO)) {
            return;
        }
        BillingInterval term = ContractParts.of(by.term, of.row());
        if (term != null) {
            LocalDate last = end == null || end.isAfter(by.lastTerm) ? by.lastTerm : end;
            LocalDate day = term.after(of.from(), 1);
            for (long times = 2; !day.isAfter(last); times++) {
                note(of, day, Contracts.DUE);
                day = term.after(of.from(), times);
            }
        }
        LocalDate cancelled = of.cancelled();
        if (cancelled != null
                && by.booking == Contracts.Booking.PAID_TERM_OVER
                && (of.end() == null || cancelled.isBefore(of.end()))) {
            note(of, cancelled.isBefore(of.from()) ? of.from() : cancelled, Contracts.ANNOUNCED);
        }
    }

    private void note(ContractState<S, K> of, LocalDate day, String code) {
        MonthlyValue worth = of.worth().value();
        add(of, of.line(), 0, day, worth, worth, code, null);
    }

    /** What the rate alone changes until before a day. */
    private void revalue(ContractState<S, K> of, LocalDate before) {
        Timeline periods = exchange == null ? null : exchange.days();
        if (periods == null || !isConverted(of) || held.equals(MonthlyValue.ZERO)) {
            return;
        }
        Period period = periods.grain().periodOf(since).plus(1);
        while (period.firstDay().isBefore(before) && !period.firstDay().isAfter(periods.asOf())) {
            LocalDate day = period.firstDay();
            period = period.plus(1);
            try {
                rate = rate(of, requireNonNull(of.worth().currency()), day);
            } catch (IllegalArgumentException e) {
                refuse.accept(e);
                continue;
            }
            MonthlyValue worth = of.worth().value().times(rate);
            if (!worth.equals(held)) {
                add(of, of.line(), 0, day, held, worth, Contracts.FX, null);
                held = worth;
            }
        }
    }

    private boolean isConverted(ContractState<S, K> of) {
        return exchange != null && !exchange.into().equals(of.worth().currency());
    }

    /** The rate that a state begins with; while a subscription goes on at fixed rates, the one it has. */
    private BigDecimal rateOf(ContractState<S, K> next, @Nullable ContractState<S, K> before, LocalDate day) {
        if (!isConverted(next)) {
            return BigDecimal.ONE;
        }
        Currency from = requireNonNull(next.worth().currency());
        Timeline periods = requireNonNull(exchange).days();
        if (periods != null) {
            return rate(next, from, periods.grain().periodOf(day).firstDay());
        }
        return before != null && from.equals(before.worth().currency()) ? rate : rate(next, from, next.from());
    }

    private BigDecimal rate(ContractState<S, K> of, Currency from, LocalDate day) {
        BigDecimal found = requireNonNull(exchange).rates().rate(from, day).orElse(null);
        if (found == null || found.signum() <= 0) {
            throw new IllegalArgumentException(of.where() + " must have a rate above 0 from " + from + " to "
                    + requireNonNull(exchange).into() + " on " + day + ", not " + found);
        }
        return found;
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
