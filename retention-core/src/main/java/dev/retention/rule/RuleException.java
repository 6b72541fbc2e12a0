package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule, measure, grouping or collector failed on a customer's history: says whose and why.
 *
 * <p>The cause is what was thrown. Errors such as {@link StackOverflowError} are not wrapped: they carry an exception of this type among
 * those suppressed, without a cause.
 *
 * @since 0.1.0
 */
public final class RuleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Object customer;
    private final String definition;

    RuleException(String definition, @Nullable Object customer, Exception cause) {
        this("rule", definition, customer, cause);
    }

    RuleException(String what, String definition, @Nullable Object customer, Exception cause) {
        super(message(what, definition, customer, cause), cause);
        this.customer = customer;
        this.definition = definition;
    }

    private RuleException(String what, String definition, @Nullable Object customer, Error error) {
        super(message(what, definition, customer, error));
        this.customer = customer;
        this.definition = definition;
    }

    private static String message(String what, String definition, @Nullable Object customer, Throwable cause) {
        return what + " (" + definition + ") failed" + (customer == null ? "" : " for customer " + customer) + ": "
                + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    /** An error that is thrown on, after it was noted whose it is. */
    static Error noted(Error error, String what, String definition, @Nullable Object customer) {
        error.addSuppressed(new RuleException(what, definition, customer, error));
        return error;
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
