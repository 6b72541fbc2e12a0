/** What will they do? */
@NullMarked
package dev.retention.benchmarks.model;

import org.jspecify.annotations.NullMarked;
