package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.rule.Measured.Quantile;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.testkit.Travelled;
import dev.retention.time.Timeline;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MeasureTest {
    private static final Timeline YEAR = Timeline.monthly(LocalDate.of(1970, 12, 31));
    private static final Measure ORDERS = Measure.of("orders", YEAR, (history, sink) -> sink.set(history.size()));
    private static final HistoryStore<Long> STORE = LongHistoryBuilder.build(
            new long[] {1, 2, 2, 3, 3, 3, 4, 4, 4, 5}, new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 400});

    @Test
    void everyCustomerHasANumberOrNone() {
        Measured<Long> measured = Sweep.over(STORE).measure(ORDERS);
        assertThat(measured.column().of(3L)).hasValue(3);
        // All events of customer 5 lie after the as-of day.
        assertThat(measured.column().of(5L)).isEmpty();
        assertThat(measured.column().of(9L)).isEmpty();
        assertThat(measured.column().size()).isEqualTo(4);
        assertThat(measured.column("orders").sum()).isEqualTo(BigInteger.valueOf(9));
        assertThat(measured.column().sorted()).containsExactly(1, 2, 3, 3);
        assertThat(measured).hasToString("orders: [orders of 4 customers]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measured.column("none"))
                .withMessage("name (none) must be one of the columns [orders]");
    }

    @Test
    void aMeasureIsAskedInsideAnother() {
        Measure both = ORDERS.and(Measure.of("days", YEAR, (history, sink) -> {
            if (history.size() > 1) {
                sink.set(history.epochDay(history.size() - 1) - history.epochDay(0));
            }
        }));
        Measure twice = Measure.of(
                "twice the days",
                YEAR,
                (history, sink) -> both.numberOf(history, "days").ifPresent(days -> sink.set(2 * days)));
        Measured<Long> measured = Sweep.over(STORE).measure(twice);
        assertThat(measured.column().of(1L)).isEmpty();
        assertThat(measured.column().of(3L)).hasValue(4);
        assertThat(measured.column().of(5L)).isEmpty();
        HistoryStore<Long> tracks = STORE.named("orders")
                .and(LongHistoryBuilder.build(new long[] {2}, new int[] {3}).named("visits"));
        Measure visits = Measure.of("visits", YEAR, (history, sink) -> sink.set(history.size()))
                .on("visits");
        Measure asked = Measure.of(
                        "asked",
                        YEAR,
                        (history, sink) -> visits.numberOf(history, "visits").ifPresent(sink::set))
                .on("orders", "visits");
        assertThat(Sweep.over(tracks).measure(asked).column().of(2L)).hasValue(1);
        assertThat(Sweep.over(tracks).measure(asked).column().of(3L)).isEmpty();
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> Sweep.over(STORE)
                        .measure(Measure.of("odd", YEAR, (history, sink) -> both.numberOf(history, "weeks"))))
                .havingCause()
                .withMessage("column (weeks) must be one of [orders, days]");
    }

    @Test
    void cellsOfARuleAreAskedInsideAnother() {
        Rule<Integer> orders = Rule.of(
                "by number of orders",
                YEAR,
                Cells.of(Axis.range("orders", 1, 3)),
                (history, sink) -> sink.add(history.size() - 1, 10L * history.size()));
        Measure cells = Measure.ofCells(orders, List.of(1, 3));
        assertThat(cells.columns()).containsExactly("1", "3");
        Measure asked = Measure.of("asked", YEAR, (history, sink) -> {
            Measure.Reader reader = cells.reader();
            reader.look(history);
            reader.number(1).ifPresent(sink::set);
        });
        Measured<Long> measured = Sweep.over(STORE).measure(asked);
        assertThat(measured.column().of(1L)).isEmpty();
        assertThat(measured.column().of(3L)).hasValue(30);
        assertThat(measured.column().sum())
                .isEqualTo(Sweep.over(STORE).amountsOf(orders, List.of(3)).column().sum());
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> cells.reader().number(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Measure.ofCells(orders, List.of(1, 1)))
                .withMessage("cells ([1, 1]) must not repeat");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Measure.ofCells(orders, List.of(4)))
                .withMessageContaining("cell (4)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Measure.ofCells(orders, List.of()))
                .withMessage("cells must hold at least one");
    }

    @Test
    void theLargestAreAllWhoAreTiedWithTheLast() {
        Measured<Long>.Column orders = Sweep.over(STORE).measure(ORDERS).column();
        assertThat(orders.top(1).members()).containsExactly(3L, 4L);
        assertThat(orders.top(1).bound()).isEqualTo(3);
        assertThat(orders.top(1).tied()).isEqualTo(2);
        assertThat(orders.top(3).members()).containsExactly(2L, 3L, 4L);
        assertThat(orders.top(99).members()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(orders.membersAbove(2)).containsExactly(3L, 4L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> orders.top(0))
                .withMessage("count (0) must be at least 1");
    }

    @Test
    void quantilesAreThoseOfR() {
        // R 4.3: quantile(c(1, 2, 3, 3), c(0, .1, .25, .5, .9, 1), type = 1, 7, 8).
        Measured<Long>.Column orders = Sweep.over(STORE).measure(ORDERS).column();
        double[] shares = {0, .1, .25, .5, .9, 1};
        double[][] expected = {{1, 1, 1, 2, 3, 3}, {1, 1.3, 1.75, 2.5, 3, 3}, {1, 1, 1 + 5 / 12.0, 2.5, 3, 3}};
        for (int i = 0; i < shares.length; i++) {
            for (Quantile type : Quantile.values()) {
                assertThat(orders.quantile(type, shares[i]).orElseThrow())
                        .as("%s of %s", type, shares[i])
                        .isCloseTo(expected[type.ordinal()][i], org.assertj.core.api.Assertions.within(1e-12));
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> orders.quantile(Quantile.LINEAR, Double.NaN));
        assertThat(Sweep.over(LongHistoryBuilder.build(new long[0], new int[0]))
                        .measure(ORDERS)
                        .column()
                        .quantile(Quantile.LINEAR, .5))
                .isEmpty();
    }

    @Test
    void aNumberIsSetOnce() {
        Measure twice = Measure.of("twice", YEAR, (history, sink) -> {
            sink.set(1);
            sink.set(2);
        });
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> Sweep.over(STORE).measure(twice))
                .withMessage("measure (twice) failed for customer 1: column 0 is set already");
    }

    @Test
    void columnsOfTwoMeasuresStandSideBySide() {
        Measure days = Measure.of("first day", ORDERS.timeline(), (history, sink) -> sink.set(history.epochDay(0)));
        Measured<Long> both = Sweep.over(STORE).measure(ORDERS.and(days));
        assertThat(both.measure().columns()).containsExactly("orders", "first day");
        assertThat(both.measure().definition()).isEqualTo("orders; first day");
        assertThat(both.column("orders").sorted())
                .isEqualTo(Sweep.over(STORE).measure(ORDERS).column().sorted());
        assertThat(both.column("first day").sorted())
                .isEqualTo(Sweep.over(STORE).measure(days).column().sorted());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ORDERS.and(ORDERS))
                .withMessageContaining("orders");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ORDERS.and(Measure.of("other", ORDERS.timeline().fromLast(), (history, sink) -> {})))
                .withMessageStartingWith("other (other) must have the timeline");
    }

    @Test
    void aQuantileBetweenEqualNumbersIsThatNumber() {
        Measure tenth = Measure.of("tenth", YEAR, (history, sink) -> sink.set(1_000_000_000_000_001L));
        Measured<Long>.Column column = Sweep.over(STORE).measure(tenth).column();
        for (int i = 0; i <= 100; i++) {
            assertThat(column.quantile(Quantile.LINEAR, i / 100.0)).hasValue(1_000_000_000_000_001L);
        }
    }

    @Test
    void aMeasureTravels() {
        Measure arrived = Travelled.of(ORDERS);
        assertThat(arrived.definition()).isEqualTo("orders");
        assertThat(Sweep.over(STORE).measure(arrived).column().sorted()).containsExactly(1, 2, 3, 3);
    }

    @Property(tries = 100)
    void severalInOnePassOnAnyThreadsAndRestated(
            @ForAll("rows") List<EventRow> before, @ForAll("rows") List<EventRow> after) {
        Timeline timeline = Timeline.monthly(EventLog.FIRST_DAY.plusDays(500));
        Measure spend = Measure.of("spend", timeline, List.of("first", "spent"), (history, sink) -> {
            if (history.amount(0) > 0) {
                sink.set(0, history.amount(0));
            }
            long sum = 0;
            for (int i = 0; i < history.size(); i++) {
                sum += history.amount(i);
            }
            sink.set(1, sum);
        });
        Measure size = Measure.of("size", timeline, (history, sink) -> sink.set(history.size()));
        HistoryStore<Long> earlier = EventLog.reader().from(before);
        HistoryStore<Long> later = EventLog.reader().from(after);
        List<Measured<Long>> measured = Sweep.over(earlier).threads(3).measureAll(List.of(spend, size));
        Map<Long, List<EventRow>> byCustomer = EventLog.of(before)
                .only(row -> !row.day().isAfter(timeline.asOf()))
                .byCustomer();
        for (int customer = 0; customer < earlier.customers(); customer++) {
            Long key = earlier.customer(customer);
            List<EventRow> rows = byCustomer.getOrDefault(key, List.of());
            assertThat(measured.get(1).column().of(key))
                    .isEqualTo(rows.isEmpty() ? OptionalLong.empty() : OptionalLong.of(rows.size()));
            assertThat(measured.get(0).column("spent").of(key))
                    .isEqualTo(
                            rows.isEmpty()
                                    ? OptionalLong.empty()
                                    : OptionalLong.of(rows.stream()
                                            .mapToLong(EventRow::cents)
                                            .sum()));
        }
        Measured<Long> is = Sweep.over(later).measure(spend);
        for (Measured.Change<Long> change : measured.get(0).restate(later)) {
            assertThat(measured.get(0).column(change.column()).of(change.customer()))
                    .isEqualTo(change.before())
                    .isNotEqualTo(change.after());
            assertThat(is.column(change.column()).of(change.customer())).isEqualTo(change.after());
        }
        assertThat(measured.get(0).restate(earlier)).isEmpty();
    }

    @Example
    void numbersMayBeOfAnySizeOneAfterTheOther() {
        long[] values = {1, -7, Integer.MAX_VALUE + 1L, 3, Long.MIN_VALUE, 5};
        LongHistoryBuilder builder = LongHistoryBuilder.ofDays();
        for (int i = 0; i < values.length; i++) {
            builder.add(i, 0);
        }
        Measure measure = Measure.of("value", Timeline.monthly(LocalDate.of(1970, 1, 31)), (history, sink) -> {
            int i = ((Long) history.customer()).intValue();
            if (i != 3) {
                sink.set(values[i]);
            }
        });
        HistoryStore<Long> store = builder.build();
        for (int threads = 1; threads <= 3; threads++) {
            Measured<Long>.Column column =
                    Sweep.over(store).threads(threads).measure(measure).column();
            for (int i = 0; i < values.length; i++) {
                assertThat(column.of((long) i)).isEqualTo(i == 3 ? OptionalLong.empty() : OptionalLong.of(values[i]));
            }
            assertThat(column.size()).isEqualTo(5);
            assertThat(column.sorted()).containsExactly(Long.MIN_VALUE, -7, 1, 5, Integer.MAX_VALUE + 1L);
        }
    }

    @Provide
    Arbitrary<List<EventRow>> rows() {
        return EventLog.arbitrary().map(EventLog::rows);
    }

    @Test
    void anErrorIsThrownAsItIsAndNotedWhoseItIs() {
        AssertionError error = new AssertionError("not so");
        Timeline months = Timeline.monthly(LocalDate.of(2025, 12, 31));
        HistoryStore<Long> store = LongHistoryBuilder.ofDays()
                .add(1, LocalDate.of(2025, 1, 1).toEpochDay())
                .build();
        Grouping grouping = Grouping.ofEvents("wrong", Grouping.Reading.LATEST, (history, event) -> {
            throw error;
        });
        Rule<String> all = Rule.of("all", months, Cells.of(List.of("all")), (history, sink) -> sink.add(0));
        assertThatThrownBy(() -> Sweep.over(store).measure(Measure.of("wrong", months, (history, sink) -> {
                    throw error;
                })))
                .isSameAs(error);
        assertThatThrownBy(() -> Sweep.over(store).count(Rule.of("wrong", months, all.cells(), (history, sink) -> {
                    throw error;
                })))
                .isSameAs(error);
        assertThatThrownBy(() -> Sweep.over(store).countBy(all, List.of(grouping)))
                .isSameAs(error);
        assertThat(error.getSuppressed())
                .extracting(Throwable::getMessage)
                .contains("measure (wrong) failed for customer 1: not so", "rule (wrong) failed for customer 1: not so")
                .allMatch(message -> message.endsWith(" failed for customer 1: not so"));
    }
}
