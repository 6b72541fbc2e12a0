package dev.retention.examples.report.count;

import dev.retention.StratifiedComparison;
import dev.retention.examples.report.figures.LeavingFigures;
import dev.retention.examples.report.figures.LeavingFigures.Felt;
import dev.retention.history.History;
import dev.retention.service.Invoices;
import dev.retention.service.LaterLoss;
import dev.retention.service.LaterLoss.Item;
import dev.retention.service.LaterLossTable;
import dev.retention.service.Payers;
import dev.retention.service.Scores;
import dev.retention.service.Signal;
import dev.retention.service.Survey;
import dev.retention.service.Tickets;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;

/** Says whether what customers told or did goes before their loss. */
final class LeavingCalculator {

    private static final int DAYS = 90;
    private static final int LATE = 14;
    private static final double CONFIDENCE = 0.95;

    private final ServiceSource source;
    private final Timeline timeline;
    private final ServiceCells cells;

    LeavingCalculator(ServiceSource source, Timeline timeline, ServiceCells cells) {
        this.source = source;
        this.timeline = timeline;
        this.cells = cells;
    }

    Optional<LeavingFigures> calculate() {
        List<Felt> felt = new ArrayList<>();
        signals().forEach((name, signal) -> felt.add(felt(name, signal)));
        return felt.isEmpty() ? Optional.empty() : Optional.of(new LeavingFigures(DAYS, felt));
    }

    private Map<String, Signal> signals() {
        Map<String, Signal> signals = new LinkedHashMap<>();
        if (source.has(Tickets.TRACK) && !source.complaints().isEmpty()) {
            List<String> kinds = source.complaints();
            signals.put(
                    "complaint",
                    Signal.of(
                            Tickets.TRACK,
                            kinds.get(0),
                            kinds.subList(1, kinds.size()).toArray(String[]::new)));
        }
        if (source.has(Scores.TRACK)) {
            signals.put("low score", Signal.of("low score", List.of(Scores.TRACK), LeavingCalculator::lowScores));
        }
        if (source.has(Invoices.TRACK)) {
            signals.put("invoice " + LATE + " days late", Payers.turningLate(LATE));
            signals.put("disputed invoice", Signal.of(Invoices.TRACK, Invoices.DISPUTE));
        }
        return signals;
    }

    private static void lowScores(History history, LongConsumer days) {
        History scores = history.track(Scores.TRACK);
        int score = scores.column(Scores.SCORE);
        int answered = scores.column(Scores.ANSWERED);
        for (int i = 0; i < scores.size(); i++) {
            if (scores.hasValue(answered, i)
                    && scores.hasValue(score, i)
                    && scores.number(score, i) < lowBelow(scores.code(i))) {
                days.accept(scores.epochDayOf(answered, i));
            }
        }
    }

    private static int lowBelow(String survey) {
        for (Survey each : List.of(Survey.NPS, Survey.CSAT, Survey.CES)) {
            if (each.name().equals(survey)) {
                return each.lowBelow();
            }
        }
        return Integer.MIN_VALUE;
    }

    private Felt felt(String name, Signal signal) {
        // Who was exposed is known once a file tells of all days before.
        Timeline known = source.since(signal.tracks().get(0), DAYS, timeline);
        LaterLossTable<String> table = LaterLoss.over(known, source.spells())
                .on(ServiceSource.BASE)
                .after(signal)
                .within(DAYS)
                .of(source.all());
        Optional<StratifiedComparison> overall = table.overall();
        OptionalDouble ratio = overall.map(StratifiedComparison::ratio).orElse(OptionalDouble.empty());
        LaterLossTable<String>.InPeriod last = table.inPeriod(timeline.last().label());
        return new Felt(
                name,
                sum(table, period -> period.customers(Item.EXPOSED)),
                sum(table, period -> period.customers(Item.EXPOSED_LOST)),
                sum(table, period -> period.customers(Item.OTHERS)),
                sum(table, period -> period.customers(Item.OTHERS_LOST)),
                ratio.isPresent() ? Optional.of(ratio.getAsDouble()) : Optional.empty(),
                ratio.isPresent() ? overall.map(each -> each.ratioInterval(CONFIDENCE)) : Optional.empty(),
                cells.open(
                        "felt:" + ServiceCells.slug(name),
                        "with a " + name + " in the " + DAYS + " days before "
                                + timeline.last().label(),
                        last.customers(Item.EXPOSED),
                        () -> last.members(Item.EXPOSED)));
    }

    private static long sum(LaterLossTable<String> table, ToLongFunction<LaterLossTable<String>.InPeriod> number) {
        return table.periods().stream()
                .filter(period -> period.state() == CellState.OBSERVED)
                .mapToLong(number)
                .sum();
    }
}
