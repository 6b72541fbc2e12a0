package dev.retention.testkit;

import dev.retention.history.HistoryStore;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.rule.In;
import dev.retention.rule.Live;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What holds of every rule, however it is written: a test of a rule implements this and says which rule it is.
 *
 * <pre>{@code
 * class SecondOrderTest implements RuleContract<String> {
 *     @Override
 *     public Rule<String> rule(Timeline timeline) {
 *         return MyRules.secondOrder(timeline);
 *     }
 * }
 * }</pre>
 *
 * <p>Each law is a property of its own in the report of the tests, tried on events of the {@link EventSource}, and by groupings of every
 * kind. A law that a rule breaks on purpose is waived by overriding it with an empty method.
 *
 * @param <C> the type of the rule's cells
 * @since 0.1.0
 */
public interface RuleContract<C> extends EventSource {
    /**
     * The rule that is tried.
     *
     * @param timeline the periods, with a first one
     * @return the rule under it
     */
    Rule<C> rule(Timeline timeline);

    @Override
    default List<String> tracks() {
        return ruleAt(EventLog.FIRST_DAY.plusDays(EventLog.DAYS)).tracks();
    }

    /**
     * The groupings that the rule is counted by.
     *
     * @param rule the rule
     * @return {@link Groupings#of} it, unless overridden; at least one
     */
    default List<Grouping> groupings(Rule<C> rule) {
        return Groupings.of(rule);
    }

    private Rule<C> ruleAt(LocalDate asOf) {
        return Law.given(rule(timeline(asOf)), "rule(Timeline)");
    }

    private Rule<In<C>> grouped(Rule<C> rule, Random random) {
        return rule.by(RuleLaws.any(RuleLaws.asked(groupings(rule)), random));
    }

    /**
     * The order in which events come does not matter, not even of events of the same moment.
     *
     * @param log the events
     * @param asOf the last day known
     * @param random another order, and a grouping
     */
    @Property
    default void theOrderOfEventsDoesNotMatter(
            @ForAll("events") EventLog log, @ForAll("asOf") LocalDate asOf, @ForAll Random random) {
        HistoryStore<Long> store = store(log.rows());
        HistoryStore<Long> shuffled = store(log.shuffled(random).rows());
        Rule<C> rule = ruleAt(asOf);
        for (Rule<?> any : List.of(rule, grouped(rule, random))) {
            Law.same("the order of events does not matter", RuleLaws.tally(shuffled, any), RuleLaws.tally(store, any));
        }
    }

    /**
     * What happens after the last day known does not matter.
     *
     * @param log the events
     * @param asOf the last day known
     */
    @Property
    default void eventsAfterTheAsOfDayDoNotMatter(@ForAll("events") EventLog log, @ForAll("asOf") LocalDate asOf) {
        Rule<C> rule = ruleAt(asOf);
        Law.same(
                "events after the as-of day, " + asOf + ", do not matter",
                RuleLaws.tally(store(log.rows()), rule),
                RuleLaws.tally(store(log.only(row -> !row.day().isAfter(asOf)).rows()), rule));
    }

    /**
     * Parts of the customers, counted apart and in any number of threads, add up to the same bits.
     *
     * @param log the events
     * @param asOf the last day known
     * @param threads how many threads
     * @param random a grouping
     */
    @Property
    default void partsAndThreadsAddUpToTheSameBits(
            @ForAll("events") EventLog log,
            @ForAll("asOf") LocalDate asOf,
            @ForAll @IntRange(min = 2, max = 4) int threads,
            @ForAll Random random) {
        Rule<C> rule = ruleAt(asOf);
        HistoryStore<Long> whole = store(log.rows());
        List<HistoryStore<Long>> parts = IntStream.range(0, 3)
                .mapToObj(part -> store(log.only(row -> Math.floorMod(row.customer(), 3) == part)
                        .rows()))
                .toList();
        RuleLaws.parts(rule, whole, parts, threads);
        RuleLaws.parts(grouped(rule, random), whole, parts, threads);
    }

    /**
     * A count is the number of its members, each of whose explanations names the cell; amounts add up, and states are the rule's.
     *
     * @param log the events
     * @param asOf the last day known
     */
    @Property
    default void aCountIsTheSizeOfItsMembersAndExplained(
            @ForAll("events") EventLog log, @ForAll("asOf") LocalDate asOf) {
        RuleLaws.explained(ruleAt(asOf), store(log.rows()));
    }

    /**
     * The tables of groups add up to the whole, for every grouping; counted together they are as counted alone.
     *
     * @param log the events
     * @param asOf the last day known
     * @param random the grouping that is counted alone
     */
    @Property
    default void groupsAddUpToTheWhole(
            @ForAll("events") EventLog log, @ForAll("asOf") LocalDate asOf, @ForAll Random random) {
        Rule<C> rule = ruleAt(asOf);
        HistoryStore<Long> store = store(log.rows());
        List<Grouping> groupings = RuleLaws.asked(groupings(rule));
        RuleLaws.groups(rule, store, groupings, random.nextInt(groupings.size()));
    }

    /**
     * The tables of a grouping that is read at each period are sums of its moves.
     *
     * @param log the events
     * @param asOf the last day known
     * @param random the grouping
     */
    @Property
    default void groupsAreSumsOfTheirMoves(
            @ForAll("events") EventLog log, @ForAll("asOf") LocalDate asOf, @ForAll Random random) {
        Rule<C> rule = ruleAt(asOf);
        RuleLaws.moves(rule, store(log.rows()), RuleLaws.asked(groupings(rule)), random);
    }

