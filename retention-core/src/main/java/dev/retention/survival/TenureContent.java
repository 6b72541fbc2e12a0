package dev.retention.survival;

import java.util.Comparator;
import java.util.stream.IntStream;

/** What rows hold apart from their stratum: orders the rows of one time, and strata. */
final class TenureContent {
    private final TenureColumns columns;
    private final int[] times;

    /** Takes the indices of times, by row as it came. */
    TenureContent(TenureColumns columns, int[] times) {
        this.columns = columns;
        this.times = times;
    }

    private long hash(int row) {
        long hash = CanonicalOrder.mix(columns.ended[row] ? 1 : 0, columns.durations[row]);
        hash = CanonicalOrder.mix(CanonicalOrder.mix(hash, columns.entries[row]), columns.weights[row]);
        return CanonicalOrder.mix(hash, columns.values, row * columns.width, columns.width);
    }

    private int compare(int row, int other) {
        int order = Boolean.compare(columns.ended[row], columns.ended[other]);
        order = order != 0 ? order : Double.compare(columns.durations[row], columns.durations[other]);
        order = order != 0 ? order : Double.compare(columns.entries[row], columns.entries[other]);
        order = order != 0 ? order : Double.compare(columns.weights[row], columns.weights[other]);
        int width = columns.width;
        return order != 0 ? order : CanonicalOrder.compare(columns.values, row * width, other * width, width);
    }

    /** Sorts rows that are sorted by stratum and time within each stratum's times. */
    void sort(int[] order) {
        for (int from = 0, to; from < order.length; from = to) {
            int first = order[from];
            to = from + 1;
            while (to < order.length
                    && times[order[to]] == times[first]
                    && columns.strata[order[to]] == columns.strata[first]) {
                to++;
            }
            CanonicalOrder.sort(order, from, to, this::hash, this::compare);
        }
    }

    /** Sorts strata by their rows and says where each went. */
    int[] sortStrata(int[] order, int count) {
        if (count == 1) {
            return new int[1];
        }
        int[] starts = new int[count + 1];
        for (int row : order) {
            starts[columns.strata[row] + 1]++;
        }
        for (int s = 0; s < count; s++) {
            starts[s + 1] += starts[s];
        }
        int[] before = order.clone();
        Comparator<Integer> bySize = Comparator.comparingInt(s -> starts[s + 1] - starts[s]);
        int[] sorted = IntStream.range(0, count)
                .boxed()
                .sorted(bySize.thenComparing((a, b) -> compareRows(before, starts[a], starts[b], starts[a + 1])))
                .mapToInt(s -> s)
                .toArray();
        int[] places = new int[count];
        int next = 0;
        for (int place = 0; place < count; place++) {
            int s = sorted[place];
            places[s] = place;
            System.arraycopy(before, starts[s], order, next, starts[s + 1] - starts[s]);
            next += starts[s + 1] - starts[s];
        }
        return places;
    }

    private int compareRows(int[] order, int from, int other, int to) {
        for (int i = from, j = other; i < to; i++, j++) {
            int byTime = Integer.compare(times[order[i]], times[order[j]]);
            int difference = byTime != 0 ? byTime : compare(order[i], order[j]);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }
}
