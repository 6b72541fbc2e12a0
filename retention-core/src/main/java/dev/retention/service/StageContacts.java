package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.CellSink;
import dev.retention.rule.PeriodMethod;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts the contacts that a stage of the journey causes: calls and tickets within some days after it was passed, which a better stage had
 * avoided.
 *
 * <pre>{@code
 * StageContacts calls = StageContacts.over(months).after("installed").within(30).on("tickets").sameBy("topic");
 * PeriodItems<Long, Item>.InPeriod march = calls.of(journey.and(tickets)).inPeriod("2024-03");
 * march.ratio(Item.CONTACTS, Item.PASSED);               // contacts per stage passed
 * march.shareOfNumber(Item.CONTACTED, Item.PASSED);      // of stages passed, those with a contact
 * march.ratio(Item.REPEATS, Item.CONTACTS);              // for the same topic again
 * }</pre>
 *
 * <ul>
 *   <li>A stage is passed on the day on which the track {@value #JOURNEY} tells it entered; all items count in the period of that day.
 *   <li>A contact counts from that day to so many days after it. Between tracks only days are ordered: a contact of that day is one
 *       after it. It counts for the last stage passed up to its day, of several on one day the last in order of their codes: once at most, among
 *       the stages that are looked at. With {@link #after} others are as if they were not: what they cause is put down to the last of those
 *       named, and the figures of stages asked for one by one do not add up to that of all.
 *   <li>The second and any later contact after one passing is a repeat; where {@link #sameBy} names a column, only if an earlier one
 *       after that passing had the same text.
 *   <li>A passing without a contact whose days are not over is {@link Item#WAITING}: at least {@code CONTACTED}, at most {@code
 *       CONTACTED_OR_WAITING} of those passed are followed by a contact. Contacts themselves may be more later.
 * </ul>
 *
 * <p>Takes one pass over the store, {@code O(stages + contacts)} of each customer. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class StageContacts extends PeriodMethod<StageContacts.Item> {
    private static final String JOURNEY = "journey";
    private static final long serialVersionUID = 1;

    private final EventFilter stages;
    private final int days;
    private final String track;
    private final ContactChoice choice;
    // Empty where any contact is the same as any other.
    private final String column;

    private StageContacts(
            Timeline timeline, EventFilter stages, int days, String track, ContactChoice choice, String column) {
        super(timeline, Item.class);
        this.stages = stages;
        this.days = days;
        this.track = track;
        this.choice = choice;
        this.column = column;
    }

    /** What is counted of the period in which a stage was passed. */
    public enum Item {
        /** Customers who passed a stage; as a number, how many they passed. */
        PASSED,
        /** With a contact after it; as a number, stages passed that have one. */
        CONTACTED,
        /** Without a contact so far, and the days are not over. */
        WAITING,
        /** Contacted or waiting: what may come to be contacted at most. */
        CONTACTED_OR_WAITING,
        /** As a number, the contacts. */
        CONTACTS,
        /** As a number, contacts for the same again. */
        REPEATS
    }

    /**
     * Counts contacts of the track {@value Contacts#TRACK} in the 30 days after any stage.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first stage
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static StageContacts over(Timeline timeline) {
        return new StageContacts(
                ServiceDays.whole(timeline), EventFilter.ALL, 30, Contacts.TRACK, ContactChoice.ALL, "");
    }

    /**
     * Looks at some stages only.
     *
     * @param stage the stages, at least one
     * @return the method with them, in place of those it had
     * @throws IllegalArgumentException if no stage is named
     */
    public StageContacts after(String... stage) {
        requireNonNull(stage, "stage");
        checkArgument(stage.length > 0, "stage must name at least one");
        return new StageContacts(timeline(), EventFilter.of(stage), days, track, choice, column);
    }

    /**
     * Says for how long a contact is put down to a stage.
     *
     * @param after how many days after the stage, from 0 to 1,000,000
     * @return the method with it
     * @throws IllegalArgumentException if the number is out of range
     */
    public StageContacts within(int after) {
        Checks.within(after, 0, Checks.MOST, "after");
        return new StageContacts(timeline(), stages, after, track, choice, column);
    }

    /**
     * Says which track tells of contacts.
     *
     * @param contacts the name of the track, such as {@code tickets}
     * @return the method with it
     * @throws IllegalArgumentException if the name is empty or {@value #JOURNEY}
     */
    public StageContacts on(String contacts) {
        checkArgument(
                !requireNonNull(contacts, "contacts").isEmpty() && !contacts.equals(JOURNEY),
                "contacts (%s) must be a track of its own",
                contacts);
        return new StageContacts(timeline(), stages, days, contacts, choice, column);
    }

    /**
     * Lets contacts through some channels count only.
     *
     * @param channels their codes, at least one
     * @return the method with them, in place of those it had
     * @throws IllegalArgumentException if no channel is named
     */
    public StageContacts through(String... channels) {
        return new StageContacts(timeline(), stages, days, track, choice.through(channels), column);
    }

    /**
     * Lets contacts count only whose column has a text.
     *
     * @param name the name of a column of texts
     * @param text the text
     * @return the method with that condition beside those on other columns
     * @throws IllegalArgumentException if the name is empty
     */
    public StageContacts where(String name, String text) {
        checkArgument(!requireNonNull(name, "name").isEmpty(), "name (%s) must not be empty", name);
        return new StageContacts(timeline(), stages, days, track, choice.where(name, text), column);
    }

    /**
     * Says what makes a contact a repeat: the same text in a column. Contacts without a text repeat none.
     *
     * @param reason the name of a column of texts, such as {@link Contacts#REASON}
     * @return the method with it
     * @throws IllegalArgumentException if the name is empty
     */
    public StageContacts sameBy(String reason) {
        checkArgument(!requireNonNull(reason, "reason").isEmpty(), "reason (%s) must not be empty", reason);
        return new StageContacts(timeline(), stages, days, track, choice, reason);
    }

    @Override
    protected String definition() {
        return track + choice.inWords() + " within " + days + " days after a stage of the journey, repeated "
                + (column.isEmpty() ? "for whatever reason" : "for the same " + StoreWords.name(column));
    }

    @Override
    protected List<String> tracks() {
        return List.of(JOURNEY, track);
    }

    @Override
    protected EventFilter events() {
        return stages;
    }

    @Override
    protected void check(HistoryStore<?> store) {
        super.check(store);
        choice.check(store, track);
        if (!column.isEmpty()) {
            ContactChoice.checkColumn(store, track, column);
        }
    }

    /** A stage may cause contacts for some days after its period. */
    @Override
    protected CellState state(Timeline periods, Item item, Period period) {
        return item != Item.PASSED
                ? ServiceDays.stateWithin(periods, period, days)
                : super.state(periods, item, period);
    }

    @Override
    protected List<String> warnings(HistoryStore<?> store) {
        return choice.warnings(store, track);
    }

    @Override
    protected void apply(Timeline periods, History journey, CellSink sink) {
        History contacts = journey.track(track);
        int next = 0;
        for (int stage = 0; stage < journey.size(); stage++) {
            long from = journey.epochDay(stage);
            long to = stage + 1 < journey.size() ? Math.min(from + days, journey.epochDay(stage + 1) - 1) : from + days;
            while (next < contacts.size() && contacts.epochDay(next) < from) {
                next++;
            }
            int end = next;
            while (end < contacts.size() && contacts.epochDay(end) <= to) {
                end++;
            }
            if (journey.period(stage) >= 0) {
                boolean isOver = to <= ServiceDays.lastOver(periods);
                addPassing(journey.period(stage), contacts, next, end, isOver, sink);
            }
            next = end;
        }
    }

    private void addPassing(int period, History contacts, int from, int end, boolean isOver, CellSink sink) {
        int reason = column.isEmpty() ? -1 : contacts.column(column);
        Set<Object> met = new HashSet<>();
        boolean isContacted = false;
        for (int i = choice.next(contacts, from); i < end; i = choice.next(contacts, i + 1)) {
            sink.add(Item.CONTACTS, period, 1);
            boolean isTold = reason < 0 || contacts.hasValue(reason, i);
            if (isTold && !met.add(reason < 0 ? -1 : contacts.textIndex(reason, i))) {
                sink.add(Item.REPEATS, period, 1);
            }
            isContacted = true;
        }
        sink.add(Item.PASSED, period, 1);
        if (isContacted) {
            sink.add(Item.CONTACTED, period, 1);
        } else if (!isOver) {
            sink.add(Item.WAITING, period, 1);
        }
        if (isContacted || !isOver) {
            sink.add(Item.CONTACTED_OR_WAITING, period, 1);
        }
    }
}
