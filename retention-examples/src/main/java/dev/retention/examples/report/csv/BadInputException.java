package dev.retention.examples.report.csv;

/** Input that the user can put right: the message is one line that says where and how. */
public final class BadInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadInputException(String message) {
        super(message);
    }

    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A fault in a line of a file, printed as {@code file:line: what}. */
    public static BadInputException at(String file, long line, String what) {
        return new BadInputException(file + ":" + line + ": " + what);
    }
}
