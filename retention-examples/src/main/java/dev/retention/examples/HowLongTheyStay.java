package dev.retention.examples;

import dev.retention.survival.CoxFit;
import dev.retention.survival.CoxRegression;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.LifeTable;
import dev.retention.survival.LogRank;
import dev.retention.survival.SurvivalCurve;
import dev.retention.survival.Tenure;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** "How long do they stay, by contract, and what does the price have to do with it?" On simulated telecom customers. */
public final class HowLongTheyStay {
    private HowLongTheyStay() {}

    /** A customer as a billing system holds one: those who have not left are censored at their tenure today. */
    record Subscriber(int months, boolean left, String contract, double monthlyCharge) {
        Tenure tenure() {
            return left ? Tenure.ended(months) : Tenure.censored(months);
        }
    }

    /** Customers who leave with a constant hazard, higher by the month and with the charge, watched for up to 72 months. */
    static List<Subscriber> simulate(int customers, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Subscriber> subscribers = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            boolean monthly = random.nextInt(2) == 0;
            double charge = 20 + random.nextInt(100);
            double hazard = (monthly ? 0.045 : 0.008) * Math.exp(0.01 * (charge - 70));
            double stays = -Math.log(1 - random.nextDouble()) / hazard;
            int watched = 1 + random.nextInt(72);
            subscribers.add(new Subscriber(
                    (int) Math.min(watched, Math.ceil(stays)),
                    stays <= watched,
                    monthly ? "monthly" : "yearly",
                    charge));
        }
        return subscribers;
    }

    /**
     * Prints curves by contract, their comparison and a regression.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        List<Subscriber> subscribers = simulate(2_000, 1);
        // region stay
        Map<String, LifeTable> byContract = new LinkedHashMap<>();
        for (String contract : List.of("monthly", "yearly")) {
            List<Tenure> tenures = subscribers.stream()
                    .filter(subscriber -> subscriber.contract().equals(contract))
                    .map(Subscriber::tenure)
                    .toList();
            byContract.put(contract, LifeTable.of(tenures));
            SurvivalCurve curve = KaplanMeier.withDefaults().estimate(byContract.get(contract));
            out.printf(
                    Locale.ROOT,
                    "%s: %.1f %% stay a year%n",
                    contract,
                    100 * curve.at(12).orElseThrow());
            out.println("months here within five years: " + curve.restrictedMean(60));
        }
        out.println(LogRank.withDefaults().test(byContract));

        CoxFit<Subscriber> fit = CoxRegression.of(Subscriber::tenure)
                .covariate("monthly", s -> s.contract().equals("monthly") ? 1 : 0)
                .covariate("charge", Subscriber::monthlyCharge)
                .fit(subscribers);
        out.println(fit);
        // endregion
    }
}
