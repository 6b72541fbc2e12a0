/** Building a store: grouping events by customer. */
@NullMarked
package dev.retention.benchmarks.history;

import org.jspecify.annotations.NullMarked;
