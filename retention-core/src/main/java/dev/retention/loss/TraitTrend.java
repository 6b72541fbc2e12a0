package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.PValueCorrection;
import dev.retention.TrendInProportions;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.rule.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether the share of customers in the target rises or falls along the values of an attribute that have an order, after Cochran and
 * Armitage.
 * Who has no value is left out.
 *
 * @param attribute the attribute
 * @param classes its values that somebody has, first to last
 * @param trend the shares of the target in them, with scores 0, 1, 2 … by the place among all values, and their test
 * @param adjustedPValue the two-sided p-value, raised by the trends of all attributes that have one, in [0, 1]
 * @since 0.1.0
 */
public record TraitTrend(String attribute, List<Group> classes, TrendInProportions trend, double adjustedPValue) {
    /**
     * Checks the components.
     *
     * @param attribute the attribute
     * @param classes its values that somebody has, first to last
     * @param trend the shares of the target in them
     * @param adjustedPValue the p-value, in [0, 1]
     * @throws IllegalArgumentException if {@code adjustedPValue} is not in [0, 1]
     */
    public TraitTrend {
        requireNonNull(attribute, "attribute");
        classes = List.copyOf(requireNonNull(classes, "classes"));
        requireNonNull(trend, "trend");
        Checks.closedUnit(adjustedPValue, "adjustedPValue");
    }

    static List<TraitTrend> of(TraitData<?> data, PValueCorrection correction) {
        List<TraitColumn> columns = new ArrayList<>();
        List<List<Group>> classes = new ArrayList<>();
        List<TrendInProportions> trends = new ArrayList<>();
        for (TraitColumn column : data.columns()) {
            TraitCells cells = data.count(column);
            int[] met = IntStream.range(0, column.order().size())
                    .filter(at -> column.order().get(at) >= 0
                            && cells.with(column.order().get(at)) > 0)
                    .toArray();
            if (met.length >= 2) {
                int[] places = IntStream.of(met).map(column.order()::get).toArray();
                columns.add(column);
                classes.add(IntStream.of(places).mapToObj(column.values()::get).toList());
                trends.add(TrendInProportions.of(
                        IntStream.of(places)
                                .mapToObj(at -> cells.counts(at).rate().orElseThrow())
                                .toList(),
                        IntStream.of(met).asDoubleStream().toArray()));
            }
        }
        double[] logs = trends.stream()
                .mapToDouble(trend -> trend.logPValue().orElse(0))
                .toArray();
        double[] adjusted = correction.adjustedLogs(logs);
        List<TraitTrend> made = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            made.add(new TraitTrend(columns.get(i).name(), classes.get(i), trends.get(i), Math.exp(adjusted[i])));
        }
        return List.copyOf(made);
    }

    /** Prints the attribute, the shares and the p-value. */
    @Override
    public String toString() {
        return attribute + " " + classes + ": " + trend + ", p " + Text.number(adjustedPValue, 3);
    }
}
