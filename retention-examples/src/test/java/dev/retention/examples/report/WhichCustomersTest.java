package dev.retention.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The section of which customers, against the same figures worked out in the plainest way, and of odd data. */
class WhichCustomersTest {

    private static final String HEAD = "customer,date,amount,channel\n";

    @TempDir
    Path folder;

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    @Test
    void tellsOnWhomWeDepend() throws IOException {
        PlainOrders plain = PlainOrders.of(bundled());
        assertThat(run(bundledFile())).isZero();
        Object dependence = which("dependence");
        List<BigDecimal> spent = plain.spent();
        BigDecimal all = spent.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(count(dependence, "customers")).isEqualTo(3_000);
        assertThat(amount(dependence, "amount")).isEqualByComparingTo(all);
        BigDecimal ten = spent.subList(0, 10).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(number(dependence, "top", "share")).isCloseTo(ten.doubleValue() / all.doubleValue(), within(1e-12));
        BigDecimal sum = BigDecimal.ZERO;
        int half = 0;
        while (sum.add(sum).compareTo(all) < 0) {
            sum = sum.add(spent.get(half++));
        }
        assertThat(count(dependence, "half", "customers")).isEqualTo(half);
        assertThat(number(dependence, "gini", "value")).isCloseTo(plain.gini(), within(1e-9));
        assertThat(number(dependence, "gini", "lower")).isLessThan(plain.gini());
        assertThat(number(dependence, "gini", "upper")).isGreaterThan(plain.gini());
        double least = 0;
        for (int i = 0; i < 1500; i++) {
            least += spent.get(2999 - i).doubleValue();
        }
        assertThat(number(dependence, "lorenz", 25, "amount")).isCloseTo(least / all.doubleValue(), within(1e-9));
        assertThat(section())
                .contains("The 10 largest of 3,000 customers bring 6.3 % of the money; half of it comes from " + half
                        + " of them (11.6 %).")
                .contains("<svg viewBox=\"0 0 290 262\" role=\"img\" aria-label=\"Lorenz curve: The 10 largest")
                .doesNotContain("<svg style", "<rect style");
        assertThat(stdout.toString()).contains("Which customers", "The 10 largest of 3,000 customers");
    }

    @Test
    void tellsWhatIsLeftWithoutEachOfTheLargest() throws IOException {
        PlainOrders plain = PlainOrders.of(bundled());
        assertThat(run(bundledFile())).isZero();
        List<?> largest = (List<?>) which("dependence", "largest");
        assertThat(largest).hasSize(10);
        BigDecimal left = amount(which("dependence"), "amount");
        Map<String, BigDecimal> before = plain.inPeriod("2025-11");
        Map<String, BigDecimal> now = plain.inPeriod("2025-12");
        for (Object each : largest) {
            String customer = (String) MinimalJson.at(each, "customer");
            BigDecimal spent = PlainOrders.sum(plain.byCustomer().get(customer));
            assertThat(amount(each, "amount")).isEqualByComparingTo(spent);
            assertThat(amount(each, "amountWithout"))
                    .isEqualByComparingTo(amount(which("dependence"), "amount").subtract(spent));
            left = left.subtract(spent);
            assertThat(amount(each, "amountWithoutFirst")).isEqualByComparingTo(left);
            List<String> others = before.keySet().stream()
                    .filter(key -> !key.equals(customer))
                    .toList();
            assertThat(count(each, "retentionWithout", "total")).isEqualTo(others.size());
            assertThat(count(each, "retentionWithout", "count"))
                    .isEqualTo(others.stream().filter(now::containsKey).count());
        }
    }

