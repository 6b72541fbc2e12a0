package dev.retention.history;

/**
 * What a merge map did to a store: how many customer keys became another customer, and how many events moved with them.
 *
 * @param keysMerged keys of the map that had events of their own
 * @param eventsMoved events that now belong to another key than the one they came with
 * @since 0.1.0
 */
public record MergeEffect(long keysMerged, long eventsMoved) {
    static final MergeEffect NONE = new MergeEffect(0, 0);
}
