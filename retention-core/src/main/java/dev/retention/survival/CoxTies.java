package dev.retention.survival;

/**
 * How Cox regression treats customers who left at the same time.
 *
 * @since 0.1.0
 */
public enum CoxTies {
    /** Efron's approximation: close to the truth and fast. The default, as in R. */
    EFRON,

    /** Breslow's approximation: simplest, biased towards no effect when ties are many. */
    BRESLOW,

    /**
     * The exact partial likelihood of discrete time (conditional logistic), as R's {@code ties = "exact"}: which {@code d} of
     * those at risk left. Takes O(n · d · covariates²) time for the largest tie {@code d}; without weights, robust variance,
     * baseline and proportional-hazards test.
     */
    EXACT
}
