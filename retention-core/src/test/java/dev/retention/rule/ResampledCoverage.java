package dev.retention.rule;

import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.internal.Normal;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Movements;
import dev.retention.rule.Resampled.Method;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How often intervals hold the truth: the value kept from one month to the next, of customers four of five of whom stay, whose amounts
 * are log-normal. Run by hand for the table of {@code docs/intervals.md}.
 */
final class ResampledCoverage {
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 2, 29)).from(LocalDate.of(2024, 1, 1));
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final double STAY = 0.8;
    private static final double CHANGE = 0.3;

    private ResampledCoverage() {}

    /** Prints the table. */
    public static void main(String[] args) {
        for (int customers : new int[] {50, 1_000, 100_000}) {
            for (double spread : new double[] {0.5, 1, 2}) {
                int shops = customers > 10_000 ? 200 : 500;
                System.out.printf(
                        "%,d customers, spread %.1f: percentile %.3f, BCa %.3f%n",
                        customers,
                        spread,
                        of(customers, spread, shops, Method.PERCENTILE),
                        of(customers, spread, shops, Method.BCA));
            }
        }
    }

    /** The share of shops whose interval at 95 % holds the truth. */
    static double of(int customers, double spread, int shops, Method method) {
        double truth = STAY * Math.exp(CHANGE * CHANGE / 2);
        int held = 0;
        for (int shop = 0; shop < shops; shop++) {
            Movements<Long> movements =
                    CustomerMovements.over(MONTHS).of(store(customers, spread, new SplittableRandom(shop)));
            boolean holds = Resampled.of(movements.by(Resampled.buckets()))
                    .estimate(ResampledCoverage::kept, 0.95, method, 500)
                    .map(each -> each.interval().lower() <= truth
                            && truth <= each.interval().upper())
                    .orElse(false);
            held += holds ? 1 : 0;
        }
        return (double) held / shops;
    }

    private static Optional<Double> kept(Movements<Long> table) {
        double before = table.inPeriod("2024-01").amount().doubleValue();
        double kept = table.inPeriod("2024-02").retained().amount().doubleValue();
        return before == 0 ? Optional.empty() : Optional.of(kept / before);
    }

    private static HistoryStore<Long> store(int customers, double spread, SplittableRandom random) {
        LongHistoryBuilder builder = LongHistoryBuilder.ofDays().amounts(EUR);
        long january = LocalDate.of(2024, 1, 10).toEpochDay();
        for (int c = 0; c < customers; c++) {
            double size = 1e6 * Math.exp(spread * Normal.quantile(random.nextDouble()) - spread * spread / 2);
            builder.add(c, january, Math.round(size));
            if (random.nextDouble() < STAY) {
                double change = Math.exp(CHANGE * Normal.quantile(random.nextDouble()));
                builder.add(c, january + 31, Math.round(size * change));
            }
        }
        return builder.build();
    }
}
