package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Axis;
import dev.retention.rule.Cells;
import dev.retention.rule.Measure;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.testkit.Travelled;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Every ready outcome against a loop over the rows of one customer. */
class OutcomeProperties {
    private static final int GAP = 45;
    private static final EventFilter LESS_REFUNDS = EventFilter.of("order").refundedBy("refund");

    @Provide
    static Arbitrary<EventLog> experiments() {
        return EventLog.arbitrary(10, "order", "order", "order", "order", "refund", "holdout", "offer");
    }

    @Provide
    static Arbitrary<LocalDate> ends() {
        return Arbitraries.integers().between(200, EventLog.DAYS + 250).map(EventLog.FIRST_DAY::plusDays);
    }

    private static boolean isOfOrders(EventRow row) {
        return row.code().equals("order") || row.code().equals("refund");
    }

    /** An event below 0 is a refund, whatever its code. */
    private static boolean isOrder(EventRow row) {
        return row.code().equals("order") && row.cents() >= 0;
    }

    private static HistoryStore<Long> store(EventLog log) {
        HistoryStore<Long> exposures = Exposure.store(log.only(row -> !isOfOrders(row)).rows().stream()
                .map(row -> new Exposure<>(row.customer(), row.code(), row.day()))
                .toList());
        return EventLog.reader()
                .from(log.only(OutcomeProperties::isOfOrders).rows())
                .named("orders")
                .and(exposures);
    }

    /** What is known of one customer, who was exposed to one arm. */
    private record Seen(String arm, long day, long asOf, List<EventRow> events) {
        List<EventRow> between(long from, long to) {
            return events.stream()
                    .filter(row -> row.day().toEpochDay() >= from && row.day().toEpochDay() < to)
                    .toList();
        }

        long any(long from, long to) {
            return between(from, to).isEmpty() ? 0 : 1;
        }

        long cents(long from, long to) {
            return between(from, to).stream().mapToLong(EventRow::cents).sum();
        }

        /** Starts and ends of spells; an end after the as-of day is not seen. */
        List<long[]> spells() {
            List<long[]> spells = new ArrayList<>();
            for (EventRow row : events) {
                long at = row.day().toEpochDay();
                if (!spells.isEmpty() && at <= spells.get(spells.size() - 1)[1]) {
                    spells.get(spells.size() - 1)[1] = at + GAP;
                } else {
                    spells.add(new long[] {at, at + GAP});
                }
            }
            return spells;
        }

        boolean isLive(long at) {
            return spells().stream().anyMatch(spell -> spell[0] < at && at <= spell[1]);
        }

        /** Orders in some days, with the refunds that were made before the end of them and are of these orders. */
        long net(long from, long to) {
            long sum = 0;
            for (EventRow row : between(Long.MIN_VALUE, to)) {
                if (isOrder(row)) {
                    sum += row.day().toEpochDay() >= from ? row.cents() : 0;
                } else {
                    long latest = between(Long.MIN_VALUE, row.day().toEpochDay() + 1).stream()
                            .filter(OutcomeProperties::isOrder)
                            .mapToLong(other -> other.day().toEpochDay())
                            .max()
                            .orElse(Long.MIN_VALUE);
                    sum -= latest >= from ? Math.abs(row.cents()) : 0;
                }
            }
            return sum;
        }
    }

    /** The numbers of a customer from a day to another, null of one without. */
    private interface Naive {
        long @Nullable [] of(Seen seen, long from, long to);
    }

    private static Naive one(Number1 number) {
        return (seen, from, to) -> new long[] {number.of(seen, from, to), 0};
    }

    private interface Number1 {
        long of(Seen seen, long from, long to);
    }

    private static Timeline weeks(LocalDate asOf) {
        return Timeline.of(Grain.weekStarting(DayOfWeek.MONDAY), asOf);
    }

    private static Measure measure(LocalDate asOf) {
        return Measure.of("orders so far and weeks", weeks(asOf), List.of("orders", "weeks"), (history, sink) -> {
            sink.set(0, history.size());
            sink.set(1, history.timeline().size());
        });
    }

