package dev.retention.internal;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.random.RandomGenerator;

/**
 * A source of randomness that runs dry, so that whoever draws until something happens comes to an end though the source
 * behind it always gives the same number.
 */
public final class BoundedRandom implements RandomGenerator {
    private final RandomGenerator source;
    private final long most;
    private long drawn;

    /** A source of as many numbers, from another. */
    public BoundedRandom(RandomGenerator source, long most) {
        this.source = source;
        this.most = most;
    }

    @Override
    public long nextLong() {
        checkArgument(++drawn <= most, "random (%s) must be random: %s numbers of it have not sufficed", source, most);
        return source.nextLong();
    }
}
