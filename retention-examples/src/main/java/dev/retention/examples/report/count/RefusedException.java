package dev.retention.examples.report.count;

/** A question that the orders cannot answer: the message is one line that says what to ask instead. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the message as the user reads it. */
    public RefusedException(String message) {
        super(message);
    }
}