    private static Rule<Integer> rule(LocalDate asOf) {
        return Rule.of(
                "customers by number of orders",
                weeks(asOf).from(EventLog.FIRST_DAY),
                Cells.of(Axis.range("orders", 1, 9)),
                (history, sink) -> sink.add(Math.min(history.size(), 9) - 1, 10L * history.size()));
    }

    private static Map<Outcome, Naive> outcomes(LocalDate asOf) {
        Map<Outcome, Naive> all = new TreeMap<>(Comparator.comparing(Outcome::name));
        all.put(Outcome.ordered(40).againstPast(70), one(Seen::any));
        all.put(Outcome.orders(40).againstPast(), one((seen, from, to) -> seen.between(from, to).size()));
        all.put(Outcome.spend(1).againstPast(200), one(Seen::cents));
        all.put(Outcome.spendPerOrder(90), (seen, from, to) ->
                new long[] {seen.cents(from, to), seen.between(from, to).size()});
        all.put(Outcome.active(20, 50), one((seen, from, to) -> seen.any(from + 20, to)));
        all.put(
                Outcome.active(20, 50).againstPast(30).named("active, against the past"),
                one((seen, from, to) -> seen.any(from >= seen.day() ? from + 20 : from, to)));
        all.put(Outcome.retained(0, 30), one(Seen::any));
        all.put(Outcome.retained(2, 30), one((seen, from, to) -> seen.any(from + 60, to)));
        all.put(Outcome.lost(Spells.ofOrders(GAP), 60), (seen, from, to) -> !seen.isLive(from)
                ? null
                : new long[] {seen.spells().stream().anyMatch(s -> s[0] < from && s[1] >= from && s[1] < to) ? 1 : 0, 0});
        all.put(Outcome.reactivated(Spells.ofOrders(GAP), 60), (seen, from, to) ->
                seen.isLive(from) || seen.any(Long.MIN_VALUE, from) == 0
                        ? null
                        : new long[] {seen.any(from, to), 0});
        all.put(
                Outcome.spend(80).counting(LESS_REFUNDS).againstPast().named("less refunds"),
                one(Seen::net));
        all.put(Outcome.of(measure(asOf), "orders", 30).againstPast(), OutcomeProperties::soFar);
        all.put(Outcome.growth(measure(asOf), "orders", 30), (seen, from, to) -> {
            long[] before = soFar(seen, from, from);
            return before == null ? null : new long[] {seen.between(from, to).size(), 0};
        });
        all.put(Outcome.growth(measure(asOf), "weeks", 70), (seen, from, to) ->
                soFar(seen, from, from) == null ? null : new long[] {weeks(from, to), 0});
        all.put(
                Outcome.inCells(rule(asOf), List.of(2, 4)),
                one((seen, from, to) -> seen.events().size() == 2 || seen.events().size() == 4 ? 1 : 0));
        all.put(
                Outcome.amountInCells(rule(asOf), List.of(3, 9)),
                one((seen, from, to) -> seen.events().size() == 3 || seen.events().size() >= 9
                        ? 10L * seen.events().size()
                        : 0));
        return all;
    }

    private static long @Nullable [] soFar(Seen seen, long from, long to) {
        int size = seen.between(Long.MIN_VALUE, to).size();
        return size == 0 ? null : new long[] {size, 0};
    }

    /** How many weeks begin in some days. */
    private static long weeks(long from, long to) {
        return Math.floorDiv(to + 2, 7) - Math.floorDiv(from + 2, 7);
    }

    private static List<Seen> seen(EventLog log, LocalDate asOf) {
        List<Seen> all = new ArrayList<>();
        for (List<EventRow> rows :
                log.only(row -> !row.day().isAfter(asOf)).byCustomer().values()) {
            List<EventRow> exposures =
                    rows.stream().filter(row -> !isOfOrders(row)).toList();
            if (exposures.stream().map(EventRow::code).distinct().count() == 1) {
                long day = exposures.stream()
                        .mapToLong(row -> row.day().toEpochDay())
                        .min()
                        .orElseThrow();
                List<EventRow> orders = rows.stream()
                        .filter(OutcomeProperties::isOfOrders)
                        .sorted(Comparator.comparing(EventRow::day))
                        .toList();
                all.add(new Seen(exposures.get(0).code(), day, asOf.toEpochDay(), orders));
            }
        }
        return all;
    }

