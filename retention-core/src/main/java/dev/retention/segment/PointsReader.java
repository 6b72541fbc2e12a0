package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.internal.RefusedRow;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads movements of points out of the caller's objects. Made by {@link PointsLedger#reader}.
 *
 * <p>Refused, with row and customer:
 *
 * <ul>
 *   <li>points that are no whole number of at least 1 as Long, Integer, Short, Byte, BigInteger or BigDecimal, and a row without a kind;
 *   <li>a day of expiry before that of the movement, or of points that are neither issued nor pending;
 *   <li>more points spent, reversed or told to have expired than the member has then; of the rows of one day and kind those later in the
 *       input;
 *   <li>more points issued, or pending at once, to one member than fit a long.
 * </ul>
 *
 * <p>Movements are of civil days, and so must be what they are combined with: read orders of instants by {@code
 * HistoryStore.ofDates(Order::customer, order -> LocalDate.ofInstant(order.at(), zone))}.
 *
 * <p>A {@linkplain #lenient() lenient} reader leaves such a row out as if it had not happened and counts and lists it in {@link
 * HistoryStore#exclusions}. Takes {@code O(n log n)} time for {@code n} rows. This class is immutable and thread-safe.
 *
 * @param <S> the type of rows
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class PointsReader<S, K> {
    // Of a long.
    private static final int MOST_DIGITS = 19;

    private static final Comparator<Movement<?>> IN_ORDER = Comparator.<Movement<?>, LocalDate>comparing(
                    movement -> requireNonNull(movement.day))
            .thenComparing(movement -> requireNonNull(movement.kind));

    private final Function<? super S, ? extends @Nullable K> customer;
    private final Function<? super S, ? extends @Nullable LocalDate> day;
    private final Function<? super S, @Nullable Kind> kind;
    private final Function<? super S, ? extends @Nullable Number> points;
    private final Function<? super S, ? extends @Nullable LocalDate> expires;
    private final boolean isLenient;

    PointsReader(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable LocalDate> day,
            Function<? super S, @Nullable Kind> kind,
            Function<? super S, ? extends @Nullable Number> points,
            Function<? super S, ? extends @Nullable LocalDate> expires,
            boolean isLenient) {
        this.customer = customer;
        this.day = day;
        this.kind = kind;
        this.points = points;
        this.expires = expires;
        this.isLenient = isLenient;
    }

    /** What moves points, in the order in which movements of one day are taken. Codes of events are their names in lower case. */
    public enum Kind {
        /** The member has them from now on. */
        ISSUED(PointsLedger.Item.ISSUED, true),
        /** They were issued and are taken back. */
        REVERSED(PointsLedger.Item.REVERSED, false),
        /** The member gave them for a reward. */
        SPENT(PointsLedger.Item.SPENT, true),
        /** They lapsed by another rule than their day of expiry, such as with an account that was closed. */
        EXPIRED(PointsLedger.Item.EXPIRED, false),
        /** They are promised and not issued yet. */
        PENDING(PointsLedger.Item.PENDING, true);

        private final PointsLedger.Item item;
        private final boolean activity;

        Kind(PointsLedger.Item item, boolean activity) {
            this.item = item;
            this.activity = activity;
        }

        PointsLedger.Item item() {
            return item;
        }

        boolean isActivity() {
            return activity;
        }

        /** Prints the code of events, such as {@code issued}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Says when points expire.
     *
     * @param expiry the day at whose end they do, of issued points, or at whose end they are pending no more; null for never
     * @return this reader with it
     */
    public PointsReader<S, K> expiringOn(Function<? super S, ? extends @Nullable LocalDate> expiry) {
        return new PointsReader<>(customer, day, kind, points, requireNonNull(expiry, "expiry"), isLenient);
    }

    /**
     * Leaves rows out that cannot be read, counted and listed, instead of refusing the first.
     *
     * @return a lenient reader
     */
    public PointsReader<S, K> lenient() {
        return new PointsReader<>(customer, day, kind, points, expires, true);
    }

    /**
     * Reads a store.
     *
     * @param movements the rows in any order
     * @return the store, without amounts of money, with what was left out
     * @throws InvalidRowException if a row is refused and the reader is strict; the message tells row and customer
     */
    public HistoryStore<K> from(Iterable<? extends S> movements) {
        List<Movement<K>> all = new ArrayList<>();
        Map<K, List<Movement<K>>> byMember = new LinkedHashMap<>();
        for (S row : requireNonNull(movements, "movements")) {
            Movement<K> movement = new Movement<>();
            try {
                fill(movement, requireNonNull(row, "the row"));
            } catch (RuntimeException e) {
                movement.fault = e;
            }
            all.add(movement);
            if (movement.fault == null && movement.customer != null && movement.day != null) {
                byMember.computeIfAbsent(movement.customer, unused -> new ArrayList<>())
                        .add(movement);
            }
        }
        byMember.values().forEach(PointsReader::checkBalance);
        HistoryReader<Movement<K>, K> reader = HistoryStore.<Movement<K>, K>ofDates(
                        Movement::customer, movement -> movement.day)
                .codes(movement -> String.valueOf(movement.kind))
                .number(PointsLedger.POINTS, movement -> movement.points)
                .plannedDay(PointsLedger.EXPIRES, movement -> movement.expires);
        return (isLenient ? reader.lenient() : reader).from(all);
    }

    private void fill(Movement<K> movement, S row) {
        movement.customer = customer.apply(row);
        movement.day = day.apply(row);
        movement.kind = kind.apply(row);
        movement.expires = expires.apply(row);
        RefusedRow.checkDay(movement.day, movement.customer);
        RefusedRow.checkDay(movement.expires, movement.customer);
        if (movement.kind == null) {
            throw new RefusedRow("customer (" + movement.customer + ") has a movement without a kind");
        }
        Number number = points.apply(row);
        movement.points = whole(number);
        if (movement.points < 1) {
            throw new RefusedRow("points (" + inWords(number) + ") " + movement.kind + " of customer ("
                    + movement.customer + ") must be a whole number of at least 1");
        }
        LocalDate end = movement.expires;
        boolean canEnd = movement.kind == Kind.ISSUED || movement.kind == Kind.PENDING;
        if (end != null && (!canEnd || (movement.day != null && end.isBefore(movement.day)))) {
            throw new RefusedRow(
                    "expiry (" + end + ") of points " + movement.kind + " of customer (" + movement.customer + ") on "
                            + movement.day + (canEnd ? " must not lie before that day" : " has no meaning"));
        }
    }

    /** A whole number of the JDK, 0 if it is none or passes a long. */
    private static long whole(@Nullable Number number) {
        if (number instanceof BigDecimal decimal) {
            return (long) decimal.precision() - decimal.scale() <= MOST_DIGITS
                            && decimal.stripTrailingZeros().scale() <= 0
                    ? whole(decimal.toBigInteger())
                    : 0;
        }
        if (number instanceof BigInteger large) {
            return large.bitLength() < Long.SIZE ? large.longValue() : 0;
        }
        return isWholeType(number) ? requireNonNull(number).longValue() : 0;
    }

    private static boolean isWholeType(@Nullable Number number) {
        return number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte;
    }

    /** With the type where that is what is wrong. */
    private static String inWords(@Nullable Number number) {
        if (number == null || isWholeType(number) || number instanceof BigInteger || number instanceof BigDecimal) {
            return String.valueOf(number);
        }
        return number + " of type " + number.getClass().getSimpleName();
    }

    /** Refuses what takes more than there is. */
    private static <K> void checkBalance(List<Movement<K>> ofMember) {
        ofMember.sort(IN_ORDER);
        PointsAccount account = new PointsAccount();
        for (Movement<K> movement : ofMember) {
            long on = requireNonNull(movement.day).toEpochDay();
            account.endDay(on - 1);
            Kind kind = requireNonNull(movement.kind);
            boolean takes = kind != Kind.ISSUED && kind != Kind.PENDING;
            if (takes && movement.points > account.outstanding()) {
                movement.fault = new RefusedRow("customer (" + movement.customer + ") has " + account.outstanding()
                        + " points on " + movement.day + " and not the " + movement.points + " " + kind);
            } else if (!account.hasRoomFor(kind, movement.points)) {
                movement.fault = new RefusedRow("points (" + movement.points + ") " + kind + " of customer ("
                        + movement.customer + ") make more than fit a long");
            } else {
                account.move(
                        kind,
                        movement.points,
                        movement.expires == null ? PointsLots.NEVER : movement.expires.toEpochDay());
            }
        }
    }

    /** Prints what is read. */
    @Override
    public String toString() {
        return "movements of points, a row each" + (isLenient ? ", lenient" : "");
    }

    /** What one row says, and why it does not count. */
    private static final class Movement<K> {
        private @Nullable K customer;
        private @Nullable LocalDate day;
        private @Nullable Kind kind;
        private long points;
        private @Nullable LocalDate expires;
        private @Nullable RuntimeException fault;

        @Nullable
        K customer() {
            if (fault != null) {
                throw fault;
            }
            return customer;
        }
    }
}
