/** Writes what a review holds as a page, as JSON and for a terminal. */
@NullMarked
package dev.retention.examples.review.page;

import org.jspecify.annotations.NullMarked;
