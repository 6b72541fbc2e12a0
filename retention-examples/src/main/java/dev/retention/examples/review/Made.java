package dev.retention.examples.review;

import dev.retention.examples.review.figures.Review;
import java.util.Optional;

/**
 * A review, and the files that go with it.
 *
 * @param review the review
 * @param calls the list of calls as CSV, if anybody may be named
 * @param issues the issues as CSV, if there are such
 */
record Made(Review review, Optional<String> calls, Optional<String> issues) {}