    private static Experiment method(LocalDate asOf) {
        Experiment method = Experiment.over(Timeline.monthly(asOf).from(EventLog.FIRST_DAY), "holdout", "offer");
        for (Outcome outcome : outcomes(asOf).keySet()) {
            method = method.outcome(outcome);
        }
        return method;
    }

    @Property(tries = 150)
    void everyOutcomeIsWhatALoopOverTheRowsSays(
            @ForAll("experiments") EventLog log, @ForAll("ends") LocalDate asOf) {
        ExperimentTable<Long> table = method(asOf).of(store(log));
        List<Seen> all = seen(log, asOf);
        outcomes(asOf).forEach((outcome, naive) -> {
            for (String arm : List.of("holdout", "offer")) {
                check(table, outcome, naive, arm, all.stream().filter(each -> each.arm().equals(arm)).toList());
            }
        });
    }

    private static void check(
            ExperimentTable<Long> table, Outcome outcome, Naive naive, String arm, List<Seen> customers) {
        long notMature = 0;
        long without = 0;
        long counted = 0;
        long yes = 0;
        BigInteger[] sums = new BigInteger[5];
        Arrays.fill(sums, BigInteger.ZERO);
        for (Seen each : customers) {
            long[] numbers = naive.of(each, each.day(), each.day() + outcome.days());
            if (each.day() + outcome.days() > each.asOf() + 1) {
                notMature++;
            } else if (numbers == null) {
                without++;
            } else {
                long beside = outcome.pastDays() == 0 ? numbers[1] : past(outcome, naive, each);
                counted++;
                yes += numbers[0] == 0 ? 0 : 1;
                add(sums, numbers[0], beside);
            }
        }
        String name = outcome.name();
        assertThat(table.count(arm, name, Item.NOT_MATURE)).as(name).isEqualTo(notMature);
        assertThat(table.count(arm, name, Item.WITHOUT)).as(name).isEqualTo(without);
        assertThat(table.count(arm, name, Item.COUNTED)).as(name).isEqualTo(counted);
        assertThat(table.count(arm, name, Item.YES)).as(name).isEqualTo(yes);
        assertThat(table.sums.amount(arm, name, Item.COUNTED)).as(name).isEqualTo(sums[0].longValueExact());
        assertThat(table.sums.amount(arm, name, Item.BESIDE)).as(name).isEqualTo(sums[1].longValueExact());
        if (outcome.kind() != Outcome.Kind.SHARE) {
            assertThat(table.sums.sum(arm, name, Item.SQUARES_0)).as(name).isEqualTo(sums[2]);
        }
        assertThat(table.sums.sum(arm, name, Item.BESIDE_SQUARES_0)).as(name).isEqualTo(sums[3]);
        assertThat(table.sums.sum(arm, name, Item.PRODUCTS_0)).as(name).isEqualTo(sums[4]);
    }

    private static long past(Outcome outcome, Naive naive, Seen each) {
        long[] numbers = naive.of(each, each.day() - outcome.pastDays(), each.day());
        return numbers == null ? 0 : numbers[0];
    }

    private static void add(BigInteger[] sums, long one, long other) {
        BigInteger a = BigInteger.valueOf(one);
        BigInteger b = BigInteger.valueOf(other);
        BigInteger[] more = {a, b, a.multiply(a), b.multiply(b), a.multiply(b)};
        for (int i = 0; i < sums.length; i++) {
            sums[i] = sums[i].add(more[i]);
        }
    }

    @Property(tries = 25)
    void aRuleThatTravelledAndTwoThreadsSayTheSame(
            @ForAll("experiments") EventLog log, @ForAll("ends") LocalDate asOf) {
        HistoryStore<Long> store = store(log);
        Rule<ExperimentCell> rule = method(asOf).rule(store);
        assertThat(Sweep.over(store).threads(2).count(Travelled.of(rule)).tally())
                .isEqualTo(Sweep.over(store).count(rule).tally());
    }
}
