package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.experiment.ExposureTenures.Item;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.LifeTable;
import dev.retention.survival.LogRank;
import dev.retention.survival.Tenure;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.testkit.Travelled;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Times since the exposure against a loop over the rows of each customer. */
class ExposureTenuresProperties {
    private static final int GAP = 60;
    private static final List<String> ARMS = List.of("holdout", "offer");
    private static final long NEVER = Long.MAX_VALUE;

    private enum Until {
        ORDER,
        LOST,
        BACK
    }

    @Provide
    static Arbitrary<EventLog> experiments() {
        return EventLog.arbitrary(14, "order", "order", "order", "visit", "holdout", "offer");
    }

    @Provide
    static Arbitrary<LocalDate> ends() {
        return Arbitraries.integers().between(200, EventLog.DAYS + 100).map(EventLog.FIRST_DAY::plusDays);
    }

    private static boolean isExposure(EventRow row) {
        return ARMS.contains(row.code());
    }

    private static HistoryStore<Long> store(EventLog log) {
        HistoryStore<Long> exposures = Exposure.store(
                log.only(ExposureTenuresProperties::isExposure).rows().stream()
                        .map(row -> new Exposure<>(row.customer(), row.code(), row.day()))
                        .toList());
        return EventLog.reader()
                .from(log.only(row -> !isExposure(row)).rows())
                .named("orders")
                .and(exposures);
    }

    private static ExposureTenures method(LocalDate asOf, Until until) {
        ExposureTenures method = ExposureTenures.over(Timeline.monthly(asOf), "holdout", "offer");
        EventFilter orders = EventFilter.of("order");
        return switch (until) {
            case ORDER -> method.untilEvent(orders);
            case LOST -> method.untilLost(Spells.ofOrders(GAP)).counting(orders);
            case BACK -> method.counting(orders).untilReactivated(Spells.ofOrders(GAP));
        };
    }

    /** What became of a customer: the days until it was seen or the data ended, unless it cannot be seen. */
    private record Fate(long customer, String arm, Item item, long days) {
        Tenure tenure() {
            return Tenure.of(days, item == Item.ENDED);
        }
    }

    private static List<Fate> fates(EventLog log, LocalDate asOf, Until until) {
        List<Fate> all = new ArrayList<>();
        log.only(row -> !row.day().isAfter(asOf)).byCustomer().forEach((customer, rows) -> {
            List<EventRow> exposures = rows.stream()
                    .filter(ExposureTenuresProperties::isExposure)
                    .sorted(Comparator.comparing(EventRow::day).thenComparing(EventRow::code))
                    .toList();
            if (exposures.isEmpty()) {
                return;
            }
            String arm = exposures.get(0).code();
            long day = exposures.get(0).day().toEpochDay();
            TreeSet<Long> orders = rows.stream()
                    .filter(row -> row.code().equals("order"))
                    .map(row -> row.day().toEpochDay())
                    .collect(Collectors.toCollection(TreeSet::new));
            boolean isOneArm = exposures.stream().allMatch(row -> row.code().equals(arm));
            OptionalLong end = end(orders, day, until);
            Item item = !isOneArm
                    ? Item.SEVERAL_ARMS
                    : end.isEmpty()
                            ? Item.WITHOUT
                            : end.getAsLong() <= asOf.toEpochDay() ? Item.ENDED : Item.CENSORED;
            long days = item == Item.ENDED
                    ? end.orElseThrow() - day
                    : item == Item.CENSORED ? asOf.toEpochDay() - day : 0;
            all.add(new Fate(customer, arm, item, days));
        });
        return all;
    }

    /** The day of what is looked for; empty if it cannot be. */
    private static OptionalLong end(TreeSet<Long> orders, long day, Until until) {
        Long next = orders.ceiling(day);
        if (until == Until.ORDER) {
            return OptionalLong.of(next == null ? NEVER : next);
        }
        Long last = orders.lower(day);
        boolean isLive = last != null && last + GAP >= day;
        if (last == null || isLive != (until == Until.LOST)) {
            return OptionalLong.empty();
        }
        if (until == Until.BACK) {
            return OptionalLong.of(next == null ? NEVER : next);
        }
        long loss = last + GAP;
        for (long order : orders.tailSet(day)) {
            loss = order <= loss ? order + GAP : loss;
        }
        return OptionalLong.of(loss);
    }

