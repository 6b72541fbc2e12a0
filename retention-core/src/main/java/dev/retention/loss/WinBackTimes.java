package dev.retention.loss;

import dev.retention.survival.LifeTable;
import dev.retention.survival.LifeTableAccumulator;
import dev.retention.survival.Tenure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

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
        LifeTableAccumulator times = new LifeTableAccumulator();
        back.forEach((day, count) -> repeat(count, () -> times.add(day, true)));
        away.forEach((day, count) -> repeat(count, () -> times.add(day, false)));
        // Who was called on the day of the loss was never one of the others.
        called.forEach((day, count) -> repeat(day == 0 ? 0 : count, () -> times.add(before(day), false)));
        return times.snapshot();
    }

    /**
     * Those who are looked at from a call on, by days in order. A life table needs no more than how many enter and leave when, so that the
     * first to enter may stand for the first to leave.
     */
    static LifeTable entered(Map<Integer, Long> called, Map<Integer, Long> back, Map<Integer, Long> away) {
        Deque<Double> entries = new ArrayDeque<>();
        called.forEach((day, count) -> repeat(count, () -> entries.add(before(day))));
        Deque<Integer> ended = new ArrayDeque<>();
        back.forEach((day, count) -> repeat(count, () -> ended.add(day)));
        Deque<Integer> censored = new ArrayDeque<>();
        away.forEach((day, count) -> repeat(count, () -> censored.add(day)));
        LifeTableAccumulator times = new LifeTableAccumulator();
        for (double entry : entries) {
            boolean isEnd = censored.isEmpty() || (!ended.isEmpty() && ended.getFirst() <= censored.getFirst());
            double exit = isEnd ? ended.removeFirst() : censored.removeFirst();
            times.add(Tenure.of(exit, isEnd).withEntry(entry));
        }
        return times.snapshot();
    }

    private static void repeat(long count, Runnable step) {
        for (long i = 0; i < count; i++) {
            step.run();
        }
    }
}
