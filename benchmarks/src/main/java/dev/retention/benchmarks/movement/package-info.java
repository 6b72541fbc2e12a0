/** Who came, who left? */
@NullMarked
package dev.retention.benchmarks.movement;

import org.jspecify.annotations.NullMarked;
