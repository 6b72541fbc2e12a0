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
 *   <dt>movement
 *   <dd>what brings a number from the start of a period to its end: new, reactivated and expansion, less lost and contraction.
 *   <dt>contract
 *   <dd>what a customer pays for again and again, also called a subscription. A <em>term</em> is how long it holds before it is <em>due</em>
 *       to be renewed.
 *   <dt>recurring value
 *   <dd>what contracts come to per month or another unit. Elsewhere also called MRR or ARR. <em>Expansion</em> is a rise of it and
 *       <em>contraction</em> a fall, of a customer who stays.
 *   <dt>net, gross retention
 *   <dd>of value: with expansion of those who stay, or without. Elsewhere also called NRR or NDR, and GRR.
 *   <dt>mode, reason
 *   <dd>of a loss: by which way a customer left, such as cancelled or payment failed; why, as somebody recorded it.
 *   <dt>trait
 *   <dd>one value of one attribute, such as the plan gold, that some customers have in common.
 *   <dt>holdout
 *   <dd>the days that a forecast was not fitted to, which it is held against.
 *   <dt>restated
 *   <dd>of a figure of the past: another than it was, since data came late or were corrected.
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
 *   <dt>tally
 *   <dd>the numbers of a table alone, without customers. Tallies of different customers add up.
 *   <dt>measure
 *   <dd>what gives exact numbers of a customer, or none.
 *   <dt>grouping
 *   <dd>what parts customers so that each is in exactly one group at each reading.
 *   <dt>score
 *   <dd>the class in which a customer's number lies, the highest for the best. <em>Edges</em> part classes. Of a survey: the number
 *       that was answered.
 *   <dt>segment
 *   <dd>a part of all customers that has a name, such as ranges of several scores, or a group that is held against the rest.
 *   <dt>moved
 *   <dd>of a group that is read at each period: live at both ends of the period, and in another group at one of them.
 *   <dt>profit
 *   <dd>revenue less the costs that are known, which the definition names. Cost unknown is not 0.
 *   <dt>contact
 *   <dd>an event by which a customer is served, such as a call or a ticket.
 *   <dt>complaint, praise
 *   <dd>a ticket by which a customer says that something was bad; that it was good. A stage <em>causes</em> it, and it
 *       <em>surfaces</em> at another or the same.
 *   <dt>standard
 *   <dd>of service: what was set to be done within so many days, minutes or contacts. <em>Met</em>, <em>missed</em>, or still open.
 *   <dt>open
 *   <dd>neither done nor too late by the end of the data. It bounds a share, and is censored in a time.
 *   <dt>promoter, passive, detractor
 *   <dd>who answers 9 or 10, 7 or 8, and 6 or less, on the scale from 0 to 10.
 *   <dt>top box
 *   <dd>the share of answers that are high, from a score on that the survey states.
 *   <dt>closed loop
 *   <dd>that somebody came back to a customer who gave a low score, within the days set.
 *   <dt>cadence
 *   <dd>a promise to make contact at least every so many days.
 *   <dt>owner, load
 *   <dd>who of ours looks after a customer; how many customers an owner has.
 *   <dt>hand-over
 *   <dd>the day from which a customer has another owner than before. The first owner is none.
 *   <dt>ageing
 *   <dd>what is owed on a day, by how long it is past due. All lines add up to the balance.
 *   <dt>DSO, best possible DSO
 *   <dd>days sales outstanding: of how many days the sales are what is owed; what of it is not past due. Their difference is the
 *       <em>average days delinquent</em>.
 *   <dt>countback
 *   <dd>a DSO for which whole periods of sales are taken off the balance, from the newest.
 *   <dt>CEI
 *   <dd>collection effectiveness index: what was collected of what could be, in percent.
 *   <dt>signal
 *   <dd>what happened to a customer on a day, of which one asks whether it goes before a loss.
 *   <dt>landmark
 *   <dd>a day, the start of a period, at which it is known who had a signal; losses are counted from there on.
 *   <dt>exposure
 *   <dd>how much there was to count in: customers, customer-days, tickets. A count over it is a <em>frequency</em>.
 *   <dt>dispersion
 *   <dd>how many times as much counts vary as by chance alone: 1 if no more.
 *   <dt>baseline
 *   <dd>of a chart: the points from which centre and limits are taken. Of a Cox regression: customers whose covariates are 0.
 *   <dt>flag
 *   <dd>a point of a chart that a rule calls special, with the rule and the points that it looked at.
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
