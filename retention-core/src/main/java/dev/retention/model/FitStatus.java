package dev.retention.model;

/**
 * How a fit by maximum likelihood ended: only {@link #CONVERGED} is an estimate to rely on.
 *
 * @since 0.1.0
 */
public enum FitStatus {

    /** The likelihood has its maximum here, with curvature in every direction. */
    CONVERGED("the likelihood has its maximum here"),

    /** A parameter ran to the edge of its range: the data ask for less variety among customers than the model has. */
    BOUNDARY("a parameter ran to the edge of its range"),

    /** The likelihood hardly changes in some direction: many very different parameters explain the data as well. */
    FLAT("the likelihood is flat: very different parameters explain the data equally well"),

    /** Too few customers bought again for the parameters to be told apart. */
    TOO_FEW_REPEAT_BUYERS("too few customers bought again to tell the parameters apart"),

    /** The search stopped without reaching a maximum. */
    NOT_CONVERGED("the search stopped before it reached a maximum");

    private final String words;

    FitStatus(String words) {
        this.words = words;
    }

    /**
     * The status in words.
     *
     * @return a phrase to show to a user
     */
    public String words() {
        return words;
    }
}
