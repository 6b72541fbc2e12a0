package dev.retention.testkit;

import dev.retention.rule.Cells;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measure;
import dev.retention.rule.Rule;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;

/** Rules and measures as users write them, right and wrong. */
final class OwnRules {
    private OwnRules() {}

    /** How quickly a second order follows the first: that of the README. */
    static Rule<String> secondOrder(Timeline timeline) {
        Cells<String> cells = Cells.of(List.of("within 30 days", "later", "not yet"));
        return Rule.of("time to the second order", timeline, cells, (history, sink) -> {
            if (history.size() < 2) {
                sink.add(2);
            } else {
                sink.add(history.epochDay(1) - history.epochDay(0) <= 30 ? 0 : 1);
            }
        });
    }

    /** Wrong: whether there is more than of the customer asked before. */
    static final class Remembers implements RuleContract<String> {
        @Override
        public Rule<String> rule(Timeline timeline) {
            // Of each thread for itself, so that a law that is broken once is broken again while its sample shrinks.
            ThreadLocal<Integer> before = ThreadLocal.withInitial(() -> 0);
            return Rule.of("grew", timeline, Cells.of(List.of("more", "not more")), (history, sink) -> {
                sink.add(history.size() > before.get() ? 0 : 1);
                before.set(history.size());
            });
        }
    }

    /** Wrong: always as of the same day. */
    static final class AlwaysToday implements RuleContract<String> {
        @Override
        public Rule<String> rule(Timeline timeline) {
            return secondOrder(timeline.asOf(LocalDate.of(2024, 6, 30)));
        }
    }

    /** Wrong: reads what it was made with, which does not travel. */
    static final class Captures implements RuleContract<String> {
        @Override
        public Rule<String> rule(Timeline timeline) {
            Object captured = new Object();
            return Rule.of("captures", timeline, Cells.of(List.of("all")), (history, sink) -> {
                if (!captured.equals(history)) {
                    sink.add(0);
                }
            });
        }
    }

    /** Wrong: the amount of all customers so far. */
    static final class SumsUp implements MeasureContract {
        private static final class Sum implements Serializable {
            private static final long serialVersionUID = 1;
            private long cents;
        }

        @Override
        public Measure measure(Timeline timeline) {
            Sum sum = new Sum();
            return Measure.of("all so far", timeline, (history, sink) -> {
                sum.cents += history.size();
                sink.set(sum.cents);
            });
        }
    }

    /** Wrong: no rule. */
    static final class NoRule implements RuleContract<String> {
        @Override
        public Rule<String> rule(Timeline timeline) {
            return null;
        }
    }

    /** Wrong: no measure. */
    static final class NoMeasure implements MeasureContract {
        @Override
        public Measure measure(Timeline timeline) {
            return null;
        }
    }

    /** Wrong: no groupings. */
    static final class NoGroupings implements RuleContract<String> {
        @Override
        public Rule<String> rule(Timeline timeline) {
            return secondOrder(timeline);
        }

        @Override
        public List<Grouping> groupings(Rule<String> rule) {
            return List.of();
        }
    }

    /** Wrong: each has a number. */
    static final class Numbered implements RuleContract<String> {
        private int made;

        @Override
        public Rule<String> rule(Timeline timeline) {
            return Rule.of("rule " + made++, timeline, Cells.of(List.of("all")), (history, sink) -> sink.add(0));
        }
    }
}
