/** The files of a review that are read back next time. */
@NullMarked
package dev.retention.examples.review.text;

import org.jspecify.annotations.NullMarked;
