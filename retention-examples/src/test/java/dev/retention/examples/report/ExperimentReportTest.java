package dev.retention.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.examples.review.SchemaWalker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report says of experiments. */
class ExperimentReportTest {

    private static final int CUSTOMERS = 400;
    private static final LocalDate DAY = LocalDate.of(2026, 1, 10);

    @TempDir
    Path folder;

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    private int run(String... args) throws IOException {
        List<String> all = new ArrayList<>();
        for (String arg : args) {
            all.add(arg.replace("DIR", folder.toString()));
        }
        all.addAll(
                List.of("--as-of", "2026-06-30", "--out", folder.resolve("out").toString()));
        return ReportCommand.run(
                all.toArray(String[]::new), new PrintWriter(stdout, true), new PrintWriter(stderr, true), false);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** All order once before; of the even, who are offered something, half order after it, of the odd a quarter. */
    private void writeOrders() throws IOException {
        StringBuilder lines = new StringBuilder("customer,date,amount\n");
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            lines.append(String.format(
                    Locale.ROOT, "c%d,2025-%02d-10,%d.00%n", customer, 10 + customer % 3, 10 + customer % 7));
            if (customer % 4 == 0 || customer % 8 == 1) {
                lines.append(String.format(Locale.ROOT, "c%d,2026-02-%02d,20.00%n", customer, 1 + customer % 28));
            }
        }
        write("orders.csv", lines.toString());
    }

