package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.ComplaintFigures;
import dev.retention.examples.report.figures.ComplaintFigures.Limits;
import dev.retention.examples.report.figures.ComplaintFigures.Month;
import dev.retention.examples.report.figures.ComplaintFigures.Part;
import dev.retention.rule.Group;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.Sweep;
import dev.retention.service.Complaints;
import dev.retention.service.Complaints.Item;
import dev.retention.service.Tickets;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.trend.ChartMethod;
import dev.retention.trend.ControlChart;
import dev.retention.trend.CountComparison;
import dev.retention.trend.CountSeries;
import dev.retention.trend.Overdispersion;
import dev.retention.trend.PeriodComparison;
import dev.retention.trend.PeriodComparison.Reference;
import dev.retention.trend.PeriodCounts;
import dev.retention.trend.PeriodSentences;
import dev.retention.trend.RunRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Counts complaints, draws their control chart, and says what they are about. */
final class ComplaintCalculator {
    private static final double CONFIDENCE = 0.95;

    /** Rates are per so many customers and {@link #DAYS}. */
    private static final double PER = 1000;

    private static final double DAYS = 30;
    private static final int PARTS = 10;

    private final ServiceSource source;
    private final Timeline timeline;
    private final ServiceCells cells;
    private final Complaints method;
    private final PeriodItems<String, Item> table;

    ComplaintCalculator(ServiceSource source, Timeline timeline, ServiceCells cells) {
        this.source = source;
        this.timeline = timeline;
        this.cells = cells;
        this.method = Complaints.over(timeline)
                .ofKinds(source.complaints().toArray(String[]::new))
                .exposedOn(ServiceSource.BASE, source.spells());
        this.table = method.of(source.all());
    }

    ComplaintFigures calculate() {
        CountSeries series = series();
        Optional<ControlChart> chart = chart(series);
        Sweep<String> sweep = Sweep.over(source.all());
        boolean hasStages = source.has(Tickets.TRACK, Tickets.STAGE) && source.has(Tickets.TRACK, Tickets.CAUSE);
        return new ComplaintFigures(
                String.join(", ", source.complaints()),
                source.live(),
                table.periods().stream().map(period -> month(period, chart)).toList(),
                chart.map(ControlChart::toString).orElse(""),
                chart.map(each -> OptionalDouble.of(each.centre() * PER)).orElse(OptionalDouble.empty()),
                chart.flatMap(ControlChart::overdispersion)
                        .map(Overdispersion::words)
                        .orElse(""),
                chart.map(each -> new ComplaintRuns(each, PER).runs()).orElse(List.of()),
                latest(series, chart),
                ServiceCalculator.window(timeline),
                source.has(Tickets.TRACK, Tickets.TOPIC)
                        ? parts("topic", method.each(Tickets.TOPIC, sweep))
                        : List.of(),
                hasStages ? parts("stages", method.eachCauseAndStage(sweep)) : List.of());
    }

    /** Complaints per customer and 30 days, of the customers who could alone. */
    private CountSeries series() {
        return CountSeries.of(
                CountSeries.Kind.RATES,
                table.periods().stream()
                        .map(period -> new CountSeries.Point(
                                period.period().label(),
                                Optional.of(period.period()),
                                period.number(Item.EXPOSED_AND_OPENED),
                                exposed(period),
                                period.state() == CellState.OBSERVED))
                        .toList());
    }

    private static double exposed(PeriodItems<String, Item>.InPeriod period) {
        return period.number(Item.EXPOSED) / DAYS;
    }

    private static Optional<ControlChart> chart(CountSeries series) {
        boolean judged = series.points().stream().anyMatch(point -> point.isOver() && !point.isGap());
        return judged
                ? Optional.of(
                        ChartMethod.of(ChartMethod.Kind.LANEY_U).per((long) PER).of(series))
                : Optional.empty();
    }

