package dev.retention.rule;

/**
 * Two tallies do not belong together: they count by different rules, over different cells or in different currencies.
 *
 * @since 0.1.0
 */
public final class TallyMismatchException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String left;
    private final String right;

    TallyMismatchException(String left, String right) {
        super("tallies must count the same: one counts " + left + ", the other " + right);
        this.left = left;
        this.right = right;
    }

    /**
     * What the tally counts on which the operation was called.
     *
     * @return its definition
     */
    public String left() {
        return left;
    }

    /**
     * What the other tally counts.
     *
     * @return its definition
     */
    public String right() {
        return right;
    }
}
