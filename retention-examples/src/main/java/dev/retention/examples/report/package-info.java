/**
 * The retention report: from a CSV file of orders to a page that a manager can read.
 *
 * <p>{@link dev.retention.examples.report.ReportCommand} is the command line and {@link dev.retention.examples.report.Report} the one
 * list of sections. Below them, each package knows only those before it: {@code figures} (what is shown), {@code count} (calculates
 * it), {@code text} and {@code page} (show it). {@code csv} reads the input, by presets and options.
 */
@NullMarked
package dev.retention.examples.report;

import org.jspecify.annotations.NullMarked;
