package dev.retention.loss;

/**
 * How far an issue has come.
 *
 * @since 0.1.0
 */
public enum IssueStatus {
    /** Known, and nobody works on it. */
    OPEN,
    /** Somebody works on it. */
    IN_PROGRESS,
    /** What was to be done is done; whether it helped is still looked at. */
    FIXED,
    /** Done with, since it was mended. */
    CLOSED,
    /** Done with, since it will not be mended. */
    DROPPED;

    /**
     * Whether there is nothing more to look at.
     *
     * @return whether it is CLOSED or DROPPED
     */
    public boolean isEnded() {
        return this == CLOSED || this == DROPPED;
    }
}
