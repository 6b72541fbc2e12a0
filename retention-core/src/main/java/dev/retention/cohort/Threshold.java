package dev.retention.cohort;

/**
 * How a number of events is held against a limit. A period without events never qualifies, whatever the limit.
 *
 * @since 0.1.0
 */
public enum Threshold {
    /** So many or more. */
    AT_LEAST {
        @Override
        boolean admits(int events, int limit) {
            return events >= limit;
        }
    },

    /** So many or fewer, but one at least. */
    AT_MOST {
        @Override
        boolean admits(int events, int limit) {
            return events <= limit;
        }
    },

    /** Exactly so many. */
    EXACTLY {
        @Override
        boolean admits(int events, int limit) {
            return events == limit;
        }
    };

    abstract boolean admits(int events, int limit);
}
