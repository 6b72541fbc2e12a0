package dev.retention.examples.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.examples.report.MinimalJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The review of small files whose numbers are reckoned by hand. */
class ReviewCommandTest {

    /**
     * Of the second quarter of 2025: ann, bob and cy are there at its start, bob leaves for the price, cy's payment fails, dee comes and
     * leaves for the price; eve left the quarter before.
     */
    static final String SUBSCRIPTIONS = """
        customer,subscription,status,start,end,price,currency,interval,plan,mode,reason
        ann,ann,active,2024-01-01,,10.00,EUR,month,small,,
        bob,bob,canceled,2024-01-01,2025-04-15,20.00,EUR,month,small,voluntary,too expensive
        cy,cy,canceled,2024-02-01,2025-05-01,30.00,EUR,month,large,failed payment,
        dee,dee,canceled,2025-04-10,2025-06-01,5.00,EUR,month,small,voluntary,too expensive
        eve,eve,canceled,2024-03-01,2025-02-01,40.00,EUR,month,large,voluntary,moved
        """;

    /** Bob complains before he leaves. */
    static final String TICKETS = """
        customer,opened,kind,topic
        ann,2024-02-01,complaint,price
        bob,2025-04-01,complaint,price
        """;

    private static final String ORDERS = """
        customer,date,amount
        ann,2024-01-05,10.00
        bob,2024-01-31,20.00
        ann,2024-04-20,5.50
        cy,2024-05-01,7.00
        ann,2024-06-29,1.25
        """;

    @TempDir
    Path folder;

    private ReviewRun review;

    @BeforeEach
    void begin() {
        review = new ReviewRun(folder);
    }

