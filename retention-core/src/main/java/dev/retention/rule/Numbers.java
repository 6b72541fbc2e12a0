package dev.retention.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A count and an exact sum for each of some cells. Where cells are of groups, each group has a block of its own; the groups are in
 * order, and those that nobody is in are left out unless they were declared.
 */
final class Numbers<C> {
    private final Cells<C> cells;
    private final long[] counts;
    private final Sums amounts;

    private Numbers(Cells<C> cells, long[] counts, Sums amounts) {
        this.cells = cells;
        this.counts = counts;
        this.amounts = amounts;
    }

    static <C> Numbers<C> zero(Cells<C> cells) {
        return new Numbers<>(cells, new long[cells.size()], new Sums(cells.size()));
    }

    /** The numbers of a sink, whose groups are in the order in which they were met. */
    static <C> Numbers<C> of(Cells<C> cells, @Nullable GroupIndex met, long[] counts, Sums amounts) {
        if (met == null) {
            return new Numbers<>(cells, counts, amounts);
        }
        TreeMap<Group, Integer> starts = new TreeMap<>();
        for (int group = 0; group < met.size(); group++) {
            starts.put(met.group(group), group * met.cellsOfEach());
        }
        return zero(cells).with(new Blocks(starts, met.cellsOfEach(), counts, amounts), 1);
    }

    /** Where the numbers of which group begin. */
    private static final class Blocks {
        private final NavigableMap<Group, Integer> starts;
        private final int size;
        private final long[] counts;
        private final Sums amounts;

        Blocks(NavigableMap<Group, Integer> starts, int size, long[] counts, Sums amounts) {
            this.starts = starts;
            this.size = size;
            this.counts = counts;
            this.amounts = amounts;
        }

        boolean isZero(Group group) {
            int start = starts.getOrDefault(group, counts.length);
            return isAllZero(counts, amounts, start, Math.min(start + size, counts.length));
        }
    }

    private Blocks blocks() {
        TreeMap<Group, Integer> starts = new TreeMap<>();
        for (Group group : groups()) {
            starts.put(group, starts.size() * block());
        }
        return new Blocks(starts, block(), counts, amounts);
    }

    /** The numbers and those of some blocks, added or ({@code sign} −1) taken away. */
    private Numbers<C> with(Blocks more, int sign) {
        Blocks own = blocks();
        TreeSet<Group> all = new TreeSet<>(own.starts.keySet());
        more.starts.keySet().stream().filter(group -> !more.isZero(group)).forEach(all::add);
        Numbers<C> sum = zero(grown(cells, all));
        sum.add(own, 1);
        sum.add(more, sign);
        return sum.withoutEmptyGroups();
    }

    private void add(Blocks more, int sign) {
        int to = 0;
        for (Group group : groups()) {
            int from = more.starts.getOrDefault(group, counts.length + more.counts.length);
            int end = Math.min(from + more.size, more.counts.length);
            for (int i = from; i < end; i++) {
                add(to + i - from, more.counts[i], more.amounts, i, sign);
            }
            to += block();
        }
    }

    private void add(int cell, long count, Sums sums, int at, int sign) {
        counts[cell] = sign > 0 ? Math.addExact(counts[cell], count) : Math.subtractExact(counts[cell], count);
        amounts.add(cell, sums, at, sign);
    }

    /** The numbers and those of another table of the same rule, added or ({@code sign} −1) taken away. */
    Numbers<C> with(Numbers<C> other, int sign) {
        if (isGrouped()) {
            return with(other.blocks(), sign);
        }
        Numbers<C> sum = new Numbers<>(cells, counts.clone(), amounts.copy());
        for (int i = 0; i < counts.length; i++) {
            sum.add(i, other.counts[i], other.amounts, i, sign);
        }
        return sum;
    }

    private Numbers<C> withoutEmptyGroups() {
        List<Group> declared = ((Cells.Grouped<?>) cells).declared();
        Blocks own = blocks();
        List<Group> met = new ArrayList<>(own.starts.keySet());
        met.removeIf(group -> !declared.contains(group) && own.isZero(group));
        if (met.size() == own.starts.size()) {
            return this;
        }
        Numbers<C> left = zero(grown(cells, met));
        left.add(own, 1);
        return left;
    }

