package dev.retention.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as text, the same in every locale, and texts that say something. */
public final class Text {
    private Text() {}

    /** A text as it is; null if it is blank, which says nothing. */
    public static @Nullable String said(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** A number to some significant digits without trailing zeros: {@code 10}, {@code 0.7639}, {@code Infinity}. */
    public static String number(double value, int digits) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        boolean plain = Math.abs(rounded.precision() - rounded.scale()) <= 16;
        return plain
                ? rounded.stripTrailingZeros().toPlainString()
                : rounded.stripTrailingZeros().toString();
    }

    /**
     * A number to some significant digits, or to as many more as its error leaves: to its first digit, and 15 at most. With an
     * error that is 0 or not known, whole parts are in full.
     */
    public static String within(double value, double error, int digits) {
        boolean isKnown = error > 0 && Double.isFinite(error);
        double more = exponent(value) - (isKnown ? exponent(error) : 0) + 1;
        return number(value, (int) Math.max(digits, Math.min(15, more)));
    }

    private static double exponent(double value) {
        return Math.floor(Math.log10(Math.abs(value)));
    }

    /** A quantity: whole numbers in full, others to six digits, or to a whole number if that takes more. */
    public static String plain(double value) {
        boolean whole = value == Math.rint(value) || Math.abs(value) >= 1e6;
        return whole && Math.abs(value) < 0x1p63 ? Long.toString((long) Math.rint(value)) : number(value, 6);
    }

    /** The words of a constant: {@code loss events} of LOSS_EVENTS. */
    public static String words(Enum<?> constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Customers in words: {@code 1 customer}, {@code 2 customers}. */
    public static String customers(long count) {
        return count + (count == 1 ? " customer" : " customers");
    }

    /** Days in words: {@code 1 day}, {@code 2,000 days}. */
    public static String days(long count) {
        return String.format(Locale.ROOT, count == 1 ? "%,d day" : "%,d days", count);
    }

    /** A share in percent to one decimal: {@code 95.0 %}. */
    public static String percent(double share) {
        double percent = share * 100;
        if (!(Math.abs(percent) < 1e15)) {
            boolean isFinite = Double.isFinite(share);
            BigDecimal wide = isFinite ? new BigDecimal(share).movePointRight(2) : BigDecimal.ZERO;
            String digits = wide.round(new MathContext(6, RoundingMode.HALF_EVEN))
                    .stripTrailingZeros()
                    .toString();
            return (isFinite ? digits : Double.toString(share)) + " %";
        }
        // What rounds to 0 has no sign.
        return String.format(Locale.ROOT, "%.1f %%", Math.abs(percent) < 0.05 ? 0.0 : percent);
    }
}
