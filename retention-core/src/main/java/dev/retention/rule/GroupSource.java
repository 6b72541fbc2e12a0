package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.History;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Where the labels of a grouping come from. */
interface GroupSource extends Serializable {
    Reader reader();

    String readingInWords(Grouping.Reading reading);

    /** The groups that are known beforehand, which are there even if nobody is in them. */
    default List<Group> groups() {
        return List.of();
    }

    /** The tracks that are read beside those of the rule that is parted. */
    default List<String> tracks() {
        return List.of();
    }

    /** Whether a group is that of a period and not of its start or end, so that all of a period is read at once. */
    default boolean isOfPeriods() {
        return false;
    }

    /** The column of texts whose last text is the group at the end of the data, if it is that. */
    default Optional<String> textColumn() {
        return Optional.empty();
    }

    /** The groups of keys alone, if customers need no events to have one at the end of the data. */
    default Optional<Function<Object, Group>> ofKeys(Timeline timeline, Grouping.Reading reading) {
        return Optional.empty();
    }

    /** The same groups of the events of another track. */
    default GroupSource on(String track) {
        throw new IllegalArgumentException(
                "track (" + track + ") cannot be read by groups that are not of codes or columns of events");
    }

    /** Refuses tables of whose customers nothing can be said. */
    default void checkFits(Timeline timeline, Grouping.Reading reading) {}

    /** Refuses to read at each hour what is known by days. */
    static void checkByDays(Timeline timeline, Grouping.Reading reading) {
        checkArgument(
                reading != Grouping.Reading.AT_PERIOD || !timeline.grain().equals(Grain.HOUR),
                "timeline (%s) must not count hours: what is known by days cannot be read at each of them",
                timeline);
    }

    static GroupSource ofCustomers(Grouping.OfCustomer<Object> label) {
        return new GroupSource() {
            private static final long serialVersionUID = 1;

            @Override
            public Reader reader() {
                return new ConstantReader(label);
            }

            @Override
            public Optional<Function<Object, Group>> ofKeys(Timeline timeline, Grouping.Reading reading) {
                return Optional.of(customer -> Group.ofNullable(label.label(customer)));
            }

            @Override
            public String readingInWords(Grouping.Reading reading) {
                return "of the customer";
            }
        };
    }

    static GroupSource ofDays(Grouping.OfCustomerOnDay<Object> label) {
        return new GroupSource() {
            private static final long serialVersionUID = 1;

            @Override
            public Reader reader() {
                return new DayReader(label);
            }

            @Override
            public Optional<Function<Object, Group>> ofKeys(Timeline timeline, Grouping.Reading reading) {
                return reading != Grouping.Reading.LATEST
                        ? Optional.empty()
                        : Optional.of(customer -> Group.ofNullable(label.label(customer, timeline.asOf())));
            }

            @Override
            public String readingInWords(Grouping.Reading reading) {
                return words(reading);
            }

            @Override
            public void checkFits(Timeline timeline, Grouping.Reading reading) {
                checkByDays(timeline, reading);
            }
        };
    }

    static GroupSource ofCodes(Grouping.OfCode label) {
        return new OfEvents("of event codes", () -> new LabelReader.OfCodes(label));
    }

    static GroupSource ofColumn(String column) {
        return new ColumnSource(column);
    }

    static GroupSource ofEvents(EventLabel label) {
        return new LabelledEvents(label);
    }

    /** By what a function says of events. */
    record LabelledEvents(EventLabel label) implements GroupSource {
        private static final long serialVersionUID = 1;

        @Override
        public Reader reader() {
            return new EventReader(label);
        }

        @Override
        public String readingInWords(Grouping.Reading reading) {
            return "of events, " + words(reading);
        }

        @Override
        public void checkFits(Timeline timeline, Grouping.Reading reading) {
            checkByDays(timeline, reading);
        }

        @Override
        public GroupSource on(String track) {
            return new TrackSource(this, track);
        }
    }

