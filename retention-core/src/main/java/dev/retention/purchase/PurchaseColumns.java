package dev.retention.purchase;

import static com.google.common.base.Preconditions.checkElementIndex;

import dev.retention.history.History;
import dev.retention.history.Members;
import dev.retention.rule.Measured;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** The columns of {@link PurchaseMeasure} for the customers who had bought by the end of the calibration, numbered from 0. */
final class PurchaseColumns<K> {
    private final PurchaseDays days;
    private final Measured<K> measured;
    private final @Nullable Members<K> group;
    private final Measured<K>.Column frequency;

    /** The customers by their numbers in the store; null if all are here. */
    private final int @Nullable [] numbers;

    private final int size;
    private final long startedInHoldout;
    private final long withoutPurchase;

    /** The customers of a store, or of a group of its customers. */
    PurchaseColumns(PurchaseDays days, Measured<K> measured, @Nullable Members<K> group) {
        this.days = days;
        this.measured = measured;
        this.group = group;
        this.frequency = column(PurchaseMeasure.FREQUENCY);
        int all = group == null ? measured.store().customers() : group.size();
        if (group == null && frequency.size() == all) {
            this.numbers = null;
            this.size = all;
            this.startedInHoldout = 0;
            this.withoutPurchase = 0;
            return;
        }
        int[] found = new int[all];
        int count = 0;
        long later = 0;
        for (int i = 0; i < all; i++) {
            int number = group == null ? i : group.number(i);
            if (frequency.has(number)) {
                found[count++] = number;
            } else if (days.hasHoldout()
                    && column(PurchaseMeasure.HOLDOUT_PURCHASES).has(number)) {
                later++;
            }
        }
        this.numbers = Arrays.copyOf(found, count);
        this.size = count;
        this.startedInHoldout = later;
        this.withoutPurchase = all - count - later;
    }

    /** The same for those of some customers who are here. */
    PurchaseColumns<K> of(Members<K> part) {
        return new PurchaseColumns<>(days, measured, group == null ? part : group.and(part));
    }

    Measured<K> measured() {
        return measured;
    }

    int size() {
        return size;
    }

    long startedInHoldout() {
        return startedInHoldout;
    }

    long withoutPurchase() {
        return withoutPurchase;
    }

    K customer(int index) {
        return measured.store().customer(number(index));
    }

    OptionalInt find(K customer) {
        OptionalInt number = measured.store().find(customer);
        if (number.isEmpty() || numbers == null) {
            return number;
        }
        int index = Arrays.binarySearch(numbers, number.getAsInt());
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    long at(int column, int index) {
        return column(column).at(number(index));
    }

    int frequency(int index) {
        return (int) frequency.at(number(index));
    }

    private int number(int index) {
        checkElementIndex(index, size);
        return numbers == null ? index : numbers[index];
    }

    private Measured<K>.Column column(int column) {
        return measured.columns().get(column);
    }

    /** The numbers of all customers in a column. */
    long[] longs(int column) {
        Measured<K>.Column from = column(column);
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = from.at(numbers == null ? i : numbers[i]);
        }
        return values;
    }

    /** The numbers of all customers in a column of numbers that are small. */
    int[] ints(int column) {
        Measured<K>.Column from = column(column);
        int[] values = new int[size];
        for (int i = 0; i < size; i++) {
            values[i] = (int) from.at(numbers == null ? i : numbers[i]);
        }
        return values;
    }

    /** The sum of the natural logarithms of all intervals in days. Summed in small units, and in two halves, so that it is exact. */
    double sumOfLogDays() {
        Measured<K>.Column logs = column(PurchaseMeasure.LOG_INTERVALS);
        long high = 0;
        long low = 0;
        for (int i = 0; i < size; i++) {
            long log = logs.at(numbers == null ? i : numbers[i]);
            high += log >> Integer.SIZE;
            low += log & 0xffff_ffffL;
        }
        return (high * 0x1p32 + low) / LogTable.UNIT;
    }

    /** How many intervals there are between purchases. */
    long intervals() {
        long sum = 0;
        for (int i = 0; i < size; i++) {
            sum += frequency.at(numbers == null ? i : numbers[i]);
        }
        return sum;
    }

    /** How often these customers bought on each day, first purchases not counted. */
    NavigableMap<LocalDate, Long> repeatPurchasesByDay() {
        long last = days.asOf().toEpochDay();
        // For instants the store's first day is that of UTC; in another zone it may be the day before.
        long base = Math.min(
                last, measured.store().firstDay().map(LocalDate::toEpochDay).orElse(last) - 1);
        int length = Math.toIntExact(last - base + 1);
        long[] byDay = measured.sweep()
                .collect(
                        days.timeline(),
                        Collector.of(
                                () -> new DayCounts(days.reader(), group, base, length),
                                DayCounts::add,
                                DayCounts::plus))
                .byDay;
        TreeMap<LocalDate, Long> dates = new TreeMap<>();
        for (int i = 0; i < length; i++) {
            if (byDay[i] > 0) {
                dates.put(LocalDate.ofEpochDay(base + i), byDay[i]);
            }
        }
        return Collections.unmodifiableNavigableMap(dates);
    }

    /** Counts repeat purchases by day, where there is a group only those of its customers. */
    private static final class DayCounts {
        private final PurchaseDays.Reader days;
        private final @Nullable Members<?> group;
        private final long base;
        private final long[] byDay;

        DayCounts(PurchaseDays.Reader days, @Nullable Members<?> group, long base, int length) {
            this.days = days;
            this.group = group;
            this.base = base;
            this.byDay = new long[length];
        }

        void add(History history) {
            if (group != null && !group.contains(history.customer())) {
                return;
            }
            days.read(history);
            if (days.inCalibration() > 0) {
                for (int i = 1; i < days.size(); i++) {
                    byDay[(int) (days.day(i) - base)]++;
                }
            }
        }

        DayCounts plus(DayCounts other) {
            for (int i = 0; i < byDay.length; i++) {
                byDay[i] += other.byDay[i];
            }
            return this;
        }
    }
}
