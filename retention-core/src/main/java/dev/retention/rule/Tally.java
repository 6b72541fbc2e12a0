package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.time.Timeline;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a table: for every cell how many customers it holds and the sum of their amounts, exactly.
 *
 * <p>Tallies of the same rule over disjoint sets of customers add up to the tally of all of them, whatever the split and the
 * order: they form a commutative group under {@link #plus}, with {@link #minus} as its inverse. So one core, several cores
 * and a cluster give the same bits. A tally travels as bytes; see {@link #toBytes}.
 *
 * <ul>
 *   <li>Tallies add only if they count the same: definition, timeline, axes of the cells and currency must be equal. A January
 *       tally never adds to a February one. Groups need not be the same: they are united by label.
 *   <li>Groups that nobody is in are left out, unless they were declared. The count of a group that was not met is 0.
 *   <li>A tally whose numbers are all 0 has no currency, so that every tally less itself is the {@link #empty} one.
 *   <li>Sums are kept in 128 bits. Only reading an amount that does not fit a {@code long} fails.
 * </ul>
 *
 * <p>This class is immutable, thread-safe and serialisable if its cells are. Adding takes time in proportion to the number of
 * cells.
 *
 * @param <C> the type of cells
 * @since 0.1.0
 */
public final class Tally<C> implements Serializable {
    private static final long serialVersionUID = 1;

    private final String definition;
    private final Timeline timeline;
    private final @Nullable Currency currency;
    private final Cells<C> cells;
    private final transient long[] counts;
    private final transient Sums amounts;

    private Tally(
            String definition,
            Timeline timeline,
            @Nullable Currency currency,
            Cells<C> cells,
            long[] counts,
            Sums amounts) {
        this.definition = definition;
        this.timeline = timeline;
        this.cells = cells;
        this.counts = counts;
        this.amounts = amounts;
        this.currency = isZero() ? null : currency;
    }

    /** The tally of a sink's numbers, whose groups are in the order in which they were met. */
    static <C> Tally<C> of(
            Rule<C> rule, @Nullable Currency currency, @Nullable GroupIndex groups, long[] counts, Sums amounts) {
        Cells<C> cells = rule.cells();
        if (groups == null) {
            return new Tally<>(rule.definition(), rule.timeline(), currency, cells, counts, amounts);
        }
        int inner = groups.cellsOfEach();
        List<Group> met = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            if (!isZero(counts, amounts, g * inner, (g + 1) * inner)) {
                met.add(groups.group(g));
            }
        }
        Cells<C> own = grown(cells, met);
        long[] ordered = new long[own.size()];
        Sums sums = new Sums(own.size());
        int to = 0;
        for (Group group : ((Cells.Grouped<?>) own).groups()) {
            int from = groups.find(group) * inner;
            for (int i = 0; i < inner; i++, to++) {
                if (from >= 0 && from + i < counts.length) {
                    ordered[to] = counts[from + i];
                    sums.add(to, amounts, from + i, 1);
                }
            }
        }
        return new Tally<>(rule.definition(), rule.timeline(), currency, own, ordered, sums);
    }

    @SuppressWarnings("unchecked") // the cells of a table with groups stay of their type
    private static <C> Cells<C> grown(Cells<C> cells, List<Group> groups) {
        return (Cells<C>) ((Cells.Grouped<?>) cells).with(groups);
    }

    private static boolean isZero(long[] counts, Sums amounts, int from, int to) {
        for (int i = from; i < Math.min(to, counts.length); i++) {
            if (counts[i] != 0 || !amounts.isZero(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isZero() {
        return isZero(counts, amounts, 0, counts.length);
    }

    /**
     * The tally of no customers.
     *
     * @param rule the rule
     * @param <C> the type of cells
     * @return a tally without currency, which adds to tallies of any currency
     */
    public static <C> Tally<C> empty(Rule<C> rule) {
        int size = rule.cells().size();
        return new Tally<>(rule.definition(), rule.timeline(), null, rule.cells(), new long[size], new Sums(size));
    }

    /**
     * Collects histories into a tally; histories must be of different customers and of a timeline that is the rule's.
     *
     * @param rule the rule
     * @param <C> the type of cells
     * @return a collector, which may be used on parallel streams
     */
    public static <C> Collector<History, ?, Tally<C>> collector(Rule<C> rule) {
        requireNonNull(rule, "rule");
        return Collector.of(() -> new Asked<>(rule), Asked::add, Asked::plus, Asked::tally);
    }

    /**
     * What is counted, in words.
     *
     * @return the rule's definition
     */
    public String definition() {
        return definition;
    }

    /**
     * The periods in which the rule thinks.
     *
     * @return the rule's timeline
     */
    public Timeline timeline() {
        return timeline;
    }

    /**
     * The currency of the amounts.
     *
     * @return the currency, or empty if there are no amounts in a currency
     */
    public Optional<Currency> currency() {
        return Optional.ofNullable(currency);
    }

    /**
     * The cells.
     *
     * @return the cells; of a table with groups, those of the groups that are there
     */
    public Cells<C> cells() {
        return cells;
    }

    /**
     * How many customers a cell holds.
     *
     * @param cell the cell
     * @return at least 0, but for differences of tallies; 0 in a group that was not met
     * @throws IllegalArgumentException if the table has no such cell
     */
    public long count(C cell) {
        int at = cells.lookUp(cell);
        return at < 0 ? 0 : counts[at];
    }

    /**
     * The sum of the amounts in a cell.
     *
     * @param cell the cell
     * @return minor units of the currency; 0 in a group that was not met
     * @throws IllegalArgumentException if the table has no such cell
     * @throws ArithmeticException if the sum does not fit a long; the message names the cell and the sum
     */
    public long amount(C cell) {
        int at = cells.lookUp(cell);
        return at < 0 ? 0 : amountAt(at);
    }

    /**
     * How many customers the cell with an index holds.
     *
     * @param index the index of the cell
     * @return at least 0, but for differences of tallies
     * @throws IndexOutOfBoundsException if there is no such cell
     */
    public long countAt(int index) {
        return counts[index];
    }

    /**
     * The sum of the amounts in the cell with an index.
     *
     * @param index the index of the cell
     * @return minor units of the currency
     * @throws IndexOutOfBoundsException if there is no such cell
     * @throws ArithmeticException if the sum does not fit a long; the message names the cell and the sum
     */
    public long amountAt(int index) {
        if (!amounts.fitsLong(index)) {
            throw new ArithmeticException(
                    "the amount of cell " + cells.cell(index) + " does not fit a long: it is " + amounts.exact(index));
        }
        return amounts.low(index);
    }

    /**
     * Adds the tally of other customers.
     *
     * @param other a tally of the same rule over customers that are not in this one
     * @return the tally of both
     * @throws TallyMismatchException if the definitions, timelines, axes or currencies differ
     * @throws ArithmeticException if a count does not fit a long
     */
    public Tally<C> plus(Tally<C> other) {
        return combined(other, 1);
    }

    /**
     * Takes the tally of some customers away.
     *
     * @param other a tally of the same rule
     * @return the difference, whose numbers may be negative
     * @throws TallyMismatchException if the definitions, timelines, axes or currencies differ
     * @throws ArithmeticException if a count does not fit a long
     */
    public Tally<C> minus(Tally<C> other) {
        return combined(other, -1);
    }

    private Tally<C> combined(Tally<C> other, int sign) {
        if (!isSameAs(other)) {
            throw new TallyMismatchException(describe(), other.describe());
        }
        Cells<C> all = cells.equals(other.cells) ? cells : grown(cells, united(other));
        long[] sumCounts = all == cells ? counts.clone() : new long[all.size()];
        Sums sums = all == cells ? amounts.copy() : new Sums(all.size());
        if (all != cells) {
            this.addTo(all, sumCounts, sums, 1);
        }
        other.addTo(all, sumCounts, sums, sign);
        Tally<C> sum =
                new Tally<>(definition, timeline, currency == null ? other.currency : currency, all, sumCounts, sums);
        return all instanceof Cells.Grouped<?> ? sum.withoutEmptyGroups() : sum;
    }

    private List<Group> united(Tally<C> other) {
        TreeSet<Group> groups = new TreeSet<>(((Cells.Grouped<?>) cells).groups());
        groups.addAll(((Cells.Grouped<?>) other.cells).groups());
        return List.copyOf(groups);
    }

    /** Adds the numbers to those of cells that have all of these groups. */
    private void addTo(Cells<C> all, long[] toCounts, Sums toAmounts, int sign) {
        int inner = cells instanceof Cells.Grouped<?> g ? g.inner().size() : counts.length;
        for (int start = 0; start < counts.length; start += inner) {
            int shift = all == cells || all.equals(cells) ? 0 : all.indexOf(cells.cellAt(start)) - start;
            for (int i = start; i < start + inner; i++) {
                toCounts[i + shift] = sign > 0
                        ? Math.addExact(toCounts[i + shift], counts[i])
                        : Math.subtractExact(toCounts[i + shift], counts[i]);
                toAmounts.add(i + shift, amounts, i, sign);
            }
        }
    }

    private Tally<C> withoutEmptyGroups() {
        Cells.Grouped<?> grouped = (Cells.Grouped<?>) cells;
        int inner = grouped.inner().size();
        List<Group> met = new ArrayList<>();
        for (int g = 0; g < grouped.groups().size(); g++) {
            if (!isZero(counts, amounts, g * inner, (g + 1) * inner)) {
                met.add(grouped.groups().get(g));
            }
        }
        Cells<C> all = grown(cells, met);
        if (all.equals(cells)) {
            return this;
        }
        long[] left = new long[all.size()];
        Sums sums = new Sums(all.size());
        int to = 0;
        for (Group group : ((Cells.Grouped<?>) all).groups()) {
            int from = Collections.binarySearch(grouped.groups(), group) * inner;
            for (int i = 0; i < inner; i++, to++) {
                left[to] = counts[from + i];
                sums.add(to, amounts, from + i, 1);
            }
        }
        return new Tally<>(definition, timeline, currency, all, left, sums);
    }

    /** The numbers of some groups of a table with groups, added up cell by cell, as a table of the rule that was parted. */
    <D> Tally<D> slice(Rule<D> parted, java.util.Collection<Group> groups) {
        Cells.Grouped<?> grouped = (Cells.Grouped<?>) cells;
        int inner = grouped.inner().size();
        long[] sumCounts = new long[inner];
        Sums sums = new Sums(inner);
        for (Group group : groups) {
            int from = Collections.binarySearch(grouped.groups(), group) * inner;
            for (int i = 0; i < inner && from >= 0; i++) {
                sumCounts[i] += counts[from + i];
                sums.add(i, amounts, from + i, 1);
            }
        }
        return new Tally<>(parted.definition(), timeline, currency, parted.cells(), sumCounts, sums);
    }

    private boolean isSameAs(Tally<?> other) {
        boolean sameMoney = currency == null || other.currency == null || currency.equals(other.currency);
        return definition.equals(other.definition)
                && timeline.equals(other.timeline)
                && cells.axes().equals(other.cells.axes())
                && cells.getClass() == other.cells.getClass()
                && sameMoney;
    }

    private String describe() {
        return definition + ", " + timeline + " (" + cells + (currency == null ? "" : ", " + currency) + ")";
    }

    /**
     * The tally as bytes, to travel between machines or versions of this library.
     *
     * <p>Big-endian: {@code RTLY}, a version byte (2), definition and timeline as text, the currency code or three zero bytes,
     * the axes, the groups, then for each cell that is not zero its distance from the last one, count and amount as
     * variable-length integers, a zero distance as the end, and a CRC-32 of everything before. Cells without customers take no
     * room.
     *
     * @return the bytes, the same for equal tallies
     */
    public byte[] toBytes() {
        SortedMap<Group, Boolean> groups = null;
        SortedMap<Group, SortedMap<Integer, TallyBytes.Entry>> entries = new TreeMap<>();
        int inner = counts.length;
        if (cells instanceof Cells.Grouped<?> grouped) {
            groups = new TreeMap<>();
            inner = grouped.inner().size();
            for (Group group : grouped.groups()) {
                groups.put(group, grouped.declared().contains(group));
            }
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0 || !amounts.isZero(i)) {
                Group group = cells instanceof Cells.Grouped<?> grouped
                        ? grouped.groups().get(i / inner)
                        : TallyBytes.ALL;
                entries.computeIfAbsent(group, unused -> new TreeMap<>())
                        .put(i % inner, new TallyBytes.Entry(counts[i], amounts.low(i), amounts.carryOf(i)));
            }
        }
        List<List<String>> axes =
                cells.axes().stream().map(axis -> List.copyOf(axis.identity())).toList();
        return new TallyBytes(definition, timeline.toString(), currency, axes, groups, inner, entries).write();
    }

    /**
     * Reads a tally from bytes.
     *
     * @param rule the rule that the tally was made with
     * @param bytes what {@link #toBytes} gave
     * @param <C> the type of cells
     * @return the tally
     * @throws IllegalArgumentException if the bytes are no tally, are damaged or of a version that this library does not know
     * @throws TallyMismatchException if the tally is of another rule
     */
    public static <C> Tally<C> fromBytes(Rule<C> rule, byte[] bytes) {
        requireNonNull(rule, "rule");
        return read(empty(rule), bytes);
    }

    /**
     * Adds tallies up as they travel, without their rule.
     *
     * @param first what {@link #toBytes} gave
     * @param others tallies of the same rule over other customers
     * @return the bytes of the tally of all
     * @throws IllegalArgumentException if the bytes are no tallies, or are damaged
     * @throws TallyMismatchException if the tallies are of different rules
     */
    public static byte[] merge(byte[] first, byte[]... others) {
        TallyBytes sum = TallyBytes.read(first);
        for (byte[] other : others) {
            sum = sum.plus(TallyBytes.read(other));
        }
        return sum.write();
    }

    private static <C> Tally<C> read(Tally<C> like, byte[] bytes) {
        TallyBytes read = TallyBytes.read(bytes);
        TallyBytes frame = TallyBytes.read(like.toBytes());
        // Refuses tallies of other rules.
        TallyBytes unused = new TallyBytes(
                        frame.definition(),
                        frame.timeline(),
                        null,
                        frame.axes(),
                        frame.groups(),
                        frame.cellsOfGroup(),
                        new TreeMap<>())
                .plus(read);
        checkArgument(
                read.cellsOfGroup() == frame.cellsOfGroup(),
                "bytes tell of %s cells, the rule has %s",
                read.cellsOfGroup(),
                unused.cellsOfGroup());
        Cells<C> cells = like.cells;
        if (read.groups() != null) {
            checkArgument(
                    (long) read.groups().size() * read.cellsOfGroup() <= Cells.MAX_SIZE,
                    "bytes hold %s groups of %s cells, more than %s cells",
                    read.groups().size(),
                    read.cellsOfGroup(),
                    Cells.MAX_SIZE);
            cells = grown(cells, List.copyOf(read.groups().keySet()));
        }
        long[] counts = new long[cells.size()];
        Sums amounts = new Sums(cells.size());
        int start = 0;
        List<Group> groups = cells instanceof Cells.Grouped<?> grouped ? grouped.groups() : List.of(TallyBytes.ALL);
        for (Group group : groups) {
            int from = start;
            read.groupCells().getOrDefault(group, new TreeMap<>()).forEach((cell, entry) -> {
                counts[from + cell] = entry.count();
                amounts.set(from + cell, entry.low(), entry.carry());
            });
            start += read.cellsOfGroup();
        }
        return new Tally<>(like.definition, like.timeline, read.currency(), cells, counts, amounts);
    }

    private Object writeReplace() {
        return new Travelling<>(definition, timeline, cells, toBytes());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a tally is read through its bytes");
    }

    /** The serialised form: what the tally counts, and its bytes, which are checked on reading. */
    private record Travelling<C>(String definition, Timeline timeline, Cells<C> cells, byte[] bytes)
            implements Serializable {
        private Object readResolve() throws InvalidObjectException {
            try {
                int size = cells.size();
                return read(new Tally<>(definition, timeline, null, cells, new long[size], new Sums(size)), bytes);
            } catch (IllegalArgumentException e) {
                InvalidObjectException invalid = new InvalidObjectException(e.getMessage());
                invalid.initCause(e);
                throw invalid;
            }
        }
    }

    /** Tallies are equal if they count the same and all numbers agree. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tally<?> that
                && isSameAs(that)
                && Objects.equals(currency, that.currency)
                && cells.equals(that.cells)
                && Arrays.equals(counts, that.counts)
                && amounts.equals(that.amounts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts) * 31 + amounts.hashCode();
    }

    /** Prints the definition and the cells that are not zero, the first ten of them. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(definition).append(':');
        int shown = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0 || !amounts.isZero(i)) {
                if (shown == 10) {
                    return text.append(", …").toString();
                }
                text.append(shown++ == 0 ? " " : ", ").append(cells.cell(i)).append(' ');
                text.append(counts[i]);
                if (!amounts.isZero(i)) {
                    text.append(" (").append(amounts.exact(i)).append(')');
                }
            }
        }
        return text.toString();
    }
}