    @Test
    void partsCustomersByRecencyFrequencyAndMoney() throws IOException {
        PlainOrders plain = PlainOrders.of(bundled());
        LocalDate asOf = plain.lastDay();
        double[][] edges = plain.edges(asOf);
        Map<String, String> segments = plain.segments(asOf, edges);
        assertThat(run(bundledFile())).isZero();
        long all = 0;
        for (Object each : (List<?>) which("rfm", "segments")) {
            String name = (String) MinimalJson.at(each, "name");
            List<String> members = segments.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(name))
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(count(each, "customers")).as(name).isEqualTo(members.size());
            assertThat(amount(each, "amount"))
                    .as(name)
                    .isEqualByComparingTo(members.stream()
                            .map(customer -> PlainOrders.sum(plain.byCustomer().get(customer)))
                            .reduce(BigDecimal.ZERO, BigDecimal::add));
            all += members.size();
        }
        assertThat(all).isEqualTo(3_000);
        Map<String, int[]> scores = plain.scores(asOf, edges);
        for (Object square : (List<?>) which("rfm", "map")) {
            assertThat(count(square, "customers"))
                    .isEqualTo(scores.values().stream()
                            .filter(score ->
                                    score[0] == count(square, "recency") && score[1] == count(square, "frequency"))
                            .count());
        }
        assertThat(section())
                .contains("R5: within 29 days", "R1: 392 days ago or more", "F5<br>6 or more orders", "F1<br>1 order")
                .contains("<b>516 customers (17.2 %) are champions and bring 47.4 % of the money.")
                .contains("256 customers (8.5 %) are slipping away (Can&#39;t lose them, At risk): they brought USD"
                        + " 50,805.47 and have not ordered for 210 days or more.");
    }

    @Test
    void tellsWhoWentFromSegmentToSegmentByTheSameEdges() throws IOException {
        PlainOrders plain = PlainOrders.of(bundled());
        LocalDate asOf = plain.lastDay();
        double[][] edges = plain.edges(asOf);
        Map<String, String> now = plain.segments(asOf, edges);
        Map<String, String> then = plain.until(asOf.minusYears(1)).segments(asOf.minusYears(1), edges);
        assertThat(run(bundledFile())).isZero();
        Object moves = which("rfm", "moves");
        assertThat(MinimalJson.at(moves, "since")).isEqualTo("2024-12-31");
        assertThat(count(moves, "customers")).isEqualTo(then.size());
        assertThat(count(moves, "new")).isEqualTo(3_000 - then.size());
        assertThat(count(moves, "stayed"))
                .isEqualTo(then.entrySet().stream()
                        .filter(each -> each.getValue().equals(now.get(each.getKey())))
                        .count());
        for (Object move : (List<?>) MinimalJson.at(moves, "largest")) {
            assertThat(count(move, "customers"))
                    .isEqualTo(then.entrySet().stream()
                            .filter(each -> each.getValue().equals(MinimalJson.at(move, "from")))
                            .filter(each -> Objects.equals(now.get(each.getKey()), MinimalJson.at(move, "to")))
                            .count());
        }
    }

    @Test
    void setsOrdersAgainstTheSameCustomersFirst() throws IOException {
        PlainOrders plain = PlainOrders.of(bundled());
        assertThat(run(bundledFile())).isZero();
        List<?> steps = (List<?>) which("orderSequence", "steps");
        assertThat(steps).hasSize(5);
        for (int k = 1; k <= 5; k++) {
            int number = k;
            Object step = steps.get(k - 1);
            List<List<BigDecimal>> reached = plain.byCustomer().values().stream()
                    .map(PlainOrders::byDay)
                    .filter(days -> days.size() >= number)
                    .toList();
            assertThat(count(step, "customers")).isEqualTo(reached.size());
            assertThat(number(step, "ownFirst")).isCloseTo(mean(reached, 0), within(1e-9));
            assertThat(number(step, "value")).isCloseTo(mean(reached, number - 1), within(1e-9));
        }
        assertThat(section())
                .contains("There is no clear sign that they spend more or less with time: their fifth order is worth"
                        + " 60.99")
                .contains("It flatters or belittles to set the fifth order against the first of everybody, which was"
                        + " worth 60.10");
    }

    private static double mean(List<List<BigDecimal>> customers, int day) {
        return customers.stream()
                .mapToDouble(days -> days.get(day).doubleValue())
                .average()
                .orElseThrow();
    }

    @Test
    void groupsAddUpToTheWhole() throws IOException {
        PlainOrders plain = PlainOrders.of(bundled());
        Map<String, String> groups = plain.groups();
        assertThat(run(bundledFile(), "--group-column", "channel")).isZero();
        Object money = which("groupMoney");
        assertThat(MinimalJson.at(money, "period")).isEqualTo("2025-12");
        assertThat(MinimalJson.at(money, "reference")).isEqualTo("2024-12");
        Map<String, BigDecimal> now = plain.inPeriod("2025-12");
        Map<String, BigDecimal> before = plain.inPeriod("2025-11");
        BigDecimal sum = BigDecimal.ZERO;
        for (Object group : (List<?>) MinimalJson.at(money, "groups")) {
            Predicate<String> own = key -> Objects.equals(groups.get(key), MinimalJson.at(group, "name"));
            assertThat(count(group, "now", "customers"))
                    .isEqualTo(now.keySet().stream().filter(own).count());
            assertThat(amount(group, "now", "amount")).isEqualByComparingTo(total(now, own));
            assertThat(amount(group, "then", "amount")).isEqualByComparingTo(total(plain.inPeriod("2024-12"), own));
            assertThat(amount(group, "change", "before")).isEqualByComparingTo(total(before, own));
            assertThat(amount(group, "change", "lost"))
                    .isEqualByComparingTo(total(before, own.and(key -> !now.containsKey(key))));
            assertThat(addedUp(group)).isEqualByComparingTo(amount(group, "now", "amount"));
            assertThat(count(group, "retention", "count"))
                    .isEqualTo(before.keySet().stream()
                            .filter(own)
                            .filter(now::containsKey)
                            .count());
            sum = sum.add(amount(group, "now", "amount"));
        }
        assertThat(sum).isEqualByComparingTo(amount(money, "all", "now", "amount"));
        assertThat(addedUp(MinimalJson.at(money, "all"))).isEqualByComparingTo(sum);
        assertThat(MinimalJson.at(money, "all", "now", "cost")).isSameAs(MinimalJson.NULL);
        assertThat(section()).doesNotContain("What is left of it").doesNotContain("Of whose money is most left?");
    }

    private static BigDecimal total(Map<String, BigDecimal> spent, Predicate<String> who) {
        return spent.entrySet().stream()
                .filter(each -> who.test(each.getKey()))
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal addedUp(Object group) {
        Object change = MinimalJson.at(group, "change");
        return amount(change, "before")
                .add(amount(change, "new"))
                .add(amount(change, "reactivated"))
                .add(amount(change, "more"))
                .subtract(amount(change, "less"))
                .subtract(amount(change, "lost"))
                .add(amount(change, "movedIn"))
                .subtract(amount(change, "movedOut"));
    }

    @Test
    void tellsWhatIsLeftWhereCostsAreKnown() throws IOException {
        String file = "customer,date,amount,channel,cost\n"
                + "a,2025-01-05,100.00,web,60.00\nb,2025-01-06,10.00,web,2.00\nc,2025-01-07,80.00,shop,95.00\n"
                + "a,2025-02-05,50.00,web,30.00\nc,2025-02-07,20.00,shop,25.00\n";
        assertThat(run(file, "--group-column", "channel", "--cost-column", "cost", "--as-of", "2025-02-28"))
                .isZero();
        Object all = which("groupMoney", "all");
        assertThat(amount(all, "now", "amount")).isEqualByComparingTo("70.00");
        assertThat(amount(all, "now", "cost")).isEqualByComparingTo("55.00");
        assertThat(amount(all, "now", "profit")).isEqualByComparingTo("15.00");
        assertThat(section())
                .contains("What is left of it after what the orders cost", "Of whose money is most left?")
                .contains("Of USD 260.00 that customers spent 48.00 is left after what their orders cost; 1 customer"
                        + " costs more than they bring.");
        // Means: 260 / 3 = 86.67 of money and 48 / 3 = 16 of profit; a has 150 and 60, b 10 and 8, c 100 and −20.
        assertThat(((List<?>) which("profit", "parts"))
                        .stream().map(part -> MinimalJson.at(part, "name") + " " + MinimalJson.at(part, "customers")))
                .containsExactly(
                        "high money, high profit 1",
                        "high money, low profit 1",
                        "low money, high profit 0",
                        "low money, low profit 1");
        assertThat(run(file.replace("95.00", ""), "--cost-column", "cost")).isEqualTo(2);
        assertThat(stderr.toString()).contains("orders.csv:4: no cost in column cost");
        assertThat(run(file.replace("95.00", ""), "--cost-column", "cost", "--lenient", "--as-of", "2025-02-28"))
                .isZero();
        assertThat(MinimalJson.at(json(), "excludedByReason", "BAD_COST")).isEqualTo(BigDecimal.ONE);
        assertThat(which("profit")).isNotSameAs(MinimalJson.NULL);
        assertThat(which("groupMoney")).isSameAs(MinimalJson.NULL);
    }

    @Test
    void everyFigureOpensToItsCustomers() throws IOException {
        assertThat(run(
                        bundledFile().lines().limit(4_000).reduce("", (a, b) -> a + b + "\n"),
                        "--group-column",
                        "channel"))
                .isZero();
        String page = page();
        String lists = page.substring(page.indexOf("\"cells\":"));
        Matcher opening =
                Pattern.compile("data-cell=\"([^\"]+)\" data-count=\"(\\d+)\"").matcher(section());
        int openings = 0;
        while (opening.find()) {
            Matcher list = Pattern.compile("\"" + Pattern.quote(opening.group(1)) + "\": ?\\[([^]]*)]")
                    .matcher(lists);
            assertThat(list.find()).as(opening.group(1)).isTrue();
            assertThat(list.group(1).split(",")).as(opening.group(1)).hasSize(Integer.parseInt(opening.group(2)));
            assertThat(page).contains("\"" + opening.group(1) + "\": \"");
            openings++;
        }
        assertThat(openings).isGreaterThan(30);
    }

    @Test
    void opensASegmentByItsName() throws IOException {
        assertThat(run(bundledFile(), "--open", "segment:cant-lose-them")).isZero();
        assertThat(MinimalJson.at(json(), "opened", "cell")).isEqualTo("segment:cant-lose-them");
        assertThat((List<?>) MinimalJson.at(json(), "opened", "customers")).hasSize(53);
        assertThat(run(bundledFile(), "--open", "segment:nobody")).isEqualTo(2);
        assertThat(stderr.toString()).contains("and further segment:champions", "top:10", "order:5");
    }

    @Test
    void namesNobodyWhereNobodyMayBeNamed() throws IOException {
        assertThat(run(bundledFile(), "--no-customers", "--group-column", "channel"))
                .isZero();
        assertThat(section()).doesNotContain("C2863").contains("No. 1").doesNotContain("Open the 10 largest");
        assertThat(Files.readString(folder.resolve("out/report.json"))).doesNotContain("C2863", "\"customer\":");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one,2025-01-05,5,x\n",
                "one,2025-01-05,0,x\ntwo,2025-01-05,0,x\n",
                "a,2025-01-05,5,x\nb,2025-01-05,5,x\nc,2025-01-05,5,y\n",
                "a,2025-01-05,5,x\na,2025-01-05,5,x\nb,2025-03-05,5,y\n",
                "a,2025-01-05,5,x\na,2025-02-05,-9,x\nb,2025-02-05,-3,y\n",
            })
    void saysLittleOfLittle(String lines) throws IOException {
        assertThat(run(HEAD + lines, "--group-column", "channel", "--refunds", "count"))
                .as(stderr.toString())
                .isZero();
        assertThat(section())
                .contains("too few customers")
                .doesNotContain("NaN")
                .doesNotContain("Infinity");
        assertThat(which("rfm", "moves")).isSameAs(MinimalJson.NULL);
        assertThat(which("rfm", "warnings")).asString().contains("of 5 classes: too few customers");
    }

    @Test
    void saysThatNobodySpentAnything() throws IOException {
        assertThat(run(HEAD + "one,2025-01-05,0,x\ntwo,2025-02-05,0,x\n")).isZero();
        assertThat(section()).contains("Nobody spent anything, so that nothing hangs on anybody.");
        assertThat(which("dependence")).isSameAs(MinimalJson.NULL);
    }

    @Test
    void saysWhoIsTiedAndThatNobodyCameBack() throws IOException {
        StringBuilder file = new StringBuilder(HEAD);
        for (int i = 0; i < 60; i++) {
            file.append("c" + i + ",2025-01-" + (i % 28 < 9 ? "0" : "") + (i % 28 + 1) + ",5.00,x\n");
        }
        assertThat(run(file.toString(), "--as-of", "2025-03-31")).isZero();
        assertThat(section())
                .contains("60 customers spent at least as much as the last of the 10 largest, so that who of those tied"
                        + " is listed is chance.")
                .contains("Gini 0.000")
                .contains("Nobody has ordered on a second day yet, of 60 customers.")
                .contains("Money has 1 of 5 classes")
                .contains("nobody: tied");
        assertThat((List<?>) which("dependence", "largest")).hasSize(10);
    }

    @Test
    void countsWhoWasPaidBackMoreThanSheSpent() throws IOException {
        StringBuilder file = new StringBuilder(HEAD);
        for (int i = 0; i < 40; i++) {
            file.append("c" + i + ",2025-01-05," + (i + 1) + ".00,x\n");
        }
        file.append("back,2025-01-05,5.00,x\nback,2025-01-06,-25.00,x\n");
        assertThat(run(file.toString(), "--refunds", "count")).isZero();
        assertThat(count(which("dependence"), "paidBackMore", "customers")).isEqualTo(1);
        assertThat(amount(which("dependence"), "paidBackMore", "amount")).isEqualByComparingTo("-20.00");
        assertThat(section()).contains("1 customer was paid back more than they spent, USD -20.00 in all");
    }

    @Test
    void mentionsInTheSummaryThatMuchHangsOnTen() throws IOException {
        StringBuilder file = new StringBuilder(HEAD);
        for (int i = 0; i < 120; i++) {
            file.append("c" + i + ",2025-01-05," + (i < 10 ? "100" : "1") + ".00,x\n");
        }
        assertThat(run(file.toString())).isZero();
        String finding =
                "The 10 largest of 120 customers bring 90.1 % of the money; half of it comes from 6 of them (5.0 %).";
        assertThat(MinimalJson.at(json(), "findings").toString()).contains(finding);
        assertThat(run(bundledFile())).isZero();
        assertThat(MinimalJson.at(json(), "findings").toString()).doesNotContain("The 10 largest");
    }

    @Test
    void setsNoRunningPeriodBesideAWholeOne() throws IOException {
        assertThat(run(bundledFile(), "--group-column", "channel", "--as-of", "2025-12-15"))
                .isZero();
        assertThat(MinimalJson.at(which("groupMoney"), "period")).isEqualTo("2025-11");
        assertThat(MinimalJson.at(which("groupMoney"), "reference")).isEqualTo("2024-11");
        assertThat(run(HEAD + "a,2025-01-05,5,x\nb,2025-01-06,5,y\n", "--group-column", "channel"))
                .isZero();
        assertThat(which("groupMoney")).isSameAs(MinimalJson.NULL);
    }

    @Test
    void escapesWhatTheFileSays() throws IOException {
        String evil = "<script>alert(1)</script>";
        StringBuilder file = new StringBuilder("customer,date,amount,<b>kind\n");
        for (String day : List.of("2025-01-05", "2025-02-05")) {
            file.append(evil + "," + day + ",50,\"</td>" + evil + "\"\nb," + day + ",5,\"'onload='\"\n");
        }
        assertThat(run(file.toString(), "--group-column", "<b>kind", "--as-of", "2025-02-28"))
                .isZero();
        assertThat(section())
                .doesNotContain(evil)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("“&lt;/td&gt;&lt;script&gt;")
                .contains("groups by “&lt;b&gt;kind”");
    }

    private Object which(Object... path) throws IOException {
        return MinimalJson.at(MinimalJson.at(json(), "whichCustomers"), path);
    }

    private static long count(Object json, Object... path) {
        return ((BigDecimal) MinimalJson.at(json, path)).longValueExact();
    }

    private static double number(Object json, Object... path) {
        return ((BigDecimal) MinimalJson.at(json, path)).doubleValue();
    }

    private static BigDecimal amount(Object json, Object... path) {
        return new BigDecimal((String) MinimalJson.at(json, path));
    }

    private static List<String> bundled() throws IOException {
        return bundledFile().lines().skip(1).toList();
    }

    private static String bundledFile() throws IOException {
        try (InputStream in = Objects.requireNonNull(ReportCommand.class.getResourceAsStream("simulated-orders.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Object json() throws IOException {
        return MinimalJson.parse(Files.readString(folder.resolve("out/report.json")));
    }

    /** The section of which customers alone. */
    private String section() throws IOException {
        String page = page();
        int from = page.indexOf("<section aria-labelledby=\"which\">");
        return page.substring(from, page.indexOf("</section>", from));
    }

    private String page() throws IOException {
        return Files.readString(folder.resolve("out/report.html"));
    }

    private int run(String file, String... options) throws IOException {
        Path path = Files.writeString(folder.resolve("orders.csv"), file);
        List<String> args = new ArrayList<>(List.of(
                path.toString(),
                "--currency",
                "USD",
                "--out",
                folder.resolve("out").toString()));
        args.addAll(Arrays.asList(options));
        stdout.getBuffer().setLength(0);
        stderr.getBuffer().setLength(0);
        return ReportCommand.run(
                args.toArray(new String[0]), new PrintWriter(stdout, true), new PrintWriter(stderr, true), false);
    }
}
