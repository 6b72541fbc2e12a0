package dev.retention.loss;

/**
 * What counts as a test where many traits are tried, and so how far p-values are raised.
 *
 * @since 0.1.0
 */
public enum TraitTests {
    /**
     * One test for each way to part the population in two: values that the same customers have are one, and so are the two values of an
     * attribute that has no third, for who has not the one has the other.
     */
    DISTINCT,
    /** One test for each value of each attribute, also where two are bound to agree; finds no more than {@link #DISTINCT}. */
    EVERY_VALUE
}
