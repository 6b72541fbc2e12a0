/**
 * Property tests for rules, measures and formulas of your own: the laws that the library's own keep, arbitraries of events, and
 * customers' stories.
 *
 * <p>Contracts are run by jqwik: without its engine, {@code jqwik-engine}, on the class path of the tests none of their laws is tried, and
 * nothing fails for that.
 */
@NullMarked
package dev.retention.testkit;

import org.jspecify.annotations.NullMarked;
