package dev.retention.rule;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Exact sums of longs, one per cell, in whatever order they come: a wrapping long each, and an array of carries from the first
 * overflow on. The value of a sum is {@code carry · 2^64 + low}, so that no part of a sum fails where the whole fits.
 */
final class Sums {
    private long[] low;
    private long @Nullable [] carry;

    Sums(int size) {
        low = new long[size];
    }

    private Sums(long[] low, long @Nullable [] carry) {
        this.low = low;
        this.carry = carry;
    }

    Sums copy() {
        return new Sums(low.clone(), carry == null ? null : carry.clone());
    }

    int size() {
        return low.length;
    }

    /** Makes room for more cells, whose sums are 0. */
    void grow(int size) {
        low = Arrays.copyOf(low, size);
        carry = carry == null ? null : Arrays.copyOf(carry, size);
    }

    void add(int cell, long amount) {
        long before = low[cell];
        long after = before + amount;
        if (((before ^ after) & (amount ^ after)) < 0) {
            carry(cell, amount < 0 ? -1 : 1);
        }
        low[cell] = after;
    }

    void subtract(int cell, long amount) {
        if (amount == Long.MIN_VALUE) {
            add(cell, Long.MAX_VALUE);
            add(cell, 1);
        } else {
            add(cell, -amount);
        }
    }

    private void carry(int cell, long by) {
        if (carry == null) {
            carry = new long[low.length];
        }
        carry[cell] += by;
    }

    /** Adds or takes away ({@code sign} −1) a sum of another table. */
    void add(int cell, Sums other, int otherCell, int sign) {
        if (sign > 0) {
            add(cell, other.low[otherCell]);
        } else {
            subtract(cell, other.low[otherCell]);
        }
        if (other.carry != null && other.carry[otherCell] != 0) {
            carry(cell, sign * other.carry[otherCell]);
        }
    }

    /** Sets a sum. */
    void set(int cell, long lowPart, long carryPart) {
        low[cell] = lowPart;
        if (carry != null) {
            carry[cell] = 0;
        }
        if (carryPart != 0) {
            carry(cell, carryPart);
        }
    }

    /** Sets a sum to 0. */
    void clear(int cell) {
        set(cell, 0, 0);
    }

    boolean isZero(int cell) {
        return low[cell] == 0 && carryOf(cell) == 0;
    }

    boolean fitsLong(int cell) {
        return carryOf(cell) == 0;
    }

    long low(int cell) {
        return low[cell];
    }

    long carryOf(int cell) {
        return carry == null ? 0 : carry[cell];
    }

    /** A sum that must fit a long. */
    long longExact(int cell) {
        return fitsLong(cell) ? low[cell] : exact(cell).longValueExact();
    }

    BigInteger exact(int cell) {
        return BigInteger.valueOf(carryOf(cell)).shiftLeft(Long.SIZE).add(BigInteger.valueOf(low[cell]));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Sums that) || !Arrays.equals(low, that.low)) {
            return false;
        }
        for (int i = 0; i < low.length && (carry != null || that.carry != null); i++) {
            if (carryOf(i) != that.carryOf(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(low);
    }
}
