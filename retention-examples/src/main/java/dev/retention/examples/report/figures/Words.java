package dev.retention.examples.report.figures;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How the report writes numbers for people, the same in every language setting of the machine. */
public final class Words {

    /** Control, format and unpaired characters, and separators of lines and paragraphs. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\u2065\\ufff0-\\ufff8\\x{E0000}-\\x{E0FFF}]");

    private Words() {}

    /** A count with grouping, such as {@code 23,570}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** An amount with grouping at its own number of decimals, such as {@code 1,234.50}. */
    public static String amount(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,." + Math.max(0, amount.scale()) + "f", amount);
    }

    /** A share in percent with one decimal, such as {@code 23.4 %}. */
    public static String percent(double share) {
        return percentNumber(share) + " %";
    }

    /** The same without the sign. */
    public static String percentNumber(double share) {
        return String.format(Locale.ROOT, "%.1f", share * 100);
    }

    /** An interval in percent, such as {@code 22.1 to 24.8 %}. */
    public static String interval(Rate rate) {
        return percentNumber(rate.interval().lower()) + " to "
                + percent(rate.interval().upper());
    }

    /** A number of days, such as {@code 90} or {@code 123.5}. */
    public static String days(double days) {
        return String.format(Locale.ROOT, days == Math.rint(days) ? "%,.0f" : "%,.1f", days);
    }

    /** The median with its interval, such as {@code 120 (110 to 131)}; “at once” where it only repeats an option. */
    public static String median(Survival survival, Survival.Group group) {
        if (survival.isEcho(group)) {
            return "at once (" + days(survival.gapDays()) + ")";
        }
        return group.median().map(Words::days).orElse("not reached")
                + group.medianInterval()
                        .map(interval -> " (" + days(interval.lower()) + " to "
                                + (Double.isFinite(interval.upper()) ? days(interval.upper()) : "no bound") + ")")
                        .orElse("");
    }

    /** The restricted mean with its interval. */
    public static String mean(Survival.Group group) {
        return String.format(
                Locale.ROOT,
                "%,.1f (%,.1f to %,.1f)",
                group.mean(),
                group.meanInterval().lower(),
                group.meanInterval().upper());
    }

    /** A p-value, such as {@code p = 0.0312}; never a bare 0. */
    public static String pValue(double p) {
        return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.4f", p);
    }

    /**
     * Text from the input as people may read it: control and format characters of all planes, which could drive a terminal or turn
     * the text around, replaced by a question mark.
     */
    public static String plain(String text) {
        return UNSEEN.matcher(text).replaceAll("?");
    }

    /** Whether a character is one that {@link #plain} replaces. */
    public static boolean isUnseen(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> c == '\u2065' || (c >= '\ufff0' && c <= '\ufff8');
        };
    }

    /** What stands for the log-rank test where there is none; empty where there are no groups to compare. */
    public static Optional<String> notCompared(Survival survival) {
        return survival.difference().isPresent() || survival.groups().size() < 3
                ? Optional.empty()
                : Optional.of("Log-rank test of the groups: cannot be compared: everybody who was at risk left on the"
                        + " same day, or no two groups were at risk together.");
    }

    /** The log-rank test in words. */
    public static String difference(Survival.Difference difference) {
        return String.format(
                        Locale.ROOT,
                        "Log-rank test of the groups: chi-squared %.2f, %d degree%s of freedom, ",
                        difference.chiSquared(),
                        difference.degreesOfFreedom(),
                        difference.degreesOfFreedom() == 1 ? "" : "s")
                + pValue(difference.pValue())
                + (difference.pValue() < 0.05 ? ": they differ beyond chance." : ": no clear difference.");
    }

    /** A multiple, such as {@code 3.2 times}. */
    public static String times(double factor) {
        return String.format(Locale.ROOT, "%.1f times", factor);
    }

    /** After how many periods a cohort had earned its cost, such as {@code after 3 months}. */
    public static String payback(Worth.Paid paid, String period) {
        return paid.age()
                .map(age -> age == 0 ? "in its first " + period : "after " + counted(age, period))
                .orElse("not yet after " + counted(paid.observed(), period));
    }

    /** When cohorts have earned what they cost. */
    public static String paybacks(Worth worth, String period) {
        Worth.Paid oldest = worth.paybacks().get(0);
        return count(worth.paidBack()) + " of " + counted(worth.paybacks().size(), "cohort")
                + " have earned the " + amount(worth.acquisitionCost().orElseThrow())
                + " that each of their customers cost, the lost ones included; the oldest, " + oldest.cohort() + ", "
                + payback(oldest, period) + ".";
    }

    /** How often an order must be followed by another. */
    public static Optional<String> breakEven(Worth worth) {
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
    public static Optional<String> gain(Worth worth) {
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
    public static String counted(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /**
     * Text from the input as part of one line: {@linkplain #plain plain}, the end cut off where it is long.
     */
    public static String oneLine(String text, int length) {
        String plain = plain(text);
        if (plain.length() <= length) {
            return plain;
        }
        int cut = length - 3;
        return plain.substring(0, Character.isHighSurrogate(plain.charAt(cut - 1)) ? cut - 1 : cut) + "...";
    }

    /** A word with a capital. */
    public static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
