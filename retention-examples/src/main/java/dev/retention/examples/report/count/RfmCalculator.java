package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.RfmFigures;
import dev.retention.examples.report.figures.RfmFigures.Move;
import dev.retention.examples.report.figures.RfmFigures.Moves;
import dev.retention.examples.report.figures.RfmFigures.Range;
import dev.retention.examples.report.figures.RfmFigures.Segment;
import dev.retention.examples.report.figures.RfmFigures.Square;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.segment.MeasuredParts;
import dev.retention.segment.Rfm;
import dev.retention.segment.RfmScore;
import dev.retention.segment.RfmScores;
import dev.retention.segment.RfmSegments;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Scores customers by recency, frequency and money, by quantiles in five classes, and parts them by the library's standard table. */
final class RfmCalculator {

    static final String MONEY = "money";

    /** Who is in no segment of the table. */
    private static final String OTHERS = "In no segment";

    private static final int CLASSES = 5;
    private static final int MOVES = 10;

    /** Of fewer customers it says little where they went. */
    private static final int FEW = 30;

    private static final Map<String, String> MEANINGS = Map.of(
            "Champions", "order often, much and lately",
            "Loyal customers", "order often and for much",
            "New customers", "few small orders, very lately",
            "Promising", "few small orders, fairly lately",
            "Potential loyalists", "ordered lately, not yet often",
            "Need attention", "middling, none for a while",
            "About to sleep", "few small orders, fading out",
            "Can't lose them", "were among the best, gone long",
            "At risk", "used to order, silent for long",
            "Lost", "few small orders, long ago");

    private final Counts counts;
    private final HistoryStore<String> store;
    private final RfmScores<String> scores;
    private final MeasuredParts<String> parts;
    private final Map<String, Listed> cells;

    /**
     * From these counts.
     *
     * @param cells what opens to its customers is put here
     */
    RfmCalculator(Counts counts, Map<String, Listed> cells) {
        this.counts = counts;
        this.store = counts.store();
        this.scores = Rfm.asOf(counts.timeline().asOf()).of(store);
        this.parts = scores.segments(RfmSegments.standard());
        this.cells = cells;
    }

    /** The scores of all customers. */
    RfmScores<String> scores() {
        return scores;
    }

    /** Who the customers are. */
    RfmFigures calculate() {
        return new RfmFigures(
                scores.customers(),
                store.major(scores.measured().column(MONEY).sum().longValueExact()),
                named(parts)
                        .filter(part ->
                                !name(part).equals(OTHERS) || !part.members().isEmpty())
                        .map(this::segment)
                        .toList(),
                map(),
                ranges(scores.cuts().recencyEdges(), true, BigDecimal::valueOf),
                ranges(scores.cuts().frequencyEdges(1), false, BigDecimal::valueOf),
                ranges(scores.cuts().moneyEdges(1, 1), false, store::major),
                scores.warnings(),
                moves());
    }

    /** All parts, those in no segment last. */
    private static Stream<MeasuredParts<String>.Part> named(MeasuredParts<String> parts) {
        return Stream.concat(parts.parts().stream(), Stream.of(parts.others()));
    }

    private String name(MeasuredParts<String>.Part part) {
        return MEANINGS.containsKey(part.name()) ? part.name() : OTHERS;
    }

    private Segment segment(MeasuredParts<String>.Part part) {
        String name = name(part);
        String cell = "segment:" + slug(name);
        cells.put(cell, new Listed(name.equals(OTHERS) ? "in no segment" : name, part::members));
        return new Segment(
                name,
                MEANINGS.getOrDefault(name, "scores that the table leaves out"),
                cell,
                part.members().size(),
                part.share().orElseThrow().asDouble(),
                money(part),
                part.shareOf(MONEY));
    }

    private BigDecimal money(MeasuredParts<String>.Part part) {
        return store.major(part.sum(MONEY).longValueExact());
    }

