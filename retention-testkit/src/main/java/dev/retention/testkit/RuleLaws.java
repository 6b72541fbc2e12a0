package dev.retention.testkit;

import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Cells;
import dev.retention.rule.Counted;
import dev.retention.rule.Explanation;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.In;
import dev.retention.rule.Restatement;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What {@link RuleContract} checks of a rule and stores. */
final class RuleLaws {
    private RuleLaws() {}

    static <D> Tally<D> tally(HistoryStore<Long> store, Rule<D> rule) {
        return Sweep.over(store).count(rule).tally();
    }

    static <D> void parts(Rule<D> rule, HistoryStore<Long> store, List<HistoryStore<Long>> parts, int threads) {
        Tally<D> whole = tally(store, rule);
        Law.same(
                "the number of threads does not matter",
                Sweep.over(store).threads(threads).count(rule).tally(),
                whole);
        Tally<D> sum = Tally.empty(rule);
        byte[] merged = sum.toBytes();
        for (HistoryStore<Long> part : parts) {
            Tally<D> tally = tally(part, rule);
            sum = tally.plus(sum);
            merged = Tally.merge(merged, tally.toBytes());
        }
        Law.same("the parts add up to the whole", sum, whole);
        Law.same("equal tallies have equal hash codes", sum.hashCode(), whole.hashCode());
        Law.same("bytes of the parts merge to those of the whole", hex(merged), hex(whole.toBytes()));
        Law.same("a tally comes back from its bytes", Tally.fromBytes(rule, merged), whole);
        Law.same("what is taken from itself is empty", sum.minus(whole), Tally.empty(rule));
        Law.same("a table can be made of a tally", Counted.of(rule, sum).tally(), sum);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** A count is the size of its members, all explained. */
    static <D> void explained(Rule<D> rule, HistoryStore<Long> store) {
        Counted<Long, D> counted = Sweep.over(store).count(rule);
        Cells<D> axes = counted.tally().cells();
        List<D> cells = counted.cells();
        Map<D, List<Long>> explained = new HashMap<>();
        long[] amounts = new long[axes.size()];
        for (int customer = 0; customer < store.customers(); customer++) {
            Long key = store.customer(customer);
            for (Explanation.Entry<D> entry : counted.explain(key).entries()) {
                int last = axes.indexOf(entry.last());
                for (int cell = axes.indexOf(entry.cell()); cell <= last; cell++) {
                    explained
                            .computeIfAbsent(axes.cell(cell), unused -> new ArrayList<>())
                            .add(key);
                    amounts[cell] += entry.amount();
                }
            }
        }
        Law.same("the cells that are explained are those counted", explained.keySet(), new HashSet<>(cells));
        Map<D, Members<Long>> members = counted.membersOf(cells);
        for (D cell : cells) {
            List<Long> who = explained.getOrDefault(cell, List.of());
            Law.same("the members of " + cell + " are those explained", list(requireNonNull(members.get(cell))), who);
            Law.same("the count of " + cell + " is the number of its members", counted.count(cell), who.size());
            Law.same("amounts in " + cell + " add up", counted.amount(cell), amounts[axes.indexOf(cell)]);
            Law.same("the state of " + cell + " is the rule's", counted.state(cell), rule.state(cell));
        }
    }

    private static List<Long> list(Iterable<Long> members) {
        List<Long> list = new ArrayList<>();
        members.forEach(list::add);
        return list;
    }

    static <D> void members(Counted<Long, D> table) {
        table.membersOf(table.cells())
                .forEach((cell, members) -> Law.same(
                        "the count of " + cell + " is the number of its members", table.count(cell), members.size()));
    }

    /** One of several. */
    static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    /** The laws of moves for one of the groupings that are read at each period. */
    static <D> void moves(Rule<D> rule, HistoryStore<Long> store, List<Grouping> groupings, Random random) {
        List<Grouping> moving = groupings.stream()
                .filter(grouping -> grouping.reading() == Grouping.Reading.AT_PERIOD && !grouping.isOfMoves())
                .toList();
        if (!moving.isEmpty()) {
            moves(rule, store, any(moving, random));
        }
    }

    /** A grouping is counted beside its moves as each alone, and its tables have their members. */
    static <D> void moves(Rule<D> rule, HistoryStore<Long> store, Grouping grouping) {
        List<Grouping> both = List.of(grouping, grouping.moves());
        List<Counted<Long, In<D>>> counted = Sweep.over(store).threads(2).countBy(rule, both);
        for (int i = 0; i < 2; i++) {
            Law.same(
                    "counted together as alone " + by(both.get(i)),
                    counted.get(i).tally(),
                    tally(store, rule.by(both.get(i))));
        }
        ByGroup.of(counted.get(0), table -> table).tables().values().forEach(RuleLaws::members);
    }

    static <D> void restatement(Rule<D> rule, HistoryStore<Long> earlier, HistoryStore<Long> later) {
        Tally<D> was = tally(earlier, rule);
        Tally<D> is = tally(later, rule);
        Restatement<Long, D> restatement = Restatement.of(rule, earlier, later);
        for (Restatement.CellChange<D> change : restatement.cells()) {
            D cell = change.cell();
            Law.same("the change of " + cell, change.customers(), is.count(cell) - was.count(cell));
            Law.same("the change of the amount in " + cell, change.amount(), is.amount(cell) - was.amount(cell));
        }
        Map<D, long[]> sums = new HashMap<>();
        restatement
                .customers()
                .forEach(customer -> customer.changes().forEach(change -> {
                    long[] sum = sums.computeIfAbsent(change.cell(), unused -> new long[2]);
                    sum[0] += change.customers();
                    sum[1] += change.amount();
                }));
        Tally<D> difference = is.minus(was);
        for (int i = 0; i < difference.cells().size(); i++) {
            D cell = difference.cells().cell(i);
            long[] sum = sums.getOrDefault(cell, new long[2]);
            Law.same("the customers' changes sum up in " + cell, sum[0], difference.countAt(i));
            Law.same("the customers' changes of amounts sum up in " + cell, sum[1], difference.amountAt(i));
        }
        Law.same(
                "what did not change moves nobody",
                Restatement.of(rule, earlier, earlier).customers(),
                List.of());
    }

    /** The largest group and the others, as they are shown of a table. */
    static <D> Map<Group, Tally<D>> top(Counted<Long, In<D>> counted) {
        return ByGroup.of(counted, Counted::tally)
                .top(
                        1,
                        tally -> IntStream.range(0, tally.cells().size())
                                .mapToLong(tally::countAt)
                                .sum())
                .tables();
    }

    static <D> void travel(Rule<D> rule, HistoryStore<Long> store) {
        Tally<D> tally = tally(store, rule);
        Rule<D> arrived = Travelled.of(rule);
        Law.same("the definition travels", arrived.definition(), rule.definition());
        Law.same("the timeline travels", arrived.timeline(), rule.timeline());
        Law.same("the cells travel", arrived.cells(), rule.cells());
        Law.same(
                "cells that travelled have the same hash code",
                arrived.cells().hashCode(),
                rule.cells().hashCode());
        Law.same("a rule that travelled counts the same", tally(store, arrived), tally);
        Law.same("the tally travels", Travelled.of(tally), tally);
        for (int i = 0; i < rule.cells().size(); i++) {
            Law.same(
                    "a cell is found where it is",
                    rule.cells().indexOf(rule.cells().cell(i)),
                    i);
        }
    }

    static <D> boolean isRefused(Tally<D> one, Tally<D> other) {
        try {
            one.plus(other);
            return false;
        } catch (TallyMismatchException e) {
            return true;
        }
    }

    /** A grouping in words: as it prints where that says by what already. */
    private static String by(Grouping grouping) {
        String words = grouping.toString();
        return words.startsWith("by ") ? words : "by " + words;
    }

    /** The groupings of a test, of which there must be some. */
    static List<Grouping> asked(@Nullable List<Grouping> groupings) {
        List<Grouping> given = Law.given(groupings, "groupings(Rule)");
        if (given.isEmpty()) {
            throw new AssertionError("groupings(Rule) must return at least one grouping");
        }
        return given;
    }

    /** Groups add up to the whole; of one grouping the tables are looked at closely. */
    static <D> void groups(Rule<D> rule, HistoryStore<Long> store, List<Grouping> groupings, int alone) {
        Tally<D> whole = tally(store, rule);
        List<Counted<Long, In<D>>> together = Sweep.over(store).countBy(rule, groupings);
        for (int i = 0; i < groupings.size(); i++) {
            String by = " " + by(groupings.get(i));
            ByGroup<Counted<Long, D>> byGroup = ByGroup.of(together.get(i), table -> table);
            long[] counts = new long[whole.cells().size()];
            long[] amounts = new long[counts.length];
            for (Counted<Long, D> table : byGroup.tables().values()) {
                for (int cell = 0; cell < counts.length; cell++) {
                    counts[cell] += table.tally().countAt(cell);
                    amounts[cell] += table.tally().amountAt(cell);
                }
            }
            for (int cell = 0; cell < counts.length; cell++) {
                Law.same("groups add up" + by, counts[cell], whole.countAt(cell));
                Law.same("amounts of groups add up" + by, amounts[cell], whole.amountAt(cell));
            }
            if (i == alone) {
                Rule<In<D>> grouped = rule.by(groupings.get(i));
                Tally<In<D>> tally = tally(store, grouped);
                Law.same("counted together as alone" + by, together.get(i).tally(), tally);
                Law.same(
                        "the number of threads does not matter" + by,
                        Sweep.over(store).threads(2).count(grouped).tally(),
                        tally);
                byGroup.tables().values().forEach(RuleLaws::members);
                byGroup.top(1, table -> table.cells().size()).tables().values().forEach(RuleLaws::members);
            }
        }
    }
}
