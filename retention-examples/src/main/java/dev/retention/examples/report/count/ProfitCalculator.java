package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.ProfitFigures;
import dev.retention.examples.report.figures.ProfitFigures.Part;
import dev.retention.examples.report.figures.Rate;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.rule.Measure;
import dev.retention.rule.MeasureSink;
import dev.retention.segment.MeasuredParts;
import dev.retention.segment.QuadrantTable;
import dev.retention.segment.Quadrants;
import dev.retention.segment.Quadrants.Cut;
import dev.retention.segment.Quadrants.Quadrant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parts customers by what they spent and what was left of it, where it is known what orders cost. */
final class ProfitCalculator {

    private static final String REVENUE = "money";
    private static final String PROFIT = "profit";
    private static final double MOVED = 0.1;

    private final Counts counts;
    private final HistoryStore<String> store;
    private final Map<String, Listed> cells;

    /**
     * From these counts.
     *
     * @param cells what opens to its customers is put here
     */
    ProfitCalculator(Counts counts, Map<String, Listed> cells) {
        this.counts = counts;
        this.store = counts.store();
        this.cells = cells;
    }

    /** All customers by what they spent and what was left of it, the means between high and low. */
    ProfitFigures calculate() {
        Measure measure = Measure.of(
                "what a customer brought", counts.timeline(), List.of(REVENUE, PROFIT), ProfitCalculator::measure);
        QuadrantTable<String> table =
                Quadrants.of(measure, Cut.mean(REVENUE), Cut.mean(PROFIT)).of(store);
        return new ProfitFigures(
                store.major(Math.round(table.firstThreshold())),
                store.major(Math.round(table.secondThreshold())),
                Arrays.stream(Quadrant.values())
                        .map(quadrant -> part(quadrant, table))
                        .toList(),
                table.stability(MOVED).changed().map(Rate::of));
    }

    private static void measure(History history, MeasureSink sink) {
        int column = history.column(Source.COST);
        long cost = 0;
        for (int event = 0; event < history.size(); event++) {
            cost = Math.addExact(cost, history.money(column, event));
        }
        long spent = DrillCalculator.spent(history);
        sink.set(0, spent);
        sink.set(1, Math.subtractExact(spent, cost));
    }

    private Part part(Quadrant quadrant, QuadrantTable<String> table) {
        MeasuredParts<String>.Part part = table.inQuadrant(quadrant);
        String cell = "quadrant:" + quadrant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        cells.put(cell, new Listed(part.name(), part::members));
        Members<String> atLoss = table.parts().measured().column(PROFIT).membersWhere(left -> left < 0);
        return new Part(
                part.name(),
                cell,
                part.members().size(),
                store.major(part.sum(REVENUE).longValueExact()),
                store.major(part.sum(PROFIT).longValueExact()),
                atLoss.and(part.members()).size());
    }
}
