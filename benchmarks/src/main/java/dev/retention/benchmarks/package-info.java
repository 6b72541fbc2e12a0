/** JMH benchmarks. */
@NullMarked
package dev.retention.benchmarks;

import org.jspecify.annotations.NullMarked;
