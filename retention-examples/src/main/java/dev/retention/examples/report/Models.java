package dev.retention.examples.report;

import dev.retention.Interval;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What models of purchasing say of the customers.
 *
 * @param timeUnit the unit of time of the parameters
 * @param until the last day of the orders that the models were fitted to
 * @param fits one for each model
 * @param base what the customers will bring within a year, if the models for that converged
 * @param customers what to expect of each customer
 */
record Models(String timeUnit, LocalDate until, List<Fit> fits, Optional<Base> base, List<Customer> customers) {

    Models {
        fits = List.copyOf(fits);
        customers = List.copyOf(customers);
    }

    /** The fits as people read them. */
    Answers.Listing listing() {
        List<List<String>> rows = new ArrayList<>();
        for (Fit fit : fits) {
            StringBuilder text = new StringBuilder();
            fit.parameters()
                    .forEach((name, value) -> text.append(String.format(Locale.ROOT, "%s %.4f, ", name, value)));
            text.append(String.format(Locale.ROOT, "log-likelihood %.1f, %s", fit.logLikelihood(), fit.status()));
            fit.holdout()
                    .ifPresent(tracked -> text.append(String.format(
                            Locale.ROOT,
                            "; holdout: %,.1f purchases expected, %,d came",
                            tracked.expected(),
                            tracked.actual())));
            fit.warnings().forEach(warning -> text.append("; ").append(warning));
            rows.add(List.of(fit.name(), text.toString()));
        }
        String value = base.map(known -> String.format(
                        Locale.ROOT,
                        " Within a year all customers bring %,.0f (95 %%: %,.0f to %,.0f; %s).",
                        known.value(),
                        known.interval().lower(),
                        known.interval().upper(),
                        known.terms()))
                .orElse("");
        return new Answers.Listing(
                "What will they buy?",
                "Models of purchasing and spend, fitted to the orders up to " + until + "; the unit of time is the "
                        + timeUnit + "." + value,
                List.of("Model", "Fit"),
                rows);
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
     * @param warnings what to heed
     * @param holdout how many purchases came in the holdout and how many the model expected, if it tells
     */
    record Fit(
            String name,
            long customers,
            Map<String, Double> parameters,
            Map<String, Double> standardErrors,
            double logLikelihood,
            String status,
            List<String> warnings,
            Optional<Holdout> holdout) {}

    /**
     * Purchases in the holdout.
     *
     * @param actual how many there were
     * @param expected how many were expected
     */
    record Holdout(long actual, double expected) {}

    /**
     * The value of all customers.
     *
     * @param terms margin, discount and horizon in words
     * @param value the sum
     * @param interval its interval, for chance in the estimates
     */
    record Base(String terms, double value, Interval interval) {}

    /**
     * What to expect of a customer.
     *
     * @param customer the key
     * @param frequency the repeat purchases so far
     * @param alive the probability that more may come
     * @param nextYear the purchases to expect within a year
     * @param value what they bring, discounted, if known
     */
    record Customer(String customer, int frequency, double alive, double nextYear, OptionalDouble value) {}
}
