package dev.retention.model;

/**
 * How a fit by maximum likelihood ended: only {@link #CONVERGED} is an estimate to rely on.
 *
 * @since 0.1.0
 */
public enum FitStatus {

    /** The likelihood has its maximum here, with curvature in every direction. */
    CONVERGED("the likelihood has its maximum here", "use the estimates within their standard errors"),

    /** A parameter ran to the edge of its range: the data ask for less variety among customers than the model has. */
    BOUNDARY(
            "a parameter ran to the edge of its range",
            "fit a model with fewer parameters, or observe more customers for longer"),

    /** The likelihood hardly changes in some direction: many very different parameters explain the data as well. */
    FLAT(
            "the likelihood is flat: very different parameters explain the data equally well",
            "fit a model with fewer parameters, or observe more customers for longer"),

    /** Too few customers bought again for the parameters to be told apart. */
    TOO_FEW_REPEAT_BUYERS(
            "too few customers bought again to tell the parameters apart",
            "wait for more repeat purchases, or fit several groups of customers together"),

    /** The search stopped without reaching a maximum. */
    NOT_CONVERGED(
            "the search stopped before it reached a maximum",
            "look for histories that cannot be true, or start the search at a model of similar customers");

    private final String words;
    private final String advice;

    FitStatus(String words, String advice) {
        this.words = words;
        this.advice = advice;
    }

    /**
     * The status in words.
     *
     * @return a phrase to show to a user
     */
    public String words() {
        return words;
    }

    /**
     * What to do then, in words.
     *
     * @return a phrase to show to a user
     */
    public String advice() {
        return advice;
    }
}
