/** The machinery under every table: sweeps and live updates. */
@NullMarked
package dev.retention.benchmarks.rule;

import org.jspecify.annotations.NullMarked;
