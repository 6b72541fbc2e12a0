/**
 * Do they come back? Customers grouped by when they started, followed through the periods after.
 */
@NullMarked
package dev.retention.cohort;

import org.jspecify.annotations.NullMarked;
