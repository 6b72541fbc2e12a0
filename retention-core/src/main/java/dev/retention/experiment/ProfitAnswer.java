package dev.retention.experiment;

import dev.retention.Interval;

/**
 * Whether an action is worth its cost, as far as its holdout tells.
 *
 * @since 0.1.0
 */
public enum ProfitAnswer {
    /** The interval of the profit lies above 0. */
    PAYS,

    /** It lies below 0. */
    LOSES,

    /** It includes 0. */
    NOT_TOLD;

    static ProfitAnswer of(Interval profit) {
        return profit.lower() > 0 ? PAYS : profit.upper() < 0 ? LOSES : NOT_TOLD;
    }
}
