package dev.retention.loss;

import java.util.Optional;

/** Adds up a {@link FollowedShare}, customer by customer. */
final class ShareSums {
    private double weight;
    private double squares;
    private double countedWeight;
    private long counted;
    private long known;
    private long unknown;

    /** A customer who is not known has weight 0. */
    void add(double weight, boolean isKnown, boolean isCounted) {
        this.weight += weight;
        squares += weight * weight;
        countedWeight += isCounted ? weight : 0;
        counted += isCounted ? 1 : 0;
        known += isKnown ? 1 : 0;
        unknown += isKnown ? 0 : 1;
    }

    double weight() {
        return weight;
    }

    double countedWeight() {
        return countedWeight;
    }

    /** How many customers were added. */
    long customers() {
        return known + unknown;
    }

    /** The share; none if nobody was added, or all who are known count while others are not known. */
    Optional<FollowedShare> share() {
        if (known == 0 || (unknown > 0 && counted == known)) {
            return Optional.empty();
        }
        double value = counted == known ? 1 : Math.min(1, countedWeight / weight);
        return Optional.of(new FollowedShare(counted, known, unknown, value, weight * weight / squares));
    }
}
