package dev.retention.benchmarks;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Events of made-up customers, the same on every machine: each value is a function of a fixed seed and an index.
 *
 * <p>There is one customer for twenty events. A customer is acquired on a uniform day of 2023 and 2024 and lives a
 * uniform part of the days left; its events fall uniformly in that life. An event's amount is uniform in 100 to 50,000
 * minor units. Events come in random order unless {@link #sorted()}.
 */
public final class Workload {
    /** The first day of the first month. */
    public static final LocalDate START = LocalDate.of(2023, 1, 1);

    /** The day after the last month: the data are complete up to here. */
    public static final LocalDate END = LocalDate.of(2025, 1, 1);

    public static final int FIRST_DAY = (int) START.toEpochDay();
    public static final int DAYS = (int) (END.toEpochDay() - START.toEpochDay());
    public static final int MONTHS = 24;

    /** Bits that hold a day counted from {@link #START}. */
    public static final int DAY_BITS = 10;

    /** The kinds of events. */
    public static final List<String> CODES = List.of("mail", "search", "shop", "friend");

    private static final int EVENTS_PER_CUSTOMER = 20;

    private final int customerCount;
    private final long[] customers;
    private final int[] days;
    private final long[] amounts;

    private Workload(int customerCount, long[] customers, int[] days, long[] amounts) {
        this.customerCount = customerCount;
        this.customers = customers;
        this.days = days;
        this.amounts = amounts;
    }

    /** Events of somebody's own; customers are numbered from 0. */
    public static Workload of(int customerCount, long[] customers, int[] days, long[] amounts) {
        return new Workload(customerCount, customers, days, amounts);
    }

    /** Random order, customers numbered from 0. */
    public static Workload dense(int events) {
        return dense(events, Math.max(1, events / EVENTS_PER_CUSTOMER));
    }

    /** Random order, so many customers numbered from 0. */
    public static Workload dense(int events, int customerCount) {
        long[] customers = new long[events];
        int[] days = new int[events];
        long[] amounts = new long[events];
        for (int i = 0; i < events; i++) {
            int customer = Column.CUSTOMER.below(customerCount, i);
            int acquired = Column.ACQUIRED.below(DAYS, customer);
            int life = Column.LIFE.below(DAYS - acquired, customer);
            customers[i] = customer;
            days[i] = FIRST_DAY + acquired + Column.DAY.below(life + 1, i);
            amounts[i] = 100L + Column.AMOUNT.below(49_901, i);
        }
        return new Workload(customerCount, customers, days, amounts);
    }

    /** The same events, each customer under an id that may be any {@code long}; customers must be numbered from 0. */
    public Workload withAnyIds() {
        long[] ids = new long[customers.length];
        Arrays.setAll(ids, i -> Column.ID.at(customers[i]));
        return new Workload(customerCount, ids, days, amounts);
    }

    /** The same events by customer, then day; customers must be numbered from 0. */
    public Workload sorted() {
        int indexBits = Integer.SIZE - Integer.numberOfLeadingZeros(events());
        long[] keys = new long[events()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (customers[i] << DAY_BITS | (days[i] - FIRST_DAY)) << indexBits | i;
        }
        Arrays.parallelSort(keys);
        long[] sortedCustomers = new long[keys.length];
        int[] sortedDays = new int[keys.length];
        long[] sortedAmounts = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int from = (int) (keys[i] & ((1L << indexBits) - 1));
            sortedCustomers[i] = customers[from];
            sortedDays[i] = days[from];
            sortedAmounts[i] = amounts[from];
        }
        return new Workload(customerCount, sortedCustomers, sortedDays, sortedAmounts);
    }

    /** The first of the events, as they were known when the others had not come in. */
    public Workload first(int events) {
        return of(
                customerCount,
                Arrays.copyOf(customers, events),
                Arrays.copyOf(days, events),
                Arrays.copyOf(amounts, events));
    }

    public int events() {
        return days.length;
    }

    /** How many ids there are; a customer may have no event. */
    public int customerCount() {
        return customerCount;
    }

    public long[] customers() {
        return customers;
    }

    /** Days since 1970-01-01. */
    public int[] days() {
        return days;
    }

    /** Amounts in minor units. */
    public long[] amounts() {
        return amounts;
    }

    /** The events as a caller's own objects, each with a date of its own. */
    public List<Order> orders() {
        List<Order> orders = new ArrayList<>(events());
        for (int i = 0; i < events(); i++) {
            orders.add(new Order(customers[i], LocalDate.ofEpochDay(days[i]), amounts[i]));
        }
        return orders;
    }

    /** The same with customers who have names; each event brings a text of its own, as rows of a database do. */
    public List<NamedOrder> namedOrders() {
        List<NamedOrder> orders = new ArrayList<>(events());
        for (int i = 0; i < events(); i++) {
            orders.add(new NamedOrder(name(customers[i]), LocalDate.ofEpochDay(days[i]), amounts[i]));
        }
        return orders;
    }

    /** The name of a customer. */
    public static String name(long customer) {
        return "customer-" + customer;
    }

    /** The code of what a customer does on a day, an index into {@link #CODES}. */
    public static int code(long customer, int day) {
        return Column.CODE.below(CODES.size(), customer << DAY_BITS | (day - FIRST_DAY));
    }

    /** What an event cost: three fifths of its amount, in whole minor units. */
    public static long cost(long amount) {
        return amount * 3 / 5;
    }

    /** For each day counted from {@link #START} its month counted from there. */
    public static int[] monthOfDay() {
        int[] months = new int[DAYS];
        for (int day = 0; day < DAYS; day++) {
            LocalDate date = START.plusDays(day);
            months[day] = 12 * (date.getYear() - START.getYear()) + date.getMonthValue() - 1;
        }
        return months;
    }

    /** For each month counted from {@link #START} its first day counted from there, and the number of days at the end. */
    public static int[] firstDays() {
        int[] days = new int[MONTHS + 1];
        Arrays.fill(days, DAYS);
        int[] months = monthOfDay();
        for (int day = DAYS - 1; day >= 0; day--) {
            days[months[day]] = day;
        }
        return days;
    }

    /** What a shop's own code might hold. */
    public record Order(long customer, LocalDate day, long amount) {}

    /** What it might hold where customers are texts. */
    public record NamedOrder(String customer, LocalDate day, long amount) {}

    /** Streams of random numbers, by SplitMix64 in counter form. */
    enum Column {
        CUSTOMER(1),
        ACQUIRED(2),
        LIFE(3),
        DAY(4),
        AMOUNT(5),
        ID(6),
        TENURE(7),
        ENDED(8),
        CODE(9);

        private static final long SEED = 20_230_101;

        private final long seed;

        Column(int stream) {
            seed = mix(SEED, stream);
        }

        /** Different for different indices. */
        long at(long index) {
            return mix(seed, index);
        }

        /** Uniform in [0, bound). */
        int below(int bound, long index) {
            return (int) (((at(index) >>> 32) * bound) >>> 32);
        }

        private static long mix(long seed, long index) {
            long z = seed + (index + 1) * 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            return z ^ (z >>> 31);
        }
    }
}
