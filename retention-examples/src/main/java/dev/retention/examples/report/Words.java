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
