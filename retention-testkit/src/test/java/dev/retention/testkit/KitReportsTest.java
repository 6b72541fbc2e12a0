package dev.retention.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.HistoryStore;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.PurchaseSummary;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ServiceLoader;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.SampleReportingFormat;
import org.junit.jupiter.api.Test;

/** What is shown of a sample is what is in it. */
class KitReportsTest {
    private static final EventRow ROW = new EventRow(3, LocalDate.of(2023, 3, 26), 12_50, "order", 9_000);
    private static final EventLog LOG =
            EventLog.of(ROW, ROW.of(4).coded("visit"), ROW.of(4).on(LocalDate.of(2024, 2, 29)));

    private static String report(Object sample) {
        SampleReportingFormat format = ServiceLoader.load(SampleReportingFormat.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(KitReports.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(format.appliesTo(sample)).isTrue();
        return String.valueOf(format.report(sample));
    }

    @Test
    void theEventsOfAStoreAreShown() {
        assertThat(report(LOG.store())).contains("3: 2023-03-26", "4: 2023-03-26", "2024-02-29", "visit", "order 1250");
        assertThat(report(EventLog.reader(ZoneOffset.UTC).from(LOG))).contains("3: 2023-03-26");
        assertThat(report(EventLog.of().store())).contains("0 customers");
    }

    @Test
    void purchasesAndSummariesAreShown() {
        CustomerPurchases<Long> purchases = Purchases.of(LOG);
        assertThat(report(purchases)).contains("3: [2023-03-26]", "4: [2024-02-29]", "x = 0");
        PurchaseSummary summary = purchases.summary();
        assertThat(report(summary)).contains("2 customers", "1 with x = 0");
    }

    @Test
    void logsAreShownAsTheyPrint() {
        assertThat(report(LOG)).isEqualTo(LOG.toString());
    }

    @Test
    void ofManyAFewAreShown() {
        EventLog many = EventLog.of(LongStream.range(0, 25).mapToObj(ROW::of).toArray(EventRow[]::new));
        assertThat(report(many.store())).contains("19: 2023-03-26", "5 more").doesNotContain("20: 2023-03-26");
    }

    /** Wrong on purpose: fails for any event. */
    static final class Shown {
        @Property
        void noEvents(@ForAll HistoryStore<Long> store) {
            assertThat(store.events()).isZero();
        }
    }

    @Test
    void whatIsShrunkIsShownWithItsEvents() {
        assertThat(WrongRulesTest.samples(Shown.class).values())
                .hasSize(1)
                .allSatisfy(sample -> assertThat(sample).contains("0: 2023-01-01"));
    }
}
