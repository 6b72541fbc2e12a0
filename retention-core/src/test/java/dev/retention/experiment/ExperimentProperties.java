package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Live;
import dev.retention.rule.Sweep;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.time.Timeline;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Tables of experiments against a count of every customer's events. */
class ExperimentProperties {
    private static final List<String> ARMS = List.of("holdout", "gift", "offer");
    private static final Outcome ORDERED = Outcome.share(
                    "ordered again",
                    40,
                    (history, window) -> window.set(window.firstEvent(history) < window.endEvent(history) ? 1 : 0))
            .againstPast(300);
    private static final Outcome SPENT = Outcome.mean("spent", 90, (history, window) -> {
                long sum = 0;
                for (int event = window.firstEvent(history); event < window.endEvent(history); event++) {
                    sum += history.amount(event);
                }
                window.set(sum);
            })
            .inMoney()
            .againstPast();
    // Of customers who ordered before the window alone.
    private static final Outcome PER_ORDER = Outcome.ratio("spent per order", 200, (history, window) -> {
                long sum = 0;
                for (int event = window.firstEvent(history); event < window.endEvent(history); event++) {
                    sum += history.amount(event);
                }
                if (window.firstEvent(history) > 0) {
                    window.set(sum, window.endEvent(history) - window.firstEvent(history));
                }
            })
            .inMoney();

    private static Experiment method(Timeline timeline) {
        return Experiment.over(timeline, "holdout", "gift", "offer")
                .outcome(ORDERED)
                .outcome(SPENT)
                .outcome(PER_ORDER);
    }

    /** Rows of orders and of exposures. */
    @Provide
    static Arbitrary<EventLog> experiments() {
        return EventLog.arbitrary(14, "order", "order", "order", "holdout", "gift", "offer");
    }

    @Provide
    static Arbitrary<LocalDate> ends() {
        return Arbitraries.integers().between(20, EventLog.DAYS + 250).map(EventLog.FIRST_DAY::plusDays);
    }

    private static boolean isOrder(EventRow row) {
        return row.code().equals("order");
    }

    private static HistoryStore<Long> store(EventLog log) {
        HistoryStore<Long> exposures = Exposure.store(log.only(row -> !isOrder(row)).rows().stream()
                .map(row -> new Exposure<>(row.customer(), row.code(), row.day()))
                .toList());
        return EventLog.reader()
                .from(log.only(ExperimentProperties::isOrder).rows())
                .named("orders")
                .and(exposures);
    }

    /** A customer who is in an arm, or was in several, and the orders that are known. */
    private record Exposed(long customer, String arm, boolean isOfSeveral, long day, List<EventRow> orders) {
        /** Orders of some days from the exposure on, the first of them maybe below 0. */
        private List<EventRow> from(long first, long end) {
            return orders.stream()
                    .filter(row ->
                            row.day().toEpochDay() >= day + first && row.day().toEpochDay() < day + end)
                    .toList();
        }

        private long spent(long first, long end) {
            return from(first, end).stream().mapToLong(EventRow::cents).sum();
        }

        private boolean hasOrderedBefore(long end) {
            return !from(-10_000, end).isEmpty();
        }
    }

    private static List<Exposed> exposed(EventLog log, LocalDate asOf) {
        List<Exposed> all = new ArrayList<>();
        for (Map.Entry<Long, List<EventRow>> customer :
                log.only(row -> !row.day().isAfter(asOf)).byCustomer().entrySet()) {
            List<EventRow> exposures = customer.getValue().stream()
                    .filter(row -> !isOrder(row))
                    .sorted(Comparator.comparing(EventRow::day).thenComparing(EventRow::code))
                    .toList();
            if (!exposures.isEmpty()) {
                all.add(new Exposed(
                        customer.getKey(),
                        exposures.get(0).code(),
                        exposures.stream().map(EventRow::code).distinct().count() > 1,
                        exposures.get(0).day().toEpochDay(),
                        customer.getValue().stream()
                                .filter(ExperimentProperties::isOrder)
                                .toList()));
            }
        }
        return all;
    }

