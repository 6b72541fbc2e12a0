package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.math.BigDecimal;

/**
 * What became of the recurring value of cohorts: their value at one age over their value at another, with the two amounts. May pass 1,
 * where those who stay pay more than those who left did. This class is immutable and thread-safe.
 *
 * @param age the age that is looked at, in periods, at least 0
 * @param base the age that it is held against, at least 0
 * @param cohorts how many cohorts are added up, at least 1
 * @param value the value at {@code age}, in major units, at least 0
 * @param baseValue the value at {@code base}, in major units, above 0
 * @since 0.1.0
 */
public record ValueKept(int age, int base, int cohorts, BigDecimal value, BigDecimal baseValue) {
    /**
     * Checks the numbers.
     *
     * @param age the age that is looked at
     * @param base the age that it is held against
     * @param cohorts how many cohorts are added up
     * @param value the value at {@code age}
     * @param baseValue the value at {@code base}
     * @throws IllegalArgumentException if a number is out of its range, or an amount passes the range of doubles
     */
    public ValueKept {
        Checks.notNegative((long) age, "age");
        Checks.notNegative((long) base, "base");
        Checks.positive((long) cohorts, "cohorts");
        checkArgument(Checks.amount(value, "value").signum() >= 0, "value (%s) must be at least 0", value);
        checkArgument(Checks.amount(baseValue, "baseValue").signum() > 0, "baseValue (%s) must be above 0", baseValue);
    }

    /**
     * The ratio as a fraction of 1.
     *
     * @return {@code value / baseValue}, at least 0
     */
    public double asDouble() {
        return value.doubleValue() / baseValue.doubleValue();
    }

    /** Prints ratio, amounts and ages, such as {@code 96.0 % (960.00 of 1000.00, age 3 of 0, 2 cohorts)}. */
    @Override
    public String toString() {
        return Text.percent(asDouble()) + " (" + value.toPlainString() + " of " + baseValue.toPlainString() + ", age "
                + age + " of " + base + ", " + cohorts + (cohorts == 1 ? " cohort)" : " cohorts)");
    }
}
