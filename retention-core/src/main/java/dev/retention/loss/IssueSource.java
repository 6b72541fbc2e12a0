package dev.retention.loss;

/**
 * By whom a company came to know of an issue that drives customers away.
 *
 * @since 0.1.0
 */
public enum IssueSource {
    /** Somebody who deals with customers every day. */
    FRONT_LINE,
    /** What customers complained of unasked. */
    COMPLAINT,
    /** What customers answered when they were asked. */
    SURVEY,
    /** A call to a customer who had left. */
    CALL,
    /** The figures of a loss review. */
    REVIEW
}