    @Property
    void everyCustomerIsCountedAndSummed(
            @ForAll("experiments") EventLog log, @ForAll("ends") LocalDate asOf, @ForAll boolean isBeforehand) {
        Experiment method = method(Timeline.monthly(asOf));
        ExperimentTable<Long> table = (isBeforehand ? method.beforehand() : method).of(store(log));
        List<Exposed> all = exposed(log, asOf);
        for (String arm : ARMS) {
            List<Exposed> in =
                    all.stream().filter(each -> each.arm().equals(arm)).toList();
            List<Exposed> of = in.stream().filter(each -> !each.isOfSeveral()).toList();
            assertThat(table.members(arm)).isEqualTo(keys(of, each -> true));
            assertThat(table.members(arm, ExperimentCell.EXPOSURE, Item.SEVERAL_ARMS))
                    .isEqualTo(keys(in, Exposed::isOfSeveral));
            assertThat(table.amount(arm, ExperimentCell.EXPOSURE, Item.COUNTED))
                    .isEqualTo(of.stream().mapToLong(Exposed::day).sum());
            checkProducts(table, arm, ExperimentCell.EXPOSURE, of, Exposed::day, Exposed::day, Item.SQUARES_0);
            ToLongFunction<Exposed> since = each -> asOf.toEpochDay() + 1 - each.day();
            assertThat(table.sums.daysSince(arm))
                    .isEqualTo(
                            of.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(SampleMean.ofSums(
                                            of.size(),
                                            BigInteger.valueOf(
                                                    of.stream().mapToLong(since).sum()),
                                            sumOfProducts(of, since, since))));
            checkOrdered(table, arm, of, asOf, isBeforehand ? -40 : 0);
            checkSpent(table, arm, of, asOf, isBeforehand ? -90 : 0);
            checkPerOrder(table, arm, of, asOf, isBeforehand ? -200 : 0);
        }
    }

    private static List<Long> keys(List<Exposed> all, Predicate<Exposed> condition) {
        return all.stream().filter(condition).map(Exposed::customer).toList();
    }

    private static boolean isMature(Exposed each, long end, LocalDate asOf) {
        return each.day() + end <= asOf.toEpochDay() + 1;
    }

    private static void checkOrdered(
            ExperimentTable<Long> table, String arm, List<Exposed> of, LocalDate asOf, long first) {
        String name = ORDERED.name();
        List<Exposed> mature =
                of.stream().filter(each -> isMature(each, first + 40, asOf)).toList();
        ToLongFunction<Exposed> value = each -> each.from(first, first + 40).isEmpty() ? 0 : 1;
        ToLongFunction<Exposed> past = each -> each.from(first - 300, first).isEmpty() ? 0 : 1;
        assertThat(table.members(arm, name, Item.COUNTED)).isEqualTo(keys(mature, each -> true));
        assertThat(table.members(arm, name, Item.NOT_MATURE)).isEqualTo(keys(of, each -> !mature.contains(each)));
        assertThat(table.members(arm, name, Item.YES)).isEqualTo(keys(mature, each -> value.applyAsLong(each) == 1));
        assertThat(table.counted().count(new ExperimentCell(arm, name, Item.BESIDE)))
                .isEqualTo(mature.stream().mapToLong(past).sum());
        checkProducts(table, arm, name, mature, past, past, Item.BESIDE_SQUARES_0);
        checkProducts(table, arm, name, mature, value, past, Item.PRODUCTS_0);
    }

    private static void checkSpent(
            ExperimentTable<Long> table, String arm, List<Exposed> of, LocalDate asOf, long first) {
        List<Exposed> mature =
                of.stream().filter(each -> isMature(each, first + 90, asOf)).toList();
        ToLongFunction<Exposed> value = each -> each.spent(first, first + 90);
        ToLongFunction<Exposed> past = each -> each.spent(first - 90, first);
        checkSums(table, arm, SPENT.name(), mature, value, past);
    }

    private static void checkPerOrder(
            ExperimentTable<Long> table, String arm, List<Exposed> of, LocalDate asOf, long first) {
        String name = PER_ORDER.name();
        List<Exposed> mature =
                of.stream().filter(each -> isMature(each, first + 200, asOf)).toList();
        List<Exposed> with =
                mature.stream().filter(each -> each.hasOrderedBefore(first)).toList();
        ToLongFunction<Exposed> orders = each -> each.from(first, first + 200).size();
        assertThat(table.members(arm, name, Item.WITHOUT)).isEqualTo(keys(mature, each -> !with.contains(each)));
        checkSums(table, arm, name, with, each -> each.spent(first, first + 200), orders);
    }

    private static void checkSums(
            ExperimentTable<Long> table,
            String arm,
            String name,
            List<Exposed> counted,
            ToLongFunction<Exposed> value,
            ToLongFunction<Exposed> beside) {
        assertThat(table.members(arm, name, Item.COUNTED)).isEqualTo(keys(counted, each -> true));
        assertThat(table.amount(arm, name, Item.COUNTED))
                .isEqualTo(counted.stream().mapToLong(value).sum());
        assertThat(table.amount(arm, name, Item.BESIDE))
                .isEqualTo(counted.stream().mapToLong(beside).sum());
        checkProducts(table, arm, name, counted, value, value, Item.SQUARES_0);
        checkProducts(table, arm, name, counted, beside, beside, Item.BESIDE_SQUARES_0);
        checkProducts(table, arm, name, counted, value, beside, Item.PRODUCTS_0);
    }

