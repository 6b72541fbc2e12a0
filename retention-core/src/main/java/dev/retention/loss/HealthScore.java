package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measure;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a customer is doing, by rules in order: the first whose condition holds decides, so that every customer in red is there for a
 * reason that can be read.
 *
 * <pre>{@code
 * HealthScore health = HealthScore.named("health").on("contracts")
 *         .rule("red", HealthCondition.silent("contacts", 60))
 *         .rule("amber", HealthCondition.within(Feedback.lowScores(Survey.NPS), 90))
 *         .otherwise("green");
 * Grouping atPeriod = health.grouping(months, Grouping.Reading.AT_PERIOD);
 * CustomerMovements.over(months).of(store).by(atPeriod).inGroup("red").inPeriod("2024-03").lost();
 * CustomerMovements.over(months).of(store).by(atPeriod.moves()).inGroup("green → red");
 * health.historyOf(17L, months, Sweep.over(store)).changes();    // … 2024-03: red, no event on contacts for 60 days
 * }</pre>
 *
 * <ul>
 *   <li>A customer is read as known at the end of a day: what came later changes nothing of it.
 *   <li>Who has no event on the score's track by then has no class; nor has one of whom no condition holds, but for {@link #otherwise}.
 *   <li>Whether a class tells who leaves, ask {@link ScoreCheck}: most scores tell nothing.
 * </ul>
 *
 * <p>A customer costs its conditions at each reading, up to the first that holds. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class HealthScore implements Serializable {
    private static final long serialVersionUID = 1;

    private final String name;
    private final String track;
    private final ArrayList<Rule> rules;
    private final @Nullable String otherwise;

    private HealthScore(String name, String track, List<Rule> rules, @Nullable String otherwise) {
        this.name = name;
        this.track = track;
        this.rules = new ArrayList<>(rules);
        this.otherwise = otherwise;
    }

    /**
     * A rule of a score.
     *
     * @param name the class of customers of whom the condition holds, and none of the rules before
     * @param condition the condition
     * @since 0.1.0
     */
    public record Rule(String name, HealthCondition condition) implements Serializable {
        /**
         * Refuses null, an empty name, and that of who has none.
         *
         * @param name the class of customers of whom the condition holds
         * @param condition the condition
         * @throws IllegalArgumentException if the name is empty or {@code (missing)}
         */
        public Rule {
            HealthConditions.checkClass(name, "name");
            requireNonNull(condition, "condition");
        }

        /** Prints the rule, such as {@code "red" if no event on contacts for 60 days}. */
        @Override
        public String toString() {
            return LossCauses.quoted(List.of(name)) + " if " + condition.definition();
        }
    }

    /**
     * A score without rules yet, of customers with an event on the first track of the store unless told otherwise.
     *
     * @param name what the classes are, such as {@code health}: the name of groupings
     * @return the score
     * @throws IllegalArgumentException if the name is empty
     */
    public static HealthScore named(String name) {
        checkArgument(!requireNonNull(name, "name").isEmpty(), "name must not be empty");
        return new HealthScore(name, "", List.of(), null);
    }

    /**
     * Names the track on which customers are known.
     *
     * @param track the track, the first of the store by default
     * @return the score of customers with an event there
     * @throws IllegalArgumentException if the track has no name
     */
    public HealthScore on(String track) {
        checkArgument(!requireNonNull(track, "track").isEmpty(), "track must have a name");
        return new HealthScore(name, track, rules, otherwise);
    }

    /**
     * Adds a rule after those there are.
     *
     * @param healthClass the class of customers of whom the condition holds, and none of those before; several rules may lead to one class
     * @param condition the condition
     * @return the score with that rule
     * @throws IllegalArgumentException if the class has no name or is {@code (missing)}, or the condition is there already, so that it could never decide
     * @throws IllegalStateException if it is said already what is otherwise
     */
    public HealthScore rule(String healthClass, HealthCondition condition) {
        HealthConditions.checkClass(healthClass, "healthClass");
        requireNonNull(condition, "condition");
        checkState(otherwise == null, "a rule after what is otherwise, %s, can never decide", otherwise);
        checkArgument(
                rules.stream().noneMatch(rule -> rule.condition().definition().equals(condition.definition())),
                "condition (%s) is in a rule before, so that it can never decide",
                condition.definition());
        List<Rule> more = new ArrayList<>(rules);
        more.add(new Rule(healthClass, condition));
        return new HealthScore(name, track, more, null);
    }

    /**
     * Sets the class of all customers of whom no condition holds.
     *
     * @param healthClass the class
     * @return the score with that class
     * @throws IllegalArgumentException if the class has no name or is {@code (missing)}
     * @throws IllegalStateException if it is said already, or there is no rule
     */
    public HealthScore otherwise(String healthClass) {
        HealthConditions.checkClass(healthClass, "healthClass");
        checkState(otherwise == null, "otherwise is said already: %s", otherwise);
        return new HealthScore(name, track, checkedRules(), healthClass);
    }

    private List<Rule> checkedRules() {
        checkState(!rules.isEmpty(), "score (%s) must have a rule", name);
        return rules;
    }

    /** {@return what the classes are} */
    public String name() {
        return name;
    }

    /** {@return the rules in order} */
    public List<Rule> rules() {
        return List.copyOf(rules);
    }

    /** {@return the classes in the order in which rules name them, the one of all others last; each once} */
    public List<String> classes() {
        Set<String> all = new LinkedHashSet<>();
        rules.forEach(rule -> all.add(rule.name()));
        if (otherwise != null) {
            all.add(otherwise);
        }
        return List.copyOf(all);
    }

    /**
     * The number of the rule that decides, from 1, which is one more than there are rules for what is otherwise: to be listed, kept live
     * or restated like any measure.
     *
     * @param timeline the periods, which end with the data
     * @return the measure, of one column {@code rule}
     * @throws IllegalStateException if there is no rule
     * @throws IllegalArgumentException if a condition is about another timeline
     */
    public Measure measure(Timeline timeline) {
        requireNonNull(timeline, "timeline");
        checkedRules().forEach(rule -> rule.condition().check(timeline));
        return new HealthMeasure(this, timeline);
    }

    /**
     * Parts customers by their class: tables by class, moves between classes and the members of each follow.
     *
     * @param timeline the periods, which end with the data of the tables that are parted
     * @param reading when customers are read
     * @return the grouping, whose groups are the {@link #classes}
     * @throws IllegalStateException if there is no rule
     * @throws IllegalArgumentException if a condition is about another timeline
     */
    public Grouping grouping(Timeline timeline, Grouping.Reading reading) {
        requireNonNull(reading, "reading");
        return Grouping.ofNumbers(
                name, measure(timeline), "by class", reading, numbers -> className((int) numbers[0] - 1));
    }

    /**
     * Parts customers by the rule that decides, such as {@code red: no event on contacts for 60 days}.
     *
     * @param timeline the periods, which end with the data of the tables that are parted
     * @param reading when customers are read
     * @return the grouping
     * @throws IllegalStateException if there is no rule
     * @throws IllegalArgumentException if a condition is about another timeline
     */
    public Grouping conditions(Timeline timeline, Grouping.Reading reading) {
        requireNonNull(reading, "reading");
        return Grouping.ofNumbers(
                "condition of " + name,
                measure(timeline),
                "by condition",
                reading,
                numbers -> className((int) numbers[0] - 1) + ": " + conditionName((int) numbers[0] - 1));
    }

    /**
     * The classes of one customer over time, with the condition that decided each.
     *
     * @param customer the key
     * @param timeline the periods; without a first period, they begin with the first event of the score's track
     * @param sweep the store, with the tracks
     * @param <K> the type of customer keys
     * @return the history, at the end of each period and of the data
     * @throws IllegalStateException if there is no rule
     * @throws IllegalArgumentException if the store lacks a track or has no such customer, or the timeline does not fit it, see
     *     {@link HistoryStore#bind}
     * @throws dev.retention.rule.RuleException if a condition fails; the message names the customer
     */
    public <K> HealthHistory<K> historyOf(K customer, Timeline timeline, Sweep<K> sweep) {
        requireNonNull(customer, "customer");
        requireNonNull(timeline, "timeline");
        HistoryStore<K> store = requireNonNull(sweep, "sweep").store();
        tracks().stream().filter(each -> !each.isEmpty()).forEach(store::track);
        Timeline periods = (track.isEmpty() ? store : store.track(track)).bind(timeline);
        checkedRules().forEach(rule -> rule.condition().check(timeline));
        return sweep.look(
                customer, periods, all -> HealthHistory.of(this, customer, track.isEmpty() ? all : all.track(track)));
    }

    /**
     * What is odd about a store, such as codes that a condition was told of and no event has.
     *
     * @param store the store, with the tracks
     * @return a sentence each
     */
    public List<String> warnings(HistoryStore<?> store) {
        requireNonNull(store, "store");
        return rules.stream()
                .flatMap(rule -> rule.condition().warnings(store).stream())
                .distinct()
                .toList();
    }

    /** The number of the rule that decides as known by a history of the score's track, from 0; none of who has no class. */
    OptionalInt decide(History history) {
        if (history.size() == 0) {
            return OptionalInt.empty();
        }
        long day = history.timeline().asOf().toEpochDay();
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).condition().holds(history, day)) {
                return OptionalInt.of(i);
            }
        }
        return otherwise == null ? OptionalInt.empty() : OptionalInt.of(rules.size());
    }

    String className(int rule) {
        return rule < rules.size() ? rules.get(rule).name() : requireNonNull(otherwise);
    }

    String conditionName(int rule) {
        return rule < rules.size() ? rules.get(rule).condition().definition() : "otherwise";
    }

    /** The tracks that are read, the score's own first: without a name it is the first of the store. */
    List<String> tracks() {
        Set<String> all = new LinkedHashSet<>(List.of(track));
        rules.forEach(rule -> all.addAll(rule.condition().tracks()));
        return List.copyOf(all);
    }

    /** Prints all rules in order. */
    @Override
    public String toString() {
        String inOrder = rules.stream().map(rule -> rule + ", else ").collect(Collectors.joining());
        return name + ": " + inOrder + (otherwise == null ? "none" : LossCauses.quoted(List.of(otherwise)))
                + (track.isEmpty() ? "" : ", of customers on " + track);
    }
}
