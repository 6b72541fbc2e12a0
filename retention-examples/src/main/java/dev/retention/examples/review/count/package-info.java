/** Counts what a review holds with the library. */
@NullMarked
package dev.retention.examples.review.count;

import org.jspecify.annotations.NullMarked;
