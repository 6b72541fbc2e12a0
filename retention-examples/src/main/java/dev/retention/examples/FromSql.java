package dev.retention.examples;

import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Movements;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueItem;
import dev.retention.movement.RevenueMovements;
import dev.retention.movement.RevenueRate;
import dev.retention.movement.Spells;
import dev.retention.segment.OrderSequence;
import dev.retention.segment.OrderSequenceTable;
import dev.retention.segment.Rfm;
import dev.retention.segment.RfmScores;
import dev.retention.segment.TimeToOrder;
import dev.retention.survival.CustomerTenures;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.SurvivalCurve;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import dev.retention.value.RealisedValue;
import dev.retention.value.RealisedValues;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** "What becomes of my queries?" What docs/from-sql.md shows beside the SQL, on the rows that it queries. */
public final class FromSql {
    private FromSql() {}

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Currency EUR = Currency.getInstance("EUR");

    /** An order, as table {@code orders} has it, the day in Berlin beside the instant. */
    record Order(int id, String customer, Instant at, BigDecimal amount) {
        static Order of(int id, String customer, String at, String amount) {
            return new Order(id, customer, Instant.parse(at), new BigDecimal(amount));
        }

        LocalDate day() {
            return at.atZone(BERLIN).toLocalDate();
        }
    }

    static final List<Order> ORDERS = List.of(
            Order.of(1, "Ann", "2026-01-31T23:30:00Z", "40.00"), // in Berlin it is February
            Order.of(2, "Bob", "2026-01-10T10:00:00Z", "25.00"),
            Order.of(3, "Bob", "2026-02-12T10:00:00Z", "25.00"),
            Order.of(4, "Cleo", "2026-01-20T10:00:00Z", "60.00"),
            Order.of(5, "Cleo", "2026-03-05T10:00:00Z", "60.00"),
            Order.of(6, "Dan", "2026-02-14T10:00:00Z", "30.00"),
            Order.of(7, "Ann", "2026-03-10T10:00:00Z", "35.00"),
            Order.of(8, "Eve", "2026-03-15T10:00:00Z", "20.00"),
            Order.of(9, "Bob", "2026-04-02T10:00:00Z", "25.00"));

    /** A line of an order, as table {@code lines} has it. */
    record Line(int order, String sku, BigDecimal amount) {}

    static final List<Line> LINES = List.of(
            new Line(6, "tea", new BigDecimal("10.00")),
            new Line(6, "pot", new BigDecimal("20.00")),
            new Line(7, "tea", new BigDecimal("15.00")),
            new Line(7, "cup", new BigDecimal("20.00")));

    /** A change of what a customer pays per month, as table {@code changes} has it. */
    record Change(String customer, LocalDate day, BigDecimal delta) {
        static Change of(String customer, String day, String delta) {
            return new Change(customer, LocalDate.parse(day), new BigDecimal(delta));
        }
    }

    static final List<Change> CHANGES = List.of(
            Change.of("Fay", "2026-01-05", "100.00"),
            Change.of("Fay", "2026-03-09", "50.00"),
            Change.of("Gus", "2026-01-07", "100.00"),
            Change.of("Gus", "2026-03-11", "-40.00"),
            Change.of("Hal", "2026-01-08", "100.00"),
            Change.of("Hal", "2026-03-20", "-100.00"),
            Change.of("Ida", "2026-01-09", "80.00"),
            Change.of("Ida", "2026-02-10", "-80.00"),
            Change.of("Ida", "2026-03-15", "80.00"), // is back
            Change.of("Jon", "2026-03-21", "70.00"));

    /** A subscription, as table {@code subscriptions} has it; without an end while it runs. */
    record Subscription(
            String customer, LocalDate started, @Nullable LocalDate ended) {
        static Subscription of(String customer, String started, @Nullable String ended) {
            return new Subscription(customer, LocalDate.parse(started), ended == null ? null : LocalDate.parse(ended));
        }
    }

    static final List<Subscription> SUBSCRIPTIONS = List.of(
            Subscription.of("Kim", "2026-01-01", "2026-01-31"),
            Subscription.of("Lea", "2026-01-01", "2026-03-12"),
            Subscription.of("Max", "2026-01-05", null),
            Subscription.of("Nia", "2026-01-10", null),
            Subscription.of("Oli", "2026-03-20", null));

    // region store
    static final HistoryStore<String> orders = HistoryStore.ofInstants(Order::customer, Order::at)
            .amounts(Order::amount, EUR)
            .from(ORDERS);
    static final HistoryStore<String> values = HistoryStore.ofDates(Change::customer, Change::day)
            .amounts(Change::delta, EUR)
            .from(CHANGES);
    static final LocalDate today = LocalDate.of(2026, 4, 10); // the day up to which the data are complete
    static final Timeline months = Timeline.monthly(today).inZone(BERLIN);
    // endregion

