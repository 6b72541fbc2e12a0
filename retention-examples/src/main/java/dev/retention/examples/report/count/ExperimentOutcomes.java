package dev.retention.examples.report.count;

import dev.retention.experiment.Outcome;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What is looked at in experiments: of orders, who ordered and what for; of subscriptions, who was lost and what is paid. */
public final class ExperimentOutcomes {

    private final Optional<Spells> spells;
    private final Optional<LocalDate> firstDay;

    private ExperimentOutcomes(Optional<Spells> spells, Optional<LocalDate> firstDay) {
        this.spells = spells;
        this.firstDay = firstDay;
    }

    /** Of orders. */
    public static ExperimentOutcomes ofOrders(HistoryStore<String> orders) {
        return new ExperimentOutcomes(Optional.empty(), orders.firstDay());
    }

    /**
     * Of subscriptions.
     *
     * @param spells when a customer is live
     * @param changes the changes of recurring value
     */
    public static ExperimentOutcomes ofSubscriptions(Spells spells, HistoryStore<String> changes) {
        return new ExperimentOutcomes(Optional.of(spells), changes.firstDay());
    }

    /** Customers are looked at for the first of so many days that half have behind them: who pays by the month leaves more slowly. */
    List<Integer> windows() {
        return spells.isPresent() ? List.of(180, 90, 60, 30) : List.of(90, 60, 30);
    }

    /**
     * What is looked at for so many days.
     *
     * @param first the first day of an exposure
     */
    List<Outcome> within(int days, LocalDate first) {
        return spells.isEmpty() && hasPast(first)
                ? asIs(days).stream().map(Outcome::againstPast).toList()
                : spells.isPresent()
                        ? List.of(asIs(days).get(0), asIs(days).get(1).againstPast())
                        : asIs(days);
    }

    /** The same, not adjusted by the customer's own past. */
    List<Outcome> asIs(int days) {
        return spells
                .map(each -> List.of(Outcome.lost(each, days), Outcome.recurringValue(days)))
                .orElseGet(() -> List.of(Outcome.ordered(days), Outcome.spend(days), Outcome.orders(days)))
                .stream()
                .map(outcome -> outcome.on(ServiceSource.BASE))
                .toList();
    }

    /** Whether the data begin before the first exposure. */
    boolean hasPast(LocalDate first) {
        return firstDay.filter(day -> day.isBefore(first)).isPresent();
    }

    /** The first day of the data. */
    Optional<LocalDate> firstDay() {
        return firstDay;
    }
}
