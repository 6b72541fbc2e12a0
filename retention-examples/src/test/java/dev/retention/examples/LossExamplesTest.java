package dev.retention.examples;

import static dev.retention.examples.ExamplesTest.output;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The examples of why customers leave print what they say. */
class LossExamplesTest {
    /** Of a quarter that is like the one before nothing is found. */
    @Test
    void whyTheyLeft() {
        assertThat(output(WhyTheyLeft::run)).isEqualTo("""
            5.1 % (33 of 650)
            11300.00
            110629.12
            B0230 on 2026-04-03, 608 days, cancelled, project ended (unavoidable), last 220.00, year before 2640.00, lifetime \
            4216.11, "complaint" on tickets on 2026-02-15
            B0596 on 2026-04-06, 455 days, cancelled, too expensive (avoidable), last 220.00, year before 2640.00, lifetime 3260.38
            B0355 on 2026-04-08, 212 days, cancelled, project ended (unavoidable), last 790.00, year before 5506.19, lifetime 5506.19
            63.6 % (21 of 33)
            project ended 5
            too expensive 5
            service 4
            went to a competitor 4
            missing feature 3
            [project ended 24946.19, too expensive 17701.47, service 13801.31, went to a competitor 10118.79, missing feature \
            8858.63], not known 35202.73
            36.4 % (12 of 33)
            12.1 % (4 of 33)
            15.2 % (5 of 33)
            [B0342, B0718, B0744, B0890, B0936]
            team: 3900 to 2730 of 12250 to 11300: -1170, unexpected -1272.75
            starter: 4400 to 4620 of 12250 to 11300: +220, unexpected +875.796
            business: 3950 to 3950 of 12250 to 11300: 0, unexpected +452.108
            team: 3.5 % (7 of 202) after 5.1 % (10 of 195), beside 5.8 % (26 of 448) after 5.2 % (22 of 425), p = 0.38
            starter: 7.1 % (21 of 297) after 6.4 % (18 of 282), beside 3.4 % (12 of 353) after 4.1 % (14 of 338), p = 0.55
            business: 3.3 % (5 of 151) after 2.8 % (4 of 143), beside 5.6 % (28 of 499) after 5.9 % (28 of 477), p = 0.78
            []
            6.3 % (4 met, 59 missed, 0 open)
            """);
    }

    /** The plan goes with leaving as it is made; the letter that has nothing to do with it is not found. */
    @Test
    void whatTheyHaveInCommon() {
        assertThat(output(WhatTheyHaveInCommon::run)).isEqualTo("""
            5 of 9 traits found at 5.0 %, 8 tests: contract = Month-to-month, charges = 97 and more, charges = below 45, contract = \
            One year, contract = Two year
            3 × 2 of 7000: chi-squared 1909.5 of 2, V 0.52
            24.1 % (230 of 953)
            plan = starter: 31.0 % (136 of 439) against 18.3 % (94 of 514), lift 1.284, p 0.0000273
            payment more than 14 days late = late: 27.5 % (107 of 389) against 21.8 % (123 of 564), lift 1.14, p 0.114
            manager = Dirk: 29.1 % (62 of 213) against 22.7 % (168 of 740), lift 1.206, p 0.114
            8 tried, 1 found
            [0.001701, 0.1134] at 95 %
            1.37, [1.013, 1.859] at 95 %
            107
            plan [starter, team, business]: 31.0 %, 22.6 %, 12.8 %: z -5.23, p 0.000000171
            plan = business: 87.2 % (197 of 226) against 72.4 % (526 of 727), lift 1.149, p 0.00000921
            2 traits of the loyal: 72.4 % (524 of 724)
            """);
    }

