/** Do they come back? */
@NullMarked
package dev.retention.benchmarks.cohort;

import org.jspecify.annotations.NullMarked;
