/**
 * On a page, in a file: every table as aligned text, as CSV and as JSON, and single figures as JSON.
 *
 * <p>A {@link dev.retention.sheet.Tabular} table says what it holds by a {@link dev.retention.sheet.Sheet}: plain rows under columns of
 * known kinds, with the definition and what is odd. What is not known is absent, never 0. A customer is personal data: no text, file or
 * message names one unless the caller asked by {@link dev.retention.sheet.Sheet#withCustomers()} or
 * {@link dev.retention.sheet.Json.Customers#NAMED}.
 */
@NullMarked
package dev.retention.sheet;

import org.jspecify.annotations.NullMarked;
