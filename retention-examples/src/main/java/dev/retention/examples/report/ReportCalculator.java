package dev.retention.examples.report;

import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.RetentionRate;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.examples.report.Answers.Restated;
import dev.retention.examples.report.RetentionReport.Cell;
import dev.retention.examples.report.RetentionReport.CohortRow;
import dev.retention.examples.report.RetentionReport.Curve;
import dev.retention.examples.report.RetentionReport.CurvePoint;
import dev.retention.examples.report.RetentionReport.Flow;
import dev.retention.examples.report.RetentionReport.KeyFigures;
import dev.retention.examples.report.RetentionReport.LifetimeValue;
import dev.retention.examples.report.RetentionReport.Movement;
import dev.retention.examples.report.RetentionReport.Rate;
import dev.retention.examples.report.RetentionReport.Scope;
import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.csv.CsvOptions;
import dev.retention.examples.report.csv.CsvOrders;
import dev.retention.examples.report.csv.Excluded;
import dev.retention.examples.report.csv.Order;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Movements;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.value.AmountPerCustomer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts orders with the library and puts together what the report says. */
final class ReportCalculator {

    /** A table of more periods than this is no table that anybody reads; a mistyped year makes one. */
    private static final int MOST_PERIODS = 800;

    private final ReportGrain reportGrain;
    private final Grain grain;
    private final CsvOptions csv;
    private final Questions questions;
    private final ValueOptions value;

    ReportCalculator(
            ReportGrain reportGrain, DayOfWeek weekStart, CsvOptions csv, Questions questions, ValueOptions value) {
        this.value = value;
        this.csv = csv;
        this.questions = questions;
        this.reportGrain = reportGrain;
        this.grain = reportGrain.grain(weekStart);
    }

    /**
     * Reads the orders to their end and counts them.
     *
     * @throws BadInputException if a line is bad, or no order is left to count
     */
    RetentionReport calculate(CsvOrders orders) {
        HistoryStore<String> store = read(orders);
        LocalDate firstDate = store.firstDay().orElseThrow(() -> noOrders(orders));
        LocalDate asOf = orders.statedAsOf().or(store::lastDay).orElseThrow();
        Timeline timeline = timeline(orders, firstDate, asOf);
        CohortTable<String> cohortTable = CohortRetention.over(timeline).of(store);
        Movements<String> moves = CustomerMovements.over(timeline).of(store);
        List<CohortRow> cohorts =
                cohortTable.rows().stream().map(row -> cohort(row, timeline)).toList();
        List<Movement> movements =
                moves.periods().stream().map(ReportCalculator::movement).toList();
        BigDecimal total =
                movements.stream().map(movement -> movement.active().amount()).reduce(store.major(0), BigDecimal::add);
        Scope scope = new Scope(
                orders.name(),
                orders.isSimulated(),
                reportGrain,
                firstDate,
                asOf,
                orders.statedAsOf().isEmpty(),
                store.customers(),
                store.events(),
                total,
                orders.currency());
        return report(
                scope,
                orders,
                cohorts,
                movements,
                answers(new AnswerCalculator(store, cohortTable, moves), orders),
                new SurvivalCalculator(questions.gapDays).estimate(store, timeline, csv.groupColumn()),
                questions.models
                        ? Optional.of(new ModelsCalculator(store, asOf, questions, value).fit())
                        : Optional.empty(),
                new WorthCalculator(store, cohortTable, reportGrain, orders.currency(), value)
                        .calculate(latest(scope, movements)),
                csv.groupColumn()
                        .map(column -> new GroupCalculator(column, cohortTable, moves, reportGrain)
                                .compare(Optional.ofNullable(questions.compareGroups))),
                new DrillCalculator(store, cohortTable, moves).list());
    }

    private static HistoryStore<String> read(CsvOrders orders) {
        return HistoryStore.ofDates(Order::customer, Order::date)
                .amounts(Order::amount, orders.currency())
                .codes(Order::group)
                .from(orders);
    }

