package dev.retention.movement;

import dev.retention.history.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The events of a customer by their texts in a column, those without one by themselves.
 *
 * @param events by part the events in order of time
 */
record ValueParts(List<int[]> events) {
    static ValueParts of(History history, int column) {
        long[] keys = new long[history.size()];
        for (int i = 0; i < keys.length; i++) {
            long text = history.hasValue(column, i) ? history.textIndex(column, i) : -1;
            keys[i] = text << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        List<int[]> parts = new ArrayList<>();
        for (int start = 0, end = 0; start < keys.length; start = end) {
            long text = keys[start] >> Integer.SIZE;
            while (end < keys.length && keys[end] >> Integer.SIZE == text) {
                end++;
            }
            parts.add(Arrays.stream(keys, start, end).mapToInt(key -> (int) key).toArray());
        }
        return new ValueParts(parts);
    }

    int size() {
        return events.size();
    }
}
