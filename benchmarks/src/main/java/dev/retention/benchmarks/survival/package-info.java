/** How long do they stay? */
@NullMarked
package dev.retention.benchmarks.survival;

import org.jspecify.annotations.NullMarked;
