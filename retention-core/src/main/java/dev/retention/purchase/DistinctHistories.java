package dev.retention.purchase;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.RadixSort;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The distinct histories of some customers, as columns: in order of frequency, then age, then recency. */
final class DistinctHistories {
    /** Days up to which a table of all days is worth its room: 2,870 years. */
    private static final int MOST_DAY_BITS = 20;

    /** The distinct recencies and ages in ascending order: there are fewer of them than of histories. */
    final double[] times;

    final int[] frequency;

    /** Indexes into the times. */
    final int[] recency;

    final int[] age;
    final long[] count;
    private final long customers;

    private DistinctHistories(double[] times, int[] frequency, int[] recency, int[] age, long[] count) {
        this.times = times;
        this.frequency = frequency;
        this.recency = recency;
        this.age = age;
        this.count = count;
        long sum = 0;
        for (long each : count) {
            sum = Math.addExact(sum, each);
        }
        this.customers = sum;
    }

    /** The histories of customers counted by history. */
    static DistinctHistories of(Map<PurchaseHistory, Long> counts) {
        PurchaseHistory[] rows = counts.keySet().toArray(PurchaseHistory[]::new);
        Arrays.sort(rows, (one, other) -> {
            int order = Integer.compare(one.frequency(), other.frequency());
            order = order != 0 ? order : Double.compare(one.age(), other.age());
            return order != 0 ? order : Double.compare(one.recency(), other.recency());
        });
        int n = rows.length;
        double[] times = new double[2 * n];
        for (int i = 0; i < n; i++) {
            times[2 * i] = rows[i].recency();
            times[2 * i + 1] = rows[i].age();
        }
        Arrays.sort(times);
        int distinct = 0;
        for (double time : times) {
            if (distinct == 0 || time > times[distinct - 1]) {
                times[distinct++] = time;
            }
        }
        times = Arrays.copyOf(times, distinct);
        int[] x = new int[n];
        int[] last = new int[n];
        int[] all = new int[n];
        long[] count = new long[n];
        for (int i = 0; i < n; i++) {
            x[i] = rows[i].frequency();
            last[i] = Arrays.binarySearch(times, rows[i].recency());
            all[i] = Arrays.binarySearch(times, rows[i].age());
            count[i] = requireNonNull(counts.get(rows[i]));
        }
        return new DistinctHistories(times, x, last, all, count);
    }

    /** The histories of customers whose times are whole days, in linear time: rows are packed into one number each and sorted. */
    static DistinctHistories ofDays(double daysPerUnit, int[] frequency, int[] recencyDays, int[] ageDays) {
        PurchaseHistory.checkDaysPerUnit(daysPerUnit);
        requireNonNull(frequency, "frequency");
        requireNonNull(recencyDays, "recencyDays");
        requireNonNull(ageDays, "ageDays");
        int n = frequency.length;
        checkArgument(
                recencyDays.length == n && ageDays.length == n,
                "columns must be of equal length, were %s, %s and %s",
                n,
                recencyDays.length,
                ageDays.length);
        int maxFrequency = 0;
        int maxAge = 0;
        int repeatBuyers = 0;
        int wrong = 0;
        for (int i = 0; i < n; i++) {
            int x = frequency[i];
            int last = recencyDays[i];
            int all = ageDays[i];
            // Negative if a number is, or the recency is above the age, or it is not 0 and the
            // frequency is: all without branches, since who comes back cannot be guessed.
            wrong |= x | last | all | (all - last) | ((x - 1) & -last);
            repeatBuyers += -x >>> 31;
            maxFrequency = Math.max(maxFrequency, x);
            maxAge = Math.max(maxAge, all);
        }
        int dayBits = Integer.SIZE - Integer.numberOfLeadingZeros(maxAge);
        int bits = 2 * dayBits + Integer.SIZE - Integer.numberOfLeadingZeros(maxFrequency);
        if (wrong < 0 || dayBits > MOST_DAY_BITS || bits > Long.SIZE - 2) {
            return ofAnyDays(daysPerUnit, frequency, recencyDays, ageDays);
        }
        long[] onceByAge = new long[maxAge + 1];
        // The place behind the last repeat buyer takes what is written there without a branch; in the end it is 0, and
        // sorted to the front.
        long[] packed = new long[repeatBuyers + 1];
        int repeat = 0;
        for (int i = 0; i < n; i++) {
            packed[repeat] = ((long) frequency[i] << dayBits | ageDays[i]) << dayBits | recencyDays[i];
            int isRepeat = -frequency[i] >>> 31;
            repeat += isRepeat;
            onceByAge[ageDays[i]] += 1 - isRepeat;
        }
        packed[repeat] = 0;
        long[] keys = RadixSort.sort(packed, null, null, Math.max(1, bits)).keys();
        return ofSortedDays(daysPerUnit, dayBits, onceByAge, keys);
    }

