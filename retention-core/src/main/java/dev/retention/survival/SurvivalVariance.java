package dev.retention.survival;

/**
 * How the variance of a survival curve is estimated.
 *
 * @since 0.1.0
 */
public enum SurvivalVariance {
    /**
     * Greenwood's formula, {@code S² Σ d/(n(n−d))}: weights count as that many customers. The default, and R's for weights that
     * are whole numbers.
     */
    GREENWOOD,

    /**
     * The infinitesimal jackknife, {@code Σ w² (∂S/∂w)²}: weights are sampling weights of single customers. R's default for
     * weights that are not whole numbers. Without weights and before the first censoring it equals Greenwood's. Not defined here
     * for tenures with entry times.
     */
    ROBUST
}
