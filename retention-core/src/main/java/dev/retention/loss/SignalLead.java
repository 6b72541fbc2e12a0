package dev.retention.loss;

/**
 * From which of several signals in the days before a loss the lead is counted.
 *
 * @since 0.1.0
 */
public enum SignalLead {
    /** The first, from which on one could have known. */
    FIRST,
    /** The last, after which there was no other. */
    LAST
}
