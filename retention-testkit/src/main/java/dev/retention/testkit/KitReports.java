package dev.retention.testkit;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.PurchaseSummary;
import dev.retention.rule.Sweep;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import net.jqwik.api.SampleReportingFormat;

/**
 * Prints what is in a sample of a property, not how much: the histories of a {@code HistoryStore}, what each customer bought of
 * {@code CustomerPurchases}, and the distinct histories of a {@code PurchaseSummary}, up to 20 of them; an {@link EventLog} and a
 * {@link ContractLog} print their events themselves. jqwik finds it by {@link java.util.ServiceLoader}.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class KitReports implements SampleReportingFormat {
    private static final int SHOWN = 20;

    /** How many years behind the last event days in columns are known. */
    private static final int YEARS = 10;

    /** Made by jqwik. */
    public KitReports() {}

    @Override
    public boolean appliesTo(Object value) {
        return value instanceof HistoryStore<?>
                || value instanceof CustomerPurchases<?>
                || value instanceof PurchaseSummary
                || value instanceof EventLog
                || value instanceof ContractLog;
    }

    @Override
    public Object report(Object value) {
        if (value instanceof HistoryStore<?> store) {
            return histories(store);
        }
        if (value instanceof CustomerPurchases<?> purchases) {
            return some(
                    purchases.toString(),
                    purchases.customers(),
                    i -> purchases.customer(i) + ": " + purchases.purchaseDays(i) + " (" + purchases.history(i) + ")");
        }
        if (value instanceof PurchaseSummary summary) {
            return some(summary.toString(), summary.size(), i -> summary.count(i) + " with " + summary.history(i));
        }
        return SampleReportingFormat.plainLabel(value.toString());
    }

    private static <K> Object histories(HistoryStore<K> store) {
        Sweep<K> sweep = Sweep.over(store);
        Timeline years =
                Timeline.of(Grain.YEAR, store.lastDay().orElse(LocalDate.EPOCH).plusYears(YEARS));
        Timeline bound = store.bind(store.hasInstants() ? years.inZone(ZoneOffset.UTC) : years);
        return some(
                store.toString(),
                store.customers(),
                i -> store.customer(i) + ": " + sweep.<String>look(store.customer(i), bound, History::toString));
    }

    /** A title, and the first of some things. */
    private static Object some(String title, int size, IntFunction<String> thing) {
        List<Object> all = new ArrayList<>(List.of(SampleReportingFormat.plainLabel(title)));
        for (int i = 0; i < Math.min(SHOWN, size); i++) {
            all.add(SampleReportingFormat.plainLabel(thing.apply(i)));
        }
        if (size > SHOWN) {
            all.add(SampleReportingFormat.plainLabel(size - SHOWN + " more"));
        }
        return all;
    }
}
