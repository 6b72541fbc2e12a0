package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.FormulaFigures;
import dev.retention.examples.report.figures.LossFigures;
import dev.retention.examples.report.figures.RevenueFigures;
import dev.retention.examples.report.figures.RevenueScope;
import dev.retention.examples.report.figures.ValueGroups;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.RevenueJson;
import java.util.List;
import java.util.Optional;

/** Recurring value for programs: one member that has all of it. */
public record RevenueDataSection(RevenueScope of, RevenueFigures figures, Optional<FormulaFigures> formulas, Optional<LossFigures> losses, List<ValueGroups> groups)
        implements Section {

    public RevenueDataSection {
        groups = List.copyOf(groups);
    }

    @Override
    public void json(JsonWriter json) {
        RevenueJson.write(json, of, figures, () -> {
            RevenueJson.formulas(json, formulas);
            RevenueJson.losses(json, losses);
            RevenueJson.groups(json, groups);
        });
    }
}
