package dev.retention;

import dev.retention.experiment.ActionCost;
import dev.retention.experiment.ActionProfit;
import dev.retention.experiment.ConfidenceSequence;
import dev.retention.experiment.Cuped;
import dev.retention.experiment.EffectScale;
import dev.retention.experiment.Experiment;
import dev.retention.experiment.ExperimentPlan;
import dev.retention.experiment.ExperimentTable;
import dev.retention.experiment.Exposure;
import dev.retention.experiment.ExposureTenures;
import dev.retention.experiment.HouseholdMean;
import dev.retention.experiment.Interference;
import dev.retention.experiment.MeanComparison;
import dev.retention.experiment.Outcome;
import dev.retention.experiment.OutcomeWindow;
import dev.retention.experiment.PairedSums;
import dev.retention.experiment.PostStratification;
import dev.retention.experiment.SampleMean;
import dev.retention.experiment.SampleRatio;
import dev.retention.experiment.UpliftCurve;
import dev.retention.experiment.ValueProfit;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.internal.store.HistoryCursor;
import dev.retention.jdbc.Database;
import dev.retention.jdbc.JdbcQuery;
import dev.retention.jdbc.JdbcRow;
import dev.retention.loss.CallRecord;
import dev.retention.loss.HealthCondition;
import dev.retention.loss.HealthScore;
import dev.retention.loss.Loss;
import dev.retention.loss.LossCause;
import dev.retention.loss.LossValue;
import dev.retention.loss.LossWorth;
import dev.retention.loss.ScoreCheck;
import dev.retention.loss.ScoredCustomer;
import dev.retention.loss.SegmentRateChanges;
import dev.retention.loss.SignalCell;
import dev.retention.loss.SignalItem;
import dev.retention.loss.SignalTable;
import dev.retention.loss.Signals;
import dev.retention.loss.TraitRanking;
import dev.retention.loss.TraitTable;
import dev.retention.loss.Traits;
import dev.retention.loss.WinBack;
import dev.retention.model.BgBb;
import dev.retention.model.BgNbd;
import dev.retention.model.Bootstrap;
import dev.retention.model.ContractualModel;
import dev.retention.model.CustomerGroup;
import dev.retention.model.GammaGamma;
import dev.retention.model.ModelFit;
import dev.retention.model.Nbd;
import dev.retention.model.PurchaseModel;
import dev.retention.model.ShiftedBetaGeometric;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.RenewalFormula;
import dev.retention.movement.RenewalTable;
import dev.retention.movement.RenewalTerm;
import dev.retention.movement.Renewals;
import dev.retention.movement.Spells;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.NonPositiveSpend;
import dev.retention.purchase.OpportunityCounts;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import dev.retention.purchase.SpendHistory;
import dev.retention.purchase.SpendSummary;
import dev.retention.rule.ByGroup;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Counted;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measure;
import dev.retention.rule.PeriodItem;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.PeriodMethod;
import dev.retention.rule.Resampled;
import dev.retention.rule.Rule;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.segment.CustomerProfit;
import dev.retention.segment.GroupChange;
import dev.retention.segment.OrderDiscounts;
import dev.retention.segment.OrderLines;
import dev.retention.segment.PointsLedger;
import dev.retention.segment.PointsReader;
import dev.retention.segment.ProductReturns;
import dev.retention.segment.Programme;
import dev.retention.segment.Quadrants;
import dev.retention.segment.ReferralChains;
import dev.retention.segment.Referrals;
import dev.retention.segment.ShrunkenRates;
import dev.retention.service.Ageing;
import dev.retention.service.Feedback;
import dev.retention.service.Invoices;
import dev.retention.service.Journey;
import dev.retention.service.JourneyTable;
import dev.retention.service.Journeys;
import dev.retention.service.LaterLoss;
import dev.retention.service.MoneyOwed;
import dev.retention.service.Owners;
import dev.retention.service.PairedScores;
import dev.retention.service.PeopleTable;
import dev.retention.service.ScoreChanges;
import dev.retention.service.ScoreCounts;
import dev.retention.service.ScoreGroups;
import dev.retention.service.Signal;
import dev.retention.service.StageRates;
import dev.retention.service.Survey;
import dev.retention.survival.ActuarialTable;
import dev.retention.survival.Concordance;
import dev.retention.survival.CoxFit;
import dev.retention.survival.CoxRegression;
import dev.retention.survival.HazardRate;
import dev.retention.survival.LifeTable;
import dev.retention.survival.LogRank;
import dev.retention.survival.MeanCumulativeFunction;
import dev.retention.survival.Recurrences;
import dev.retention.survival.Tenure;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.trend.BeforeAfter;
import dev.retention.trend.ChartMethod;
import dev.retention.trend.ControlChart;
import dev.retention.trend.CountSeries;
import dev.retention.trend.Overdispersion;
import dev.retention.trend.PeriodComparison;
import dev.retention.trend.PeriodCounts;
import dev.retention.trend.PeriodRates;
import dev.retention.trend.RunRule;
import dev.retention.value.CohortTriangle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.sql.DataSource;

