package dev.retention.examples.report;

/** Input that the user can put right: the message is one line that says where and how. */
final class BadInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }

    BadInputException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A fault in a line of a file, printed as {@code file:line: what}. */
    static BadInputException at(String file, long line, String what) {
        return new BadInputException(file + ":" + line + ": " + what);
    }
}
