/**
 * Property tests for rules, measures and formulas of your own: the laws that the library's own keep, arbitraries of events, and
 * customers' stories.
 */
@NullMarked
package dev.retention.testkit;

import org.jspecify.annotations.NullMarked;
