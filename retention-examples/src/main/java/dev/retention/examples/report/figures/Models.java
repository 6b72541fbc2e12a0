package dev.retention.examples.report.figures;

import dev.retention.Interval;
import dev.retention.model.FitStatus;
import dev.retention.model.Forecast;
import dev.retention.model.HoldoutPurchases;
import dev.retention.model.PurchaseFrequencies;
import dev.retention.model.PurchaseTracking;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What models of purchasing and spend say of the customers.
 *
 * @param unit the unit of time of the parameters
 * @param until the last day of the orders that the models were fitted to, on which the customers are valued
 * @param horizon how many units ahead purchases are expected
 * @param terms what the values hold, in words
 * @param fits one for each model
 * @param chosen the name of the model by which customers are valued, if one of them converged
 * @param base what the customers will bring, or why that cannot be said
 * @param customers what to expect of each customer, by the chosen model
 */
public record Models(
        TimeUnit unit,
        LocalDate until,
        double horizon,
        String terms,
        List<Fit> fits,
        Optional<String> chosen,
        Base base,
        List<Customer> customers) {

    /** How many customers at risk are shown. */
    public static final int AT_RISK = 10;

    /** Customers with so many repeat purchases or more are one class; the literature does the same. */
    public static final int MOST_REPEATS = 7;

    /** Up to which share of the actual purchases a forecast may err and still count as having held. */
    private static final double HELD = 0.10;

    /** From which share on a forecast counts as failed. */
    private static final double FAILED = 0.25;

    public Models {
        fits = List.copyOf(fits);
        customers = List.copyOf(customers);
    }

    /** The unit of time of a model. */
    public enum TimeUnit {
        DAY(30),
        WEEK(4),
        MONTH(1);

        private final int lookBack;

        TimeUnit(int lookBack) {
            this.lookBack = lookBack;
        }

        /** The word for one unit. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** How many units ago P(alive) is compared with today's: about a month. */
        public int lookBack() {
            return lookBack;
        }
    }

    /** The fits of models of purchasing that are shown against what happened. */
    public List<Fit> tracked() {
        return fits.stream().filter(fit -> fit.tracked().isPresent()).toList();
    }

    /** The customers whose value slips away fastest, the most urgent first. */
    public List<Customer> atRisk() {
        return customers.stream()
                .filter(each -> each.atRisk().isPresent() && each.atRisk().getAsDouble() > 0)
                .sorted(Comparator.comparingDouble(each -> -each.atRisk().orElse(0)))
                .limit(AT_RISK)
                .toList();
    }

    /** The rule of {@link #atRisk()} in words. */
    public String atRiskRule() {
        return "Chosen by the value that slipped away within the last " + ago()
                + " without an order: what the customer would bring if surely still one, times the fall of P(alive), "
                + "the probability that they are. Long-lost customers have nothing left to fall and are not here.";
    }

    /** How far back P(alive) is compared. */
    public String ago() {
        return Words.counted(unit.lookBack(), unit.word());
    }

    /** What a manager should know before using the figures, one sentence each. */
    public List<String> advice() {
        List<String> advice = new ArrayList<>();
        for (Fit fit : fits) {
            if (fit.status() != FitStatus.CONVERGED) {
                advice.add("Do not trust " + fit.name() + ", because " + fit.explanation() + ".");
            }
            fit.tracked()
                    .flatMap(Tracked::holdout)
                    .map(HoldoutPurchases::total)
                    .ifPresent(total -> advice.add(held(fit.name(), total)));
            fit.warnings().forEach(warning -> advice.add("Careful with " + fit.name() + ": " + warning + "."));
        }
        boolean held = tracked().stream()
                .anyMatch(fit -> fit.tracked().flatMap(Tracked::holdout).isPresent());
        chosen.ifPresent(name -> {
            advice.add("Customers are valued by " + name + ", the model "
                    + (held
                            ? "that came nearest to the purchases in the holdout."
                            : "under which the data are likeliest of those that could be fitted."));
            if (held) {
                advice.add("Customers stand as of " + until + ", the last day before the holdout; for today's, leave "
                        + "--holdout-from out.");
            }
            if (name.equals("BG/NBD")) {
                advice.add("By BG/NBD nobody leaves before a second order: P(alive) of everyone with one order is 1.");
            }
        });
        advice.add("No model here knows of seasons, prices or campaigns: it supposes that customers go on as before.");
        return advice;
    }

    private static String held(String name, Forecast total) {
        String text = String.format(
                Locale.ROOT,
                "%s: in the holdout %,.1f purchases were expected of customers by what each had bought before, %,d came",
                name,
                total.expected(),
                total.actual());
        if (total.actual() == 0) {
            return text + ".";
        }
        double error = total.error() / total.actual();
        return text + ", " + Words.percent(Math.abs(error)) + " too " + (error > 0 ? "many" : "few") + ": "
                + (Math.abs(error) <= HELD
                        ? "the forecast held."
                        : Math.abs(error) <= FAILED
                                ? "the forecast was off; leave room in plans."
                                : "do not trust this forecast, because it did not hold.");
    }

    /**
     * A model's fit.
     *
     * @param name the model
     * @param customers how many customers it was fitted to
     * @param parameters the estimates by name
     * @param standardErrors the standard errors of those that have one
     * @param logLikelihood the logarithm of the likelihood
     * @param status whether the fit can be used
     * @param explanation the same in words
     * @param warnings what to heed
     * @param tracked what happened beside what the model expects, if it converged and is one of purchasing
     * @param value what all customers will bring by this model, if that can be said
     */
    public record Fit(
            String name,
            long customers,
            Map<String, Double> parameters,
            Map<String, Double> standardErrors,
            double logLikelihood,
            FitStatus status,
            String explanation,
            List<String> warnings,
            Optional<Tracked> tracked,
            OptionalDouble value) {

        /** The parameters with their standard errors, as people read them. */
        public String estimates() {
            List<String> all = new ArrayList<>();
            parameters.forEach((parameter, estimate) -> {
                Double error = standardErrors.get(parameter);
                all.add(String.format(Locale.ROOT, "%s %.4f", parameter, estimate)
                        + (error == null ? "" : String.format(Locale.ROOT, " ± %.4f", error)));
            });
            return String.join(", ", all);
        }
    }

    /**
     * What happened beside what a model expects.
     *
     * @param periods by period of the calibration and the holdout
     * @param holdout by customer in the holdout, if there is one
     * @param frequencies by number of repeat purchases in the calibration
     */
    public record Tracked(
            PurchaseTracking periods, Optional<HoldoutPurchases> holdout, PurchaseFrequencies frequencies) {}

    /**
     * The value of all customers.
     *
     * @param value the sum, if it can be said
     * @param interval its interval, for chance in the estimates
     * @param newCustomer what a customer yet to be won will bring, first purchase included
     * @param reason why there is none
     */
    public record Base(OptionalDouble value, Optional<Interval> interval, OptionalDouble newCustomer, String reason) {}

    /**
     * What to expect of a customer.
     *
     * @param customer the key
     * @param frequency the repeat purchases so far
     * @param lastPurchase the day of the last purchase
     * @param aliveBefore the probability of being a customer about a month ago, if there has been no purchase since
     * @param alive the probability that more may come
     * @param expected the purchases to expect within the horizon
     * @param value what they bring, discounted, if known
     * @param atRisk how much of the value has slipped away within about a month, if known
     */
    public record Customer(
            String customer,
            int frequency,
            LocalDate lastPurchase,
            OptionalDouble aliveBefore,
            double alive,
            double expected,
            OptionalDouble value,
            OptionalDouble atRisk) {}
}