    private static String arms(String offered, String held) {
        StringBuilder lines = new StringBuilder("customer,arm,day\n");
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            lines.append('c').append(customer).append(',').append(customer % 2 == 0 ? offered : held);
            lines.append(',').append(DAY.plusDays(customer % 5)).append('\n');
        }
        return lines.toString();
    }

    private int runOffer(String... more) throws IOException {
        writeOrders();
        List<String> args =
                new ArrayList<>(List.of("DIR/orders.csv", "--currency", "EUR", "--experiment", "DIR/spring_offer.csv"));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    private Object json() throws IOException {
        return MinimalJson.parse(Files.readString(folder.resolve("out/report.json")));
    }

    private Object experiment() throws IOException {
        return MinimalJson.at(json(), "experiments", 0);
    }

    private static BigDecimal number(long number) {
        return BigDecimal.valueOf(number);
    }

    @Test
    void countsByHandBesideOrders() throws IOException {
        write("spring_offer.csv", arms("Offer", "Hold_out"));
        assertThat(runOffer()).as(stderr.toString()).isZero();
        assertThat(MinimalJson.at(experiment(), "name")).isEqualTo("spring offer");
        assertThat(MinimalJson.at(experiment(), "control")).isEqualTo("hold out");
        assertThat(MinimalJson.at(experiment(), "days")).isEqualTo(number(90));
        assertThat(MinimalJson.at(experiment(), "arms", 1, "exposed", "customers"))
                .isEqualTo(number(200));
        Object ordered = MinimalJson.at(experiment(), "effects", 0);
        assertThat(MinimalJson.at(ordered, "outcome")).isEqualTo("ordered within 90 days");
        assertThat((BigDecimal) MinimalJson.at(ordered, "treated")).isEqualByComparingTo("0.5");
        assertThat((BigDecimal) MinimalJson.at(ordered, "control")).isEqualByComparingTo("0.25");
        assertThat((BigDecimal) MinimalJson.at(ordered, "relative")).isEqualByComparingTo("1");
        assertThat(MinimalJson.at(ordered, "told")).isEqualTo("better");
        assertThat(MinimalJson.at(ordered, "treatedYes")).isEqualTo(number(100));
        assertThat(MinimalJson.at(ordered, "controlCustomers")).isEqualTo(number(200));
        assertThat(MinimalJson.at(ordered, "controlAdjusted")).isInstanceOf(BigDecimal.class);
        assertThat(MinimalJson.at(ordered, "method")).isEqualTo("CUPED and Welch");
        assertThat(MinimalJson.at(experiment(), "effects", 1, "outcome")).isEqualTo("spend within 90 days");
        assertThat(MinimalJson.at(experiment(), "effects", 1, "varianceReduction"))
                .isInstanceOf(BigDecimal.class);
        assertThat(stdout.toString())
                .contains("Offer (spring offer) has 25.0 points more customers who ordered within 90 days than")
                .contains("Did it help?", "The arms have as many customers as they were to, but for chance");
        assertThat(Files.readString(folder.resolve("out/report.html")))
                .contains("<h2 id=\"experiments\">Did it help?</h2>", "class=\"whiskers\"", "<line class=\"whisker\"")
                .contains("data-cell=\"exposed:spring-offer:offer\" data-count=\"200\"");
        assertThat(new SchemaWalker(MinimalJson.parse(Files.readString(Path.of("../docs/report.schema.json"))))
                        .faults(json()))
                .isEmpty();
    }

    @Test
    void opensAnArmToItsCustomers() throws IOException {
        write("spring_offer.csv", arms("offer", "holdout"));
        assertThat(runOffer("--open", "exposed:spring-offer:offer")).isZero();
        assertThat(stdout.toString()).contains("200 customers").contains("c100");
    }

    @Test
    void tellsWhoIsNotLookedAtForLongEnough() throws IOException {
        write("spring_offer.csv", arms("offer", "holdout").replaceAll("2026-01-1[0-4]", "2026-06-20"));
        assertThat(runOffer()).isZero();
        assertThat(MinimalJson.at(experiment(), "days")).isEqualTo(number(30));
        assertThat(MinimalJson.at(experiment(), "halfDueOn")).isEqualTo("2026-07-19");
        assertThat(MinimalJson.at(experiment(), "effects")).isEqualTo(List.of());
        assertThat(MinimalJson.at(experiment(), "arms", 0, "notMature", "customers"))
                .isEqualTo(number(200));
        assertThat(stdout.toString())
                .contains(
                        "Too early to tell: of 400 customers, 0 have 30 days behind them; half of them will by 2026-07-19");
    }

    @Test
    void readsNoEffectWhereChanceDoesNotExplainTheArms() throws IOException {
        write("spring_offer.csv", arms("offer", "holdout").replaceAll("(?m)^c\\d*[13579],.*\n(?=c\\d*[02468],)", ""));
        write("spring_offer.csv", arms("offer", "holdout").replaceAll("(?m)^c\\d+[13],.*\n", ""));
        assertThat(runOffer()).as(stderr.toString()).isZero();
        assertThat(MinimalJson.at(experiment(), "read")).isEqualTo(false);
        assertThat(MinimalJson.at(experiment(), "effects")).isEqualTo(List.of());
        assertThat(stdout.toString()).contains("No effect is read: ").contains("--arm-shares says how they were");
        long held = ((BigDecimal) MinimalJson.at(experiment(), "arms", 0, "exposed", "customers")).longValueExact();
        assertThat(runOffer("--arm-shares", "offer=200,holdout=" + held)).isZero();
        assertThat(MinimalJson.at(experiment(), "read")).isEqualTo(true);
        assertThat(MinimalJson.at(experiment(), "effects", 2)).isNotNull();
    }

    @Test
    void asksWhichArmTheOthersAreHeldAgainst() throws IOException {
        write("spring_offer.csv", arms("a", "b"));
        assertThat(runOffer()).isEqualTo(2);
        assertThat(stderr.toString())
                .contains("experiment \"spring offer\" with the arms a, b: which of them are the others held against?")
                .contains("--control ARM");
        assertThat(runOffer("--control", "B")).isZero();
        assertThat(MinimalJson.at(experiment(), "control")).isEqualTo("b");
        assertThat(runOffer("--control", "c")).isEqualTo(2);
        assertThat(stderr.toString()).contains("--control \"c\" is no arm of \"spring offer\"");
    }

    @Test
    void refusesOneArmAlone() throws IOException {
        write("spring_offer.csv", arms("offer", "offer"));
        assertThat(runOffer()).isEqualTo(2);
        assertThat(stderr.toString()).contains("there is nobody to hold them against");
    }

    @Test
    void namesTheLineAndTheCustomerOfABadRow() throws IOException {
        write("spring_offer.csv", arms("offer", "holdout") + "c7,,2026-01-12\n");
        assertThat(runOffer()).isEqualTo(2);
        assertThat(stderr.toString()).startsWith("spring_offer.csv:402: customer c7: no arm");
        assertThat(runOffer("--lenient")).isZero();
        write("spring_offer.csv", arms("offer", "holdout") + "c7,offer,soon\n");
        assertThat(runOffer()).isEqualTo(2);
        assertThat(stderr.toString())
                .contains("spring_offer.csv:402: customer c7: ")
                .contains("soon");
    }

    @Test
    void countsCustomersOfWhomTheOrdersKnowNothing() throws IOException {
        write(
                "spring_offer.csv",
                arms("offer", "holdout") + "x1,offer,2026-01-12\nx2,holdout,2026-01-12\nx1,offer,2026-01-12\n");
        assertThat(runOffer()).as(stderr.toString()).isZero();
        assertThat(MinimalJson.at(experiment(), "arms", 0, "exposed", "customers"))
                .isEqualTo(number(201));
        assertThat(stdout.toString().replaceAll("\\s+", " "))
                .contains(
                        "2 of whom are not among the others of this report: counted as customers of whom nothing is known");
    }

    @Test
    void whoCameIntoASecondArmCountsInNone() throws IOException {
        write("spring_offer.csv", arms("offer", "holdout") + "c0,holdout,2026-03-01\n");
        assertThat(runOffer()).isZero();
        assertThat(MinimalJson.at(experiment(), "arms", 1, "exposed", "customers"))
                .isEqualTo(number(199));
        assertThat(MinimalJson.at(experiment(), "arms", 1, "inSeveralArms", "customers"))
                .isEqualTo(number(1));
    }

    @Test
    void takesSeveralFilesAndAColumnOfExperiments() throws IOException {
        write("spring_offer.csv", arms("offer", "holdout"));
        write(
                "two.csv",
                arms("letter", "control")
                        .replace("customer,arm", "campaign,user_id,variant")
                        .replace("\nc", "\nwinter,c"));
        assertThat(runOffer("--experiment", "DIR/two.csv"))
                .as(stderr.toString())
                .isZero();
        assertThat(MinimalJson.at(json(), "experiments", 1, "name")).isEqualTo("winter");
        assertThat(MinimalJson.at(json(), "experiments", 1, "control")).isEqualTo("control");
        assertThat(runOffer("--experiment", "DIR/spring_offer.csv")).isZero();
    }

    @Test
    void refusesOptionsThatSayNothing() throws IOException {
        writeOrders();
        assertThat(run("DIR/orders.csv", "--currency", "EUR", "--control", "a")).isEqualTo(2);
        assertThat(run("DIR/orders.csv", "--currency", "EUR", "--experiment", "simulated"))
                .isEqualTo(2);
        write("spring_offer.csv", arms("offer", "holdout"));
        assertThat(runOffer("--arm-shares", "offer=0,holdout=1")).isEqualTo(2);
        assertThat(runOffer("--arm-shares", "offer=1,control=1")).isEqualTo(2);
        assertThat(stderr.toString())
                .contains("--control needs --experiment FILE")
                .contains("--experiment simulated goes with --subscriptions simulated alone")
                .contains("--arm-shares offer=0 must be above 0")
                .contains("--arm-shares names offer, control, which are not the arms of \"spring offer\"");
    }

    @Test
    void findsWhatIsPlantedInTheSimulatedBusiness() throws IOException {
        assertThat(run("--subscriptions", "simulated", "--experiment", "simulated"))
                .as(stderr.toString())
                .isZero();
        assertThat(MinimalJson.at(experiment(), "effects", 0, "outcome")).isEqualTo("lost within 180 days");
        assertThat(MinimalJson.at(experiment(), "effects", 0, "told")).isEqualTo("better");
        assertThat(stdout.toString())
                .contains(
                        "Gesture (autumn gesture) kept 6.1 points more customers than holdout within 180 days (1.4 to")
                .doesNotContain("How they are served");
    }

    @Test
    void saysNothingWithoutFiles() throws IOException {
        writeOrders();
        assertThat(run("DIR/orders.csv", "--currency", "EUR")).isZero();
        assertThat(MinimalJson.at(json(), "experiments")).isEqualTo(List.of());
        assertThat(stdout.toString()).doesNotContain("Did it help?");
    }
}
