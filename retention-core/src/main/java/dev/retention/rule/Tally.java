package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.Timeline;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a table: for every cell how many customers it holds and the sum of their amounts, exactly.
 *
 * <p>Tallies of the same rule over disjoint sets of customers add up to the tally of all of them, whatever the split and the order: they
 * form a commutative group under {@link #plus}, with {@link #minus} as its inverse. So one core, several cores and a cluster give the
 * same bits. A tally travels as bytes; see {@link #toBytes}.
 *
 * <pre>{@code
 * Rule<CohortCell> rule = CohortRetention.over(months).rule();
 * Tally<CohortCell> both = Sweep.over(orders).count(rule).tally().plus(Tally.fromBytes(rule, bytesOfTheOtherHalf));
 * }</pre>
 *
 * <ul>
 *   <li>Tallies add only if they count the same: definition, timeline, axes of the cells and currency must be equal. A January tally
 *       never adds to a February one. Groups need not be the same: they are united by label.
 *   <li>Groups that nobody is in are left out, unless they were declared. The count of a group that was not met is 0.
 *   <li>A tally whose numbers are all 0 has no currency, so that every tally less itself is the {@link #empty} one.
 *   <li>Sums are kept in 128 bits. Only reading an amount that does not fit a {@code long} fails.
 * </ul>
 *
 * <p>This class is immutable, thread-safe and serialisable if its cells are. Adding takes time in proportion to the number of cells.
 *
 * @param <C> the type of cells
 * @since 0.1.0
 */
public final class Tally<C> implements Serializable, Tabular {
    private static final long serialVersionUID = 1;

    private final String definition;
    private final Timeline timeline;
    private final @Nullable Currency currency;
    final transient Numbers<C> numbers;

    private Tally(String definition, Timeline timeline, @Nullable Currency currency, Numbers<C> numbers) {
        this.definition = definition;
        this.timeline = timeline;
        this.numbers = numbers;
        this.currency = numbers.isZero() ? null : currency;
    }

    /** The tally of a rule's numbers. */
    static <C> Tally<C> of(Rule<C> rule, @Nullable Currency currency, Numbers<C> numbers) {
        return new Tally<>(rule.definition(), rule.timeline(), currency, numbers);
    }

    /**
     * The tally of no customers.
     *
     * @param rule the rule
     * @param <C> the type of cells
     * @return a tally without currency, which adds to tallies of any currency
     */
    public static <C> Tally<C> empty(Rule<C> rule) {
        return of(requireNonNull(rule, "rule"), null, Numbers.zero(rule.cells()));
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

    /** {@return what is counted, in words: the rule's definition} */
    public String definition() {
        return definition;
    }

    /** {@return the periods in which the rule thinks: the rule's timeline} */
    public Timeline timeline() {
        return timeline;
    }

    /**
     * Gives a timeline without a first period that of this tally, as {@link dev.retention.history.HistoryStore#bind} does by a
     * store's first event.
     *
     * @param other the timeline of a method whose tally this may be
     * @return the timeline with a first period, or itself if it has one or this tally has none
     * @throws IllegalArgumentException if the first period is of another grain
     */
    public Timeline bind(Timeline other) {
        return requireNonNull(other, "other").hasFirst() || !timeline.hasFirst() ? other : other.from(timeline.first());
    }

    /** {@return the currency of the amounts, or empty if there are no amounts in a currency} */
    public Optional<Currency> currency() {
        return Optional.ofNullable(currency);
    }

    /**
     * The cells.
     *
     * @return the cells; of a table with groups, those of the groups that are there
     */
    public Cells<C> cells() {
        return numbers.cells();
    }

    /**
     * How many customers a cell holds.
     *
     * @param cell the cell
     * @return at least 0, but for differences of tallies; 0 in a group that was not met
     * @throws IllegalArgumentException if the table has no such cell
     */
    public long count(C cell) {
        int at = cells().lookUp(requireNonNull(cell, "cell"));
        return at < 0 ? 0 : countAt(at);
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
        int at = cells().lookUp(requireNonNull(cell, "cell"));
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
        return numbers.count(index);
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
        Sums amounts = numbers.amounts();
        if (!amounts.fitsLong(index)) {
            throw new ArithmeticException("the amount of cell " + cells().cell(index) + " does not fit a long: it is "
                    + amounts.exact(index));
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
        return combined(requireNonNull(other, "other"), 1);
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
        return combined(requireNonNull(other, "other"), -1);
    }

    private Tally<C> combined(Tally<C> other, int sign) {
        if (!isSameAs(other)) {
            throw new TallyMismatchException(describe(), other.describe());
        }
        return new Tally<>(
                definition, timeline, currency == null ? other.currency : currency, numbers.with(other.numbers, sign));
    }

    /** The numbers of some groups of a table with groups, as a table of the rule that was parted. */
    <D> Tally<D> slice(Rule<D> parted, Collection<Group> groups) {
        return of(parted, currency, numbers.slice(parted.cells(), groups));
    }

    private boolean isSameAs(Tally<?> other) {
        boolean sameMoney = currency == null || other.currency == null || currency.equals(other.currency);
        return definition.equals(other.definition)
                && timeline.equals(other.timeline)
                && cells().axes().equals(other.cells().axes())
                && numbers.isGrouped() == other.numbers.isGrouped()
                && sameMoney;
    }

    private String describe() {
        return definition + ", " + timeline + " (" + cells() + (currency == null ? "" : ", " + currency) + ")";
    }

    /**
     * The tally as bytes, to travel between machines or versions of this library.
     *
     * <p>Big-endian: {@code RTLY}, a version byte (2), definition and timeline as text, the currency code or three zero bytes, the axes,
     * the groups, then for each cell that is not zero its distance from the last one, count and amount as variable-length integers, a
     * zero distance as the end, and a CRC-32 of everything before. Cells without customers take no room.
     *
     * @return the bytes, the same for equal tallies
     */
    public byte[] toBytes() {
        return travelling().write();
    }

    private TallyBytes travelling() {
        List<List<String>> axes = cells().axes().stream()
                .map(axis -> List.copyOf(axis.identity()))
                .toList();
        NavigableMap<Group, Boolean> groups = numbers.travellingGroups();
        int cellsOfGroup =
                cells() instanceof Cells.Grouped<?> grouped ? grouped.inner().size() : cells().size();
        return new TallyBytes(definition, timeline.toString(), currency, axes, groups, cellsOfGroup, numbers.entries());
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
        requireNonNull(first, "first");
        TallyBytes sum = TallyBytes.read(first);
        for (byte[] other : others) {
            sum = sum.plus(TallyBytes.read(other));
        }
        return sum.write();
    }

    /** The tally that bytes hold of a table. */
    static <C> Tally<C> read(String definition, Timeline timeline, Cells<C> cells, byte[] bytes) {
        return read(new Tally<>(definition, timeline, null, Numbers.zero(cells)), bytes);
    }

    private static <C> Tally<C> read(Tally<C> empty, byte[] bytes) {
        TallyBytes read = TallyBytes.read(bytes);
        read.checkSameAs(empty.travelling());
        return new Tally<>(empty.definition, empty.timeline, read.currency(), empty.numbers.of(read));
    }

    private Object writeReplace() {
        return new TravellingTally<>(definition, timeline, cells(), toBytes());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a tally is read through its bytes");
    }

    /** Tallies are equal if they count the same and all numbers agree. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tally<?> that
                && isSameAs(that)
                && Objects.equals(currency, that.currency)
                && numbers.equals(that.numbers);
    }

    @Override
    public int hashCode() {
        return numbers.hashCode();
    }

    /** {@return a row per cell, empty ones too; amounts in minor units} */
    @Override
    public Sheet sheet() {
        return CountedSheet.of(this);
    }

    /** Prints the definition and the cells that are not zero, the first ten of them. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(definition).append(':');
        int shown = 0;
        for (int i = 0; i < cells().size(); i++) {
            if (!numbers.isZero(i)) {
                if (shown == 10) {
                    return text.append(", …").toString();
                }
                text.append(shown++ == 0 ? " " : ", ").append(cells().cell(i)).append(' ');
                text.append(numbers.count(i));
                if (!numbers.amounts().isZero(i)) {
                    text.append(" (").append(numbers.amounts().exact(i)).append(')');
                }
            }
        }
        return text.toString();
    }
}
