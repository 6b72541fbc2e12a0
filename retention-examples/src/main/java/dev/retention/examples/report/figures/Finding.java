package dev.retention.examples.report.figures;

/**
 * A sentence of the summary.
 *
 * @param tone how it is to be read
 * @param text the sentence
 */
public record Finding(Tone tone, String text) {
    /** How a finding is to be read. */
    public enum Tone {
        /** Better than before, beyond what chance explains. */
        BETTER,
        /** Worse than before, beyond what chance explains. */
        WORSE,
        /** No difference beyond what chance explains. */
        UNCLEAR,
        /** A count, which needs no comparison. */
        FACT
    }
}
