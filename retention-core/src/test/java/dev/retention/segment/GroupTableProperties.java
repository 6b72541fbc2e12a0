package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RevenueItem;
import dev.retention.movement.RevenueMovements;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.segment.GroupChange.Kind;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Groups of customers against a count that restates the definitions, customer by customer and period by period. */
class GroupTableProperties {
    private static final Grouping MOVING =
            Grouping.<Long>of("tier", Grouping.Reading.AT_PERIOD, GroupTableProperties::tier);
    private static final Grouping STAYING = Grouping.<Long>of("parity", key -> key % 2 == 0 ? "even" : "odd");

    private static String tier(long customer, LocalDate day) {
        // Labels that look like moves and like the group without a label.
        return List.of("a", "a → a", "(missing)").get((int) Math.floorMod(customer + day.getMonthValue() / 2, 3L));
    }

    private static boolean isContact(EventRow row) {
        return row.code().equals("visit");
    }

    private static long cost(EventRow row) {
        return row.secondOfDay() % 40_000;
    }

    private static HistoryStore<Long> store(List<EventRow> rows) {
        HistoryStore<Long> orders = HistoryStore.ofDates(EventRow::customer, EventRow::day)
                .amounts(EventRow::amount, EventLog.USD)
                .money("cost", row -> BigDecimal.valueOf(cost(row), 2))
                .from(rows.stream().filter(row -> !isContact(row)).toList());
        HistoryStore<Long> contacts = HistoryStore.ofDates(EventRow::customer, EventRow::day)
                .number("minutes", row -> row.secondOfDay() % 50)
                .from(rows.stream().filter(GroupTableProperties::isContact).toList());
        return orders.named("orders").and(contacts.named("contacts"));
    }

    @Provide
    Arbitrary<List<EventRow>> rows() {
        return EventLog.arbitrary().map(EventLog::rows);
    }

    @Provide
    Arbitrary<LocalDate> asOf() {
        return Arbitraries.integers().between(20, EventLog.DAYS + 40).map(day -> EventLog.FIRST_DAY.plusDays(day));
    }

    /** What a customer did in a period. */
    private static final class Month {
        boolean bought;
        boolean served;
        long revenue;
        long cost;

        long worth(boolean profit) {
            return profit ? revenue - cost : revenue;
        }
    }

    private static Map<Long, NavigableMap<Integer, Month>> months(List<EventRow> rows, Timeline timeline) {
        Map<Long, NavigableMap<Integer, Month>> all = new TreeMap<>();
        for (EventRow row : rows) {
            if (!row.day().isAfter(timeline.asOf())) {
                int p = timeline.first().until(timeline.grain().periodOf(row.day()));
                Month month = all.computeIfAbsent(row.customer(), key -> new TreeMap<>())
                        .computeIfAbsent(p, key -> new Month());
                if (isContact(row)) {
                    month.served = true;
                    month.cost += 100L * (row.secondOfDay() % 50);
                } else {
                    month.bought = true;
                    month.revenue += row.cents();
                    month.cost += cost(row);
                }
            }
        }
        return all;
    }

    private static String group(boolean moving, long customer, Timeline timeline, int moment) {
        LocalDate day = timeline.period(moment).firstDay().minusDays(1);
        return moving
                ? tier(customer, day.isAfter(timeline.asOf()) ? timeline.asOf() : day)
                : customer % 2 == 0 ? "even" : "odd";
    }

    /** What one group should show of one period. */
    private static final class Naive {
        final Map<Kind, Long> amounts = new EnumMap<>(Kind.class);
        final Map<Kind, Set<Long>> members = new EnumMap<>(Kind.class);
        final Set<Long> buyers = new TreeSet<>();
        final Set<Long> before = new TreeSet<>();
        final Set<Long> kept = new TreeSet<>();
        long now;
        long then;
        long keptNow;

        void add(Kind kind, long customer, long amount) {
            amounts.merge(kind, amount, Long::sum);
            members.computeIfAbsent(kind, key -> new TreeSet<>()).add(customer);
        }
    }

