package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.internal.Checks;
import dev.retention.internal.Fraction;
import dev.retention.rule.Group;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The reasons behind one item of renewals in one period, with their customers and their value: why they left, or why they stayed.
 *
 * <p>Made by {@link RenewalTable.InPeriod#mix}. The parts add up to the item. This class is immutable and thread-safe.
 *
 * @param parts the reasons, that of the largest value first; unknown reasons are {@link Group#MISSING}, which comes last
 * @since 0.1.0
 */
public record ReasonMix(List<Part> parts) implements Tabular {
    private static final Comparator<Part> LARGEST_FIRST = Comparator.<Part, Boolean>comparing(
                    part -> part.reason().equals(Group.MISSING))
            .thenComparing(Part::value, Comparator.reverseOrder())
            .thenComparing(Part::reason);

    /**
     * Sorts the parts.
     *
     * @param parts the reasons in any order
     * @throws IllegalArgumentException if a reason comes twice
     */
    public ReasonMix {
        parts = requireNonNull(parts, "parts").stream().sorted(LARGEST_FIRST).toList();
        checkArgument(
                parts.stream().map(Part::reason).distinct().count() == parts.size(),
                "parts (%s) must have each reason once",
                parts);
    }

    /**
     * A reason.
     *
     * @param reason the reason
     * @param customers how many customers, at least 0
     * @param value the amount of the item, in major units, at least 0
     * @since 0.1.0
     */
    public record Part(Group reason, long customers, BigDecimal value) {
        /**
         * Checks the numbers.
         *
         * @param reason the reason
         * @param customers how many customers
         * @param value the amount of the item
         * @throws IllegalArgumentException if a number is below 0, or the amount passes the range of doubles
         */
        public Part {
            requireNonNull(reason, "reason");
            Checks.notNegative(customers, "customers");
            checkArgument(Checks.amount(value, "value").signum() >= 0, "value (%s) must be at least 0", value);
        }

        /** Prints the reason and its numbers, such as {@code price: 3 customers, 250.00}. */
        @Override
        public String toString() {
            return reason + ": " + customers + " customers, " + value.toPlainString();
        }
    }

    /**
     * All customers, whatever the reason.
     *
     * @return at least 0
     * @throws ArithmeticException if the sum does not fit a long
     */
    public long customers() {
        return parts.stream().mapToLong(Part::customers).reduce(0, Math::addExact);
    }

    /**
     * All value, whatever the reason.
     *
     * @return major units, at least 0
     */
    public BigDecimal value() {
        return parts.stream().map(Part::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * The part of a reason.
     *
     * @param reason the reason, or {@link Group#MISSING} for the unknown ones
     * @return the part, of nobody if it is none of the reasons
     */
    public Part part(Group reason) {
        requireNonNull(reason, "reason");
        return parts.stream()
                .filter(part -> part.reason().equals(reason))
                .findFirst()
                .orElse(new Part(reason, 0, BigDecimal.ZERO));
    }

    /**
     * Of how many customers the reason is known: how far the reasons can be trusted to speak for all.
     *
     * @return those with a reason of all; empty if there is nobody
     */
    public Optional<Proportion> known() {
        return share(customers() - part(Group.MISSING).customers(), customers());
    }

    /**
     * The share of customers with a reason, of all.
     *
     * @param reason the reason
     * @return so many of so many; empty if there is nobody
     */
    public Optional<Proportion> customerShare(Group reason) {
        return share(part(reason).customers(), customers());
    }

    /**
     * The share of customers with a reason, of those whose reason is known.
     *
     * @param reason a reason, not {@link Group#MISSING}
     * @return so many of so many; empty if no reason is known
     * @throws IllegalArgumentException if the reason is the unknown one
     */
    public Optional<Proportion> customerShareOfKnown(Group reason) {
        return share(
                part(checkKnown(reason)).customers(),
                customers() - part(Group.MISSING).customers());
    }

    /**
     * The share of value with a reason, of all.
     *
     * @param reason the reason
     * @return in [0, 1]; empty if there is no value
     */
    public OptionalDouble valueShare(Group reason) {
        return share(part(reason).value(), value());
    }

    /**
     * The share of value with a reason, of that whose reason is known.
     *
     * @param reason a reason, not {@link Group#MISSING}
     * @return in [0, 1]; empty if no reason is known
     * @throws IllegalArgumentException if the reason is the unknown one
     */
    public OptionalDouble valueShareOfKnown(Group reason) {
        return share(
                part(checkKnown(reason)).value(),
                value().subtract(part(Group.MISSING).value()));
    }

    private static Group checkKnown(Group reason) {
        checkArgument(
                !requireNonNull(reason, "reason").equals(Group.MISSING), "reason (%s) must be a known one", reason);
        return reason;
    }

    private static Optional<Proportion> share(long count, long total) {
        return total == 0 ? Optional.empty() : Optional.of(Proportion.of(count, total));
    }

    private static OptionalDouble share(BigDecimal value, BigDecimal total) {
        return total.signum() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(new Fraction(value, total).doubleValue());
    }

    /** {@return a row per reason} */
    @Override
    public Sheet sheet() {
        return MovementSheets.of(this);
    }

    /** Prints the parts, the largest first. */
    @Override
    public String toString() {
        return parts.toString();
    }
}
