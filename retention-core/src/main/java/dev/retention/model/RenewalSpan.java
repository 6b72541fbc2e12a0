package dev.retention.model;

/**
 * Customers who had made {@code from} renewals, and who did or did not make all up to {@code to}, which is two later or more.
 */
record RenewalSpan(int from, int to, long stayed, long lost) {
    RenewalStep step(double g, double d, double c) {
        return new RenewalStep(g, d, RenewalStep.Point.at(from, g, d, c), RenewalStep.Point.at(to, g, d, c));
    }

    /** Adds other customers between the same renewals. */
    RenewalSpan plus(RenewalSpan other) {
        return new RenewalSpan(from, to, Math.addExact(stayed, other.stayed), Math.addExact(lost, other.lost));
    }

    @Override
    public String toString() {
        return stayed + "/" + (stayed + lost) + " from " + from + " to " + to;
    }
}
