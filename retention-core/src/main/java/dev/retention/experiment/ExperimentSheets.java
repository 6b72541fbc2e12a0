package dev.retention.experiment;

import dev.retention.internal.Text;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Sheet.Kind;
import java.util.List;
import java.util.Map;

/** The tables of experiments as sheets. */
final class ExperimentSheets {
    private ExperimentSheets() {}

    static Sheet of(SampleRatio ratio) {
        return Sheet.of("Customers per arm", ratio.rows())
                .definition("p " + (ratio.customers() == 0 ? "of nobody" : Text.number(ratio.pValue().orElseThrow(), 3))
                        + ", amiss below " + Text.number(ratio.level(), 3))
                .notes(ratio.reason().map(List::of).orElse(List.of()))
                .column("arm", Kind.LABEL, SampleRatio.Row::arm)
                .column("customers", Kind.COUNT, SampleRatio.Row::customers)
                .column("expected", Kind.NUMBER, SampleRatio.Row::expected)
                .column("share expected", Kind.SHARE, SampleRatio.Row::share)
                .build();
    }

    static Sheet of(ExperimentPlan plan) {
        return Sheet.of("Customers needed", List.copyOf(plan.customers().entrySet()))
                .definition(plan.toString())
                .column("arm", Kind.LABEL, Map.Entry::getKey)
                .column("customers", Kind.COUNT, Map.Entry::getValue)
                .build();
    }
}