    private Answers answers(AnswerCalculator calculator, CsvOrders orders) {
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
                Optional.ofNullable(questions.restate).map(file -> restate(calculator, file, orders)));
    }

    private Restated restate(AnswerCalculator calculator, Path file, CsvOrders orders) {
        try (CsvOrders old = CsvOrders.open(file, csv)) {
            if (!old.currency().equals(orders.currency())) {
                throw new BadInputException(
                        old.name() + ": is in " + old.currency() + " where the report is in " + orders.currency());
            }
            HistoryStore<String> earlier = read(old);
            LocalDate firstDate = earlier.firstDay().orElseThrow(() -> noOrders(old));
            LocalDate asOf = old.statedAsOf().or(earlier::lastDay).orElseThrow();
            return calculator.restate(old.name(), earlier, timeline(old, firstDate, asOf));
        }
    }

    private static RetentionReport report(
            Scope scope,
            CsvOrders orders,
            List<CohortRow> cohorts,
            List<Movement> movements,
            Answers answers,
            Survival survival,
            Optional<Models> models,
            Worth worth,
            Optional<GroupFigures> groups,
            Drill drill) {
        Optional<KeyFigures> latest = latest(scope, movements);
        List<Curve> halves = halves(cohorts);
        List<Curve> curves = new ArrayList<>();
        curve("all cohorts", cohorts).ifPresent(curves::add);
        curves.addAll(halves);
        return new RetentionReport(
                scope,
                orders.reading(),
                orders.excluded(),
                cohorts,
                curves,
                movements,
                latest,
                Findings.of(scope, movements, latest, halves, groups),
                notes(scope, orders, latest, survival),
                answers,
                survival,
                models,
                worth,
                groups,
                drill);
    }

    static CohortRow cohort(CohortTable<String>.Row row, Timeline timeline) {
        List<Cell> cells = new ArrayList<>();
        for (CohortTable<String>.Cell cell : row.cells()) {
            if (cell.state() == CellState.UNOBSERVED) {
                break;
            }
            cells.add(new Cell(
                    cell.key().age(),
                    cell.state(),
                    cell.count().orElseThrow(),
                    cell.amount().orElseThrow(),
                    cell.rate().map(ReportCalculator::rate)));
        }
        return new CohortRow(row.period().label(), timeline.state(row.period()), row.size(), cells);
    }

    private static Movement movement(Movements<String>.InPeriod moves) {
        return new Movement(
                moves.period().label(),
                moves.state(),
                new Flow(moves.live(), moves.amount()),
                flow(moves.newCustomers()),
                flow(moves.retained()),
                flow(moves.reactivated()),
                flow(moves.lost()),
                moves.retention(RetentionReport.RETENTION)
                        .flatMap(RetentionRate::proportion)
                        .map(ReportCalculator::rate),
                moves.churn(RetentionReport.CHURN).proportion().map(ReportCalculator::rate));
    }

    private static Flow flow(Movements<String>.Movement movement) {
        return new Flow(movement.count(), movement.amount());
    }

    private static BadInputException noOrders(CsvOrders orders) {
        Excluded excluded = orders.excluded();
        if (excluded.count() == 0) {
            return new BadInputException(orders.name() + ": no orders, only a header");
        }
        Excluded.Line first = excluded.first().get(0);
        return new BadInputException(orders.name() + ": no orders: all " + Words.counted(excluded.count(), "line")
                + " left out, the first, line " + first.number() + ", for: " + first.what());
    }

    private Timeline timeline(CsvOrders orders, LocalDate firstDate, LocalDate asOf) {
        Period first = grain.periodOf(firstDate);
        int periods = first.until(grain.periodOf(asOf)) + 1;
        if (periods > MOST_PERIODS) {
            throw new BadInputException(orders.name() + ": from " + firstDate + " to " + asOf + " there are "
                    + Words.counted(periods, reportGrain.word()) + ", more than the " + Words.count(MOST_PERIODS)
                    + " of a report; is a date wrong? Otherwise choose a coarser --grain");
        }
        return Timeline.of(grain, asOf).from(first);
    }

    static Rate rate(Proportion share) {
        return new Rate(
                share.count(),
                share.total(),
                share.asDouble(),
                share.interval(ProportionInterval.WILSON, RetentionReport.CONFIDENCE));
    }

    /** The cohorts with customers, in two halves by time, if there are enough of them to compare. */
    private static List<Curve> halves(List<CohortRow> cohorts) {
        List<CohortRow> grown =
                cohorts.stream().filter(row -> isObserved(row, 1)).toList();
        if (grown.size() < 4) {
            return List.of();
        }
        int middle = grown.size() / 2;
        List<Curve> halves = new ArrayList<>();
        curve("earlier cohorts", grown.subList(0, middle)).ifPresent(halves::add);
        curve("later cohorts", grown.subList(middle, grown.size())).ifPresent(halves::add);
        return halves;
    }

    private static boolean isObserved(CohortRow row, int age) {
        return row.size() > 0
                && age < row.cells().size()
                && row.cells().get(age).state() == CellState.OBSERVED;
    }

    static Optional<Curve> curve(String name, List<CohortRow> cohorts) {
        List<CurvePoint> points = new ArrayList<>();
        for (int age = 0; ; age++) {
            int k = age;
            List<CohortRow> old =
                    cohorts.stream().filter(row -> isObserved(row, k)).toList();
            if (old.isEmpty()) {
                break;
            }
            long retained =
                    old.stream().mapToLong(row -> row.cells().get(k).retained()).sum();
            long size = old.stream().mapToLong(CohortRow::size).sum();
            points.add(new CurvePoint(k, old.size(), rate(Proportion.of(retained, size))));
        }
        List<CohortRow> grown =
                cohorts.stream().filter(row -> isObserved(row, 0)).toList();
        return points.isEmpty()
                ? Optional.empty()
                : Optional.of(new Curve(
                        name, grown.get(0).period(), grown.get(grown.size() - 1).period(), points));
    }

    /** The latest complete period, if it is not the first and there were customers to lose. */
    private static Optional<KeyFigures> latest(Scope scope, List<Movement> movements) {
        for (int i = movements.size() - 1; i > 0; i--) {
            Movement movement = movements.get(i);
            if (movement.state() == CellState.OBSERVED) {
                Optional<BigDecimal> spend = averageSpend(movement);
                return Optional.of(
                        new KeyFigures(movement, movements.get(i - 1), spend, lifetimeValue(scope, spend, movement)));
            }
        }
        return Optional.empty();
    }

    private static Optional<BigDecimal> averageSpend(Movement movement) {
        Flow active = movement.active();
        return active.customers() == 0
                ? Optional.empty()
                : Optional.of(active.amount()
                        .divide(
                                BigDecimal.valueOf(active.customers()),
                                active.amount().scale(),
                                RoundingMode.HALF_EVEN));
    }

    private static Optional<LifetimeValue> lifetimeValue(Scope scope, Optional<BigDecimal> spend, Movement movement) {
        if (spend.isEmpty()
                || movement.churn().isEmpty()
                || movement.churn().get().count() == 0) {
            return Optional.empty();
        }
        Rate churn = movement.churn().get();
        Interval interval = churn.interval();
        Flow active = movement.active();
        // From the exact figures, not from the rounded average.
        return dev.retention.value.LifetimeValue.arpaOverChurn(
                        AmountPerCustomer.of(active.amount(), active.customers(), scope.currency()),
                        ChurnRate.of(RetentionReport.CHURN, churn.count(), churn.total()))
                .map(value -> new LifetimeValue(
                        value.rounded(RoundingMode.HALF_EVEN),
                        over(spend.get(), interval.upper()),
                        interval.lower() > 0 ? Optional.of(over(spend.get(), interval.lower())) : Optional.empty()));
    }

    private static BigDecimal over(BigDecimal spend, double churn) {
        return spend.divide(BigDecimal.valueOf(churn), spend.scale(), RoundingMode.HALF_EVEN);
    }

    private static List<String> notes(Scope scope, CsvOrders orders, Optional<KeyFigures> latest, Survival survival) {
        String period = scope.grain().word();
        List<String> notes = new ArrayList<>();
        if (scope.simulated()) {
            notes.add("The data are simulated: no real customer is in them.");
        }
        if (scope.asOfFromData()) {
            notes.add("The data are taken to be complete up to " + scope.asOf()
                    + ", the last date in them. If they go further, say so with --as-of.");
        }
        if (orders.rounded() > 0) {
            notes.add(Words.counted(orders.rounded(), "amount") + " had more decimals than "
                    + scope.currency().getCurrencyCode() + " has and " + (orders.rounded() == 1 ? "was" : "were")
                    + " rounded line by line, half to even; this moved the total by "
                    + orders.roundedBy().toPlainString() + ".");
        }
        notes.add("Orders know no cancellation. A customer counts as lost in a " + period + " if she ordered in the "
                + period + " before and not in it; when she orders later she counts as reactivated. "
                + "The amount lost is what the lost customers spent in the " + period + " before.");
        notes.add("Cohort: the customers whose first order in these data lies in a " + period
                + ". Age: whole " + period
                + "s after that one. A cell counts those of the cohort who ordered at that age, "
                + "whether or not they did in between.");
        notes.add(
                "Intervals are at 95 %: Wilson's for a share, Newcombe's for a difference. They speak of chance only: "
                        + "they take customers to be independent of each other and do not allow for the season.");
        if (latest.flatMap(KeyFigures::lifetimeValue).isPresent()) {
            notes.add("Lifetime value is average spend over churn (ARPA_OVER_CHURN): a rough figure, as if spend and"
                    + " churn stayed what they were and nobody came back. Its interval holds the chance in the"
                    + " churn only.");
        }
        notes.add("How long customers stay: a customer is " + survival.live() + ", and then lost; her tenure goes from "
                + "her first order to that day, the first spell only. Customers not lost by " + scope.asOf()
                + " count as staying at least so long. The curve is Kaplan and Meier's with log-log intervals.");
        return notes;
    }
}
