package dev.retention;

/**
 * What a test holds against the hypothesis that two groups are alike.
 *
 * @since 0.1.0
 */
public enum Alternative {
    /** The groups differ, either way. */
    TWO_SIDED,

    /** The first group's value is the greater. */
    GREATER,

    /** The first group's value is the less. */
    LESS
}
