package dev.retention.examples.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issues are carried from review to review. */
class IssuesOfReviewTest {

    /** Four customers leave for the price in the second quarter, whose keys are what spreadsheets take for formulas. */
    private static final String SUBSCRIPTIONS = """
        customer,subscription,status,start,end,price,currency,interval,mode,reason
        =ann,1,canceled,2024-01-01,2025-04-15,10.00,EUR,month,voluntary,"price, too high"
        +bob,2,canceled,2024-01-01,2025-05-15,20.00,EUR,month,voluntary,"price, too high"
        -cy|x=1,3,canceled,2024-02-01,2025-05-01,30.00,EUR,month,voluntary,"price, too high"
        '=dee,4,canceled,2024-02-01,2025-06-01,30.00,EUR,month,voluntary,"price, too high"
        eve,5,active,2024-03-01,,40.00,EUR,month,,
        """;

    @TempDir
    Path folder;

    private ReviewRun review;
    private String[] args = {};

    @BeforeEach
    void begin() {
        review = new ReviewRun(folder);
        args = new String[] {"--subscriptions", review.file("subscriptions.csv", SUBSCRIPTIONS), "--as-of", "2025-06-30"
        };
    }

    private int run(String... more) {
        return review.run(
                Stream.concat(Arrays.stream(args), Arrays.stream(more)).toArray(String[]::new));
    }

    @Test
    void proposesAnIssueAndCarriesItOverAsItWas() {
        assertThat(run()).as(review.err).isZero();
        String first = review.read("issues.csv");
        assertThat(first.lines().toList()).hasSize(2);
        assertThat(review.at("issues", "issues", 0, "title")).isEqualTo("price, too high");
        assertThat(review.at("issues", "issues", 0, "note")).isEqualTo("new");
        assertThat(run("--issues", folder.resolve("out/issues.csv").toString()))
                .as(review.err)
                .isZero();
        // The same losses are behind the same issue: nothing is added, no key has changed.
        assertThat(review.read("issues.csv")).isEqualTo(first);
        assertThat(review.at("issues", "issues", 0, "note")).isEqualTo("");
        assertThat(review.at("issues", "issues", 0, "customers")).isEqualTo(BigDecimal.valueOf(4));
    }

    @Test
    void leavesNothingThatASpreadsheetTakesForAFormula() {
        assertThat(run()).as(review.err).isZero();
        for (String name : List.of("issues.csv", "call-list.csv")) {
            assertThat(review.read(name)).doesNotContainPattern("(^|,)\"?[=+@-][a-z]");
        }
    }

    @Test
    void losesNothingThatSomebodyWrote() {
        assertThat(run()).isZero();
        String worked = review.read("issues.csv").replaceFirst("OPEN", "IN_PROGRESS");
        review.file("out/issues.csv", worked);
        assertThat(run()).isEqualTo(2);
        assertThat(review.err).contains("somebody has worked on the issues there", "--issues");
        assertThat(review.read("issues.csv")).isEqualTo(worked);
        assertThat(run("--issues", folder.resolve("out/issues.csv").toString()))
                .as(review.err)
                .isZero();
        assertThat(review.read("issues.csv")).contains("IN_PROGRESS");
    }

    @Test
    void tellsWhatCameOfAFix() {
        String issues = review.file(
                "last.csv",
                "id,title,source,status,opened,causes,owner,fixed\n"
                        + "I-1,Dear,COMPLAINT,FIXED,2025-01-10,\"price, too high\",Ann,2025-04-20\n");
        assertThat(run("--issues", issues)).as(review.err).isZero();
        assertThat(review.at("issues", "words").toString())
                .contains(
                        "I-1: ",
                        "Dear is said to be fixed on 2025-04-20, and customers still leave for it: 3 customers");
        assertThat(review.at("issues", "issues", 0, "status")).isEqualTo("fixed");
    }

    @Test
    void whatWasClosedAndComesAgainIsNotNew() {
        String issues = review.file(
                "last.csv",
                "id,title,source,status,opened,causes,fixed,closed\n"
                        + "I-1,Dear,COMPLAINT,closed,2024-01-10,\"price, too high\",2024-05-01,2024-06-01\n");
        assertThat(run("--issues", issues)).as(review.err).isZero();
        assertThat(review.at("issues", "words").toString())
                .contains("was ended as I-1 on 2024-06-01, and customers leave for it again: 4 customers since")
                .doesNotContain("no issue was about");
    }

    @Test
    void readsWhatAPersonWrites() {
        String issues = review.file(
                "last.csv",
                "id,title,source,status,opened,causes,fixed\n"
                        + "I-1,Dear,front line,Fixed,10.01.2025,\"price, too high\",2025-04-20\n");
        assertThat(run("--issues", issues, "--date-format", "dmy")).isEqualTo(2);
        review.file("subscriptions.csv", SUBSCRIPTIONS.replaceAll("(\\d{4})-(\\d\\d)-(\\d\\d)", "$3.$2.$1"));
        assertThat(run("--issues", issues, "--date-format", "dmy"))
                .as(review.err)
                .isZero();
        assertThat(review.at("issues", "issues", 0, "opened")).isEqualTo("2025-01-10");
        assertThat(review.at("issues", "issues", 0, "status")).isEqualTo("fixed");
        assertThat(review.read("issues.csv")).contains("FRONT_LINE,FIXED");
    }

    @Test
    void namesTheLineOfABadIssue() {
        String header = "id,title,source,status,opened\n";
        String bad = review.file(
                "bad.csv", header + "I-1,Dear,SURVEY,OPEN,2025-01-10\n\nI-2,Slow,SURVEY,MAYBE,2025-01-10\n");
        assertThat(run("--issues", bad)).isEqualTo(2);
        assertThat(review.err).startsWith("bad.csv:").contains("MAYBE");
        assertThat(run("--issues", review.file("extra.csv", "id,title,source,status,opened,colour\n")))
                .isEqualTo(2);
        assertThat(review.err).contains("colour");
        assertThat(run("--issues", review.file("short.csv", "id,title\n"))).isEqualTo(2);
        assertThat(run("--issues", folder.resolve("none.csv").toString())).isEqualTo(2);
        assertThat(review.err).contains("no such file");
        assertThat(review.has("review.html")).isFalse();
    }
}