    /**
     * Prints every figure.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        figures().forEach((query, figures) -> out.println(query + " " + figures));
    }

    /** The figures of the library by query. */
    static Map<String, Map<String, Object>> figures() {
        Map<String, Map<String, Object>> figures = new LinkedHashMap<>();
        figures.put("cohorts", cohorts(new LinkedHashMap<>()));
        figures.put("retention", retention(new LinkedHashMap<>()));
        figures.put("lost", lost(new LinkedHashMap<>()));
        figures.put("movements", movements(new LinkedHashMap<>()));
        figures.put("net", net(new LinkedHashMap<>()));
        figures.put("rfm", rfm(new LinkedHashMap<>()));
        figures.put("repeat", repeat(new LinkedHashMap<>()));
        figures.put("value", value(new LinkedHashMap<>()));
        figures.put("gaps", gaps(new LinkedHashMap<>()));
        figures.put("stay", stay(new LinkedHashMap<>()));
        return figures;
    }

    private static Map<String, Object> cohorts(Map<String, Object> found) {
        // region cohorts
        CohortTable<String> table = CohortRetention.over(months).of(orders);
        table.rows().forEach(row -> found.put(row.period().toString(), row.size()));
        // endregion
        found.remove("2026-04"); // without a customer, and of such a month SQL has no row
        return found;
    }

    private static Map<String, Object> retention(Map<String, Object> found) {
        // region retention
        CohortTable<String> table = CohortRetention.over(months).of(orders);
        for (CohortTable<String>.Row row : table.rows()) {
            for (CohortTable<String>.Cell cell : row.cells()) {
                String place = row.period() + " age " + cell.ages().first();
                String soFar = cell.state() == CellState.PARTIAL ? " so far" : "";
                cell.count().ifPresent(count -> found.put(place + soFar, count)); // none where the data do not reach
            }
        }
        // endregion
        found.remove("2026-04 age 0 so far");
        return found;
    }

    private static Map<String, Object> lost(Map<String, Object> found) {
        // region lost
        Movements<String> table = CustomerMovements.over(months).of(orders);
        for (Movements<String>.InPeriod month : table.periods()) {
            String soFar = month.state() == CellState.PARTIAL ? " so far" : "";
            found.put(month.period() + soFar, month.lost().count());
        }
        // endregion
        found.values().removeIf(count -> count.equals(0L));
        return found;
    }

    private static Map<String, Object> movements(Map<String, Object> found) {
        // region movements
        RevenueMovements<String>.InPeriod march =
                RecurringRevenue.over(months).of(values).inPeriod("2026-03");
        found.put("new", march.amount(RevenueItem.NEW));
        found.put("reactivation", march.amount(RevenueItem.REACTIVATION));
        found.put("expansion", march.amount(RevenueItem.EXPANSION));
        found.put("contraction", march.amount(RevenueItem.CONTRACTION));
        found.put("churn", march.amount(RevenueItem.CHURN));
        // endregion
        return found;
    }

    private static Map<String, Object> net(Map<String, Object> found) {
        // region net
        RevenueMovements<String>.InPeriod march =
                RecurringRevenue.over(months).of(values).inPeriod("2026-03");
        RevenueRate net = march.rate(RevenueFormula.NRR_COHORT).orElseThrow();
        found.put("net retention", net.asDouble());
        // endregion
        return found;
    }

    private static Map<String, Object> rfm(Map<String, Object> found) {
        // region rfm
        RfmScores<String> scores =
                Rfm.asOf(today).inZone(BERLIN).by(Rfm.Method.QUANTILES, 2).of(orders);
        for (String customer : List.of("Ann", "Bob", "Cleo", "Dan", "Eve")) {
            found.put(customer, scores.scoreOf(customer).orElseThrow().frequency());
        }
        // endregion
        return found;
    }

    private static Map<String, Object> repeat(Map<String, Object> found) {
        // region repeat
        OrderSequenceTable<String> sequence = OrderSequence.over(months).of(orders);
        found.put("repeat rate", sequence.order(2).shareReaching().orElseThrow().asDouble()); // 3 of 5
        // endregion
        return found;
    }

    private static Map<String, Object> value(Map<String, Object> found) {
        // region value
        RealisedValues<String> spent = RealisedValue.over(months).within(30).of(orders);
        for (String cohort : List.of("2026-01", "2026-02", "2026-03")) {
            spent.of(cohort).ifPresent(value -> found.put(cohort, value.asDouble()));
        }
        // endregion
        return found;
    }

    private static Map<String, Object> gaps(Map<String, Object> found) {
        // region gaps
        SurvivalCurve waiting =
                KaplanMeier.withDefaults().estimate(TimeToOrder.over(months).of(orders));
        found.put("within 40 days", 1 - waiting.at(40).orElseThrow());
        // endregion
        return found;
    }

    private static Map<String, Object> stay(Map<String, Object> found) {
        // region stay
        record Moment(String customer, LocalDate day, String kind) {}
        HistoryStore<String> store = HistoryStore.ofDates(Moment::customer, Moment::day)
                .codes(Moment::kind)
                .from(SUBSCRIPTIONS.stream().<Moment>mapMulti((row, each) -> {
                    each.accept(new Moment(row.customer(), row.started(), "started"));
                    if (row.ended() != null) {
                        each.accept(new Moment(row.customer(), row.ended(), "ended"));
                    }
                }));
        Spells spells = Spells.between("started", "ended");
        SurvivalCurve curve = KaplanMeier.withDefaults()
                .estimate(CustomerTenures.over(Timeline.monthly(today), spells).of(store));
        found.put("stay 60 days", curve.at(60).orElseThrow());
        // endregion
        return found;
    }
}
