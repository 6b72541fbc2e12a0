package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Sets;
import dev.retention.movement.RenewalFormula;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueItem;
import dev.retention.trend.RunRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Formulas are data; what is written of them says the same. */
class FormulaTextTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/retention");

    @ParameterizedTest
    @EnumSource
    void documentsEveryChurn(ChurnFormula formula) throws IOException {
        assertThat(documentation("ChurnFormula", formula)).contains("{@code " + formula.expression() + "}");
    }

    @ParameterizedTest
    @EnumSource
    void documentsEveryRetention(RetentionFormula formula) throws IOException {
        assertThat(documentation("RetentionFormula", formula)).contains("{@code " + formula.expression());
    }

    @ParameterizedTest
    @EnumSource
    void documentsEveryRevenue(RevenueFormula formula) throws IOException {
        assertThat(documentation("movement/RevenueFormula", formula)).contains("{@code " + formula.expression() + "}");
    }

    @ParameterizedTest
    @EnumSource
    void documentsEveryRenewal(RenewalFormula formula) throws IOException {
        assertThat(documentation("movement/RenewalFormula", formula)).contains("{@code " + formula.expression() + "}");
    }

    @ParameterizedTest
    @EnumSource
    void documentsEveryRunRule(RunRule rule) throws IOException {
        assertThat(documentation("trend/RunRule", rule)).contains("{@code " + rule.formula() + "}");
    }

    /** The comment before a constant, on one line. */
    private static String documentation(String file, Enum<?> constant) throws IOException {
        Matcher comment = Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*" + constant.name() + "\\(", Pattern.DOTALL)
                .matcher(Files.readString(SOURCES.resolve(file + ".java")));
        assertThat(comment.find()).as("%s is documented", constant).isTrue();
        return comment.group(1).replaceAll("\\s*\\n\\s*\\*\\s*", " ");
    }

    @ParameterizedTest
    @CsvSource({
        "SNAPSHOT, LOST / START",
        "EVENTS_OVER_AVERAGE, LOSS_EVENTS / ((START + END) / 2)",
        "NET_OF_RETURNS, (LOSS_EVENTS − REACTIVATED) / START",
        "EVENTS_OVER_START_PLUS_ARRIVED, LOSS_EVENTS / (START + ARRIVED)",
        "SUM_OF_DAILY, Σ_d lost_d / start_d",
        "EXPOSURE, LOSS_EVENTS / (customer-days / days per period)",
    })
    void readsAsItIsWritten(ChurnFormula formula, String expression) {
        assertThat(formula.expression()).isEqualTo(expression);
    }

    @Test
    void readsOfRetentionAndRevenueToo() {
        assertThat(RetentionFormula.HEADCOUNT_NEW_KEPT.expression()).isEqualTo("(END − NEW_KEPT) / START");
        assertThat(RetentionFormula.ONE_MINUS_CHURN.expression()).isEqualTo("1 − churn");
        assertThat(RevenueFormula.QUICK_RATIO.expression()).isEqualTo("(NEW + EXPANSION) / (CONTRACTION + CHURN)");
        assertThat(RevenueFormula.ARPA_MEAN.expression()).isEqualTo("(START + END) / customers");
        assertThat(RevenueFormula.NRR_LEDGER.numerator().signs())
                .containsEntry(RevenueItem.LEDGER_EXPANSION, 1)
                .containsEntry(RevenueItem.LEDGER_CHURN, -1);
    }

    @Test
    void countsAreThoseOfTheTwoSums() {
        for (ChurnFormula formula : ChurnFormula.values()) {
            if (formula.basis() == ChurnFormula.Basis.COUNTS) {
                assertThat(formula.counts())
                        .isEqualTo(Sets.union(
                                formula.numerator().terms(),
                                formula.denominator().terms()));
            }
        }
        assertThat(ChurnFormula.EXPOSURE.counts()).containsExactly(CustomerCount.LOSS_EVENTS);
        assertThat(ChurnFormula.SUM_OF_DAILY.counts()).isEmpty();
        assertThat(ChurnFormula.RESCALED.counts()).isEmpty();
    }
}
