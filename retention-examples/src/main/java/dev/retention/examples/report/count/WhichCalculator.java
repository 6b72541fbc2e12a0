package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.KeyFigures;
import dev.retention.examples.report.figures.MovementFigures;
import dev.retention.examples.report.figures.RfmFigures;
import dev.retention.examples.report.figures.WhichFigures;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Says which customers there are, and keeps which figures open to whom. */
public final class WhichCalculator {

    private final Counts counts;
    private final Optional<String> groupColumn;
    private final Map<String, Listed> cells = new LinkedHashMap<>();

    /**
     * From these counts.
     *
     * @param groupColumn the column that names groups, if one was named
     */
    public WhichCalculator(Counts counts, Optional<String> groupColumn) {
        this.counts = counts;
        this.groupColumn = groupColumn;
    }

    /** Which customers there are. */
    public WhichFigures calculate(MovementFigures movements) {
        RfmCalculator scored = new RfmCalculator(counts, cells);
        RfmFigures rfm = scored.calculate();
        Optional<KeyFigures> latest = movements.latest();
        return new WhichFigures(
                new DependenceCalculator(counts, scored.scores(), cells).calculate(movements),
                rfm,
                new SequenceCalculator(counts, cells).calculate(),
                groupColumn.flatMap(
                        column -> latest.map(each -> new GroupMoneyCalculator(counts).calculate(column, each))),
                counts.source().hasCosts()
                        ? Optional.of(new ProfitCalculator(counts, cells).calculate())
                        : Optional.empty());
    }

    /** What opens to its customers, as far as it was calculated. */
    Map<String, Listed> cells() {
        return cells;
    }
}
