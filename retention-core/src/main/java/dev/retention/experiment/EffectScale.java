package dev.retention.experiment;

/**
 * How two arms are held against each other. The same data can tell a difference on one scale and none on the other, so that no effect
 * comes without its scale.
 *
 * @since 0.1.0
 */
public enum EffectScale {
    /** The treated less the control: no effect is 0. */
    ABSOLUTE,
    /** The treated over the control, less 1: no effect is 0, and 0.1 is a tenth more. Of a control above 0 alone. */
    RELATIVE
}
