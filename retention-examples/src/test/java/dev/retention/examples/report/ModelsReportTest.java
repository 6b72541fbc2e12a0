package dev.retention.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.DiscountRate;
import dev.retention.Parameter;
import dev.retention.examples.OrderSimulator;
import dev.retention.history.HistoryStore;
import dev.retention.model.BgNbd;
import dev.retention.model.FitStatus;
import dev.retention.model.GammaGamma;
import dev.retention.model.MbgNbd;
import dev.retention.model.ModelFit;
import dev.retention.model.ParetoNbd;
import dev.retention.model.PurchaseModel;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.NonPositiveSpend;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.value.CustomerBaseValue;
import dev.retention.value.EstimatedLifetimeValue;
import dev.retention.value.ValueTerms;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report says of models, against the library called directly and against the orders counted anew. */
class ModelsReportTest {
    private static final LocalDate AS_OF = OrderSimulator.LAST_DAY;
    private static final LocalDate HOLDOUT = LocalDate.of(2025, 7, 1);
    private static final int CUSTOMERS = 400;

    /** The orders of the first customers of the simulated shop. */
    private static final List<String[]> ORDERS = OrderSimulator.csvLines().stream()
            .skip(1)
            .map(line -> line.split(",", -1))
            .filter(fields -> Integer.parseInt(fields[0].substring(1)) <= CUSTOMERS)
            .toList();

