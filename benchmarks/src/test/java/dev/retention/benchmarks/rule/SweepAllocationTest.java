package dev.retention.benchmarks.rule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retention.benchmarks.Allocation;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.Stores;
import dev.retention.cohort.CohortAnchor;
import dev.retention.cohort.CohortDenominator;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.cohort.Lifecycle;
import dev.retention.cohort.ReturnRule;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Spells;
import dev.retention.rule.Grouping;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.time.AgeClock;
import dev.retention.time.Timeline;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sweep allocates its tables, perhaps a little per customer where the compiler leaves an object, and nothing per event. */
class SweepAllocationTest {
    private static final int EVENTS = 1_000_000;
    private static final long TABLES = 1_000_000;
    private static final long PER_CUSTOMER = 256;
    private static final Grouping CHANNEL = Grouping.ofCode("channel", Grouping.Reading.AT_ANCHOR, code -> code);
    private static final String[] GROUPS = {"a", "b", "c", "d", "e", "f", "g", "h"};

    private static final Workload ALL = Workload.dense(EVENTS);
    private static final Timeline BERLIN = Stores.MONTHS.inZone(ZoneId.of("Europe/Berlin"));
    private static final Stored DATES = Stored.of(Columns.AMOUNTS::store);
    private static final Stored CODES = Stored.of(Columns.CODES::store);
    private static final Stored INSTANTS = Stored.of(SweepAllocationTest::instants);

    /** Nearly the same customers, with two events on average and with twenty. */
    private record Stored(HistoryStore<Long> few, HistoryStore<Long> many) {
        static Stored of(Function<Workload, HistoryStore<Long>> store) {
            return new Stored(store.apply(ALL.first(EVENTS / 10)), store.apply(ALL));
        }
    }

    /** The same days at some time between two and twenty hours UTC. */
    private static HistoryStore<Long> instants(Workload workload) {
        LongHistoryBuilder builder = LongHistoryBuilder.ofMicros();
        for (int i = 0; i < workload.events(); i++) {
            long second = workload.days()[i] * 86_400L + 7_200 + workload.amounts()[i];
            builder.add(workload.customers()[i], second * 1_000_000);
        }
        return builder.build();
    }

    // What the constants hold is immutable and cannot say so.
    @SuppressWarnings("ImmutableEnumChecker")
    enum Swept {
        COHORTS(DATES, rule(CohortRetention.over(Stores.MONTHS)::rule)),
        OR_LATER(DATES, rule(CohortRetention.over(Stores.MONTHS).returning(ReturnRule.OR_LATER)::rule)),
        AT_LEAST_3(DATES, rule(CohortRetention.over(Stores.MONTHS).atLeast(3)::rule)),
        BRACKETS(DATES, rule(CohortRetention.over(Stores.MONTHS).brackets(1, 3, 3, 6, 10)::rule)),
        EVERY_PERIOD(DATES, rule(CohortRetention.over(Stores.MONTHS).anchoredOn(CohortAnchor.EVERY_PERIOD)::rule)),
        ELAPSED(DATES, aged(Stores.MONTHS, AgeClock.ELAPSED_EXACT)),
        FLOORED(DATES, aged(Stores.MONTHS, AgeClock.ELAPSED_FLOORED_HOUR)),
        ANNIVERSARY(DATES, aged(Stores.MONTHS, AgeClock.ANNIVERSARY)),
        INSTANTS_ELAPSED(INSTANTS, aged(BERLIN, AgeClock.ELAPSED_EXACT)),
        INSTANTS_FLOORED(INSTANTS, aged(BERLIN, AgeClock.ELAPSED_FLOORED_HOUR)),
        INSTANTS_ANNIVERSARY(INSTANTS, aged(BERLIN, AgeClock.ANNIVERSARY)),
        BY_GROUP(
                DATES,
                store -> table(store).by(Grouping.of("group", (Long customer) -> GROUPS[customer.intValue() & 7]))),
        BY_START(CODES, store -> table(store).by(CHANNEL)),
        BY_START_AND_RETURN(
                CODES,
                store -> CohortRetention.over(Stores.MONTHS)
                        .returningAlike("channel", code -> code)
                        .of(store)
                        .by(CHANNEL)),
        LIFECYCLE(DATES, rule(Lifecycle.over(Stores.MONTHS)::rule)),
        MOVEMENTS(DATES, rule(CustomerMovements.over(Stores.MONTHS)::rule)),
        CHURN(DATES, rule(CustomerChurn.over(Stores.MONTHS, Spells.ofOrders(60))::rule));

        private final Stored stored;
        private final Function<HistoryStore<Long>, Object> count;

        Swept(Stored stored, Function<HistoryStore<Long>, Object> count) {
            this.stored = stored;
            this.count = count;
        }

        private static Function<HistoryStore<Long>, Object> rule(Function<HistoryStore<?>, Rule<?>> rule) {
            return store -> Sweep.over(store).count(rule.apply(store));
        }

        /** With those alone in the denominator whose age has passed, so that ends of ages are counted too. */
        private static Function<HistoryStore<Long>, Object> aged(Timeline months, AgeClock clock) {
            return rule(CohortRetention.over(months).countingAge(clock).outOf(CohortDenominator.PERIOD_ELAPSED)::rule);
        }

        private static CohortTable<Long> table(HistoryStore<Long> store) {
            return CohortRetention.over(Stores.MONTHS).of(store);
        }
    }

    @ParameterizedTest
    @EnumSource
    void allocatesNothingPerEvent(Swept swept) {
        HistoryStore<Long> few = swept.stored.few();
        HistoryStore<Long> many = swept.stored.many();
        long moreCustomers = many.customers() - few.customers();
        Predicate<Allocation> nothingPerEvent =
                bytes -> bytes.many() - bytes.few() < PER_CUSTOMER * moreCustomers + EVENTS / 10;
        Predicate<Allocation> littlePerCustomer = bytes -> bytes.many() < TABLES + PER_CUSTOMER * many.customers();
        Allocation bytes = Allocation.of(
                () -> swept.count.apply(few), () -> swept.count.apply(many), nothingPerEvent.and(littlePerCustomer));
        assertTrue(nothingPerEvent.test(bytes), () -> bytes + " for " + few + " and " + many);
        assertTrue(littlePerCustomer.test(bytes), () -> bytes + " for " + few + " and " + many);
    }
}
