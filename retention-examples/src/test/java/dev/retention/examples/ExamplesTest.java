package dev.retention.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every example prints what it says. */
class ExamplesTest {
    static String output(Consumer<PrintStream> example) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            example.accept(out);
        }
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void ratesFromCounts() {
        assertThat(output(RatesFromCounts::run)).isEqualTo("""
            95.0 % (19 of 20, HEADCOUNT)
            [76.4 %, 99.1 %]
            71.8 % (RESCALED SNAPSHOT)
            The offer kept 80.0 % (56 of 70) against 60.0 % (48 of 80): a difference of [5.2 %, 33.4 %]
            """);
    }

    @Test
    void cohortsOfMyOrders() {
        assertThat(output(CohortsOfMyOrders::run)).isEqualTo("""
            2026-01 age 2: 33.3 % (1 of 3)
            [2]
            [6.1 %, 79.2 %]
            2026-02 age 1: 100.0 % (1 of 1)
            UNOBSERVED
            2026-01 (3) [100.0 % (3 of 3), 33.3 % (1 of 3), 33.3 % (1 of 3)]
            2026-02 (1) [100.0 % (1 of 1), 100.0 % (1 of 1)]
            2026-03 (0) []
            []
            customer 1 [2026-01-03 4000, 2026-02-11 3500] counts in 2026-01 age 0 (4000), 2026-01 age 1 (3500) \
            of cohort retention by first event, active in period, MONTH 2026-01 to 2026-03, as of 2026-03-31
            2026-02: 2 live, 1 new, 1 retained, 0 reactivated, 2 lost
            [2, 3]
            95 (0 to 250 at 95.0 %, PERCENTILE of 2000 replicates); only 4 buckets have customers: too few to tell how chance \
            moves them, so that the interval is too narrow
            [-3.1 %, 100.0 %]
            """);
    }

    @Test
    void whichGroupsPay() {
        assertThat(output(WhichGroupsPay::run)).isEqualTo("""
            basic in 2026-02: 2 customers, 170.00 revenue (21.8 % of all), 55.00 profit, retention 50.0 % (1 of 2)
            gold in 2026-02: 3 customers, 610.00 revenue (78.2 % of all), 250.00 profit, retention 100.0 % (2 of 2)
            gold in 2026-02: 500.00 + 270.00 new + 40.00 more − 200.00 moved out = 610.00
            profit of gold in 2026-02: 210.00 + 100.00 new + 30.00 more − 90.00 moved out = 250.00
            500 to 610 of 660 to 780: +110, unexpected +78.75
            260 to 305: +45, of which customers +63.3552, margin -3.84662, mix +30.3297, spend -44.8382
            [Cleo, Dan]
            basic: 88 % of service, 0 % of profit
            gold: 13 % of service, 100 % of profit
            kept 83.3 % (250 of 300), won 5.0 % (100 of 2000), +78.3 points (95 %: +73.6 to +82.2); a new customer costs 60.00 EUR \
            (6000 of 100), a kept one 8.00 EUR (2000 of 250), 7.5 times as much; 25.0 % of spend is on keeping
            4 groups around 65.9 % with the weight of 6.77 customers
            Linz: 85.0 % (170 of 200), shrunken 84.4 %
            Wels: 55.0 % (66 of 120), shrunken 55.6 %
            Graz: 100.0 % (3 of 3), shrunken 76.4 %
            Enns: 44.4 % (40 of 90), shrunken 45.9 %
            """);
    }

    @Test
    void whatTheyPay() {
        assertThat(output(WhatTheyPay::run)).isEqualTo("""
            2026-03: 420.00 + 100.00 new + 60.00 expansion + 0.00 reactivation − 24.00 contraction − 100.00 churn = 456.00
            84.8 % (356.00 of 420.00, NRR_COHORT)
            61.0 % (256.00 of 420.00, NRR_LEDGER)
            [Cleo: 100.00/100.00 against 0.00/100.00]
            2026-03: 60.00 expansion (quantity 60.00), -24.00 contraction (downgrade -24.00)
            involuntary 2026-03: 0 of 4 lost with 0.00 of 420.00; 1 day by day with 100.00, 1 recovered with 100.00, 0 open
            voluntary 2026-03: 1 of 4 lost with 100.00 of 420.00; 1 day by day with 100.00, 0 recovered with 0.00, 1 open
            card expired 2026-03: 0 of 4 lost with 0.00 of 420.00; 1 day by day with 100.00, 1 recovered with 100.00, 0 open
            too dear 2026-03: 1 of 4 lost with 100.00 of 420.00; 1 day by day with 100.00, 0 recovered with 0.00, 1 open
            Optional[111.3 % (356.00 of 320.00, age 2 of 0, 1 cohort)]
            """);
    }

    @Test
    void whoAreTheBest() {
        assertThat(output(WhoAreTheBest::run)).isEqualTo("""
            1-3-3 (60 days, 3 purchases, 64000 minor units)
            [Bob]
            640.00
            2-2-2 (12 days, 2 purchases, 15000 minor units)
            [Bob]
            high revenue, low profit: 16.7 % (1 of 6); mean revenue 64000, profit -4400
            16.7 % (1 of 6) change where a threshold moves by 10.0 %: [Fay]
            """);
    }

    @Test
    void whoRenews() {
        assertThat(output(WhoRenews::run)).isEqualTo("""
            Optional[75.0 % (3 of 4, CUSTOMERS); pending lost: 60.0 % (3 of 5, CUSTOMERS_PENDING_LOST); pending won: \
            80.0 % (4 of 5, CUSTOMERS_PENDING_WON)]
            51.5 % (350.00 of 680.00, NET_VALUE)
            40.0 % (2 of 5, ON_TIME)
            [Eve]
            [competitor: 1 customers, 300.00]
            """);
    }

    @Test
    void orderAfterOrder() {
        assertThat(output(OrderAfterOrder::run)).isEqualTo("""
            order 2, 50.0 % (2 of 4): 33.50 EUR (67.00 of 2) against their own first 30.00 EUR (60.00 of 2), all first 20.50 EUR \
            (82.00 of 4); after 40 days; 1 open
            3.5 (2 to 5 at 95.0 %, PERCENTILE of 2000 replicates); only 4 buckets have customers: too few to tell how chance \
            moves them, so that the interval is too narrow
            OptionalDouble[0.75] Optional[[0.1279, 0.9605] at 95 %]
            2026-02: 1 later orders of 1 customer, 2 lines with 35.00: 1 same product with 10.00, 1 same family with 25.00
            2026-03: 2 lines with 72.00 of a list price of 80.00; at full price 50.0 % (1 of 2) of lines, never so far 50.0 % \
            (1 of 2) of customers
            2026-01: 10.00 sent back of 70.00 sold, 1 of 3 lines, 1 of 3 orders, 1 of 3 customers
            [-0.391, 0.9055] at 95 %
            """);
    }

    @Test
    void whoBringsWhom() {
        assertThat(output(WhoBringsWhom::run)).isEqualTo("""
            [row 4: unreadable (customer (Fay) must not be the referrer)]
            66.7 % (2 of 3)
            80.0 % (160.00 of 200.00)
            28.6 % (2 of 7)
            12.50 EUR (25.00 of 2), paid
            basic 2026-03: 1 of 3 new referred, 0 of 1 refer
            gold 2026-03: 1 of 3 new referred, 1 of 2 refer
            (missing) 2026-03: 0 of 3 new referred, 1 of 4 refer
            [Fay]
            [Cleo, Eve, Fay]
            4 customers, 1 of them roots, depth 2
            k 0.15 per customer (0.6 per inviter), multiplier 1.176
            retention at age 1: referred 100.0 % (1 of 1), others 0.0 % (0 of 1), difference [-12.2 %, 100.0 %]; \
            selection, since customers chose themselves: no effect is shown
            """);
    }

    @Test
    void pointsAndTiers() {
        assertThat(output(PointsAndTiers::run)).isEqualTo("""
            2026-03: 80 outstanding + 20 issued − 0 spent − 30 expired − 20 reversed = 50 outstanding; 60 pending
            [Ann]
            17.6 % (30 of 170)
            33.3 % (1 of 3)
            41.2 % (70 of 170)
            0.50
            OptionalLong[50]
            2026-03: 3 of 4 customers enrolled, 2 of 3 members active, 2 joined
            (missing) → (missing) [Cleo]
            (missing) → silver [Bob]
            silver → gold [Ann]
            silver → silver []
            """);
    }

    @Test
    void eventsOfMyShop() {
        assertThat(output(EventsOfMyShop::run)).isEqualTo("""
            1 excluded: 1 no customer
            2026-02 age 1: 50.0 % (1 of 2)
            [Ann]
            [Bob, Cleo]
            [Ann]
            OptionalDouble[5000.0]
            2026-02 age 1: 50.0 % (1 of 2)
            [Ann]
            3
            true
            """);
    }

    @Test
    void myOwnRule() {
        assertThat(output(MyOwnRule::run)).isEqualTo("""
            time to the second order: within 30 days 1, later 1, not yet 1
            [3]
            customer 2 [2026-01-04, 2026-03-02] counts in later of time to the second order
            2
            within 30 days: 1, later: 1; only within 30 days: [1], only later: [2]
            1 customers changed 2 cells of time to the second order: [within 30 days +1, not yet -1]
            1
            """);
    }

    @Test
    void myOwnTable() {
        assertThat(output(MyOwnTable::run)).isEqualTo("""
            2026-02: first 1 customer (1), soon 1 customer (1), late 1 customer (1)
            [2]
            counts: [2026-01: 1 of 1, 2026-02: 1 of 1, 2026-03: 0 of 1]
            2
            """);
    }

    @Test
    void whyFiguresDiffer() {
        assertThat(output(WhyFiguresDiffer::run))
                .contains("10.0 % (1 of 10, SNAPSHOT)")
                .contains("30.0 % (3 of 10, EVENTS_OVER_START)")
                .contains("25.0 % (3 of 12, EVENTS_OVER_START_PLUS_NEW)")
                .contains("28.6 % (3 of 10.5, EVENTS_OVER_AVERAGE)")
                .endsWith("""
                    2026-03: 25.0 % (1 of 4, SNAPSHOT)
                    [Bob, Dan]
                    25.0 % (1 of 4, SNAPSHOT) against 75.0 % (3 of 4, EVENTS_OVER_START); losses counted differently: \
                    [Cleo: 0 → 1, Eve: 0 → 1]; only in the first denominator: [], only in the second: []
                    """);
    }

    @Test
    void whatTheyAreWorth() {
        assertThat(output(WhatTheyAreWorth::run)).isEqualTo("""
            990.91 USD (99.09… / 10.0 % (1 of 10, SNAPSHOT), ARPA_OVER_CHURN)
            at age 2: 95.00 USD of 90.00 USD
            +5.0 points of retention at 75.0 % are worth +25.0 %
            """);
    }

    @Test
    void onWhomWeDepend() {
        assertThat(output(OnWhomWeDepend::run)).isEqualTo("""
            5 customers with 100000: Gini 0.36, as concentrated as 3.125 equal ones
            3 customers have 80.0 %; 5 with those tied at 10000 have 100.0 %
            1 customer has 50.0 %
            0.36 (0 to 0.381 at 95.0 %, PERCENTILE of 2000 replicates); only 5 buckets have customers: too few to tell how \
            chance moves them, so that the interval is too narrow
            [Ann, Bob]
            100.0 % (1000.00 of 1000.00, NRR_COHORT)
            1. Ann 50000 (50.0 %): 70.0 % (350.00 of 500.00, NRR_COHORT) without, \
            70.0 % (350.00 of 500.00, NRR_COHORT) without the first 1
            2. Bob 20000 (20.0 %): 106.3 % (850.00 of 800.00, NRR_COHORT) without, \
            66.7 % (200.00 of 300.00, NRR_COHORT) without the first 2
            """);
    }

    @Test
    void whatIsStillToCome() {
        assertThat(output(WhatIsStillToCome::run)).isEqualTo("""
            1050 customers, 90.0 % kept and 150 acquired per period: to a level of 1500
            10.5 new customers a month are worth as much as a point now
            16.7 at the level
            0.9132 needed for 1,500 in a year
            the level: [1248, 1809] at 95 %
            cohort 1: 1890 so far, 0 to come (standard error 0)
            cohort 2: 2210 so far, 110.5 to come (standard error 6.736)
            cohort 3: 1330 so far, 336.656 to come (standard error 16.29)
            cohort 4: 1400 so far, 1254.2 to come (standard error 71.91)
            all cohorts: 6830 so far, 1701.36 to come (standard error 76.36)
            [1605, 1800] at 80 %
            []
            """);
    }

    @Test
    void howLongTheyStay() {
        assertThat(output(HowLongTheyStay::run))
                .contains("Month-to-month: 66.1 % stay a year, 67.1 % of those another")
                .contains("  months within five years: 26.39 ± 0.3712 within 60")
                .contains(
                        "  margin of 24 months, new: 401.06 USD (15.4255 expected payments, 24 at most, at 10 % a year")
                .contains("Two year: 98.4 % stay a year")
                .contains("LOG_RANK: χ² = 2277, df = 2")
                .contains("one year: hazard ratio 0.1802, [0.1589, 0.2043] at 95 %")
                .contains("charges: hazard ratio 1.010, [1.009, 1.011] at 95 %")
                .contains("χ² = 0.5936, df = 3, p = 0.8979");
    }

    @Test
    void whatTheyWillDo() {
        assertThat(output(WhatTheyWillDo::run))
                .contains("CONVERGED, log-likelihood -16511.7049")
                .contains("alive: 0.70 and 0.02")
                .contains("next quarter: 1.21 purchases, [1.114, 1.316] at 95 %")
                .contains("4.771 on 1 df, p = 0.0289")
                .contains("renewing: 85.9 % the first time, 90.2 % the fifth");
    }

    @Test
    void willTheForecastHold() {
        assertThat(output(WillTheForecastHold::run)).isEqualTo("""
            still a customer: 1.00
            2025-07-01 to 2025-07-07: 102 actual, 116.2 expected
            a week is off by 14 %
            2563 actual, 2635.3 expected
            0: 934 customers, 0.4797 actual, 0.5582 expected
            1: 403 customers, 0.8387 actual, 0.8230 expected
            2: 217 customers, 0.9493 actual, 1.094 expected
            3–44: 566 customers, 2.776 actual, 2.729 expected
            1: 403 actual, 437.6 expected
            p = 0.0007
            0.4423 on 2025-12-31
            OptionalDouble[0.20165091098944105]
            [1.738, 1.968] at 95 %
            """);
    }

    /** The paper's own optimum, found to more digits; the donors gave 13,260 times in the five years. */
    @Test
    void whoWillGiveAgain() {
        assertThat(WhoWillGiveAgain.donors().customers()).isEqualTo(11_104);
        assertThat(output(WhoWillGiveAgain::run))
                .contains("log-likelihood -33225.581274, [alpha = 1.2035", "beta = 0.74972", "gamma = 0.65672")
                .contains("purchases=4, lastPurchase=4, opportunities=6]: still a donor 0.22")
                .contains("all donors within five years: 12,884 gifts");
    }

    @Test
    void whatTheyWillSpend() {
        assertThat(output(WhatTheyWillSpend::run))
                .startsWith("true\nCONVERGED, log-likelihood -8135.8474")
                .endsWith("""
                    0 orders of 0: expect 29.45
                    2 orders of 90: expect 78.07
                    20 orders of 90: expect 88.55
                    """);
    }

    /** The bad quarter of the simulated business is found, and no more is said of August, or of a price rise, than they tell. */
    @Test
    void isItAChange() {
        assertThat(output(IsItAChange::run)).isEqualTo("""
            Laney u chart of 36 points, centre 3.589 per 1,000, σ_z 1.157: 3 flags
            [2025-08 (Nelson 1), 2025-09 (Nelson 1), 2026-03 (Nelson 2)]
            2025-08: 5.477 per 1,000, above the upper limit 5.16 per 1,000 (Nelson 1)
            88
            The counts vary 1.13 times as much as chance makes them (p = 0.331), which is no more than chance: plain \
            limits will do.
            longest run 6 (at most 8), crossings 17 (at least 13), of 36 points: no signal
            [2025-07 (Nelson 1), 2025-08 (Nelson 1), 2025-09 (Nelson 1), 2025-10 (Nelson 1)]
            against 0.00505 (85 per 16846) in 2025-07, the period before: no clear change; chance alone could \
            explain it (anything from 0.786 to 1.5 times as many)
            against 0.00377 (43 per 11400) in 2024-08, the same period of the last year: no clear change; chance \
            alone could explain it (anything from 0.98 to 2.19 times as many)
            against 0.00335 (114 per 34037) in the 3 periods to 2024-09, the same 3 periods of the last year: \
            clearly more, 1.25 to 2.02 times as many
            changed by 1.4 points, and by -0.4 in the comparison group: no clear change; chance alone could explain \
            it (anything from 0.3 points lower to 4.0 higher)
            changed by 0.7 points, and by 0.7 in the comparison group: no clear change; chance alone could explain \
            it (anything from 2.5 points lower to 2.5 higher)
            an effect as large is found at 3 of 10 dates, its own among them
            [2026-06 (Nelson 1)]
            """);
    }

    /** In the simulated business a complaint doubles the risk to leave at the end of its month. */
    @Test
    void howTheyAreServed() {
        assertThat(output(HowTheyAreServed::run)).isEqualTo("""
            109.9 per 1,000
            10.4 % (74 of 710)
            [B0943]
            billing: 38
            outages: 5
            reports: 14
            speed: 21
            daily use → daily use: 22
            invoice → invoice: 23
            operations → daily use: 5
            sale → daily use: 13
            sale → invoice: 15
            2026-06: good 34 customers (36), bad 74 customers (78), in surplus 29 customers (31), even 4 customers, \
            in deficit 70 customers (73)
            539.5 minutes, [520, 560] at 95 %
            Ines 95.2 % to 96.4 % (80 met, 3 missed, 1 open)
            Jon 98.9 % (87 met, 1 missed, 0 open)
            Kim 80.0 % to 83.3 % (72 met, 15 missed, 3 open)
            [B0060, B0429, B0513, B0651]
            67.2 % to 76.7 % (176 met, 61 missed, 25 open)
            2026-06: 1.6 % (1 of 61) against 1.3 % (8 of 611)
            1.56 times, [1.155, 2.097] at 95 %
            a complaint in 30 days: hazard ratio 1.737, [1.375, 2.195] at 95 %, p = 3.761e-06
            OptionalDouble[1.326402870863364]
            [1.244, 1.414] at 95 %
            [-0.06219, 0.2796] at 95 %
            """);
    }

    @Test
    void whatTheySay() {
        assertThat(output(WhatTheySay::run)).isEqualTo("""
            38.9 points (50 promoters, 25 passives, 15 detractors)
            [0.2224, 0.5302] at 95 %
            [-0.3249, 0.08829] at 95 %
            [0.03608, 0.233] at 95 %
            0.1364 ± 0.051 (standard error)
            49
            PARTIAL
            44.6 % (205 of 460)
            65.2 % (300 of 460)
            31.5 % (58 of 184)
            113
            32.6 % (14 of 43)
            [B0452, B0564, B0746, B0911]
            337 tenures to 994, 169 ended, 168 censored; median 15 [13, Infinity] at 95 %
            south: low 21.7 % (13 of 60), [13.1 %, 33.6 %]
            abroad: low 33.3 % (1 of 3), [6.1 %, 79.2 %]
            north: low 5.0 % (3 of 60), [1.7 %, 13.7 %]
            [south: mean changed by 0.583, p = 0.0044, among all 0.013]
            0.05141 ± 0.11 (standard error)
            56.9 % (148 of 260)
            [B0162: 10 and 5]
            """);
    }

    /** In the simulated business a hand-over doubles the risk to leave for six months. */
    @Test
    void whoKeepsInTouch() {
        assertThat(output(WhoKeepsInTouch::run)).isEqualTo("""
            2026-05: due 166 customers (166), made 72 customers (72), late 7 customers (7, so far), missed 87 \
            customers (87, so far), made or open 72 customers (72), overdue 271 customers, customers 672 customers
            277
            48
            30.4 % (213 of 701)
            Person[name=Ben, customers=102, worth=44530.00]
            Person[name=Anna, customers=92, worth=35770.00]
            Person[name=Carla, customers=83, worth=33740.00]
            2025-03: 4 people, 121 to 131 customers; 2025-04: 3 people, 169 to 175 customers
            121
            [1.832, 4.829] at 95 %
            1: below 215: 2026-03: 3.3 % (7 of 210, SNAPSHOT)
            2: 215 and more: 2026-03: 1.9 % (8 of 432, SNAPSHOT)
            53.4 % (62 of 116)
            51.7 % (60 of 116)
            """);
    }

    @Test
    void whoOwesUs() {
        assertThat(output(WhoOwesUs::run)).isEqualTo("""
            0.7350918906249998
            signed 1011 → kick-off 935 → data connected 875 → trained 815 → first result 752: 74.4 %
            Step[stage=trained, entered=815, passed=752, stillIn=13]
            [B0488]
            OptionalDouble[79.0]
            not due: 82196.00
            1-30: 36711.50
            31-60: 17593.00
            61-90: 3194.00
            over 90: 7010.00
            no due day: 0.00
            credit notes: 0.00
            unapplied payments: 0.00
            14
            DSO 15.39 days, best possible 8.624 days, CEI 80.43 %
            15.39 days (balance used up)
            81.5 % to 82.1 % (546 met, 120 missed, 4 open)
            OptionalDouble[9.0]
            late: 2026-06: 1.3 % (5 of 377, SNAPSHOT)
            not late: 2026-06: 1.4 % (4 of 295, SNAPSHOT)
            [0.9633, 1.526] at 95 %
            """);
    }
}
