package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Currency;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collector;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a table: for every cell how many customers it holds and the sum of their amounts, exactly.
 *
 * <p>Tallies of the same rule over disjoint sets of customers add up to the tally of all of them, whatever the split and the
 * order: they form a commutative group under {@link #plus}, with {@link #minus} as its inverse. So one core, several cores
 * and a cluster give the same bits. A tally travels as bytes; see {@link #toBytes}.
 *
 * <p>This class is immutable and thread-safe. Adding takes time in proportion to the number of cells.
 *
 * @param <C> the type of cells
 * @since 0.1.0
 */
public final class Tally<C> {
    private static final int MAGIC = 0x5254_4C59; // "RTLY"
    private static final byte VERSION = 1;

    private final String definition;
    private final @Nullable Currency currency;
    private final Cells<C> cells;
    private final long[] counts;
    private final long[] amounts;

    private Tally(String definition, @Nullable Currency currency, Cells<C> cells, long[] counts, long[] amounts) {
        this.definition = definition;
        this.currency = currency;
        this.cells = cells;
        this.counts = counts;
        this.amounts = amounts;
    }

    static <C> Tally<C> of(Rule<C> rule, @Nullable Currency currency, long[] counts, long[] amounts) {
        return new Tally<>(rule.definition(), currency, rule.cells(), counts, amounts);
    }

    /**
     * The tally of no customers.
     *
     * @param rule the rule
     * @param <C> the type of cells
     * @return a tally without currency, which adds to tallies of any currency
     */
    public static <C> Tally<C> empty(Rule<C> rule) {
        return of(
                rule, null, new long[rule.cells().size()], new long[rule.cells().size()]);
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
        return Collector.of(() -> new Collected<>(rule), Collected::add, Collected::plus, Collected::tally);
    }

    private static final class Collected<C> {
        private final Rule<C> rule;
        private final CellSink sink;
        private @Nullable Tally<C> others;
        private @Nullable Currency currency;

        Collected(Rule<C> rule) {
            this.rule = rule;
            this.sink = CellSink.summing(rule.cells().size());
        }

        void add(History history) {
            if (history.size() > 0) {
                currency = history.currency().orElse(null);
                sink.next();
                rule.apply(history, sink);
            }
        }

        Collected<C> plus(Collected<C> other) {
            others = others == null ? other.tally() : others.plus(other.tally());
            return this;
        }

        Tally<C> tally() {
            Tally<C> own =
                    of(rule, currency, sink.counts().clone(), sink.amounts().clone());
            return others == null ? own : own.plus(others);
        }
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
     * @return the cells
     */
    public Cells<C> cells() {
        return cells;
    }

    /**
     * How many customers a cell holds.
     *
     * @param cell the cell
     * @return at least 0, but for differences of tallies
     * @throws IllegalArgumentException if the table has no such cell
     */
    public long count(C cell) {
        return counts[cells.indexOf(cell)];
    }

    /**
     * The sum of the amounts in a cell.
     *
     * @param cell the cell
     * @return minor units of the currency
     * @throws IllegalArgumentException if the table has no such cell
     */
    public long amount(C cell) {
        return amounts[cells.indexOf(cell)];
    }

    /**
     * How many customers the cell with an index holds.
     *
     * @param index the index of the cell
     * @return at least 0, but for differences of tallies
     */
    public long countAt(int index) {
        return counts[index];
    }

    /**
     * The sum of the amounts in the cell with an index.
     *
     * @param index the index of the cell
     * @return minor units of the currency
     */
    public long amountAt(int index) {
        return amounts[index];
    }

    /**
     * Adds the tally of other customers.
     *
     * @param other a tally of the same rule over customers that are not in this one
     * @return the tally of both
     * @throws TallyMismatchException if the rules, cells or currencies differ
     * @throws ArithmeticException if a sum does not fit a long
     */
    public Tally<C> plus(Tally<C> other) {
        checkSame(other);
        long[] sumCounts = counts.clone();
        long[] sumAmounts = amounts.clone();
        for (int i = 0; i < sumCounts.length; i++) {
            sumCounts[i] = Math.addExact(sumCounts[i], other.counts[i]);
            sumAmounts[i] = Math.addExact(sumAmounts[i], other.amounts[i]);
        }
        return new Tally<>(definition, currency == null ? other.currency : currency, cells, sumCounts, sumAmounts);
    }

    /**
     * Takes the tally of some customers away.
     *
     * @param other a tally of the same rule
     * @return the difference, whose numbers may be negative
     * @throws TallyMismatchException if the rules, cells or currencies differ
     * @throws ArithmeticException if a difference does not fit a long
     */
    public Tally<C> minus(Tally<C> other) {
        checkSame(other);
        long[] restCounts = counts.clone();
        long[] restAmounts = amounts.clone();
        for (int i = 0; i < restCounts.length; i++) {
            restCounts[i] = Math.subtractExact(restCounts[i], other.counts[i]);
            restAmounts[i] = Math.subtractExact(restAmounts[i], other.amounts[i]);
        }
        return new Tally<>(definition, currency == null ? other.currency : currency, cells, restCounts, restAmounts);
    }

    private void checkSame(Tally<C> other) {
        boolean sameMoney = currency == null || other.currency == null || currency.equals(other.currency);
        if (!definition.equals(other.definition) || counts.length != other.counts.length || !sameMoney) {
            throw new TallyMismatchException(describe(), other.describe());
        }
    }

    private String describe() {
        return definition + " (" + counts.length + " cells" + (currency == null ? "" : ", " + currency) + ")";
    }

    /**
     * The tally as bytes, to travel between machines or versions of this library.
     *
     * <p>Big-endian: {@code RTLY}, a version byte (1), the length of the definition in UTF-8 and the definition, the currency
     * code or three zero bytes, the number of cells, then for each cell that is not zero its distance from the last one, count
     * and amount as variable-length integers, a zero distance as the end, and a CRC-32 of everything before. Cells without
     * customers take no room.
     *
     * @return the bytes
     */
    public byte[] toBytes() {
        byte[] words = definition.getBytes(StandardCharsets.UTF_8);
        // A distance, a count and an amount take at most 5, 10 and 10 bytes.
        ByteBuffer bytes = ByteBuffer.allocate(
                Math.addExact(Math.multiplyExact(nonZero(), 25), words.length + 4 + 1 + 4 + 3 + 4 + 1 + 4));
        bytes.putInt(MAGIC).put(VERSION).putInt(words.length).put(words);
        bytes.put(currency == null ? new byte[3] : currency.getCurrencyCode().getBytes(StandardCharsets.US_ASCII));
        bytes.putInt(counts.length);
        int last = -1;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0 || amounts[i] != 0) {
                putVarint(bytes, i - last);
                putVarint(bytes, zigzag(counts[i]));
                putVarint(bytes, zigzag(amounts[i]));
                last = i;
            }
        }
        putVarint(bytes, 0);
        bytes.putInt(crc(bytes.array(), bytes.position()));
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private int nonZero() {
        int n = 0;
        for (int i = 0; i < counts.length; i++) {
            n += counts[i] != 0 || amounts[i] != 0 ? 1 : 0;
        }
        return n;
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
        try {
            return read(rule, bytes);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("bytes (" + bytes.length + " of them) end inside a tally", e);
        }
    }

    private static <C> Tally<C> read(Rule<C> rule, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        checkArgument(in.getInt() == MAGIC, "bytes must begin like a tally (RTLY)");
        byte version = in.get();
        checkArgument(
                version == VERSION, "bytes are a tally of version %s, this library reads version %s", version, VERSION);
        checkArgument(
                bytes.length > 9 && in.getInt(bytes.length - 4) == crc(bytes, bytes.length - 4),
                "bytes are a damaged tally: the checksum does not fit");
        byte[] words = new byte[in.getInt()];
        in.get(words);
        byte[] code = new byte[3];
        in.get(code);
        Currency currency = code[0] == 0 ? null : Currency.getInstance(new String(code, StandardCharsets.US_ASCII));
        long[] counts = new long[in.getInt()];
        long[] amounts = new long[counts.length];
        String definition = new String(words, StandardCharsets.UTF_8);
        Tally<C> tally = new Tally<>(definition, currency, rule.cells(), counts, amounts);
        empty(rule).checkSame(tally);
        int at = -1;
        for (long step = getVarint(in); step != 0; step = getVarint(in)) {
            at = Math.toIntExact(at + step);
            counts[at] = unzigzag(getVarint(in));
            amounts[at] = unzigzag(getVarint(in));
        }
        return tally;
    }

    private static int crc(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    private static long unzigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }

    private static void putVarint(ByteBuffer bytes, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
    }

    private static long getVarint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("bytes hold a number longer than 64 bits");
    }

    /** Tallies are equal if they count the same and all numbers agree. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tally<?> that
                && definition.equals(that.definition)
                && Objects.equals(currency, that.currency)
                && Arrays.equals(counts, that.counts)
                && Arrays.equals(amounts, that.amounts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts) * 31 + Arrays.hashCode(amounts);
    }

    /** Prints the definition and the cells that are not zero, the first ten of them. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(definition).append(':');
        int shown = 0;
        for (int i = 0; i < counts.length && shown < 10; i++) {
            if (counts[i] != 0 || amounts[i] != 0) {
                text.append(shown++ == 0 ? " " : ", ")
                        .append(cells.cell(i))
                        .append(' ')
                        .append(counts[i]);
                if (amounts[i] != 0) {
                    text.append(" (").append(amounts[i]).append(')');
                }
            }
        }
        return text.append(nonZero() > shown ? ", …" : "").toString();
    }
}
