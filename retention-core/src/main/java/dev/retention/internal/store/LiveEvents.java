package dev.retention.internal.store;

/** One customer's events in order, in columns that grow. */
final class LiveEvents {
    private static final int FIRST_CAPACITY = 4;

    private EventColumns columns;
    private int size;

    LiveEvents(Schema schema) {
        columns = EventColumns.of(schema, FIRST_CAPACITY);
    }

    EventColumns columns() {
        return columns;
    }

    int size() {
        return size;
    }

    /** Inserts an event at its place. */
    void insert(EventColumns row, LiveTrack track) {
        if (size == columns.capacity()) {
            columns = columns.copyOf(size * 2);
        }
        int at = size;
        while (at > 0 && track.compare(columns, at - 1, row, 0) > 0) {
            at--;
        }
        columns.copyRange(at + 1, columns, at, size - at);
        columns.copy(at, row, 0);
        size++;
    }

    /** Removes an event like another, if there is one. */
    boolean remove(EventColumns row, LiveTrack track) {
        for (int i = size - 1; i >= 0; i--) {
            int compared = track.compare(columns, i, row, 0);
            if (compared == 0) {
                columns.copyRange(i, columns, i + 1, size - i - 1);
                size--;
                return true;
            }
            if (compared < 0) {
                return false;
            }
        }
        return false;
    }
}
