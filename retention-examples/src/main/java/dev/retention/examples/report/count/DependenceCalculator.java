package dev.retention.examples.report.count;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.examples.report.figures.DependenceFigures;
import dev.retention.examples.report.figures.DependenceFigures.Large;
import dev.retention.examples.report.figures.DependenceFigures.Point;
import dev.retention.examples.report.figures.DependenceFigures.Top;
import dev.retention.examples.report.figures.KeyFigures;
import dev.retention.examples.report.figures.MovementFigures;
import dev.retention.examples.report.figures.Rate;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.movement.Movements;
import dev.retention.rule.Measured;
import dev.retention.rule.Resampled;
import dev.retention.segment.Concentration;
import dev.retention.segment.Concentration.Part;
import dev.retention.segment.Dependence;
import dev.retention.segment.Dependence.Without;
import dev.retention.segment.RfmScores;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Says how much of the money hangs on a few customers. */
final class DependenceCalculator {

    private static final int TOP = 10;
    private static final int POINTS = 50;
    private static final List<Double> SHARES = List.of(0.01, 0.05, 0.1, 0.2, 0.5);

    /** The interval of more customers is narrow, a hundredth and less, and takes long. */
    private static final int MOST = 30_000;

    private final HistoryStore<String> store;
    private final Movements<String> movements;
    private final Measured<String>.Column money;
    private final Measured<String>.Column orders;
    private final Map<String, Listed> cells;

    /**
     * From these counts.
     *
     * @param scores what each customer ordered
     * @param cells what opens to its customers is put here
     */
    DependenceCalculator(Counts counts, RfmScores<String> scores, Map<String, Listed> cells) {
        this.store = counts.store();
        this.movements = counts.movements();
        this.money = scores.measured().column(RfmCalculator.MONEY);
        this.orders = scores.measured().column("frequency");
        this.cells = cells;
    }

    /** How much hangs on a few; empty if nobody spent anything. */
    Optional<DependenceFigures> calculate(MovementFigures figures) {
        Members<String> below = money.membersWhere(spent -> spent < 0);
        Part part = below.isEmpty() ? Part.ALL : Part.GAINS;
        Concentration spread = Concentration.of(money, part);
        long asked = spread.customers() < DependenceFigures.FEW ? 1 : TOP;
        if (spread.gini().isEmpty()) {
            return Optional.empty();
        }
        Concentration.Top top = spread.top(asked).orElseThrow();
        Dependence<String> dependence = Dependence.of(money, Math.toIntExact(asked));
        String cell = "top:" + top.all();
        cells.put(cell, new Listed("those who spent most", dependence::members));
        Optional<String> period = figures.latest().map(KeyFigures::movement).map(latest -> latest.period());
        return Optional.of(new DependenceFigures(
                spread.customers(),
                store.major(dependence.total().longValueExact()),
                below.size(),
                store.major(Concentration.of(money, Part.LOSSES).total().longValueExact())
                        .negate(),
                top(top),
                top(spread.holding(0.5).orElseThrow()),
                spread.gini().getAsDouble(),
                interval(part),
                IntStream.rangeClosed(0, POINTS)
                        .mapToDouble(i -> (double) i / POINTS)
                        .mapToObj(share -> new Point(share, spread.lorenz(share).orElseThrow()))
                        .toList(),
                SHARES.stream()
                        .map(share -> new Point(share, spread.topShare(share).orElseThrow()))
                        .toList(),
                cell,
                largest(dependence, period),
                period,
                figures.latest().flatMap(latest -> latest.movement().retention())));
    }

    private static Top top(Concentration.Top of) {
        return new Top(of.customers(), of.share(), of.all());
    }

    private Optional<Interval> interval(Part part) {
        return money.size() > MOST || money.size() < DependenceFigures.FEW
                ? Optional.empty()
                : Concentration.estimate(money, part, Concentration::gini, Rate.CONFIDENCE)
                        .filter(estimate -> estimate.warning().isEmpty())
                        .map(Resampled.Estimate::interval);
    }

    /** The largest, the larger first; of many who are tied with the last only so many as were asked for. */
    private List<Large> largest(Dependence<String> dependence, Optional<String> period) {
        List<Without<String, BigInteger>> values = dependence.value();
        List<Without<String, Proportion>> retention =
                period.map(label -> dependence.retention(movements, label)).orElse(List.of());
        List<Large> largest = new ArrayList<>();
        for (int i = 0; i < Math.min(TOP, values.size()); i++) {
            Without<String, BigInteger> value = values.get(i);
            largest.add(new Large(
                    value.customer(),
                    orders.of(value.customer()).orElseThrow(),
                    store.major(value.number()),
                    value.share(),
                    store.major(value.without().orElseThrow().longValueExact()),
                    store.major(value.withoutFirst().orElseThrow().longValueExact()),
                    retention.isEmpty()
                            ? Optional.empty()
                            : retention.get(i).without().map(Rate::of)));
        }
        return largest;
    }
}
