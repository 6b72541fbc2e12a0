package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.internal.Checks;
import dev.retention.internal.Fraction;
import dev.retention.internal.Text;
import java.math.BigDecimal;

/**
 * A share of an amount, such as of recurring value or of points, with the two amounts it came from. This class is immutable and thread-safe.
 *
 * @param part the upper amount in major units, from 0 to {@code whole}
 * @param whole the lower amount in major units, above 0
 * @since 0.1.0
 */
public record ShareOfValue(BigDecimal part, BigDecimal whole) {
    /**
     * Checks the amounts.
     *
     * @param part the upper amount
     * @param whole the lower amount
     * @throws IllegalArgumentException if {@code whole} is not above 0, {@code part} is not within it, or an amount passes the range of
     *     doubles
     */
    public ShareOfValue {
        checkArgument(Checks.amount(whole, "whole").signum() > 0, "whole (%s) must be above 0", whole);
        checkArgument(
                Checks.amount(part, "part").signum() >= 0 && part.compareTo(whole) <= 0,
                "part (%s) must be from 0 to whole (%s)",
                part,
                whole);
    }

    /**
     * The rest of the whole.
     *
     * @return {@code whole − part} of the same whole
     */
    public ShareOfValue complement() {
        return new ShareOfValue(whole.subtract(part), whole);
    }

    /**
     * The share as a number.
     *
     * @return {@code part / whole}, in [0, 1]
     */
    public double asDouble() {
        return new Fraction(part, whole).doubleValue();
    }

    /** Prints the share and its amounts, such as {@code 10.0 % (100.00 of 1000.00)}. */
    @Override
    public String toString() {
        return Text.percent(asDouble()) + " (" + part.toPlainString() + " of " + whole.toPlainString() + ")";
    }
}
