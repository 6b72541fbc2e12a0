package dev.retention.examples.review.count;

import dev.retention.examples.report.count.Rhythm;
import dev.retention.examples.report.figures.Words;
import dev.retention.time.Period;
import dev.retention.trend.PeriodComparison.Reference;
import dev.retention.trend.PeriodRates;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is to be held against the figures of a period: that it still runs, or that the data begin too late for it. */
final class Reservations {

    private final ReviewSource source;
    private final ReviewTime time;

    Reservations(ReviewSource source, ReviewTime time) {
        this.source = source;
        this.time = time;
    }

    /** Why losses of the period cannot be seen, if they cannot: who does not order must have ordered before. */
    Optional<String> unseen() {
        LocalDate first = source.base().firstDay().orElse(source.asOf());
        return source.gapDays() > 0 && first.plusDays(source.gapDays()).isAfter(time.lastDay())
                ? Optional.of("losses cannot be observed yet: the data begin on " + first
                        + ", and who does not order is lost after " + source.gapDays() + " days")
                : Optional.empty();
    }

    /** Why the period is not compared, if it is not. */
    Optional<String> running() {
        return time.isOver() ? Optional.empty() : Optional.of("not compared: still running");
    }

    /** The earlier period with which this one is compared: of last year, or the one before. */
    Reference reference() {
        return PeriodRates.reference(time.period(), Reference.LAST_YEAR)
                        .filter(year -> year.compareTo(time.timeline().first()) >= 0)
                        .isPresent()
                ? Reference.LAST_YEAR
                : Reference.BEFORE;
    }

    /** What makes a comparison with an earlier period less fair than it looks. */
    Optional<String> against(Period earlier) {
        LocalDate first = source.base().firstDay().orElse(source.asOf());
        if (first.plusYears(1).isAfter(earlier.firstDay())) {
            return Optional.of("the data begin on " + first + ", so that all customers were new in " + earlier
                    + ", and that alone may make the difference");
        }
        return earlier.firstDay().plusYears(1).equals(time.period().firstDay())
                ? Optional.empty()
                : Optional.of("the season differs, too");
    }

    /** That customers order more rarely than the days after which they are taken for lost, if they do. */
    Optional<String> rhythm() {
        if (source.gapDays() == 0) {
            return Optional.empty();
        }
        OptionalDouble gap = Rhythm.medianGap(source.base(), time.timeline());
        return gap.isPresent() && gap.getAsDouble() > source.gapDays()
                ? Optional.of("Of the customers who ordered on several days, half leave "
                        + Words.days(Math.rint(gap.getAsDouble())) + " days or more between them, longer than the "
                        + source.gapDays() + " days after which they are lost here: many of the lost only order seldom."
                        + " --gap-days " + 2 * (int) Math.ceil(gap.getAsDouble()) + " may fit them better")
                : Optional.empty();
    }
}
