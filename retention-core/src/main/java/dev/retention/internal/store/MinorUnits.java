package dev.retention.internal.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An amount of money in minor units, or why it has none. What is absurdly large or fine is told by its size and never
 * calculated with, since its digits could fill the memory.
 *
 * @param value the minor units, 0 if there are none
 * @param state whether there are any
 */
public record MinorUnits(long value, State state) {
    // A long in minor units has fewer than 64 bits; nobody's amounts have more digits than this behind them.
    private static final int MOST_BITS = 4_096;
    private static final int FINEST_SCALE = 1_000;
    private static final int COARSEST_SCALE = -30;

    /** What came of an amount. */
    public enum State {
        /** It is a number of minor units. */
        EXACT,
        /** It has more decimals than the currency. */
        INEXACT,
        /** It does not fit a long, or is written with an absurd number of digits. */
        OUT_OF_RANGE
    }

    /** An amount in major units of a currency with so many decimals. */
    public static MinorUnits of(BigDecimal amount, int decimals, RoundingMode rounding) {
        if (amount.signum() == 0) {
            return new MinorUnits(0, State.EXACT);
        }
        if (!isModest(amount)) {
            return new MinorUnits(0, State.OUT_OF_RANGE);
        }
        BigInteger minor;
        try {
            minor = amount.setScale(decimals, rounding).unscaledValue();
        } catch (ArithmeticException e) {
            return new MinorUnits(0, State.INEXACT);
        }
        return minor.bitLength() > 63
                ? new MinorUnits(0, State.OUT_OF_RANGE)
                : new MinorUnits(minor.longValue(), State.EXACT);
    }

    /** An amount in major units that must not be finer than a currency with so many decimals. */
    public static MinorUnits exactly(BigDecimal amount, int decimals) {
        return of(amount, decimals, RoundingMode.UNNECESSARY);
    }

    /** Whether there is a number of minor units. */
    public boolean isExact() {
        return state == State.EXACT;
    }

    private static boolean isModest(BigDecimal amount) {
        return amount.scale() >= COARSEST_SCALE
                && amount.scale() <= FINEST_SCALE
                && amount.unscaledValue().bitLength() <= MOST_BITS;
    }

    /** An amount for messages: in full where it is modest, else in the notation that tells its size. */
    public static String text(BigDecimal amount) {
        int bits = amount.unscaledValue().bitLength();
        return bits > MOST_BITS
                ? "a number of " + bits + " bits"
                : isModest(amount) ? amount.toPlainString() : amount.toString();
    }
}
