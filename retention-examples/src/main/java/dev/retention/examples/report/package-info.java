/**
 * The retention report: from a CSV file of orders to a page that a manager can read.
 *
 * <p>{@link dev.retention.examples.report.csv.CsvOrders} reads,
 * {@link dev.retention.examples.report.ReportCalculator} counts, {@link dev.retention.examples.report.RetentionReport}
 * holds what the report says, and the three renderers put it on the terminal, into JSON and into HTML.
 */
@NullMarked
package dev.retention.examples.report;

import org.jspecify.annotations.NullMarked;
