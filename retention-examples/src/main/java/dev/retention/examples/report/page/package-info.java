/**
 * The sections of a report, and the page that they make. Each part of a report is one {@link
 * dev.retention.examples.report.page.Section}, which writes itself to the page, to a terminal and to JSON.
 */
@NullMarked
package dev.retention.examples.report.page;

import org.jspecify.annotations.NullMarked;
