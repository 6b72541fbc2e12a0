package dev.retention.service;

import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.internal.Checks;
import dev.retention.rule.CellSink;
import dev.retention.rule.Measure;
import dev.retention.rule.PeriodMethod;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts goals agreed with customers by the period in which they are due: met, met early, met late, missed or open.
 *
 * <pre>{@code
 * HistoryStore<Long> goals = Goals.reader(Goal::customer, Goal::agreed, Goal::kind)
 *         .due(Goal::due).met(Goal::metOn).from(rows);
 * PeriodItems<Long, Item>.InPeriod march = Goals.over(months).early(14).of(goals).inPeriod("2024-03");
 * march.shareOfNumber(Item.MET, Item.DUE);          // what is attained for sure
 * march.shareOfNumber(Item.MET_OR_OPEN, Item.DUE);  // and at most, if all that are open are met in time
 * }</pre>
 *
 * <ul>
 *   <li>A goal is met if it is met on its due day or before: early if so by as many days as are asked for, else late if after it.
 *   <li>Not met by the end of the data, it is open as long as its due day is not over, and missed from then on, until it is met late: so
 *       {@code DUE = MET + LATE + MISSED + OPEN}, and {@code EARLY} are some of {@code MET}.
 *   <li>Goals without a due day are {@link Item#UNDATED} in the period of their agreement and count nowhere else. A goal due in a period
 *       that has not begun counts in no period yet.
 *   <li>Goals of customers who have left stay due.
 * </ul>
 *
 * <p>Takes one pass over the store, {@code O(goals)} of each customer. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Goals extends PeriodMethod<Goals.Item> {
    /** The name of the track. */
    public static final String TRACK = "goals";
    /** The column of planned days: when a goal is due. */
    public static final String DUE = "due";
    /** The column of days: when a goal was met. */
    public static final String MET = "met";

    private static final long serialVersionUID = 1;
    private static final List<Item> COLUMNS = List.of(Item.DUE, Item.MET, Item.EARLY, Item.LATE, Item.MISSED);

    private final int earlyDays;
    private final EventFilter events;

    private Goals(Timeline timeline, int earlyDays, EventFilter events) {
        super(timeline, Item.class);
        this.earlyDays = earlyDays;
        this.events = events;
    }

    /** What is counted of a period. As numbers these are goals. */
    public enum Item {
        /** Due in the period. */
        DUE,
        /** Due, and met on the due day or before. */
        MET,
        /** Met some days before the due day, see {@link Goals#early}. */
        EARLY,
        /** Due, and met after the due day. */
        LATE,
        /** Due, not met, and the due day is over. */
        MISSED,
        /** Due, not met, and the due day is not over. */
        OPEN,
        /** Met or open: what may come to be met at most. */
        MET_OR_OPEN,
        /** Agreed in the period without a due day. */
        UNDATED
    }

    /**
     * Counts all goals; one met a day before it is due is early.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first agreement
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static Goals over(Timeline timeline) {
        return new Goals(ServiceDays.whole(timeline), 1, EventFilter.ALL);
    }

    /**
     * Says what is early.
     *
     * @param days how many days before its due day a goal must be met at the latest, from 1 to 1,000,000
     * @return the method with it
     * @throws IllegalArgumentException if the number is out of range
     */
    public Goals early(int days) {
        return new Goals(timeline(), Checks.within(days, 1, Checks.MOST, "days"), events);
    }

    /**
     * Counts goals of some kinds only.
     *
     * @param goals the kinds, which are the codes of the track
     * @return the method with them
     */
    public Goals counting(EventFilter goals) {
        return new Goals(timeline(), earlyDays, requireNonNull(goals, "goals"));
    }

    /**
     * How many goals of every customer were due by the end of the data, whatever their period, and what became of them: columns {@code
     * due}, {@code met}, {@code early}, {@code late} and {@code missed}, each of every customer who has agreed on a goal, of whatever
     * kind, 0 included. A grouping by them parts losses by attainment.
     *
     * @return the measure, in which due is the sum of met, late and missed
     */
    public Measure attainment() {
        Goals goals = this;
        return Measure.of(
                        "attainment of " + definition() + (events.isAll() ? "" : ", counting " + events),
                        timeline(),
                        List.of("due", "met", "early", "late", "missed"),
                        (history, sink) -> {
                            long[] numbers = goals.numbers(history);
                            for (int column = 0; column < numbers.length; column++) {
                                sink.set(column, numbers[column]);
                            }
                        })
                .on(TRACK);
    }

    private long[] numbers(History history) {
        History goals = events.isAll() ? history : events.view().of(history);
        long[] numbers = new long[COLUMNS.size()];
        int due = goals.column(DUE);
        long over = ServiceDays.lastOver(goals.timeline());
        for (int goal = 0; goal < goals.size(); goal++) {
            if (goals.hasValue(due, goal) && goals.epochDayOf(due, goal) <= over) {
                numbers[0]++;
                Item outcome = outcome(goals, goal);
                numbers[COLUMNS.indexOf(outcome == Item.EARLY ? Item.MET : outcome)]++;
                numbers[COLUMNS.indexOf(Item.EARLY)] += outcome == Item.EARLY ? 1 : 0;
            }
        }
        return numbers;
    }

    /** What became of a goal with a due day; early, where it is both that and met. */
    private Item outcome(History goals, int goal) {
        long due = goals.epochDayOf(goals.column(DUE), goal);
        int met = goals.column(MET);
        if (!goals.hasValue(met, goal)) {
            return due <= ServiceDays.lastOver(goals.timeline()) ? Item.MISSED : Item.OPEN;
        }
        long after = goals.epochDayOf(met, goal) - due;
        return after > 0 ? Item.LATE : after <= -earlyDays ? Item.EARLY : Item.MET;
    }

    /**
     * How to read goals, a row for each.
     *
     * @param customer the customer's key
     * @param agreed the civil day on which the goal was agreed
     * @param goal the kind of goal
     * @param <S> the type of rows
     * @param <K> the type of customer keys
     * @return a reader, to which the days on which goals are due and were met can be added
     */
    public static <S, K> Reader<S, K> reader(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable LocalDate> agreed,
            Function<? super S, ? extends @Nullable String> goal) {
        return new Reader<>(new RelationRows<>(
                requireNonNull(customer, "customer"), requireNonNull(agreed, "agreed"), requireNonNull(goal, "goal")));
    }

    @Override
    protected String definition() {
        return "goals, early by " + earlyDays + (earlyDays == 1 ? " day" : " days");
    }

    @Override
    protected List<String> tracks() {
        return List.of(TRACK);
    }

    @Override
    protected EventFilter events() {
        return events;
    }

    @Override
    protected void check(HistoryStore<?> store) {
        super.check(store);
        StoreWords.checkPlanned(store, TRACK, DUE);
        ContactChoice.checkColumn(store, TRACK, MET);
    }

    @Override
    protected void apply(Timeline periods, History goals, CellSink sink) {
        int due = goals.column(DUE);
        for (int goal = 0; goal < goals.size(); goal++) {
            if (!goals.hasValue(due, goal)) {
                add(sink, Item.UNDATED, periods, goals.period(goal));
                continue;
            }
            int period = ServiceDays.index(periods, goals.epochDayOf(due, goal));
            Item outcome = outcome(goals, goal);
            add(sink, Item.DUE, periods, period);
            add(sink, outcome, periods, period);
            if (outcome == Item.EARLY) {
                add(sink, Item.MET, periods, period);
            }
            if (outcome == Item.EARLY || outcome == Item.MET || outcome == Item.OPEN) {
                add(sink, Item.MET_OR_OPEN, periods, period);
            }
        }
    }

    private static void add(CellSink sink, Item item, Timeline periods, int period) {
        if (ServiceDays.isOn(periods, period)) {
            sink.add(item, period, 1);
        }
    }

    /**
     * Reads goals out of the caller's objects.
     *
     * <p>Refused, with row and customer: a goal that is due or met before it was agreed. A {@linkplain #lenient() lenient} reader leaves
     * such rows out, counts them all and lists the first ten of each reason in {@link HistoryStore#exclusions}. Immutable and thread-safe.
     *
     * @param <S> the type of rows
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    public static final class Reader<S, K> {
        private final RelationRows<S, K> rows;

        private Reader(RelationRows<S, K> rows) {
            this.rows = rows;
        }

        /**
         * {@return this reader with due days}
         *
         * @param day when the goal is due, null if that was not agreed
         */
        public Reader<S, K> due(Function<? super S, ? extends @Nullable LocalDate> day) {
            return new Reader<>(rows.day(DUE, requireNonNull(day, "day"), true));
        }

        /**
         * {@return this reader with days of success}
         *
         * @param day when the goal was met, null if it was not so far
         */
        public Reader<S, K> met(Function<? super S, ? extends @Nullable LocalDate> day) {
            return new Reader<>(rows.day(MET, requireNonNull(day, "day"), false));
        }

        /** {@return a reader that leaves rows out that cannot be read, instead of refusing the first} */
        public Reader<S, K> lenient() {
            return new Reader<>(rows.lenient());
        }

        /**
         * Reads a store of the one track {@value Goals#TRACK}.
         *
         * @param goals the rows in any order
         * @return the store, with what was left out
         * @throws InvalidRowException if a row is refused and the reader is strict; the message tells row and customer
         */
        public HistoryStore<K> from(Iterable<? extends S> goals) {
            return rows.from(requireNonNull(goals, "goals"), TRACK);
        }

        /** Prints what is read. */
        @Override
        public String toString() {
            return rows.inWords("goals");
        }
    }
}
