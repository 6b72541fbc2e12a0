/**
 * What a report shows, as records, and the words in which numbers are written. Knows neither how figures are counted nor how they
 * are shown.
 */
@NullMarked
package dev.retention.examples.report.figures;

import org.jspecify.annotations.NullMarked;
