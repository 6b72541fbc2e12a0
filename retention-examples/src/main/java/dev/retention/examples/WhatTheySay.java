package dev.retention.examples;

import dev.retention.examples.Business.Score;
import dev.retention.history.HistoryStore;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.Sweep;
import dev.retention.service.ClosedLoop;
import dev.retention.service.Feedback;
import dev.retention.service.Nps;
import dev.retention.service.PairedScores;
import dev.retention.service.ScoreChanges;
import dev.retention.service.ScoreCounts;
import dev.retention.service.ScoreGroups;
import dev.retention.service.Scores;
import dev.retention.service.Survey;
import dev.retention.service.SurveyRequests;
import dev.retention.survival.KaplanMeier;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.util.Map;

/** "What do they say of us?" From requests for scores to NPS with its interval, response rate and a closed loop. */
public final class WhatTheySay {
    private WhatTheySay() {}

    /**
     * Prints what customers of a simulated business answer.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        // region nps
        Nps before = Nps.of(55, 26, 9); // promoters, passives, detractors
        Nps now = Nps.of(50, 25, 15);
        out.println(now); // 38.9 points (50 promoters, 25 passives, 15 detractors)
        out.println(now.interval(Nps.Method.ADJUSTED_WALD, 0.95)); // [0.2224, 0.5302] at 95 %
        out.println(now.comparedWith(before).differenceInterval(Nps.Method.ADJUSTED_WALD, 0.95)); // [-0.3249, 0.08829]
        // endregion

        Business business = BusinessSimulator.of(1);
        // region feedback
        HistoryStore<String> scores = Scores.reader(Score::customer, Score::asked, Score::survey)
                .answered(Score::answered, Score::score)
                .role(Score::role)
                .followedUp(Score::followedUp)
                .from(business.scores());
        Timeline quarters = Timeline.of(Grain.QUARTER, BusinessSimulator.LAST_DAY);
        Feedback feedback = Feedback.over(quarters, Survey.NPS);
        PeriodItems<String, Feedback.Item> answers = feedback.of(scores);
        PeriodItems<String, Feedback.Item>.InPeriod winter = answers.inPeriod("2026-Q1");
        Nps nps = feedback.nps(winter).orElseThrow();
        out.println(nps.interval(Nps.Method.ADJUSTED_WALD, 0.95)); // as if no customer had answered twice
        out.println(feedback.clustered(Feedback.Figure.NPS, winter, true).orElseThrow()); // 0.1364 ± 0.051: some did
        out.println(winter.members(Feedback.Item.LOW).size()); // 49 detractors, by name
        out.println(answers.inPeriod("2026-Q2").state(Feedback.Item.LOW)); // PARTIAL: some may still answer
        // endregion

        // region response
        SurveyRequests requests = SurveyRequests.over(quarters).of(Survey.NPS).covering("decision maker");
        PeriodItems<String, SurveyRequests.Item>.InPeriod asked =
                requests.of(scores).inPeriod("2026-Q2");
        out.println(SurveyRequests.leastResponse(asked).orElseThrow()); // 44.6 % (205 of 460) if nobody else answers
        out.println(SurveyRequests.mostResponse(asked).orElseThrow()); // 65.2 % (300 of 460) if all do who can
        out.println(asked.share(SurveyRequests.Item.HEARD, SurveyRequests.Item.REACHED)
                .orElseThrow());
        PeriodItems<String, SurveyRequests.Item> allSurveys =
                SurveyRequests.over(quarters).of(scores);
        out.println(allSurveys
                .inPeriod("2026-Q2")
                .customers(SurveyRequests.Item.ASKED_OFTEN)); // 113, three times in 90 days
        ClosedLoop loop = ClosedLoop.over(quarters, Survey.NPS).within(7);
        PeriodItems<String, ClosedLoop.Item>.InPeriod low = loop.of(scores).inPeriod("2026-Q2");
        out.println(low.shareOfNumber(ClosedLoop.Item.FOLLOWED_UP, ClosedLoop.Item.LOW)
                .orElseThrow());
        out.println(low.members(ClosedLoop.Item.OPEN)); // [B0452, B0564, B0746, B0911]: call them now
        out.println(KaplanMeier.withDefaults().estimate(loop.times(Sweep.over(scores)))); // days until somebody did
        // endregion

        // region groups
        ScoreGroups<String> spring = ScoreGroups.of(Map.of( // or byColumn, of projects, persons or stages
                "north", ScoreCounts.of(Survey.CSAT, 1, 2, 6, 20, 31), // so many 1s, 2s, …
                "south", ScoreCounts.of(Survey.CSAT, 4, 9, 11, 21, 15),
                "abroad", ScoreCounts.of(Survey.CSAT, 1, 0, 0, 1, 1)));
        spring.worstFirst(0.95).forEach(out::println); // south 13 of 60, abroad 1 of 3, …: by the lower bound
        ScoreGroups<String> summer = ScoreGroups.of(Map.of(
                "north", ScoreCounts.of(Survey.CSAT, 0, 3, 5, 22, 30),
                "south", ScoreCounts.of(Survey.CSAT, 1, 3, 9, 20, 27),
                "abroad", ScoreCounts.of(Survey.CSAT, 0, 0, 1, 1, 2)));
        out.println(ScoreChanges.of(Feedback.Figure.MEAN, spring, summer)
                .flagged(0.05)); // [south: mean changed by 0.583, …]
        Timeline always = Timeline.monthly(BusinessSimulator.LAST_DAY);
        PairedScores<String> raters = PairedScores.of( // two who say something of the same
                ScoreGroups.byCustomer(Survey.NPS.where(Scores.ROLE, "user"), Sweep.over(scores), always),
                ScoreGroups.byCustomer(Survey.NPS.where(Scores.ROLE, "decision maker"), Sweep.over(scores), always));
        out.println(raters.difference().orElseThrow()); // 0.05141 ± 0.11
        out.println(raters.within(1).orElseThrow());
        out.println(raters.apartMost(1)); // [B0162: 10 and 5]
        // endregion
    }
}
