/** Did it help? */
@NullMarked
package dev.retention.benchmarks.experiment;

import org.jspecify.annotations.NullMarked;
