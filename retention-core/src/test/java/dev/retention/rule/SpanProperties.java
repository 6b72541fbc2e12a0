package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.HistoryStore;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Runs, columns as bits and single cells in any order and mixture, against sets of cells. */
class SpanProperties {
    private static final int ROWS = 3;
    private static final int WIDTH = 6;
    private static final LocalDate DAY = LocalDate.of(2024, 1, 1);

    /** What one customer is named in: columns as bits, if there are any; else a run, or one cell if it has no length. */
    record Named(int row, int from, int length, long amount, int columns) implements Serializable {
        void to(CellSink sink) {
            if (columns != 0) {
                sink.addColumns(row, 0, columns);
            } else if (length == 0 && amount == 0) {
                sink.add(row * WIDTH + from);
            } else if (length == 0) {
                sink.add(row * WIDTH + from, amount);
            } else if (amount == 0) {
                sink.addSpan(row, from, from + length);
            } else {
                sink.addSpan(row, from, from + length, amount);
            }
        }

        boolean holds(int cell) {
            int column = cell - row * WIDTH;
            if (columns != 0) {
                return column >= 0 && (columns >> column & 1) != 0;
            }
            return from <= column && column < from + Math.max(1, length);
        }

        long amountIn(int cell) {
            return columns == 0 && holds(cell) ? amount : 0;
        }
    }

    @Property(tries = 500)
    void customersCountOnceAndAmountsAddUp(@ForAll("customers") List<List<Named>> customers) {
        HistoryStore<Integer> store = HistoryStore.<Integer, Integer>ofDates(customer -> customer, customer -> DAY)
                .from(IntStream.range(0, customers.size()).boxed().toList());
        ArrayList<List<Named>> named = new ArrayList<>(customers);
        Cells<String> cells = Cells.grid(
                Axis.range("row", 0, ROWS),
                Axis.range("column", 0, WIDTH),
                (row, column) -> row + "/" + column,
                cell -> cell.charAt(0) - '0',
                cell -> cell.charAt(2) - '0');
        Rule<String> rule = Rule.of(
                "named",
                Timeline.monthly(DAY).from(DAY),
                cells,
                (history, sink) -> named.get((Integer) history.customer()).forEach(each -> each.to(sink)));
        Counted<Integer, String> counted = Sweep.over(store).count(rule);
        Counted<Integer, In<String>> grouped =
                Sweep.over(store).count(rule.by(Grouping.of("parity", (Integer customer) -> "" + customer % 2)));
        for (int cell = 0; cell < ROWS * WIDTH; cell++) {
            String key = cells.cell(cell);
            List<Integer> members = new ArrayList<>();
            long amount = 0;
            for (int customer = 0; customer < customers.size(); customer++) {
                int at = cell;
                amount += customers.get(customer).stream()
                        .mapToLong(each -> each.amountIn(at))
                        .sum();
                if (customers.get(customer).stream().anyMatch(each -> each.holds(at))) {
                    members.add(customer);
                }
            }
            assertThat(counted.count(key)).as(key).isEqualTo(members.size());
            assertThat(counted.amount(key)).as(key).isEqualTo(amount);
            assertThat(counted.members(key)).as(key).containsExactlyElementsOf(members);
            Measured<Integer>.Column amounts = counted.amountsOf(List.of(key)).column();
            assertThat(amounts.size()).isEqualTo(members.size());
            assertThat(amounts.sum().longValueExact()).isEqualTo(amount);
            long odd = members.stream().filter(customer -> customer % 2 == 1).count();
            assertThat(grouped.count(new In<>(Group.of("1"), key))).isEqualTo(odd);
        }
        assertThat(counted.membersOf(List.of("0/1", "0/4", "2/0")).values())
                .containsExactly(counted.members("0/1"), counted.members("0/4"), counted.members("2/0"));
    }

    @Example
    void columnsMustBeThere() {
        Rule<Integer> rule = Rule.of(
                "beyond",
                Timeline.monthly(DAY).from(DAY),
                Cells.of(Axis.range("cell", 0, 65)),
                (history, sink) -> sink.addColumns(0, (Integer) history.customer(), 1L << 63 | 1));
        for (int first : new int[] {-1, 2, Integer.MAX_VALUE}) {
            HistoryStore<Integer> store = HistoryStore.<Integer, Integer>ofDates(customer -> customer, customer -> DAY)
                    .from(List.of(first));
            assertThatThrownBy(() -> Sweep.over(store).count(rule))
                    .hasRootCauseInstanceOf(IndexOutOfBoundsException.class);
        }
        HistoryStore<Integer> store = HistoryStore.<Integer, Integer>ofDates(customer -> customer, customer -> DAY)
                .from(List.of(1));
        assertThat(Sweep.over(store).count(rule).count(64)).isOne();
    }

    @Provide
    Arbitrary<List<List<Named>>> customers() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, ROWS - 1),
                        Arbitraries.integers().between(0, WIDTH - 1),
                        Arbitraries.integers().between(0, WIDTH),
                        Arbitraries.of(0L, 0L, 7L, -3L),
                        Arbitraries.frequencyOf(
                                Tuple.of(2, Arbitraries.just(0)),
                                Tuple.of(1, Arbitraries.integers().between(1, (1 << WIDTH) - 1))))
                .as((row, from, length, amount, columns) ->
                        new Named(row, from, Math.min(length, WIDTH - from), amount, columns))
                .list()
                .ofMaxSize(8)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }
}
