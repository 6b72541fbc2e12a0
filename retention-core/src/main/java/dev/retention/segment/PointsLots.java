package dev.retention.segment;

import java.util.Map;
import java.util.TreeMap;

/** Points that lapse at the end of some day or never; those that lapse first are taken first. */
final class PointsLots {
    /** The day of what never lapses. */
    static final long NEVER = Long.MAX_VALUE;

    // Points of one day are alike, whenever they were issued.
    private final TreeMap<Long, Long> byDay = new TreeMap<>();
    private long total;

    long total() {
        return total;
    }

    void add(long points, long lapseDay) {
        total = Math.addExact(total, points);
        byDay.merge(lapseDay, points, Long::sum);
    }

    /** Takes points; returns how many there were not. */
    long take(long points) {
        long left = points;
        while (left > 0 && !byDay.isEmpty()) {
            Map.Entry<Long, Long> first = byDay.firstEntry();
            long taken = Math.min(left, first.getValue());
            left -= taken;
            total -= taken;
            if (taken == first.getValue()) {
                byDay.pollFirstEntry();
            } else {
                byDay.put(first.getKey(), first.getValue() - taken);
            }
        }
        return left;
    }

    /** The next day at whose end points lapse, {@link #NEVER} if none do. */
    long nextLapse() {
        return byDay.isEmpty() ? NEVER : byDay.firstKey();
    }

    /** Takes away what has lapsed at the end of a day; returns how many points that was. */
    long lapse(long epochDay) {
        long before = total;
        while (!byDay.isEmpty() && byDay.firstKey() <= epochDay && byDay.firstKey() != NEVER) {
            total -= byDay.pollFirstEntry().getValue();
        }
        return before - total;
    }
}