    private Month month(PeriodItems<String, Item>.InPeriod period, Optional<ControlChart> chart) {
        Optional<ControlChart.Point> point = chart.flatMap(each -> each.points().stream()
                .filter(drawn -> drawn.label().equals(period.period().label()))
                .findFirst());
        return new Month(
                period.period().label(),
                period.state() == CellState.OBSERVED,
                period.number(Item.OPENED),
                period.number(Item.OPENED) - period.number(Item.EXPOSED_AND_OPENED),
                cells.open("complaints", "with a complaint", table, period, Item.OPENED),
                period.customers(Item.EXPOSED),
                Complaints.perThousand(period.number(Item.EXPOSED_AND_OPENED), exposed(period)),
                point.map(each -> new Limits(each.lower() * PER, each.upper() * PER)),
                chart.map(each -> each.flagsAt(period.period().label()).stream()
                                .map(flag -> flag.rule().toString())
                                .toList())
                        .orElse(List.of()),
                chart.map(each -> oddly(each.flagsAt(period.period().label()))).orElse(""));
    }

    private static String oddly(List<RunRule.Flag> flags) {
        return flags.stream()
                .map(flag -> (flag.rule().length() > 1 ? flag.rule().length() + " in a row " : "")
                        + (flag.point().z() > 0 ? "above" : "below")
                        + (flag.rule().length() > 1 ? " the centre" : " what is ordinary"))
                .collect(Collectors.joining(", "));
    }

    /** The latest period that is over, against the same of the last year and the one before. */
    private static List<String> latest(CountSeries series, Optional<ControlChart> chart) {
        if (chart.isEmpty()) {
            return List.of();
        }
        double sigma = chart.get().sigmaZ().orElse(1);
        PeriodCounts counts = PeriodCounts.of(series).withDispersion(Math.max(1, sigma * sigma));
        Period last = counts.last();
        List<String> sentences = new ArrayList<>();
        for (Reference reference : List.of(Reference.LAST_YEAR, Reference.BEFORE)) {
            counts.compare(last, reference).ifPresent(comparison -> sentences.add(sentence(comparison)));
        }
        return sentences;
    }

    private static String sentence(CountComparison comparison) {
        boolean isSeason = comparison.reference() == Reference.BEFORE
                && comparison.verdict(CONFIDENCE) != PeriodComparison.Verdict.UNCLEAR;
        return String.format(
                Locale.ROOT,
                "Complaints per 1,000 customers and 30 days: %.1f in %s against %.1f in %s, %s: %s%s",
                PER * comparison.frequencies().first().asDouble(),
                comparison.period(),
                PER * comparison.frequencies().reference().asDouble(),
                comparison.earlier(),
                comparison.reference() == Reference.BEFORE ? "the period before" : "the same period of the last year",
                PeriodSentences.at(CONFIDENCE).times(comparison.interval(CONFIDENCE)),
                isSeason ? "; that may be the season" : "");
    }

    /** The largest parts of the complaints of the latest periods. */
    private List<Part> parts(String what, Map<Group, PeriodItems<String, Item>> tables) {
        long all = sum(table);
        return tables.entrySet().stream()
                .filter(each -> sum(each.getValue()) > 0)
                .sorted(Comparator.<Map.Entry<Group, PeriodItems<String, Item>>>comparingLong(
                                each -> sum(each.getValue()))
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .limit(PARTS)
                .map(each -> part(what, each.getKey(), each.getValue(), all))
                .toList();
    }

    private static long sum(PeriodItems<String, Item> of) {
        return ServiceCalculator.latest(of.periods()).stream()
                .mapToLong(period -> period.number(Item.OPENED))
                .sum();
    }

    private Part part(String what, Group group, PeriodItems<String, Item> of, long all) {
        String name = group.equals(Group.MISSING) ? "not told" : group.label();
        long complaints = sum(of);
        List<PeriodItems<String, Item>.InPeriod> window = ServiceCalculator.latest(of.periods());
        return new Part(
                name,
                complaints,
                (double) complaints / all,
                cells.open(
                        what + ":" + ServiceCells.slug(name),
                        "with a complaint, " + what + " " + name + ", " + ServiceCalculator.window(timeline),
                        ServiceCells.inAny(of, Item.OPENED, window).size(),
                        () -> ServiceCells.inAny(of, Item.OPENED, window)));
    }
}