    @Property(tries = 150)
    void everyCustomerIsInTheLifeTableOfTheArm(
            @ForAll("experiments") EventLog log, @ForAll("ends") LocalDate asOf, @ForAll Until until) {
        ExposureTenureTable<Long> table = method(asOf, until).of(store(log));
        List<Fate> fates = fates(log, asOf, until);
        for (String arm : ARMS) {
            List<Fate> of = fates.stream().filter(fate -> fate.arm().equals(arm)).toList();
            for (Item item : Item.values()) {
                List<Long> expected = of.stream()
                        .filter(fate -> fate.item() == item)
                        .map(Fate::customer)
                        .toList();
                assertThat(table.members(arm, item)).isEqualTo(expected);
                assertThat(table.customers(arm, item)).isEqualTo(expected.size());
            }
            assertThat(table.lifeTable(arm)).isEqualTo(lifeTable(of));
        }
    }

    private static LifeTable lifeTable(List<Fate> fates) {
        return LifeTable.of(fates.stream()
                .filter(fate -> fate.item() == Item.ENDED || fate.item() == Item.CENSORED)
                .map(Fate::tenure)
                .toList());
    }

    /** What is read of the table is what survival analysis says of the two life tables. */
    @Property(tries = 60)
    void armsAreComparedByTheirLifeTables(@ForAll("experiments") EventLog log, @ForAll("ends") LocalDate asOf) {
        ExposureTenureTable<Long> table = method(asOf, Until.ORDER).of(store(log));
        List<Fate> fates = fates(log, asOf, Until.ORDER);
        LifeTable holdout = lifeTable(
                fates.stream().filter(fate -> fate.arm().equals("holdout")).toList());
        LifeTable offer =
                lifeTable(fates.stream().filter(fate -> fate.arm().equals("offer")).toList());
        table.logRank().ifPresent(test -> assertThat(test.pValue())
                .isCloseTo(
                        LogRank.withDefaults()
                                .test(Map.of("holdout", holdout, "offer", offer))
                                .pValue(),
                        within(1e-12)));
        assertThat(table.logRank("offer").isPresent()).isEqualTo(table.logRank().isPresent());
        table.difference("offer", 90).ifPresent(difference -> {
            KaplanMeier method = KaplanMeier.withDefaults();
            assertThat(difference.estimate())
                    .isEqualTo(method.estimate(offer).restrictedMean(90).mean()
                            - method.estimate(holdout).restrictedMean(90).mean());
        });
        assertThat(table.restrictedMean("offer", 90).isPresent())
                .isEqualTo(offer.rows() > 0
                        && KaplanMeier.withDefaults().estimate(offer).at(90).isPresent());
    }

    @Property(tries = 60)
    void groupsAddUpAndATallyThatTravelledIsTheSameTable(
            @ForAll("experiments") EventLog log, @ForAll("ends") LocalDate asOf, @ForAll Until until) {
        HistoryStore<Long> store = store(log);
        ExposureTenures method = Travelled.of(method(asOf, until));
        ExposureTenureTable<Long> table = method.of(Sweep.over(store).threads(2));
        Grouping plan = Grouping.ofColumn(EventLog.PLAN, Grouping.Reading.AT_ANCHOR).on("orders");
        for (String arm : ARMS) {
            LifeTable sum = LifeTable.empty();
            for (ExposureTenureTable<Long> of : table.by(plan).tables().values()) {
                sum = sum.plus(of.lifeTable(arm));
            }
            assertThat(sum).isEqualTo(table.lifeTable(arm));
        }
        ExposureTenureTable<Long> arrived = method.of(Travelled.of(table.counted().tally()));
        assertThat(arrived).hasToString(table.toString());
    }
}
