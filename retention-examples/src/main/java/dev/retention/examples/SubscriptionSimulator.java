package dev.retention.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Simulates the subscriptions of a small software company, the same on every machine, so that the examples have data that anybody may
 * copy: one line for each state of a subscription, as a billing system exports them.
 *
 * <p>A customer starts on some day of the three years, most after a trial, on one of three plans by the month or, rarely, by the year, with
 * some seats; adds and removes seats, changes the plan, adds a second product; some cancel, by a rate that falls with the size of the plan,
 * some fail to pay, of whom a part returns within days, some after months. In the second year prices of the smallest plan rise.
 *
 * <p>Only {@link SplittableRandom#nextLong()} and {@link StrictMath} are used, whose results are specified to the bit.
 */
public final class SubscriptionSimulator {

    /** The first day on which a customer may start. */
    public static final LocalDate FIRST_DAY = LocalDate.of(2023, 7, 1);

    /** The last simulated day. */
    public static final LocalDate LAST_DAY = LocalDate.of(2026, 6, 30);

    private static final long SEED = 20_230_701L;
    private static final int CUSTOMERS = 900;
    private static final LocalDate PRICE_RISE = LocalDate.of(2025, 2, 1);
    private static final String[] PLANS = {"starter", "team", "business"};
    private static final int[] PRICES = {19, 39, 79};
    private static final double[] CHURN = {0.034, 0.019, 0.009};
    private static final String[] REASONS = {
        "too expensive", "missing feature", "went to a competitor", "project ended", "company closed"
    };

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<String> lines = new ArrayList<>();
    private int subscriptions;

    private SubscriptionSimulator() {}

    /** A subscription while it is simulated: the state that began last. */
    private static final class State {
        private final String customer;
        private final String subscription;
        private final String family;
        private final boolean yearly;
        private LocalDate since;
        private int plan;
        private int seats;

        State(
                String customer,
                String subscription,
                String family,
                boolean yearly,
                LocalDate since,
                int plan,
                int seats) {
            this.customer = customer;
            this.subscription = subscription;
            this.family = family;
            this.yearly = yearly;
            this.since = since;
            this.plan = plan;
            this.seats = seats;
        }
    }

    /**
     * Simulates the subscriptions as the lines of a CSV file, header first.
     *
     * @return the file's lines, always the same
     */
    public static List<String> csvLines() {
        SubscriptionSimulator simulator = new SubscriptionSimulator();
        simulator.lines.add(
                "customer,subscription,status,start,end,cancelled_on,plan,family,quantity,price,interval,currency,mode,reason");
        for (int i = 1; i <= CUSTOMERS; i++) {
            simulator.customer(String.format(Locale.ROOT, "K%04d", i));
        }
        return simulator.lines;
    }

    /**
     * Writes the simulated subscriptions to a file.
     *
     * @param args the file's path
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args.length == 0 ? "simulated-subscriptions.csv" : args[0]);
        Files.writeString(file, String.join("\n", csvLines()) + "\n", StandardCharsets.UTF_8);
    }

    private void customer(String customer) {
        double days = LAST_DAY.toEpochDay() - FIRST_DAY.toEpochDay() + 1;
        LocalDate start = FIRST_DAY.plusDays((long) (days * StrictMath.pow(uniform(), 0.9)));
        double u = uniform();
        int plan = u < 0.55 ? 0 : u < 0.87 ? 1 : 2;
        int seats = 1 + (int) (-StrictMath.log(uniform()) * (2 + 4 * plan));
        LocalDate trialEnd = start.plusDays(14);
        if (uniform() < 0.6) {
            boolean runs = trialEnd.isAfter(LAST_DAY);
            boolean bought = uniform() < 0.6;
            String trial = "T" + customer.substring(1);
            write(
                    customer,
                    trial,
                    "trialing",
                    start,
                    runs ? null : trialEnd,
                    null,
                    PLANS[plan],
                    "core",
                    seats,
                    price(plan, false, start),
                    "month",
                    "",
                    "");
            if (runs || !bought) {
                return;
            }
            start = trialEnd;
        }
        State state = new State(customer, next(), "core", uniform() < 0.18, start, plan, seats);
        while (state != null) {
            state = live(state);
        }
    }

    private String next() {
        subscriptions++;
        return String.format(Locale.ROOT, "S%05d", subscriptions);
    }

    /** Goes through a subscription month by month; returns the one with which the customer comes back, if so. */
    private @Nullable State live(State state) {
        boolean second = false;
        LocalDate first = state.since;
        for (int month = 1; ; month++) {
            LocalDate day = first.plusMonths(month);
            if (day.isAfter(LAST_DAY)) {
                write(state, uniform() < 0.02 ? "past_due" : "active", null, null, "", "");
                return null;
            }
            double leaves = CHURN[state.plan] * (month < 4 ? 1.5 : 1) * (state.yearly ? month % 12 == 0 ? 6 : 0 : 1);
            double u = uniform();
            if (u < leaves) {
                return end(state, day);
            }
            if (u > 0.985 && !state.yearly) {
                return failedPayment(state, day);
            }
            if (!second && uniform() < 0.012) {
                second = true;
                addSecond(state.customer, day);
            }
            change(state, day);
        }
    }

    private @Nullable State end(State state, LocalDate day) {
        LocalDate notice = day.minusDays(3 + (long) (uniform() * 25));
        String reason = uniform() < 0.15 ? "" : REASONS[(int) (REASONS.length * uniform() * uniform())];
        write(state, "canceled", day, notice.isBefore(state.since) ? state.since : notice, "voluntary", reason);
        LocalDate back = day.plusDays(40 + (long) (uniform() * 200));
        return uniform() < 0.1 && !back.isAfter(LAST_DAY)
                ? new State(state.customer, next(), state.family, false, back, state.plan, state.seats)
                : null;
    }

    private @Nullable State failedPayment(State state, LocalDate day) {
        write(state, "canceled", day, null, "failed payment", "");
        LocalDate back = day.plusDays(2 + (long) (uniform() * 9));
        return uniform() < 0.5 && !back.isAfter(LAST_DAY)
                ? new State(state.customer, next(), state.family, false, back, state.plan, state.seats)
                : null;
    }

    private void addSecond(String customer, LocalDate day) {
        boolean ends = uniform() < 0.3;
        LocalDate end = day.plusMonths(3 + (long) (uniform() * 12));
        boolean ended = ends && !end.isAfter(LAST_DAY);
        write(
                customer,
                next(),
                ended ? "canceled" : "active",
                day,
                ended ? end : null,
                ended ? end.minusDays(10) : null,
                "analytics",
                "analytics",
                1,
                49,
                "month",
                ended ? "voluntary" : "",
                ended ? REASONS[1] : "");
    }

    private void change(State state, LocalDate day) {
        double u = uniform();
        int plan = state.plan;
        int seats = state.seats;
        if (u < 0.035) {
            seats += 1 + (int) (uniform() * 3);
        } else if (u < 0.052) {
            seats = StrictMath.max(1, seats - 1 - (int) (uniform() * 2));
        } else if (u < 0.063) {
            plan = StrictMath.min(2, plan + 1);
        } else if (u < 0.069) {
            plan = StrictMath.max(0, plan - 1);
        }
        boolean dearer = state.plan == 0 && state.since.isBefore(PRICE_RISE) && !day.isBefore(PRICE_RISE);
        if ((plan == state.plan && seats == state.seats && !dearer) || state.yearly) {
            return;
        }
        write(state, "active", day, null, "", "");
        state.since = day;
        state.plan = plan;
        state.seats = seats;
    }

    private static int price(int plan, boolean yearly, LocalDate since) {
        int monthly = PRICES[plan] + (plan == 0 && !since.isBefore(PRICE_RISE) ? 3 : 0);
        return yearly ? 10 * monthly : monthly;
    }

    private void write(
            State state,
            String status,
            @Nullable LocalDate end,
            @Nullable LocalDate notice,
            String mode,
            String reason) {
        write(
                state.customer,
                state.subscription,
                status,
                state.since,
                end,
                notice,
                PLANS[state.plan],
                state.family,
                state.seats,
                price(state.plan, state.yearly, state.since),
                state.yearly ? "year" : "month",
                mode,
                reason);
    }

    private void write(
            String customer,
            String subscription,
            String status,
            LocalDate start,
            @Nullable LocalDate end,
            @Nullable LocalDate notice,
            String plan,
            String family,
            int quantity,
            int price,
            String interval,
            String mode,
            String reason) {
        lines.add(String.join(
                ",",
                customer,
                subscription,
                status,
                start.toString(),
                end == null ? "" : end.toString(),
                notice == null ? "" : notice.toString(),
                plan,
                family,
                Integer.toString(quantity),
                price + ".00",
                interval,
                "EUR",
                mode,
                reason));
    }

    /** A number inside (0, 1), ends excluded. */
    private double uniform() {
        return ((random.nextLong() >>> 11) + 0.5) * 0x1.0p-53;
    }
}
