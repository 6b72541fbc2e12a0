/**
 * Counts orders with the library, by rule, measure and grouping, and puts the results into figures.
 */
@NullMarked
package dev.retention.examples.report.count;

import org.jspecify.annotations.NullMarked;
