package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule parted by a grouping: what it names of a customer counts in the customer's group. */
final class GroupedRule<C> implements Rule<In<C>> {
    private static final long serialVersionUID = 1;

    private final Rule<C> rule;
    private final Grouping grouping;
    private final Cells<In<C>> cells;

    GroupedRule(Rule<C> rule, Grouping grouping) {
        this.rule = requireNonNull(rule, "rule");
        this.grouping = requireNonNull(grouping, "grouping");
        checkArgument(
                !(rule.cells() instanceof Cells.Grouped<?>),
                "rule (%s) is parted into groups already: take one grouping whose labels tell both",
                rule.definition());
        checkArgument(
                !(rule instanceof SliceRule<C> slice) || slice.reading() != Grouping.Reading.AT_PERIOD,
                "rule (%s) is of a group read at each period, which customers enter and leave: it cannot be parted again",
                rule.definition());
        grouping.source().checkFits(rule.timeline(), grouping.reading());
        this.cells = new Cells.Grouped<>(grouping.name(), rule.cells(), grouping.declared());
        if (grouping.reading() == Grouping.Reading.AT_PERIOD) {
            int rows = rule.cells().size() / Math.max(1, rule.cells().width());
            for (int row = 0; row < rows; row++) {
                checkArgument(
                        rule.readAt(row) != Moment.NONE,
                        "grouping (%s) is read at each period, but rule (%s) does not say when: take LATEST or"
                                + " AT_ANCHOR",
                        grouping,
                        rule.definition());
            }
        }
    }

    Rule<C> parted() {
        return rule;
    }

    Grouping.Reading reading() {
        return grouping.reading();
    }

    /** The same counted by the moves of its groups, given by what was counted by these. */
    <K> Counted<K, In<C>> ofMoves(Counted<K, In<C>> moves) {
        Numbers<In<C>> sums = moves.tally().numbers.ofMoves(cells, row -> rule.readAt(row) == Moment.END);
        Tally<In<C>> tally = Tally.of(this, moves.tally().currency().orElse(null), sums);
        return new Counted<>(moves.sweep(), this, tally, moves.eventsAfterAsOf());
    }

    @Override
    public String definition() {
        return rule.definition() + ", " + grouping.definition();
    }

    @Override
    public Timeline timeline() {
        return rule.timeline();
    }

    @Override
    public List<String> tracks() {
        return TrackNames.and(rule.tracks(), grouping.source().tracks());
    }

    @Override
    public Cells<In<C>> cells() {
        return cells;
    }

    @Override
    public CellState state(In<C> cell) {
        return rule.state(cell.cell());
    }

    @Override
    public void apply(History history, CellSink sink) {
        asking(rule::apply).apply(history, sink);
    }

    @Override
    public Rule<In<C>> forOneThread() {
        return asking(rule.forOneThread()::apply);
    }

    @Override
    public Rule<In<C>> on(String... tracks) {
        return new GroupedRule<>(rule.on(tracks), grouping);
    }

    /** Parts the rule over some of the events: groups are read in whole histories. */
    @Override
    public Rule<In<C>> counting(EventFilter events) {
        return new GroupedRule<>(rule.counting(events), grouping);
    }

    /** This rule for one thread, whose answers before they are parted come from elsewhere. */
    Rule<In<C>> asking(Body answers) {
        return new OneThread<>(this, answers);
    }

    /** The rule with room for reading groups; it does not travel. */
    private static final class OneThread<C> implements Rule<In<C>> {
        private static final long serialVersionUID = 1;
        private final GroupedRule<C> grouped;
        private final transient Body answers;
        private final transient Spreading spreading;
        private final transient List<String> asked;

        OneThread(GroupedRule<C> grouped, Body answers) {
            this.grouped = grouped;
            this.answers = answers;
            this.spreading = new Spreading(grouped.rule, grouped.grouping);
            this.asked = grouped.rule.tracks();
        }

        @Override
        public String definition() {
            return grouped.definition();
        }

        @Override
        public Timeline timeline() {
            return grouped.timeline();
        }

        @Override
        public List<String> tracks() {
            return grouped.tracks();
        }

        @Override
        public Cells<In<C>> cells() {
            return grouped.cells;
        }

        @Override
        public void apply(History history, CellSink sink) {
            if (TrackNames.isKnown(history, asked)) {
                spreading.before(history, sink);
                answers.apply(history, sink);
                spreading.after(sink);
            }
        }

        private Object writeReplace() {
            return grouped;
        }
    }

    /** Tells a sink the group, or the groups, of one customer after the other. */
    static final class Spreading implements CellSink.Anchors, GroupSource.Changes {
        private final Grouping.Reading reading;
        private final GroupSource source;
        private final @Nullable PeriodGroups periods;
        // Reads for one sink, by whose numbers it may remember groups.
        private GroupSource.Reader reader;
        private @Nullable CellSink told;
        // Of the present customer.
        private @Nullable History history;
        private @Nullable CellSink sink;

        Spreading(Rule<?> rule, Grouping grouping) {
            this.reading = grouping.reading();
            this.source = grouping.source();
            this.reader = source.reader();
            if (reading == Grouping.Reading.AT_PERIOD) {
                int width = rule.cells().width();
                int[] offsets = new int[rule.cells().size() / Math.max(1, width)];
                for (int row = 0; row < offsets.length; row++) {
                    boolean atEnd = rule.readAt(row) == Moment.END;
                    offsets[row] = atEnd && !source.isOfPeriods() ? 1 : 0;
                }
                this.periods = new PeriodGroups(offsets, width);
            } else {
                this.periods = null;
            }
        }

        void before(History customer, CellSink to) {
            history = customer;
            sink = to;
            if (told != to) {
                reader = told == null ? reader : source.reader();
                told = to;
            }
            switch (reading) {
                case LATEST -> to.enter(reader.latest(customer));
                case AT_ANCHOR -> {
                    to.enter(reader.atFirst(customer));
                    to.tellAnchors(this);
                }
                case AT_PERIOD -> {
                    PeriodGroups groups = requireNonNull(periods);
                    groups.clear();
                    reader.atMoments(customer, this);
                    to.groupByPeriod(groups);
                }
            }
        }

        void after(CellSink to) {
            to.tellAnchors(null);
            to.groupByPeriod(null);
            history = null;
            sink = null;
        }

        @Override
        public void atEvent(int event) {
            requireNonNull(sink).enter(reader.at(requireNonNull(history), event));
        }

        @Override
        public void onDay(long epochDay) {
            requireNonNull(sink).enter(reader.on(requireNonNull(history), epochDay));
        }

        @Override
        public int lastMoment() {
            return requireNonNull(periods).lastMoment();
        }

        @Override
        public int number(Group group) {
            return requireNonNull(sink).number(group);
        }

        @Override
        public void from(int moment, int group) {
            requireNonNull(periods).enter(moment, group);
        }
    }

    @Override
    public String toString() {
        return definition();
    }
}
