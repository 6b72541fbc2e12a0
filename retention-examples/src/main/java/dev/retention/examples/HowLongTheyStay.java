package dev.retention.examples;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.survival.CoxFit;
import dev.retention.survival.CoxRegression;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.LifeTable;
import dev.retention.survival.LogRank;
import dev.retention.survival.ProportionalHazards;
import dev.retention.survival.SurvivalCurve;
import dev.retention.survival.Tenure;
import dev.retention.value.AmountPerCustomer;
import dev.retention.value.DiscountedValue;
import dev.retention.value.PaymentTiming;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * "How long do they stay, by contract, what has the price to do with it, and what is it worth?" On simulated customers in the shape
 * of the telecom churn data that many tutorials use: tenure, churned, contract, monthly charges.
 */
public final class HowLongTheyStay {
    private HowLongTheyStay() {}

    // region subscriber
    /** A customer as a billing system lists one: months so far, and whether they are over. */
    record Subscriber(int tenure, boolean churned, String contract, double monthlyCharges) {
        Tenure stay() { // whoever is still there has stayed for so long, and will for longer
            return churned ? Tenure.ended(tenure) : Tenure.censored(tenure);
        }
    }
    // endregion

    /** Customers who leave with a constant hazard, lower the longer the contract, higher with the charges; watched up to 72 months. */
    static List<Subscriber> simulate(int customers, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Subscriber> subscribers = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            int draw = random.nextInt(100);
            String contract = draw < 55 ? "Month-to-month" : draw < 76 ? "One year" : "Two year";
            double hazard = draw < 55 ? 0.03 : draw < 76 ? 0.006 : 0.0015;
            double charges = 20 + random.nextInt(100);
            double stays = -Math.log1p(-random.nextDouble()) / (hazard * Math.exp(0.01 * (charges - 65)));
            int watched = 1 + random.nextInt(72);
            subscribers.add(
                    new Subscriber((int) Math.min(watched, Math.ceil(stays)), stays <= watched, contract, charges));
        }
        return subscribers;
    }

    /**
     * Prints curves by contract with what they are worth, their comparison and a regression.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        // region stay
        List<Subscriber> subscribers = simulate(7_000, 1); // or your own
        Map<String, LifeTable> byContract = subscribers.stream()
                .collect(groupingBy(
                        Subscriber::contract, TreeMap::new, mapping(Subscriber::stay, LifeTable.toLifeTable())));
        AmountPerCustomer margin = AmountPerCustomer.of(new BigDecimal("26.00"), Currency.getInstance("USD"));
        DiscountedValue monthly = DiscountedValue.of(
                PeriodsPerYear.MONTHLY, DiscountRate.percentPerYear(10), PaymentTiming.FIRST_PAYMENT_NOW);
        byContract.forEach((contract, table) -> {
            SurvivalCurve curve = KaplanMeier.withDefaults().estimate(table);
            SurvivalCurve established = curve.givenStayed(12);
            out.printf(
                    Locale.ROOT,
                    "%s: %.1f %% stay a year, %.1f %% of those another%n",
                    contract,
                    100 * curve.at(12).orElseThrow(),
                    100 * established.at(12).orElseThrow());
            out.println("  median of months stayed: " + curve.median() + ", " + curve.quantileInterval(0.5));
            out.println("  months within five years: " + curve.restrictedMean(60));
            out.println("  margin of 24 months, new: "
                    + monthly.along(margin, month -> curve.at(month).orElseThrow(), 24));
            out.println("  and after a year: "
                    + monthly.along(margin, month -> established.at(month).orElseThrow(), 24));
        });
        out.println(LogRank.withDefaults().test(byContract));

        CoxFit<Subscriber> fit = CoxRegression.of(Subscriber::stay)
                .covariate("one year", s -> s.contract().equals("One year") ? 1 : 0)
                .covariate("two year", s -> s.contract().equals("Two year") ? 1 : 0)
                .covariate("charges", Subscriber::monthlyCharges)
                .fit(subscribers);
        out.println(fit);
        out.println(fit.proportionalHazards(ProportionalHazards.Transform.KAPLAN_MEIER)
                .global());
        // endregion
    }
}
