package dev.retention.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.ChurnFormula;
import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import dev.retention.history.HistoryStore;
import dev.retention.movement.RecurringRevenue;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.LifeTable;
import dev.retention.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Parameters of the library's types are found without set-up, and hold what they say. */
class KitArbitrariesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Property(tries = 300)
    void aStoreHasTheEventsOfItsLog(@ForAll EventLog log, @ForAll Random random) {
        HistoryStore<Long> store = log.store();
        assertThat(store.events()).isEqualTo(log.rows().size());
        assertThat(store.customers()).isEqualTo(log.byCustomer().size());
        assertThat(log.shuffled(random)).containsExactlyInAnyOrderElementsOf(log);
        assertThat(log.only(row -> false)).isEqualTo(EventLog.of()).hasToString("no events");
        for (EventRow row : log) {
            assertThat(row.day()).isBetween(EventLog.FIRST_DAY, EventLog.FIRST_DAY.plusDays(EventLog.DAYS - 1));
            assertThat(row.customer()).isBetween(-3L, 8L);
        }
        Statistics.label("ties")
                .collect(log.rows().stream().map(EventRow::day).distinct().count()
                        < log.rows().size());
        Statistics.label("ties").coverage(coverage -> coverage.check(true).percentage(p -> p > 30));
        Statistics.label("several events of one customer")
                .collect(log.byCustomer().values().stream().anyMatch(rows -> rows.size() > 1));
        Statistics.label("several events of one customer")
                .coverage(coverage -> coverage.check(true).percentage(p -> p > 30));
    }

    @Property(tries = 300)
    void annotationsSayHowManyCustomersAndWhichCodes(
            @ForAll @Customers(2) @Codes({"started", "ended"}) EventLog log,
            @ForAll @Customers(1) HistoryStore<Long> store,
            @ForAll @Customers(3) ContractLog contracts) {
        assertThat(log).allSatisfy(row -> {
            assertThat(row.customer()).isBetween(0L, 1L);
            assertThat(row.code()).isIn("started", "ended");
        });
        assertThat(store.customers()).isLessThanOrEqualTo(1);
        assertThat(contracts.terms())
                .allSatisfy(term -> assertThat(term.customer()).isBetween(0L, 2L));
    }

    @Property(tries = 300)
    void aStoreOfInstantsHasTheSameDaysInItsZone(@ForAll EventLog log) {
        Timeline days = Timeline.of(dev.retention.time.Grain.DAY, LocalDate.of(2025, 6, 1));
        HistoryStore<Long> dates = log.store();
        HistoryStore<Long> instants = EventLog.reader(BERLIN).from(log);
        for (long customer : log.byCustomer().keySet()) {
            List<Long> ofDates = dates(dates, customer, days);
            assertThat(dates(instants, customer, days.inZone(BERLIN))).isEqualTo(ofDates);
        }
    }

    private static List<Long> dates(HistoryStore<Long> store, long customer, Timeline days) {
        return dev.retention.rule.Sweep.over(store)
                .look(
                        customer,
                        days,
                        history -> java.util.stream.IntStream.range(0, history.size())
                                .mapToObj(i -> history.epochDay(i))
                                .toList());
    }

    @Example
    void daysOnWhichTheClockChangesAreKnown() {
        EventRow spring = new EventRow(1, LocalDate.of(2023, 3, 26), 12_50, "order", 9_000);
        EventRow autumn = spring.on(LocalDate.of(2023, 10, 29));
        assertThat(spring.at(BERLIN)).isEqualTo(Instant.parse("2023-03-26T01:30:00Z"));
        assertThat(autumn.at(BERLIN)).isEqualTo(Instant.parse("2023-10-29T00:30:00Z"));
        assertThat(Duration.between(spring.instant(), spring.at(BERLIN))).isEqualTo(Duration.ofHours(-1));
        assertThat(spring).hasToString("1: 2023-03-26 order 12.50");
        assertThat(EventLog.of(spring.of(3).coded("visit").worth(-5), autumn))
                .hasToString("3: 2023-03-26 visit -0.05; 1: 2023-10-29 order 12.50");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventLog.arbitrary(0))
                .withMessage("customers (0) must be at least 1");
    }

    @Property(tries = 300)
    void aFlowKeepsTheLaws(@ForAll CustomerFlow flow, @ForAll CustomerFates fates) {
        assertThat(flow.count(CustomerCount.START) + flow.count(CustomerCount.ACQUIRED))
                .isEqualTo(flow.count(CustomerCount.END) + flow.count(CustomerCount.LOST));
        assertThat(flow.count(CustomerCount.START)
                        + flow.count(CustomerCount.NEW)
                        + flow.count(CustomerCount.REACTIVATED))
                .isEqualTo(flow.count(CustomerCount.END) + flow.count(CustomerCount.LOSS_EVENTS));
        for (CustomerCount count : CustomerCount.values()) {
            assertThat(flow.findCount(count)).isPresent();
        }
        assertThat(fates.plus(fates).flow()).isEqualTo(fates.times(2).flow());
        fates.withOneMoreLost()
                .ifPresent(worse -> assertThat(worse.flow().count(CustomerCount.LOST))
                        .isEqualTo(fates.flow().count(CustomerCount.LOST) + 1));
        Statistics.label("churn")
                .collect(flow.findChurn(ChurnFormula.SNAPSHOT)
                        .map(rate -> rate.asDouble() == 0 ? "none" : rate.asDouble() == 1 ? "all" : "some")
                        .orElse("undefined"));
        Statistics.label("churn").coverage(coverage -> {
            coverage.check("none").count(n -> n > 0);
            coverage.check("all").count(n -> n > 0);
            coverage.check("some").count(n -> n > 0);
        });
    }

    @Property(tries = 300)
    void contractsAreRead(@ForAll ContractLog log) {
        HistoryStore<Long> store = log.store();
        RecurringRevenue.over(Timeline.monthly(LocalDate.of(2030, 12, 31)).from(EventLog.FIRST_DAY))
                .of(store)
                .periods();
        Statistics.label("switches or pauses")
                .collect(log.terms().size()
                        > log.terms().stream()
                                .map(term -> term.customer() + term.subscription())
                                .distinct()
                                .count());
        Statistics.label("switches or pauses")
                .coverage(coverage -> coverage.check(true).percentage(p -> p > 30));
    }

    @Property(tries = 300)
    void purchasesAndStaysAreWithinTheirBounds(
            @ForAll PurchaseHistory history,
            @ForAll PurchaseSummary summary,
            @ForAll CustomerPurchases<Long> purchases,
            @ForAll LifeTable table) {
        assertThat(history.recency()).isBetween(0.0, history.age());
        assertThat(summary.customers()).isBetween(1L, 50L);
        assertThat(purchases.customers()).isBetween(0, 12);
        assertThat(table.totalEnded() + table.totalCensored()).isEqualTo(table.total());
        if (table.rows() > 0) {
            assertThat(KaplanMeier.withDefaults().estimate(table)).isNotNull();
        }
    }
}