    /** Counts who bought once by age, and the others by their packed numbers, behind a 0. */
    private static DistinctHistories ofSortedDays(double daysPerUnit, int dayBits, long[] onceByAge, long[] keys) {
        int distinct = 0;
        for (long customers : onceByAge) {
            distinct += customers > 0 ? 1 : 0;
        }
        for (int i = 1; i < keys.length; i++) {
            distinct += keys[i] == keys[i - 1] ? 0 : 1;
        }
        int[] x = new int[distinct];
        int[] last = new int[distinct];
        int[] all = new int[distinct];
        long[] count = new long[distinct];
        int[] index = new int[onceByAge.length];
        int row = 0;
        for (int day = 0; day < onceByAge.length; day++) {
            if (onceByAge[day] > 0) {
                index[0] = 1;
                index[day] = 1;
                all[row] = day;
                count[row] = onceByAge[day];
                row++;
            }
        }
        row--;
        int mask = (1 << dayBits) - 1;
        for (int i = 1; i < keys.length; i++) {
            long key = keys[i];
            if (key != keys[i - 1]) {
                row++;
                x[row] = (int) (key >>> (2 * dayBits));
                all[row] = (int) (key >>> dayBits) & mask;
                last[row] = (int) key & mask;
                index[all[row]] = 1;
                index[last[row]] = 1;
            }
            count[row]++;
        }
        double[] times = new double[index.length];
        int used = 0;
        for (int day = 0; day < index.length; day++) {
            if (index[day] > 0) {
                times[used] = day / daysPerUnit;
                index[day] = used++;
            }
        }
        for (int i = 0; i < distinct; i++) {
            all[i] = index[all[i]];
            last[i] = index[last[i]];
        }
        return new DistinctHistories(Arrays.copyOf(times, used), x, last, all, count);
    }

    private static DistinctHistories ofAnyDays(double daysPerUnit, int[] frequency, int[] recencyDays, int[] ageDays) {
        Map<PurchaseHistory, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < frequency.length; i++) {
            // Checks the days first, so that an error names them as they were given.
            PurchaseHistory.check(frequency[i], recencyDays[i], ageDays[i]);
            PurchaseHistory history =
                    new PurchaseHistory(frequency[i], recencyDays[i] / daysPerUnit, ageDays[i] / daysPerUnit);
            counts.merge(history, 1L, Math::addExact);
        }
        return of(counts);
    }

    int size() {
        return frequency.length;
    }

    long customers() {
        return customers;
    }

    long repeatBuyers() {
        long sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += frequency[i] > 0 ? count[i] : 0;
        }
        return sum;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DistinctHistories that
                && Arrays.equals(times, that.times)
                && Arrays.equals(frequency, that.frequency)
                && Arrays.equals(recency, that.recency)
                && Arrays.equals(age, that.age)
                && Arrays.equals(count, that.count);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(frequency) + Arrays.hashCode(times)) + Arrays.hashCode(count);
    }
}