    /** Makes a reader for one thread. */
    interface ReaderMaker extends Serializable {
        Reader reader();
    }

    /** By events, whose labels have their own way of being told. */
    record OfEvents(String whose, ReaderMaker maker) implements GroupSource {
        @Override
        public Reader reader() {
            return maker.reader();
        }

        @Override
        public String readingInWords(Grouping.Reading reading) {
            return whose + ", " + words(reading);
        }

        @Override
        public GroupSource on(String track) {
            return new TrackSource(this, track);
        }
    }

    static String words(Grouping.Reading reading) {
        return switch (reading) {
            case LATEST -> "latest";
            case AT_ANCHOR -> "at anchor";
            case AT_PERIOD -> "at each period";
        };
    }

    /** Reads the groups of one customer after the other. */
    interface Reader {
        /** The group by an event itself. */
        Group at(History history, int event);

        /** The group by the first event; of a customer with events on other tracks alone there is none. */
        default Group atFirst(History history) {
            return history.size() == 0 ? Group.MISSING : at(history, 0);
        }

        /** The group at the end of a day. */
        Group on(History history, long epochDay);

        /** The group at the end of the data. */
        Group latest(History history);

        /** The number of the group at the end of the data in an index, which is the same as long as the reader that asks. */
        default int latestNumber(History history, GroupIndex index) {
            return index.number(latest(history));
        }

        /** The groups at all moments of a timeline, the starts and ends of its periods. */
        void atMoments(History history, Changes changes);
    }

    /** Takes the group from a moment on; moment {@code p} is the start of period {@code p} and the end of the one before. */
    interface Changes {
        int lastMoment();

        /** The number of a group, which stays as long as the reader that asks. */
        int number(Group group);

        /** The customer is in the group with a number from a moment on; moments ascend. */
        void from(int moment, int group);

        default void from(int moment, Group group) {
            from(moment, number(group));
        }
    }

    record ConstantReader(Grouping.OfCustomer<Object> label) implements Reader {
        @Override
        public Group at(History history, int event) {
            return latest(history);
        }

        @Override
        public Group on(History history, long epochDay) {
            return latest(history);
        }

        @Override
        public Group latest(History history) {
            return Group.ofNullable(label.label(history.customer()));
        }

        @Override
        public void atMoments(History history, Changes changes) {
            changes.from(0, latest(history));
        }
    }

    /** The label of the last event that has one, as known on the day on which it is read. */
    record EventReader(EventLabel label) implements Reader {
        @Override
        public Group at(History history, int event) {
            return Group.ofNullable(label.label(history, event));
        }

        @Override
        public Group on(History history, long epochDay) {
            return latest(history.asOf(epochDay));
        }

        @Override
        public Group latest(History history) {
            for (int event = history.size() - 1; event >= 0; event--) {
                Group group = at(history, event);
                if (!group.equals(Group.MISSING)) {
                    return group;
                }
            }
            return Group.MISSING;
        }

        @Override
        public void atMoments(History history, Changes changes) {
            for (int moment = 0; moment <= changes.lastMoment(); moment++) {
                long before = history.timeline().period(moment).firstDay().toEpochDay() - 1;
                changes.from(moment, on(history, before));
            }
        }
    }

    record DayReader(Grouping.OfCustomerOnDay<Object> label) implements Reader {
        @Override
        public Group at(History history, int event) {
            return on(history, history.epochDay(event));
        }

        @Override
        public Group on(History history, long epochDay) {
            return Group.ofNullable(label.label(history.customer(), LocalDate.ofEpochDay(epochDay)));
        }

        @Override
        public Group latest(History history) {
            return on(history, history.timeline().asOf().toEpochDay());
        }

        @Override
        public void atMoments(History history, Changes changes) {
            long asOf = history.timeline().asOf().toEpochDay();
            for (int moment = 0; moment <= changes.lastMoment(); moment++) {
                long before = history.timeline().period(moment).firstDay().toEpochDay() - 1;
                changes.from(moment, on(history, Math.min(before, asOf)));
            }
        }
    }
}
