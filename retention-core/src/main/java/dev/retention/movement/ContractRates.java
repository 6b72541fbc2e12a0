package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** At which rates the states of subscriptions are converted, if they are. */
final class ContractRates<S> {
    private final ContractValue.@Nullable Exchange<S> exchange;

    ContractRates(ContractValue.@Nullable Exchange<S> exchange) {
        this.exchange = exchange;
    }

    /** The periods on whose first days states are valued anew; null if they never are. */
    @Nullable
    Timeline days() {
        return exchange == null ? null : exchange.days();
    }

    boolean areFixed() {
        return days() == null;
    }

    /** Whether a state has value in another currency; none is none in any. */
    boolean isConverted(ContractState<S, ?> of) {
        return exchange != null
                && !exchange.into().equals(of.worth().currency())
                && !of.worth().value().equals(MonthlyValue.ZERO);
    }

    /** What a state is worth at a rate. */
    MonthlyValue worth(ContractState<S, ?> of, BigDecimal rate) {
        return isConverted(of) ? of.worth().value().times(rate) : of.worth().value();
    }

    /**
     * The rate of a state on a day: that of the first day of its period, or of the state's own if rates are fixed.
     *
     * @throws IllegalArgumentException if there is none
     */
    BigDecimal at(ContractState<S, ?> of, LocalDate day) {
        if (!isConverted(of)) {
            return BigDecimal.ONE;
        }
        Timeline periods = days();
        LocalDate on =
                periods == null ? of.from() : periods.grain().periodOf(day).firstDay();
        Currency from = requireNonNull(of.worth().currency());
        BigDecimal found;
        try {
            Optional<BigDecimal> rate = requireNonNull(exchange).rates().rate(from, on);
            found = requireNonNull(rate, "rate").orElse(null);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("cannot be converted from " + from + " on " + on + ": " + e, e);
        }
        checkArgument(
                found != null && found.signum() > 0,
                "must have a rate above 0 from %s to %s on %s, not %s",
                from,
                requireNonNull(exchange).into(),
                on,
                found);
        return requireNonNull(found);
    }
}
