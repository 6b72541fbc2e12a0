package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Text;
import dev.retention.rule.Group;
import dev.retention.rule.Measure;
import dev.retention.service.Signal;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The conditions that a health score may have. */
final class HealthConditions {
    private HealthConditions() {}

    /** Refuses a class without a name, and one named as who has none. */
    static void checkClass(String name, String argument) {
        checkArgument(!requireNonNull(name, argument).isEmpty(), "%s must not be empty", argument);
        checkArgument(
                !name.equals(Group.MISSING.toString()), "%s must not be %s, which is who has none", argument, name);
    }

    /** Whether a signal came from some day to another, both included. */
    private static boolean came(Signal signal, History history, long from, long to) {
        boolean[] came = {false};
        signal.forEachDay(history, day -> came[0] |= day >= from && day <= to);
        return came[0];
    }

    record Within(Signal signal, int days) implements HealthCondition {
        private static final long serialVersionUID = 1;

        @Override
        public String definition() {
            return signal.definition() + " within " + Text.days(days);
        }

        @Override
        public List<String> tracks() {
            return signal.tracks();
        }

        @Override
        public boolean holds(History history, long epochDay) {
            return came(signal, history, epochDay - days + 1, epochDay);
        }

        @Override
        public List<String> warnings(HistoryStore<?> store) {
            return signal.warnings(store);
        }

        @Override
        public String toString() {
            return definition();
        }
    }

    record Silent(Signal signal, int days) implements HealthCondition {
        private static final long serialVersionUID = 1;

        @Override
        public String definition() {
            return "no " + signal.definition() + " for " + Text.days(days);
        }

        @Override
        public List<String> tracks() {
            return signal.tracks();
        }

        @Override
        public boolean holds(History history, long epochDay) {
            long from = epochDay - days + 1;
            return history.epochDay(0) < from && !came(signal, history, from, epochDay);
        }

        @Override
        public List<String> warnings(HistoryStore<?> store) {
            return signal.warnings(store);
        }

        @Override
        public String toString() {
            return definition();
        }
    }

    record Bound(Measure measure, String column, long bound, boolean below) implements HealthCondition {
        private static final long serialVersionUID = 1;

        Bound {
            requireNonNull(measure, "measure");
            checkArgument(
                    measure.columns().contains(requireNonNull(column, "column")),
                    "column (%s) must be one of the columns %s of measure (%s)",
                    column,
                    measure.columns(),
                    measure.definition());
        }

        @Override
        public String definition() {
            String its = measure.definition();
            return (its.startsWith(column) ? its : column + " of " + its) + (below ? " below " : " at least ") + bound;
        }

        @Override
        public List<String> tracks() {
            return measure.tracks();
        }

        @Override
        public void check(Timeline timeline) {
            checkArgument(
                    measure.timeline().equals(requireNonNull(timeline, "timeline")),
                    "measure (%s) must be of the score's timeline (%s), not of (%s)",
                    measure.definition(),
                    timeline,
                    measure.timeline());
        }

        @Override
        public boolean holds(History history, long epochDay) {
            OptionalLong number = measure.numberOf(history, column);
            return number.isPresent() && number.getAsLong() < bound == below;
        }

        @Override
        public String toString() {
            return definition();
        }
    }

    record Both(HealthCondition one, HealthCondition other) implements HealthCondition {
        private static final long serialVersionUID = 1;

        @Override
        public String definition() {
            return "(" + one.definition() + " and " + other.definition() + ")";
        }

        @Override
        public List<String> tracks() {
            Set<String> all = new LinkedHashSet<>(one.tracks());
            all.addAll(other.tracks());
            return List.copyOf(all);
        }

        @Override
        public void check(Timeline timeline) {
            one.check(timeline);
            other.check(timeline);
        }

        @Override
        public boolean holds(History history, long epochDay) {
            return one.holds(history, epochDay) && other.holds(history, epochDay);
        }

        @Override
        public List<String> warnings(HistoryStore<?> store) {
            return Stream.of(one.warnings(store), other.warnings(store))
                    .flatMap(List::stream)
                    .distinct()
                    .toList();
        }

        @Override
        public String toString() {
            return definition();
        }
    }

    record Not(HealthCondition condition) implements HealthCondition {
        private static final long serialVersionUID = 1;

        @Override
        public String definition() {
            return "not (" + condition.definition() + ")";
        }

        @Override
        public List<String> tracks() {
            return condition.tracks();
        }

        @Override
        public void check(Timeline timeline) {
            condition.check(timeline);
        }

        @Override
        public boolean holds(History history, long epochDay) {
            return !condition.holds(history, epochDay);
        }

        @Override
        public List<String> warnings(HistoryStore<?> store) {
            return condition.warnings(store);
        }

        @Override
        public String toString() {
            return definition();
        }
    }

    record OfUser(String definition, ArrayList<String> names, Holds holds) implements HealthCondition {
        private static final long serialVersionUID = 1;

        @Override
        public List<String> tracks() {
            return List.copyOf(names);
        }

        @Override
        public boolean holds(History history, long epochDay) {
            return holds.holds(history, epochDay);
        }

        @Override
        public String toString() {
            return definition;
        }
    }
}
