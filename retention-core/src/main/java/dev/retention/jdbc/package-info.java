/**
 * What happened, in a database? A {@linkplain dev.retention.jdbc.JdbcQuery query} gives rows, and whatever reads rows reads them: orders,
 * contracts, tickets, invoices. There is no other way from a table into a store.
 *
 * <p>Needs the module {@code java.sql}, which the other packages do without.
 */
@NullMarked
package dev.retention.jdbc;

import org.jspecify.annotations.NullMarked;
