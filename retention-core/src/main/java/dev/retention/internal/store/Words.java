package dev.retention.internal.store;

import com.google.common.collect.ImmutableList;

/**
 * The texts behind the numbers in the columns of a store.
 *
 * @param codes the codes of events
 * @param texts the texts of every further column, none for columns of other types
 */
public record Words(Dictionary codes, ImmutableList<Dictionary> texts) {
    /** The texts of columns of which none but the codes may be texts. */
    public static Words ofCodes(Dictionary codes) {
        return new Words(codes, ImmutableList.of());
    }
}
