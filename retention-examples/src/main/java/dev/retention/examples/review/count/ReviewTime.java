package dev.retention.examples.review.count;

import dev.retention.examples.report.count.RefusedException;
import dev.retention.examples.report.figures.ReportGrain;
import dev.retention.examples.report.figures.Words;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The period that is reviewed, among all periods.
 *
 * @param timeline all periods, to the end of the data
 * @param period the one that is reviewed
 */
public record ReviewTime(Timeline timeline, Period period) {

    /**
     * Finds the period.
     *
     * @param asked its label; without one the latest that is over, or the only one
     * @throws RefusedException if there is no such period
     */
    public static ReviewTime of(ReviewSource source, ReportGrain grain, Optional<String> asked) {
        LocalDate first = source.base().firstDay().orElse(source.asOf());
        Timeline timeline =
                Timeline.of(grain.grain(DayOfWeek.MONDAY), source.asOf()).from(first);
        if (asked.isEmpty()) {
            Period last = timeline.last();
            boolean isBefore = timeline.state(last) != CellState.OBSERVED && timeline.size() > 1;
            return new ReviewTime(timeline, isBefore ? timeline.period(timeline.size() - 2) : last);
        }
        for (int i = 0; i < timeline.size(); i++) {
            if (timeline.period(i).label().equals(asked.get())) {
                return new ReviewTime(timeline, timeline.period(i));
            }
        }
        throw new RefusedException("--period " + Words.oneLine(asked.get(), 30) + ": the data are of "
                + timeline.first().label() + " to " + timeline.last().label());
    }

    /** The label of the period. */
    public String label() {
        return period.label();
    }

    /** Whether it is over. */
    public boolean isOver() {
        return timeline.state(period) == CellState.OBSERVED;
    }

    /** The periods of the year up to this one, as far as there are so many. */
    public List<Period> year() {
        int at = timeline.indexOf(period);
        Period from = timeline.grain().periodOf(period.plus(1).firstDay().minusYears(1));
        return IntStream.rangeClosed(0, at)
                .mapToObj(timeline::period)
                .filter(each -> !each.firstDay().isBefore(from.firstDay()))
                .toList();
    }

    /** The last day of the period that is in the data. */
    public LocalDate lastDay() {
        LocalDate end = period.plus(1).firstDay().minusDays(1);
        return end.isAfter(timeline.asOf()) ? timeline.asOf() : end;
    }

    /** The labels of those periods of another timeline that lie within this one. */
    List<String> within(Timeline other) {
        return IntStream.range(0, other.size())
                .mapToObj(other::period)
                .filter(each -> !each.firstDay().isBefore(period.firstDay())
                        && each.firstDay().isBefore(period.plus(1).firstDay()))
                .map(Period::label)
                .toList();
    }

    /** The day before the period. */
    public LocalDate dayBefore() {
        return period.firstDay().minusDays(1);
    }

    /** The periods up to this one, as they were known at its end. */
    public Timeline upTo() {
        return timeline.asOf(lastDay());
    }

    /** The period for people. */
    public String words() {
        return label() + " (" + period.firstDay() + " to " + lastDay() + ")";
    }
}
