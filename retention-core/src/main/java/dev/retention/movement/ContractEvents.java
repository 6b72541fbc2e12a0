package dev.retention.movement;

import static java.util.Objects.requireNonNull;

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

    // The state that holds, what it is worth in the store's currency and at which rate.
    private @Nullable ContractState<S, K> state;
    private MonthlyValue held = MonthlyValue.ZERO;
    private BigDecimal rate = BigDecimal.ONE;
    // The day on which the last change came to be known.
    private LocalDate known = LocalDate.MIN;

    ContractEvents(ContractParts<S, K> by, Consumer<? super IllegalArgumentException> refuse) {
        this.by = by;
        this.exchange = by.worth == null ? null : by.worth.exchange();
        this.refuse = refuse;
    }

    List<ContractChange<S, K>> changes() {
        return List.copyOf(changes);
    }

    /**
     * Begins a state.
     *
     * @param next the state
     * @param follows whether it follows the one before, of the same subscription, without a day between
     * @param end the first day on which the one before did not hold
     * @throws IllegalArgumentException if there is no rate for it; then nothing has changed
     */
    void enter(ContractState<S, K> next, boolean follows, @Nullable LocalDate end) {
        ContractState<S, K> before = state;
        BigDecimal at = rateOf(next, follows ? before : null);
        MonthlyValue worth = isConverted(next)
                ? next.worth().value().times(at)
                : next.worth().value();
        if (before != null && !follows) {
            leave(end);
            before = null;
        }
        if (before == null) {
            known = LocalDate.MIN;
            held = MonthlyValue.ZERO;
        } else {
            days(before, next.from());
            revalue(before, next.from().plusDays(1));
        }
        move(before, next, worth);
        state = next;
        held = worth;
        rate = at;
        announce(next);
    }

    /** Ends the state that holds, if it does, and forgets it. */
    void leave(@Nullable LocalDate end) {
        ContractState<S, K> last = state;
        if (last != null) {
            days(last, end);
            revalue(last, end == null ? LocalDate.MAX : end);
            if (end != null && !held.equals(MonthlyValue.ZERO)) {
                add(last, last.line(), -last.line().quantity(), end, held, MonthlyValue.ZERO, last.ending());
            }
        }
        state = null;
    }

    /** The change from what holds to a state that follows it or stands alone. */
    private void move(@Nullable ContractState<S, K> before, ContractState<S, K> next, MonthlyValue worth) {
        boolean starts = held.equals(MonthlyValue.ZERO);
        boolean ends = worth.equals(MonthlyValue.ZERO);
        LocalDate day = next.from();
        ContractChange.Line line = next.line();
        if (starts || before == null) {
            if (!ends) {
                add(next, line, line.quantity(), day, MonthlyValue.ZERO, worth, Contracts.STARTED);
            }
            return;
        }
        ContractChange.Line old = before.line();
        if (ends) {
            // Of a row per change it is the row without value that says by what.
            ContractState<S, K> says = by.until == null ? next : before;
            add(says, old, -old.quantity(), day, held, worth, says.ending());
        } else if (Objects.equals(old.plan(), line.plan()) && Objects.equals(old.family(), line.family())) {
            add(next, line, Math.subtractExact(line.quantity(), old.quantity()), day, held, worth, Contracts.CHANGED);
        } else {
            add(before, old, -old.quantity(), day, held, MonthlyValue.ZERO, Contracts.CHANGED);
            add(next, line, line.quantity(), day, MonthlyValue.ZERO, worth, Contracts.CHANGED);
        }
    }

    /** The ends of the terms of a state up to the day on which it ended, or on which another followed. */
    private void days(ContractState<S, K> of, @Nullable LocalDate end) {
        BillingInterval term = ContractParts.of(by.term, of.row());
        if (term != null && !held.equals(MonthlyValue.ZERO)) {
            LocalDate last = end == null || end.isAfter(by.lastTerm) ? by.lastTerm : end;
            long times = 1;
            for (LocalDate day = term.after(of.from(), times); !day.isAfter(last); day = term.after(of.from(), times)) {
                note(of, day, Contracts.DUE);
                times++;
            }
        }
    }

    private void announce(ContractState<S, K> of) {
        LocalDate cancelled = of.cancelled();
        if (cancelled != null
                && by.booking == Contracts.Booking.PAID_TERM_OVER
                && !held.equals(MonthlyValue.ZERO)
                && (of.end() == null || cancelled.isBefore(of.end()))) {
            note(of, cancelled.isBefore(of.from()) ? of.from() : cancelled, Contracts.ANNOUNCED);
        }
    }

    private void note(ContractState<S, K> of, LocalDate day, String code) {
        changes.add(new ContractChange<>(
                of.row(), of.customer(), of.subscription(), day, held, held, code, quantity(of.line(), 0), null));
    }

    /** What the rate alone changes until before a day. */
    private void revalue(ContractState<S, K> of, LocalDate before) {
        if (exchange == null || exchange.days() == null || !isConverted(of) || held.equals(MonthlyValue.ZERO)) {
            return;
        }
        LocalDate asOf = exchange.days().asOf();
        var period = exchange.days().grain().periodOf(of.from()).plus(1);
        for (LocalDate day = period.firstDay(); day.isBefore(before) && !day.isAfter(asOf); day = period.firstDay()) {
            period = period.plus(1);
            BigDecimal now;
            try {
                now = rate(of, requireNonNull(of.worth().currency()), day);
            } catch (IllegalArgumentException e) {
                refuse.accept(e);
                continue;
            }
            MonthlyValue worth = of.worth().value().times(now);
            rate = now;
            if (!worth.equals(held)) {
                add(of, of.line(), 0, day, held, worth, Contracts.FX);
                held = worth;
            }
        }
    }

    private boolean isConverted(ContractState<S, K> of) {
        return exchange != null && !exchange.into().equals(of.worth().currency());
    }

    /** The rate that a state begins with; while a subscription goes on at fixed rates, the one it has. */
    private BigDecimal rateOf(ContractState<S, K> next, @Nullable ContractState<S, K> before) {
        if (!isConverted(next)) {
            return BigDecimal.ONE;
        }
        Currency from = requireNonNull(next.worth().currency());
        var periods = requireNonNull(exchange).days();
        if (periods != null) {
            return rate(next, from, periods.grain().periodOf(next.from()).firstDay());
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
            String code) {
        LocalDate recorded = says.recorded();
        LocalDate at = recorded != null && recorded.isAfter(day) ? recorded : day;
        known = by.recorded != null && known.isAfter(at) ? known : at;
        changes.add(new ContractChange<>(
                says.row(),
                says.customer(),
                says.subscription(),
                known,
                before,
                after,
                code,
                quantity(of, quantity),
                known.equals(day) ? null : day));
    }

    private static ContractChange.Line quantity(ContractChange.Line of, long quantity) {
        return new ContractChange.Line(of.plan(), of.family(), quantity);
    }
}
