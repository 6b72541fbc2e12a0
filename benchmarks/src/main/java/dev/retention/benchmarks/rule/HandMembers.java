package dev.retention.benchmarks.rule;

import dev.retention.benchmarks.cohort.HandCohortTable;
import dev.retention.benchmarks.history.GroupedEvents;
import java.util.List;
import java.util.stream.LongStream;

/** The customers in a cell of the cohort table by hand, over the layout of a store. */
final class HandMembers {
    private HandMembers() {}

    /** The ids of those who came in a month and were active at an age. */
    static long[] of(GroupedEvents events, int cohort, int age) {
        int[] offsets = events.offsets();
        int[] days = events.days();
        int[] bitOfDay = HandCohortTable.bitOfDay();
        LongStream.Builder found = LongStream.builder();
        for (int customer = 0; customer < events.customerCount(); customer++) {
            int months = HandCohortTable.months(days, offsets[customer], offsets[customer + 1], bitOfDay);
            if (Integer.numberOfTrailingZeros(months) == cohort && (months >>> (cohort + age) & 1) == 1) {
                found.add(events.customers()[customer]);
            }
        }
        return found.build().toArray();
    }

    /** The ids of those who came in a month and were active at one age only, at another only, and at both. */
    static List<long[]> reconcile(GroupedEvents events, int cohort, int age, int otherAge) {
        int[] offsets = events.offsets();
        int[] bitOfDay = HandCohortTable.bitOfDay();
        List<LongStream.Builder> found = List.of(LongStream.builder(), LongStream.builder(), LongStream.builder());
        for (int customer = 0; customer < events.customerCount(); customer++) {
            int months = HandCohortTable.months(events.days(), offsets[customer], offsets[customer + 1], bitOfDay);
            int which = (months >>> (cohort + age) & 1) + 2 * (months >>> (cohort + otherAge) & 1);
            if (Integer.numberOfTrailingZeros(months) == cohort && which != 0) {
                found.get(which - 1).add(events.customers()[customer]);
            }
        }
        return found.stream().map(ids -> ids.build().toArray()).toList();
    }
}