    private String[] subscriptions(String... more) {
        return Stream.concat(
                        Stream.of(
                                "--subscriptions",
                                review.file("subscriptions.csv", SUBSCRIPTIONS),
                                "--as-of",
                                "2025-06-30"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private static BigDecimal number(long number) {
        return BigDecimal.valueOf(number);
    }

    @Test
    void countsSubscriptionsAsByHand() {
        assertThat(review.run(subscriptions("--tickets", review.file("tickets.csv", TICKETS))))
                .as(review.err)
                .isZero();
        assertThat(review.at("period")).isEqualTo("2025-Q2");
        assertThat(review.at("isOver")).isEqualTo(true);
        assertThat(part("All lost", "customers")).isEqualTo(number(3));
        assertThat(part("All lost", "last")).isEqualTo("55.00");
        assertThat(part("… who were there at the start", "customers")).isEqualTo(number(2));
        assertThat(part("… who came and left in the period", "customers")).isEqualTo(number(1));
        assertThat(part("Did not mean to leave", "customers")).isEqualTo(number(1));
        // Dee said why, cy's payment failed, bob complained: nobody left in silence.
        assertThat(part("… of these in silence", "customers")).isEqualTo(number(0));
        assertThat(review.at("losses", "reasons", 0, "reason")).isEqualTo("too expensive");
        assertThat(review.at("losses", "reasons", 0, "customers")).isEqualTo(number(2));
        assertThat(review.at("losses", "reasons", 1, "reason")).isEqualTo("(not known)");
        assertThat(review.at("losses", "losses", 0, "customer")).isEqualTo("bob");
        assertThat(review.at("losses", "losses", 0, "day")).isEqualTo("2025-04-15");
        assertThat(review.at("losses", "losses", 0, "tenureDays")).isEqualTo(number(470));
        assertThat((String) review.at("losses", "losses", 0, "heard")).contains("2025-04-01");
        assertThat(review.at("scoreboard", 1, "volume")).isEqualTo(number(2));
        assertThat(review.at("scoreboard", 1, "value")).isEqualTo("50.00");
    }

    /** A figure of the table of parts. */
    private Object part(String what, String key) {
        return ((List<?>) review.at("losses", "parts"))
                .stream()
                        .map(row -> (Map<?, ?>) row)
                        .filter(row -> what.equals(row.get("what")))
                        .findFirst()
                        .orElseThrow()
                        .get(key);
    }

    @Test
    void takesThePeriodThatIsAskedFor() {
        assertThat(review.run(subscriptions("--period", "2025-02")))
                .as(review.err)
                .isZero();
        assertThat(review.at("period")).isEqualTo("2025-02");
        assertThat(review.at("losses", "losses", 0, "customer")).isEqualTo("eve");
        assertThat(review.run(subscriptions("--period", "2025-Q9"))).isEqualTo(2);
        assertThat(review.err).contains("--period", "2025-Q9");
        assertThat(review.run(subscriptions("--period", "2031-Q1"))).isEqualTo(2);
        assertThat(review.err).contains("2024-Q1 to 2025-Q2");
        assertThat(review.run(subscriptions("--period", "2025-Q1", "--grain", "month")))
                .isEqualTo(2);
        assertThat(review.err).contains("contradicts --grain");
    }

    @Test
    void saysWhatIsNotThereForWantOfAFile() {
        assertThat(review.run(subscriptions())).as(review.err).isZero();
        assertThat(review.at("absent").toString())
                .contains("--tickets", "--scores", "--invoices", "--contacts", "--referrals", "--attributes");
        assertThat(review.read("review.html")).contains("What this review cannot say", "--tickets is not given");
        assertThat(review.at("signals", "absent").toString()).contains("--tickets");
        assertThat(review.at("scoreboard", 4, "words")).isEqualTo("not known: no file of referrals");
        assertThat(review.at("board", "absent").toString()).contains("--referrals FILE");
    }

    @Test
    void reviewsOrders() {
        String orders = review.file("orders.csv", ORDERS);
        assertThat(review.run(orders, "--as-of", "2024-06-30", "--currency", "EUR", "--gap-days", "60"))
                .as(review.err)
                .isZero();
        // Bob is lost 60 days after January 31, ann 60 days after January 5; she comes back in April.
        assertThat(review.run(
                        orders,
                        "--as-of",
                        "2024-06-30",
                        "--currency",
                        "EUR",
                        "--gap-days",
                        "60",
                        "--period",
                        "2024-Q1"))
                .as(review.err)
                .isZero();
        assertThat(part("All lost", "customers")).isEqualTo(number(2));
        assertThat(part("All lost", "yearBefore")).isEqualTo("30.00");
        assertThat(review.at("losses", "losses", 0, "customer")).isEqualTo("ann");
        assertThat(review.at("losses", "losses", 0, "day")).isEqualTo("2024-03-05");
        assertThat(review.read("call-list.csv").lines().toList().get(1)).startsWith("1,bob,,,value,,20.00");
    }

    @Test
    void reviewsASnapshotWithoutInventingPeriods() {
        StringBuilder rows = new StringBuilder("key,contract,charge,churned\n");
        for (int i = 0; i < 200; i++) {
            boolean monthly = i % 2 == 0;
            boolean lost = monthly ? i % 4 == 0 : i % 25 == 1;
            rows.append("k")
                    .append(i)
                    .append(',')
                    .append(monthly ? "monthly" : "yearly")
                    .append(',');
            rows.append(i % 7 + 10).append(".50,").append(lost ? "Yes" : "No").append('\n');
        }
        String file = review.file("snapshot.csv", rows.toString());
        assertThat(review.run("--snapshot", file, "--value-column", "charge"))
                .as(review.err)
                .isZero();
        assertThat(review.at("period")).isSameAs(MinimalJson.NULL);
        assertThat(review.at("asOf")).isSameAs(MinimalJson.NULL);
        assertThat(review.at("scoreboard", 0, "volume")).isEqualTo(number(54));
        assertThat(review.at("traits", "traits", 0, "trait")).isEqualTo("contract = monthly");
        assertThat(review.at("traits", "traits", 0, "lost")).isEqualTo(number(50));
        assertThat(review.at("findings", 0, "text").toString()).startsWith("Customers with contract = monthly");
        assertThat(review.has("issues.csv")).isFalse();
        assertThat(review.run("--snapshot", file, "--period", "2025-Q1")).isEqualTo(2);
        assertThat(review.err).contains("--period says nothing of --snapshot");
        assertThat(review.run("--snapshot", review.file("bad.csv", "key,a,churned\nx,1,perhaps\n")))
                .isEqualTo(2);
        assertThat(review.err).startsWith("bad.csv:2: ").contains("perhaps", "expected yes or no");
    }

    @Test
    void writesAllFilesOrNone() throws IOException {
        String bad = review.file("attributes.csv", "customer,size\nann,1\nann,2\n");
        assertThat(review.run(subscriptions("--attributes", bad))).isEqualTo(2);
        assertThat(review.err).startsWith("attributes.csv:3: ").contains("another line 2");
        assertThat(Files.exists(folder.resolve("out"))).isFalse();
        assertThat(review.run(subscriptions("--attributes", bad, "--lenient")))
                .as(review.err)
                .isZero();
        assertThat(review.out).contains("1 line left out");
    }

    @Test
    void namesNobodyIfNobodyMayBeNamed() {
        assertThat(review.run(subscriptions("--tickets", review.file("tickets.csv", TICKETS))))
                .isZero();
        assertThat(review.has("call-list.csv")).isTrue();
        assertThat(review.run(subscriptions("--tickets", review.file("tickets.csv", TICKETS), "--no-customers")))
                .as(review.err)
                .isZero();
        assertThat(review.has("call-list.csv")).isFalse();
        for (String name : List.of("review.html", "review.json", "issues.csv")) {
            assertThat(review.read(name)).doesNotContain("bob", "dee,", "\"cy\"");
        }
        assertThat(review.out).doesNotContain("bob").contains("Removed");
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        String calls = review.file("calls.csv", "customer,day\nbob,2025-05-01\n");
        assertThat(review.run(subscriptions("--gap-days", "30"))).isEqualTo(2);
        assertThat(review.err).contains("--gap-days is of files of orders");
        assertThat(review.run(subscriptions("--call-by", "random"))).isEqualTo(2);
        assertThat(review.err).contains("--seed NUMBER");
        assertThat(review.run(subscriptions("--seed", "1"))).isEqualTo(2);
        assertThat(review.run(subscriptions("--grain", "week"))).isEqualTo(2);
        assertThat(review.run(subscriptions("--callers", "Ann,ann"))).isEqualTo(2);
        assertThat(review.run(subscriptions("--calls", calls, "--no-customers")))
                .isEqualTo(2);
        assertThat(review.run(subscriptions("--lost-column", "x"))).isEqualTo(2);
        assertThat(review.err).contains("--lost-column needs --snapshot FILE");
        assertThat(review.run(subscriptions("--call", "0"))).isEqualTo(2);
        assertThat(review.err).contains("--call 0 must be from 1");
    }

    @Test
    void callsNobodyTwice() {
        assertThat(review.run(subscriptions("--call", "5", "--callers", "Ann,Ben")))
                .isZero();
        assertThat(review.read("call-list.csv")).contains(",bob,", ",dee,", ",cy,", ",Ann,", ",Ben,");
        String calls = review.file("calls.csv", "customer,day,outcome\nbob,2025-05-01,reached\n");
        assertThat(review.run(subscriptions("--calls", calls))).as(review.err).isZero();
        assertThat(review.read("call-list.csv")).doesNotContain("bob").contains(",dee,");
        assertThat(review.at("calls", "words").toString()).contains("1 customer left out");
        assertThat(review.at("winback", "words").toString()).contains("0 of 1 called came back");
    }

    @Test
    void tellsItsOptions() {
        assertThat(review.run("--help")).isZero();
        assertThat(review.out)
                .contains(
                        "--period", "--issues", "--calls", "--attributes", "--snapshot", "--subscriptions", "Examples:")
                .contains("java -jar retention-report.jar review");
    }
}
