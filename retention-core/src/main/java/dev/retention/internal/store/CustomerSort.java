package dev.retention.internal.store;

/**
 * Orders events by customer, then time, code, amount and further columns, and finds where each customer begins.
 *
 * <p>Events that come in runs of one customer, or of ascending customers, are moved run by run and not sorted; see
 * {@link RunSort}. Others are parted by customer, and the parts sorted; see {@link PartSort}. The outcome depends neither on the
 * order of the events nor on the number of threads.
 *
 * @param columns the events in order
 * @param offsets where each customer's events begin, and one more
 * @param customers the key, or the number, of each customer found, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on to a store, which guards them.
record CustomerSort(EventColumns columns, int[] offsets, long[] customers) {
    /**
     * Groups events of customers whose keys, or numbers, are any longs.
     *
     * @param source the events
     * @param schema which columns they have
     * @param codeCount an upper bound of the codes, exclusive
     * @param threads how many threads work at most
     */
    static CustomerSort of(EventSource source, Schema schema, int codeCount, int threads) {
        int parts = Math.max(1, Math.min(threads, source.pieces().size()));
        Runs runs = Runs.of(source, parts);
        EventColumns columns = EventColumns.of(schema, source.size());
        return runs == null
                ? PartSort.sort(source, columns, codeCount, parts)
                : RunSort.sort(source, runs, columns, parts);
    }
}
