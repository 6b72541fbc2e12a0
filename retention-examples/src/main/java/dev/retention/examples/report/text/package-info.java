/**
 * Figures as plain text: lines for a terminal, JSON for programs, CSV for spreadsheets.
 */
@NullMarked
package dev.retention.examples.report.text;

import org.jspecify.annotations.NullMarked;
