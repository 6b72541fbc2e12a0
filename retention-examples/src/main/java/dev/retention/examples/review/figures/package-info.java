/** What a review holds, as records that know nothing of how they were counted or are written. */
@NullMarked
package dev.retention.examples.review.figures;

import org.jspecify.annotations.NullMarked;
