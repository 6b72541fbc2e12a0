package dev.retention.examples;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Simulates the orders of a small shop, the same on every machine, so that the examples have data that anybody may copy.
 *
 * <p>A customer starts on some day of the two years, by one of three channels; buys again as a Poisson process whose
 * rate differs between customers by a gamma distribution; may lose interest after each order with a probability that
 * differs by a beta distribution and by channel; and spends around a level of their own (a gamma-gamma mixture, as in the
 * BG/NBD and gamma-gamma models). Sales run a little higher at the end of the year.
 *
 * <p>Only {@link SplittableRandom#nextLong()} and {@link StrictMath} are used, whose results are specified to the bit.
 */
public final class OrderSimulator {

    /** The first day on which a customer may start. */
    public static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);

    /** The last simulated day. */
    public static final LocalDate LAST_DAY = LocalDate.of(2025, 12, 31);

    private static final long SEED = 20_240_101L;
    private static final int CUSTOMERS = 3_000;
    private static final String[] CHANNELS = {"search", "social", "referral"};
    /** The mean chance of losing interest after an order, by channel. */
    private static final double[] MEAN_DROPOUT = {0.22, 0.34, 0.13};

    private static final double DROPOUT_CONCENTRATION = 3;
    private static final double RATE_SHAPE = 1.1;
    private static final double MEAN_RATE_PER_DAY = 1 / 42.0;

    private record SimulatedOrder(String customer, LocalDate date, BigDecimal amount, String channel) {}

    private final SplittableRandom random = new SplittableRandom(SEED);

    private OrderSimulator() {}

    /**
     * Simulates the shop's orders as the lines of a CSV file, header first, sorted by day and customer.
     *
     * @return the file's lines, always the same
     */
    public static List<String> csvLines() {
        List<SimulatedOrder> orders = new OrderSimulator().simulate();
        orders.sort(Comparator.comparing(SimulatedOrder::date).thenComparing(SimulatedOrder::customer));
        List<String> lines = new ArrayList<>(orders.size() + 1);
        lines.add("customer,date,amount,channel");
        for (SimulatedOrder order : orders) {
            lines.add(order.customer() + "," + order.date() + "," + order.amount() + "," + order.channel());
        }
        return lines;
    }

    /**
     * Writes the simulated orders to a file.
     *
     * @param args the file's path
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args.length == 0 ? "simulated-orders.csv" : args[0]);
        Files.writeString(file, String.join("\n", csvLines()) + "\n", StandardCharsets.UTF_8);
    }

    private List<SimulatedOrder> simulate() {
        List<SimulatedOrder> orders = new ArrayList<>();
        double days = LAST_DAY.toEpochDay() - FIRST_DAY.toEpochDay() + 1;
        for (int i = 1; i <= CUSTOMERS; i++) {
            String customer = String.format(Locale.ROOT, "C%04d", i);
            int channel = channel();
            // Fewer customers start early than late: the shop grows.
            double start = days * StrictMath.pow(uniform(), 0.85);
            double rate = gamma(RATE_SHAPE) * MEAN_RATE_PER_DAY / RATE_SHAPE;
            double dropout = beta(
                    DROPOUT_CONCENTRATION * MEAN_DROPOUT[channel], DROPOUT_CONCENTRATION * (1 - MEAN_DROPOUT[channel]));
            double meanSpend = 60 / gamma(4) * 3;
            for (double t = start; t < days; t += exponential(rate)) {
                LocalDate date = FIRST_DAY.plusDays((long) t);
                // The first order always happens; later ones are thinned, which keeps the process exact.
                if (t == start || uniform() < season(date)) {
                    orders.add(new SimulatedOrder(customer, date, spend(meanSpend), CHANNELS[channel]));
                }
                if (uniform() < dropout) {
                    break;
                }
            }
        }
        return orders;
    }

    private int channel() {
        double u = uniform();
        return u < 0.5 ? 0 : u < 0.8 ? 1 : 2;
    }

    private static double season(LocalDate date) {
        return switch (date.getMonthValue()) {
            case 11, 12 -> 1;
            case 1, 2, 7, 8 -> 0.72;
            default -> 0.85;
        };
    }

    private BigDecimal spend(double mean) {
        long cents = StrictMath.round(gamma(6) / 6 * mean * 100);
        return BigDecimal.valueOf(Math.max(100, cents), 2);
    }

    /** A number inside (0, 1), ends excluded. */
    private double uniform() {
        return ((random.nextLong() >>> 11) + 0.5) * 0x1.0p-53;
    }

    private double exponential(double rate) {
        return -StrictMath.log(uniform()) / rate;
    }

    private double beta(double a, double b) {
        double x = gamma(a);
        return x / (x + gamma(b));
    }

    private double normal() {
        return StrictMath.sqrt(-2 * StrictMath.log(uniform())) * StrictMath.cos(2 * Math.PI * uniform());
    }

    /** A gamma variate of scale 1, by the method of Marsaglia and Tsang (2000). */
    private double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * StrictMath.pow(uniform(), 1 / shape);
        }
        double d = shape - 1 / 3.0;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = normal();
            double v = 1 + c * x;
            if (v > 0) {
                v = v * v * v;
                if (StrictMath.log(uniform()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                    return d * v;
                }
            }
        }
    }
}
