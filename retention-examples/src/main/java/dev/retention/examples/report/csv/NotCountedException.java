package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Excluded.Reason;

/** A line that does not count, which is no fault. Thrown without a stack trace, since a file can have millions of them. */
final class NotCountedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    NotCountedException(Reason reason, String what) {
        super(what, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
