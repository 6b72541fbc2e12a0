/**
 * Is it a change? A rate of one period beside that of the period before and of the same period of the last year, and what may be
 * said of the difference; and a whole series with the limits within which chance keeps it.
 *
 * <p>{@link dev.retention.trend.PeriodRates} is the rate of every period, {@link dev.retention.trend.PeriodComparison} two of them side
 * by side, and {@link dev.retention.trend.PeriodSentences} the words, in one place, so that nothing is called a change that is not one.
 * Counts per exposure have {@link dev.retention.trend.PeriodCounts} and {@link dev.retention.trend.CountComparison}. What happened before
 * and after a dated event, beside a group that it did not concern, is {@link dev.retention.trend.BeforeAfter}.
 *
 * <p>{@link dev.retention.trend.CountSeries} takes counts and what they came of from any table, {@link
 * dev.retention.trend.ControlChart} draws them, by a {@link dev.retention.trend.ChartMethod}, and {@link dev.retention.trend.RunRule} is
 * what makes a point special. {@link dev.retention.trend.Overdispersion} tells whether plain limits would do, and {@link
 * dev.retention.trend.AnhoejRuns} needs no limits.
 */
@NullMarked
package dev.retention.trend;

import org.jspecify.annotations.NullMarked;
