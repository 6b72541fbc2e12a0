package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Measure;
import dev.retention.rule.Measured;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * What came of the customers who were live at the end of a day, beside a score that was known then: the rows of a {@link ScoreCheck}, out
 * of a store.
 *
 * <pre>{@code
 * FollowUp followUp = FollowUp.over(months, Spells.between("started", "ended")).on("contracts").after(LocalDate.of(2024, 3, 31));
 * ScoreCheck.of(followUp.scoredBy(crm::risk, sweep), ScoreCheck.Kind.RISK, 90).verdict(0.95);
 * ScoreCheck.of(followUp.scoredBy(health, List.of("red", "amber", "green"), sweep), ScoreCheck.Kind.HEALTH, 90).classes();
 * }</pre>
 *
 * <pre>
 *   live       arrival on the day or before, loss after it
 *   followed   days from the day to the loss, or to the last day that is over in the data
 * </pre>
 *
 * <p>A score of a measure or of health rules is read as known at the end of the day. Whether a function of the caller's knows more than
 * was known then, nobody can see: a score that was made afterwards predicts well.
 *
 * <p>If nobody was live, ask {@link #warnings} whether a code is misspelt. Takes one pass over the store. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class FollowUp {
    private final Timeline timeline;
    private final Spells spells;
    private final String track;
    private final LocalDate day;

    private FollowUp(Timeline timeline, Spells spells, String track, LocalDate day) {
        this.timeline = timeline;
        this.spells = spells;
        this.track = track;
        this.day = day;
    }

    /**
     * Those live on the last day but 90 that are over in the data.
     *
     * @param timeline the periods, which end with the data
     * @param spells when customers are live
     * @return the method, on the first track of the store unless told otherwise
     */
    public static FollowUp over(Timeline timeline, Spells spells) {
        requireNonNull(timeline, "timeline");
        requireNonNull(spells, "spells");
        return new FollowUp(timeline, spells, "", lastOver(timeline).minusDays(90));
    }

    private static LocalDate lastOver(Timeline timeline) {
        return timeline.completeBefore().toLocalDate().minusDays(1);
    }

    /**
     * Names the track of spells.
     *
     * @param track the track, the first of the store by default
     * @return the method on that track
     * @throws IllegalArgumentException if the track has no name
     */
    public FollowUp on(String track) {
        checkArgument(!requireNonNull(track, "track").isEmpty(), "track must have a name");
        return new FollowUp(timeline, spells, track, day);
    }

    /**
     * Sets the day at whose end customers are live and scores are read.
     *
     * @param day the day, not after the last one that is over in the data; 90 days before that by default
     * @return the method of that day
     * @throws IllegalArgumentException if the day comes later
     */
    public FollowUp after(LocalDate day) {
        checkArgument(
                !requireNonNull(day, "day").isAfter(lastOver(timeline)),
                "day (%s) must not be after the last day that is over in the data, %s",
                day,
                lastOver(timeline));
        return new FollowUp(timeline, spells, track, day);
    }

    /**
     * Scores that a function knows of customers.
     *
     * @param score the score of a customer, as known on the day; empty of who has none
     * @param sweep the store, with the track
     * @param <K> the type of customer keys
     * @return a row for each customer who was live, in the order of the store
     * @throws IllegalArgumentException if the store lacks the track, the timeline does not fit it, or a score is not finite
     * @throws dev.retention.rule.RuleException if the function fails or gives null; the message names the customer
     */
    public <K> List<ScoredCustomer<K>> scoredBy(Function<? super K, OptionalDouble> score, Sweep<K> sweep) {
        requireNonNull(score, "score");
        HistoryStore<K> store = requireNonNull(sweep, "sweep").store();
        return rows(sweep.measure(outcome(store)), customer -> score(score, store.customer(customer)));
    }

    private static <K> OptionalDouble score(Function<? super K, OptionalDouble> score, K customer) {
        try {
            return requireNonNull(score.apply(customer), "score must not be null");
        } catch (RuntimeException e) {
            throw RuleException.ofCustomer("score", customer, e);
        }
    }

    /**
     * Scores that a measure has of customers, as known at the end of the day.
     *
     * @param score the measure, of a timeline that ends with the data
     * @param column the name of one of its columns, which is the score
     * @param sweep the store, with the tracks
     * @param <K> the type of customer keys
     * @return a row for each customer who was live, in the order of the store; without a score of whom the measure has no number
     * @throws IllegalArgumentException if the measure has no such column, the store lacks a track, or a timeline does not fit it
     */
    public <K> List<ScoredCustomer<K>> scoredBy(Measure score, String column, Sweep<K> sweep) {
        requireNonNull(score, "score");
        requireNonNull(column, "column");
        HistoryStore<K> store = requireNonNull(sweep, "sweep").store();
        List<Measured<K>> measured =
                sweep.measureAll(List.of(outcome(store), new MeasureOnDay(score, day.toEpochDay())));
        Measured<K>.Column scores = measured.get(1).column(column);
        return rows(
                measured.get(0),
                customer -> scores.has(customer)
                        ? OptionalDouble.of((double) scores.at(customer))
                        : OptionalDouble.empty());
    }

    /**
     * Classes of health as known at the end of the day, as scores from 0 for the worst on: a {@link ScoreCheck.Kind#HEALTH}.
     *
     * @param health the rules
     * @param worstFirst all classes in order
     * @param sweep the store, with the tracks
     * @param <K> the type of customer keys
     * @return a row for each customer who was live, in the order of the store; without a score of who has no class
     * @throws IllegalArgumentException if {@code worstFirst} are not the classes, the store lacks a track, or a timeline does not fit it
     */
    public <K> List<ScoredCustomer<K>> scoredBy(HealthScore health, List<String> worstFirst, Sweep<K> sweep) {
        requireNonNull(health, "health");
        List<String> order = List.copyOf(requireNonNull(worstFirst, "worstFirst"));
        HistoryStore<K> store = requireNonNull(sweep, "sweep").store();
        checkArgument(
                new HashSet<>(order).equals(new HashSet<>(health.classes()))
                        && order.size() == health.classes().size(),
                "worstFirst (%s) must be the classes %s, each once",
                order,
                health.classes());
        Measure rule = health.measure(own(store).bind(timeline));
        List<ScoredCustomer<K>> rows = new ArrayList<>();
        for (ScoredCustomer<K> row : scoredBy(rule, rule.columns().get(0), sweep)) {
            OptionalDouble its = row.score().isEmpty()
                    ? row.score()
                    : OptionalDouble.of(
                            order.indexOf(health.className((int) row.score().getAsDouble() - 1)));
            rows.add(new ScoredCustomer<>(row.customer(), its, row.followed(), row.lost()));
        }
        return List.copyOf(rows);
    }

    /**
     * What is odd about a store: codes of spells that no event has, as where one is misspelt and nobody was live.
     *
     * @param store the store, with the track
     * @return a sentence each
     * @throws IllegalArgumentException if the store lacks the track
     */
    public List<String> warnings(HistoryStore<?> store) {
        return spells.warnings(own(requireNonNull(store, "store")));
    }

    private <K> HistoryStore<K> own(HistoryStore<K> store) {
        return track.isEmpty() ? store : store.track(track);
    }

    private Measure outcome(HistoryStore<?> store) {
        Timeline periods = own(store).bind(timeline);
        long from = day.toEpochDay();
        long last = lastOver(timeline).toEpochDay();
        Measure measure = Measure.of(
                "what came of customers live on " + day + ", " + spells,
                periods,
                List.of("followed", "lost"),
                (history, sink) -> spells.forEach(history, (start, end, ended) -> {
                    if (start <= from && end > from) {
                        sink.set(0, Math.min(end, last) - from);
                        sink.set(1, ended && end <= last ? 1 : 0);
                    }
                }));
        return track.isEmpty() ? measure : measure.on(track);
    }

    private <K> List<ScoredCustomer<K>> rows(Measured<K> outcomes, IntFunction<OptionalDouble> score) {
        Measured<K>.Column followed = outcomes.columns().get(0);
        Measured<K>.Column lost = outcomes.columns().get(1);
        List<ScoredCustomer<K>> rows = new ArrayList<>();
        for (int customer = 0; customer < outcomes.store().customers(); customer++) {
            if (followed.has(customer)) {
                OptionalDouble its = score.apply(customer);
                K key = outcomes.store().customer(customer);
                rows.add(new ScoredCustomer<>(key, its, followed.at(customer), lost.at(customer) == 1));
            }
        }
        return List.copyOf(rows);
    }

    /** Prints the method. */
    @Override
    public String toString() {
        return "what came of customers live on " + day + ", " + spells + (track.isEmpty() ? "" : ", on " + track) + ", "
                + timeline;
    }
}
