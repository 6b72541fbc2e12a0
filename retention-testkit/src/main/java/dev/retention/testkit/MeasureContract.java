package dev.retention.testkit;

import dev.retention.history.HistoryStore;
import dev.retention.rule.Live;
import dev.retention.rule.Measure;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What holds of every measure: a test of a measure implements this and says which it is.
 *
 * <pre>{@code
 * class DaysOfSilenceTest implements MeasureContract {
 *     @Override
 *     public Measure measure(Timeline timeline) {
 *         return MyMeasures.silence(timeline);
 *     }
 * }
 * }</pre>
 *
 * <p>Each law is a property of its own in the report of the tests, tried on events of the {@link EventSource}. A law that a measure
 * breaks on purpose is waived by overriding it with an empty method.
 *
 * @since 0.1.0
 */
public interface MeasureContract extends EventSource {
    /**
     * The measure that is tried.
     *
     * @param timeline the periods, with a first one
     * @return the measure under it
     */
    Measure measure(Timeline timeline);

    @Override
    default List<String> tracks() {
        return measureAt(EventLog.FIRST_DAY.plusDays(EventLog.DAYS)).tracks();
    }

    private Measure measureAt(LocalDate asOf) {
        return Law.given(measure(timeline(asOf)), "measure(Timeline)");
    }

    private static Map<String, Long> numbers(HistoryStore<Long> store, Measure measure) {
        return numbers(Sweep.over(store).measure(measure));
    }

    /** All numbers by column and customer. */
    private static Map<String, Long> numbers(Measured<Long> measured) {
        Map<String, Long> numbers = new TreeMap<>();
        for (Measured<Long>.Column column : measured.columns()) {
            for (int customer = 0; customer < measured.store().customers(); customer++) {
                if (column.has(customer)) {
                    numbers.put(column.name() + " of " + measured.store().customer(customer), column.at(customer));
                }
            }
        }
        return numbers;
    }

