package dev.retention.loss;

import java.util.Locale;

/**
 * What a loss is put down to. Every loss has exactly one.
 *
 * @since 0.1.0
 */
public enum LossCause {
    /** Ended in a mode that the caller named as involuntary, such as a failed payment, whatever the reason. */
    INVOLUNTARY,
    /** The present reason is one that the caller named as avoidable. */
    AVOIDABLE,
    /** The present reason is one that the caller named as unavoidable. */
    UNAVOIDABLE,
    /** The reason is known, and the caller named it as neither. */
    NOT_JUDGED,
    /** No reason is known. */
    UNEXPLAINED;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', ' ');

    /** Prints the cause in lower case, such as {@code not judged}. */
    @Override
    public String toString() {
        return label;
    }
}
