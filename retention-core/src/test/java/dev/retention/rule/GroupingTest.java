package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.history.Members;
import dev.retention.rule.Grouping.Reading;
import dev.retention.testkit.Travelled;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GroupingTest {
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(1970, 4, 30)).from(LocalDate.of(1970, 1, 1));
    private static final Cells<String> ONE = Cells.of(List.of("all"));
    private static final Rule<String> CUSTOMERS =
            Rule.of("customers", MONTHS, ONE, (history, sink) -> sink.add(0, history.size()));
    private static final Grouping PARITY =
            Grouping.<Long>of("parity", key -> key == 7 ? null : key % 2 == 0 ? "even" : "odd");
    private static final HistoryStore<Long> STORE =
            LongHistoryBuilder.build(new long[] {1, 2, 2, 3, 7}, new int[] {0, 1, 40, 3, 4});

    @Test
    void everyCustomerIsInOneGroup() {
        ByGroup<Counted<Long, String>> byParity =
                Sweep.over(STORE).count(CUSTOMERS).by(PARITY, table -> table);
        assertThat(byParity.groups()).containsExactly(Group.of("even"), Group.of("odd"), Group.MISSING);
        assertThat(byParity.inGroup("odd").count("all")).isEqualTo(2);
        assertThat(byParity.inGroup("odd").members("all")).containsExactly(1L, 3L);
        assertThat(byParity.inGroup("even").amount("all")).isEqualTo(2);
        assertThat(byParity.inGroup(Group.MISSING).members("all")).containsExactly(7L);
        assertThat(byParity.inGroup("odd").explain(1L).entries()).hasSize(1);
        assertThat(byParity.inGroup("odd").explain(2L).entries()).isEmpty();
        assertThat(byParity).hasToString("customers, by parity of the customer: [even, odd, (missing)]");
        assertThat(byParity.inGroup("odd").rule().definition()).isEqualTo("customers, by parity of the customer: odd");
    }

    @Test
    void aGroupThatWasNotMetIsEmptyNotUnknown() {
        Counted<Long, In<String>> counted = Sweep.over(STORE).count(CUSTOMERS.by(PARITY));
        assertThat(counted.count(new In<>(Group.of("prime"), "all"))).isZero();
        assertThat(counted.members(new In<>(Group.of("prime"), "all"))).isEmpty();
        assertThat(ByGroup.of(counted, table -> table).inGroup("prime").count("all"))
                .isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> counted.count(new In<>(Group.of("odd"), "none")));
    }

    @Test
    void declaredGroupsAreThereThoughEmpty() {
        Rule<In<String>> rule = CUSTOMERS.by(PARITY.declaring("prime"));
        Tally<In<String>> tally = Sweep.over(STORE).count(rule).tally();
        assertThat(ByGroup.of(Sweep.over(STORE).count(rule), table -> table).groups())
                .containsExactly(Group.of("even"), Group.of("odd"), Group.of("prime"), Group.MISSING);
        assertThat(Tally.fromBytes(rule, tally.toBytes())).isEqualTo(tally);
        assertThat(tally.minus(tally)).isEqualTo(Tally.empty(rule));
    }

    @Test
    void theLargestAreKeptAndTheOthersFolded() {
        ByGroup<Counted<Long, String>> top = Sweep.over(STORE)
                .count(CUSTOMERS)
                .by(Grouping.<Long>of("key", key -> "k" + key), table -> table)
                .top(1, table -> table.amount("all"));
        assertThat(top.groups()).containsExactly(Group.of("k2"), Group.OTHER);
        assertThat(top.inGroup(Group.OTHER).members("all")).containsExactly(1L, 3L, 7L);
        assertThat(top.inGroup(Group.OTHER).count("all")).isEqualTo(3);
        assertThatIllegalArgumentException().isThrownBy(() -> top.top(0, table -> 0));
    }

    @Test
    void groupsComeInTheOrderOfTheirCodePoints() {
        List<Group> sorted = List.of(
                        Group.MISSING,
                        Group.of("b"),
                        Group.OTHER,
                        Group.of("\uD83D\uDE00"),
                        Group.of("\uFFFD"),
                        Group.of(""),
                        Group.of("B"),
                        Group.of("(other)"))
                .stream()
                .sorted()
                .collect(Collectors.toList());
        assertThat(sorted)
                .containsExactly(
                        Group.of(""),
                        Group.of("(other)"),
                        Group.of("B"),
                        Group.of("b"),
                        Group.of("\uFFFD"),
                        Group.of("\uD83D\uDE00"),
                        Group.OTHER,
                        Group.MISSING);
        assertThat(Group.of("(other)")).isNotEqualTo(Group.OTHER);
    }

    /** Customers by the months in which they are live: from the first event on. */
    private record LiveRule(Timeline timeline) implements Rule<Period> {
        @Override
        public String definition() {
            return "live";
        }

        @Override
        public Cells<Period> cells() {
            return Cells.of(Axis.periods("period", timeline));
        }

        @Override
        public Moment readAt(int row) {
            return Moment.END;
        }

        @Override
        public void apply(dev.retention.history.History history, CellSink sink) {
            sink.addSpan(0, history.period(0), timeline.size());
        }
    }

    @Test
    void aRunIsSplitWhereTheGroupChanges() {
        // 1 moves from A to B in March; 2 is in no group until February.
        Grouping tier = Grouping.<Long>of(
                "tier",
                Reading.AT_PERIOD,
                (key, day) -> key == 1 ? day.getMonthValue() < 3 ? "A" : "B" : day.getMonthValue() < 2 ? null : "A");
        HistoryStore<Long> store = LongHistoryBuilder.build(new long[] {1, 2}, new int[] {3, 9});
        Counted<Long, In<Period>> counted = Sweep.over(store).count(new LiveRule(MONTHS).by(tier));
        long[] inA = MONTHS.size() == 4 ? new long[4] : new long[0];
        long[] inB = new long[4];
        for (int p = 0; p < 4; p++) {
            inA[p] = counted.count(new In<>(Group.of("A"), MONTHS.period(p)));
            inB[p] = counted.count(new In<>(Group.of("B"), MONTHS.period(p)));
        }
        assertThat(inA).containsExactly(1, 2, 1, 1);
        assertThat(inB).containsExactly(0, 0, 1, 1);
        assertThat(counted.count(new In<>(Group.MISSING, MONTHS.period(0)))).isEqualTo(1);
        assertThat(counted.explain(1L))
                .hasToString("customer 1 [1970-01-04] counts in A: 1970-01 to A: 1970-02, B: 1970-03 to B: 1970-04"
                        + " of live, by tier at each period");
    }

    @Test
    void aReadingThatARuleCannotGiveIsRefused() {
        Grouping tier = Grouping.<Long>of("tier", Reading.AT_PERIOD, (key, day) -> "A");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CUSTOMERS.by(tier))
                .withMessageContaining("does not say when");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CUSTOMERS.by(PARITY).by(PARITY))
                .withMessageContaining("is parted into groups already");
    }

    @Test
    void aMoveTellsItsGroupsWhateverTheirLabels() {
        List<Group> groups = Stream.concat(
                        Stream.of(Group.OTHER, Group.MISSING),
                        Stream.of(
                                        "a",
                                        "",
                                        " ",
                                        "a ",
                                        "a → a",
                                        " → ",
                                        "→",
                                        "\"",
                                        "\"a\"",
                                        "\\",
                                        "a\\",
                                        "\"\\\"",
                                        "\\\" → \"",
                                        "a\nb \"\n",
                                        "(other)",
                                        "(missing)",
                                        "\"(other)\"")
                                .map(Group::of))
                .toList();
        Set<Group> moves = new HashSet<>();
        for (Group from : groups) {
            for (Group to : groups) {
                Group move = Group.move(from, to);
                assertThat(move.from()).isEqualTo(from);
                assertThat(move.to()).isEqualTo(to);
                assertThat(moves.add(move)).isTrue();
            }
        }
    }

    @Test
    void tooManyGroupsAreRefusedWithTheirNumber() {
        Rule<Integer> wide = Rule.of(
                "wide", MONTHS, Cells.of(Axis.range("cell", 0, Cells.MAX_SIZE / 2)), (history, sink) -> sink.add(0));
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> Sweep.over(LongHistoryBuilder.build(new long[] {1, 2, 3}, new int[3]))
                        .count(wide.by(Grouping.<Long>of("key", key -> "k" + key))))
                .withMessageContaining("grouping (key) has met 2 groups")
                .withMessageContaining("customer 3");
    }

    @Test
    void aLiveTableGrowsWithItsGroupsAndForgetsThem() {
        HistoryStore<Long> empty = LongHistoryBuilder.build(new long[0], new int[0]);
        Rule<In<String>> rule = CUSTOMERS.by(PARITY);
        Live<Long> live = Live.from(empty);
        Live<Long>.Table<In<String>> table = live.track(rule);
        live.add(1L, Event.on(LocalDate.of(1970, 1, 1)));
        live.add(2L, Event.on(LocalDate.of(1970, 1, 2)));
        live.remove(1L, Event.on(LocalDate.of(1970, 1, 1)));
        assertThat(table.count(new In<>(Group.of("even"), "all"))).isEqualTo(1);
        assertThat(table.tally())
                .isEqualTo(Sweep.over(LongHistoryBuilder.build(new long[] {2}, new int[] {1}))
                        .count(rule)
                        .tally());
        assertThat(ByGroup.of(Counted.of(rule, table.tally()), counted -> counted.count("all"))
                        .tables())
                .containsExactly(java.util.Map.entry(Group.of("even"), 1L));
    }

    @Test
    void plainLambdasTravelAndOthersAreNamed() {
        Rule<In<String>> arrived = Travelled.of(CUSTOMERS.by(PARITY));
        assertThat(Sweep.over(STORE).count(arrived).tally())
                .isEqualTo(Sweep.over(STORE).count(CUSTOMERS.by(PARITY)).tally());
        Object captured = new Object();
        Rule<String> stuck =
                Rule.of("stuck", MONTHS, ONE, (history, sink) -> sink.add(captured.equals(history) ? 1 : 0));
        assertThatExceptionOfType(NotSerializableException.class)
                .isThrownBy(() -> new ObjectOutputStream(OutputStream.nullOutputStream()).writeObject(stuck))
                .withMessage("rule (stuck) captures something that is not serialisable, of type java.lang.Object");
    }

    @Test
    void aTableOfATallyHasNoMembersAndSaysSo() {
        Counted<Long, String> counted =
                Counted.of(CUSTOMERS, Sweep.over(STORE).count(CUSTOMERS).tally());
        assertThat(counted.count("all")).isEqualTo(4);
        assertThat(counted.hasMembers()).isFalse();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> counted.members("all"))
                .withMessage("table (customers) was made from a tally and has no members: count a store for them");
    }

    @Test
    void anyCollectorTakesAWalk() {
        long events = Sweep.over(STORE).threads(2).collect(MONTHS, Collectors.summingLong(h -> h.size()));
        assertThat(events).isEqualTo(5);
        List<Object> keys = Sweep.over(STORE)
                .threads(3)
                .collect(MONTHS, Collectors.mapping(h -> h.customer(), Collectors.toList()));
        assertThat(keys).containsExactly(1L, 2L, 3L, 7L);
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> Sweep.over(STORE)
                        .collect(MONTHS, Collectors.summingLong(h -> Long.parseLong("x" + h.customer()))))
                .withMessageStartingWith("rule (collector) failed for customer 1: ");
    }

    @Test
    void customersAreListedByGroup() {
        for (int threads = 1; threads <= 3; threads++) {
            ByGroup<Members<Long>> members =
                    Sweep.over(STORE).threads(threads).members(PARITY.declaring("prime"), MONTHS);
            assertThat(members.groups())
                    .containsExactly(Group.of("even"), Group.of("odd"), Group.of("prime"), Group.MISSING);
            assertThat(members.inGroup("odd")).containsExactly(1L, 3L);
            assertThat(members.inGroup("odd").number(1))
                    .isEqualTo(STORE.find(3L).orElseThrow());
            assertThat(members.inGroup("prime")).isEmpty();
            assertThat(members.inGroup("unknown")).isEmpty();
            assertThat(members.inGroup(Group.MISSING)).containsExactly(7L);
            assertThat(members.map(Members::size).top(1, size -> size).inGroup(Group.OTHER))
                    .isEqualTo(2);
        }
        // Who has no event up to the as-of day is in no group.
        Timeline firstDays = Timeline.monthly(LocalDate.of(1970, 1, 3));
        assertThat(Sweep.over(STORE).members(PARITY, firstDays).groups())
                .containsExactly(Group.of("even"), Group.of("odd"));
        Grouping changing = Grouping.of("changing", Reading.AT_PERIOD, (Long key, LocalDate day) -> "a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.over(STORE).members(changing, MONTHS))
                .withMessageContaining("must not be read at each period");
        Grouping failing = Grouping.<Long>of("failing", key -> {
            throw new IllegalStateException("no label");
        });
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> Sweep.over(STORE).members(failing, MONTHS))
                .withMessageContaining("failed for customer 1: no label");
    }

    @Test
    void oneHistoryCanBeLookedAt() {
        assertThat(Sweep.over(STORE).<Integer>look(2L, MONTHS, history -> history.size()))
                .isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.over(STORE).look(9L, MONTHS, history -> history))
                .withMessage("customer (9) has no events in the store");
    }
}