    /**
     * Neither the order of events, nor the number of threads, nor other customers matter.
     *
     * @param log the events
     * @param asOf the last day known
     * @param random another order
     * @param threads how many threads
     */
    @Property
    default void neitherOrderNorThreadsNorOtherCustomersMatter(
            @ForAll("events") EventLog log,
            @ForAll("asOf") LocalDate asOf,
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 4) int threads) {
        Measure measure = measureAt(asOf);
        Map<String, Long> numbers = numbers(store(log.rows()), measure);
        HistoryStore<Long> shuffled = store(log.shuffled(random).rows());
        Law.same(
                "neither order nor threads matter",
                numbers(Sweep.over(shuffled).threads(threads).measure(measure)),
                numbers);
        Map<String, Long> apart = new TreeMap<>();
        for (int part = 0; part < 2; part++) {
            int own = part;
            EventLog some = log.only(row -> Math.floorMod(row.customer(), 2) == own);
            apart.putAll(numbers(store(some.rows()), measure));
        }
        Law.same("other customers do not matter", apart, numbers);
    }

    /**
     * What a measure says of itself is the same each time that is asked, and of each measure under a timeline.
     *
     * @param asOf the last day known
     */
    @Property
    default void theDefinitionDoesNotChange(@ForAll("asOf") LocalDate asOf) {
        Measure measure = measureAt(asOf);
        Measure again = measureAt(asOf);
        Law.definition(measure.definition(), measure.definition(), again.definition());
        Law.same("the columns are the same each time", again.columns(), measure.columns());
    }

    /**
     * What happens after the last day known does not matter.
     *
     * @param log the events
     * @param asOf the last day known
     */
    @Property
    default void eventsAfterTheAsOfDayDoNotMatter(@ForAll("events") EventLog log, @ForAll("asOf") LocalDate asOf) {
        Measure measure = measureAt(asOf);
        Law.same(
                "events after the as-of day, " + asOf + ", do not matter",
                numbers(store(log.rows()), measure),
                numbers(store(log.only(row -> !row.day().isAfter(asOf)).rows()), measure));
    }

    /**
     * A column is the numbers of its customers: sorted, summed, and those above a bound.
     *
     * @param log the events
     * @param asOf the last day known
     */
    @Property
    default void aColumnIsItsNumbers(@ForAll("events") EventLog log, @ForAll("asOf") LocalDate asOf) {
        Measured<Long> measured = Sweep.over(store(log.rows())).measure(measureAt(asOf));
        Law.same(
                "the columns are the measure's",
                measured.columns().stream().map(Measured.Column::name).toList(),
                measured.measure().columns());
        for (Measured<Long>.Column column : measured.columns()) {
            String in = " in " + column.name();
            long[] sorted = IntStream.range(0, measured.store().customers())
                    .filter(column::has)
                    .mapToLong(column::at)
                    .sorted()
                    .toArray();
            Law.same("size" + in, column.size(), sorted.length);
            Law.same("sorted" + in, Arrays.toString(column.sorted()), Arrays.toString(sorted));
            Law.same(
                    "sum" + in,
                    column.sum(),
                    LongStream.of(sorted).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add));
            if (sorted.length > 0) {
                long bound = sorted[sorted.length / 2];
                Law.same(
                        "members above " + bound + in,
                        column.membersAbove(bound).size(),
                        LongStream.of(sorted).filter(number -> number > bound).count());
                Measured.Top<Long> top = column.top(1);
                Law.same("largest" + in, top.bound(), sorted[sorted.length - 1]);
                Law.same("tied for the largest" + in, top.members().size(), top.tied());
            }
        }
    }

    /**
     * A restatement is the difference of two columns, customer by customer.
     *
     * @param before the events known earlier
     * @param after those known later
     * @param asOf the last day known
     */
    @Property
    default void aRestatementIsTheDifference(
            @ForAll("events") EventLog before, @ForAll("events") EventLog after, @ForAll("asOf") LocalDate asOf) {
        HistoryStore<Long> later = store(after.rows());
        Measured<Long> was = Sweep.over(store(before.rows())).measure(measureAt(asOf));
        Map<String, Long> numbers = new HashMap<>(numbers(was));
        for (Measured.Change<Long> change : was.restate(later)) {
            String name = change.column() + " of " + change.customer();
            Long number = numbers.get(name);
            Law.same(
                    name + " before", change.before(), number == null ? OptionalLong.empty() : OptionalLong.of(number));
            Law.holds(name + " changes", !change.before().equals(change.after()), change.before(), change.after());
            numbers.remove(name);
            change.after().ifPresent(next -> numbers.put(name, next));
        }
        Law.same("the changes lead to the later numbers", new TreeMap<>(numbers), numbers(later, was.measure()));
    }

    /**
     * A live store measures what a fresh one does, after additions and removals.
     *
     * @param start the events to begin with
     * @param more the events added
     * @param asOf the last day known
     * @param random what is removed
     */
    @Property
    default void liveIsAsFresh(
            @ForAll("events") EventLog start,
            @ForAll("events") EventLog more,
            @ForAll("asOf") LocalDate asOf,
            @ForAll Random random) {
        Live<Long> live = Live.from(store(start.rows()));
        List<EventRow> now = new ArrayList<>(start.rows());
        for (EventRow row : more) {
            if (!now.isEmpty() && random.nextInt(3) == 0) {
                remove(live, now.remove(random.nextInt(now.size())));
            }
            add(live, row);
            now.add(row);
        }
        Measure measure = measureAt(asOf);
        Law.same("live as fresh", numbers(live.measure(measure)), numbers(store(now), measure));
    }

    /**
     * The measure is the same after it has travelled to another machine.
     *
     * @param log the events
     * @param asOf the last day known
     */
    @Property
    default void theMeasureTravels(@ForAll("events") EventLog log, @ForAll("asOf") LocalDate asOf) {
        HistoryStore<Long> store = store(log.rows());
        Measure measure = measureAt(asOf);
        Measure arrived = Travelled.of(measure);
        Law.same("the definition travels", arrived.definition(), measure.definition());
        Law.same("the timeline travels", arrived.timeline(), measure.timeline());
        Law.same("the columns travel", arrived.columns(), measure.columns());
        Law.same("a measure that travelled tells the same", numbers(store, arrived), numbers(store, measure));
    }
}
