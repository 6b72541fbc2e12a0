package dev.retention.benchmarks.model;

import java.util.SplittableRandom;

/**
 * Made-up customers who buy and leave as BG/NBD says, the same on every machine, with parameters like those known for a
 * music shop of 1997: many buy once, a few often.
 */
public final class Buyers {
    static final double R = 0.243;
    static final double ALPHA_DAYS = 4.414 * 7;
    static final double A = 0.793;
    static final double B = 2.426;

    private final int[] frequency;
    private final int[] recencyDays;
    private final int[] ageDays;

    private Buyers(int count) {
        frequency = new int[count];
        recencyDays = new int[count];
        ageDays = new int[count];
    }

    public static Buyers of(int count) {
        SplittableRandom random = new SplittableRandom(20_230_101);
        Buyers buyers = new Buyers(count);
        for (int i = 0; i < count; i++) {
            double rate = gamma(R, random) / ALPHA_DAYS;
            double stay = gamma(A, random);
            double leave = stay / (stay + gamma(B, random));
            buyers.ageDays[i] = 189 + random.nextInt(84);
            double day = 0;
            while (true) {
                day += exponential(random) / rate;
                if (!(day < buyers.ageDays[i])) {
                    break;
                }
                buyers.frequency[i]++;
                buyers.recencyDays[i] = (int) day + 1;
                if (random.nextDouble() < leave) {
                    break;
                }
            }
        }
        return buyers;
    }

    public int count() {
        return frequency.length;
    }

    /** Repeat purchases. */
    public int[] frequency() {
        return frequency;
    }

    /** Days from the first purchase to the last. */
    public int[] recencyDays() {
        return recencyDays;
    }

    /** Days from the first purchase to the end. */
    public int[] ageDays() {
        return ageDays;
    }

    private static double exponential(SplittableRandom random) {
        return -StrictMath.log(1 - random.nextDouble());
    }

    /** Ahrens and Dieter's rejection for the fraction of the shape, a sum of exponentials for the rest. */
    private static double gamma(double shape, SplittableRandom random) {
        double sum = 0;
        double rest = shape;
        for (; rest >= 1; rest--) {
            sum += exponential(random);
        }
        double bound = 1 + rest / Math.E;
        while (true) {
            double u = bound * random.nextDouble();
            double v = random.nextDouble();
            if (u <= 1) {
                double x = StrictMath.pow(u, 1 / rest);
                if (v <= StrictMath.exp(-x)) {
                    return sum + x;
                }
            } else {
                double x = -StrictMath.log((bound - u) / rest);
                if (v <= StrictMath.pow(x, rest - 1)) {
                    return sum + x;
                }
            }
        }
    }
}
