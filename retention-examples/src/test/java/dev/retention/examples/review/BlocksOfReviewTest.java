package dev.retention.examples.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After how long customers leave, what a survey told, who refers, and classes of numbers: of a few rows, reckoned by hand. */
class BlocksOfReviewTest {

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
                                "--subscriptions",
                                review.file("s.csv", ReviewCommandTest.SUBSCRIPTIONS),
                                "--as-of",
                                "2025-06-30"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    /** The rows of a table in which a field is so. */
    private List<Map<?, ?>> rows(String block, String table, String key, String value) {
        return ((List<?>) review.at(block, table))
                .stream()
                        .<Map<?, ?>>map(row -> (Map<?, ?>) row)
                        .filter(row -> value.equals(row.get(key)))
                        .toList();
    }

    private static BigDecimal number(long number) {
        return BigDecimal.valueOf(number);
    }

    @Test
    void tellsAfterHowLongTheyLeaveAndHow() {
        assertThat(run()).as(review.err).isZero();
        // Dee leaves after 52 days, eve after 337, cy after 455 and bob after 470; ann has stayed for 546.
        Map<?, ?> first = rows("staying", "hazards", "tenure", "0 to 90").get(0);
        assertThat(first.get("lost")).isEqualTo(number(1));
        double exposure = 4 * 90 + 52;
        assertThat(((BigDecimal) first.get("rate")).doubleValue()).isCloseTo(365.25 / 12 / exposure, offset(1e-9));
        List<Map<?, ?>> last = rows("staying", "hazards", "tenure", "more than 365");
        assertThat(last.stream().<Object>map(row -> row.get("mode"))).contains("all", "failed payment", "voluntary");
        assertThat(last.get(0).get("lost")).isEqualTo(number(2));
        assertThat(review.at("staying", "words", 0).toString()).contains("within a year of coming");
    }

    @Test
    void tellsWhoIsLostSoonByWhoSold() {
        String attributes = review.file("a.csv", "customer,seller\nann,X\nbob,X\ncy,Y\ndee,Y\neve,Y\n");
        assertThat(run("--attributes", attributes)).as(review.err).isZero();
        // Of those who came within the year, dee alone, who was lost after 52 days.
        Map<?, ?> soon = rows("staying", "early", "by", "seller").get(0);
        assertThat(soon.get("group")).isEqualTo("Y");
        assertThat(soon.get("came")).isEqualTo(number(1));
        assertThat(soon.get("lost")).isEqualTo(number(1));
        assertThat(review.at("staying", "absent").toString()).isEqualTo("[]");
        assertThat(run("--attributes", review.file("a.csv", "customer,size\nann,X\n")))
                .as(review.err)
                .isZero();
        assertThat(review.at("staying", "absent").toString()).contains("seller");
    }

    @Test
    void tellsWhatComplaintsKnewBeforeTheSurvey() {
        String scores = review.file(
                "scores.csv",
                "customer,asked,survey,answered,score,topic\nann,2025-04-10,nps,2025-04-11,3,price\n"
                        + "cy,2025-04-10,nps,2025-04-12,2,design\n");
        String tickets = review.file(
                "tickets.csv",
                "customer,opened,kind,topic\nbob,2025-04-01,complaint,price\nann,2025-05-01,question,import\n");
        assertThat(run("--tickets", tickets, "--scores", scores)).as(review.err).isZero();
        assertThat(review.at("topics", "words").toString())
                .contains("The survey named 2 topics: 50.0 % (1 of 2) known before, 10 days ahead")
                .contains("Told by the survey alone: design")
                .contains("never by the survey: import");
        assertThat(rows("topics", "topics", "topic", "price").get(0).get("daysBefore"))
                .isEqualTo(number(10));
        assertThat(run("--tickets", tickets)).as(review.err).isZero();
        assertThat(review.at("topics", "absent").toString()).contains("a column topic in --scores");
    }

    @Test
    void tellsWhatReferrersAre() {
        String referrals = review.file("r.csv", "customer,day,referred by\ndee,2025-04-09,cy\n");
        String attributes = review.file(
                "a.csv", "customer,since,town\ncy,2024-02-01,Ulm\ncy,2025-04-09,Bonn\ncy,2025-04-10,Kiel\n");
        assertThat(run("--referrals", referrals, "--attributes", attributes))
                .as(review.err)
                .isZero();
        assertThat(rows("referrals", "referrals", "by", "plan").get(0).get("group"))
                .isEqualTo("large");
        assertThat(rows("referrals", "referrals", "by", "town").get(0).get("group"))
                .isEqualTo("Bonn");
        assertThat(rows("referrals", "referrals", "by", "days with us").get(0).get("group"))
                .isEqualTo("365 and more");
        assertThat(review.at("board", "lines").toString()).contains("Referred customers: large");
        assertThat(run()).isZero();
        assertThat(review.at("referrals", "absent").toString()).contains("--referrals");
    }

    @Test
    void triesNumbersInClasses() {
        StringBuilder rows = new StringBuilder("customer,start,end,price,currency,interval\n");
        StringBuilder attributes = new StringBuilder("customer,seats,town\n");
        for (int i = 0; i < 200; i++) {
            boolean isSmall = i < 50;
            rows.append("c").append(i).append(",2024-01-01,").append(isSmall && i % 2 == 0 ? "2025-05-01" : "");
            rows.append(",10.00,EUR,month\n");
            attributes
                    .append("c")
                    .append(i)
                    .append(',')
                    .append(i + 1)
                    .append(",t")
                    .append(i % 3)
                    .append('\n');
        }
        assertThat(review.run(
                        "--subscriptions",
                        review.file("many.csv", rows.toString()),
                        "--as-of",
                        "2025-06-30",
                        "--attributes",
                        review.file("a.csv", attributes.toString())))
                .as(review.err)
                .isZero();
        assertThat(review.at("traits", "traits", 0, "trait").toString()).startsWith("seats = below 5");
        assertThat(review.at("traits", "traits", 0, "lost")).isEqualTo(number(25));
        assertThat(review.at("traits", "traits", 0, "customers")).isEqualTo(number(50));
    }
}
