/**
 * When: grains, periods, the timeline with its as-of day, ages and the state of a cell.
 *
 * <p>Periods are civil and half-open: a day is a day of the calendar whether it lasts 23, 24 or 25 hours, and a period
 * holds its start but not its end. Nothing here reads a clock or a default zone: the day up to which the data are
 * complete, and the zone in which instants become days, are arguments.
 */
@NullMarked
package dev.retention.time;

import org.jspecify.annotations.NullMarked;
