/**
 * Who counts where: a metric is a rule over one customer's history, a table is the exact tally of what the rule said of
 * every customer, and the machinery that follows from it.
 *
 * <p>A {@link dev.retention.rule.Rule} looks at one history and names the cells in which it falls. A
 * {@link dev.retention.rule.Sweep} runs rules over a store, on one thread or several, and gives a
 * {@link dev.retention.rule.Counted} table: counts and amounts by cell, the members of every cell, the explanation of every
 * customer, reconciliation and restatement. {@link dev.retention.rule.Live} keeps the same tables current event by event. A
 * {@link dev.retention.rule.Tally} is the numbers alone; it merges, and travels between machines as bytes.
 *
 * <p>Cells lie on named {@linkplain dev.retention.rule.Axis axes}. A {@link dev.retention.rule.Measure} gives numbers where a rule
 * gives cells; a {@link dev.retention.rule.Grouping} parts the customers of either. All of them read one track of a store, or several
 * that they name.
 */
@NullMarked
package dev.retention.rule;

import org.jspecify.annotations.NullMarked;
