package dev.retention.service;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.CellSink;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.PeriodMethod;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What customers say of us by scores, period by period: net promoter score, top box and mean, with who gave them.
 *
 * <pre>{@code
 * Feedback feedback = Feedback.over(months, Survey.NPS);
 * PeriodItems<Long, Feedback.Item> table = feedback.of(scores);
 * feedback.nps(table.inPeriod("2024-03"));                              // 45.6 points (54 promoters, …)
 * table.inPeriod("2024-03").members(Feedback.Item.LOW);                 // the detractors
 * feedback.clustered(Feedback.Figure.NPS, table.inPeriod("2024-03"), true).map(nps -> nps.interval(0.95));
 * LaterLoss.over(months, spells).after(Feedback.lowScores(Survey.NPS)).of(all);
 * }</pre>
 *
 * <ul>
 *   <li>Reads the track {@value Scores#TRACK}, as {@link Scores} makes it.
 *   <li>An answer counts in the period in which it was asked for, {@link On#ASKED}, if it came within 30 days or as many as are {@link
 *       #within set}; so a period is final once these days are over. {@link Item#LATE} says what came later. By {@link On#ANSWERED} it
 *       counts in the period in which it came, however late.
 *   <li>Several answers of one customer in a period count as {@link Which} says.
 *   <li>Answers are of those who answered, who need not be like the others: see {@link SurveyRequests}.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Feedback extends PeriodMethod<Feedback.Item> {
    private static final long serialVersionUID = 1;
    private static final int DAYS = 30;

    private final Survey survey;
    private final On on;
    private final int days;
    private final Which which;

    private Feedback(Timeline timeline, Survey survey, On on, int days, Which which) {
        super(timeline, Item.class);
        this.survey = survey;
        this.on = on;
        this.days = days;
        this.which = which;
    }

    /** In which period an answer counts. */
    public enum On {
        /** In that in which the customer was asked. */
        ASKED,
        /** In that in which the customer answered. */
        ANSWERED
    }

    /** Which answers of a customer with several in a period count. */
    public enum Which {
        /** Every answer, so that who answers often weighs more. {@link Feedback#clustered} tells the error. */
        EVERY_ANSWER,
        /** Every customer once, by the mean of the answers: high from the bound of high answers on, low below that of low ones. */
        CUSTOMER_MEAN,
        /**
         * Every customer once, by the answer that came last; of one day that to the later request, and of requests of one day the last in the
         * order of {@link History}: of two that differ by the score alone the higher.
         */
        LATEST
    }

    /** A figure of answers. */
    public enum Figure {
        /** High answers less low ones, per answer. */
        NPS,
        /** High answers, per answer. */
        TOP_BOX,
        /** The mean score. */
        MEAN
    }

    /** What is counted of a period: customers, and answers or what they sum up to. */
    public enum Item {
        /** Answers with a score: all of a customer's, unless only the latest counts. */
        ANSWERS,
        /** High answers, or customers that are high: promoters. */
        HIGH,
        /** Those that are neither: passives. */
        MIDDLE,
        /** Low answers, or customers that are low: detractors. */
        LOW,
        /** The sum of the scores of ANSWERS. */
        SCORES,
        /** The sum of their squares. */
        SQUARES,
        /** Answers that came after the days and count nowhere, by {@link On#ASKED}. */
        LATE,
        /** The square of a customer's answers, summed up over customers; for the error of {@link Feedback#clustered}, as what follows. */
        ANSWERS_SQUARED,
        /** The square of a customer's high answers less low ones. */
        NET_SQUARED,
        /** A customer's high answers less low ones, times answers. */
        NET_TIMES_ANSWERS,
        /** The square of a customer's high answers. */
        HIGH_SQUARED,
        /** A customer's high answers times answers. */
        HIGH_TIMES_ANSWERS,
        /** The square of the sum of a customer's scores. */
        SCORES_SQUARED,
        /** The sum of a customer's scores times answers. */
        SCORES_TIMES_ANSWERS
    }

    /**
     * Every answer within 30 days, by the period of asking.
     *
     * @param timeline the periods; without a first period, they begin with the first request
     * @param survey the survey
     * @return the method
     */
    public static Feedback over(Timeline timeline, Survey survey) {
        return new Feedback(timeline, requireNonNull(survey, "survey"), On.ASKED, DAYS, Which.EVERY_ANSWER);
    }

    /**
     * {@return this method with another period in which an answer counts}
     *
     * @param on {@link On#ASKED} by default
     */
    public Feedback countedOn(On on) {
        return new Feedback(timeline(), survey, requireNonNull(on, "on"), days, which);
    }

    /**
     * Sets how long an answer may take to count in the period in which it was asked for.
     *
     * @param days from the day of the request, at least 0
     * @return this method with those days
     * @throws IllegalArgumentException if {@code days < 0}
     */
    public Feedback within(int days) {
        Checks.notNegative((long) days, "days");
        return new Feedback(timeline(), survey, on, days, which);
    }

    /**
     * {@return this method with others of several answers}
     *
     * @param which {@link Which#EVERY_ANSWER} by default
     */
    public Feedback taking(Which which) {
        return new Feedback(timeline(), survey, on, days, requireNonNull(which, "which"));
    }

    /**
     * The net promoter score of a period.
     *
     * @param period a period of this method's table
     * @return the score of HIGH, MIDDLE and LOW; empty if there are none
     * @throws IllegalStateException if the survey is not from 0 to 10 with low answers below 7 and high ones from 9
     */
    public Optional<Nps> nps(PeriodItems<?, Item>.InPeriod period) {
        requireNonNull(period, "period");
        checkState(survey.isNps(), "survey (%s) must be from 0 to 10, low below 7, high from 9", survey);
        return counted(period) == 0
                ? Optional.empty()
                : Optional.of(Nps.of(period.number(Item.HIGH), period.number(Item.MIDDLE), period.number(Item.LOW)));
    }

    private static long counted(PeriodItems<?, Item>.InPeriod period) {
        return period.number(Item.HIGH) + period.number(Item.MIDDLE) + period.number(Item.LOW);
    }

    /**
     * The share of high answers, or customers, of a period.
     *
     * @param period a period of this method's table
     * @return HIGH of HIGH, MIDDLE and LOW; empty if there are none
     */
    public Optional<Proportion> topBox(PeriodItems<?, Item>.InPeriod period) {
        long all = counted(requireNonNull(period, "period"));
        return all == 0 ? Optional.empty() : Optional.of(Proportion.of(period.number(Item.HIGH), all));
    }

    /**
     * The mean score of a period, of answers taken as independent.
     *
     * @param period a period of this method's table
     * @return SCORES per ANSWERS, with its standard error; empty of fewer than two answers
     * @throws IllegalStateException if customers count by their means: {@link ScoreGroups#meanOfMeans} is of these
     */
    public Optional<ScoreMean> mean(PeriodItems<?, Item>.InPeriod period) {
        requireNonNull(period, "period");
        checkState(which != Which.CUSTOMER_MEAN, "%s has no mean of answers: see ScoreGroups.meanOfMeans", which);
        return ScoreMean.of(period.number(Item.ANSWERS), period.number(Item.SCORES), period.number(Item.SQUARES));
    }

    /**
     * A figure of a period with a standard error that holds however alike the answers of one customer are, see {@link
     * ScoreMean#clustered}.
     *
     * @param figure which
     * @param period a period of this method's table
     * @param corrected whether by CR1, which is to be preferred of few customers, or else CR0
     * @return the figure per answer, with as many degrees of freedom as there are customers but one; empty of fewer than two customers
     * @throws IllegalStateException if not every answer counts
     */
    public Optional<ScoreMean> clustered(Figure figure, PeriodItems<?, Item>.InPeriod period, boolean corrected) {
        requireNonNull(figure, "figure");
        requireNonNull(period, "period");
        checkState(which == Which.EVERY_ANSWER, "%s leaves one answer of each customer", which);
        return ScoreSums.clustered(figure, period, corrected);
    }

    /**
     * A low score, to be asked whether it goes before a loss, see {@link LaterLoss}.
     *
     * @param survey the survey, which says what is low
     * @return the signal, on the days of the low answers; an answer without a score is none
     */
    public static Signal lowScores(Survey survey) {
        requireNonNull(survey, "survey");
        return Signal.of("low score of " + survey, List.of(Scores.TRACK), (history, days) -> {
            History scores = history.track(Scores.TRACK);
            Answers answers =
                    new Answers(scores, survey).mustTell(Scores.ANSWERED).mustTell(Scores.SCORE);
            answers.scored().stream()
                    .filter(event -> answers.score(event) < survey.lowBelow())
                    .forEach(event -> days.accept(answers.answeredOn(event)));
        });
    }

    @Override
    protected String definition() {
        return "scores of " + survey + ", "
                + (on == On.ASKED
                        ? "by the day of asking, answered within " + days + " days"
                        : "by the day of the answer")
                + ", taking " + which.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    protected List<String> tracks() {
        return List.of(Scores.TRACK);
    }

    @Override
    protected void check(HistoryStore<?> store) {
        Survey.checkColumn(store, Scores.ANSWERED);
        Survey.checkColumn(store, Scores.SCORE);
        survey.check(store);
    }

    @Override
    protected List<String> warnings(HistoryStore<?> store) {
        return survey.warnings(store, timeline());
    }

    @Override
    protected CellState state(Timeline periods, Item item, Period period) {
        CellState own = periods.state(period);
        if (on == On.ANSWERED || own == CellState.UNOBSERVED) {
            return own;
        }
        return item == Item.LATE ? CellState.PARTIAL : ServiceDays.stateWithin(periods, period, days);
    }

    @Override
    protected void apply(Timeline periods, History history, CellSink sink) {
        Answers answers = new Answers(history, survey);
        Map<Integer, ScoreSums> sums = new TreeMap<>();
        for (int event : answers.scored()) {
            long day = answers.answeredOn(event);
            boolean isLate = on == On.ASKED && day > history.epochDay(event) + days;
            int period = on == On.ASKED ? history.period(event) : ServiceDays.index(periods, day);
            if (period >= 0 && isLate) {
                sink.add(Item.LATE, period, 1);
            } else if (period >= 0) {
                sums.computeIfAbsent(period, unused -> new ScoreSums(survey))
                        .add(answers.score(event), day, which == Which.LATEST);
            }
        }
        sums.forEach((period, sum) -> sum.addTo(sink, period, which == Which.CUSTOMER_MEAN));
    }
}
