package dev.retention.examples.report.figures;

import java.util.Optional;

/**
 * Which customers: how much hangs on a few, who is who, whether they order more with time, and what groups bring.
 *
 * @param dependence how much hangs on a few; empty if nobody spent anything
 * @param rfm who is who by recency, frequency and money
 * @param sequence order after order
 * @param groups what groups bring, if a column names them and there is a complete period after the first
 * @param profit customers by revenue and profit, if it is known what orders cost
 */
public record WhichFigures(
        Optional<DependenceFigures> dependence,
        RfmFigures rfm,
        SequenceFigures sequence,
        Optional<GroupMoney> groups,
        Optional<ProfitFigures> profit) {}
