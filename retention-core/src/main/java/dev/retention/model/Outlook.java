package dev.retention.model;

/** What a model expects of one customer from now on, a newcomer or one with a history. */
abstract class Outlook {
    /** The probability that the customer is still one. */
    abstract double alive();

    /** The probability that the customer has left, computed on its own. */
    abstract double dead();

    /** Expected purchases in (0, t]. */
    abstract double expected(double t);

    /** The time in which {@link #expected} begins to bend. */
    abstract double scale();

    /** The probability to be alive at t. */
    abstract double aliveAfter(double t);

    /** The probability of no purchase in (0, t]. */
    abstract double silent(double t);

    /** The probability of n purchases in (from, to], from < to. */
    abstract double probability(int n, double from, double to);

    /** Expected purchases, each discounted continuously at rate delta; may be infinite if delta is 0. */
    abstract double discounted(double delta);
}
