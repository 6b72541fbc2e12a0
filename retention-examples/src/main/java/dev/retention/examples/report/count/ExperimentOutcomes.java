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
     */
    public static ExperimentOutcomes ofSubscriptions(Spells spells) {
        return new ExperimentOutcomes(Optional.of(spells), Optional.empty());
    }

    /**
     * What is looked at for so many days.
     *
     * @param first the first day of an exposure
     */
    List<Outcome> within(int days, LocalDate first) {
        return List.of(Outcome.share("ordered within " + days + " days", days, (history, window) -> {
                    window.set(window.firstEvent(history) < window.endEvent(history) ? 1 : 0);
                })
                .on(ServiceSource.BASE));
    }
}
