package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule, measure, grouping or collector failed on a customer's history: says whose and why.
 *
 * <p>The cause is what was thrown; errors such as {@link StackOverflowError} are not wrapped.
 *
 * @since 0.1.0
 */
public final class RuleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Object customer;
    private final String definition;

    RuleException(String definition, @Nullable Object customer, Exception cause) {
        super(
                "rule (" + definition + ") failed" + (customer == null ? "" : " for customer " + customer) + ": "
                        + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()),
                cause);
        this.customer = customer;
        this.definition = definition;
    }

    /**
     * A failure of what a caller's function says of a customer.
     *
     * @param definition what the function says, such as {@code score}
     * @param customer the key
     * @param cause what the function threw
     * @return the exception
     */
    public static RuleException ofCustomer(String definition, Object customer, Exception cause) {
        return new RuleException(
                requireNonNull(definition, "definition"),
                requireNonNull(customer, "customer"),
                requireNonNull(cause, "cause"));
    }

    /**
     * Whose history it was.
     *
     * @return the key; empty if the failure belongs to no customer, or after the exception has travelled as bytes
     */
    public Optional<Object> customer() {
        return Optional.ofNullable(customer);
    }

    /**
     * Which rule failed.
     *
     * @return its definition
     */
    public String definition() {
        return definition;
    }
}
