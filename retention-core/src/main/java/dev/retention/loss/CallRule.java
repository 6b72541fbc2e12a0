package dev.retention.loss;

/**
 * Which of the lost customers are called first.
 *
 * @since 0.1.0
 */
public enum CallRule {
    /** The largest value first; who has no known value comes last. */
    VALUE("largest value first"),
    /**
     * One of each reason in turn, the most frequent reason of those who do not rest first and within a reason the largest value, so that
     * every reason is heard. Who gave no reason is heard as one of a reason.
     */
    REASONS("each reason in turn, the most frequent first, within it the largest value first"),
    /** Drawn, every candidate who does not rest with the same chance, so that those who are not drawn are a fair comparison. */
    DRAWN("drawn at random"),
    /**
     * Drawn within each reason, as many of each as its share of those who do not rest. Where that is no whole number, chance rounds it up
     * as often as its remainder is large, so that every candidate has the same chance, whatever the reason.
     */
    DRAWN_WITHIN_REASONS("drawn at random within each reason, in proportion to its customers");

    private final String words;

    CallRule(String words) {
        this.words = words;
    }

    /**
     * Whether chance decides who is called.
     *
     * @return whether a source of randomness is needed
     */
    public boolean isDrawn() {
        return this == DRAWN || this == DRAWN_WITHIN_REASONS;
    }

    /** The rule in words, such as {@code largest value first}. */
    @Override
    public String toString() {
        return words;
    }
}