    private static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replace("'", "").replace(' ', '-');
    }

    private List<List<Square>> map() {
        long[][] customers = new long[CLASSES + 1][CLASSES + 1];
        for (int i = 0; i < store.customers(); i++) {
            scores.score(i).ifPresent(score -> customers[score.recency()][score.frequency()]++);
        }
        return IntStream.range(0, CLASSES)
                .map(i -> CLASSES - i)
                .mapToObj(recency -> IntStream.rangeClosed(1, CLASSES)
                        .mapToObj(frequency -> square(recency, frequency, customers[recency][frequency]))
                        .toList())
                .toList();
    }

    private Square square(int recency, int frequency, long customers) {
        String cell = "rfm:" + recency + "-" + frequency;
        if (customers > 0) {
            cells.put(
                    cell,
                    new Listed(
                            "recency " + recency + ", frequency " + frequency,
                            () -> scores.membersWhere(
                                    (RfmScore score) -> score.recency() == recency && score.frequency() == frequency)));
        }
        return new Square(cell, customers);
    }

    /** What scores mean, the best first; edges that are one number have no class between them. */
    private static List<Range> ranges(List<Double> edges, boolean fewIsBest, LongFunction<BigDecimal> unit) {
        List<Range> ranges = new ArrayList<>();
        for (int at = 0; at <= edges.size(); at++) {
            OptionalDouble last = at == edges.size() ? OptionalDouble.empty() : OptionalDouble.of(edges.get(at));
            OptionalDouble before = at == 0 ? OptionalDouble.empty() : OptionalDouble.of(edges.get(at - 1));
            Optional<BigDecimal> to = whole(last, 0, unit);
            Optional<BigDecimal> from = whole(before, 1, unit);
            if (to.isEmpty() || from.isEmpty() || from.get().compareTo(to.get()) <= 0) {
                ranges.add(new Range(fewIsBest ? CLASSES - at : at + 1, from, to));
            }
        }
        if (!fewIsBest) {
            Collections.reverse(ranges);
        }
        return ranges;
    }

    private static Optional<BigDecimal> whole(OptionalDouble edge, int more, LongFunction<BigDecimal> unit) {
        return edge.isEmpty()
                ? Optional.empty()
                : Optional.of(unit.apply((long) Math.floor(edge.getAsDouble()) + more));
    }

    /** Since a year ago, or if there were too few customers since the end of the period before. */
    private Optional<Moves> moves() {
        LocalDate now = counts.timeline().asOf();
        return Stream.of(now.minusYears(1), counts.timeline().last().firstDay().minusDays(1))
                .filter(day -> !day.isBefore(store.firstDay().orElseThrow()))
                .map(this::moves)
                .filter(moves -> moves.customers() >= FEW)
                .findFirst();
    }

    private Moves moves(LocalDate since) {
        MeasuredParts<String> before =
                Rfm.asOf(since).by(scores.cuts()).of(store).segments(RfmSegments.standard());
        List<Move> moves = new ArrayList<>();
        long stayed = 0;
        for (MeasuredParts<String>.Part from : named(before).toList()) {
            for (MeasuredParts<String>.Part to : named(parts).toList()) {
                Members<String> both = from.members().and(to.members());
                if (from.name().equals(to.name())) {
                    stayed += both.size();
                } else if (!both.isEmpty()) {
                    moves.add(move(name(from), name(to), both));
                }
            }
        }
        List<Move> largest = moves.stream()
                .sorted(Comparator.comparingLong(Move::customers).reversed())
                .limit(MOVES)
                .toList();
        largest.forEach(move -> cells.put(
                move.cell(),
                new Listed(
                        "from " + move.from() + " to " + move.to() + " since " + since,
                        () -> part(before, move.from())
                                .members()
                                .and(part(parts, move.to()).members()))));
        return new Moves(since, before.customers(), stayed, scores.customers() - (long) before.customers(), largest);
    }

    private MeasuredParts<String>.Part part(MeasuredParts<String> of, String name) {
        return name.equals(OTHERS) ? of.others() : of.inPart(name);
    }

    private Move move(String from, String to, Members<String> both) {
        long spent = 0;
        for (int i = 0; i < both.size(); i++) {
            spent = Math.addExact(spent, scores.measured().column(MONEY).at(both.number(i)));
        }
        return new Move(from, to, "moved:" + slug(from) + "-to-" + slug(to), both.size(), store.major(spent));
    }
}
