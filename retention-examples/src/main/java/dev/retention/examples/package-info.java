/**
 * Runnable examples, one class per question, and the simulated orders that they run on.
 */
@NullMarked
package dev.retention.examples;

import org.jspecify.annotations.NullMarked;
