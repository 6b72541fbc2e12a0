package dev.retention.survival;

import java.io.Serializable;

/**
 * A row and column of a life table of customers: how long they stayed and whether the end was seen.
 *
 * @param days how long, at least 0
 * @param ended whether the end was seen; otherwise the tenure is censored
 * @since 0.1.0
 */
public record TenureCell(int days, boolean ended) implements Serializable {
    /** Prints the length and state, such as {@code 90 days} or {@code 90+ days}; + means still running. */
    @Override
    public String toString() {
        return days + (ended ? " days" : "+ days");
    }
}
