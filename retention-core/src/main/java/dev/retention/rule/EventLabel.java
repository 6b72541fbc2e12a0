package dev.retention.rule;

import dev.retention.history.History;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Tells the label of an event from all that is known of it and of its customer, for {@link Grouping#ofEvents}.
 *
 * <pre>{@code
 * EventLabel large = (history, event) -> history.amount(event) >= 100_00 ? "large" : "small";
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface EventLabel extends Serializable {
    /**
     * The label of an event.
     *
     * @param history the customer's history as far as it is known when the label is read; not to be kept
     * @param event the event, from 0
     * @return the label, null if the event has none
     */
    @Nullable
    String label(History history, int event);
}
