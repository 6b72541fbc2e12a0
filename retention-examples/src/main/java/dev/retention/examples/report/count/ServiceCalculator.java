package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.ServiceFigures;
import dev.retention.service.Contacts;
import dev.retention.service.Invoices;
import dev.retention.service.Scores;
import dev.retention.service.Tickets;
import dev.retention.time.Timeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Says how customers are served, as far as files tell, and keeps which figures open to whom. */
public final class ServiceCalculator {

    /** How many of the latest periods are looked at together. */
    static final int WINDOW = 12;

    private final ServiceSource source;
    private final Timeline timeline;
    private final ServiceCells cells;

    private ServiceCalculator(ServiceSource source, Timeline timeline, Map<String, Listed> cells) {
        this.source = source;
        this.timeline = timeline;
        this.cells = new ServiceCells(source.base(), cells);
    }

    /** Of orders. */
    public static Optional<ServiceFigures> of(Optional<ServiceSource> source, Counts counts, WhichCalculator which) {
        return source.filter(each -> !each.served().isEmpty())
                .map(each -> new ServiceCalculator(each, counts.timeline(), which.cells()).calculate());
    }

    /** Of recurring value. */
    public static Optional<ServiceFigures> of(Optional<ServiceSource> source, RevenueCounts counts, Openings openings) {
        return source.filter(each -> !each.served().isEmpty())
                .map(each -> new ServiceCalculator(each, counts.movements().timeline(), openings.listed()).calculate());
    }

    private ServiceFigures calculate() {
        return new ServiceFigures(
                source.served(),
                source.complaints().isEmpty()
                        ? Optional.empty()
                        : where(Tickets.TRACK, periods -> new ComplaintCalculator(source, periods, cells).calculate()),
                where(Tickets.TRACK, periods -> new ResponseCalculator(source, periods, cells).calculate())
                        .filter(response -> !response.timed().isEmpty()),
                where(Scores.TRACK, periods -> new FeedbackCalculator(source, periods, cells).calculate())
                        .orElse(List.of()),
                where(Invoices.TRACK, periods -> new OwedCalculator(source, periods, cells).calculate()),
                where(Contacts.TRACK, periods -> new TouchCalculator(source, periods, cells).calculate()),
                new LeavingCalculator(source, timeline, cells).calculate());
    }

    /** The figures of a file, by the periods that it tells of. */
    private <T> Optional<T> where(String track, Function<Timeline, T> figures) {
        return source.has(track) ? Optional.of(figures.apply(source.since(track, 0, timeline))) : Optional.empty();
    }

    /** The latest of some periods. */
    static <T> List<T> latest(List<T> all) {
        return all.subList(Math.max(0, all.size() - WINDOW), all.size());
    }

    /** The periods of {@link #latest} in words. */
    static String window(Timeline timeline) {
        int first = Math.max(0, timeline.size() - WINDOW);
        String last = timeline.last().label();
        return first == timeline.size() - 1 ? last : timeline.period(first).label() + " to " + last;
    }
}
