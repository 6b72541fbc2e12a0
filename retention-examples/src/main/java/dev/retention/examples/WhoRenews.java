package dev.retention.examples;

import dev.retention.history.HistoryStore;
import dev.retention.movement.RenewalFormula;
import dev.retention.movement.RenewalItem;
import dev.retention.movement.RenewalTable;
import dev.retention.movement.RenewalTerm;
import dev.retention.movement.Renewals;
import dev.retention.rule.ByGroup;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** "Who renews, and why do the others not?" From contracts whose term ends to renewal rates with reasons. */
public final class WhoRenews {
    private WhoRenews() {}

    /**
     * Prints the renewals of a month.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    // region rows
    /** What the contract system knows of a term that ends. */
    record Row(
            String customer,
            String termEnd,
            String due,
            @Nullable String decided,
            @Nullable String renewed,
            @Nullable String reason) {
        RenewalTerm<String> term() {
            return RenewalTerm.of(customer, LocalDate.parse(termEnd), new BigDecimal(due))
                    .decided(
                            decided == null ? null : LocalDate.parse(decided),
                            renewed == null ? null : new BigDecimal(renewed))
                    .because(reason);
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row("Ann", "2026-03-10", "100.00", "2026-02-20", "120.00", "works well"), // early, and for more
            new Row("Bob", "2026-03-15", "200.00", "2026-03-15", "150.00", "price"),
            new Row("Cleo", "2026-03-20", "80.00", "2026-03-27", "80.00", null), // a week late
            new Row("Dan", "2026-03-22", "300.00", "2026-03-01", null, "competitor"), // lost
            new Row("Eve", "2026-03-30", "120.00", null, null, null)); // nobody knows yet
    // endregion

    static void run(PrintStream out) {
        // region renewals
        HistoryStore<String> terms =
                Renewals.reader(Row::term, Currency.getInstance("EUR")).from(ROWS);
        RenewalTable<String> renewals =
                Renewals.over(Timeline.monthly(LocalDate.of(2026, 3, 31))).of(terms);
        RenewalTable<String>.InPeriod march = renewals.inPeriod("2026-03");
        out.println(
                march.bounds(RenewalFormula.Basis.CUSTOMERS)); // 75 % of those decided; 60 to 80 % whatever Eve does
        march.rate(RenewalFormula.NET_VALUE).ifPresent(out::println); // 51.5 % (350.00 of 680.00, NET_VALUE)
        march.rate(RenewalFormula.ON_TIME).ifPresent(out::println); // 40.0 % (2 of 5, ON_TIME)
        out.println(march.members(RenewalItem.PENDING)); // [Eve]: worth a call
        ByGroup<RenewalTable<String>> why = renewals.by(Renewals.presentReason()); // of the kept and of the lost
        out.println(march.mix(RenewalItem.LOST, why)); // competitor 1, 300.00
        // endregion
    }
}
