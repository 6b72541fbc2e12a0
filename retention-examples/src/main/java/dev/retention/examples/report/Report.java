package dev.retention.examples.report;

import dev.retention.ChurnFormula;
import dev.retention.examples.report.count.AnswerCalculator;
import dev.retention.examples.report.count.CohortCalculator;
import dev.retention.examples.report.count.Counts;
import dev.retention.examples.report.count.CustomerCalculator;
import dev.retention.examples.report.count.DrillCalculator;
import dev.retention.examples.report.count.ExperimentCalculator;
import dev.retention.examples.report.count.ExperimentFindings;
import dev.retention.examples.report.count.ExperimentSource;
import dev.retention.examples.report.count.Findings;
import dev.retention.examples.report.count.GroupCalculator;
import dev.retention.examples.report.count.ModelsAsked;
import dev.retention.examples.report.count.ModelsCalculator;
import dev.retention.examples.report.count.MovementCalculator;
import dev.retention.examples.report.count.Notes;
import dev.retention.examples.report.count.ServiceCalculator;
import dev.retention.examples.report.count.ServiceFindings;
import dev.retention.examples.report.count.ServiceSource;
import dev.retention.examples.report.count.Source;
import dev.retention.examples.report.count.SurvivalCalculator;
import dev.retention.examples.report.count.WhichCalculator;
import dev.retention.examples.report.count.WorthCalculator;
import dev.retention.examples.report.count.WorthTerms;
import dev.retention.examples.report.figures.Answers;
import dev.retention.examples.report.figures.CohortFigures;
import dev.retention.examples.report.figures.Customers;
import dev.retention.examples.report.figures.Drill;
import dev.retention.examples.report.figures.ExperimentFigures;
import dev.retention.examples.report.figures.GroupFigures;
import dev.retention.examples.report.figures.HowRead;
import dev.retention.examples.report.figures.LeftOut;
import dev.retention.examples.report.figures.Models;
import dev.retention.examples.report.figures.MovementFigures;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.ServiceFigures;
import dev.retention.examples.report.figures.Shown;
import dev.retention.examples.report.figures.Survival;
import dev.retention.examples.report.figures.WhichFigures;
import dev.retention.examples.report.figures.Worth;
import dev.retention.examples.report.page.AnswersSection;
import dev.retention.examples.report.page.CohortsSection;
import dev.retention.examples.report.page.CurvesSection;
import dev.retention.examples.report.page.DrillSection;
import dev.retention.examples.report.page.ExperimentsSection;
import dev.retention.examples.report.page.GroupsSection;
import dev.retention.examples.report.page.HeadSection;
import dev.retention.examples.report.page.HowReadSection;
import dev.retention.examples.report.page.LeftOutSection;
import dev.retention.examples.report.page.ModelsSection;
import dev.retention.examples.report.page.MovementsSection;
import dev.retention.examples.report.page.NotesSection;
import dev.retention.examples.report.page.ReportPage;
import dev.retention.examples.report.page.Section;
import dev.retention.examples.report.page.ServiceSection;
import dev.retention.examples.report.page.SummarySection;
import dev.retention.examples.report.page.SurvivalSection;
import dev.retention.examples.report.page.WhichSection;
import dev.retention.examples.report.page.WorthSection;
import dev.retention.examples.report.text.CustomersText;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.ModelsText;
import dev.retention.examples.report.text.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A report: what it is of, and its sections in the order in which people read them.
 *
 * @param customers makes the file of customers, if there is to be one
 */
record Report(Scope scope, Section head, List<Section> sections, Supplier<Optional<String>> customers) {

    static final String CUSTOMERS = "customers.csv";

    /** All files that a report may have. */
    static final List<String> FILES = List.of("report.html", "report.json", CUSTOMERS);

    private static final String SCHEMA = "retention-report/1";

    Report {
        sections = List.copyOf(sections);
    }

