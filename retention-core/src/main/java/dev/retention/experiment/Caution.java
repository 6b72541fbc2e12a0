package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

/**
 * What speaks against reading an effect as it stands, in a sentence.
 *
 * @param kind of which kind it is
 * @param sentence what is the matter and what to do, for who decides
 * @since 0.1.0
 */
public record Caution(Kind kind, String sentence) {
    /**
     * Makes a caution.
     *
     * @param kind of which kind it is
     * @param sentence what is the matter
     * @throws IllegalArgumentException if the sentence is blank
     */
    public Caution {
        requireNonNull(kind, "kind");
        checkArgument(!requireNonNull(sentence, "sentence").isBlank(), "sentence (%s) must not be blank", sentence);
    }

    /**
     * The kinds of cautions.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** The arms do not hold as many customers as they were to: no effect is read. */
        SAMPLE_RATIO,
        /** An experiment of a planned size is looked at before it has that size. */
        PEEKING,
        /** The arms were not exposed over the same days. */
        UNEQUAL_MATURITY,
        /** An outcome can be told of more customers in one arm than in another. */
        UNEQUALLY_KNOWN,
        /** The arms differed before the exposure. */
        DIFFERENT_BEFORE,
        /** There are too few customers in an arm, or too few of them did it or did not, for what is said of chance. */
        TOO_FEW,
        /** Many customers were exposed to more than one arm, and count in none. */
        SEVERAL_ARMS,
        /** So many effects were looked at that some look real by chance. */
        FISHING,
        /** Groups of customers are those at the end of the data, where the exposure may have moved them. */
        GROUPS_READ_LATER
    }

    /** Prints the sentence. */
    @Override
    public String toString() {
        return sentence;
    }
}
