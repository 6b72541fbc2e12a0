/** The review program: why customers left in a period, what announced it, whom to call, and what came of what was done. */
@NullMarked
package dev.retention.examples.review;

import org.jspecify.annotations.NullMarked;
