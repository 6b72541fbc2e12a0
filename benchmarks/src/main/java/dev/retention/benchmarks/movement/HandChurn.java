package dev.retention.benchmarks.movement;

import static dev.retention.benchmarks.Workload.DAYS;
import static dev.retention.benchmarks.Workload.FIRST_DAY;
import static dev.retention.benchmarks.Workload.MONTHS;

import dev.retention.benchmarks.TwoHalves;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.GroupedEvents;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Churn by hand, over the layout of a store: arrivals, returns and losses counted by day, those lost from one start of a month
 * to the next by month, who buys and who buys twice in a month, and the formulas from these.
 */
final class HandChurn {
    private static final int GAP = ChurnBenchmark.GAP_DAYS;
    private static final int[] MONTH_OF_DAY = Workload.monthOfDay();
    // The first day of each month, then the end.
    private static final int[] BOUNDS = bounds();

    // Sections of the counts.
    private static final int NEW = 0;
    private static final int RETURNED = DAYS;
    private static final int LOSSES = 2 * DAYS;
    private static final int LOST = 3 * DAYS;
    private static final int BUYERS = LOST + MONTHS;
    private static final int REPEAT_BUYERS = BUYERS + MONTHS;
    private static final int SIZE = REPEAT_BUYERS + MONTHS;

    private HandChurn() {}

    private static int[] bounds() {
        int[] bounds = new int[MONTHS + 1];
        Arrays.fill(bounds, DAYS);
        for (int day = DAYS - 1; day >= 0; day--) {
            bounds[MONTH_OF_DAY[day]] = day;
        }
        return bounds;
    }

    static double[] rates(GroupedEvents events, int threads) {
        return rates(TwoHalves.run(
                threads, events.customerCount(), (from, to) -> counts(events, from, to), TwoHalves::plus));
    }

    private static long[] counts(GroupedEvents events, int fromCustomer, int toCustomer) {
        int[] offsets = events.offsets();
        int[] days = events.days();
        long[] counts = new long[SIZE];
        for (int customer = fromCustomer; customer < toCustomer; customer++) {
            int i = offsets[customer];
            int end = offsets[customer + 1];
            int lastLive = -1;
            int arrivals = NEW;
            while (i < end) {
                int start = days[i] - FIRST_DAY;
                int gone = start + GAP;
                for (i++; i < end && days[i] - FIRST_DAY <= gone; i++) {
                    gone = days[i] - FIRST_DAY + GAP;
                }
                counts[arrivals + start]++;
                arrivals = RETURNED;
                int to = MONTHS;
                if (gone < DAYS) {
                    counts[LOSSES + gone]++;
                    to = MONTH_OF_DAY[gone];
                }
                int from = MONTH_OF_DAY[start] + 1;
                if (from <= to) {
                    if (lastLive >= 0 && lastLive + 1 < from) {
                        counts[LOST + lastLive]++;
                    }
                    lastLive = to;
                }
            }
            if (lastLive >= 0 && lastLive < MONTHS) {
                counts[LOST + lastLive]++;
            }
            buyers(days, offsets[customer], end, counts);
        }
        return counts;
    }

    private static void buyers(int[] days, int from, int to, long[] counts) {
        long once = 0;
        long twice = 0;
        for (int i = from; i < to; i++) {
            long bit = 1L << MONTH_OF_DAY[days[i] - FIRST_DAY];
            twice |= once & bit;
            once |= bit;
        }
        for (; once != 0; once &= once - 1) {
            counts[BUYERS + Long.numberOfTrailingZeros(once)]++;
        }
        for (; twice != 0; twice &= twice - 1) {
            counts[REPEAT_BUYERS + Long.numberOfTrailingZeros(twice)]++;
        }
    }

    private static double[] rates(long[] counts) {
        long[] live = new long[DAYS + 1];
        for (int day = 0; day < DAYS; day++) {
            live[day + 1] = live[day] + counts[NEW + day] + counts[RETURNED + day] - counts[LOSSES + day];
        }
        double[] rates = new double[(ChurnBenchmark.FORMULAS.size() + 1) * MONTHS];
        for (int month = 0; month < MONTHS; month++) {
            int from = BOUNDS[month];
            int to = BOUNDS[month + 1];
            double start = live[from];
            double end = live[to];
            double lost = counts[LOST + month];
            double newcomers = sum(counts, NEW, from, to);
            double returned = sum(counts, RETURNED, from, to);
            double losses = sum(counts, LOSSES, from, to);
            double daily = 0;
            double customerDays = 0;
            int daysWithCustomers = 0;
            for (int day = from; day < to; day++) {
                long lostThatDay = counts[LOSSES + day];
                daily += lostThatDay == 0 ? 0 : lostThatDay / (live[day] == 0 ? Double.NaN : live[day]);
                customerDays += live[day];
                daysWithCustomers += live[day] > 0 ? 1 : 0;
            }
            double[] ofMonth = {
                ratio(lost, start),
                ratio(losses, start),
                ratio(losses, start + newcomers),
                ratio(losses, (start + end) / 2),
                ratio(lost, (start + end) / 2),
                daily,
                (to - from) * ratio(daily, daysWithCustomers),
                ratio(losses - returned, start),
                ratio((double) sum(counts, LOSSES, to - 30, to), (double) live[to - 30]),
                ratio(losses, customerDays / (to - from)),
                ratio(lost, start),
                ratio((double) counts[REPEAT_BUYERS + month], (double) counts[BUYERS + month])
            };
            for (int formula = 0; formula < ofMonth.length; formula++) {
                rates[formula * MONTHS + month] = ofMonth[formula];
            }
        }
        return rates;
    }

    private static double ratio(double numerator, double denominator) {
        return denominator == 0 ? Double.NaN : numerator / denominator;
    }

    private static long sum(long[] counts, int section, int fromDay, int toDay) {
        long sum = 0;
        for (int day = fromDay; day < toDay; day++) {
            sum += counts[section + day];
        }
        return sum;
    }

    /**
     * Who is lost from the start of a month to its end and who has losses in it, where the two are not the same: id, 1 or 0,
     * losses of each such customer.
     */
    static long[] differences(GroupedEvents events, int month) {
        int[] offsets = events.offsets();
        int[] days = events.days();
        int from = BOUNDS[month];
        int to = BOUNDS[month + 1];
        LongStream.Builder found = LongStream.builder();
        for (int customer = 0; customer < events.customerCount(); customer++) {
            boolean liveAtStart = false;
            boolean liveAtEnd = false;
            int losses = 0;
            int end = offsets[customer + 1];
            for (int i = offsets[customer]; i < end; i++) {
                int day = days[i] - FIRST_DAY;
                int gone = day + GAP;
                liveAtStart |= day < from && from <= gone;
                liveAtEnd |= day < to && to <= gone;
                if (gone >= from && gone < to && (i + 1 == end || days[i + 1] - FIRST_DAY > gone)) {
                    losses++;
                }
            }
            int lost = liveAtStart && !liveAtEnd ? 1 : 0;
            if (lost != losses) {
                found.add(events.customers()[customer]).add(lost).add(losses);
            }
        }
        return found.build().toArray();
    }
}
