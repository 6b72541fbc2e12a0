package dev.retention.benchmarks.survival;

import dev.retention.survival.Tenure;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Made-up customers with five traits that multiply a constant hazard of leaving, watched for up to 1,000 days. */
final class Subscribers {
    static final int TRAITS = 5;

    private static final double[] EFFECTS = {0.7, -0.4, 0.3, -0.2, 0.1};

    private Subscribers() {}

    /** A customer as a billing system holds one. */
    record Subscriber(double days, boolean left, double a, double b, double c, double d, double e) {
        Tenure tenure() {
            return Tenure.of(days, left);
        }

        double[] traits() {
            return new double[] {a, b, c, d, e};
        }
    }

    /** As many customers, the same on every machine. */
    static List<Subscriber> of(int count, Clock clock) {
        SplittableRandom random = new SplittableRandom(20_230_101);
        List<Subscriber> subscribers = new ArrayList<>(count);
        double[] x = new double[TRAITS];
        for (int i = 0; i < count; i++) {
            x[0] = random.nextInt(2);
            x[1] = random.nextInt(4);
            x[2] = random.nextDouble() * 3;
            x[3] = random.nextDouble() * 2 - 1;
            x[4] = -Math.log1p(-random.nextDouble());
            double eta = 0;
            for (int j = 0; j < TRAITS; j++) {
                eta += EFFECTS[j] * x[j];
            }
            double end = -Math.log1p(-random.nextDouble()) * 400 * Math.exp(-eta);
            double look = 1_000 * (1 - random.nextDouble());
            double days = Math.min(end, look);
            subscribers.add(new Subscriber(
                    clock == Clock.DAYS ? Math.ceil(days) : days, end <= look, x[0], x[1], x[2], x[3], x[4]));
        }
        return subscribers;
    }
}