    private static void checkProducts(
            ExperimentTable<Long> table,
            String arm,
            String name,
            List<Exposed> counted,
            ToLongFunction<Exposed> one,
            ToLongFunction<Exposed> other,
            Item lowest) {
        assertThat(table.sum(arm, name, lowest)).isEqualTo(sumOfProducts(counted, one, other));
    }

    private static BigInteger sumOfProducts(
            List<Exposed> counted, ToLongFunction<Exposed> one, ToLongFunction<Exposed> other) {
        BigInteger sum = BigInteger.ZERO;
        for (Exposed each : counted) {
            sum = sum.add(
                    BigInteger.valueOf(one.applyAsLong(each)).multiply(BigInteger.valueOf(other.applyAsLong(each))));
        }
        return sum;
    }

    /** A live table is a fresh count after every event, and after every day on which nothing but the clock moves. */
    @Property(tries = 30)
    void aLiveTableMaturesByTheClock(@ForAll("experiments") EventLog log) {
        LocalDate day = EventLog.FIRST_DAY.plusDays(EventLog.DAYS / 2);
        Live<Long> live = Live.from(store(EventLog.of()));
        Live<Long>.Table<ExperimentCell> table =
                live.track(at(day), timeline -> method(timeline).rule());
        for (EventRow row : log) {
            if (isOrder(row)) {
                live.add(row.customer(), "orders", row.event());
            } else {
                live.add(row.customer(), Exposure.TRACK, Event.on(row.day()).coded(row.code()));
            }
        }
        for (int step = 0; step < 5; step++) {
            live.advanceTo(day.plusDays(37L * step));
            ExperimentTable<Long> now = method(at(day.plusDays(37L * step))).of(table.tally());
            assertThat(now.counted().tally())
                    .isEqualTo(method(at(day.plusDays(37L * step)))
                            .of(store(log))
                            .counted()
                            .tally());
        }
    }

    /** Nothing but what matures in these days is told: who was exposed long ago or ordered nothing new is not. */
    @Property(tries = 30)
    void aDayTellsOnlyWhoMatures(@ForAll("experiments") EventLog log) {
        LocalDate day = EventLog.FIRST_DAY.plusDays(EventLog.DAYS);
        HistoryStore<Long> store = store(log);
        Live<Long> live = Live.from(store);
        live.track(at(day), timeline -> method(timeline).rule());
        for (int step = 1; step < 8; step++) {
            LocalDate later = day.plusDays(37L * step);
            LocalDate before = day.plusDays(37L * (step - 1));
            List<Long> maturing = exposed(log, later).stream()
                    .filter(each -> !each.isOfSeveral()
                            && Stream.of(40, 90, 200)
                                    .anyMatch(days -> isMature(each, days, later) && !isMature(each, days, before)))
                    .map(Exposed::customer)
                    .toList();
            assertThat(live.advanceTo(later).get(0).customers())
                    .extracting(change -> (Object) change.customer())
                    .isEqualTo(maturing);
        }
    }

    private static Timeline at(LocalDate day) {
        return Timeline.monthly(day).from(EventLog.FIRST_DAY);
    }

    /** Groups are read the day before the exposure, so that what is ordered on its day moves nobody; threads change nothing. */
    @Property(tries = 100)
    void groupsAreThoseOfTheDayBefore(@ForAll("experiments") EventLog log, @ForAll("ends") LocalDate asOf) {
        ExperimentTable<Long> table =
                method(Timeline.monthly(asOf)).of(Sweep.over(store(log)).threads(2));
        Grouping plan =
                Grouping.ofColumn(EventLog.PLAN, Grouping.Reading.AT_ANCHOR).on("orders");
        List<Exposed> all = exposed(log, asOf);
        table.by(plan).tables().forEach((group, of) -> {
            for (String arm : ARMS) {
                assertThat(of.members(arm))
                        .isEqualTo(keys(
                                all,
                                each -> !each.isOfSeveral()
                                        && each.arm().equals(arm)
                                        && groupBefore(each).equals(group)));
            }
        });
    }

    private static Group groupBefore(Exposed each) {
        Group group = Group.MISSING;
        for (EventRow row : each.from(-10_000, 0).stream()
                .sorted(Comparator.comparing(EventRow::day)
                        .thenComparing(EventRow::cents)
                        .thenComparing(EventRow::plan, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList()) {
            String plan = row.plan();
            group = plan == null ? group : Group.of(plan);
        }
        return group;
    }
}
