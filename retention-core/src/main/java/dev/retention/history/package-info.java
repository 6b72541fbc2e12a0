/**
 * What happened: the store of customer histories, how to fill it from a caller's own objects, and a history as a rule
 * sees it.
 *
 * <p>A store is immutable and columnar: customers are numbered densely, events lie grouped by customer and in order of
 * time, one primitive array per column, and further columns with names where a caller wants them. Several stores of the same
 * customers are {@linkplain dev.retention.history.HistoryStore#and tracks of one store}, which one rule reads. What a store holds depends on
 * the set of events, never on their order.
 */
@NullMarked
package dev.retention.history;

import org.jspecify.annotations.NullMarked;
