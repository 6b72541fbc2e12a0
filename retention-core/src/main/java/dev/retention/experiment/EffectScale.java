package dev.retention.experiment;

/**
 * On which scale an effect is told. The scale is named, for the same data can tell of an effect on one and of none on the other.
 *
 * @since 0.1.0
 */
public enum EffectScale {
    /** The difference {@code y₁ − y₀}: 2 points of 20 %. */
    ABSOLUTE,
    /** The difference over what it is compared with, {@code (y₁ − y₀) / y₀}: a tenth of 20 %. */
    RELATIVE
}