    /**
     * Counts orders and puts them into sections.
     *
     * @param earlier an earlier state of the orders, if the report is to say what moved since
     * @param served files of service beside the orders
     * @param shown how much the page holds
     * @throws RefusedException if a question cannot be answered
     */
    static Report of(
            Counts counts,
            Questions questions,
            ValueOptions value,
            Optional<String> groupColumn,
            Optional<Source> earlier,
            Optional<ServiceSource> served,
            Shown shown) {
        Scope scope = counts.scope();
        MovementFigures movements = MovementCalculator.calculate(counts);
        CohortFigures cohorts = CohortCalculator.calculate(counts);
        WhichCalculator which = new WhichCalculator(counts, groupColumn);
        WhichFigures customers = which.calculate(movements);
        Optional<ServiceFigures> service = ServiceCalculator.of(served, counts, which);
        List<ExperimentFigures> experiments = ExperimentCalculator.ofOrders(served, counts, which);
        Answers answers = answers(new AnswerCalculator(counts, which), questions, earlier);
        Survival survival = new SurvivalCalculator(questions.gapDays).estimate(counts, groupColumn);
        Optional<Models> models = questions.models
                ? Optional.of(new ModelsCalculator(counts, asked(questions, value)).fit())
                : Optional.empty();
        Worth worth = new WorthCalculator(counts, terms(value)).calculate(movements);
        Optional<GroupFigures> groups = groupColumn.map(
                column -> new GroupCalculator(counts, column).compare(Optional.ofNullable(questions.compareGroups)));
        Drill drill = new DrillCalculator(counts, shown, which).list();
        LeftOut leftOut = counts.source().leftOut();
        List<ServiceFigures.File> files = served.map(ServiceSource::files).orElse(List.of());
        HowRead read = counts.source().read().with(files);
        return new Report(
                scope,
                HeadSection.ofOrders(scope, leftOut.with(files), read),
                List.of(
                        new SummarySection(
                                scope,
                                ExperimentFindings.after(
                                        ServiceFindings.after(
                                                Findings.of(counts, movements, cohorts, groups, customers), service),
                                        experiments),
                                movements),
                        new DrillSection(scope, movements.latest(), drill),
                        new MovementsSection(scope, movements, shown),
                        new CohortsSection(scope, cohorts, shown),
                        new CurvesSection(scope, cohorts, shown),
                        new GroupsSection(scope, groups, shown),
                        new WhichSection(scope, customers, shown),
                        new ServiceSection(scope, service, shown),
                        new ExperimentsSection(experiments, tried(files), scope.unit()),
                        new SurvivalSection(survival, shown),
                        new WorthSection(scope, worth, shown),
                        new ModelsSection(scope, models, shown.customers() > 0),
                        new AnswersSection(answers),
                        new HowReadSection(read),
                        new LeftOutSection(leftOut, files),
                        new NotesSection(Notes.of(counts.source(), scope, movements.latest(), survival))),
                () -> customers(models, drill, CustomerCalculator.of(counts)));
    }

    /** The files of experiments. */
    static List<ServiceFigures.File> tried(List<ServiceFigures.File> files) {
        return files.stream()
                .filter(file -> file.kind().equals(ExperimentSource.KIND))
                .toList();
    }

    /** What {@value #CUSTOMERS} holds: forecasts of customers, and all customers where the page cannot hold them. */
    private static Optional<String> customers(Optional<Models> models, Drill drill, Customers customers) {
        Optional<Models> forecasts = models.filter(known -> known.chosen().isPresent());
        return drill.leftOut() > 0
                ? Optional.of(CustomersText.csv(customers, forecasts))
                : forecasts.map(ModelsText::csv);
    }

    private static Answers answers(AnswerCalculator calculator, Questions questions, Optional<Source> earlier) {
        return new Answers(
                Optional.ofNullable(questions.churn)
                        .map(name -> calculator.churn(Questions.formula("--churn", name), questions.gapDays)),
                Optional.ofNullable(questions.compare).map(pair -> {
                    List<ChurnFormula> formulas = Questions.compared(pair);
                    return calculator.compare(
                            formulas.get(0),
                            formulas.get(1),
                            Optional.ofNullable(questions.compareIn),
                            questions.gapDays);
                }),
                Optional.ofNullable(questions.open).map(calculator::open),
                earlier.map(calculator::restate));
    }

    private static ModelsAsked asked(Questions questions, ValueOptions value) {
        return new ModelsAsked(
                questions.timeUnit,
                Optional.ofNullable(questions.holdoutFrom),
                Optional.ofNullable(questions.horizon),
                value.terms(),
                value.words());
    }

    private static WorthTerms terms(ValueOptions value) {
        return new WorthTerms(
                Optional.ofNullable(value.margin),
                Optional.ofNullable(value.acquisitionCost),
                Optional.ofNullable(value.discount));
    }

    /** The page. */
    String page() {
        return ReportPage.render(scope, head, sections);
    }

    /**
     * The contents of all files by name, rendered before the first is written, so that a failure leaves nothing behind.
     *
     * @param named whether customers may be named: those of forecasts, and all where the page cannot hold them
     */
    Map<String, String> files(boolean named) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(FILES.get(0), page());
        files.put(FILES.get(1), json());
        if (named) {
            customers.get().ifPresent(text -> files.put(CUSTOMERS, text));
        }
        return files;
    }

    /** The JSON, for programs; the same report always gives the same text. */
    String json() {
        JsonWriter json = new JsonWriter().beginObject();
        json.name("schema").value(SCHEMA);
        head.json(json);
        sections.forEach(section -> section.json(json));
        return json.endObject().toString();
    }

    /** The short form for a terminal. */
    String text(Terminal.Colour colour) {
        Terminal text = new Terminal(colour);
        head.text(text);
        sections.forEach(section -> section.text(text));
        return text.toString();
    }
}
