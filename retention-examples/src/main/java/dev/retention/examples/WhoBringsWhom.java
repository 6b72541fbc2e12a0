package dev.retention.examples;

import dev.retention.cohort.CohortRetention;
import dev.retention.history.HistoryStore;
import dev.retention.segment.ReferralChains;
import dev.retention.segment.ReferralReader;
import dev.retention.segment.ReferralTable;
import dev.retention.segment.Referrals;
import dev.retention.segment.SelfSelected;
import dev.retention.segment.ViralGrowth;
import dev.retention.time.Timeline;
import dev.retention.value.AcquisitionCost;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;

/** "Who brings whom, and what does it cost?" From orders and referrals to shares, costs and chains. */
public final class WhoBringsWhom {
    private WhoBringsWhom() {}

    /**
     * Prints the referrals of a month and the chains they make.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    /** What the shop knows of an order. */
    record Order(String customer, String day, String total) {
        LocalDate on() {
            return LocalDate.parse(day);
        }

        BigDecimal worth() {
            return new BigDecimal(total);
        }
    }

    private static final List<Order> ORDERS = List.of(
            new Order("Ann", "2026-01-05", "50.00"),
            new Order("Bob", "2026-01-20", "30.00"),
            new Order("Cleo", "2026-02-10", "60.00"),
            new Order("Dan", "2026-02-20", "80.00"),
            new Order("Cleo", "2026-03-02", "40.00"),
            new Order("Eve", "2026-03-10", "100.00"),
            new Order("Fay", "2026-03-12", "60.00"),
            new Order("Gus", "2026-03-20", "40.00"));

    // region rows
    /** What the referral programme knows: a row for each referral, with the plan that the referrer had then. */
    record Row(String referrer, String referred, String day, String reward, String plan) {
        LocalDate on() {
            return LocalDate.parse(day);
        }

        BigDecimal paid() {
            return new BigDecimal(reward);
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row("Ann", "Cleo", "2026-02-01", "10.00", "gold"),
            new Row("Cleo", "Eve", "2026-03-10", "15.00", "basic"),
            new Row("Ann", "Fay", "2026-03-05", "10.00", "gold"),
            new Row("Fay", "Fay", "2026-03-12", "10.00", "basic")); // refers herself
    // endregion

    static void run(PrintStream out) {
        Currency eur = Currency.getInstance("EUR");
        // region referrals
        HistoryStore<String> orders = HistoryStore.ofDates(Order::customer, Order::on)
                .amounts(Order::worth, eur)
                .from(ORDERS);
        ReferralReader<Row, String> reader = Referrals.reader(Row::referrer, Row::referred, Row::on)
                .reward(Row::paid, eur)
                .referrerText("plan of the referrer", Row::plan)
                .among(orders) // referrers are customers, the referred were none before
                .lenient();
        HistoryStore<String> referrals = reader.from(ROWS);
        out.println(referrals.exclusions().examples()); // row 4: Fay
        HistoryStore<String> all = orders.named("orders").and(referrals);

        Timeline months = Timeline.monthly(LocalDate.of(2026, 3, 31));
        ReferralTable<String> table = Referrals.over(months).of(all);
        ReferralTable<String>.InPeriod march = table.inPeriod("2026-03");
        out.println(march.referredShare().orElseThrow()); // 66.7 % (2 of 3)
        out.println(march.referredShareOfValue().orElseThrow()); // 80.0 % (160.00 of 200.00)
        out.println(march.participation().orElseThrow()); // 28.6 % (2 of 7)
        out.println(march.cost(AcquisitionCost.Basis.PAID).orElseThrow()); // 12.50 EUR (25.00 of 2), paid
        table.byReferrer("plan of the referrer")
                .tables()
                .forEach((plan, of) -> out.println(plan + " " + of.inPeriod("2026-03")));
        out.println(table.byReferrerTenure(30)
                .inGroup("2: 30 and more")
                .inPeriod("2026-03")
                .members(Referrals.Item.REFERRED)); // [Fay]
        // endregion
        // region chains
        ReferralChains<String> chains = reader.chains(ROWS);
        out.println(chains.descendants("Ann")); // [Cleo, Eve, Fay]
        out.println(chains); // 4 customers, 1 of them roots, depth 2
        out.println(ViralGrowth.of(200, 50, 150, 30)); // from counts alone
        SelfSelected.retention(
                        CohortRetention.over(months)
                                .of(all)
                                .by(Referrals.over(months).referred()),
                        Referrals.REFERRED,
                        1)
                .ifPresent(out::println); // with the word selection
        // endregion
    }
}