    /** Low scores and complaints are planted; the silence of contacts is not, and the rules of health are no better than a guess. */
    @Test
    void whatAnnouncedIt() {
        assertThat(output(WhatAnnouncedIt::run)).isEqualTo("""
            low score of "nps" from 0 to 10, low below 7, high from 9 goes before 10.9 % of losses, 21 days ahead at the median, at \
            2.7 times the risk (1.8 to 3.9)
            another manager on owners goes before 3.3 % of losses, 41 days ahead at the median, at 3.4 times the risk (1.2 to 10)
            "complaint" on tickets goes before 27.9 % of losses, 27.5 days ahead at the median, at 1.5 times the risk (1.2 to 1.9)
            invoice more than 14 days past due goes before 27.3 % of losses, 32 days ahead at the median, at 1.3 times the risk (1 to \
            1.7)
            no event on contacts for 60 days goes before 7.0 % of losses, 38 days ahead at the median, at 1.3 times the risk (0.84 to \
            1.9)
            27.9 % (92 of 330)
            6.2 % (81 of 1312) against 4.4 % (18242 of 418356)
            OptionalDouble[27.5]
            2 found
            140
            B0230: 2023-07: no class; 2024-08: green, otherwise; 2024-09: amber, invoice more than 14 days past due within 180 days; \
            2026-02: amber, "complaint" on tickets within 60 days; 2026-04: green, otherwise
            not shown to predict anything: AUC 0.523 [0.424, 0.621] at 95 % includes 0.5, and what lies beyond 0.4 to 0.6, too
            not shown to predict anything: AUC 0.516 [0.4162, 0.6156] at 95 % includes 0.5, and what lies beyond 0.4 to 0.6, too
            [-0.1549, 0.1682] at 95 %
            9.5 % (4 of 42)
            50.0 % (1 of 2), 1, at the median 72 days ahead
            [price: told 0 times, asked once]
            """);
    }

    /** What was drawn is drawn again, and what chance alone could make is not called an effect. */
    @Test
    void whatCameOfIt() {
        assertThat(output(WhatCameOfIt::run)).isEqualTo("""
            new customers in 2026-Q2: 81 customers, 33640.00
            reactivated customers in 2026-Q2: 3 customers, 1000.00
            low score of "nps" from 0 to 10, low below 7, high from 9 goes before 13.3 % of losses, 29.5 days ahead at the median, at \
            2.2 times the risk (1.6 to 3.2); p 0.00015, corrected
            11 asked
            renewals with reasons: needs the ends of terms and what was decided: see Renewals.reader
            revenue and profit by group: needs a grouping of customers, and for the profit what orders cost
            referrals by group: needs who referred whom: see Referrals.reader
            silent losses: needs what is heard of customers: see Losses.listening
            whether a score tells who leaves: needs the scores
            whom to call: needs how many
            whether calls bring customers back: needs who was called
            issues: needs the book of the review before, or an empty one
            2026-Q2 against 2026-Q1: lost 5.1 % (33 of 650), against 5.2 % (32 of 620) in 2026-Q1: no clear change; chance alone \
            could explain it (anything from 2.6 points lower to 2.4 higher); again: low score of "nps" from 0 to 10, low below 7, \
            high from 9
            B0890 (9480.00), no known reason
            B0492 (7090.52): too expensive, reason: too expensive
            B0054 (2640.00): went to a competitor, reason: went to a competitor
            B0864 (4680.00), no known reason
            B0135 (4680.00): too expensive, reason: too expensive
            30.3 % (10 of 33) of customers, 51.7 % of their value, 100.0 % (5 of 5) of known reasons
            [B0988, B0061, B0718, B0739, B0371, B0916, B0077, B0449, B0933, B0936]
            325 lost: 2 of 16 called came back, and 18 of 309 others; who was called was chosen, not drawn
            12.5 % of 16 called came back within 180 days, 5.8 % expected of others away for as long: no clear change; chance alone \
            could explain it (anything from 1.6 points lower to 37.5 higher); who was called was chosen, not drawn
            I-1 Outages (FIXED, opened on 2025-08-04, Ines): 4 customers, 13801.31
            I-2 project ended (OPEN, opened on 2026-07-01): 5 customers, 24946.19
            I-3 too expensive (OPEN, opened on 2026-07-01): 5 customers, 17701.47
            I-4 went to a competitor (OPEN, opened on 2026-07-01): 4 customers, 10118.79
            I-5 missing feature (OPEN, opened on 2026-07-01): 3 customers, 8858.63
            I-2 project ended (OPEN, opened on 2026-07-01): 5 customers, 24946.19
            100.0 % (1 of 1)
            no clear effect of the fix: the rate of loss changed by -0.4 points, and by 1.5 in the comparison group: no clear change; \
            chance alone could explain it (anything from 4.3 points lower to 0.5 higher)
            """);
    }
}
