package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.HistoryStore;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Runs and single cells in any order and mixture, against sets of cells. */
class SpanProperties {
    private static final int ROWS = 3;
    private static final int WIDTH = 6;
    private static final LocalDate DAY = LocalDate.of(2024, 1, 1);

    /** What one customer is named in: a run, or one cell if it has no length. */
    record Named(int row, int from, int length, long amount) implements Serializable {
        void to(CellSink sink) {
            if (length == 0 && amount == 0) {
                sink.add(row * WIDTH + from);
            } else if (length == 0) {
                sink.add(row * WIDTH + from, amount);
            } else if (amount == 0) {
                sink.addSpan(row, from, from + length);
            } else {
                sink.addSpan(row, from, from + length, amount);
            }
        }

        int first() {
            return row * WIDTH + from;
        }

        int end() {
            return first() + Math.max(1, length);
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
                BitSet in = new BitSet();
                for (Named each : customers.get(customer)) {
                    in.set(each.first(), each.end());
                    amount += each.first() <= cell && cell < each.end() ? each.amount : 0;
                }
                if (in.get(cell)) {
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

    @Provide
    Arbitrary<List<List<Named>>> customers() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, ROWS - 1),
                        Arbitraries.integers().between(0, WIDTH - 1),
                        Arbitraries.integers().between(0, WIDTH),
                        Arbitraries.of(0L, 0L, 7L, -3L))
                .as((row, from, length, amount) -> new Named(row, from, Math.min(length, WIDTH - from), amount))
                .list()
                .ofMaxSize(8)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }
}
