/**
 * Reads the orders of a CSV file, as shops and billing systems export it.
 */
@NullMarked
package dev.retention.examples.report.csv;

import org.jspecify.annotations.NullMarked;
