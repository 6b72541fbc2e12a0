package dev.retention.cohort;

/**
 * Of whom a cell is a share. Where a customer is not in the denominator, the customer is not in the cell either.
 *
 * <p>On {@link dev.retention.time.AgeClock#CALENDAR} all customers of a cohort reach an age together, if ages are of the cohorts'
 * own grain: {@link #CHANCE_TO_RETURN} is the same as {@link #WHOLE_COHORT} there, and {@link #PERIOD_ELAPSED} differs only where the
 * last period of an age has not ended, which then has nobody. On the other clocks, and where {@linkplain CohortRetention#agesIn ages
 * have a unit of their own}, each has a start of one's own, and a young cohort holds customers who have reached an age beside others
 * who have not.
 *
 * @since 0.1.0
 */
public enum CohortDenominator {
    /** The whole cohort, whether or not everyone has reached the age. */
    WHOLE_COHORT,

    /** Those for whom the age has ended by the end of the data: everyone counted was watched to the end. */
    PERIOD_ELAPSED,

    /**
     * Those for whom the age has begun by the end of the data, though it may not have ended: everyone counted had some time in which
     * to return. Nothing else is asked of them, no term and no renewal.
     */
    CHANCE_TO_RETURN
}
