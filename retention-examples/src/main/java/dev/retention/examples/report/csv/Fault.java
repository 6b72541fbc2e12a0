package dev.retention.examples.report.csv;

/** A field that cannot be read. Thrown without a stack trace, since a file can have millions of them. */
final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean systematic;

    private Fault(String message, boolean systematic) {
        super(message, null, false, false);
        this.systematic = systematic;
    }

    /** What is wrong with this field alone: in lenient mode its line is left out. */
    static Fault of(String what) {
        return new Fault(what, false);
    }

    /**
     * What an option would put right: to leave such lines out would leave out a kind of order, such as all of 1,000 and
     * more, so that it ends the reading in lenient mode too.
     */
    static Fault systematic(String what) {
        return new Fault(what, true);
    }

    boolean isSystematic() {
        return systematic;
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