    @TempDir
    Path folder;

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    @Test
    void fitsAsTheLibraryDoes() throws IOException {
        assertThat(run("--models", "--time-unit", "week", "--margin", "30", "--discount", "15"))
                .isZero();
        Object json = json();
        CustomerPurchases<String> purchases = purchases(PurchaseCounting.weekly(AS_OF));
        ModelFit<GammaGamma> spend = GammaGamma.fitter().fit(purchases.spendSummary(NonPositiveSpend.LEAVE_OUT));
        List<ModelFit<?>> fits = List.of(
                BgNbd.fitter().fit(purchases.summary()),
                ParetoNbd.fitter().fit(purchases.summary()),
                MbgNbd.fitter().fit(purchases.summary()),
                spend);
        List<String> names = List.of("BG/NBD", "Pareto/NBD", "MBG/NBD", "Gamma-Gamma");
        List<List<String>> parameters = List.of(
                List.of("r", "alpha", "a", "b"),
                List.of("r", "alpha", "s", "beta"),
                List.of("r", "alpha", "a", "b"),
                List.of("p", "q", "gamma"));
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < 4; i++) {
            Object model = MinimalJson.at(json, "models", i);
            assertThat(((Map<?, ?>) model).keySet().stream().map(Object::toString))
                    .contains(
                            "name",
                            "timeUnit",
                            "customers",
                            "parameters",
                            "standardErrors",
                            "logLikelihood",
                            "status",
                            "warnings");
            assertThat(MinimalJson.at(model, "name")).isEqualTo(names.get(i));
            assertThat(MinimalJson.at(model, "timeUnit")).isEqualTo("week");
            assertThat(MinimalJson.at(model, "status")).isEqualTo(FitStatus.CONVERGED.name());
            assertThat(((Map<?, ?>) MinimalJson.at(model, "parameters"))
                            .keySet().stream().map(Object::toString))
                    .containsExactlyElementsOf(parameters.get(i));
            for (Parameter parameter : fits.get(i).parameters()) {
                assertThat(number(model, "parameters", parameter.name()))
                        .isCloseTo(parameter.estimate(), within(1e-9 * parameter.estimate()));
                assertThat(number(model, "standardErrors", parameter.name()))
                        .isCloseTo(parameter.standardError().orElseThrow(), within(1e-9));
            }
            assertThat(number(model, "logLikelihood")).isCloseTo(fits.get(i).logLikelihood(), within(1e-9));
            assertThat(number(model, "customers")).isEqualTo(fits.get(i).observations());
            best = i < 3 ? Math.max(best, fits.get(i).logLikelihood()) : best;
        }
        for (ModelFit<?> fit : fits.subList(0, 3)) {
            if (fit.logLikelihood() == best) {
                check(purchases, fit, spend, json);
            }
        }
    }

    private void check(CustomerPurchases<String> purchases, ModelFit<?> fit, ModelFit<GammaGamma> spend, Object json)
            throws IOException {
        @SuppressWarnings("unchecked") // The first three fits are of models of purchasing.
        ModelFit<? extends PurchaseModel> best = (ModelFit<? extends PurchaseModel>) fit;
        var estimate = EstimatedLifetimeValue.of(best, spend, ValueTerms.of(0.30, DiscountRate.percentPerYear(15)));
        CustomerBaseValue<String> base = CustomerBaseValue.of(estimate.value(), purchases);
        double total = base.total().orElseThrow().total();
        var interval = estimate.interval(
                value -> CustomerBaseValue.of(value, purchases)
                        .total()
                        .orElseThrow()
                        .total(),
                0.95);
        assertThat(number(json, "customerBase", "value")).isCloseTo(total, within(1e-6));
        assertThat(number(json, "customerBase", "lower")).isCloseTo(interval.lower(), within(1e-6));
        assertThat(number(json, "customerBase", "upper")).isCloseTo(interval.upper(), within(1e-6));

        // The customers, one by one, from the file.
        List<String> lines = Files.readAllLines(folder.resolve("out/customers.csv"));
        assertThat(lines.get(0))
                .isEqualTo("customer,frequency,last_purchase,p_alive_before,p_alive,expected_purchases,"
                        + "lifetime_value,value_at_risk,model");
        assertThat(lines).hasSize(CUSTOMERS + 1);
        Map<String, Double> slipped = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            String customer = fields[0].replace("\"", "");
            PurchaseHistory history = purchases.historyOf(customer).orElseThrow();
            double alive = best.model().probabilityAlive(history);
            double value = base.of(customer).orElseThrow();
            assertThat(Double.parseDouble(fields[4])).isCloseTo(alive, within(1e-6));
            assertThat(Double.parseDouble(fields[5]))
                    .isCloseTo(best.model().expectedPurchases(history, 52), within(1e-6));
            assertThat(Double.parseDouble(fields[6])).isCloseTo(value, within(0.0051));
            LocalDate last = days(customer, AS_OF).last();
            assertThat(fields[2]).isEqualTo(last.toString());
            long silent = ChronoUnit.DAYS.between(last, AS_OF);
            if (silent < 28) {
                assertThat(fields[3]).isEmpty();
                assertThat(fields[7]).isEmpty();
            } else {
                double before = best.model()
                        .probabilityAlive(PurchaseHistory.of(
                                history.frequency(),
                                history.recency(),
                                Math.max(history.recency(), history.age() - 4)));
                assertThat(Double.parseDouble(fields[3])).isCloseTo(before, within(1e-6));
                slipped.put(customer, value / alive * Math.max(0, before - alive));
                assertThat(Double.parseDouble(fields[7]))
                        .isCloseTo(slipped.get(customer), within(0.0051 + 1e-9 * value));
            }
        }
        List<String> atRisk = slipped.entrySet().stream()
                .sorted((one, other) -> Double.compare(other.getValue(), one.getValue()))
                .limit(10)
                .map(Map.Entry::getKey)
                .toList();
        List<String> shown = ((List<?>) MinimalJson.at(json, "customersAtRisk", "customers"))
                .stream()
                        .map(each -> MinimalJson.at(each, "customer").toString())
                        .toList();
        assertThat(shown).isEqualTo(atRisk);
        assertThat(stdout.toString()).contains("Customers at risk", atRisk.get(0), "profit at a margin of 30 %");
        assertThat(page()).contains("Customers at risk", ">" + atRisk.get(9) + "<", "chart-frequencies");
    }

    @Test
    void tracksAsCountedAnew() throws IOException {
        assertThat(run("--models", "--holdout-from", HOLDOUT.toString(), "--horizon", "26"))
                .isZero();
        Object json = json();
        CustomerPurchases<String> purchases =
                purchases(PurchaseCounting.weekly(AS_OF).holdoutFrom(HOLDOUT));
        LocalDate until = HOLDOUT.minusDays(1);
        Map<String, TreeSet<LocalDate>> known = new TreeMap<>();
        ORDERS.forEach(fields -> known.computeIfAbsent(fields[0], customer -> days(customer, AS_OF)));
        known.values().removeIf(days -> days.first().isAfter(until));
        BgNbd model = BgNbd.fitter().fit(purchases.summary()).requireConverged();
        Object tracking = MinimalJson.at(json, "models", 0, "tracking");
        long repeats = 0;
        double squares = 0;
        int periods = 0;
        for (String part : List.of("calibration", "holdout")) {
            for (Object period : (List<?>) MinimalJson.at(tracking, part)) {
                LocalDate from = LocalDate.parse(MinimalJson.at(period, "from").toString());
                LocalDate to = LocalDate.parse(MinimalJson.at(period, "to").toString());
                assertThat(to.isAfter(until)).isEqualTo(part.equals("holdout"));
                long actual = known.values().stream()
                        .mapToLong(days -> days.subSet(from, true, to, true).stream()
                                .filter(day -> !day.equals(days.first()))
                                .count())
                        .sum();
                double expected = 0;
                for (TreeSet<LocalDate> days : known.values()) {
                    expected += upTo(model, days.first(), to) - upTo(model, days.first(), from.minusDays(1));
                }
                repeats += actual;
                assertThat(number(period, "actual")).isEqualTo(actual);
                assertThat(number(period, "expected")).isCloseTo(expected, within(1e-8));
                assertThat(number(period, "cumulativeActual")).isEqualTo(repeats);
                if (part.equals("holdout")) {
                    squares += (expected - actual) * (expected - actual);
                    periods++;
                }
            }
        }
        assertThat(number(tracking, "holdoutErrors", "rmse")).isCloseTo(Math.sqrt(squares / periods), within(1e-8));
        // Customers by repeat purchases: all of them, once.
        double expectedCustomers = 0;
        for (Object row : (List<?>) MinimalJson.at(tracking, "frequencies")) {
            int x = (int) number(row, "repeatPurchases");
            long actual = known.values().stream()
                    .mapToLong(days -> days.headSet(until, true).size() - 1)
                    .filter(count -> x == 7 ? count >= 7 : count == x)
                    .count();
            assertThat(number(row, "actual")).isEqualTo(actual);
            expectedCustomers += number(row, "expected");
        }
        assertThat(expectedCustomers).isCloseTo(known.size(), within(1e-8));
        long came = known.values().stream()
                .mapToLong(days -> days.tailSet(HOLDOUT, true).size())
                .sum();
        double foreseen = 0;
        for (int i = 0; i < purchases.customers(); i++) {
            foreseen += model.expectedPurchases(purchases.history(i), purchases.holdoutLength());
        }
        assertThat(number(json, "models", 0, "holdout", "purchases")).isEqualTo(came);
        assertThat(number(json, "models", 0, "holdout", "expected")).isCloseTo(foreseen, within(1e-8));
        assertThat(MinimalJson.at(json, "modelAdvice").toString())
                .contains("in the holdout", "that came nearest to the purchases in the holdout", "seasons");
        assertThat(MinimalJson.at(json, "customerBase", "terms").toString())
                .isEqualTo(
                        "revenue, since no --margin was given, discounted by 10 % a year, the default of --discount, "
                                + "within 26 weeks");
        assertThat(page()).contains("chart-tracking", "chart-cumulative", "right of the upright line");
    }

    private static double upTo(PurchaseModel model, LocalDate first, LocalDate day) {
        long age = ChronoUnit.DAYS.between(first, day);
        return age <= 0 ? 0 : model.expectedPurchases(age / 7.0);
    }

    @Test
    void countsInDaysAndMonths() throws IOException {
        assertThat(run("--models", "--time-unit", "day")).isZero();
        double days = number(json(), "models", 0, "parameters", "alpha");
        assertThat(run("--models", "--time-unit", "month")).isZero();
        assertThat(MinimalJson.at(json(), "models", 0, "timeUnit")).isEqualTo("month");
        double months = number(json(), "models", 0, "parameters", "alpha");
        // The same model in other units of time.
        assertThat(days).isCloseTo(months * 365.25 / 12, within(1e-4 * days));
    }

    @Test
    void refusesBadOptionsInOneLine() throws IOException {
        assertRefused("--margin 0 must be above 0 and at most 100", "--models", "--margin", "0");
        assertRefused("--margin 100.1 must be above 0 and at most 100", "--models", "--margin", "100.1");
        assertRefused("--discount -1 must be from 0 to 1000", "--models", "--discount", "-1");
        assertRefused(
                "--discount 0 needs --horizon: without either, value has no bound", "--models", "--discount", "0");
        assertRefused("--horizon 0 must be from 1 to 36500", "--models", "--horizon", "0");
        assertRefused("--horizon 26 needs --models", "--horizon", "26");
        assertRefused("--holdout-from 2025-07-01 needs --models", "--holdout-from", "2025-07-01");
        assertRefused(
                "--holdout-from 2026-01-01 must not be after the as-of day 2025-12-31",
                "--models",
                "--as-of",
                "2025-12-31",
                "--holdout-from",
                "2026-01-01");
        assertThat(run("--models", "--time-unit", "fortnight")).isEqualTo(2);
        assertThat(stderr.toString().lines()).hasSize(1);
        assertThat(stderr.toString()).contains("--time-unit", "fortnight");
        assertThat(run("--models", "--discount", "0", "--horizon", "13")).isZero();
    }

    @Test
    void leavesNoCustomersOfAnEarlierRunBehind() throws IOException {
        Path customers = folder.resolve("out/customers.csv");
        assertThat(run("--models")).isZero();
        assertThat(customers).exists();
        assertThat(run()).isZero();
        assertThat(customers).doesNotExist();
        assertThat(stdout.toString()).contains("Removed " + customers);
        // What is not ours stays as it is.
        Files.writeString(customers, "customer,town\n");
        assertThat(run()).isZero();
        assertThat(customers).hasContent("customer,town\n");
        assertThat(run("--models")).isEqualTo(2);
        assertThat(stderr.toString()).contains("customers.csv there is not of this report");
        assertThat(customers).hasContent("customer,town\n");
    }

    private void assertRefused(String message, String... options) throws IOException {
        assertThat(run(options)).isEqualTo(2);
        assertThat(stderr.toString()).isEqualTo(message + System.lineSeparator());
    }

    private int run(String... options) throws IOException {
        Path file = folder.resolve("orders.csv");
        List<String> lines = new ArrayList<>(List.of("customer,date,amount"));
        ORDERS.forEach(fields -> lines.add(String.join(",", List.of(fields).subList(0, 3))));
        Files.write(file, lines);
        List<String> args = new ArrayList<>(
                List.of(file.toString(), "--out", folder.resolve("out").toString(), "--as-of", AS_OF.toString()));
        if (List.of(options).contains("--as-of")) {
            args.subList(3, 5).clear();
        }
        args.addAll(List.of(options));
        args.addAll(List.of("--currency", "USD"));
        stdout.getBuffer().setLength(0);
        stderr.getBuffer().setLength(0);
        return ReportCommand.run(
                args.toArray(new String[0]), new PrintWriter(stdout, true), new PrintWriter(stderr, true), false);
    }

    private static CustomerPurchases<String> purchases(PurchaseCounting counting) {
        return counting.of(HistoryStore.ofDates((String[] fields) -> fields[0], fields -> LocalDate.parse(fields[1]))
                .amounts(fields -> new BigDecimal(fields[2]), Currency.getInstance("USD"))
                .from(ORDERS));
    }

    /** The days on which a customer ordered. */
    private static TreeSet<LocalDate> days(String customer, LocalDate upTo) {
        TreeSet<LocalDate> days = new TreeSet<>();
        for (String[] fields : ORDERS) {
            if (fields[0].equals(customer)) {
                days.add(LocalDate.parse(fields[1]));
            }
        }
        return new TreeSet<>(days.headSet(upTo, true));
    }

    private Object json() throws IOException {
        return MinimalJson.parse(Files.readString(folder.resolve("out/report.json")));
    }

    private String page() throws IOException {
        return Files.readString(folder.resolve("out/report.html"));
    }

    private static double number(Object json, Object... path) {
        return ((BigDecimal) MinimalJson.at(json, path)).doubleValue();
    }
}
