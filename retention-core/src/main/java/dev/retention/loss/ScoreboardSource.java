package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.rule.Group;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.trend.ChartMethod;
import dev.retention.trend.ControlChart;
import dev.retention.trend.CountSeries;
import dev.retention.trend.PeriodComparison.Reference;
import dev.retention.trend.PeriodComparison.Verdict;
import dev.retention.trend.PeriodCounts;
import dev.retention.trend.PeriodRates;
import dev.retention.trend.PeriodSentences;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Where a line of a scoreboard comes from: the periods of a table, and what the table has in each.
 *
 * @param metric of which metric it is a line
 * @param name what is counted
 * @param group of whom, or for what reason; empty of all
 * @param rateOf what the rate is a share of; empty if there is none
 * @param timeline the periods of the table
 * @param figures what the table has in a period
 * @param members who that is
 * @param worth which worth of the lost the money is; empty if it is that of the table
 */
record ScoreboardSource<K>(
        Scoreboard.Metric metric,
        String name,
        Optional<Group> group,
        Optional<String> rateOf,
        Timeline timeline,
        Function<Period, ScoreboardLine.Figures> figures,
        Function<Period, Members<K>> members,
        Optional<LossWorth> worth) {

    /** A line whose money is that of its table. */
    ScoreboardSource(
            Scoreboard.Metric metric,
            String name,
            Optional<Group> group,
            Optional<String> rateOf,
            Timeline timeline,
            Function<Period, ScoreboardLine.Figures> figures,
            Function<Period, Members<K>> members) {
        this(metric, name, group, rateOf, timeline, figures, members, Optional.empty());
    }

    /** How many periods before the one in question a chart takes its limits from, at least. */
    private static final int LEAST_PAST = 8;

    /** Figures without money. */
    static ScoreboardLine.Figures figures(long customers, Optional<Proportion> rate) {
        return new ScoreboardLine.Figures(customers, Optional.empty(), Optional.empty(), rate);
    }

    /** Figures without a profit. */
    static ScoreboardLine.Figures figures(long customers, BigDecimal value, Optional<Proportion> rate) {
        return new ScoreboardLine.Figures(customers, Optional.of(value), Optional.empty(), rate);
    }

    /** The share of some customers in others of whom they are; none of nobody. */
    static Optional<Proportion> share(long part, long whole) {
        return whole == 0 ? Optional.empty() : Optional.of(Proportion.of(part, whole));
    }

    /** Refuses a table whose periods are not those of another. */
    static void checkFits(Timeline its, String name, Timeline timeline) {
        checkArgument(
                its.grain().equals(timeline.grain()) && its.completeBefore().equals(timeline.completeBefore()),
                "%s (%s) must have the periods of the movements: %s",
                name,
                its,
                timeline);
    }

    boolean has(Period period) {
        int index = timeline.first().until(period);
        return index >= 0 && index < timeline.size();
    }

    /** The periods up to one: shares where there are rates, else customers per day. */
    CountSeries series(Period upTo) {
        List<CountSeries.Point> points = new ArrayList<>();
        for (int i = 0; i <= timeline.indexOf(upTo); i++) {
            points.add(point(timeline.period(i)));
        }
        return CountSeries.of(rateOf.isPresent() ? CountSeries.Kind.SHARES : CountSeries.Kind.RATES, points);
    }

    /** The difference from an earlier period in words, where chance does not explain it. */
    Optional<String> change(Period period, Reference reference, double confidence) {
        CountSeries series = series(period);
        if (series.points().stream().noneMatch(point -> point.isOver() && !point.isGap())) {
            return Optional.empty();
        }
        PeriodSentences sentences = PeriodSentences.at(confidence);
        return series.kind() == CountSeries.Kind.SHARES
                ? PeriodRates.of(series)
                        .compare(period, reference)
                        .filter(each -> each.verdict(confidence) != Verdict.UNCLEAR)
                        .map(sentences::difference)
                : PeriodCounts.of(series)
                        .compare(period, reference)
                        .filter(each -> each.verdict(confidence) != Verdict.UNCLEAR)
                        .map(each -> "in customers per day, " + sentences.difference(each));
    }

    /** The series judged by the periods before the last; none if these are too few. */
    Optional<ControlChart> chart(CountSeries series) {
        List<CountSeries.Point> past =
                series.points().subList(0, series.points().size() - 1);
        if (past.stream().filter(point -> !point.isGap()).count() < LEAST_PAST) {
            return Optional.empty();
        }
        return Optional.of(ChartMethod.fitting(series.kind())
                .baseline(past.get(0).label(), past.get(past.size() - 1).label())
                .of(series));
    }

    /** The money judged by that of the periods before one; none if these are too few or there is none. */
    Optional<ControlChart> valueChart(Period upTo) {
        long past = IntStream.range(0, timeline.indexOf(upTo))
                .filter(index -> value(timeline.period(index)).isPresent())
                .count();
        if (past < LEAST_PAST) {
            return Optional.empty();
        }
        return Optional.of(ChartMethod.of(ChartMethod.Kind.XMR)
                .baseline(timeline.first(), upTo.plus(-1))
                .of(timeline, period -> period.compareTo(upTo) > 0 ? OptionalDouble.empty() : value(period)));
    }

    /** Nothing is lost of nobody: that is a gap, and not 0. */
    private OptionalDouble value(Period period) {
        ScoreboardLine.Figures in = figures.apply(period);
        return rateOf.isPresent() && in.rate().isEmpty()
                ? OptionalDouble.empty()
                : in.value()
                        .map(money -> OptionalDouble.of(money.doubleValue()))
                        .orElseGet(OptionalDouble::empty);
    }

    private CountSeries.Point point(Period period) {
        ScoreboardLine.Figures in = figures.apply(period);
        boolean isOver = timeline.state(period) == CellState.OBSERVED;
        if (rateOf.isPresent()) {
            long count = in.rate().map(Proportion::count).orElse(0L);
            double total = (double) in.rate().map(Proportion::total).orElse(0L);
            return new CountSeries.Point(period.label(), Optional.of(period), count, total, isOver);
        }
        LocalDate end = isOver ? period.plus(1).firstDay() : timeline.asOf().plusDays(1);
        double days = (double) ChronoUnit.DAYS.between(period.firstDay(), end);
        return new CountSeries.Point(period.label(), Optional.of(period), in.customers(), days, isOver);
    }
}
