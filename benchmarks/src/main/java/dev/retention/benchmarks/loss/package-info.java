/** Why do customers leave? */
@NullMarked
package dev.retention.benchmarks.loss;

import org.jspecify.annotations.NullMarked;
