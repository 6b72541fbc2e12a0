/**
 * Rates from counts: how many stayed and how many left, by which formula, and how sure that is.
 *
 * <p>Start at {@link dev.retention.CustomerFlow} with the counts of a period, or at {@link dev.retention.Proportion} with any
 * two counts. The formulas are named in {@link dev.retention.RetentionFormula} and {@link dev.retention.ChurnFormula}, and
 * every rate carries its own.
 *
 * <h2>Glossary</h2>
 *
 * <p>Each word has this one meaning throughout the library.
 *
 * <dl>
 *   <dt>customer
 *   <dd>whatever the caller's key identifies: a person, an account, a contract. One key, one customer.
 *   <dt>population
 *   <dd>the customers that a figure speaks of, before anyone is counted.
 *   <dt>period
 *   <dd>a half-open stretch of time [start, end): what happens at its end belongs to the next.
 *   <dt>live
 *   <dd>a customer at a moment, by the rule in use: under contract, or active recently enough. Elsewhere also called active.
 *   <dt>active
 *   <dd>seen to do something in a period, such as place an order.
 *   <dt>exposed
 *   <dd>in the denominator: could have been retained or churned.
 *   <dt>retained
 *   <dd>exposed and, by the formula in use, still a customer.
 *   <dt>churned
 *   <dd>exposed and, by the formula in use, not retained.
 *   <dt>lost
 *   <dd>live at the start of a period and not at its end. A <em>loss</em> is the event of ceasing to be live, of which a
 *       customer may have several. Elsewhere also called gone, dormant or ended.
 *   <dt>acquired
 *   <dd>live at the end of a period and not at its start, whether new or reactivated.
 *   <dt>new
 *   <dd>live or active for the first time ever.
 *   <dt>reactivated
 *   <dd>live or active again after a loss. Elsewhere also called returned, resurrected or won back.
 *   <dt>returned
 *   <dd>of a cohort: seen again at an age, lost in between or not.
 *   <dt>silent
 *   <dd>without the activity that a rule looks for, lost or not yet.
 *   <dt>survivor
 *   <dd>live at the start of a period and at its end.
 *   <dt>cohort
 *   <dd>customers grouped by something that never changes of them, usually the period of their first activity.
 *   <dt>age
 *   <dd>whole periods since a customer's cohort period. <em>Period 0</em> is age 0, the cohort period itself.
 *   <dt>tenure
 *   <dd>how long a customer has been one, from the first day to the last or to the as-of date.
 *   <dt>censored
 *   <dd>a tenure whose end has not been seen: it is at least as long as it is.
 *   <dt>as of
 *   <dd>the day up to which the data are complete. Nothing after it is known, not even that nothing happened.
 *   <dt>horizon
 *   <dd>how far ahead of the as-of date a forecast or a value reaches.
 *   <dt>observed, partial, unobserved
 *   <dd>of a period: ended by the as-of date; begun by then but not ended; not begun. Only observed figures are final; an
 *       unobserved one has no value, which is not 0.
 *   <dt>referred, referrer
 *   <dd>a customer whom another brought; the one who did. One customer has one referrer at most.
 *   <dt>member
 *   <dd>of a programme, such as one of loyalty: a customer from the first event in it on.
 *   <dt>outstanding
 *   <dd>of points: issued and neither spent, expired nor reversed.
 *   <dt>pending
 *   <dd>of points: promised and not issued. Of renewals: not decided by the end of the data.
 *   <dt>breakage
 *   <dd>the share of points issued that expired.
 *   <dt>selection
 *   <dd>that customers who chose something differ from others to begin with, so that a difference between them is no effect.
 *   <dt>track
 *   <dd>one of several kinds of events of the same customers that stand side by side: orders, tickets, invoices.
 *   <dt>order, line
 *   <dd>what a customer buys at once; the part of it that is one product.
 *   <dt>list price, full price
 *   <dd>what a line is worth before any discount; a line without a discount is sold at full price.
 *   <dt>return of goods
 *   <dd>what a customer <em>sends back</em> of an order. Elsewhere also called a refund, which is the money; a returned customer is another
 *       thing.
 *   <dt>rule, cell
 *   <dd>what names the places of a table in which a customer counts; one such place.
 *   <dt>measure
 *   <dd>what gives exact numbers of a customer, or none.
 *   <dt>grouping
 *   <dd>what parts customers so that each is in exactly one group at each reading.
 *   <dt>score
 *   <dd>the class in which a customer's number lies, the highest for the best. <em>Edges</em> part classes.
 *   <dt>segment
 *   <dd>a name for ranges of several scores.
 *   <dt>moved
 *   <dd>of a group that is read at each period: live at both ends of the period, and in another group at one of them.
 *   <dt>profit
 *   <dd>revenue less the costs that are known, which the definition names. Cost unknown is not 0.
 *   <dt>contact
 *   <dd>an event by which a customer is served, such as a call or a ticket.
 *   <dt>concentration
 *   <dd>how unequally a number is spread over customers. The customers with the largest numbers are elsewhere called power players,
 *       key accounts or whales.
 *   <dt>level
 *   <dd>of a base of customers: the size at which as many are lost as acquired.
 *   <dt>rate
 *   <dd>a share or ratio as a fraction of 1, of a stated formula and period.
 *   <dt>share
 *   <dd>a rate whose numerator counts some of those whom its denominator counts.
 * </dl>
 *
 * @since 0.1.0
 */
@NullMarked
package dev.retention;

import org.jspecify.annotations.NullMarked;
