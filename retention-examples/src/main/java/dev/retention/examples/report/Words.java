package dev.retention.examples.report;

import dev.retention.examples.report.RetentionReport.Rate;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;

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

    /** A count and a noun, such as {@code 1 line} or {@code 12 lines}. */
    static String counted(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** Text from the input as part of one line: control characters replaced, the end cut off where it is long. */
    static String oneLine(String text, int length) {
        String plain = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
        return plain.length() <= length ? plain : plain.substring(0, length - 3) + "...";
    }
}
