package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.internal.ByteWriter;
import dev.retention.time.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Timeline YEAR = Timeline.monthly(LocalDate.of(1970, 12, 31));
    private static final Cells<String> SIZES = Cells.of(List.of("one order", "two orders", "more"));
    private static final Rule<String> BY_ORDERS =
            Rule.of("customers by number of orders", YEAR, SIZES, (history, sink) -> {
                for (int i = 0; i < history.size(); i++) {
                    sink.add(Math.min(history.size(), 3) - 1, history.amount(i));
                }
            });
    private static final HistoryStore<Long> STORE = LongHistoryBuilder.build(
            new long[] {1, 2, 2, 3, 3, 3, 4, 4, 4, 4},
            new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
            new long[] {10, 20, 30, 40, 50, 60, 70, 80, 90, -1},
            Currency.getInstance("USD"));

    @Test
    void customersCountOnceHoweverOftenTheyAreNamed() {
        Counted<Long, String> counted = Sweep.over(STORE).count(BY_ORDERS);
        assertThat(counted.count("more")).isEqualTo(2);
        assertThat(counted.amount("more")).isEqualTo(40 + 50 + 60 + 70 + 80 + 90 - 1);
        assertThat(counted.members("more")).containsExactly(3L, 4L);
        assertThat(counted.members(List.of("more", "one order"))).containsExactly(1L, 3L, 4L);
        assertThat(counted.cells()).containsExactly("one order", "two orders", "more");
        assertThat(counted.eventsAfterAsOf()).isZero();
        assertThat(counted.tally().currency()).hasValue(Currency.getInstance("USD"));
        assertThat(counted)
                .hasToString("customers by number of orders: one order 1 (10), two orders 1 (50), more 2 (389)");
    }

    @Test
    void whatOneCustomerAddsMustFitALongWhereItIsRead() {
        Rule<String> huge = Rule.of("huge", YEAR, Cells.of(List.of("all")), (history, sink) -> {
            sink.add(0, Long.MAX_VALUE);
            sink.add(0, history.size() == 1 ? 1 : -Long.MAX_VALUE);
        });
        Counted<Long, String> counted = Sweep.over(STORE).count(huge);
        assertThat(counted.count("all")).isEqualTo(4);
        assertThat(counted.explain(2L).entries().get(0).amount()).isZero();
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> counted.amountsOf(List.of("all")))
                .withMessageContaining("customer 1")
                .withCauseInstanceOf(ArithmeticException.class);
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> counted.explain(1L));
    }

    /** A weather that the rules below name rows by. */
    private enum Weather {
        SUN,
        RAIN,
        SNOW
    }

    @Test
    void rowsAreNamedByTheirEnumWhateverTheirOrder() {
        Cells<String> cells = Cells.grid(
                Axis.of("weather", List.of(Weather.SNOW, Weather.SUN)),
                Axis.range("day", 0, 4),
                (weather, day) -> weather + " " + day,
                cell -> Weather.valueOf(cell.substring(0, cell.length() - 2)),
                cell -> cell.charAt(cell.length() - 1) - '0');
        Rule<String> rule = Rule.of("weather", YEAR, cells, (history, sink) -> {
            sink.add(Weather.SNOW, 1);
            sink.add(Weather.SUN, 2, history.size());
            sink.addSpan(Weather.SUN, 0, 2);
            sink.addSpan(Weather.SNOW, 3, 4, 7);
        });
        Counted<Long, String> counted = Sweep.over(STORE).count(rule);
        assertThat(counted.cells()).containsExactly("SNOW 1", "SNOW 3", "SUN 0", "SUN 1", "SUN 2");
        assertThat(counted.amount("SUN 2")).isEqualTo(10);
        assertThat(counted.amount("SNOW 3")).isEqualTo(28);
        Grouping odd = Grouping.<Long>of("odd", key -> key % 2 == 1 ? "odd" : "even");
        assertThat(Sweep.over(STORE).count(rule.by(odd)).count(new In<>(Group.of("odd"), "SUN 2")))
                .isEqualTo(2);
        for (Rule<String> wrong : List.of(
                Rule.of("none", YEAR, cells, (history, sink) -> sink.add(Weather.RAIN, 0)),
                Rule.of("column", YEAR, cells, (history, sink) -> sink.add(Weather.SUN, 4)),
                Rule.of("span", YEAR, cells, (history, sink) -> sink.addSpan(Weather.SUN, 3, 5)),
                Rule.of("other", YEAR, cells, (history, sink) -> sink.add(Rule.Moment.START, 0)),
                Rule.of("no rows", YEAR, SIZES, (history, sink) -> sink.add(Weather.SUN, 0)))) {
            assertThatExceptionOfType(RuleException.class)
                    .isThrownBy(() -> Sweep.over(STORE).count(wrong))
                    .withMessageContaining("customer 1")
                    .withCauseInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void explainsACustomerInWords() {
        Explanation<Long, String> explanation =
                Sweep.over(STORE).count(BY_ORDERS).explain(2L);
        assertThat(explanation.entries()).containsExactly(new Explanation.Entry<>("two orders", "two orders", 50));
        assertThat(explanation)
                .hasToString(
                        "customer 2 [1970-01-02 20, 1970-01-03 30] counts in two orders (50) of customers by number of"
                                + " orders");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.over(STORE).count(BY_ORDERS).explain(9L))
                .withMessage("customer (9) has no events in the store");
    }

    @Test
    void reconcilesTwoCells() {
        Reconciliation<Long> reconciliation = Sweep.over(STORE).count(BY_ORDERS).reconcile("one order", "more");
        assertThat(reconciliation.onlyLeft()).containsExactly(1L);
        assertThat(reconciliation.onlyRight()).containsExactly(3L, 4L);
        assertThat(reconciliation.both()).isEmpty();
        assertThat(reconciliation.difference()).isEqualTo(1);
        assertThat(reconciliation).hasToString("one order: 1, more: 2; only one order: [1], only more: [3, 4]");
    }

    @Test
    void whatLiesAfterTheAsOfDayIsCountedAsLeftOut() {
        Rule<String> early =
                Rule.of("early", Timeline.monthly(LocalDate.of(1970, 1, 3)), SIZES, (history, sink) -> sink.add(0));
        Counted<Long, String> counted = Sweep.over(STORE).count(early);
        assertThat(counted.count("one order")).isEqualTo(2);
        assertThat(counted.eventsAfterAsOf()).isEqualTo(7);
        assertThat(counted.explain(4L).entries()).isEmpty();
        assertThat(counted.explain(4L).toString()).contains("counts in no cell of early");
    }

    @Test
    void aRuleThatNamesACellItLacksIsNamedWithTheCustomer() {
        Rule<String> wrong = Rule.of("wrong", YEAR, SIZES, (history, sink) -> sink.add(history.size()));
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> Sweep.over(STORE).count(wrong))
                .withMessage("rule (wrong) failed for customer 3: Index 3 out of bounds for length 3")
                .satisfies(e -> assertThat(e.customer()).hasValue(3L))
                .satisfies(e -> assertThat(e.definition()).isEqualTo("wrong"));
    }

    @Test
    void onlyReadingASumThatDoesNotFitFails() {
        HistoryStore<Long> rich = LongHistoryBuilder.build(
                new long[] {1, 2, 3},
                new int[3],
                new long[] {Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE},
                Currency.getInstance("USD"));
        Tally<String> all = Sweep.over(rich).count(BY_ORDERS).tally();
        assertThat(all.amount("one order")).isEqualTo(Long.MAX_VALUE - 1);
        assertThat(Sweep.over(rich).threads(2).count(BY_ORDERS).tally()).isEqualTo(all);
        Tally<String> twice = all.plus(all);
        assertThat(twice.count("one order")).isEqualTo(6);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> twice.amount("one order"))
                .withMessage("the amount of cell one order does not fit a long: it is 18446744073709551612");
        assertThat(Tally.fromBytes(BY_ORDERS, twice.toBytes())).isEqualTo(twice);
        assertThat(twice.minus(all)).isEqualTo(all);
        assertThat(all.minus(all)).isEqualTo(Tally.empty(BY_ORDERS));
    }

    @Test
    void travelsAsTheBytesOfVersionTwo() {
        Tally<String> tally = Sweep.over(STORE).count(BY_ORDERS).tally();
        // Written out by hand from the format in the documentation, but for the checksum.
        String golden = "52544c5902"
                + text("customers by number of orders")
                + text(YEAR.toString())
                + "555344"
                + "01" + "04" + text("cell") + text("one order") + text("two orders") + text("more")
                + "00" + "03" + "01021400" + "01026400" + "01048a0600" + "00";
        byte[] bytes = tally.toBytes();
        assertThat(HexFormat.of().formatHex(bytes)).startsWith(golden).hasSize(golden.length() + 8);
        assertThat(Tally.fromBytes(BY_ORDERS, bytes)).isEqualTo(tally).hasSameHashCodeAs(tally);
        assertThat(Tally.fromBytes(BY_ORDERS, Tally.empty(BY_ORDERS).toBytes())).isEqualTo(Tally.empty(BY_ORDERS));
    }

    private static String text(String words) {
        byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().toHexDigits((byte) bytes.length) + HexFormat.of().formatHex(bytes);
    }

    @Test
    void bytesThatAreNoTallyAreRefused() {
        byte[] bytes = Sweep.over(STORE).count(BY_ORDERS).tally().toBytes();
        byte[] otherVersion = new ByteWriter()
                .putInt(0x5254_4C59)
                .putByte((byte) 1)
                .putRaw(Arrays.copyOfRange(bytes, 5, bytes.length - 4))
                .withChecksum();
        byte[] damaged = bytes.clone();
        damaged[20] ^= 1;
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Tally.fromBytes(BY_ORDERS, new ByteWriter().putInt(7).withChecksum()))
                .withMessage("bytes must begin like a tally (RTLY)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tally.fromBytes(BY_ORDERS, otherVersion))
                .withMessage("bytes are a tally of version 1, this library reads version 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tally.fromBytes(BY_ORDERS, damaged))
                .withMessage("bytes are a tally that is damaged, or none: the checksum does not fit");
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException().isThrownBy(() -> Tally.fromBytes(BY_ORDERS, cut));
        }
        Rule<String> other = Rule.of("another rule", YEAR, SIZES, (history, sink) -> sink.add(0));
        assertThatExceptionOfType(TallyMismatchException.class)
                .isThrownBy(() -> Tally.fromBytes(other, bytes))
                .withMessageStartingWith("tallies must count the same: one counts another rule, ")
                .withMessageContaining("the other customers by number of orders");
    }

    @Test
    void nothingButArgumentsAreRefusedHoweverBytesAreMutated() {
        byte[] bytes = Sweep.over(STORE).count(BY_ORDERS).tally().toBytes();
        byte[] body = Arrays.copyOf(bytes, bytes.length - 4);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = body.clone();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            byte[] signed = new ByteWriter().putRaw(mutated).withChecksum();
            try {
                Tally.fromBytes(BY_ORDERS, signed);
                Tally.merge(signed, signed);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
    }

    @Test
    void talliesOfTwoTimelinesOrOrdersOfCellsDoNotAdd() {
        Tally<String> january = Sweep.over(STORE)
                .count(Rule.of(
                        "the same", Timeline.monthly(LocalDate.of(1970, 1, 31)), SIZES, (h, sink) -> sink.add(0)))
                .tally();
        Tally<String> february = Sweep.over(STORE)
                .count(Rule.of(
                        "the same", Timeline.monthly(LocalDate.of(1970, 2, 28)), SIZES, (h, sink) -> sink.add(0)))
                .tally();
        assertThatExceptionOfType(TallyMismatchException.class).isThrownBy(() -> january.plus(february));
        assertThatExceptionOfType(TallyMismatchException.class)
                .isThrownBy(() -> Tally.merge(january.toBytes(), february.toBytes()));
        Cells<String> turned = Cells.of(List.of("more", "two orders", "one order"));
        Tally<String> other = Sweep.over(STORE)
                .count(Rule.of("the same", january.timeline(), turned, (h, sink) -> sink.add(2)))
                .tally();
        assertThat(other).isNotEqualTo(january);
        assertThatExceptionOfType(TallyMismatchException.class).isThrownBy(() -> january.plus(other));
    }

    @Test
    void talliesOfDifferentRulesOrCurrenciesDoNotAdd() {
        Tally<String> dollars = Sweep.over(STORE).count(BY_ORDERS).tally();
        Tally<String> euros = Sweep.over(
                        LongHistoryBuilder.build(new long[] {9}, new int[1], new long[1], Currency.getInstance("EUR")))
                .count(BY_ORDERS)
                .tally();
        assertThatExceptionOfType(TallyMismatchException.class)
                .isThrownBy(() -> dollars.plus(euros))
                .satisfies(e -> assertThat(e.left()).contains("USD"))
                .satisfies(e -> assertThat(e.right()).contains("EUR"));
        assertThat(dollars.plus(Tally.empty(BY_ORDERS))).isEqualTo(dollars);
        assertThat(Tally.empty(BY_ORDERS).plus(dollars)).isEqualTo(dollars);
    }

    @Test
    void cellsKnowTheirIndexes() {
        assertThat(SIZES.indexOf("two orders")).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SIZES.indexOf("none"))
                .withMessage("cell (none) is not in the table of cell one order two orders more");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> SIZES.cell(3));
        assertThatIllegalArgumentException().isThrownBy(() -> Cells.of(List.of("a", "a")));
        Cells<Thread.State> states = Cells.of(Thread.State.class);
        assertThat(states.cell(states.indexOf(Thread.State.BLOCKED))).isEqualTo(Thread.State.BLOCKED);
        Cells<String> grid = Cells.grid(
                Axis.range("row", 0, 2),
                Axis.range("column", 0, 3),
                (r, c) -> r + "/" + c,
                s -> s.charAt(0) - '0',
                s -> s.charAt(2) - '0');
        assertThat(grid.cell(5)).isEqualTo("1/2");
        assertThat(grid.indexOf("1/0")).isEqualTo(3);
        assertThatIllegalArgumentException().isThrownBy(() -> grid.indexOf("0/3"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cells.grid(
                        Axis.range("row", 0, 100_000), Axis.range("column", 0, 100_000), (r, c) -> "", s -> 0, s -> 0))
                .withMessageContaining("is too large");
    }

    @Test
    void threadsMustBePositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.over(STORE).threads(0))
                .withMessage("threads (0) must be from 1 to 1024");
    }
}
