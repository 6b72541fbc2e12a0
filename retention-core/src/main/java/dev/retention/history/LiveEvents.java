package dev.retention.history;

import org.jspecify.annotations.Nullable;

/** One customer's events in order of time, code and amount, in columns that grow. */
final class LiveEvents {
    private static final int FIRST_CAPACITY = 4;

    private EventColumns columns;
    private int size;

    LiveEvents(boolean instants, boolean hasAmounts, boolean hasCodes) {
        columns = new EventColumns(
                instants ? null : new int[FIRST_CAPACITY],
                instants ? new long[FIRST_CAPACITY] : null,
                hasAmounts ? new long[FIRST_CAPACITY] : null,
                hasCodes ? new int[FIRST_CAPACITY] : null);
    }

    EventColumns columns() {
        return columns;
    }

    int size() {
        return size;
    }

    void insert(long time, int code, long amount) {
        if (size == columns.capacity()) {
            columns = columns.copyOf(size * 2);
        }
        int at = size;
        while (at > 0 && compare(at - 1, time, code, amount) > 0) {
            at--;
        }
        shift(at, at + 1, size - at);
        set(at, time, code, amount);
        size++;
    }

    boolean remove(long time, int code, long amount) {
        for (int i = size - 1; i >= 0; i--) {
            int order = compare(i, time, code, amount);
            if (order == 0) {
                shift(i + 1, i, size - i - 1);
                size--;
                return true;
            }
            if (order < 0) {
                return false;
            }
        }
        return false;
    }

    /** Moves the numbers of codes up from one on, which a new code takes. */
    void makeRoomForCode(int code) {
        for (int i = 0; columns.codes != null && i < size; i++) {
            columns.codes[i] += columns.codes[i] >= code ? 1 : 0;
        }
    }

    private int compare(int event, long time, int code, long amount) {
        int order = Long.compare(columns.time(event), time);
        order = order != 0 ? order : Integer.compare(columns.code(event), code);
        return order != 0 ? order : Long.compare(columns.amount(event), amount);
    }

    private void shift(int from, int to, int length) {
        for (Object column : new @Nullable Object[] {columns.days, columns.micros, columns.amounts, columns.codes}) {
            if (column != null) {
                System.arraycopy(column, from, column, to, length);
            }
        }
    }

    private void set(int event, long time, int code, long amount) {
        if (columns.days != null) {
            columns.days[event] = Math.toIntExact(time);
        }
        if (columns.micros != null) {
            columns.micros[event] = time;
        }
        if (columns.amounts != null) {
            columns.amounts[event] = amount;
        }
        if (columns.codes != null) {
            columns.codes[event] = code;
        }
    }
}