    /** The numbers of some groups, added up cell by cell. */
    <D> Numbers<D> slice(Cells<D> parted, Collection<Group> wanted) {
        Numbers<D> sum = zero(parted);
        List<Group> ordered = groups();
        for (Group group : wanted) {
            int at = Collections.binarySearch(ordered, group);
            int from = at < 0 ? counts.length : at * block();
            for (int i = from; i < Math.min(from + block(), counts.length); i++) {
                sum.add(i - from, counts[i], amounts, i, 1);
            }
        }
        return sum;
    }

    /** The numbers of groups, added up from these of the moves between them; some rows are of the group to which a move goes. */
    Numbers<C> ofMoves(Cells<C> groups, IntPredicate isOfEnd) {
        Map<Group, Integer> moves = blocks().starts;
        moves.keySet().removeIf(blocks()::isZero);
        TreeSet<Group> ends = new TreeSet<>();
        moves.keySet().forEach(move -> Collections.addAll(ends, move.from(), move.to()));
        Numbers<C> sum = zero(grown(groups, ends));
        moves.forEach((move, start) -> {
            int from = Collections.binarySearch(sum.groups(), move.from()) * block();
            int to = Collections.binarySearch(sum.groups(), move.to()) * block();
            for (int i = 0; i < block(); i++) {
                sum.add(i + (isOfEnd.test(i / cells.width()) ? to : from), counts[start + i], amounts, start + i, 1);
            }
        });
        return sum.withoutEmptyGroups();
    }

    @SuppressWarnings("unchecked") // the cells of a table with groups stay of their type
    private static <C> Cells<C> grown(Cells<C> cells, Collection<Group> groups) {
        return (Cells<C>) ((Cells.Grouped<?>) cells).with(groups);
    }

    boolean isGrouped() {
        return cells instanceof Cells.Grouped<?>;
    }

    /** The groups, or the one that stands for a table without any. */
    private List<Group> groups() {
        return cells instanceof Cells.Grouped<?> grouped ? grouped.groups() : Collections.singletonList(TallyBytes.ALL);
    }

    private int block() {
        return cells instanceof Cells.Grouped<?> grouped ? grouped.inner().size() : counts.length;
    }

    Cells<C> cells() {
        return cells;
    }

    long count(int cell) {
        return counts[cell];
    }

    Sums amounts() {
        return amounts;
    }

    boolean isZero(int cell) {
        return counts[cell] == 0 && amounts.isZero(cell);
    }

    boolean isZero() {
        return isAllZero(counts, amounts, 0, counts.length);
    }

    private static boolean isAllZero(long[] counts, Sums amounts, int from, int to) {
        for (int i = from; i < to; i++) {
            if (counts[i] != 0 || !amounts.isZero(i)) {
                return false;
            }
        }
        return true;
    }

    /** The groups and which of them are there though empty; null without groups. */
    @Nullable
    NavigableMap<Group, Boolean> travellingGroups() {
        if (!(cells instanceof Cells.Grouped<?> grouped)) {
            return null;
        }
        NavigableMap<Group, Boolean> groups = new TreeMap<>();
        grouped.groups().forEach(group -> groups.put(group, grouped.declared().contains(group)));
        return groups;
    }

    /** The numbers that are not zero, by group and cell. */
    NavigableMap<Group, NavigableMap<Integer, TallyBytes.Entry>> entries() {
        NavigableMap<Group, NavigableMap<Integer, TallyBytes.Entry>> entries = new TreeMap<>();
        List<Group> groups = groups();
        for (int i = 0; i < counts.length; i++) {
            if (!isZero(i)) {
                entries.computeIfAbsent(groups.get(i / block()), unused -> new TreeMap<>())
                        .put(i % block(), new TallyBytes.Entry(counts[i], amounts.low(i), amounts.carryOf(i)));
            }
        }
        return entries;
    }

    /** The numbers of a table of these cells that travelled. */
    Numbers<C> of(TallyBytes read) {
        Numbers<C> numbers = read.groups() == null
                ? zero(cells)
                : zero(grown(cells, read.groups().keySet()));
        int start = 0;
        for (Group group : numbers.groups()) {
            int from = start;
            read.groupCells().getOrDefault(group, new TreeMap<>()).forEach((cell, entry) -> {
                numbers.counts[from + cell] = entry.count();
                numbers.amounts.set(from + cell, entry.low(), entry.carry());
            });
            start += numbers.block();
        }
        return numbers;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Numbers<?> that
                && cells.equals(that.cells)
                && Arrays.equals(counts, that.counts)
                && amounts.equals(that.amounts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts) * 31 + amounts.hashCode();
    }
}
