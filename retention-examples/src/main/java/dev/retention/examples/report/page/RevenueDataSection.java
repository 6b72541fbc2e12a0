package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.RevenueFigures;
import dev.retention.examples.report.figures.RevenueParts;
import dev.retention.examples.report.figures.RevenueScope;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.RevenueJson;

/** Recurring value for programs: one member that has all of it. */
public record RevenueDataSection(RevenueScope of, RevenueFigures figures, RevenueParts parts) implements Section {

    @Override
    public void json(JsonWriter json) {
        RevenueJson.write(json, of, figures, () -> {
            RevenueJson.formulas(json, parts.formulas());
            RevenueJson.losses(json, parts.losses());
            RevenueJson.renewals(json, parts.renewals());
            RevenueJson.expansion(json, parts.expansion());
            RevenueJson.groups(json, parts.groups());
            RevenueJson.cohorts(json, parts.cohorts());
        });
    }
}
