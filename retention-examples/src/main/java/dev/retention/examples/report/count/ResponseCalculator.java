package dev.retention.examples.report.count;

import dev.retention.Interval;
import dev.retention.examples.report.figures.ResponseFigures;
import dev.retention.examples.report.figures.ResponseFigures.Agent;
import dev.retention.examples.report.figures.ResponseFigures.Quantile;
import dev.retention.examples.report.figures.ResponseFigures.Share;
import dev.retention.examples.report.figures.ResponseFigures.Timed;
import dev.retention.examples.report.figures.ServiceFigures.Opened;
import dev.retention.rule.Group;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.Sweep;
import dev.retention.service.BoundedShare;
import dev.retention.service.Response;
import dev.retention.service.Standard;
import dev.retention.service.Standard.Item;
import dev.retention.service.Tickets;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.LifeTable;
import dev.retention.survival.SurvivalCurve;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Says how long tickets wait for an answer and a resolution, and how many meet the standard. */
final class ResponseCalculator {

    private static final List<Double> SHARES = List.of(0.5, 0.9);

    private final ServiceSource source;
    private final Timeline timeline;
    private final ServiceCells cells;

    ResponseCalculator(ServiceSource source, Timeline timeline, ServiceCells cells) {
        this.source = source;
        this.timeline = timeline;
        this.cells = cells;
    }

    ResponseFigures calculate() {
        List<Timed> timed = new ArrayList<>();
        if (source.has(Tickets.TRACK, Tickets.ANSWERED)) {
            timed.add(timed(
                    "first answer",
                    Response.toAnswer(timeline),
                    source.minutesToAnswer(),
                    Standard.answeredWithin(timeline, source.answerWithin()),
                    source.answerWithin()));
        }
        if (source.has(Tickets.TRACK, Tickets.RESOLVED)) {
            timed.add(timed(
                    "resolution",
                    Response.toResolution(timeline),
                    source.minutesToResolve(),
                    Standard.resolvedWithin(timeline, source.resolveWithin()),
                    source.resolveWithin()));
        }
        return new ResponseFigures(timed, ServiceCalculator.window(timeline));
    }

    private Timed timed(String name, Response waits, boolean minutes, Standard standard, int within) {
        LifeTable life = (minutes ? waits.inMinutes() : waits).of(source.all());
        PeriodItems<String, Item> table = standard.of(source.all());
        Optional<PeriodItems<String, Item>.InPeriod> last = last(table);
        List<Agent> agents = new ArrayList<>();
        if (source.has(Tickets.TRACK, Tickets.AGENT)) {
            standard.each(Tickets.AGENT, Sweep.over(source.all()))
                    .forEach((group, of) -> share(of)
                            .ifPresent(share -> agents.add(
                                    new Agent(group.equals(Group.MISSING) ? "not told" : group.label(), share))));
            agents.sort(Comparator.comparingDouble(each -> each.share().upper()));
        }
        Optional<Opened> missed = last.map(period ->
                cells.open("late-" + ServiceCells.slug(name), name + " past the standard", period, Item.MISSED));
        return new Timed(
                name,
                minutes ? "minutes" : "days",
                (long) life.total(),
                (long) life.totalCensored(),
                quantiles(life),
                within,
                share(table),
                missed,
                last.map(period -> period.period().label()).orElse(""),
                agents);
    }

    /** The latest period that is over. */
    private static Optional<PeriodItems<String, Item>.InPeriod> last(PeriodItems<String, Item> table) {
        Optional<PeriodItems<String, Item>.InPeriod> last = Optional.empty();
        for (PeriodItems<String, Item>.InPeriod period : table.periods()) {
            last = period.state() == CellState.OBSERVED ? Optional.of(period) : last;
        }
        return last;
    }

    private static Optional<Share> share(PeriodItems<String, Item> table) {
        long met = 0;
        long missed = 0;
        long open = 0;
        for (PeriodItems<String, Item>.InPeriod period : ServiceCalculator.latest(table.periods())) {
            met += period.number(Item.MET);
            missed += period.number(Item.MISSED);
            open += period.number(Item.OPEN) + period.number(Item.UNTOLD);
        }
        if (met + missed + open == 0) {
            return Optional.empty();
        }
        BoundedShare share = BoundedShare.of(met, missed, open);
        return Optional.of(new Share(
                met, missed, open, share.lower().asDouble(), share.upper().asDouble()));
    }

    private static List<Quantile> quantiles(LifeTable life) {
        if (life.total() == 0) {
            return List.of();
        }
        SurvivalCurve curve = KaplanMeier.withDefaults().estimate(life);
        return SHARES.stream().map(share -> quantile(curve, share)).toList();
    }

    private static Quantile quantile(SurvivalCurve curve, double share) {
        OptionalDouble value = curve.quantile(share);
        Optional<Interval> interval = curve.quantileInterval(share);
        return new Quantile(
                share,
                value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty(),
                interval.map(Interval::lower),
                interval.map(Interval::upper).filter(Double::isFinite));
    }
}
