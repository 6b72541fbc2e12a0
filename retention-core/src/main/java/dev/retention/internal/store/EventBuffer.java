package dev.retention.internal.store;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import dev.retention.internal.store.EventSource.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** Events while they are read, in pieces, so that none moves when more come. */
public final class EventBuffer {
    // The longest arrays that virtual machines make.
    private static final int MAX_EVENTS = Integer.MAX_VALUE - 8;

    private final Schema schema;
    private final List<Piece> full = new ArrayList<>();
    private long[] customers = new long[0];
    private EventColumns columns;
    // How many events the last piece has.
    private int last;
    // The texts of every further column, in the order in which they came.
    private final List<CustomerKeys.Collector<String>> texts = new ArrayList<>();

    /** An empty buffer. */
    public EventBuffer(Schema schema) {
        this.schema = schema;
        schema.columns().forEach(column -> texts.add(new CustomerKeys.Collector<>()));
        this.columns = EventColumns.of(schema, 0);
    }

    int size() {
        return full.size() * EventSource.PIECE + last;
    }

    /** Adds an event, the values of whose further columns can be set until the next comes. */
    public void add(long customer, long time, long amount, int code) {
        if (last == customers.length) {
            grow();
        }
        customers[last] = customer;
        columns.set(last, time, amount, code);
        last++;
    }

    private void grow() {
        if (last > 0) {
            full.add(new Piece(customers, columns, 0, last, true));
        }
        checkRoom(full.size());
        Piece piece = Piece.empty(EventColumns.of(schema, EventSource.PIECE));
        customers = piece.customers();
        columns = piece.columns();
        last = 0;
    }

    /** Refuses to go on where a further piece would hold more events than a store can. */
    static void checkRoom(int pieces) {
        checkState(
                (long) (pieces + 1) << EventSource.PIECE_BITS <= MAX_EVENTS,
                "a store holds at most %s events",
                MAX_EVENTS);
    }

    /** Sets the value of a further column in the event added last. */
    public void set(int column, long value) {
        columns.column(column).set(last - 1, value);
    }

    /** Sets the text of a further column in the event added last. */
    public void set(int column, String text) {
        set(column, texts.get(column).number(text));
    }

    /** Numbers the texts that were set alphabetically; with these the buffer has all that a store needs. */
    public Words rankTexts(Dictionary codes) {
        List<Dictionary> ranked = new ArrayList<>();
        for (int column = 0; column < texts.size(); column++) {
            CustomerKeys.Collector<String> found = texts.get(column);
            if (found.size() > 0) {
                replaceTexts(column, found.rank());
            }
            ranked.add(Dictionary.of(found.keys(), 0));
        }
        return new Words(codes, ImmutableList.copyOf(ranked));
    }

    private List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>(full);
        if (last > 0) {
            pieces.add(new Piece(customers, columns, 0, last, true));
        }
        return pieces;
    }

    /** The events; whoever asks may use the arrays up. */
    public EventSource source() {
        return EventSource.ofPieces(pieces(), size());
    }

    void setCustomer(int event, long customer) {
        int piece = event >>> EventSource.PIECE_BITS;
        long[] holder = piece == full.size() ? customers : full.get(piece).customers();
        holder[event & (EventSource.PIECE - 1)] = customer;
    }

    /** Replaces the customer of every event so far. */
    public void replaceCustomers(LongUnaryOperator replacement) {
        for (Piece piece : pieces()) {
            long[] replaced = piece.customers();
            for (int i = 0; i < piece.size(); i++) {
                replaced[i] = replacement.applyAsLong(replaced[i]);
            }
        }
    }

    /** Replaces the codes of every event by their ranks. */
    void replaceCodes(int[] ranks) {
        for (Piece piece : pieces()) {
            int[] codes = piece.columns().codes;
            for (int i = 0; codes != null && i < piece.size(); i++) {
                codes[i] = ranks[codes[i]];
            }
        }
    }

    private void replaceTexts(int column, int[] ranks) {
        for (Piece piece : pieces()) {
            Column values = piece.columns().column(column);
            for (int i = 0; i < piece.size(); i++) {
                if (values.has(i)) {
                    values.set(i, ranks[(int) values.get(i)]);
                }
            }
        }
    }
}
