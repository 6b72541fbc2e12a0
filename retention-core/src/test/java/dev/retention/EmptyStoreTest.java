package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.Lifecycle;
import dev.retention.cohort.Stickiness;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.ExpansionSplit;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RevenueCohorts;
import dev.retention.movement.RevenueLosses;
import dev.retention.movement.Spells;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.rule.Counted;
import dev.retention.rule.Live;
import dev.retention.rule.Restatement;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.segment.CustomerProfit;
import dev.retention.segment.LaterOrders;
import dev.retention.segment.OrderSequence;
import dev.retention.segment.TimeToOrder;
import dev.retention.survival.CustomerTenures;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import dev.retention.value.RealisedValue;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every table says of a store without events, of the first and the last day there is, and of sums that do not fit. */
class EmptyStoreTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final LocalDate AS_OF = LocalDate.of(2024, 6, 15);
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Spells SPELLS = Spells.ofOrders(30);

    private static final HistoryStore<Long> DATES = LongHistoryBuilder.ofDays().build();
    private static final HistoryStore<Long> AMOUNTS =
            LongHistoryBuilder.ofDays().amounts(USD).build();
    private static final HistoryStore<Long> INSTANTS =
            LongHistoryBuilder.ofMicros().amounts(USD).build();
    private static final HistoryStore<String> NAMES = HistoryStore.ofDates((String name) -> name, name -> AS_OF)
            .codes(name -> name)
            .from(List.of());

    /** Every public table over a store. */
    enum Table {
        COHORTS {
            @Override
            Rule<?> rule(HistoryStore<?> store, Timeline timeline) {
                return CohortRetention.over(timeline).rule(store);
            }

            @Override
            <K> Object of(HistoryStore<K> store, Timeline timeline) {
                return CohortRetention.over(timeline).of(store);
            }
        },
        LIFECYCLE {
            @Override
            Rule<?> rule(HistoryStore<?> store, Timeline timeline) {
                return Lifecycle.over(timeline).rule(store);
            }

            @Override
            <K> Object of(HistoryStore<K> store, Timeline timeline) {
                return Lifecycle.over(timeline).of(store);
            }
        },
        STICKINESS {
            @Override
            Rule<?> rule(HistoryStore<?> store, Timeline timeline) {
                return Stickiness.over(timeline).rule(store);
            }

            @Override
            <K> Object of(HistoryStore<K> store, Timeline timeline) {
                return Stickiness.over(timeline).of(store);
            }
        },
        MOVEMENTS {
            @Override
            Rule<?> rule(HistoryStore<?> store, Timeline timeline) {
                return CustomerMovements.over(timeline).rule(store);
            }

            @Override
            <K> Object of(HistoryStore<K> store, Timeline timeline) {
                return CustomerMovements.over(timeline).of(store);
            }
        },
        CHURN {
            @Override
            Rule<?> rule(HistoryStore<?> store, Timeline timeline) {
                return CustomerChurn.over(timeline, SPELLS).rule(store);
            }

            @Override
            <K> Object of(HistoryStore<K> store, Timeline timeline) {
                return CustomerChurn.over(timeline, SPELLS).of(store);
            }
        },
        REVENUE {
            @Override
            Rule<?> rule(HistoryStore<?> store, Timeline timeline) {
                return RecurringRevenue.over(timeline).rule(store);
            }

            @Override
            <K> Object of(HistoryStore<K> store, Timeline timeline) {
                return RecurringRevenue.over(timeline).of(store);
            }

            @Override
            boolean needsAmounts() {
                return true;
            }
        },
        REVENUE_COHORTS {
            @Override
            Rule<?> rule(HistoryStore<?> store, Timeline timeline) {
                return RevenueCohorts.over(timeline).rule(store);
            }

            @Override
            <K> Object of(HistoryStore<K> store, Timeline timeline) {
                return RevenueCohorts.over(timeline).of(store);
            }

            @Override
            boolean needsAmounts() {
                return true;
            }
        },
        EXPANSION {
            @Override
            Rule<?> rule(HistoryStore<?> store, Timeline timeline) {
                return ExpansionSplit.over(timeline).rule(store);
            }

            @Override
            <K> Object of(HistoryStore<K> store, Timeline timeline) {
                return ExpansionSplit.over(timeline).of(store);
            }

            @Override
            boolean needsAmounts() {
                return true;
            }
        },
        LOSSES {
            @Override
            Rule<?> rule(HistoryStore<?> store, Timeline timeline) {
                return RevenueLosses.over(timeline).rule(store);
            }

            @Override
            <K> Object of(HistoryStore<K> store, Timeline timeline) {
                return RevenueLosses.over(timeline).of(store);
            }

            @Override
            boolean needsAmounts() {
                return true;
            }
        },
        ORDER_SEQUENCE {
            @Override
            Rule<?> rule(HistoryStore<?> store, Timeline timeline) {
                return OrderSequence.over(timeline).rule(store);
            }

            @Override
            <K> Object of(HistoryStore<K> store, Timeline timeline) {
                return OrderSequence.over(timeline).of(store);
            }
        },
        TIME_TO_ORDER {
            @Override
            Rule<?> rule(HistoryStore<?> store, Timeline timeline) {
                return TimeToOrder.over(fromTheFirstEvent(timeline)).rule(store);
            }

            @Override
            <K> Object of(HistoryStore<K> store, Timeline timeline) {
                return TimeToOrder.over(fromTheFirstEvent(timeline)).of(store);
            }
        },
        LATER_ORDERS {
            @Override
            Rule<?> rule(HistoryStore<?> store, Timeline timeline) {
                return LaterOrders.over(timeline).rule(store);
            }

            @Override
            <K> Object of(HistoryStore<K> store, Timeline timeline) {
                return LaterOrders.over(timeline).of(store);
            }
        },
        PROFIT {
            @Override
            Rule<?> rule(HistoryStore<?> store, Timeline timeline) {
                return CustomerProfit.over(timeline).rule(store);
            }

            @Override
            <K> Object of(HistoryStore<K> store, Timeline timeline) {
                return CustomerProfit.over(timeline).of(store);
            }

            @Override
            boolean needsAmounts() {
                return true;
            }
        },
        REALISED_VALUE {
            @Override
            Rule<?> rule(HistoryStore<?> store, Timeline timeline) {
                return RealisedValue.over(timeline).rule(store);
            }

            @Override
            <K> Object of(HistoryStore<K> store, Timeline timeline) {
                return RealisedValue.over(timeline).of(store);
            }

            @Override
            boolean needsAmounts() {
                return true;
            }
        },
        TENURES {
            @Override
            Rule<?> rule(HistoryStore<?> store, Timeline timeline) {
                return tenures(timeline).rule(store);
            }

            @Override
            <K> Object of(HistoryStore<K> store, Timeline timeline) {
                return tenures(timeline).of(store);
            }

            private CustomerTenures tenures(Timeline timeline) {
                return CustomerTenures.over(fromTheFirstEvent(timeline), SPELLS);
            }
        };

        /** Whether what is added is money that no customer's cell holds in a long before it is added. */
        boolean addsMoney() {
            return Set.of(ORDER_SEQUENCE, LATER_ORDERS).contains(this);
        }

        /** From the first event on, wherever the timeline begins. */
        private static Timeline fromTheFirstEvent(Timeline timeline) {
            Timeline open = Timeline.of(timeline.grain(), timeline.asOf());
            return timeline.zone().map(open::inZone).orElse(open);
        }

        abstract Rule<?> rule(HistoryStore<?> store, Timeline timeline);

        abstract <K> Object of(HistoryStore<K> store, Timeline timeline);

        boolean needsAmounts() {
            return false;
        }
    }

    private static Stream<HistoryStore<?>> stores(Table table) {
        return table.needsAmounts() ? Stream.of(AMOUNTS, INSTANTS) : Stream.of(DATES, AMOUNTS, INSTANTS, NAMES);
    }

    private static Stream<Timeline> timelines() {
        Timeline open = Timeline.monthly(AS_OF).inZone(ZONE);
        return Stream.of(open, open.from(LocalDate.of(2024, 1, 1)), open.from(AS_OF));
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyStoreGivesAnEmptyTable(Table table) {
        stores(table)
                .forEach(store -> timelines().forEach(timeline -> {
                    assertThat(table.of(store, timeline).toString()).isNotEmpty();
                    checkEmpty(store, table.rule(store, timeline));
                }));
    }

    private static <K, C> void checkEmpty(HistoryStore<K> store, Rule<C> rule) {
        for (int threads = 1; threads <= 3; threads++) {
            Counted<K, C> counted = Sweep.over(store).threads(threads).count(rule);
            assertThat(counted.cells()).isEmpty();
            for (int i = 0; i < rule.cells().size(); i++) {
                assertThat(counted.tally().countAt(i)).isZero();
                assertThat(counted.tally().amountAt(i)).isZero();
            }
            if (rule.cells().size() > 0) {
                C first = rule.cells().cell(0);
                assertThat(counted.members(first)).isEmpty();
                assertThat(counted.reconcile(first, first).difference()).isZero();
            }
            if (rule.timeline().isProvisional()) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> Live.from(store).track(rule))
                        .withMessageContaining("call from(day)");
            } else {
                assertThat(Live.from(store).track(rule).tally()).isEqualTo(counted.tally());
            }
        }
        assertThat(Restatement.of(rule, store, store))
                .hasToString("0 customers changed 0 cells of " + rule.definition() + ": []");
    }

    @Test
    void withoutAmountsThereIsNoRevenue() {
        Timeline months = Timeline.monthly(AS_OF);
        assertThatIllegalArgumentException().isThrownBy(() -> Table.REVENUE.of(DATES, months));
        assertThatIllegalArgumentException().isThrownBy(() -> Table.REVENUE_COHORTS.of(DATES, months));
        assertThatIllegalArgumentException().isThrownBy(() -> Table.REALISED_VALUE.of(DATES, months));
    }

    @Test
    void withoutEventsThereAreNoPurchases() {
        assertThat(PurchaseCounting.weekly(AS_OF).of(DATES).customers()).isZero();
        assertThat(PurchaseCounting.daily(AS_OF)
                        .holdoutFrom(AS_OF.minusDays(3))
                        .of(AMOUNTS)
                        .customers())
                .isZero();
        assertThat(PurchaseCounting.weekly(AS_OF).inZone(ZONE).of(INSTANTS).customers())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void theFirstAndTheLastDayThereIsCount(Table table) {
        HistoryStore<Long> store = LongHistoryBuilder.ofDays()
                .amounts(USD)
                .add(1, LocalDate.of(1, 1, 1).toEpochDay(), 7)
                .add(2, LocalDate.of(9999, 12, 31).toEpochDay(), 7)
                .build();
        for (LocalDate asOf : List.of(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31))) {
            Timeline century = Timeline.of(Grain.YEAR, asOf).from(asOf.minusYears(asOf.getYear() > 100 ? 100 : 0));
            Counted<Long, ?> counted = Sweep.over(store).count(table.rule(store, century));
            assertThat(counted.cells().isEmpty())
                    .isEqualTo(table == Table.EXPANSION
                            || table == Table.LATER_ORDERS
                            || table == Table.LOSSES && asOf.getYear() == 1);
            assertThat(counted.eventsAfterAsOf()).isEqualTo(asOf.getYear() == 1 ? 1 : 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tenThousandYearsOfMonthsAreTooManyOrCounted(Table table) {
        HistoryStore<Long> store = LongHistoryBuilder.ofDays()
                .amounts(USD)
                .add(1, LocalDate.of(1, 1, 1).toEpochDay(), 7)
                .build();
        Timeline ages = Timeline.monthly(LocalDate.of(9999, 12, 31));
        if (table == Table.COHORTS || table == Table.REVENUE_COHORTS) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> table.rule(store, ages))
                    .withMessageContaining("is too large");
        } else {
            assertThat(Sweep.over(store).count(table.rule(store, ages)).cells().isEmpty())
                    .isEqualTo(table == Table.EXPANSION || table == Table.LATER_ORDERS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void amountsThatDoNotFitAreNeverAWrongSum(Table table) {
        int day = (int) AS_OF.toEpochDay();
        HistoryStore<Long> store = LongHistoryBuilder.build(
                new long[] {1, 1, 1}, new int[] {day - 1, day, day}, new long[] {1, Long.MAX_VALUE, 1}, USD);
        Rule<?> rule = table.rule(store, Timeline.monthly(AS_OF));
        if (table.needsAmounts() || table == Table.MOVEMENTS) {
            assertThat(catchThrowable(() -> Sweep.over(store).count(rule)))
                    .hasMessageContaining("customer 1")
                    .hasCauseInstanceOf(ArithmeticException.class);
        } else if (table.addsMoney()) {
            assertThat(catchThrowable(() -> checkAmounts(Sweep.over(store).count(rule))))
                    .satisfiesAnyOf(
                            thrown -> assertThat(thrown).isNull(),
                            thrown -> assertThat(thrown)
                                    .isInstanceOf(ArithmeticException.class)
                                    .hasMessageContaining("does not fit a long"),
                            thrown -> assertThat(thrown).hasCauseInstanceOf(ArithmeticException.class));
        } else {
            assertThat(catchThrowable(() -> checkNoAmounts(Sweep.over(store).count(rule))))
                    .satisfiesAnyOf(
                            thrown -> assertThat(thrown).isNull(),
                            thrown -> assertThat(thrown).hasCauseInstanceOf(ArithmeticException.class));
        }
    }

    private static void checkAmounts(Counted<?, ?> counted) {
        assertThat(counted.cells()).isNotEmpty();
        for (int i = 0; i < counted.rule().cells().size(); i++) {
            assertThat(counted.tally().amountAt(i)).isNotNegative();
        }
    }

    private static void checkNoAmounts(Counted<?, ?> counted) {
        assertThat(counted.cells()).isNotEmpty();
        for (int i = 0; i < counted.rule().cells().size(); i++) {
            // Where a table adds no money, what it adds are its two events at most.
            assertThat(counted.tally().amountAt(i)).isBetween(0L, 2L);
        }
    }
}
