package dev.retention.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.PValueCorrection;
import dev.retention.cohort.CohortCell;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.experiment.Assignment;
import dev.retention.experiment.Experiment;
import dev.retention.experiment.ExperimentCell;
import dev.retention.experiment.Exposure;
import dev.retention.experiment.Outcome;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.loss.Trait;
import dev.retention.loss.TraitCounts;
import dev.retention.loss.TraitRanking;
import dev.retention.loss.TraitTable;
import dev.retention.loss.Traits;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Movements;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.Spells;
import dev.retention.purchase.NonPositiveSpend;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.rule.Axis;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Cells;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.In;
import dev.retention.rule.Measure;
import dev.retention.rule.Measured;
import dev.retention.rule.Resampled;
import dev.retention.rule.Restatement;
import dev.retention.rule.Rule;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.survival.CustomerTenures;
import dev.retention.survival.KaplanMeier;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is counted on a cluster is what one machine counts, to the bit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OneMachineContract {
    private static final List<Orders.Order> ORDERS = Orders.of(6_000, 7);
    private static final HistoryStore<Long> STORE = Orders.store(ORDERS);
    private static final Timeline MONTHS = Timeline.monthly(Orders.AS_OF);
    private static final EventFilter SALES = EventFilter.of("order").refundedBy("refund");

    private final SparkSession session;
    private final SparkHistories<Long> histories;

    OneMachineContract(SparkSession session) {
        this.session = session;
        this.histories = Orders.reader().from(Orders.dataset(session, ORDERS));
    }

    @AfterAll
    void forget() {
        histories.unpersist();
    }

    private <C> Tally<C> same(Rule<C> here, Rule<C> there) {
        Tally<C> one = Sweep.over(STORE).count(here).tally();
        Tally<C> all = histories.count(there);
        assertThat(all.toBytes()).as(here.definition()).isEqualTo(one.toBytes());
        assertThat(all).isEqualTo(one);
        return all;
    }

    @Test
    void sizes() {
        assertThat(histories.customers()).isEqualTo(STORE.customers());
        assertThat(histories.events()).isEqualTo(STORE.events());
        assertThat(histories.bind(MONTHS)).isEqualTo(STORE.bind(MONTHS));
        assertThat(histories.exclusions()).isEmpty();
    }

    @Test
    void cohorts() {
        CohortRetention method = CohortRetention.over(MONTHS).counting(SALES);
        Rule<CohortCell> rule =
                CohortRetention.over(histories.bind(MONTHS)).counting(SALES).rule();
        CohortTable<Long> table = method.of(same(method.rule(STORE), rule));
        CohortTable<Long> here = method.of(STORE);
        assertThat(table.cell("2024-05", 2).rate())
                .isEqualTo(here.cell("2024-05", 2).rate());
        CohortCell cell = CohortCell.of(histories.bind(MONTHS).first(), 3);
        assertThat(longs(histories.members(rule, cell)))
                .isEqualTo(here.counted().members(cell))
                .isNotEmpty();
        List<CohortCell> cells =
                List.of(cell, CohortCell.of(histories.bind(MONTHS).first(), 4));
        assertThat(longs(histories.members(rule, cells)))
                .isEqualTo(here.counted().members(cells));
    }

    private static List<Long> longs(Dataset<Row> members) {
        return members.orderBy("customer").collectAsList().stream()
                .map(row -> row.getLong(0))
                .toList();
    }

    @Test
    void severalRulesInOnePass() {
        Timeline bound = histories.bind(MONTHS);
        List<Rule<?>> rules = List.of(
                CustomerMovements.over(bound).rule(),
                CustomerChurn.over(bound, Spells.ofOrders(60)).rule(),
                RecurringRevenue.over(bound).counting(EventFilter.of("order")).rule(),
                CustomerTenures.over(bound, Spells.ofOrders(60)).rule());
        List<Tally<?>> all = histories.countAll(rules);
        for (int i = 0; i < rules.size(); i++) {
            assertThat(all.get(i).toBytes())
                    .isEqualTo(Sweep.over(STORE).count(rules.get(i)).tally().toBytes());
        }
        assertThat(histories.countAll(List.of())).isEmpty();
    }

    @Test
    void kaplanAndMeier() {
        CustomerTenures method = CustomerTenures.over(histories.bind(MONTHS), Spells.ofOrders(60));
        assertThat(KaplanMeier.withDefaults()
                        .estimate(method.of(histories.count(method.rule())))
                        .toString())
                .isEqualTo(KaplanMeier.withDefaults().estimate(method.of(STORE)).toString());
    }

    @Test
    void aRuleOfMyOwnWithoutAFirstPeriod() {
        Rule<Integer> rule = Rule.of(
                "first period by number of orders",
                MONTHS,
                Cells.of(Axis.range("periods", 0, 40)),
                (history, sink) -> sink.add(history.period(0), history.amount(0)));
        same(rule, rule);
    }

    @Test
    void groups() {
        Rule<CohortCell> rule = CohortRetention.over(histories.bind(MONTHS)).rule();
        Measure items = Measure.of("items", MONTHS, (history, sink) -> sink.set(history.size()));
        List<Grouping> groupings = List.of(
                Grouping.ofColumn("plan", Grouping.Reading.AT_ANCHOR),
                Grouping.ofMeasure(items, Grouping.Reading.LATEST, 3, 6),
                Grouping.of("parity", (Long customer) -> customer % 2 == 0 ? "even" : "odd"));
        List<?> tallies = histories.countBy(rule, groupings);
        for (int i = 0; i < groupings.size(); i++) {
            Rule<In<CohortCell>> parted = rule.by(groupings.get(i));
            assertThat(tallies.get(i)).isEqualTo(same(parted, parted));
        }
        ByGroup<CohortTable<Long>> byPlan = ByGroup.of(
                rule,
                groupings.get(0),
                histories.countBy(rule, groupings).get(0),
                tally -> CohortRetention.over(MONTHS).of(tally));
        assertThat(byPlan.inGroup("gold").cell("2024-05", 2).rate())
                .isEqualTo(CohortRetention.over(MONTHS)
                        .of(STORE)
                        .by(groupings.get(0))
                        .inGroup("gold")
                        .cell("2024-05", 2)
                        .rate());
    }

    @Test
    void intervals() {
        CustomerMovements method = CustomerMovements.over(histories.bind(MONTHS));
        Resampled<Movements<Long>> drawn =
                Resampled.of(method.rule(), histories.count(method.rule().by(Resampled.buckets())), method::of);
        assertThat(drawn.estimate(
                        table -> Optional.of(table.inPeriod("2025-03").amount().doubleValue()),
                        0.9,
                        Resampled.Method.BCA,
                        200))
                .isEqualTo(Resampled.of(method.<Long>of(STORE).by(Resampled.buckets()))
                        .estimate(
                                table -> Optional.of(
                                        table.inPeriod("2025-03").amount().doubleValue()),
                                0.9,
                                Resampled.Method.BCA,
                                200));
    }

    @Test
    void measures() {
        Measure measure =
                Measure.of("of orders", MONTHS, List.of("orders", "months since the first"), (history, sink) -> {
                    sink.set(0, history.size());
                    if (history.size() > 3) {
                        sink.set(1, history.period(0));
                    }
                });
        Measured<Long> here = Sweep.over(STORE).measure(measure);
        List<Row> rows = histories.measure(measure).orderBy("customer").collectAsList();
        assertThat(rows).hasSize(STORE.customers());
        for (Row row : rows) {
            for (int column = 0; column < 2; column++) {
                OptionalLong value = here.columns().get(column).of(row.getLong(0));
                assertThat((Long) row.getAs(1 + column)).isEqualTo(value.isPresent() ? value.getAsLong() : null);
            }
        }
    }

    @Test
    void purchases() {
        for (PurchaseCounting counting : List.of(
                PurchaseCounting.weekly(Orders.AS_OF).counting(SALES),
                PurchaseCounting.daily(Orders.AS_OF).holdoutFrom(LocalDate.of(2025, 6, 1)))) {
            assertThat(histories.purchases(counting))
                    .isEqualTo(counting.of(STORE).summary());
            assertThat(histories.spend(counting, NonPositiveSpend.LEAVE_OUT))
                    .isEqualTo(counting.of(STORE).spendSummary(NonPositiveSpend.LEAVE_OUT));
        }
        PurchaseCounting weekly = PurchaseCounting.weekly(Orders.AS_OF);
        assertThatThrownBy(() -> histories.spend(weekly, NonPositiveSpend.REFUSE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("meanSpend");
    }

    @Test
    void experiments() {
        Assignment<Long> assignment = Assignment.of("offer of autumn 2024", "holdout", "offer");
        List<Orders.Order> exposed = new ArrayList<>();
        for (long customer : Members.everybody(STORE)) {
            LocalDate day = LocalDate.of(2024, 9, 1).plusDays(Math.floorMod(customer, 60));
            exposed.add(new Orders.Order(customer, day, 0, assignment.arm(customer), null, null, null));
        }
        HistoryStore<Long> here = STORE.named("orders")
                .and(Exposure.store(exposed.stream()
                        .map(row -> new Exposure<>(row.customer(), row.kind(), row.day()))
                        .toList()));
        SparkHistories<Long> there = histories
                .named("orders")
                .and(SparkHistories.ofDates(Long.class, "customer", "day")
                        .codes("kind")
                        .from(Orders.dataset(session, exposed))
                        .named(Exposure.TRACK));
        Experiment experiment = Experiment.over(MONTHS.from(LocalDate.of(2024, 1, 1)), "holdout", "offer")
                .outcome(Outcome.ordered(90).counting(SALES))
                .outcome(Outcome.spend(90).againstPast())
                .outcome(Outcome.lost(Spells.ofOrders(60), 90));
        Tally<ExperimentCell> all = there.count(experiment.rule());
        assertThat(all.toBytes())
                .isEqualTo(Sweep.over(here).count(experiment.rule()).tally().toBytes());
        assertThat(experiment.of(all).effects(0.95, PValueCorrection.HOLM))
                .isEqualTo(experiment.of(here).effects(0.95, PValueCorrection.HOLM));
        ExperimentCell yes = new ExperimentCell("offer", "ordered within 90 days", ExperimentCell.Item.YES);
        assertThat(longs(there.members(experiment.rule(), yes)))
                .isEqualTo(experiment.of(here).counted().members(yes))
                .isNotEmpty();
    }

    @Test
    void restatements() {
        List<Orders.Order> later = new ArrayList<>(ORDERS.subList(40, ORDERS.size()));
        later.addAll(Orders.of(60, 8));
        SparkHistories<Long> now = Orders.reader().from(Orders.dataset(session, later));
        CustomerMovements method = CustomerMovements.over(histories.bind(MONTHS));
        Restatement<Long, ?> here = Restatement.of(method.rule(), STORE, Orders.store(later));
        SparkRestatement<?> there = histories.restate(method.rule(), now);
        assertThat((List<Object>) new ArrayList<Object>(there.cells()))
                .isEqualTo(here.cells())
                .isNotEmpty();
        Map<Long, List<String>> changes = new TreeMap<>();
        there.customers()
                .collectAsList()
                .forEach(row -> changes.computeIfAbsent(row.getLong(0), key -> new ArrayList<>())
                        .add(row.getString(1) + " " + row.getLong(2) + " " + row.getLong(3)));
        Map<Long, List<String>> expected = new TreeMap<>();
        here.customers()
                .forEach(customer -> expected.put(
                        customer.customer(),
                        customer.changes().stream()
                                .map(change -> change.cell() + " " + change.customers() + " " + change.amount())
                                .toList()));
        assertThat(changes).isEqualTo(expected);
    }

    @Test
    void traitsFromCounts() {
        Grouping plan = Grouping.ofColumn("plan", Grouping.Reading.LATEST);
        long summer = LocalDate.of(2025, 7, 1).toEpochDay();
        Rule<String> rule = Rule.of(
                "whether the last order was before July 2025",
                histories.bind(MONTHS),
                Cells.of(List.of("lost", "kept")),
                (history, sink) -> sink.add(history.epochDay(history.size() - 1) < summer ? 0 : 1));
        Tally<String> all = histories.count(rule);
        Tally<In<String>> byPlan = histories.count(rule.by(plan));
        TraitTable<Long> here = Traits.of(Sweep.over(STORE).count(rule).members("lost"), Members.everybody(STORE))
                .by(plan)
                .of(STORE, TraitRanking.P_VALUE);
        assertThat(here.rows()).hasSizeGreaterThan(2);
        for (Trait<Long> trait : here.rows()) {
            Group group = trait.conditions().get(0).group();
            long lost = byPlan.count(new In<>(group, "lost"));
            assertThat(TraitCounts.of(
                            lost,
                            lost + byPlan.count(new In<>(group, "kept")),
                            all.count("lost"),
                            all.count("lost") + all.count("kept")))
                    .isEqualTo(trait.counts());
        }
    }

    @Test
    void aFailureNamesRuleAndCustomer() {
        long customer = STORE.customer(77);
        Rule<String> fails = Rule.of("what fails", MONTHS, Cells.of(List.of("a")), (history, sink) -> {
            if (history.customer().equals(customer)) {
                throw new IllegalStateException("an odd one");
            }
        });
        assertThatThrownBy(() -> histories.count(fails))
                .isInstanceOf(RuleException.class)
                .hasMessage("rule (what fails) failed for customer " + customer + ": an odd one");
    }

    @Test
    void storesForWhatIsNotOffered() {
        long events = histories.stores().map(store -> (long) store.events()).reduce(Long::sum);
        assertThat(events).isEqualTo(STORE.events());
        assertThat(IntStream.range(0, 3)).hasSize(histories.stores().getNumPartitions());
    }
}
