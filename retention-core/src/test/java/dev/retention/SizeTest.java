package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What must not grow: the length of a file and the number of types that a user meets. */
class SizeTest {
    private static final int LINES = 300;
    private static final int TYPES = 188;
    private static final String RAISING = "raising this bound needs a decision record in docs/decisions";

    /** Files that were longer when the bound was set: each may shrink and not grow. */
    private static final Map<String, Integer> LONGER = Map.ofEntries(
            Map.entry("ChurnFormula.java", 340),
            Map.entry("CustomerFlow.java", 401),
            Map.entry("cohort/CohortRetention.java", 401),
            Map.entry("cohort/CohortRule.java", 568),
            Map.entry("cohort/CohortTable.java", 503),
            Map.entry("history/HistoryReader.java", 429),
            Map.entry("history/HistoryStore.java", 363),
            Map.entry("internal/TrustRegionNewton.java", 443),
            Map.entry("model/BgBb.java", 465),
            Map.entry("model/CustomerPurchases.java", 534),
            Map.entry("model/ModelFit.java", 473),
            Map.entry("model/ParetoNbd.java", 333),
            Map.entry("model/PurchaseCounting.java", 333),
            Map.entry("model/PurchaseModel.java", 390),
            Map.entry("model/PurchaseSummary.java", 557),
            Map.entry("model/SpendSummary.java", 318),
            Map.entry("movement/ChurnTable.java", 427),
            Map.entry("movement/Spells.java", 399),
            Map.entry("rule/CellSink.java", 395),
            Map.entry("rule/Cells.java", 428),
            Map.entry("rule/Counted.java", 304),
            Map.entry("rule/Measured.java", 306),
            Map.entry("rule/Tally.java", 330),
            Map.entry("time/Timeline.java", 313));

    @Test
    void noFileOfTheLibraryIsLongerThanThreeHundredLines() {
        for (Sources.File file : Sources.all()) {
            assertThat(file.text().lines().count())
                    .as("lines of %s; %s", file.name(), RAISING)
                    .isLessThanOrEqualTo(LONGER.getOrDefault(file.name(), LINES));
        }
    }

    @Test
    void noMoreTypesAreExportedThanAUserCanOverlook() {
        assertThat(Sources.exportedTypes())
                .as("exported public top-level types; %s", RAISING)
                .hasSizeBetween(1, TYPES);
    }
}
