package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.Proportion;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far customers bring customers, from counts of invitations.
 *
 * <pre>
 *   conversion   accepted / invitations
 *   k            invitations / customers × conversion = accepted / customers     base: all customers
 *   k per inviter  invitations / inviters × conversion = accepted / inviters     base: those who invited
 *   multiplier   1 + k + k² + … = 1 / (1 − k)                                     for k &lt; 1 only
 * </pre>
 *
 * <p>What a tool calls k is one of the two and often larger by the second: 50 of 200 customers who invite make it four times as large. Only
 * k per customer may be put into the multiplier, since those who came by invitation are customers, not inviters. It supposes that they invite
 * like those before them. From k = 1 on there is no limit, and no multiplier.
 *
 * <p>Invitations, inviters and customers are of one stretch of time; k says nothing of how long it takes from one round to the next. This
 * class is immutable and thread-safe.
 *
 * @param customers how many there were, at least 1
 * @param inviters how many of them invited somebody, in [0, {@code customers}]
 * @param invitations how many invitations they sent, at least {@code inviters}
 * @param accepted how many of those made a customer, in [0, {@code invitations}]
 * @since 0.1.0
 */
public record ViralGrowth(long customers, long inviters, long invitations, long accepted) {
    /**
     * Checks the counts.
     *
     * @param customers how many there were
     * @param inviters how many of them invited somebody
     * @param invitations how many invitations they sent
     * @param accepted how many of those made a customer
     * @throws IllegalArgumentException if a count is out of its range, or there are invitations and nobody who invited
     */
    public ViralGrowth {
        Checks.positive(customers, "customers");
        checkArgument(
                inviters >= 0 && inviters <= customers,
                "inviters (%s) must be from 0 to customers (%s)",
                inviters,
                customers);
        checkArgument(
                invitations >= inviters && (inviters > 0 || invitations == 0),
                "invitations (%s) must be at least one of each inviter (%s), and none without inviters",
                invitations,
                inviters);
        checkArgument(
                accepted >= 0 && accepted <= invitations,
                "accepted (%s) must be from 0 to invitations (%s)",
                accepted,
                invitations);
    }

    /**
     * Takes counts.
     *
     * @param customers how many there were, at least 1
     * @param inviters how many of them invited somebody, in [0, {@code customers}]
     * @param invitations how many invitations they sent, at least {@code inviters}
     * @param accepted how many of those made a customer, in [0, {@code invitations}]
     * @return the counts with what follows from them
     * @throws IllegalArgumentException if a count is out of its range, or there are invitations and nobody who invited
     */
    public static ViralGrowth of(long customers, long inviters, long invitations, long accepted) {
        return new ViralGrowth(customers, inviters, invitations, accepted);
    }

    /**
     * Which share of the customers invited somebody.
     *
     * @return {@code inviters / customers}
     */
    public Proportion participation() {
        return Proportion.of(inviters, customers);
    }

    /**
     * How many invitations an inviter sent in the mean.
     *
     * @return {@code invitations / inviters}, at least 1; empty without inviters
     */
    public OptionalDouble invitationsPerInviter() {
        return perInviter(invitations);
    }

    /**
     * How many invitations a customer sent in the mean, those without any included.
     *
     * @return {@code invitations / customers}, at least 0
     */
    public double invitationsPerCustomer() {
        return (double) invitations / customers;
    }

    /**
     * Which share of the invitations made a customer.
     *
     * @return {@code accepted / invitations}; empty without invitations
     */
    public Optional<Proportion> conversion() {
        return invitations == 0 ? Optional.empty() : Optional.of(Proportion.of(accepted, invitations));
    }

    /**
     * How many customers a customer brings: {@code invitations per customer × conversion}.
     *
     * @return {@code accepted / customers}, at least 0; 0 without invitations
     */
    public double k() {
        return (double) accepted / customers;
    }

    /**
     * How many customers an inviter brings: {@code invitations per inviter × conversion}, which elsewhere is called k as well.
     *
     * @return {@code accepted / inviters}, at least 0; empty without inviters
     */
    public OptionalDouble kPerInviter() {
        return perInviter(accepted);
    }

    private OptionalDouble perInviter(long count) {
        return inviters == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) count / inviters);
    }

    /**
     * How many customers come of one who was won otherwise, the one included, when those brought bring others and so on.
     *
     * @return {@code 1 / (1 − k) = customers / (customers − accepted)}, at least 1; empty for {@code k ≥ 1}, when there is no limit
     */
    public OptionalDouble multiplier() {
        return accepted >= customers
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) customers / (customers - accepted));
    }

    /**
     * How many customers come of one who was won otherwise, from k alone.
     *
     * @param k how many customers a customer brings, finite and at least 0; not per inviter
     * @return {@code 1 / (1 − k)}, at least 1; empty for {@code k ≥ 1}, when there is no limit
     * @throws IllegalArgumentException if {@code k} is negative or not finite
     */
    public static OptionalDouble multiplier(double k) {
        return Checks.notNegative(k, "k") < 1 ? OptionalDouble.of(1 / (1 - k)) : OptionalDouble.empty();
    }

    /** Prints k with its base and the multiplier, such as {@code k 0.15 per customer (0.6 per inviter), multiplier 1.176}. */
    @Override
    public String toString() {
        OptionalDouble each = kPerInviter();
        OptionalDouble all = multiplier();
        return "k " + Text.number(k(), 4) + " per customer"
                + (each.isPresent() ? " (" + Text.number(each.getAsDouble(), 4) + " per inviter)" : "")
                + (all.isPresent() ? ", multiplier " + Text.number(all.getAsDouble(), 4) : ", no limit");
    }
}