    /**
     * What a rule says of itself is the same each time that is asked, and of each rule under a timeline.
     *
     * @param asOf the last day known
     */
    @Property
    default void theDefinitionDoesNotChange(@ForAll("asOf") LocalDate asOf) {
        Rule<C> rule = ruleAt(asOf);
        Law.definition(rule.definition(), rule.definition(), ruleAt(asOf).definition());
    }

    /**
     * A restatement names the customers whose changes sum to the change of every cell.
     *
     * @param before the events known earlier
     * @param after those known later
     * @param asOf the last day known
     * @param random a grouping
     */
    @Property
    default void aRestatementSumsToTheChangeOfEveryCell(
            @ForAll("events") EventLog before,
            @ForAll("events") EventLog after,
            @ForAll("asOf") LocalDate asOf,
            @ForAll Random random) {
        HistoryStore<Long> earlier = store(before.rows());
        HistoryStore<Long> later = store(after.rows());
        Rule<C> rule = ruleAt(asOf);
        RuleLaws.restatement(rule, earlier, later);
        RuleLaws.restatement(grouped(rule, random), earlier, later);
    }

    /**
     * A live table equals a fresh count after every addition and removal, also by groups.
     *
     * @param start the events to begin with
     * @param later the events added
     * @param asOf the last day known
     * @param random what is removed, when that is looked at, and a grouping
     */
    @Property
    default void liveTablesEqualAFreshCountAfterEveryChange(
            @ForAll("events") EventLog start,
            @ForAll("events") EventLog later,
            @ForAll("asOf") LocalDate asOf,
            @ForAll Random random) {
        Rule<C> rule = ruleAt(asOf);
        Rule<In<C>> grouped = grouped(rule, random);
        Live<Long> live = Live.from(store(start.rows()));
        Live<Long>.Table<C> table = live.track(rule);
        Live<Long>.Table<In<C>> byGroup = live.track(grouped);
        List<EventRow> now = new ArrayList<>(start.rows());
        for (EventRow row : later) {
            if (!now.isEmpty() && random.nextInt(3) == 0) {
                remove(live, now.remove(random.nextInt(now.size())));
            }
            add(live, row);
            now.add(row);
            if (random.nextInt(16) == 0) {
                Law.same("live as fresh after " + row, table.tally(), RuleLaws.tally(store(now), rule));
            }
        }
        HistoryStore<Long> fresh = store(now);
        Counted<Long, C> counted = Sweep.over(fresh).count(rule);
        Counted<Long, In<C>> countedByGroup = Sweep.over(fresh).count(grouped);
        Law.same("live as fresh", table.tally(), counted.tally());
        Law.same("live as fresh by groups", byGroup.tally(), countedByGroup.tally());
        Law.same(
                "the largest group, live as fresh",
                RuleLaws.top(Counted.of(grouped, byGroup.tally())),
                RuleLaws.top(countedByGroup));
        for (C cell : counted.cells()) {
            Law.same("the live members of " + cell, table.members(cell).size(), table.count(cell));
        }
    }

    /**
     * When the end of the data moves, a live table becomes what is counted anew.
     *
     * @param log the events
     * @param asOf the last day known at first
     * @param days how many days later the last day known is then
     */
    @Property
    default void liveTablesAdvanceToAFreshCount(
            @ForAll("events") EventLog log, @ForAll("asOf") LocalDate asOf, @ForAll @IntRange(max = 400) int days) {
        HistoryStore<Long> store = store(log.rows());
        Live<Long> live = Live.from(store);
        Live<Long>.Table<C> table = live.track(timeline(asOf), this::rule);
        live.advanceTo(asOf.plusDays(days));
        Law.same(
                "live as fresh after " + days + " days",
                table.tally(),
                RuleLaws.tally(store, ruleAt(asOf.plusDays(days))));
    }

    /**
     * The rule and its tallies are the same after they have travelled to another machine.
     *
     * @param log the events
     * @param asOf the last day known
     * @param random a grouping
     */
    @Property
    default void theRuleAndItsTallyTravel(
            @ForAll("events") EventLog log, @ForAll("asOf") LocalDate asOf, @ForAll Random random) {
        HistoryStore<Long> store = store(log.rows());
        Rule<C> rule = ruleAt(asOf);
        RuleLaws.travel(rule, store);
        RuleLaws.travel(grouped(rule, random), store);
    }

    /**
     * Tallies under two timelines do not add up: the rule's timeline, which is part of a tally's identity, is the one it was made for.
     *
     * @param asOf the last day known
     * @param days how many days later the last day known is of the other
     */
    @Property
    default void talliesOfTwoTimelinesDoNotAddUp(
            @ForAll("asOf") LocalDate asOf, @ForAll @IntRange(min = 1, max = 400) int days) {
        Rule<C> rule = ruleAt(asOf);
        Rule<C> other = ruleAt(asOf.plusDays(days));
        Law.same("the rule says what its timeline is for", rule.timeline().asOf(), asOf);
        Law.holds(
                "tallies of two timelines must not add up; the rule must take the timeline it is given",
                RuleLaws.isRefused(Tally.empty(rule), Tally.empty(other)),
                rule.definition() + ", " + rule.timeline(),
                other.definition() + ", " + other.timeline());
    }
}
