package dev.retention.survival;

/**
 * The scale of tenure on which a coefficient is checked for change by the proportional-hazards test.
 *
 * @since 0.1.0
 */
public enum TenureTransform {
    /** One minus the Kaplan–Meier curve just before: long tenures of few customers do not dominate. The default, as in R. */
    KAPLAN_MEIER,
    /** The rank of the tenure among all, ties averaged. */
    RANK,
    /** The tenure itself. */
    IDENTITY,
    /** The logarithm of the tenure; needs positive tenures. */
    LOG
}
