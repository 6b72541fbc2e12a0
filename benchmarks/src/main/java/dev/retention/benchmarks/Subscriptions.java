package dev.retention.benchmarks;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Made-up subscriptions, the same on every machine, and what they were worth a month.
 *
 * <p>There are seven customers for ten subscriptions: each has one and some have more. A subscription starts on a uniform day from a
 * year before the first month on. Its price has a heavy tail (Pareto, of shape 1.2, from 5.00 on) and is charged by the month or,
 * three times in ten, by the year. After some 240 days it ends (45 in 100), changes its price (40), two times in three upwards, or
 * rests for some 40 days (15); and so on up to the end.
 */
public final class Subscriptions {
    /** The first day of the first month. */
    public static final LocalDate START = LocalDate.of(2022, 1, 1);

    /** The day after the last month: the data are complete up to here. */
    public static final LocalDate END = LocalDate.of(2025, 1, 1);

    public static final int FIRST_DAY = (int) START.toEpochDay();
    public static final int MONTHS = 36;

    /** The first day on which anything may happen. */
    public static final int EARLIEST_DAY = FIRST_DAY - 365;

    private static final int END_DAY = (int) END.toEpochDay();
    private static final int STILL_RUNNING = Integer.MAX_VALUE;
    private static final long SEED = 20_220_101;
    private static final long HIGHEST_PRICE = 50_000_000;

    private Subscriptions() {}

    /** What a billing system has: from when until when a subscription had a price. */
    public record Contract(
            long customer,
            long subscription,
            LocalDate from,
            @Nullable LocalDate until,
            BigDecimal price,
            boolean yearly) {}

    /** Takes the states of one subscription after the other, in order of time; prices in minor units. */
    private interface States {
        void add(long customer, long subscription, int from, int until, long price, boolean yearly);
    }

    /** Every change of a customer's value per month, subscription by subscription. */
    public static Workload changes(int subscriptions) {
        Changes changes = new Changes();
        int customers = customers(subscriptions);
        for (int i = 0; i < subscriptions; i++) {
            states(i, customers, changes);
        }
        return changes.workload(customers);
    }

    /** As many rows of a billing system, in order of their first days. */
    public static List<Contract> contracts(int rows) {
        List<Contract> contracts = new ArrayList<>(rows + 64);
        int customers = customers(rows / 2);
        for (int i = 0; contracts.size() < rows; i++) {
            states(
                    i,
                    customers,
                    (customer, subscription, from, until, price, yearly) -> contracts.add(new Contract(
                            customer,
                            subscription,
                            LocalDate.ofEpochDay(from),
                            until == STILL_RUNNING ? null : LocalDate.ofEpochDay(until),
                            new BigDecimal(BigInteger.valueOf(price), 2),
                            yearly)));
        }
        contracts.subList(rows, contracts.size()).clear();
        contracts.sort(Comparator.comparing(Contract::from));
        return contracts;
    }

    /** What a price is a month, to the nearest minor unit and to the even one halfway. */
    public static long monthly(long price, boolean yearly) {
        if (!yearly) {
            return price;
        }
        long whole = price / 12;
        long rest = price % 12;
        return rest > 6 || (rest == 6 && whole % 2 != 0) ? whole + 1 : whole;
    }

    /** For each day counted from {@link #EARLIEST_DAY} its month counted from {@link #START}; −1 before. */
    public static int[] monthOfDay() {
        int[] months = new int[END_DAY - EARLIEST_DAY];
        for (int day = 0; day < months.length; day++) {
            LocalDate date = LocalDate.ofEpochDay(EARLIEST_DAY + day);
            months[day] = Math.max(-1, 12 * (date.getYear() - START.getYear()) + date.getMonthValue() - 1);
        }
        return months;
    }

    private static int customers(int subscriptions) {
        return Math.max(1, subscriptions / 10 * 7);
    }

    private static void states(int subscription, int customers, States to) {
        SplittableRandom random = new SplittableRandom(SEED + subscription);
        long customer = subscription < customers ? subscription : random.nextInt(customers);
        boolean yearly = random.nextInt(10) < 3;
        double month = 500 * Math.pow(1 - random.nextDouble(), -1 / 1.2);
        int from = EARLIEST_DAY + random.nextInt(END_DAY - EARLIEST_DAY);
        while (from < END_DAY) {
            int until = from + days(random, 240);
            boolean ends = until < END_DAY;
            long price = Math.round(Math.min(month, HIGHEST_PRICE)) * (yearly ? 10 : 1);
            to.add(customer, subscription, from, ends ? until : STILL_RUNNING, price, yearly);
            int next = random.nextInt(100);
            if (next < 45) {
                return;
            }
            if (next < 85) {
                month *= random.nextInt(3) < 2 ? 1 + random.nextDouble() : 0.5 + random.nextDouble() / 2;
                from = until;
            } else {
                from = until + days(random, 40);
            }
        }
    }

    /** From 1 on, exponential of a mean. */
    private static int days(SplittableRandom random, int mean) {
        return (int) Math.ceil(-Math.log(1 - random.nextDouble()) * mean + 1e-9);
    }

    /** The changes between states. */
    private static final class Changes implements States {
        private long[] customers = new long[1 << 10];
        private int[] days = new int[1 << 10];
        private long[] amounts = new long[1 << 10];
        private int size;
        private long customer;
        private long subscription = -1;
        private int until = STILL_RUNNING;
        private long value;

        @Override
        public void add(long of, long which, int from, int to, long price, boolean yearly) {
            boolean follows = which == subscription && from == until;
            long before = follows ? value : 0;
            if (!follows) {
                end();
            }
            customer = of;
            subscription = which;
            until = to;
            value = monthly(price, yearly);
            change(from, value - before);
        }

        private void end() {
            if (until != STILL_RUNNING) {
                change(until, -value);
            }
        }

        private void change(int day, long amount) {
            if (size == days.length) {
                customers = Arrays.copyOf(customers, size * 2);
                days = Arrays.copyOf(days, size * 2);
                amounts = Arrays.copyOf(amounts, size * 2);
            }
            customers[size] = customer;
            days[size] = day;
            amounts[size++] = amount;
        }

        Workload workload(int customerCount) {
            end();
            return Workload.of(
                    customerCount,
                    Arrays.copyOf(customers, size),
                    Arrays.copyOf(days, size),
                    Arrays.copyOf(amounts, size));
        }
    }
}
