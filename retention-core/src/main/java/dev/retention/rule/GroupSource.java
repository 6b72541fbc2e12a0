package dev.retention.rule;

import dev.retention.history.EventCodes;
import dev.retention.history.History;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the labels of a grouping come from. */
interface GroupSource extends Serializable {
    Grouping.Reader reader();

    String readingInWords(Grouping.Reading reading);

    static GroupSource ofCustomers(Grouping.OfCustomer<Object> label) {
        return new GroupSource() {
            private static final long serialVersionUID = 1;

            @Override
            public Grouping.Reader reader() {
                return new ConstantReader(label);
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
            public Grouping.Reader reader() {
                return new DayReader(label);
            }

            @Override
            public String readingInWords(Grouping.Reading reading) {
                return words(reading);
            }
        };
    }

    static GroupSource ofCodes(Grouping.OfCode label) {
        return new GroupSource() {
            private static final long serialVersionUID = 1;

            @Override
            public Grouping.Reader reader() {
                return new CodeReader(label);
            }

            @Override
            public String readingInWords(Grouping.Reading reading) {
                return "of event codes, " + words(reading);
            }
        };
    }

    private static String words(Grouping.Reading reading) {
        return switch (reading) {
            case LATEST -> "latest";
            case AT_ANCHOR -> "at anchor";
            case AT_PERIOD -> "at each period";
        };
    }

    record ConstantReader(Grouping.OfCustomer<Object> label) implements Grouping.Reader {
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
        public void atMoments(History history, Grouping.Changes changes) {
            changes.from(0, latest(history));
        }
    }

    record DayReader(Grouping.OfCustomerOnDay<Object> label) implements Grouping.Reader {
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
        public void atMoments(History history, Grouping.Changes changes) {
            long asOf = history.timeline().asOf().toEpochDay();
            for (int moment = 0; moment <= changes.lastMoment(); moment++) {
                long before = history.timeline().period(moment).firstDay().toEpochDay() - 1;
                changes.from(moment, on(history, Math.min(before, asOf)));
            }
        }
    }

    /** Keeps the groups of the codes of the store at hand. */
    final class CodeReader implements Grouping.Reader {
        private final Grouping.OfCode label;
        private @Nullable EventCodes codes;
        private final List<@Nullable Group> groups = new ArrayList<>();

        CodeReader(Grouping.OfCode label) {
            this.label = label;
        }

        private @Nullable Group groupOf(History history, int event) {
            if (!history.codes().equals(codes)) {
                codes = history.codes();
                groups.clear();
                for (String code : codes.names()) {
                    String text = label.label(code);
                    groups.add(text == null ? null : Group.of(text));
                }
            }
            int code = history.codeIndex(event);
            return code < groups.size() ? groups.get(code) : null;
        }

        @Override
        public Group at(History history, int event) {
            Group group = groupOf(history, event);
            return group == null ? Group.MISSING : group;
        }

        @Override
        public Group on(History history, long epochDay) {
            for (int event = history.size() - 1; event >= 0; event--) {
                Group group = history.epochDay(event) > epochDay ? null : groupOf(history, event);
                if (group != null) {
                    return group;
                }
            }
            return Group.MISSING;
        }

        @Override
        public Group latest(History history) {
            return on(history, Long.MAX_VALUE);
        }

        @Override
        public void atMoments(History history, Grouping.Changes changes) {
            changes.from(0, Group.MISSING);
            for (int event = 0; event < history.size(); event++) {
                Group group = groupOf(history, event);
                if (group != null) {
                    changes.from(Math.max(0, history.period(event) + 1), group);
                }
            }
        }
    }
}
