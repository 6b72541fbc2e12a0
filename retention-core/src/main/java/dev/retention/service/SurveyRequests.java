package dev.retention.service;

import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.CellSink;
import dev.retention.rule.Measure;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.PeriodMethod;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often customers are asked for a score, and how many of the requests are answered: response rate, fatigue and coverage.
 *
 * <pre>{@code
 * SurveyRequests requests = SurveyRequests.over(months).within(14).covering("decision maker");
 * PeriodItems<Long, SurveyRequests.Item> table = requests.of(scores);
 * SurveyRequests.leastResponse(table.inPeriod("2024-03"));              // as if nobody answered any more
 * SurveyRequests.mostResponse(table.inPeriod("2024-03"));               // as if all answered whose days are not over
 * table.inPeriod("2024-03").members(Item.NOT_ANSWERED);                 // who did not
 * table.inPeriod("2024-03").share(Item.HEARD, Item.ASKED);              // of whose customers a decision maker answered
 * Sweep.over(scores).measure(requests.requestsWithin(90));        // per customer
 * LaterLoss.over(months, spells).after(SurveyRequests.notAnswered(Survey.NPS, 30)).of(all);
 * }</pre>
 *
 * <p>Reads the track {@value Scores#TRACK}, as {@link Scores} makes it. A request counts in the period in which the customer was asked; of
 * every item there are the customers, and how many requests. Of requests, by number:
 *
 * <pre>
 *   ASKED = ANSWERED + NOT_ANSWERED + OPEN        LATE is part of NOT_ANSWERED
 * </pre>
 *
 * <p>Customers may be in several of the three. Only requests whose days are not over are open, so that the rate lies between {@link
 * #leastResponse} and {@link #mostResponse}, which meet once they are. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class SurveyRequests extends PeriodMethod<SurveyRequests.Item> {
    private static final long serialVersionUID = 1;
    private static final int DAYS = 30;
    private static final int OFTEN_DAYS = 90;

    private final @Nullable Survey survey;
    private final int days;
    private final int often;
    private final int oftenDays;
    private final @Nullable String role;

    private SurveyRequests(
            Timeline timeline, @Nullable Survey survey, int days, int often, int oftenDays, @Nullable String role) {
        super(timeline, Item.class);
        this.survey = survey;
        this.days = days;
        this.often = often;
        this.oftenDays = oftenDays;
        this.role = role;
    }

    /** What is counted of a period: customers, and requests. */
    public enum Item {
        /** Requests. */
        ASKED,
        /** Requests that were answered within the days. */
        ANSWERED,
        /** Requests that were not answered within the days, which are over. */
        NOT_ANSWERED,
        /** Requests without an answer whose days are not over. */
        OPEN,
        /** Requests that were answered after the days. */
        LATE,
        /** Requests that were at least the customer's so-many-th within some days, by default the third within 90. */
        ASKED_OFTEN,
        /** Requests to somebody of the {@linkplain SurveyRequests#covering role}. */
        REACHED,
        /** Requests to somebody of the role that were answered within the days. */
        HEARD
    }

    /**
     * Requests of all surveys, answered within 30 days, and often if they are the third within 90 days.
     *
     * @param timeline the periods; without a first period, they begin with the first request
     * @return the method
     */
    public static SurveyRequests over(Timeline timeline) {
        return new SurveyRequests(timeline, null, DAYS, 3, OFTEN_DAYS, null);
    }

    /**
     * Takes only the requests of a survey.
     *
     * @param survey the survey
     * @return this method for it
     */
    public SurveyRequests of(Survey survey) {
        return new SurveyRequests(timeline(), requireNonNull(survey, "survey"), days, often, oftenDays, role);
    }

    /**
     * Sets how long an answer may take.
     *
     * @param days from the day of the request, at least 0
     * @return this method with those days
     * @throws IllegalArgumentException if {@code days < 0}
     */
    public SurveyRequests within(int days) {
        Checks.notNegative((long) days, "days");
        return new SurveyRequests(timeline(), survey, days, often, oftenDays, role);
    }

    /**
     * Sets when a customer is asked often.
     *
     * @param times from which request on, at least 2
     * @param days of those on so many days up to that of the request itself, at least 1
     * @return this method with that bound
     * @throws IllegalArgumentException if {@code times < 2} or {@code days < 1}
     */
    public SurveyRequests often(int times, int days) {
        Checks.within(times, 2, Integer.MAX_VALUE, "times");
        Checks.positive((long) days, "days");
        return new SurveyRequests(timeline(), survey, this.days, times, days, role);
    }

    /**
     * Counts of whom somebody with a role was asked, {@link Item#REACHED}, and answered, {@link Item#HEARD}.
     *
     * @param role a text in the column {@value Scores#ROLE}, such as {@code decision maker}
     * @return this method for that role
     */
    public SurveyRequests covering(String role) {
        return new SurveyRequests(timeline(), survey, days, often, oftenDays, requireNonNull(role, "role"));
    }

    /**
     * The response rate if no open request will be answered.
     *
     * @param period a period of the table
     * @return ANSWERED of ASKED, in requests; empty if nobody was asked
     */
    public static Optional<Proportion> leastResponse(PeriodItems<?, Item>.InPeriod period) {
        return requireNonNull(period, "period").shareOfNumber(Item.ANSWERED, Item.ASKED);
    }

    /**
     * The response rate if all open requests will be answered in time.
     *
     * @param period a period of the table
     * @return ANSWERED and OPEN of ASKED, in requests; empty if nobody was asked
     */
    public static Optional<Proportion> mostResponse(PeriodItems<?, Item>.InPeriod period) {
        return requireNonNull(period, "period")
                .shareOfNumber(Item.NOT_ANSWERED, Item.ASKED)
                .map(Proportion::complement);
    }

    /**
     * How many requests each customer had within so many days up to the end of the data: survey pressure.
     *
     * @param days at least 1, the last day among them
     * @return a measure of one column {@code requests}; 0 of who was asked before alone
     * @throws IllegalArgumentException if {@code days < 1}
     */
    public Measure requestsWithin(int days) {
        Checks.positive((long) days, "days");
        Survey only = survey;
        return Measure.of(
                        "requests of " + surveyInWords() + " within " + days + " days",
                        timeline(),
                        List.of("requests"),
                        (history, sink) -> {
                            Answers answers = new Answers(history, only);
                            long before = history.timeline().asOf().toEpochDay() - days;
                            long requests = 0;
                            for (int event = 0; event < history.size(); event++) {
                                requests += history.epochDay(event) > before && answers.isAsked(event) ? 1 : 0;
                            }
                            sink.set(requests);
                        })
                .on(Scores.TRACK);
    }

    /**
     * A request that is not answered, to be asked whether it goes before a loss, see {@link LaterLoss}.
     *
     * @param survey the survey
     * @param days how long an answer may take from the day of the request, at least 0
     * @return the signal, on the first day on which these days are over; an answer that comes later does not undo it
     * @throws IllegalArgumentException if {@code days < 0}
     */
    public static Signal notAnswered(Survey survey, int days) {
        requireNonNull(survey, "survey");
        Checks.notNegative((long) days, "days");
        String words = "no answer within " + days + " days to " + survey;
        return Signal.of(words, List.of(Scores.TRACK), (history, found) -> {
            History asked = history.track(Scores.TRACK);
            Answers answers = new Answers(asked, survey).mustTell(Scores.ANSWERED);
            long asOf = ServiceDays.asOf(history.timeline());
            for (int event = 0; event < asked.size(); event++) {
                long due = asked.epochDay(event) + days;
                boolean inTime = answers.isAnswered(event) && answers.answeredOn(event) <= due;
                if (answers.isAsked(event) && !inTime && due < asOf) {
                    found.accept(due + 1);
                }
            }
        });
    }

    @Override
    protected String definition() {
        return "requests for scores of " + surveyInWords() + ", answered within " + days + " days, often from " + often
                + " in " + oftenDays + " days on" + (role == null ? "" : ", covering \"" + role + "\"");
    }

    private String surveyInWords() {
        return survey == null ? "any survey" : survey.toString();
    }

    @Override
    protected List<String> tracks() {
        return List.of(Scores.TRACK);
    }

    @Override
    protected void check(HistoryStore<?> store) {
        Survey.checkColumn(store, Scores.ANSWERED);
        if (role != null) {
            Survey.checkColumn(store, Scores.ROLE);
        }
        if (survey != null) {
            survey.check(store);
        }
    }

    @Override
    protected List<String> warnings(HistoryStore<?> store) {
        List<String> odd = new ArrayList<>(survey == null ? List.of() : survey.warnings(store, timeline()));
        odd.addAll(role == null ? List.of() : Survey.warnings(store, timeline(), Scores.ROLE, role));
        return odd;
    }

    @Override
    protected CellState state(Timeline periods, Item item, Period period) {
        return switch (item) {
            case ASKED, ASKED_OFTEN, REACHED -> periods.state(period);
            case ANSWERED, NOT_ANSWERED, OPEN, HEARD -> ServiceDays.stateWithin(periods, period, days);
            case LATE -> periods.state(period) == CellState.UNOBSERVED ? CellState.UNOBSERVED : CellState.PARTIAL;
        };
    }

    @Override
    protected void apply(Timeline periods, History history, CellSink sink) {
        Answers answers = new Answers(history, survey);
        int roles = role == null ? -1 : history.column(Scores.ROLE);
        long lastDay = ServiceDays.lastOver(periods);
        int oldest = 0;
        int recent = 0;
        for (int event = 0; event < history.size(); event++) {
            if (!answers.isAsked(event)) {
                continue;
            }
            recent++;
            for (; history.epochDay(oldest) <= history.epochDay(event) - oftenDays; oldest++) {
                recent -= answers.isAsked(oldest) ? 1 : 0;
            }
            int period = history.period(event);
            if (period < 0) {
                continue;
            }
            long due = history.epochDay(event) + days;
            boolean inTime = answers.isAnswered(event) && answers.answeredOn(event) <= due;
            sink.add(Item.ASKED, period, 1);
            sink.add(inTime ? Item.ANSWERED : due > lastDay ? Item.OPEN : Item.NOT_ANSWERED, period, 1);
            if (answers.isAnswered(event) && !inTime) {
                sink.add(Item.LATE, period, 1);
            }
            if (recent >= often) {
                sink.add(Item.ASKED_OFTEN, period, 1);
            }
            if (role != null && role.equals(history.text(roles, event))) {
                sink.add(Item.REACHED, period, 1);
                if (inTime) {
                    sink.add(Item.HEARD, period, 1);
                }
            }
        }
    }
}
