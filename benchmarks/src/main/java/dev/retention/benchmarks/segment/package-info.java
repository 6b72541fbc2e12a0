/** Which customers? */
@NullMarked
package dev.retention.benchmarks.segment;

import org.jspecify.annotations.NullMarked;