/** The values that {@link SampleValues} starts from: those that cannot be guessed from the types of parameters. */
final class GivenValues {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 15);
    private static final Currency EUR = Currency.getInstance("EUR");

    private GivenValues() {}

    /** A value of every type of the platform that a public parameter has. */
    static Map<Class<?>, Supplier<?>> plain() {
        Map<Class<?>, Supplier<?>> plain = new HashMap<>();
        plain.put(Integer.class, () -> 1);
        plain.put(Long.class, () -> 1L);
        plain.put(Double.class, () -> 0.5);
        plain.put(Boolean.class, () -> true);
        plain.put(Object.class, () -> 1L);
        plain.put(double[].class, () -> new double[] {0.5, 1.5});
        plain.put(Byte.class, () -> (byte) 1);
        plain.put(Comparable.class, () -> 1L);
        plain.put(Enum.class, () -> DayOfWeek.MONDAY);
        plain.put(String.class, () -> "order");
        plain.put(BigDecimal.class, () -> BigDecimal.ONE);
        plain.put(BigInteger.class, () -> BigInteger.ONE);
        plain.put(MathContext.class, () -> MathContext.DECIMAL64);
        plain.put(RoundingMode.class, () -> RoundingMode.HALF_EVEN);
        plain.put(LocalDate.class, () -> DAY);
        plain.put(LocalDateTime.class, DAY::atStartOfDay);
        plain.put(YearMonth.class, () -> YearMonth.from(DAY));
        plain.put(Instant.class, () -> DAY.atStartOfDay(ZoneOffset.UTC).toInstant());
        plain.put(ZoneId.class, () -> ZoneOffset.UTC);
        plain.put(DayOfWeek.class, () -> DayOfWeek.MONDAY);
        plain.put(Currency.class, () -> EUR);
        plain.put(OptionalInt.class, () -> OptionalInt.of(1));
        plain.put(OptionalLong.class, () -> OptionalLong.of(1));
        plain.put(OptionalDouble.class, () -> OptionalDouble.of(0.5));
        plain.put(InputStream.class, () -> new ByteArrayInputStream(new byte[1]));
        plain.put(OutputStream.class, ByteArrayOutputStream::new);
        plain.put(DataInput.class, () -> new DataInputStream(new ByteArrayInputStream(new byte[64])));
        plain.put(DataOutput.class, () -> new DataOutputStream(new ByteArrayOutputStream()));
        plain.put(RandomGenerator.class, () -> new Random(1));
        plain.put(Collector.class, Collectors::counting);
        plain.put(Comparator.class, () -> Comparator.naturalOrder());
        plain.put(Duration.class, () -> Duration.ofSeconds(1));
        plain.put(Class.class, () -> Long.class);
        plain.put(DataSource.class, () -> database().source());
        plain.put(Connection.class, () -> database().connection());
        return plain;
    }

    private static Database database() {
        try {
            return new Database();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static JdbcRow row() {
        try {
            return JdbcQuery.of(database().source(), "select cast(1 as bigint) as \"order\"")
                    .read(rows -> rows.iterator().next());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Values of exported types, by the name of the type; one with arguments counts before the plain one. */
    static Map<String, Object> ofTypes() {
        Values values = new Values();
        HistoryStore<Long> store = HistoryStore.ofDates((Long row) -> row % 4, (Long row) -> DAY.minusDays(30 * row))
                .codes(row -> "order")
                .amounts(row -> BigDecimal.TEN, EUR)
                .from(List.of(1L, 2L, 3L, 5L));
        values.put(HistoryStore.ofDates((Long row) -> row, (Long row) -> DAY).amounts(row -> BigDecimal.TEN, EUR));
        values.put(LongHistoryBuilder.ofDays().amounts(EUR));
        values.put(JdbcQuery.of(database().source(), "select 1 as \"order\""));
        values.put(row());
        Timeline timeline = Timeline.of(Grain.MONTH, DAY).from(DAY.minusMonths(8));
        values.put(store);
        values.put(store.members(0));
        values.put(Grain.MONTH);
        values.put(timeline);
        Period month = Grain.MONTH.periodOf(DAY);
        values.put(new PeriodComparison(
                PeriodComparison.Reference.BEFORE, month, Proportion.of(1, 4), month.plus(-1), Proportion.of(2, 4)));
        try {
            HistoryStore.ofDates((Long row) -> row, (Long row) -> DAY)
                    .amounts(row -> new BigDecimal("0.001"), EUR)
                    .from(List.of(1L));
        } catch (InvalidRowException e) {
            values.put(e);
        }
        values.byName.put(HistoryStore.KeyCodec.class.getName(), HistoryStore.KeyCodec.LONG);
        values.byName.put(Exception.class.getName(), new IllegalStateException("failed"));
        values.byName.put(RuntimeException.class.getName(), new IllegalStateException("failed"));
        values.put(HistoryCursor.open(store, timeline, List.of()).moveTo(0));
        ofRules(values, store, timeline);
        ofOrders(values, timeline);
        ofSurvival(values);
        ofModels(values, store);
        ofSegments(values, store, timeline);
        GivenReviews.all().forEach(values::put);
        ofCharts(values);
        ofComparisons(values, month);
        ofRelations(values, timeline);
        ofMoney(values, timeline);
        ofFeedback(values);
        ofHealth(values);
        ofCalls(values, timeline);
        ofTraits(values, store);
        ofExperiments(values, timeline);
        ofPlans(values);
        ofEffects(values);
        ofActions(values);
        return values.byName;
    }

    private static void ofEffects(Values values) {
        SampleMean treated = SampleMean.of(500, 20, 90);
        SampleMean control = SampleMean.of(400, 19, 85);
        MeanComparison means = MeanComparison.of(treated, control);
        PairedSums sums = new PairedSums(50, 20, 10, 300, 200, 100);
        values.put(treated);
        values.put(means);
        values.put(means.effect(EffectScale.ABSOLUTE, 0.95));
        values.put(sums);
        values.put(Cuped.of(sums, sums));
        values.put(ConfidenceSequence.of(0.95, 5000));
        values.put(new PostStratification(Map.of("order", means), List.of("other")));
        HistoryStore<Long> orders = HistoryStore.ofDates((Long row) -> row, (Long row) -> DAY.minusDays(60))
                .codes(row -> "order")
                .from(List.of(1L, 2L))
                .named("orders");
        HistoryStore<Long> exposed = orders.and(Exposure.store(List.of(
                new Exposure<>(1L, "order", DAY.minusDays(90)), new Exposure<>(2L, "none", DAY.minusDays(9)))));
        ExposureTenures times = ExposureTenures.over(Timeline.monthly(DAY), "none", "order");
        values.put(times);
        values.put(times.of(exposed));
        List<OutcomeWindow> windows = new ArrayList<>();
        Experiment.over(Timeline.monthly(DAY), "none", "order")
                .outcome(Outcome.share("order", 1, (history, window) -> windows.add(window)))
                .of(exposed);
        values.put(windows.get(0));
    }

    private static void ofCalls(Values values, Timeline timeline) {
        HistoryStore<Long> orders = HistoryStore.ofDates((Long row) -> row % 2, (Long row) -> DAY.minusDays(60 * row))
                .codes(row -> "order")
                .amounts(row -> BigDecimal.TEN, EUR)
                .from(List.of(1L, 3L, 4L))
                .named("orders");
        values.put(WinBack.over(timeline, Spells.ofOrders(30))
                .worth(LossValue.ofOrders())
                .of(orders.and(CallRecord.store(List.of(CallRecord.of(1L, DAY.minusDays(100)))))));
    }

    private static void ofActions(Values values) {
        UpliftCurve curve = UpliftCurve.of(
                LongStream.range(0, 80).boxed().toList(), row -> row / 8, row -> row % 2 == 0, row -> row % 3 == 0 ? 1 : 0);
        values.put(curve);
        values.put(curve.points().get(0));
        values.put(curve.byShare(4, 0.9));
        values.put(curve.verdict(0.9));
        ActionCost cost = ActionCost.perCustomer(BigDecimal.ONE, EUR);
        values.put(cost);
        values.put(ActionProfit.of(Proportion.of(9, 10).comparedWith(Proportion.of(7, 10)), BigDecimal.TEN, cost));
        values.put(ValueProfit.of(MeanComparison.of(SampleMean.of(50, 20, 90), SampleMean.of(40, 19, 85)), cost));
        values.put(Interference.of(Map.of("order", List.of(1L, 2L), "none", List.of(3L)), row -> row % 2));
        HouseholdMean.of(List.of(1L, 2L, 3L), row -> row % 2, row -> row).ifPresent(values::put);
    }

    private static void ofPlans(Values values) {
        values.put(SampleRatio.of(Map.of("order", 3L, "none", 5L), Map.of("order", 1L, "none", 1L)));
        values.put(ExperimentPlan.ofShare(0.2, -0.1, EffectScale.RELATIVE));
    }

    private static void ofExperiments(Values values, Timeline timeline) {
        List<Exposure<Long>> exposures = LongStream.range(0, 40)
                .mapToObj(row -> new Exposure<>(row, row % 2 == 0 ? "holdout" : "order", DAY.minusDays(100)))
                .toList();
        HistoryStore<Long> orders = HistoryStore.ofDates((Long row) -> row, (Long row) -> DAY.minusDays(90 + row))
                .amounts(row -> BigDecimal.valueOf(row), EUR)
                .from(LongStream.range(0, 15).boxed().toList())
                .named("orders");
        Experiment experiment = Experiment.over(timeline, "holdout", "order")
                .outcome(Outcome.ordered(30).named("order"))
                .outcome(Outcome.spend(30).againstPast());
        ExperimentTable<Long> table = experiment.of(orders.and(Exposure.store(exposures)));
        Grouping parity = Grouping.of("parity", (Long customer) -> customer % 3 == 0 ? "even" : "odd");
        values.put(experiment);
        values.put(table);
        values.put(table.effects(0.95, PValueCorrection.HOLM));
        values.put(table.effectsBy(parity, EffectScale.ABSOLUTE, 0.95, PValueCorrection.HOLM));
        values.put(table.cautions().get(0));
    }

    private static void ofTraits(Values values, HistoryStore<Long> store) {
        Grouping size = Grouping.of("size", (Long customer) -> customer == 2 ? "large" : "small");
        Grouping parity = Grouping.of("parity", (Long customer) -> customer % 2 == 0 ? "even" : "odd");
        TraitTable<Long> table = Traits.of(store.members(0), store.members(0, 1, 2))
                .ordered(size, "small", "large")
                .by(parity)
                .of(store, TraitRanking.LIFT);
        values.put(table);
        values.put(table.rows().get(0));
        values.put(table.pairs(1));
        values.put(table.fit(store.members(0), 0.5));
    }

    private static void ofCharts(Values values) {
        CountSeries series =
                CountSeries.of(List.of("order", "2", "3"), new long[] {4, 9, 5}, new double[] {10, 11, 12});
        ControlChart chart = ControlChart.of(series);
        values.put(series);
        values.put(chart);
        values.put(ChartMethod.of(ChartMethod.Kind.XMR));
        values.put(chart.points().get(0));
        values.put(new RunRule.Flag(RunRule.NELSON_1, chart.points().subList(0, 1)));
        values.put(new Overdispersion(3.5, 2));
    }

    private static void ofComparisons(Values values, Period month) {
        values.put(new Loss<>(
                1L,
                DAY,
                Optional.of(DAY.minusDays(40)),
                Optional.of("cancelled"),
                Optional.of("price"),
                Optional.of("price"),
                LossCause.NOT_JUDGED,
                false,
                List.of(new Loss.Heard("complaint", DAY.minusDays(1))),
                new TreeMap<>(Map.of(LossWorth.LAST, BigDecimal.TEN)),
                new TreeMap<>(Map.of("plan", Group.of("gold")))));
        Proportion share = Proportion.of(1, 4);
        Frequency frequency = Frequency.of(3, 100);
        values.put(frequency);
        values.put(frequency.comparedWith(frequency));
        values.put(ContingencyTable.of(List.of(share, Proportion.of(2, 3))));
        SegmentRateChanges<Long> changes =
                SegmentRateChanges.of(Map.of(1L, share, 2L, share), Map.of(1L, share, 2L, share));
        values.put(changes);
        values.put(changes.changes().get(0));
        values.put(TrendInProportions.of(List.of(share, Proportion.of(2, 3))));
        values.put(Calibration.of(Map.of(0.2, share, 0.5, Proportion.of(2, 3))));
        values.put(Calibration.of(Map.of(0.2, share)).classesOf(1));
        values.put(Calibration.of(Map.of(0.2, share)).classesOf(1).classes().get(0));
        Discrimination told = Discrimination.of(List.of(1, 2, 3, 4), each -> each % 2 == 0, each -> each);
        values.put(told);
        values.put(told.comparedWith(told));
        values.put(told.cuts().get(0));
        PeriodRates rates = PeriodRates.of(Map.of(month.plus(-1), share, month, share, month.plus(1), share));
        PeriodCounts counts =
                PeriodCounts.of(Map.of(month.plus(-1), frequency, month, frequency, month.plus(1), frequency));
        values.put(rates);
        values.put(counts);
        values.put(counts.compare(month, PeriodComparison.Reference.BEFORE).orElseThrow());
        BeforeAfter event = BeforeAfter.at(month, 1, 1);
        values.put(event);
        values.put(event.of(rates, rates).orElseThrow());
        values.put(event.of(counts, counts).orElseThrow());
        values.put(event.placebos(rates, rates).orElseThrow());
    }

    private static void ofRules(Values values, HistoryStore<Long> store, Timeline timeline) {
        Cells<Long> cells = Cells.of(List.of(1L));
        Rule<Long> rule = Rule.of("sample", timeline, cells, (history, sink) -> sink.add(0));
        values.byName.put(Rule.class.getName(), rule);
        Counted<Long, Long> counted = Sweep.over(store).count(rule);
        values.put(counted);
        Tally<Long> tally = counted.tally();
        values.put(tally);
        Grouping grouping = Grouping.of("plan", (Long customer) -> "order");
        values.put(grouping);
        values.put(counted.by(grouping, Counted::tally));
        GroupChange<Long> change = CustomerProfit.over(timeline)
                .of(store)
                .groups(grouping)
                .total("2024-03")
                .change();
        values.put(change);
        values.put(change.part(GroupChange.Kind.NEW));
        values.put(ShrunkenRates.of(Map.of(1L, Proportion.of(1, 2), 2L, Proportion.of(1, 3), 3L, Proportion.of(1, 4))));
        values.put(Resampled.of(counted.by(Resampled.buckets(), Counted::tally)));
        Measure size = Measure.of("size", timeline, (history, sink) -> sink.set(history.size()));
        values.put(Resampled.of(Sweep.over(store).measure(size).column(), drawn -> drawn)
                .table());
        values.put(new CohortTriangle.Growth("2024-03", 0, 1.5, 1.2, 2.5, 3));
        RenewalTable<Long> renewals = Renewals.over(timeline)
                .of(Renewals.reader(
                                (Long row) ->
                                        RenewalTerm.of(row, timeline.first().firstDay(), BigDecimal.TEN),
                                EUR)
                        .from(List.of(1L)));
        values.put(renewals);
        values.put(renewals.periods()
                .get(0)
                .reconcile(RenewalFormula.CUSTOMERS, RenewalFormula.ON_TIME)
                .get(0));
        values.byName.put(ByGroup.class.getName() + "<" + RenewalTable.class.getName() + "<K>>", renewals.by(grouping));
        values.put(CustomerChurn.over(timeline, Spells.between("order", "cancelled", "unpaid"))
                .of(store)
                .periods()
                .get(0)
                .lossesByCode()
                .values()
                .iterator()
                .next());
        Sweep.over(store).count(Rule.of("sinks", timeline, cells, (history, sink) -> {
            sink.add(0);
            values.put(sink);
        }));
        Sweep.over(store).measure(Measure.of("sinks", timeline, (history, sink) -> {
            sink.set(1);
            values.put(sink);
        }));
        values.put(Quadrants.of(
                Measure.of("order", timeline, List.of("order", "paid"), (history, sink) -> {
                    sink.set(0, history.size());
                    sink.set(1, history.amount(0));
                }),
                Quadrants.Cut.mean("order"),
                Quadrants.Cut.fixed("paid", 1)));
        Rule<Long> other = Rule.of("other", timeline, cells, (history, sink) -> sink.add(0));
        try {
            tally.plus(Sweep.over(store).count(other).tally());
        } catch (TallyMismatchException e) {
            values.put(e);
        }
        try {
            Sweep.over(store).count(Rule.of("fails", timeline, cells, (history, sink) -> sink.add(9)));
        } catch (RuleException e) {
            values.put(e);
        }
    }

    private static void ofOrders(Values values, Timeline timeline) {
        HistoryStore<Long> lines = OrderLines.of((Long row) -> row, (Long row) -> row, (Long row) -> DAY)
                .amounts(row -> BigDecimal.TEN, EUR)
                .discount(row -> BigDecimal.ONE)
                .returns(row -> null, row -> null)
                .from(List.of(1L, 2L));
        values.put(OrderDiscounts.over(timeline).of(lines));
        values.put(ProductReturns.over(timeline).of(lines));
    }

    private static void ofSurvival(Values values) {
        List<Tenure> tenures =
                List.of(Tenure.ended(1), Tenure.censored(2), Tenure.ended(3), Tenure.ended(4), Tenure.censored(5));
        LifeTable table = LifeTable.of(tenures);
        values.put(Tenure.ended(2));
        values.put(table);
        values.put(ActuarialTable.of(table, 2, 4));
        values.put(HazardRate.of(table, 0, 3));
        Map<Long, LifeTable> groups = Map.of(1L, table, 2L, LifeTable.of(tenures.subList(0, 3)));
        values.put(LogRank.withDefaults().test(groups));
        values.put(LogRank.withDefaults().pairwise(groups).get(0));
        values.put(Concordance.of(tenures, tenure -> tenure, tenure -> tenure.duration()));
        List<Long> rows = List.of(0L, 1L, 2L, 3L, 4L);
        CoxFit<Long> cox = CoxRegression.<Long>of(row -> tenures.get(row.intValue()))
                .covariate("order", row -> row % 2)
                .fit(rows);
        values.put(cox);
        Recurrences complaints = Recurrences.of(5, 1, 2);
        values.put(complaints);
        values.put(MeanCumulativeFunction.of(List.of(complaints, Recurrences.of(3))));
    }

    private static void ofModels(Values values, HistoryStore<Long> store) {
        BgNbd model = BgNbd.of(PeriodsPerYear.WEEKLY, 0.5, 5, 0.7, 2.5);
        values.byName.put(PurchaseModel.class.getName(), model);
        values.byName.put(ContractualModel.class.getName(), ShiftedBetaGeometric.of(0.7, 2.5));
        CustomerPurchases<Long> purchases =
                PurchaseCounting.weekly(DAY).holdoutFrom(DAY.minusDays(60)).of(store);
        values.put(purchases);
        PurchaseSummary.Builder summary = PurchaseSummary.inUnits(PeriodsPerYear.WEEKLY);
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            summary.add(model.simulate(40, random), 1);
        }
        PurchaseSummary customers = summary.build();
        values.put(customers);
        ModelFit<BgNbd> fit = BgNbd.fitter().fit(customers);
        values.put(fit);
        values.byName.put(typeName(BgNbd.class), fit);
        List<SpendHistory> spends = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            spends.add(GammaGamma.of(6, 4, 15).simulate(1 + i % 3, random));
        }
        ModelFit<GammaGamma> spend = GammaGamma.fitter().fit(SpendSummary.of(spends, NonPositiveSpend.REFUSE));
        values.byName.put(typeName(GammaGamma.class), spend);
        OpportunityCounts opportunities = BgBb.of(1.2, 0.8, 0.7, 2.5).simulate(300, 6, random);
        values.put(opportunities);
        values.byName.put(typeName(BgBb.class), BgBb.fitter().fit(opportunities));
        values.put(Bootstrap.of(20, random, source -> fit));
        values.put(Nbd.fitter()
                .fit(List.of(
                        CustomerGroup.of(customers, Map.of("order", 0.0)),
                        CustomerGroup.of(customers, Map.of("order", 1.0))))
                .model());
        values.put(PurchaseHistory.of(1, 0.5, 1));
    }

    private static void ofSegments(Values values, HistoryStore<Long> store, Timeline timeline) {
        HistoryStore<Long> points = PointsLedger.reader(
                        (Long row) -> row % 4, row -> DAY, row -> PointsReader.Kind.ISSUED, row -> row)
                .from(List.of(1L, 2L, 3L, 5L));
        HistoryStore<Long> referrals =
                Referrals.reader((Long row) -> row - 1, row -> row, row -> DAY).from(List.of(2L, 3L));
        HistoryStore<Long> all =
                store.named("orders").and(points.named("points")).and(referrals);
        values.put(PointsLedger.over(timeline).of(points));
        values.put(PointsLedger.over(timeline).of(points).periods().get(0));
        values.put(Programme.over(timeline).of(all));
        values.put(Programme.over(timeline).of(all).periods().get(0));
        values.put(Referrals.over(timeline).of(all));
        values.put(Referrals.over(timeline).of(all).periods().get(0));
        values.put(ReferralChains.of(Map.of(2L, 1L)));
        LaterLoss afterOrders = LaterLoss.over(timeline, Spells.ofOrders(90)).after(Signal.of("orders", "order"));
        values.put(afterOrders.of(all));
        values.put(afterOrders.of(all).periods().get(0));
        SignalTable<Long> announced = Signals.over(timeline, Spells.ofOrders(90))
                .asking(Signal.of("orders", "order"))
                .of(all);
        values.put(announced);
        values.put(announced.any());
        values.put(new SignalCell(Signals.ANY, SignalItem.OPEN, 0, timeline.period(0)));
        WeekDays weekDays = new WeekDays(timeline);
        values.put(weekDays);
        values.byName.put(PeriodMethod.class.getName(), weekDays);
        values.put(weekDays.of(store));
        values.put(weekDays.of(store).periods().get(0));
        values.put(new PeriodItem<>(DayOfWeek.MONDAY, timeline.period(0)));
    }

    /** Customers by the day of the week on which they come. */
    private static final class WeekDays extends PeriodMethod<DayOfWeek> {
        private static final long serialVersionUID = 1;

        WeekDays(Timeline timeline) {
            super(timeline, DayOfWeek.class);
        }

        @Override
        protected String definition() {
            return "days of the week";
        }

        @Override
        protected void apply(Timeline periods, History history, CellSink sink) {
            for (int i = 0; i < history.size(); i++) {
                sink.add(history.date(i).getDayOfWeek(), history.period(i), 1);
            }
        }
    }

    private static void ofRelations(Values values, Timeline timeline) {
        HistoryStore<Long> owners = Owners.reader((Long row) -> row, row -> DAY, row -> "manager", row -> "order")
                .from(List.of(1L, 2L));
        PeopleTable<Long> load = Owners.over(timeline, "manager").load(Sweep.over(owners));
        values.put(load);
        values.put(load.inPeriod("2024-03"));
    }

    private static void ofMoney(Values values, Timeline timeline) {
        Invoices<Long, Long> reader =
                Invoices.reader((Long row) -> row, row -> DAY, row -> Invoices.INVOICE, row -> BigDecimal.TEN, EUR);
        values.put(reader);
        Journey<Long, Long> stages =
                Journey.reader((Long row) -> row, row -> DAY, row -> "signed", List.of("signed", "live"));
        values.put(stages);
        PeriodItems<Long, MoneyOwed.Item> owed = MoneyOwed.over(timeline)
                .of(reader.invoice(row -> "1").due(row -> DAY).from(List.of(1L, 2L)));
        values.byName.put(PeriodItems.class.getName() + "<?, " + MoneyOwed.Item.class.getName() + ">", owed);
        values.put(Journeys.over(timeline).stages("signed", "live"));
        values.put(StageRates.of(List.of("signed", "live"), List.of(2L, 1L)));
        JourneyTable<Long> table =
                Journeys.over(timeline).stages("signed", "live").of(stages.from(List.of(1L, 2L)));
        values.put(table);
        values.put(table.all());
        values.put(Ageing.of(DAY, List.of()));
    }

    private static void ofHealth(Values values) {
        HealthScore health = HealthScore.named("health")
                .rule("red", HealthCondition.silent("orders", 60))
                .otherwise("green");
        List<ScoredCustomer<Long>> rows = LongStream.range(0, 60)
                .mapToObj(i -> ScoredCustomer.of(i, i % 7, 20 + i, i % 3 == 0))
                .toList();
        values.put(health);
        values.put(ScoreCheck.of(rows, ScoreCheck.Kind.RISK, 30));
    }

    private static void ofFeedback(Values values) {
        ScoreCounts before = ScoreCounts.of(Survey.CSAT, 1, 0, 2, 4, 3);
        ScoreGroups<Long> groups = ScoreGroups.of(Map.of(
                1L,
                before,
                2L,
                ScoreCounts.of(Survey.CSAT, 4, 3, 0, 1, 1),
                3L,
                ScoreCounts.of(Survey.CSAT, 1, 0, 0, 0, 2)));
        ScoreChanges<Long> changes = ScoreChanges.of(Feedback.Figure.MEAN, groups, groups);
        PairedScores<Long> pairs = PairedScores.of(groups, groups);
        values.put(Survey.CSAT);
        values.put(before);
        values.put(groups);
        values.put(groups.worstFirst(0.95).get(0));
        values.put(groups.lowestMeans(0.95).get(0));
        values.put(changes);
        values.put(changes.changes().get(0));
        values.put(pairs);
        values.put(pairs.pairs().get(0));
    }

    private static String typeName(Class<?> model) {
        return ModelFit.class.getName() + "<" + model.getName() + ">";
    }

    private static final class Values {
        private final Map<String, Object> byName = new HashMap<>();

        void put(Object value) {
            byName.put(value.getClass().getName(), value);
        }
    }
}
