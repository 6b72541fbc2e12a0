package dev.retention.examples.report.count;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.examples.report.figures.FeedbackFigures;
import dev.retention.examples.report.figures.FeedbackFigures.Month;
import dev.retention.examples.report.figures.FeedbackFigures.Role;
import dev.retention.examples.report.figures.FeedbackFigures.Score;
import dev.retention.examples.report.figures.Finding;
import dev.retention.examples.report.figures.Finding.Tone;
import dev.retention.history.EventCodes;
import dev.retention.rule.PeriodItems;
import dev.retention.service.Feedback;
import dev.retention.service.Nps;
import dev.retention.service.Scores;
import dev.retention.service.Survey;
import dev.retention.service.SurveyRequests;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.trend.PeriodComparison.Reference;
import dev.retention.trend.PeriodRates;
import dev.retention.trend.PeriodSentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what customers answered, and how many did. */
final class FeedbackCalculator {

    private static final double CONFIDENCE = 0.95;
    private static final String DECIDER = "decision maker";

    private final ServiceSource source;
    private final Timeline timeline;
    private final ServiceCells cells;

    FeedbackCalculator(ServiceSource source, Timeline timeline, ServiceCells cells) {
        this.source = source;
        this.timeline = timeline;
        this.cells = cells;
    }

    /** A survey each, as far as customers were asked. */
    List<FeedbackFigures> calculate() {
        EventCodes codes = source.all().track(Scores.TRACK).codes();
        return Stream.of(Survey.NPS, Survey.CSAT, Survey.CES)
                .filter(survey -> codes.find(survey.name()).isPresent())
                .map(this::figures)
                .toList();
    }

    private FeedbackFigures figures(Survey survey) {
        Feedback feedback = Feedback.over(timeline, survey);
        PeriodItems<String, Feedback.Item> answers = feedback.of(source.all());
        PeriodItems<String, SurveyRequests.Item> requests =
                SurveyRequests.over(timeline).of(survey).of(source.all());
        List<Month> months = new ArrayList<>();
        for (PeriodItems<String, Feedback.Item>.InPeriod period : answers.periods()) {
            months.add(month(survey, feedback, answers, period, requests));
        }
        return new FeedbackFigures(
                survey.name(),
                survey.equals(Survey.NPS),
                survey.toString(),
                months,
                latest(feedback, survey, answers),
                roles(survey));
    }

    private Month month(
            Survey survey,
            Feedback feedback,
            PeriodItems<String, Feedback.Item> table,
            PeriodItems<String, Feedback.Item>.InPeriod answers,
            PeriodItems<String, SurveyRequests.Item> allRequests) {
        PeriodItems<String, SurveyRequests.Item>.InPeriod requests = allRequests.inPeriod(answers.period());
        return new Month(
                answers.period().label(),
                answers.state(Feedback.Item.ANSWERS) == CellState.OBSERVED,
                requests.number(SurveyRequests.Item.ASKED),
                answers.number(Feedback.Item.ANSWERS),
                SurveyRequests.leastResponse(requests).map(Proportion::asDouble),
                SurveyRequests.mostResponse(requests).map(Proportion::asDouble),
                score(survey, feedback, answers),
                cells.open(
                        "low-" + survey.name(),
                        "with a low answer to " + survey.name() + ", asked",
                        table,
                        answers,
                        Feedback.Item.LOW),
                cells.open(
                        "silent-" + survey.name(),
                        "without an answer to " + survey.name() + ", asked",
                        allRequests,
                        requests,
                        SurveyRequests.Item.NOT_ANSWERED));
    }

    private static Optional<Score> score(
            Survey survey, Feedback feedback, PeriodItems<String, Feedback.Item>.InPeriod answers) {
        if (survey.equals(Survey.NPS)) {
            return feedback.nps(answers)
                    .map(nps -> new Score(nps.asDouble(), nps.interval(Nps.Method.ADJUSTED_WALD, CONFIDENCE)));
        }
        return feedback.topBox(answers).map(share -> new Score(share.asDouble(), interval(share)));
    }

    private static Interval interval(Proportion share) {
        return ProportionInterval.WILSON.of(share, CONFIDENCE);
    }

    /** What may be said of the latest period that is over, against the one before and the same of the last year. */
    private List<Finding> latest(Feedback feedback, Survey survey, PeriodItems<String, Feedback.Item> answers) {
        List<PeriodItems<String, Feedback.Item>.InPeriod> over = answers.periods().stream()
                .filter(each -> each.state(Feedback.Item.ANSWERS) == CellState.OBSERVED)
                .toList();
        if (over.isEmpty()) {
            return List.of();
        }
        Period last = over.get(over.size() - 1).period();
        List<Finding> sentences = new ArrayList<>();
        for (Reference reference : List.of(Reference.LAST_YEAR, Reference.BEFORE)) {
            PeriodRates.reference(last, reference)
                    .filter(earlier -> timeline.first().compareTo(earlier) <= 0)
                    .flatMap(earlier ->
                            sentence(feedback, survey, answers.inPeriod(last), answers.inPeriod(earlier), reference))
                    .ifPresent(sentences::add);
        }
        return sentences;
    }

    private static Optional<Finding> sentence(
            Feedback feedback,
            Survey survey,
            PeriodItems<String, Feedback.Item>.InPeriod last,
            PeriodItems<String, Feedback.Item>.InPeriod earlier,
            Reference reference) {
        String words =
                reference == Reference.LAST_YEAR ? ", the same period of the last year: " : ", the period before: ";
        if (survey.equals(Survey.NPS)) {
            return feedback.nps(last)
                    .flatMap(now -> feedback.nps(earlier)
                            .map(then -> finding(
                                    "NPS in " + last.period().label() + " against " + points(then) + " in "
                                            + earlier.period().label() + words,
                                    now.comparedWith(then).differenceInterval(Nps.Method.ADJUSTED_WALD, CONFIDENCE))));
        }
        return feedback.topBox(last)
                .flatMap(now -> feedback.topBox(earlier)
                        .map(then -> finding(
                                "High answers in " + last.period().label() + " against " + percent(then) + " in "
                                        + earlier.period().label() + words,
                                now.comparedWith(then).differenceInterval(CONFIDENCE))));
    }

    private static Finding finding(String words, Interval change) {
        Tone tone = change.lower() > 0 ? Tone.BETTER : change.upper() < 0 ? Tone.WORSE : Tone.UNCLEAR;
        return new Finding(tone, words + PeriodSentences.at(CONFIDENCE).change(change));
    }

    private static String points(Nps nps) {
        return String.format(Locale.ROOT, "%.0f", nps.asPoints());
    }

    private static String percent(Proportion share) {
        return String.format(Locale.ROOT, "%.1f %%", share.asDouble() * 100);
    }

    /** How many requests to decision makers were answered, in the latest periods. */
    private List<Role> roles(Survey survey) {
        if (!source.has(Scores.TRACK, Scores.ROLE)) {
            return List.of();
        }
        PeriodItems<String, SurveyRequests.Item> table =
                SurveyRequests.over(timeline).of(survey).covering(DECIDER).of(source.all());
        long asked = 0;
        long heard = 0;
        for (PeriodItems<String, SurveyRequests.Item>.InPeriod period : ServiceCalculator.latest(table.periods())) {
            asked += period.number(SurveyRequests.Item.REACHED);
            heard += period.number(SurveyRequests.Item.HEARD);
        }
        return asked == 0 ? List.of() : List.of(new Role(DECIDER, asked, heard));
    }
}
