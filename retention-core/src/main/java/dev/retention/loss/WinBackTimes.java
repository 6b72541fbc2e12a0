package dev.retention.loss;

import dev.retention.survival.LifeTable;
import dev.retention.survival.Tenure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Life tables of numbers of customers by days. */
final class WinBackTimes {
    // What happens on the day of a call happens after it.
    private static final double BEFORE = 0.5;

    private WinBackTimes() {}

    /** Just before a day, in days from the loss, which is the first. */
    static double before(int day) {
        return day == 0 ? 0 : day - BEFORE;
    }

    /** Those who are back, still away, or called and therefore looked at no longer. */
    static LifeTable until(Map<Integer, Long> back, Map<Integer, Long> away, Map<Integer, Long> called) {
        List<Tenure> tenures = new ArrayList<>();
        back.forEach((day, count) -> add(tenures, Tenure.ended(day), count));
        away.forEach((day, count) -> add(tenures, Tenure.censored(day), count));
        called.forEach((day, count) -> add(tenures, Tenure.censored(before(day)), count));
        return LifeTable.of(tenures);
    }

    /**
     * Those who are looked at from a call on. A life table needs no more than how many enter and leave when, so that the first to enter may
     * stand for the first to leave.
     */
    static LifeTable entered(Map<Integer, Long> called, Map<Integer, Long> back, Map<Integer, Long> away) {
        List<Tenure> tenures = new ArrayList<>();
        Map<Double, Long> entries = new TreeMap<>();
        called.forEach((day, count) -> entries.put(before(day), count));
        Map<Integer, Long> leaving = new TreeMap<>(back);
        away.forEach((day, count) -> leaving.merge(day, count, Long::sum));
        Map<Integer, Long> ended = new TreeMap<>(back);
        for (Map.Entry<Double, Long> entry : entries.entrySet()) {
            long left = entry.getValue();
            for (Map.Entry<Integer, Long> exit : leaving.entrySet()) {
                long count = Math.min(left, exit.getValue());
                long endedNow = Math.min(count, ended.getOrDefault(exit.getKey(), 0L));
                ended.merge(exit.getKey(), -endedNow, Long::sum);
                exit.setValue(exit.getValue() - count);
                add(tenures, Tenure.ended(exit.getKey()).withEntry(entry.getKey()), endedNow);
                add(tenures, Tenure.censored(exit.getKey()).withEntry(entry.getKey()), count - endedNow);
                left -= count;
            }
        }
        return LifeTable.of(tenures);
    }

    private static void add(List<Tenure> tenures, Tenure tenure, long count) {
        if (count > 0) {
            tenures.add(tenure.withWeight((double) count));
        }
    }
}
