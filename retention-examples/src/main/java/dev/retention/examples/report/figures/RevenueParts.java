package dev.retention.examples.report.figures;

import java.util.List;
import java.util.Optional;

/**
 * What is told of recurring value besides its movements.
 *
 * @param formulas retention by several formulas, of the latest period that is over and of the year that ends with it
 * @param losses how and why customers were lost
 * @param expansion what made those who stayed pay more or less
 * @param groups retention by plan and product
 * @param cohorts what cohorts are worth later
 * @param renewals what became of those whose term of a year or more ended
 */
public record RevenueParts(
        List<FormulaFigures> formulas,
        Optional<LossFigures> losses,
        Optional<ExpansionFigures> expansion,
        List<ValueGroups> groups,
        Optional<ValueCohorts> cohorts,
        Optional<RenewalFigures> renewals) {

    public RevenueParts {
        formulas = List.copyOf(formulas);
        groups = List.copyOf(groups);
    }
}
