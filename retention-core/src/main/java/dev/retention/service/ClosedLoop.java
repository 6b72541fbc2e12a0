package dev.retention.service;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.CellSink;
import dev.retention.rule.Grouping;
import dev.retention.rule.PeriodMethod;
import dev.retention.rule.Sweep;
import dev.retention.survival.LifeTable;
import dev.retention.survival.LifeTableAccumulator;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.List;
import java.util.stream.Collector;

/**
 * Tells whether we came back to the customers who gave a low score, how soon, and what became of them.
 *
 * <pre>{@code
 * ClosedLoop loop = ClosedLoop.over(months, Survey.NPS).within(7);
 * PeriodItems<Long, ClosedLoop.Item> table = loop.of(scores);
 * table.inPeriod("2024-03").shareOfNumber(Item.FOLLOWED_UP, Item.LOW);
 * table.inPeriod("2024-03").members(Item.OPEN);                         // whom to call
 * KaplanMeier.withDefaults().estimate(loop.times(Sweep.over(scores))).median();
 * CustomerChurn.over(months, spells).of(all).by(loop.grouping(Grouping.Reading.AT_PERIOD));
 * }</pre>
 *
 * <p>Reads the track {@value Scores#TRACK}, as {@link Scores} makes it. A low answer counts in the period in which it came; of every item
 * there are the customers, and how many answers. Of answers, by number:
 *
 * <pre>
 *   LOW = FOLLOWED_UP + NOT_FOLLOWED_UP + OPEN        LATE is part of NOT_FOLLOWED_UP
 * </pre>
 *
 * <p>The share of FOLLOWED_UP in LOW lies between that number and the one with OPEN added. This class is immutable, thread-safe and
 * serialisable.
 *
 * @since 0.1.0
 */
public final class ClosedLoop extends PeriodMethod<ClosedLoop.Item> {
    /** The label of customers whose last low answer was followed up within the days. */
    public static final String FOLLOWED_UP = "followed up";

    /** The label of customers whose last low answer was not, and its days are over. */
    public static final String NOT_FOLLOWED_UP = "not followed up";

    /** The label of customers whose last low answer was not, and its days are not over. */
    public static final String OPEN = "open";

    /** The label of customers who were asked and gave no low answer. */
    public static final String NO_LOW_SCORE = "no low score";

    private static final long serialVersionUID = 1;
    private static final int DAYS = 7;

    private final Survey survey;
    private final int days;

    private ClosedLoop(Timeline timeline, Survey survey, int days) {
        super(timeline, Item.class);
        this.survey = survey;
        this.days = days;
    }

    /** What is counted of a period: customers, and low answers. */
    public enum Item {
        /** Low answers. */
        LOW,
        /** Low answers that were followed up within the days. */
        FOLLOWED_UP,
        /** Low answers that were not, and the days are over. */
        NOT_FOLLOWED_UP,
        /** Low answers that were not followed up so far, and the days are not over. */
        OPEN,
        /** Low answers that were followed up after the days. */
        LATE
    }

    /**
     * Low answers, to be followed up within 7 days.
     *
     * @param timeline the periods; without a first period, they begin with the first request
     * @param survey the survey, which says what is low
     * @return the method
     */
    public static ClosedLoop over(Timeline timeline, Survey survey) {
        return new ClosedLoop(timeline, requireNonNull(survey, "survey"), DAYS);
    }

    /**
     * Sets how long a follow-up may take.
     *
     * @param days from the day of the answer, at least 0
     * @return this method with those days
     * @throws IllegalArgumentException if {@code days < 0}
     */
    public ClosedLoop within(int days) {
        Checks.notNegative((long) days, "days");
        return new ClosedLoop(timeline(), survey, days);
    }

    /**
     * How long low answers take to be followed up, in days from the answer; those that are not so far are censored at the end of the data.
     *
     * <p>Of all low answers that came in the periods of the timeline, all of them without a first period. Several of one customer count as
     * so many, so that intervals are too narrow if these are alike.
     *
     * @param sweep the sweep over a store with the track {@value Scores#TRACK}
     * @return the life table in days, the same on any number of threads
     * @throws IllegalArgumentException if the store lacks the track or a column, or the timeline does not fit it
     */
    public LifeTable times(Sweep<?> sweep) {
        check(requireNonNull(sweep, "sweep").store());
        long first = timeline().hasFirst() ? timeline().first().firstDay().toEpochDay() : Long.MIN_VALUE;
        return sweep.collect(
                timeline(),
                Collector.of(
                        LifeTableAccumulator::new,
                        (times, history) -> addTimes(times, history.track(Scores.TRACK), first),
                        (times, others) -> times.addAll(others.snapshot()),
                        LifeTableAccumulator::snapshot));
    }

