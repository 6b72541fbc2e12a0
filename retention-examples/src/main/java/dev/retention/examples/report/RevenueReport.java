package dev.retention.examples.report;

import dev.retention.examples.report.count.ExperimentCalculator;
import dev.retention.examples.report.count.ExperimentFindings;
import dev.retention.examples.report.count.FormulaCalculator;
import dev.retention.examples.report.count.LossCalculator;
import dev.retention.examples.report.count.Openings;
import dev.retention.examples.report.count.RefusedException;
import dev.retention.examples.report.count.RevenueCalculator;
import dev.retention.examples.report.count.RevenueCounts;
import dev.retention.examples.report.count.RevenueDrillCalculator;
import dev.retention.examples.report.count.RevenueFindings;
import dev.retention.examples.report.count.RevenueNotes;
import dev.retention.examples.report.count.RevenueSource;
import dev.retention.examples.report.count.ServiceCalculator;
import dev.retention.examples.report.count.ServiceFindings;
import dev.retention.examples.report.count.ServiceSource;
import dev.retention.examples.report.count.StayingCalculator;
import dev.retention.examples.report.count.ValueGroupCalculator;
import dev.retention.examples.report.figures.Answers;
import dev.retention.examples.report.figures.ExperimentFigures;
import dev.retention.examples.report.figures.HowRead;
import dev.retention.examples.report.figures.RevenueDrill;
import dev.retention.examples.report.figures.RevenueFigures;
import dev.retention.examples.report.figures.RevenueParts;
import dev.retention.examples.report.figures.RevenueScope;
import dev.retention.examples.report.figures.ServiceFigures;
import dev.retention.examples.report.figures.Shown;
import dev.retention.examples.report.page.AnswersSection;
import dev.retention.examples.report.page.ExpansionSection;
import dev.retention.examples.report.page.ExperimentsSection;
import dev.retention.examples.report.page.FormulasSection;
import dev.retention.examples.report.page.HeadSection;
import dev.retention.examples.report.page.HowReadSection;
import dev.retention.examples.report.page.LeftOutSection;
import dev.retention.examples.report.page.LossesSection;
import dev.retention.examples.report.page.NotesSection;
import dev.retention.examples.report.page.RenewalsSection;
import dev.retention.examples.report.page.RevenueDataSection;
import dev.retention.examples.report.page.RevenueDrillSection;
import dev.retention.examples.report.page.RevenueMovementsSection;
import dev.retention.examples.report.page.RevenueRetentionSection;
import dev.retention.examples.report.page.RevenueSummarySection;
import dev.retention.examples.report.page.ServiceSection;
import dev.retention.examples.report.page.ValueCohortsSection;
import dev.retention.examples.report.page.ValueGroupsSection;
import dev.retention.examples.report.text.CustomersText;
import java.util.List;
import java.util.Optional;

/** Puts recurring value into the sections of a report. */
final class RevenueReport {

    private RevenueReport() {}

    /**
     * Counts recurring value and puts it into sections.
     *
     * @param open a figure whose customers are asked for
     * @param served files of service beside the subscriptions
     * @param shown how much the page holds
     * @throws RefusedException if a question cannot be answered
     */
    static Report of(RevenueCounts counts, Optional<String> open, Optional<ServiceSource> served, Shown shown) {
        RevenueSource source = counts.source();
        RevenueScope scope = counts.scope();
        boolean named = shown.customers() > 0;
        RevenueFigures figures = new RevenueCalculator(counts, shown.periods()).calculate();
        Openings openings = new Openings();
        RevenueParts parts = new RevenueParts(
                FormulaCalculator.calculate(counts, named),
                LossCalculator.calculate(counts, openings),
                StayingCalculator.expansion(counts, openings),
                ValueGroupCalculator.of(counts)
                        .map(ValueGroupCalculator::groups)
                        .orElse(List.of()),
                StayingCalculator.cohorts(counts),
                StayingCalculator.renewals(counts, openings));
        Optional<ServiceFigures> service = ServiceCalculator.of(served, counts, openings);
        List<ExperimentFigures> experiments = ExperimentCalculator.ofSubscriptions(served, counts, openings);
        RevenueDrillCalculator drills = new RevenueDrillCalculator(counts, shown, openings);
        RevenueDrill drill = drills.list();
        Answers answers = new Answers(Optional.empty(), Optional.empty(), open.map(drills::open), Optional.empty());
        List<ServiceFigures.File> files = served.map(ServiceSource::files).orElse(List.of());
        HowRead read = source.read().with(files);
        return new Report(
                scope.scope(),
                HeadSection.ofRevenue(scope, source.leftOut().with(files), read),
                List.of(
                        new RevenueSummarySection(
                                scope,
                                ExperimentFindings.after(
                                        ServiceFindings.after(RevenueFindings.of(counts, figures), service),
                                        experiments),
                                figures),
                        new RevenueDrillSection(scope, figures, drill),
                        new RevenueMovementsSection(scope, figures, shown),
                        new RevenueRetentionSection(scope, figures, shown),
                        new LossesSection(scope, parts.losses()),
                        new RenewalsSection(scope, parts.renewals()),
                        new ExpansionSection(scope, parts.expansion()),
                        new ValueCohortsSection(scope, parts.cohorts(), shown),
                        new ValueGroupsSection(scope, parts.groups()),
                        new FormulasSection(scope, parts.formulas()),
                        new ServiceSection(scope.scope(), service, shown),
                        new ExperimentsSection(
                                experiments, Report.tried(files), scope.scope().unit()),
                        new RevenueDataSection(scope, figures, parts),
                        new AnswersSection(answers),
                        new HowReadSection(read),
                        new LeftOutSection(source.leftOut(), files),
                        new NotesSection(RevenueNotes.of(counts))),
                () -> drill.leftOut() > 0 ? Optional.of(CustomersText.payers(drills::forEach)) : Optional.empty());
    }
}
