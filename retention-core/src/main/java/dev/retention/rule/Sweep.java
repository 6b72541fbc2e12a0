package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.internal.Parallel;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collector;

/**
 * Walks over all histories of a store: one sequential pass, or one per thread over an equal share of the events.
 *
 * <p>Rules {@linkplain #count count}, measures {@linkplain #measure measure}, and any collector {@linkplain #collect collects}. What
 * rules and measures say is the same to the bit however many threads there are. A pass allocates the tables of its rules and
 * nothing per event. This class is immutable and thread-safe.
 *
 * <pre>{@code
 * Sweep<Long> sweep = Sweep.over(orders).threads(4);
 * Counted<Long, CohortCell> counted = sweep.count(CohortRetention.over(months).rule());
 * }</pre>
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Sweep<K> {
    /** The most threads that a sweep may have. */
    public static final int MAX_THREADS = Parallel.MAX_THREADS;

    private final HistoryStore<K> store;
    private final Walk<K> walk;

    private Sweep(HistoryStore<K> store, int threads) {
        this.store = requireNonNull(store, "store");
        this.walk = new Walk<>(store, threads);
    }

    /**
     * A sweep on the calling thread.
     *
     * @param store the histories
     * @param <K> the type of customer keys
     * @return the sweep
     */
    public static <K> Sweep<K> over(HistoryStore<K> store) {
        return new Sweep<>(store, 1);
    }

    /**
     * A sweep on several threads, which live as long as one call.
     *
     * @param threads how many, 1 to {@value #MAX_THREADS}
     * @return the sweep
     * @throws IllegalArgumentException if there are fewer or more
     */
    public Sweep<K> threads(int threads) {
        return new Sweep<>(store, Parallel.checkThreads(threads));
    }

    /** {@return the store: the histories that are swept} */
    public HistoryStore<K> store() {
        return store;
    }

    /**
     * Counts by one rule.
     *
     * @param rule the rule
     * @param <C> the type of cells
     * @return the table
     * @throws RuleException if the rule fails; the message names the customer
     */
    @SuppressWarnings("unchecked")
    public <C> Counted<K, C> count(Rule<C> rule) {
        return (Counted<K, C>) countAll(List.of(requireNonNull(rule, "rule"))).get(0);
    }

    /**
     * Counts by several rules in one pass over the store.
     *
     * @param rules the rules
     * @return one table per rule, in their order
     * @throws RuleException if a rule fails; the message names the customer
     */
    public List<Counted<K, ?>> countAll(List<? extends Rule<?>> rules) {
        requireNonNull(rules, "rules");
        List<Counting<?>[]> parts = walk.onParts(part -> {
            // An array, since a list would make an iterator for every customer.
            Counting<?>[] countings = new Counting<?>[rules.size()];
            Arrays.setAll(countings, i -> new Counting<>(part, rules.get(i)));
            // Customer by customer, so that a history is in the cache for every rule after the first.
            for (int customer = part.from(); customer < part.to(); customer++) {
                for (Counting<?> counting : countings) {
                    counting.add(customer);
                }
            }
            return countings;
        });
        List<Counted<K, ?>> counted = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            int at = i;
            counted.add(
                    Counting.total(this, parts.stream().map(part -> part[at]).toList()));
        }
        return List.copyOf(counted);
    }

    /**
     * Counts by one rule for the groups of several groupings, in one pass over the store in which the rule is asked once for each
     * customer.
     *
     * @param rule the rule
     * @param groupings the groupings
     * @param <C> the type of cells
     * @return one table per grouping, in their order, each equal to that of {@code count(rule.by(grouping))}
     * @throws IllegalArgumentException if the rule cannot be parted so, see {@link Rule#by}
     * @throws RuleException if the rule or a grouping fails; the message names the customer
     */
    public <C> List<Counted<K, In<C>>> countBy(Rule<C> rule, List<Grouping> groupings) {
        return Spread.count(this, walk, requireNonNull(rule, "rule"), requireNonNull(groupings, "groupings"));
    }

    /**
     * Measures every customer.
     *
     * @param measure the measure
     * @return its columns
     * @throws RuleException if the measure fails; the message names the customer
     */
    public Measured<K> measure(Measure measure) {
        return measureAll(List.of(requireNonNull(measure, "measure"))).get(0);
    }

    /**
     * Measures every customer by several measures in one pass over the store.
     *
     * @param measures the measures
     * @return the columns of each, in their order
     * @throws RuleException if a measure fails; the message names the customer
     */
    public List<Measured<K>> measureAll(List<Measure> measures) {
        requireNonNull(measures, "measures");
        List<List<MeasureSink>> parts = walk.onParts(part -> {
            List<MeasureSink> sinks = new ArrayList<>();
            for (Measure measure : measures) {
                MeasureSink sink = new MeasureSink(measure, part.to() - part.from());
                Walk.Steps steps = part.open(measure.timeline(), measure.tracks());
                for (int customer = part.from(); customer < part.to(); customer++) {
                    sink.ask(steps.moveTo(customer));
                }
                sinks.add(sink);
            }
            return sinks;
        });
        List<Measured<K>> measured = new ArrayList<>();
        for (int i = 0; i < measures.size(); i++) {
            int at = i;
            measured.add(Measured.of(
                    this, measures.get(i), parts.stream().map(p -> p.get(at)).toList()));
        }
        return List.copyOf(measured);
    }

    /**
     * What each customer adds to some cells of a rule. The rule is asked for these cells only.
     *
     * @param rule the rule
     * @param cells the cells, each once, at least one
     * @param <C> the type of cells
     * @return a column of amounts for each cell, in their order: without a number of customers who are not in the cell, and 0 of those
     *     who are there without an amount
     * @throws IllegalArgumentException if the rule lacks one of the cells, a cell comes twice, or there is none
     * @throws RuleException if the rule fails; the message names the customer
     */
    public <C> Measured<K> amountsOf(Rule<C> rule, List<? extends C> cells) {
        return measure(Measure.ofCells(rule, cells));
    }

    /**
     * Collects the histories of all customers with an event up to the as-of day on some track, in the order of the store.
     *
     * <p>Every thread has a container of its own; containers are combined in the order of the store. So the result is the same on any
     * number of threads if combining is exact. A history is a view that moves on: the collector must not keep it. Of a store with
     * several tracks it is that of the first, which may be empty, with the others beside it.
     *
     * <pre>{@code
     * long events = sweep.collect(timeline, Collectors.summingLong(History::size));
     * }</pre>
     *
     * @param timeline the periods in which histories are looked at
     * @param collector takes the histories
     * @param <A> the type of its containers
     * @param <R> the type of its results
     * @return what was collected
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     * @throws RuleException if the collector fails; the message names the customer if it was looking at one
     */
    public <A, R> R collect(Timeline timeline, Collector<? super History, A, R> collector) {
        requireNonNull(timeline, "timeline");
        requireNonNull(collector, "collector");
        List<A> containers = walk.onParts(part -> {
            A container = collector.supplier().get();
            Walk.Steps steps = part.open(timeline, store.trackNames());
            for (int customer = part.from(); customer < part.to(); customer++) {
                History history = steps.moveTo(customer);
                if (!history.isEmpty()) {
                    try {
                        collector.accumulator().accept(container, history);
                    } catch (Exception e) {
                        throw new RuleException("collector", store.customer(customer), e);
                    }
                }
            }
            return container;
        });
        try {
            A all = containers.get(0);
            for (A container : containers.subList(1, containers.size())) {
                all = collector.combiner().apply(all, container);
            }
            return collector.finisher().apply(all);
        } catch (Exception e) {
            throw new RuleException("collector", null, e);
        }
    }

    /**
     * Parts all customers with an event up to the as-of day. Takes one pass over the store.
     *
     * @param grouping how customers are parted, as known at the end of the data or at the first event
     * @param timeline up to when the data are known
     * @return the customers of each group that somebody is in, and of those declared; each is in one
     * @throws IllegalArgumentException if the grouping is read at each period, which gives more than one group a customer, or the
     *     timeline does not fit the store, see {@link HistoryStore#bind}
     * @throws RuleException if the grouping fails; the message names the customer
     */
    public ByGroup<Members<K>> members(Grouping grouping, Timeline timeline) {
        return members(grouping, timeline, EventFilter.ALL);
    }

    /**
     * The same, where the first event is one that counts; who has none of these is in {@link Group#MISSING} if parted by it.
     *
     * @param grouping how customers are parted, as known at the end of the data or at the first event that counts
     * @param timeline up to when the data are known
     * @param events which events count
     * @return the customers of each group
     * @throws IllegalArgumentException as without
     * @throws RuleException if the grouping fails; the message names the customer
     */
    public ByGroup<Members<K>> members(Grouping grouping, Timeline timeline, EventFilter events) {
        requireNonNull(grouping, "grouping");
        return groups(List.of(grouping), timeline, events).columns().get(0).members();
    }

    /**
     * Reads the groups of all customers with an event up to the as-of day by several groupings. Takes one pass over the store, in which
     * groups by the codes or texts of events cost no look-up per customer.
     *
     * @param groupings how customers are parted, each as known at the end of the data or at the first event
     * @param timeline up to when the data are known
     * @return the group of every customer by each grouping, in their order, the same on any number of threads
     * @throws IllegalArgumentException if a grouping is read at each period, which gives more than one group a customer, or the
     *     timeline does not fit the store, see {@link HistoryStore#bind}
     * @throws RuleException if a grouping fails; the message names the customer
     */
    public GroupColumns<K> groups(List<Grouping> groupings, Timeline timeline) {
        return groups(groupings, timeline, EventFilter.ALL);
    }

    private GroupColumns<K> groups(List<Grouping> groupings, Timeline timeline, EventFilter events) {
        List<Grouping> all = List.copyOf(requireNonNull(groupings, "groupings"));
        requireNonNull(timeline, "timeline");
        requireNonNull(events, "events");
        return new GroupColumns<>(this, timeline, all, walk.onParts(part -> GroupScan.of(part, all, timeline, events)));
    }

    /**
     * Looks at the history of one customer.
     *
     * @param customer the key
     * @param timeline the periods in which the history is looked at
     * @param look what is made of the history, which is empty if the customer has no event up to the as-of day; must not keep it
     * @param <R> the type of what is made
     * @return what was made
     * @throws IllegalArgumentException if the store has no such customer, or the timeline does not fit it, see
     *     {@link HistoryStore#bind}
     */
    public <R> R look(K customer, Timeline timeline, Function<? super History, ? extends R> look) {
        requireNonNull(customer, "customer");
        requireNonNull(timeline, "timeline");
        requireNonNull(look, "look");
        return look(customer, timeline, store.trackNames(), look);
    }

    private <R> R look(
            K customer, Timeline timeline, List<String> tracks, Function<? super History, ? extends R> look) {
        int number = numberOf(customer);
        return walk.on(
                number,
                number + 1,
                part -> look.apply(part.open(timeline, tracks).moveTo(number)));
    }

    private int numberOf(K customer) {
        int number = store.find(customer).orElse(-1);
        checkArgument(number >= 0, "customer (%s) has no events in the store", customer);
        return number;
    }

    /** The members of some cells, all found in one pass. */
    <C> Map<C, Members<K>> membersOf(Rule<C> rule, Collection<? extends C> cells) {
        List<C> wanted = cells.stream().<C>map(cell -> cell).distinct().toList();
        List<MemberLists<C>> parts = find(rule, wanted, MemberLists::add);
        Map<C, Members<K>> members = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            members.put(wanted.get(i), store.members(MemberLists.numbers(parts, i)));
        }
        return members;
    }

    /** The members of any of some cells, each once, found in one pass. */
    <C> Members<K> membersOfAny(Rule<C> rule, Collection<? extends C> cells) {
        List<C> wanted = cells.stream().<C>map(cell -> cell).distinct().toList();
        return wanted.isEmpty()
                ? store.members()
                : store.members(MemberLists.numbers(find(rule, wanted, MemberLists::addToFirst), 0));
    }

    /** Puts customers into lists. */
    private interface Finding<C> {
        void put(MemberLists<C> lists, History history, int customer);
    }

    private <C> List<MemberLists<C>> find(Rule<C> rule, List<C> wanted, Finding<C> finding) {
        return walk.onParts(part -> {
            MemberLists<C> lists = new MemberLists<>(rule, wanted);
            Walk.Steps steps = part.open(rule.timeline(), rule.tracks());
            for (int customer = part.from(); customer < part.to(); customer++) {
                finding.put(lists, steps.moveTo(customer), customer);
            }
            return lists;
        });
    }

    /** What a rule says of one customer; empty if the customer has no event up to the as-of day. */
    <C> Explanation<K, C> explain(Rule<C> rule, K customer) {
        return look(
                customer,
                rule.timeline(),
                rule.tracks(),
                history -> Explanation.of(customer, Asked.perCustomer(rule), history));
    }
}
