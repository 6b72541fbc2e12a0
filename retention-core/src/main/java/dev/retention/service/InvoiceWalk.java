package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes the bookings of a history in order of time, those of one day in the order of their kinds. */
final class InvoiceWalk {
    private final History history;
    private final Booking[] kinds;
    private final int[] order;
    private final int number;
    private final int due;
    private final InvoiceBook book = new InvoiceBook();
    private int next;

    InvoiceWalk(History history) {
        this.history = history;
        this.number = history.column(Invoices.NUMBER);
        this.due = history.column(Invoices.DUE);
        this.kinds = new Booking[history.size()];
        for (int event = 0; event < kinds.length; event++) {
            kinds[event] = kind(history, event);
        }
        this.order = IntStream.range(0, kinds.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(history::epochDay).thenComparing(event -> kinds[event]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The kind of a booking that can be one. */
    private static Booking kind(History history, int event) {
        Booking kind = Booking.of(history.code(event));
        checkArgument(
                kind != null, "code (%s) must be one of %s", history.code(event), Arrays.asList(Booking.values()));
        long amount = history.amount(event);
        checkArgument(amount > 0, "amount (%s) of a booking (%s) must be above 0", amount, kind);
        return kind;
    }

    /** Refuses a store whose track has no invoices. */
    static void check(HistoryStore<?> store) {
        HistoryStore<?> track = store.track(Invoices.TRACK);
        for (String column : new String[] {Invoices.NUMBER, Invoices.DUE}) {
            checkArgument(
                    track.columns().contains(column),
                    "track (%s) must have a column (%s): read it by Invoices.reader",
                    Invoices.TRACK,
                    column);
        }
    }

    Booking kind(int event) {
        return kinds[event];
    }

    int size() {
        return kinds.length;
    }

    InvoiceBook book() {
        return book;
    }

    /** Takes what is booked up to the end of a day. */
    InvoiceBook until(long epochDay) {
        while (next < order.length && history.epochDay(order[next]) <= epochDay) {
            int event = order[next++];
            book.take(kinds[event], number(event), history.epochDay(event), due(event), history.amount(event));
        }
        return book;
    }

    /** Takes what is known. */
    InvoiceBook toEnd() {
        return until(Long.MAX_VALUE);
    }

    private @Nullable Object number(int event) {
        return history.hasValue(number, event) ? (Object) history.textIndex(number, event) : null;
    }

    private long due(int event) {
        return history.hasValue(due, event) ? history.epochDayOf(due, event) : InvoiceBook.NONE;
    }
}
