package dev.retention.examples.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.examples.report.MinimalJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A review says what its figures cannot carry. */
class FairReviewTest {

    @TempDir
    Path folder;

    private ReviewRun review;

    @BeforeEach
    void begin() {
        review = new ReviewRun(folder);
    }

    /** Thirty customers who order every four months for two years, and ten who ordered once in the first month. */
    private int run(String... more) {
        StringBuilder orders = new StringBuilder("customer,date,amount\n");
        for (int month = 0; month < 24; month += 4) {
            for (int i = 0; i < 30; i++) {
                orders.append("c")
                        .append(i)
                        .append(',')
                        .append(2024 + month / 12)
                        .append("-0")
                        .append(1 + month % 12);
                orders.append("-").append(10 + i % 10).append(",10.00\n");
            }
        }
        IntStream.range(0, 10).forEach(i -> orders.append("once").append(i).append(",2024-01-20,10.00\n"));
        return review.run(Stream.concat(
                        Stream.of(review.file("orders.csv", orders.toString()), "--currency", "EUR"), Stream.of(more))
                .toArray(String[]::new));
    }

    private String words(Object... path) {
        return review.at(path).toString();
    }

    @Test
    void whatCannotBeSeenIsNotNought() {
        assertThat(run("--period", "2024-Q1")).as(review.err).isZero();
        assertThat(words("losses", "words"))
                .contains("Losses cannot be observed yet: the data begin on 2024-01-10, and who does not order is lost"
                        + " after 90 days");
        assertThat(review.at("scoreboard", 1, "volume")).isEqualTo(MinimalJson.NULL);
        assertThat(words("scoreboard", 1, "words")).startsWith("losses cannot be observed yet");
        assertThat(words("findings", 0, "text")).startsWith("Losses cannot be observed yet");
    }

    @Test
    void aPeriodThatRunsIsNotCompared() {
        assertThat(run("--period", "2025-Q3", "--as-of", "2025-09-20"))
                .as(review.err)
                .isZero();
        assertThat(words("scoreboard", 1, "words"))
                .contains("not compared: still running")
                .doesNotContain("no clear");
        assertThat(words("findings", 0, "text")).startsWith("Lost so far were").contains("not compared: still running");
        assertThat(words("board", "words")).contains("nothing is compared: 2025-Q3 is still running");
        assertThat(words("board", "lines", 1, "words")).startsWith("not compared: still running");
    }

    @Test
    void customersWhoOrderSeldomAreNotLostForThat() {
        assertThat(run("--period", "2024-Q4", "--as-of", "2025-09-30"))
                .as(review.err)
                .isZero();
        assertThat(words("losses", "words"))
                .contains("longer than the 90 days after which they are lost here")
                .contains("--gap-days 244 may fit them better.");
        assertThat(words("findings")).contains("many of the lost only order seldom");
        assertThat(run("--period", "2024-Q4", "--as-of", "2025-09-30", "--gap-days", "200"))
                .as(review.err)
                .isZero();
        assertThat(words("losses", "words")).doesNotContain("longer than the");
    }

    @Test
    void customersOfTheFirstPeriodWereNew() {
        assertThat(run("--period", "2024-Q3", "--as-of", "2025-09-30", "--gap-days", "80"))
                .as(review.err)
                .isZero();
        assertThat(words("board", "words"))
                .contains(
                        "Since 2024-Q2, lost ",
                        "the data begin on 2024-01-10, so that all customers were new in 2024-Q2");
        assertThat(words("findings")).doesNotContain("BETTER").doesNotContain("WORSE");
    }

    @Test
    void ofOrdersNobodyLeavesEarly() {
        assertThat(run("--period", "2024-Q4", "--as-of", "2025-09-30"))
                .as(review.err)
                .isZero();
        assertThat(words("losses", "words") + words("findings") + words("losses", "parts"))
                .doesNotContain(" early");
        assertThat(review.read("review.html"))
                .contains("First came", "Last came or came back", "Days since coming or coming back")
                .doesNotContain("Days with us");
    }

    @Test
    void aTraitOfTwoValuesIsOneTest() {
        StringBuilder rows = new StringBuilder("key,contract,colour,churned\n");
        for (int i = 0; i < 200; i++) {
            boolean lost = i % 2 == 0 ? i % 4 == 0 : i % 25 == 1;
            rows.append("k")
                    .append(i)
                    .append(i % 2 == 0 ? ",monthly," : ",yearly,")
                    .append(i % 3 == 0 ? "red" : "blue");
            rows.append(lost ? ",yes\n" : ",no\n");
        }
        assertThat(review.run("--snapshot", review.file("snapshot.csv", rows.toString())))
                .as(review.err)
                .isZero();
        assertThat((List<?>) review.at("traits", "traits")).hasSize(4);
        assertThat(words("traits", "words", 0))
                .isEqualTo(
                        "1 of 2 tests of traits is told from chance (5 %, all of them considered): with 1 trait customers"
                                + " are lost more often, with 1 less often; of two traits that exclude each other, both are named.");
        assertThat(review.out).contains("What goes with losses is not shown to cause them.");
        assertThat(((Map<?, ?>) review.at("traits", "traits", 0, "difference"))).hasSize(2);
        assertThat(review.read("review.html")).contains("Difference in points", " points</td>");
    }

    @Test
    void findingsSayWhatTheyShare() {
        StringBuilder rows = new StringBuilder("key,contract,paper,churned\n");
        for (int i = 0; i < 400; i++) {
            boolean lost = i % 2 == 0 ? i % 4 == 0 : i % 50 == 1;
            rows.append("k").append(i).append(i % 2 == 0 ? ",monthly," : ",yearly,");
            rows.append(i % 2 == 0 && i % 5 > 0 ? "yes" : "no").append(lost ? ",yes\n" : ",no\n");
        }
        assertThat(review.run("--snapshot", review.file("snapshot.csv", rows.toString())))
                .as(review.err)
                .isZero();
        assertThat(words("findings", 0, "text")).doesNotContain("of these lost have");
        assertThat(words("findings", 1, "text")).contains("100.0 % of these lost have contract = monthly, too");
    }

    @Test
    void aPairThatIsFoundIsNoNothing() {
        StringBuilder rows = new StringBuilder("key,a,b,churned\n");
        for (int i = 0; i < 800; i++) {
            boolean one = i % 2 == 0;
            boolean other = i / 2 % 2 == 0;
            boolean lost = one == other ? i / 4 % 10 < 6 : i / 4 % 10 < 2;
            rows.append("k").append(i).append(one ? ",yes," : ",no,").append(other ? "yes" : "no");
            rows.append(lost ? ",yes\n" : ",no\n");
        }
        assertThat(review.run("--snapshot", review.file("snapshot.csv", rows.toString())))
                .as(review.err)
                .isZero();
        assertThat(words("traits", "words"))
                .contains("No trait by itself: none of 2 tests", "pairs of traits, of ", "more than either trait alone")
                .doesNotContain("Nothing that is known");
    }
}
