package dev.retention.examples.report;

import dev.retention.examples.report.RetentionReport.Rate;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/** How the report writes numbers for people, the same in every language setting of the machine. */
final class Words {

    private Words() {}

    /** A count with grouping, such as {@code 23,570}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** An amount with grouping at its own number of decimals, such as {@code 1,234.50}. */
    static String amount(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,." + Math.max(0, amount.scale()) + "f", amount);
    }

    /** An amount with its currency, such as {@code USD 1,234.50}. */
    static String money(Currency currency, BigDecimal amount) {
        return currency.getCurrencyCode() + " " + amount(amount);
    }

    /** A share in percent with one decimal, such as {@code 23.4 %}. */
    static String percent(double share) {
        return percentNumber(share) + " %";
    }

    /** The same without the sign. */
    static String percentNumber(double share) {
        return String.format(Locale.ROOT, "%.1f", share * 100);
    }

    /** An interval in percent, such as {@code 22.1 to 24.8 %}. */
    static String interval(Rate rate) {
        return percentNumber(rate.interval().lower()) + " to "
                + percent(rate.interval().upper());
    }

    /** A number of days, such as {@code 90} or {@code 123.5}. */
    static String days(double days) {
        return String.format(Locale.ROOT, days == Math.rint(days) ? "%,.0f" : "%,.1f", days);
    }

    /** The median with its interval, such as {@code 120 (110 to 131)}. */
    static String median(Survival.Group group) {
        return group.median().map(Words::days).orElse("not reached")
                + group.medianInterval()
                        .map(interval -> " (" + days(interval.lower()) + " to "
                                + (Double.isFinite(interval.upper()) ? days(interval.upper()) : "no bound") + ")")
                        .orElse("");
    }

    /** The restricted mean with its interval. */
    static String mean(Survival.Group group) {
        return String.format(
                Locale.ROOT,
                "%,.1f (%,.1f to %,.1f)",
                group.mean(),
                group.meanInterval().lower(),
                group.meanInterval().upper());
    }

    /** What stands for the log-rank test where there is none; empty where there are no groups to compare. */
    static Optional<String> notCompared(Survival survival) {
        return survival.difference().isPresent() || survival.groups().size() < 3
                ? Optional.empty()
                : Optional.of("Log-rank test of the groups: cannot be compared: everybody who was at risk left on the"
                        + " same day, or no two groups were at risk together.");
    }

    /** The log-rank test in words. */
    static String difference(Survival.Difference difference) {
        String p = difference.pValue() < 0.0001
                ? "p < 0.0001"
                : String.format(Locale.ROOT, "p = %.4f", difference.pValue());
        return String.format(
                        Locale.ROOT,
                        "Log-rank test of the groups: chi-squared %.2f, %d degree%s of freedom, ",
                        difference.chiSquared(),
                        difference.degreesOfFreedom(),
                        difference.degreesOfFreedom() == 1 ? "" : "s")
                + p
                + (difference.pValue() < 0.05 ? ": they differ beyond chance." : ": no clear difference.");
    }

    /** A multiple, such as {@code 3.2 times}. */
    static String times(double factor) {
        return String.format(Locale.ROOT, "%.1f times", factor);
    }

    /** After how many periods a cohort had earned its cost, such as {@code after 3 months}. */
    static String payback(Worth.Paid paid, String period) {
        return paid.age()
                .map(age -> age == 0 ? "in its first " + period : "after " + counted(age, period))
                .orElse("not yet after " + counted(paid.observed(), period));
    }

    /** When cohorts have earned what they cost. */
    static String paybacks(Worth worth, String period) {
        Worth.Paid oldest = worth.paybacks().get(0);
        return count(worth.paidBack()) + " of " + counted(worth.paybacks().size(), "cohort")
                + " have earned the " + amount(worth.acquisitionCost().orElseThrow())
                + " that each of their customers cost, the lost ones included; the oldest, " + oldest.cohort() + ", "
                + payback(oldest, period) + ".";
    }

    /** How often an order must be followed by another. */
    static Optional<String> breakEven(Worth worth) {
        return worth.breakEven().map(even -> {
            String first = "A first order leaves " + amount(even.firstMargin()) + " of margin";
            return even.needed() == 0
                    ? first + ", which pays for winning the customer at once (break-even)."
                    : first + ", " + amount(even.loss())
                            + " short of what winning the customer cost; a later one leaves "
                            + amount(even.repeatMargin()) + ". To break even, " + percent(even.needed())
                            + " of orders must be followed by another; so far "
                            + percent((double) even.followed() / even.orders()) + " were (" + count(even.followed())
                            + " of " + count(even.orders()) + ", orders of one day as one; the latest may yet be).";
        });
    }

    /** What more retention is worth. */
    static Optional<String> gain(Worth worth) {
        return worth.gain()
                .map(gain -> String.format(
                        Locale.ROOT,
                        "Five more points of retention than %s (%s of %s) would be worth %.0f %% (%s) more per customer%s.",
                        percent(gain.retention().value()),
                        count(gain.retention().count()),
                        count(gain.retention().total()),
                        gain.rise() * 100,
                        Double.isFinite(gain.range().upper())
                                ? String.format(
                                        Locale.ROOT,
                                        "%.0f to %.0f",
                                        gain.range().lower() * 100,
                                        gain.range().upper() * 100)
                                : String.format(
                                        Locale.ROOT,
                                        "%.0f or more",
                                        gain.range().lower() * 100),
                        gain.discounted() ? ", discounted" : ""));
    }

    /** A count and a noun, such as {@code 1 line} or {@code 12 lines}. */
    static String counted(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** Text from the input as part of one line: control characters replaced, the end cut off where it is long. */
    static String oneLine(String text, int length) {
        return dev.retention.examples.report.csv.Shown.oneLine(text, length);
    }
}
