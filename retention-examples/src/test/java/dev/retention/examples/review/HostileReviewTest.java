package dev.retention.examples.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that nobody meant well: one line says where it is bad, and nothing in it acts on a page or a terminal. */
class HostileReviewTest {

    @TempDir
    Path folder;

    private ReviewRun review;

    @BeforeEach
    void begin() {
        review = new ReviewRun(folder);
    }

    private int run(String subscriptions, String... more) {
        return review.run(Stream.concat(
                        Stream.of("--subscriptions", review.file("s.csv", subscriptions), "--as-of", "2025-06-30"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--attributes", "--referrals", "--renewals", "--issues", "--calls", "--tickets", "--snapshot"})
    void refusesWhatIsNoTable(String option) {
        for (String content : new String[] {"", "\n\n", "\u0000\u0001\u0002", "customer\n", "{\"a\": 1}\n"}) {
            String file = review.file("bad.csv", content);
            int code = option.equals("--snapshot")
                    ? review.run(option, file)
                    : run(ReviewCommandTest.SUBSCRIPTIONS, option, file);
            assertThat(code).as("%s of %s: %s", option, content, review.err).isEqualTo(2);
            assertThat(review.err).contains("bad.csv").doesNotContain("a bug").doesNotContain("\u0000");
            assertThat(review.err.lines().count()).as(review.err).isEqualTo(1);
            assertThat(review.has("review.html")).isFalse();
        }
        assertThat(
                        option.equals("--snapshot")
                                ? review.run(option, folder.toString())
                                : run(ReviewCommandTest.SUBSCRIPTIONS, option, folder.toString()))
                .isEqualTo(2);
        assertThat(review.err).contains("folder");
    }

    @Test
    void nothingInKeysOrNamesActsOnThePage() {
        String key = "<script>alert(1)</script>";
        String rows = ReviewCommandTest.SUBSCRIPTIONS.replace("bob", key).replace("too expensive", "\"</script><b>\"");
        String attributes = review.file("a.csv", "customer,<i>size</i>\n" + key + ",<u>big</u>\nann,small\n");
        assertThat(run(rows, "--attributes", attributes, "--minimum", "1"))
                .as(review.err)
                .isZero();
        assertThat(review.read("review.html")).doesNotContain("<script>alert", "</script><b>", "<i>size", "<u>big");
        assertThat(review.read("review.json")).doesNotContain("<script>");
        assertThat(review.out).doesNotContain("\u001b");
    }

    @Test
    void refusesReferralsThatCannotBe() {
        String file = review.file("r.csv", "customer,day,referred by\nann,2024-01-01,ann\n");
        assertThat(run(ReviewCommandTest.SUBSCRIPTIONS, "--referrals", file)).isEqualTo(2);
        assertThat(review.err).startsWith("r.csv:2: customer ann");
        String strangers = review.file("r.csv", "customer,day,referred by\nx,2024-01-01,y\n");
        assertThat(run(ReviewCommandTest.SUBSCRIPTIONS, "--referrals", strangers))
                .isEqualTo(2);
        String undated = review.file("r.csv", "customer,day,referred by\ndee,soon,ann\n");
        assertThat(run(ReviewCommandTest.SUBSCRIPTIONS, "--referrals", undated)).isEqualTo(2);
        assertThat(review.err).startsWith("r.csv:2: bad date \"soon\"");
    }

    @Test
    void readsFewDataAsFewData() {
        String header = "customer,subscription,status,start,end,price,currency,interval\n";
        assertThat(run(header + "ann,1,active,2025-06-30,,1.00,EUR,month\n"))
                .as(review.err)
                .isZero();
        assertThat(review.at("losses", "words", 0).toString()).startsWith("0 customers lost");
        assertThat(run(header + "ann,1,canceled,2025-01-01,2025-06-29,1.00,EUR,month\n"))
                .as(review.err)
                .isZero();
        assertThat(run(header)).isEqualTo(2);
    }

    @Test
    void writesNowhereElse() {
        String calls = review.file("out/call-list.csv", "customer,day\nbob,2025-06-01\n");
        assertThat(run(ReviewCommandTest.SUBSCRIPTIONS, "--calls", calls)).isEqualTo(2);
        assertThat(review.err).contains("is a file that the report reads");
        assertThat(run(ReviewCommandTest.SUBSCRIPTIONS)).isEqualTo(2);
        assertThat(review.err).contains("call-list.csv there is not of this program");
    }
}
