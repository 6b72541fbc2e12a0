/**
 * How histories lie in memory: columns of events, sorting by customer, the periods of a timeline over the times of events,
 * histories that change event by event. Not exported; {@code history} shows it to users and {@code rule} walks it through
 * {@link dev.retention.internal.store.HistoryCursor}.
 */
@NullMarked
package dev.retention.internal.store;

import org.jspecify.annotations.NullMarked;
