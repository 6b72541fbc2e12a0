/**
 * The library over a Spark Dataset: a store per partition of customers, and tallies that merge to what one machine counts, bit
 * for bit.
 */
@NullMarked
package dev.retention.spark;

import org.jspecify.annotations.NullMarked;
