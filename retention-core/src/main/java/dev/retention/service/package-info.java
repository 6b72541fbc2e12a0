/**
 * How are customers served? Complaints and how they are answered, what customers say of us, promises and contacts, the people on both
 * sides, the journey, and money owed.
 *
 * <p>What a company knows of its service lies beside the orders or contracts as further tracks of the same customers: {@code tickets},
 * {@code scores}, {@code contacts}, {@code goals}, {@code owners}, {@code journey} and {@code invoices}. Each has a reader that refuses rows
 * which contradict themselves, and methods that count items of every period, so that every figure has its customers. What is open at the end
 * of the data is neither answered nor missed: it bounds shares and is censored in times.
 *
 * <ul>
 *   <li>What do they complain of? {@link dev.retention.service.Tickets} reads, {@link dev.retention.service.Complaints} counts, and {@link
 *       dev.retention.service.ServiceBalance} sets praise against them.
 *   <li>How long do they wait? {@link dev.retention.service.Response} for tickets, {@link dev.retention.service.TimeTo} from any event to
 *       another; {@link dev.retention.service.Standard} and {@link dev.retention.service.BoundedShare} for what was set.
 *   <li>What do they say? {@link dev.retention.service.Scores} reads, {@link dev.retention.service.Feedback} counts, by a {@link
 *       dev.retention.service.Survey}; {@link dev.retention.service.Nps}, {@link dev.retention.service.ScoreCounts} and {@link
 *       dev.retention.service.ScoreMean} from counts alone. Do they answer, and does anybody come back to them? {@link
 *       dev.retention.service.SurveyRequests}, {@link dev.retention.service.ClosedLoop}.
 *   <li>Where is it worst, what has changed, and do two raters agree? {@link dev.retention.service.ScoreGroups}, {@link
 *       dev.retention.service.ScoreChanges}, {@link dev.retention.service.PairedScores}.
 *   <li>Who keeps in touch? {@link dev.retention.service.Contacts} reads and counts, {@link dev.retention.service.Cadence} and {@link
 *       dev.retention.service.NextSteps} hold promises, {@link dev.retention.service.Goals} what was agreed. What does a stage make them call
 *       for? {@link dev.retention.service.StageContacts}.
 *   <li>On which people does it hang? {@link dev.retention.service.Coverage}, {@link dev.retention.service.Owners} and {@link
 *       dev.retention.service.PeopleTable}.
 *   <li>How far do they come? {@link dev.retention.service.Journey} reads, {@link dev.retention.service.Journeys} counts; {@link
 *       dev.retention.service.StageRates} from counts alone.
 *   <li>Who owes us? {@link dev.retention.service.Invoices} reads, {@link dev.retention.service.MoneyOwed} and {@link
 *       dev.retention.service.Payments} count, {@link dev.retention.service.Payers} part customers; {@link dev.retention.service.Ageing} and
 *       {@link dev.retention.service.Receivables} from amounts alone.
 *   <li>What goes before a loss? {@link dev.retention.service.LaterLoss}, of any {@link dev.retention.service.Signal}; that
 *       nothing happened is one by {@link dev.retention.service.Silence}, that it happens less by {@link dev.retention.service.Falling}.
 * </ul>
 */
@NullMarked
package dev.retention.service;

import org.jspecify.annotations.NullMarked;
