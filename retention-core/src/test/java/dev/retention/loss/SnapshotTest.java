package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.StratifiedComparison;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.rule.Grouping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows with a flag. */
class SnapshotTest {
    private record Applicant(int id, boolean admitted, String gender, String department) {}

    private record Row(
            String customer,
            boolean left,
            @Nullable String plan,
            @Nullable Long cents) {}

    private static final List<Row> ROWS = List.of(
            new Row("ann", true, "s", 100L),
            new Row("bob", true, "s", 200L),
            new Row("cid", false, null, 300L),
            new Row("dan", false, "t", null),
            new Row("eve", true, "t", 500L));

    private static Snapshot<Row, String> snapshot() {
        return Snapshot.of(ROWS, Row::customer, Row::left).text("plan", Row::plan);
    }

    /** Bickel, Hammel and O'Connell (1975): men and women who applied to six departments of Berkeley, R's UCBAdmissions. */
    private static List<Applicant> berkeley() {
        int[][] counts = {
            {512, 313, 89, 19},
            {353, 207, 17, 8},
            {120, 205, 202, 391},
            {138, 279, 131, 244},
            {53, 138, 94, 299},
            {22, 351, 24, 317}
        };
        List<Applicant> applicants = new ArrayList<>();
        for (int department = 0; department < counts.length; department++) {
            for (int cell = 0; cell < 4; cell++) {
                for (int i = 0; i < counts[department][cell]; i++) {
                    applicants.add(new Applicant(
                            applicants.size(),
                            cell % 2 == 0,
                            cell < 2 ? "male" : "female",
                            "ABCDEF".substring(department, department + 1)));
                }
            }
        }
        return applicants;
    }

    @Test
    void whatLooksLikeGenderIsTheDepartment() {
        Grouping department = Grouping.ofColumn("department", Grouping.Reading.LATEST);
        TraitTable<Integer> table = Snapshot.of(berkeley(), Applicant::id, Applicant::admitted)
                .text("gender", Applicant::gender)
                .text("department", Applicant::department)
                .traits(TraitRanking.WRACC);

        Trait<Integer> male = table.trait("gender = male");
        assertThat(male.counts()).isEqualTo(TraitCounts.of(1198, 2691, 1755, 4526));
        assertThat(male.counts().oddsRatio().orElseThrow()).isCloseTo(1.8410800371812925, within(1e-12));
        assertThat(table.found(0.05)).contains(male);
        StratifiedComparison within = male.within(department).orElseThrow();
        assertThat(within.strata()).hasSize(6);
        assertThat(within.oddsRatio().orElseThrow()).isCloseTo(0.904696828259, within(1e-11));
        assertThat(within.oddsRatioInterval(0.95).orElseThrow().lower()).isCloseTo(0.771907361759, within(1e-10));
        assertThat(within.oddsRatioInterval(0.95).orElseThrow().upper()).isCloseTo(1.06032976444, within(1e-10));
        assertThat(table.tests()).isEqualTo(7);
    }

    @Test
    void whatIsNotKnownIsAValue() {
        TraitTable<String> table = snapshot()
                .quantiles("cents", Row::cents, 2)
                .number("same cents", Row::cents, 250)
                .value("worth", Row::cents)
                .traits(TraitRanking.VALUE);

        assertThat(table.trait("plan = (missing)").members()).containsExactly("cid");
        assertThat(table.trait("plan = s").value()).hasValue(300);
        assertThat(table.trait("cents = (missing)").members()).containsExactly("dan");
        assertThat(table.trait("cents = below 251")).isSameAs(table.trait("plan = s"));
        assertThat(table.trait("plan = s").aliases()).containsExactly("cents = below 251", "same cents = below 250");
        assertThat(table.trait("cents = 251 and more").members()).containsExactly("cid", "eve");
        assertThat(table.rows().get(0).value().orElseThrow()).isEqualTo(500);
        assertThat(table.trends()).extracting(TraitTrend::attribute).containsExactly("cents", "same cents");
    }

    @Test
    void ordersAndOptionsAreTaken() {
        TraitTable<String> table = snapshot()
                .ordered(
                        "size",
                        row -> row.cents() == null ? null : row.cents() > 250 ? "large" : "small",
                        "small",
                        "large")
                .traits(TraitRanking.LIFT, traits -> traits.minimum(2));

        assertThat(table.trends())
                .singleElement()
                .extracting(TraitTrend::classes)
                .hasToString("[small, large]");
        assertThat(table.untried()).extracting(Trait::name).containsExactly("plan = (missing)", "size = (missing)");
        assertThat(snapshot().store().customers()).isEqualTo(5);
        assertThat(snapshot()).hasToString("snapshot of 5 customers");
    }

    /** Of a store of one's own with the same attributes the same is found. */
    @Test
    void aSnapshotIsAStore() {
        HistoryStore<String> store = snapshot().store();
        TraitTable<String> own = Traits.of(store.members(0, 1, 4), store.members(0, 1, 2, 3, 4))
                .by(Grouping.ofColumn("plan", Grouping.Reading.LATEST))
                .of(store, TraitRanking.LIFT);

        assertThat(own).hasToString(snapshot().traits(TraitRanking.LIFT).toString());
    }

    @Test
    void namesTheRowsThatAreOdd() {
        List<Row> twice = new ArrayList<>(ROWS);
        twice.add(ROWS.get(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Snapshot.of(twice, Row::customer, Row::left))
                .withMessage("rows 2 and 6 must not both be of bob");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Snapshot.of(List.<Row>of(), Row::customer, Row::left))
                .withMessage("rows must hold at least one");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> snapshot().number("half", row -> 0.5, 1).store())
                .withMessageContaining("row 1");
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot().text("plan", Row::plan));
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot().number("n", Row::cents, 2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot().quantiles("n", Row::cents, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot().traits(TraitRanking.VALUE));
        assertThatIllegalStateException()
                .isThrownBy(() -> snapshot().value("worth", Row::cents).value("cents", Row::cents))
                .withMessage("value is named already: worth");
        assertThatNullPointerException()
                .isThrownBy(() -> snapshot().traits(TraitRanking.LIFT, traits -> null))
                .withMessage("options must not give null");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> Snapshot.of(
                        ROWS, row -> row.customer().substring(row.customer().equals("cid") ? 9 : 0), Row::left))
                .withMessageStartingWith("row 3: ");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(
                        () -> Snapshot.of(ROWS, Row::customer, row -> row.plan().isEmpty())
                                .text("plan", Row::plan)
                                .traits(TraitRanking.LIFT))
                .withMessageStartingWith("row 3: ");
        Map<String, Integer> keys = Map.of("ann", 1);
        assertThatNullPointerException()
                .isThrownBy(() -> Snapshot.of(ROWS, row -> keys.get(row.customer()), Row::left))
                .withMessage("the customer of row 2");
    }
}
