package dev.retention.examples.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.examples.report.MinimalJson;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is to be called, who was called, and what came of it. */
class CallsOfReviewTest {

    /** Ann, bob and cy are lost in the second quarter; ann orders again in the third. Dee is lost in the first and the third. */
    private static final String ORDERS = """
        customer,date,amount
        dee,2024-01-02,5.00
        ann,2024-03-01,90.00
        bob,2024-03-02,20.00
        cy,2024-03-03,7.00
        dee,2024-06-15,5.00
        ann,2024-08-20,1.00
        eve,2024-12-30,1.00
        """;

    @TempDir
    Path folder;

    private ReviewRun review;

    @BeforeEach
    void begin() {
        review = new ReviewRun(folder);
    }

    private int run(String... more) {
        return review.run(Stream.concat(
                        Stream.of(
                                review.file("orders.csv", ORDERS),
                                "--currency",
                                "EUR",
                                "--gap-days",
                                "60",
                                "--as-of",
                                "2024-12-31",
                                "--period",
                                "2024-Q2"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private List<?> rows(Object... path) {
        return (List<?>) review.at(path);
    }

    @Test
    void whoHasComeBackIsNotCalled() {
        assertThat(run()).as(review.err).isZero();
        assertThat(review.read("call-list.csv")).contains(",bob,", ",cy,").doesNotContain("ann");
        assertThat(review.at("calls", "words").toString()).contains("1 of 3 has ordered again since: left out.");
        assertThat(review.at("losses", "words").toString()).contains("1 of 3 has ordered again since.");
        for (Object row : rows("losses", "losses")) {
            boolean isAnn = "ann".equals(((Map<?, ?>) row).get("customer"));
            assertThat(((Map<?, ?>) row).get("back")).isEqualTo(isAnn ? "2024-08-20" : MinimalJson.NULL);
        }
    }

    @Test
    void aListThatNobodyFilledInTellsOfNoCall() {
        assertThat(run()).as(review.err).isZero();
        String list = review.read("call-list.csv");
        String handed = review.file("handed.csv", list);
        assertThat(run("--calls", handed)).as(review.err).isZero();
        assertThat(review.out.replaceAll("\\s+", " ")).contains("handed.csv: 2 of 2 lines tell of no call");
        // Nobody rests, and nobody was called.
        assertThat(review.read("call-list.csv")).isEqualTo(list);
        assertThat(winBack(1, "losses")).isEqualTo(BigDecimal.ZERO);
    }

    /** A figure of a line of the table of returns: all, called, called and back, and so on. */
    private Object winBack(int line, String key) {
        return ((Map<?, ?>) rows("winback", "customers").get(line)).get(key);
    }

    @Test
    void aFilledInListIsNotLost() {
        assertThat(run()).as(review.err).isZero();
        String filled = review.read("call-list.csv").replace("1,bob,,", "1,bob,2024-10-01,");
        assertThat(filled).contains("2024-10-01");
        review.file("out/call-list.csv", filled);
        assertThat(run()).isEqualTo(2);
        assertThat(review.err).contains("somebody has filled in call-list.csv", "--calls");
        assertThat(run("--no-customers")).isEqualTo(2);
        assertThat(review.read("call-list.csv")).isEqualTo(filled);
    }

    @Test
    void eachLossHasItsOwnCalls() {
        // Dee is lost on March 2, comes back in June, is lost on August 14 and called then.
        String calls =
                review.file("calls.csv", "customer,day,outcome\ndee,2024-09-01,reached\nbob,2024-06-01,reached\n");
        assertThat(run("--calls", calls)).as(review.err).isZero();
        // Lost: ann twice, bob, cy, dee twice.
        assertThat(winBack(0, "losses")).isEqualTo(BigDecimal.valueOf(6));
        assertThat(winBack(0, "customers")).isEqualTo(BigDecimal.valueOf(4));
        assertThat(winBack(1, "losses")).isEqualTo(BigDecimal.valueOf(2));
        assertThat(winBack(2, "losses")).isEqualTo(BigDecimal.ZERO);
        // Ann's first loss and dee's first.
        assertThat(winBack(4, "losses")).isEqualTo(BigDecimal.valueOf(2));
        assertThat(review.at("winback", "words").toString())
                .contains("2 called are too few to tell")
                .doesNotContain("expected");
    }

    @Test
    void tenCalledAreEnoughToSaySomething() {
        StringBuilder orders = new StringBuilder("customer,date,amount\n");
        StringBuilder calls = new StringBuilder("customer,day\n");
        IntStream.range(0, 30).forEach(i -> {
            orders.append("c").append(i).append(",2024-01-01,5.00\n");
            if (i < 10) {
                calls.append("c").append(i).append(",2024-03-10\n");
            }
            if (i < 8 || i > 25) {
                orders.append("c")
                        .append(i)
                        .append(",2024-03-")
                        .append(20 + i % 8)
                        .append(",5.00\n");
            }
        });
        assertThat(review.run(
                        review.file("orders.csv", orders.toString()),
                        "--currency",
                        "EUR",
                        "--gap-days",
                        "60",
                        "--as-of",
                        "2024-12-31",
                        "--period",
                        "2024-Q1",
                        "--calls",
                        review.file("calls.csv", calls.toString())))
                .as(review.err)
                .isZero();
        assertThat(review.at("winback", "words").toString())
                .contains("80.0 % of 10 called came back within 90 days of the call")
                .contains("more than would be expected")
                .contains("need not be the calls' doing");
    }

    @Test
    void callsOfNobodyWhoIsKnownAreRefused() {
        assertThat(run("--calls", review.file("calls.csv", "customer,day\nzed,2024-09-01\n")))
                .isEqualTo(2);
        assertThat(review.err).contains("calls.csv: none of its 1 customer is among the others");
        assertThat(run("--calls", review.file("calls.csv", "customer,day\nzed,2024-09-01\nbob,2024-09-01\n")))
                .as(review.err)
                .isZero();
        assertThat(review.out.replaceAll("\\s+", " ")).contains("calls.csv: 1 customer is not among the others");
    }
}