    private void addTimes(LifeTableAccumulator times, History history, long first) {
        Low low = new Low(history, survey);
        long last = history.timeline().asOf().toEpochDay();
        for (int event : low.events) {
            long from = low.answers.answeredOn(event);
            if (from >= first) {
                boolean isDone = low.isFollowedUp(event);
                times.add((isDone ? low.followedUpOn(event) : last) - from, isDone);
            }
        }
    }

    /**
     * Parts customers by what became of their last low answer: {@value #FOLLOWED_UP} within the days, {@value #NOT_FOLLOWED_UP}, {@value
     * #OPEN} if its days are not over, or {@value #NO_LOW_SCORE}; who was never asked is in {@link dev.retention.rule.Group#MISSING}. For
     * tables of any track beside the scores, such as of losses.
     *
     * <p>Read {@link dev.retention.rule.Grouping.Reading#AT_PERIOD}, a loss is of the group that was known before it. Read at the end of the
     * data, who left before we could come back would be {@value #NOT_FOLLOWED_UP} for having left. Whom we come back to is selection: chance
     * did not decide it, and a difference between the groups is not the follow-up's doing alone.
     *
     * @param reading when it is read
     * @return the grouping
     */
    public Grouping grouping(Grouping.Reading reading) {
        requireNonNull(reading, "reading");
        Survey of = survey;
        int within = days;
        return Grouping.ofEvents(
                        "follow-up within " + days + " days of low scores of " + survey,
                        reading,
                        (history, event) -> new Low(history, of).label(within))
                .on(Scores.TRACK);
    }

    @Override
    protected String definition() {
        return "low scores of " + survey + ", followed up within " + days + " days";
    }

    @Override
    protected List<String> tracks() {
        return List.of(Scores.TRACK);
    }

    @Override
    protected void check(HistoryStore<?> store) {
        Survey.checkColumn(store, Scores.ANSWERED);
        Survey.checkColumn(store, Scores.SCORE);
        Survey.checkColumn(store, Scores.FOLLOWED_UP);
        survey.check(store);
    }

    @Override
    protected List<String> warnings(HistoryStore<?> store) {
        return survey.warnings(store, timeline());
    }

    @Override
    protected CellState state(Timeline periods, Item item, Period period) {
        return switch (item) {
            case LOW -> periods.state(period);
            case FOLLOWED_UP, NOT_FOLLOWED_UP, OPEN -> ServiceDays.stateWithin(periods, period, days);
            case LATE -> periods.state(period) == CellState.UNOBSERVED ? CellState.UNOBSERVED : CellState.PARTIAL;
        };
    }

    @Override
    protected void apply(Timeline periods, History history, CellSink sink) {
        Low low = new Low(history, survey);
        for (int event : low.events) {
            int period = ServiceDays.index(periods, low.answers.answeredOn(event));
            if (period >= 0) {
                Item item = low.item(event, days);
                sink.add(Item.LOW, period, 1);
                sink.add(item, period, 1);
                if (item == Item.NOT_FOLLOWED_UP && low.isFollowedUp(event)) {
                    sink.add(Item.LATE, period, 1);
                }
            }
        }
    }

    /** The low answers of one customer. */
    private static final class Low {
        private final History history;
        private final Answers answers;
        private final List<Integer> events;
        private final int followedUp;

        Low(History history, Survey survey) {
            this.history = history;
            this.answers = new Answers(history, survey);
            this.events = answers.scored().stream()
                    .filter(event -> answers.score(event) < survey.lowBelow())
                    .toList();
            this.followedUp = history.column(Scores.FOLLOWED_UP);
        }

        boolean isFollowedUp(int event) {
            return history.hasValue(followedUp, event);
        }

        long followedUpOn(int event) {
            return history.epochDayOf(followedUp, event);
        }

        Item item(int event, int days) {
            long due = answers.answeredOn(event) + days;
            if (isFollowedUp(event) && followedUpOn(event) <= due) {
                return Item.FOLLOWED_UP;
            }
            return due > ServiceDays.lastOver(history.timeline()) ? Item.OPEN : Item.NOT_FOLLOWED_UP;
        }

        /** By the low answer that came last; of one day that to the later request. */
        String label(int days) {
            int last = -1;
            for (int event : events) {
                last = last < 0 || answers.answeredOn(event) >= answers.answeredOn(last) ? event : last;
            }
            if (last < 0) {
                return NO_LOW_SCORE;
            }
            return switch (item(last, days)) {
                case FOLLOWED_UP -> ClosedLoop.FOLLOWED_UP;
                case OPEN -> ClosedLoop.OPEN;
                default -> ClosedLoop.NOT_FOLLOWED_UP;
            };
        }
    }
}