    private static Naive naive(
            Map<Long, NavigableMap<Integer, Month>> months,
            boolean moving,
            String label,
            Timeline timeline,
            int p,
            boolean profit) {
        Naive naive = new Naive();
        months.forEach((customer, each) -> {
            boolean was = group(moving, customer, timeline, p).equals(label);
            boolean is = group(moving, customer, timeline, p + 1).equals(label);
            Month now = each.getOrDefault(p, new Month());
            Month then = each.getOrDefault(p - 1, new Month());
            boolean known = each.headMap(p).values().stream().anyMatch(month -> month.bought);
            long change = now.worth(profit) - then.worth(profit);
            if (is && (now.bought || profit)) {
                naive.now += now.worth(profit);
            }
            if (was && (then.bought || profit)) {
                naive.then += then.worth(profit);
            }
            if (is && now.bought) {
                naive.buyers.add(customer);
            }
            if (was && then.bought) {
                naive.before.add(customer);
                naive.keptNow += now.bought ? now.worth(profit) : 0;
            }
            if (now.bought && then.bought) {
                if (was) {
                    naive.kept.add(customer);
                }
                if (was && is && change != 0) {
                    naive.add(change > 0 ? Kind.MORE : Kind.LESS, customer, Math.abs(change));
                } else if (is && !was) {
                    naive.add(Kind.MOVED_IN, customer, now.worth(profit));
                } else if (was && !is) {
                    naive.add(Kind.MOVED_OUT, customer, then.worth(profit));
                }
            } else if (is && now.bought) {
                naive.add(known ? Kind.REACTIVATED : Kind.NEW, customer, now.worth(profit));
            } else if (was && then.bought) {
                naive.add(Kind.LOST, customer, then.worth(profit));
            }
            if (profit && is && now.served && !now.bought) {
                naive.add(Kind.IDLE, customer, now.cost);
            }
            if (profit && was && then.served && !then.bought) {
                naive.amounts.merge(Kind.IDLE, -then.cost, Long::sum);
            }
        });
        return naive;
    }

    private static long cents(BigDecimal amount) {
        return amount.movePointRight(2).longValueExact();
    }

    @Property(tries = 60)
    void everyFigureIsThatOfTheDefinition(
            @ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf, @ForAll boolean moving) {
        // Some of what was done lies before the first period.
        LocalDate first = EventLog.FIRST_DAY.plusMonths(2);
        Timeline timeline = Timeline.monthly(asOf).from(asOf.isBefore(first) ? EventLog.FIRST_DAY : first);
        CustomerProfit method = CustomerProfit.over(timeline)
                .cost("cost")
                .serving(CostToServe.ofMinutes("contacts", "minutes", BigDecimal.ONE));
        ProfitTable<Long> whole = method.of(store(rows));
        GroupTable<Long> table = whole.groups(moving ? MOVING : STAYING);
        Map<Long, NavigableMap<Integer, Month>> months = months(rows, timeline);
        for (int p = 0; p < timeline.size(); p++) {
            String period = timeline.period(p).toString();
            for (Group group : table.groups()) {
                GroupTable<Long>.Row row = table.inPeriod(period, group);
                Naive naive = naive(months, moving, group.label(), timeline, p, false);
                assertThat(row.customers()).isEqualTo(naive.buyers.size());
                assertThat(cents(row.revenue())).isEqualTo(naive.now);
                check(row.change(), naive, p);
                assertThat(row.retention())
                        .isEqualTo(
                                naive.before.isEmpty()
                                        ? java.util.Optional.empty()
                                        : java.util.Optional.of(Proportion.of(naive.kept.size(), naive.before.size())));
                row.netRetention().ifPresent(rate -> {
                    assertThat(cents(rate.numerator())).isEqualTo(naive.keptNow);
                    assertThat(cents(rate.denominator())).isEqualTo(naive.then);
                });
                Naive profit = naive(months, moving, group.label(), timeline, p, true);
                assertThat(cents(row.profit().orElseThrow())).isEqualTo(profit.now);
                check(row.profitChange().orElseThrow(), profit, p);
            }
        }
    }

    private static void check(GroupChange<Long> change, Naive naive, int p) {
        assertThat(cents(change.before())).isEqualTo(naive.then);
        assertThat(cents(change.after())).isEqualTo(naive.now);
        change.parts().forEach((kind, part) -> {
            assertThat(cents(part.amount())).as("%s", kind).isEqualTo(naive.amounts.getOrDefault(kind, 0L));
            Set<Long> members = naive.members.getOrDefault(kind, Set.of());
            assertThat(part.customers()).as("%s", kind).isEqualTo(members.size());
            // Lists take a pass each: those of some periods are enough.
            if (p % 5 == 2) {
                assertThat(new HashSet<>(part.members())).as("%s", kind).isEqualTo(members);
            }
        });
    }

