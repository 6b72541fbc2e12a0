package dev.retention.loss;

import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Sweep;
import dev.retention.service.Signal;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A business reckoned by hand.
 *
 * <pre>
 *   2025-Q2      contract                       reason     complaint
 *   1, 2         10 Jan to 5 May, 20.00 each    price      1: 1 May
 *   3            10 Jan to 20 June, 50.00       none
 *   4 to 20      since 10 Jan, 20.00 each                  4: 1 May
 *   21           8 April to 8 May, 10.00        trial
 *   22           since 8 April, 10.00
 *   23           10 Jan to 10 Feb, since 1 June, 30.00     price, in Q1
 *
 *   start 20, lost 3, new 2 of whom 21 is gone, reactivated 1, end 19
 * </pre>
 */
abstract class ReviewedContracts {
    static final Currency EUR = Currency.getInstance("EUR");
    static final Spells LIVE = Spells.between("started", "ended");
    static final Timeline QUARTERS = Timeline.of(Grain.QUARTER, LocalDate.of(2025, 6, 30));
    static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2025, 6, 30));
    static final LocalDate CALLED = LocalDate.of(2025, 7, 1);

    record Row(
            int customer,
            LocalDate day,
            String code,
            String amount,
            @Nullable String reason) {
        BigDecimal money() {
            return new BigDecimal(amount);
        }
    }

    static Row row(int customer, int month, int day, String code, String amount, @Nullable String reason) {
        return new Row(customer, LocalDate.of(2025, month, day), code, amount, reason);
    }

    static final List<Row> CONTRACTS = contracts();
    static final HistoryStore<Integer> TRACKS = tracks(CONTRACTS);

    static List<Row> contracts() {
        List<Row> rows = new ArrayList<>();
        for (int customer = 1; customer <= 20; customer++) {
            rows.add(row(customer, 1, 10, "started", customer == 3 ? "50.00" : "20.00", null));
        }
        rows.add(row(1, 5, 5, "ended", "-20.00", "price"));
        rows.add(row(2, 5, 5, "ended", "-20.00", "price"));
        rows.add(row(3, 6, 20, "ended", "-50.00", null));
        rows.add(row(21, 4, 8, "started", "10.00", null));
        rows.add(row(21, 5, 8, "ended", "-10.00", "trial"));
        rows.add(row(22, 4, 8, "started", "10.00", null));
        rows.add(row(23, 1, 10, "started", "30.00", null));
        rows.add(row(23, 2, 10, "ended", "-30.00", "price"));
        rows.add(row(23, 6, 1, "started", "30.00", null));
        return rows;
    }

    static HistoryStore<Integer> tracks(List<Row> contracts) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .amounts(Row::money, EUR)
                .text("reason", Row::reason)
                .from(contracts)
                .named("contracts")
                .and(HistoryStore.ofDates(Row::customer, Row::day)
                        .codes(Row::code)
                        .from(List.of(row(1, 5, 1, "complaint", "0", null), row(4, 5, 1, "complaint", "0", null)))
                        .named("tickets"));
    }

    static Losses losses() {
        return Losses.over(QUARTERS, LIVE)
                .on("contracts")
                .worth(LossValue.recurring())
                .by(LossCauses.recordedIn("reason"))
                .listening(90, Signal.of("tickets", "complaint"));
    }

    static LossReviewBuilder<Integer> review() {
        return LossReview.of(Sweep.over(TRACKS), losses());
    }

    static final LossReview<Integer> SECOND = review().inPeriod("2025-Q2");
}
