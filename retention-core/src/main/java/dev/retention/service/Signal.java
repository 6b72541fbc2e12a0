package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * Something that happened between a customer and us, day by day, of which one asks whether it goes before a loss: a complaint, a low score,
 * another contact person, an invoice paid late.
 *
 * <pre>{@code
 * Signal complaint = Signal.of("tickets", "complaint");
 * Signal lowScore = Feedback.lowScores(Survey.NPS);
 * Signal silence = SurveyRequests.notAnswered(Survey.NPS, 30);
 * Signal late = Payers.turningLate(14);
 * Signal bigOrder = Signal.of("order of 1,000 or more", List.of("orders"), (history, days) -> {
 *     History orders = history.track("orders");
 *     for (int i = 0; i < orders.size(); i++) {
 *         if (orders.amount(i) >= 100_000) {
 *             days.accept(orders.epochDay(i));
 *         }
 *     }
 * });
 * }</pre>
 *
 * <p>Implementations are immutable and serialisable; the definition tells a signal from every other.
 *
 * @since 0.1.0
 */
public interface Signal extends Serializable {
    /**
     * What happened, in words that tell it from every other signal.
     *
     * @return the definition, such as {@code "complaint" on tickets}
     */
    String definition();

    /**
     * The tracks that are read.
     *
     * @return their names, at least one
     */
    List<String> tracks();

    /**
     * Hands over the days on which it happened to a customer, in any order.
     *
     * @param history the customer, with the tracks
     * @param days takes days since 1970-01-01
     */
    void forEachDay(History history, LongConsumer days);

    /**
     * What is odd about a store, such as codes that the signal was told of and no event has.
     *
     * @param store the store, with the tracks
     * @return a sentence each; none, unless overridden as by {@link #of(String, String, String...)}
     */
    default List<String> warnings(HistoryStore<?> store) {
        requireNonNull(store, "store");
        return List.of();
    }

    /**
     * An event of some codes.
     *
     * @param track the track
     * @param code a code
     * @param moreCodes further codes
     * @return the signal, on the days of the events
     */
    static Signal of(String track, String code, String... moreCodes) {
        requireNonNull(track, "track");
        TreeSet<String> codes = new TreeSet<>();
        codes.add(requireNonNull(code, "code"));
        for (String more : requireNonNull(moreCodes, "moreCodes")) {
            codes.add(requireNonNull(more, "moreCodes"));
        }
        return new CodeSignal(track, codes);
    }

    /**
     * Whatever a function finds in the tracks.
     *
     * @param definition what happened, in words that tell it from every other signal
     * @param tracks the names of the tracks that the function reads
     * @param days finds the days; a lambda travels if what it captures does
     * @return the signal
     * @throws IllegalArgumentException if the definition is empty or no track is named
     */
    static Signal of(String definition, List<String> tracks, Days days) {
        checkArgument(!requireNonNull(definition, "definition").isEmpty(), "definition must not be empty");
        checkArgument(!requireNonNull(tracks, "tracks").isEmpty(), "tracks must not be empty");
        requireNonNull(days, "days");
        List<String> names = new ArrayList<>(List.copyOf(tracks));
        return new Signal() {
            private static final long serialVersionUID = 1;

            @Override
            public String definition() {
                return definition;
            }

            @Override
            public List<String> tracks() {
                return List.copyOf(names);
            }

            @Override
            public void forEachDay(History history, LongConsumer consumer) {
                days.of(history, consumer);
            }

            @Override
            public String toString() {
                return definition;
            }
        };
    }

    /**
     * Finds the days of a signal.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    interface Days extends Serializable {
        /**
         * Hands over the days of one customer.
         *
         * @param history the customer, with the tracks
         * @param days takes days since 1970-01-01
         */
        void of(History history, LongConsumer days);
    }
}