    @Property(tries = 60)
    void groupsAddUpToTheWhole(
            @ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf, @ForAll boolean moving) {
        Timeline timeline = Timeline.monthly(asOf).from(EventLog.FIRST_DAY);
        HistoryStore<Long> store = store(rows);
        CustomerProfit method = CustomerProfit.over(timeline)
                .cost("cost")
                .serving(CostToServe.ofMinutes("contacts", "minutes", BigDecimal.TEN));
        GroupTable<Long> table = method.of(Sweep.over(store).threads(2)).groups(moving ? MOVING : STAYING);
        for (Period period :
                method.of(store).periods().stream().map(ProfitFigures::period).toList()) {
            List<GroupTable<Long>.Row> groups = table.inPeriod(period.toString());
            GroupTable<Long>.Row all = table.total(period.toString());
            for (GroupTable.Figure figure : GroupTable.Figure.values()) {
                BigDecimal sum = BigDecimal.ZERO;
                double shares = 0;
                for (GroupTable<Long>.Row row : groups) {
                    sum = sum.add(row.amount(figure).orElseThrow());
                    shares += row.share(figure).orElse(0);
                }
                assertThat(sum)
                        .as("%s", figure)
                        .isEqualByComparingTo(all.amount(figure).orElseThrow());
                if (all.share(figure).isPresent()) {
                    assertThat(shares).isCloseTo(1, within(1e-9 * (1 + Math.abs(shares) * 1e3)));
                }
            }
            for (Kind kind : List.of(Kind.NEW, Kind.REACTIVATED, Kind.LOST)) {
                assertThat(groups.stream()
                                .mapToLong(row -> row.change().part(kind).customers())
                                .sum())
                        .isEqualTo(all.change().part(kind).customers());
            }
            assertThat(groups.stream()
                            .mapToLong(row -> row.change().part(Kind.MOVED_IN).customers())
                            .sum())
                    .isEqualTo(groups.stream()
                            .mapToLong(row -> row.change().part(Kind.MOVED_OUT).customers())
                            .sum());
        }
        for (int p = 1; p < timeline.size(); p++) {
            String before = timeline.period(p - 1).toString();
            String after = timeline.period(p).toString();
            if (table.total(after).state() == table.total(before).state()
                    && !table.groups().isEmpty()) {
                var drivers = table.drivers(before, after);
                double scale = 1e-9 * (1 + Math.abs(drivers.before()) + Math.abs(drivers.after()));
                assertThat(drivers.effects().values().stream()
                                .mapToDouble(x -> x)
                                .sum())
                        .isCloseTo(drivers.difference(), within(1e6 * scale));
            }
        }
    }

    /** Of contracts: groups add up to the whole, and so does every change, or it would have been refused. */
    @Property(tries = 60)
    void groupsOfContractsAddUpToTheWhole(
            @ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf, @ForAll boolean moving) {
        Timeline timeline = Timeline.monthly(asOf).from(EventLog.FIRST_DAY);
        RevenueMovements<Long> whole = RecurringRevenue.over(timeline)
                .toleratedGap(moving ? 1 : 0)
                .lenient()
                .of(HistoryStore.ofDates(EventRow::customer, EventRow::day)
                        .amounts(GroupTableProperties::step, EventLog.USD)
                        .from(rows));
        GroupTable<Long> table = GroupTable.of(whole, moving ? MOVING : STAYING);
        for (RevenueMovements<Long>.InPeriod in : whole.periods()) {
            String period = in.period().toString();
            List<GroupTable<Long>.Row> groups = table.inPeriod(period);
            GroupChange<Long> all = table.total(period).change();
            assertThat(all.after()).isEqualByComparingTo(in.amount(RevenueItem.END));
            assertThat(all.difference()).isEqualByComparingTo(in.netNew());
            assertThat(sum(groups, row -> row.change().after())).isEqualByComparingTo(all.after());
            assertThat(sum(groups, row -> row.change().before())).isEqualByComparingTo(all.before());
            for (Kind kind : List.of(Kind.NEW, Kind.REACTIVATED, Kind.LOST)) {
                assertThat(sum(groups, row -> row.change().part(kind).amount()))
                        .as("%s", kind)
                        .isEqualByComparingTo(all.part(kind).amount());
            }
            assertThat(groups.stream().mapToLong(GroupRow::customers).sum()).isEqualTo(in.customers(RevenueItem.END));
            for (GroupTable<Long>.Row row : groups) {
                GroupChange.Part<Long> moved = row.change().part(Kind.MOVED_IN);
                assertThat(moving || moved.customers() == 0).isTrue();
                if (in.period().equals(timeline.last())) {
                    assertThat(moved.members()).hasSize((int) moved.customers());
                    assertThat(row.members()).hasSize((int) row.customers());
                }
            }
        }
    }

    /** Few amounts, so that values return to 0. */
    private static BigDecimal step(EventRow row) {
        return BigDecimal.valueOf(Math.floorMod(row.cents(), 4) - 1);
    }

    private static BigDecimal sum(List<GroupTable<Long>.Row> rows, Function<GroupTable<Long>.Row, BigDecimal> amount) {
        return rows.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
