package dev.retention.value;

import static com.google.common.base.Preconditions.checkArgument;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** Amounts as text and as rounded numbers. */
final class Money {
    private Money() {}

    static int decimals(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }

    /** Refuses what is no gross margin: above 1, infinite or NaN. */
    static void checkMargin(double grossMargin) {
        checkArgument(
                grossMargin <= 1 && grossMargin > Double.NEGATIVE_INFINITY,
                "grossMargin (%s) must be a finite share of at most 1",
                grossMargin);
    }

    /** What comes of dividing by next to nothing is no number to show. */
    static double inRange(double value, String name) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException(name + " (" + value + ") passes the range of doubles");
        }
        return value;
    }

    static BigDecimal round(double amount, Currency currency, RoundingMode rounding) {
        return new BigDecimal(amount).setScale(decimals(currency), rounding);
    }

    static String print(double amount, Currency currency) {
        return round(amount, currency, RoundingMode.HALF_EVEN).toPlainString() + " " + currency;
    }
}
